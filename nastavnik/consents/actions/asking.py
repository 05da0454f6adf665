"""The words of a consent, and asking for one: a blank that waits for its signature."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.models import CHOSEN, Consent, ConsentKind, ConsentState, ConsentText, Resource
from nastavnik.consents.queries import signature_mode
from nastavnik.consents.texts import TEXTS
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.kit.text import folded
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person

MOST_RESOURCES = 8
"""So many columns fit on a blank that is read without a magnifying glass."""


def current_text(organisation: Organisation, kind: str) -> ConsentText:
    """The newest version of the words; an institution without its own starts with ours."""
    text = ConsentText.objects.of(organisation).filter(kind=kind).order_by("-version").first()
    if text is None:
        text, _made = ConsentText.objects.get_or_create(
            organisation=organisation, kind=kind, version=1, defaults={"body": TEXTS[kind], "made_on": clock.today()}
        )
    return text


@transaction.atomic
def change_text(organisation: Organisation, kind: str, body: str, *, by: User) -> ConsentText:
    """A new version; consents that were given keep theirs (edge case 34). The same words make none."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # versions are counted one by one
    latest = current_text(organisation, kind)
    if latest.body.strip() == body.strip():
        return latest
    text = ConsentText.objects.create(
        organisation=organisation, kind=kind, version=latest.version + 1, body=body, made_on=clock.today()
    )
    journal.record("consent_text_changed", text, by=by, kind=kind, version=text.version)
    return text


@transaction.atomic
def propose_consent(
    person: Person,
    kind: str,
    *,
    by: User | None,
    about: str = "",
    about_id: UUID | None = None,
    anew: bool = False,
    scope: Mapping[str, Any] | None = None,
) -> Consent:
    """Ask for a consent. One that is waiting, or given and valid, for the same matter is returned instead.

    `anew`: a new blank although a valid one stands (new words, other places, a new mentor for the same pair).
    `scope` fills what the words leave open: C7 «recipient», «purpose», «data»; C4 and C5 «resources» (keys; all
    in use when absent); C8 takes the local act by itself. Raises Refused when that is lacking, and when somebody
    who has refused to be published would be asked again by others (edge case 33).
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # two at once must not ask twice
    scope = _scope(person.organisation, kind, scope or {})
    about = _about(kind, about, scope)
    about_id = about_id or _matter(person, kind, about, scope)
    same = Consent.objects.filter(organisation_id=person.organisation_id, person=person, kind=kind, about_id=about_id)
    valid = same.valid(clock.today()).filter(state=ConsentState.GIVEN)
    standing = same.filter(state=ConsentState.PROPOSED).first() or (None if anew else valid.first())
    if standing:
        return standing
    if kind in CHOSEN and by is not None and by.pk != person.user_id:
        _is_not_pressed(same)
    consent = Consent.objects.create(
        organisation_id=person.organisation_id,
        person=person,
        kind=kind,
        text=current_text(person.organisation, kind),
        about=about,
        about_id=about_id,
        scope=scope,
        proposed_on=clock.today(),
    )
    journal.record("consent_proposed", consent, by=by, kind=kind)
    return consent


@transaction.atomic
def discard_consent(consent: Consent, *, by: User | None) -> None:
    """A blank that nobody has signed and that nobody needs any more: its pair has been given up."""
    stored = Consent.objects.select_for_update().get(pk=consent.pk)
    if stored.state != ConsentState.PROPOSED:
        raise Refused(_("Бланк уже подписан или на него получен отказ: удалить его нельзя."))
    journal.record("consent_discarded", stored, by=by, kind=stored.kind)
    stored.delete()


def _is_not_pressed(same) -> None:
    """Refused once, never asked again by others: the person opens the question themselves (edge case 33)."""
    latest = same.order_by("-proposed_on", "-pk").first()
    if latest is not None and latest.state in (ConsentState.REFUSED, ConsentState.WITHDRAWN):
        raise Refused(
            _(
                "Человек уже сказал «нет»: второй раз о публикации не спрашивают. Если он передумает, "
                "он сам откроет бланк на странице «Мои согласия»."
            )
        )


def _about(kind: str, about: str, scope: Mapping[str, Any]) -> str:
    """What the register names beside the kind: for a transfer its recipient."""
    about = scope.get("recipient", "") if kind == ConsentKind.TRANSFER else about
    return about[:500]


def _matter(person: Person, kind: str, about: str, scope: Mapping[str, Any]) -> UUID | None:
    """A key for what has no row of its own: a recipient with its purpose, a programme in words, is one matter."""
    if kind == ConsentKind.TRANSFER:
        return uuid5(person.pk, folded(f"{scope['recipient']} | {scope['purpose']}"))
    if kind == ConsentKind.SPECIALIST:
        return uuid5(person.pk, folded(about))
    return None


def _scope(organisation: Organisation, kind: str, scope: Mapping[str, Any]) -> dict[str, Any]:
    if kind in CHOSEN:
        return {"resources": _places(organisation, scope)}
    if kind == ConsentKind.TRANSFER:
        said = {name: str(scope.get(name, "")).strip() for name in ("recipient", "purpose", "data")}
        empty = next((name for name, value in said.items() if not value), None)
        if empty is not None:
            raise Refused(_("Укажите получателя, цель передачи и перечень данных."), field=empty)
        return said
    if kind == ConsentKind.SIGNATURE:
        mode = signature_mode(organisation, clock.today())
        if mode is None:
            raise Refused(
                _(
                    "Подписание простой электронной подписью в учреждении не включено: сначала руководитель "
                    "указывает локальный акт и срок."
                )
            )
        return {"act": mode.act_words}
    return {}


def _places(organisation: Organisation, scope: Mapping[str, Any]) -> list[str]:
    used = Resource.objects.of(organisation).on(clock.today())
    if "resources" in scope:
        used = used.filter(pk__in=scope["resources"])
    places = [str(key) for key in used.values_list("pk", flat=True)]
    if not places:
        raise Refused(
            _("Не внесён ни один информационный ресурс: человек выбирает, где можно публиковать, по полным адресам.")
        )
    if len(places) > MOST_RESOURCES:
        raise Refused(
            _("На один бланк помещается не больше %(most)s ресурсов: выберите, о каких спросить.")
            % {"most": MOST_RESOURCES}
        )
    return places
