"""Acts on consents. Only the subject gives, refuses or withdraws; the curator registers what was signed on paper."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.models import Consent, ConsentKind, ConsentState, ConsentText
from nastavnik.consents.states import CONSENT
from nastavnik.consents.texts import TEXTS
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person


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
    person: Person, kind: str, *, by: User | None, about: str = "", about_id: UUID | None = None
) -> Consent:
    """Ask for a consent. One that is waiting, or given and valid, for the same matter is returned instead."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # two at once must not ask twice
    same = Consent.objects.filter(organisation_id=person.organisation_id, person=person, kind=kind, about_id=about_id)
    valid = same.valid(clock.today()).filter(state=ConsentState.GIVEN)
    standing = same.filter(state=ConsentState.PROPOSED).first() or valid.first()
    if standing:
        return standing
    consent = Consent.objects.create(
        organisation_id=person.organisation_id,
        person=person,
        kind=kind,
        text=current_text(person.organisation, kind),
        about=about,
        about_id=about_id,
        proposed_on=clock.today(),
    )
    journal.record("consent_proposed", consent, by=by, kind=kind)
    return consent


@transaction.atomic
def register_consent(
    consent: Consent, *, by: User, given_on: date, scan: Scan | None = None, valid_until: date | None = None
) -> Consent:
    """Register a consent signed on paper, with its day and, when there is one, its scan.

    Raises Refused for a day that has not come and for a term that ends before it begins. A day before our
    words were made is taken: such a paper was signed elsewhere, and its own words hold.
    """
    if given_on > clock.today():
        raise Refused(_("Дата подписи ещё не наступила: укажите день, который стоит на бумаге."), field="given_on")
    if valid_until is not None and valid_until < given_on:
        raise Refused(_("Срок согласия кончается раньше, чем оно дано."), field="valid_until")
    CONSENT.advance(
        consent,
        "register",
        by=by,
        fields={"given_on": given_on, "valid_until": valid_until, "scan": scan, "received_by": by},
        kind=consent.kind,
        given_on=given_on,
    )
    return consent


@transaction.atomic
def register_consents(consents: Iterable[Consent], *, by: User, given_on: date) -> list[Consent]:
    """Several consents that were signed on one day, all or none; their scans come later, one by one."""
    return [register_consent(consent, by=by, given_on=given_on) for consent in consents]


@transaction.atomic
def attach_scan(consent: Consent, scan: Scan, *, by: User) -> Consent:
    """The scan of a registered consent. A scan that it replaces stays kept, the journal names both."""
    stored = Consent.objects.select_for_update().get(pk=consent.pk)
    if stored.given_on is None:
        raise Refused(_("Согласие ещё не зарегистрировано: скан прикладывают к подписанному."))
    consent.scan = scan
    consent.save(update_fields=["scan"])
    journal.record("consent_scan_attached", consent, by=by, scan=scan.pk, before=stored.scan_id)
    return consent


@transaction.atomic
def refuse_consent(consent: Consent, *, by: User, on: date | None = None) -> Consent:
    """A refusal is a normal outcome: no reason is asked, nothing is marked anywhere else (1.4/5)."""
    CONSENT.advance(consent, "refuse", by=by, fields={"refused_on": on or clock.today()}, kind=consent.kind)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User, on: date | None = None) -> Consent:
    """Withdrawn from that day on; what rested on it is reviewed by the rooms above (they ask `valid`).

    Raises Refused for a day that has not come: until then the consent would look withdrawn and hold.
    """
    on = on or clock.today()
    if on > clock.today():
        raise Refused(_("Дата отзыва ещё не наступила: укажите день, когда получено заявление."), field="on")
    if consent.given_on and on < consent.given_on:
        raise Refused(_("Отозвать согласие раньше дня, когда оно дано, нельзя."), field="on")
    CONSENT.advance(consent, "withdraw", by=by, fields={"withdrawn_on": on}, kind=consent.kind, withdrawn_on=on)
    return consent


@transaction.atomic
def discard_consent(consent: Consent, *, by: User | None) -> None:
    """A blank that nobody has signed and that nobody needs any more: its pair has been given up."""
    stored = Consent.objects.select_for_update().get(pk=consent.pk)
    if stored.state != ConsentState.PROPOSED:
        raise Refused(_("Бланк уже подписан или на него получен отказ: удалить его нельзя."))
    journal.record("consent_discarded", stored, by=by, kind=stored.kind)
    stored.delete()


def processing_consent(person: Person, day: date) -> Consent | None:
    """The consent to process personal data that is valid on the day: the legal basis of a bank entry (R2.2)."""
    return Consent.objects.filter(person=person, kind=ConsentKind.PROCESSING).valid(day).order_by("-given_on").first()
