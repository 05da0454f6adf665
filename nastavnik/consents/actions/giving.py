"""Giving on paper, refusing, replacing: register what was signed, keep its paper and its scan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.actions.steps import add_steps
from nastavnik.consents.choice import Choice, check_choice
from nastavnik.consents.models import (
    CHOSEN,
    OF_A_PAIR,
    Cell,
    Condition,
    Consent,
    ConsentKind,
    ConsentState,
    Resource,
    StepKind,
    Way,
)
from nastavnik.consents.papers import consent_paper
from nastavnik.consents.states import CONSENT
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.calendar import working_calendar
from nastavnik.papers.actions import issue_paper
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person

PUBLISH_IN = 3
"""Working days to publish conditions, and to take down what is forbidden (152-ФЗ ст. 10.1 ч. 10, 14)."""


@transaction.atomic
def register_consent(
    consent: Consent,
    *,
    by: User,
    given_on: date,
    scan: Scan | None = None,
    valid_until: date | None = None,
    choice: Choice | None = None,
    identity_checked: bool = False,
    kept_in: str = "",
) -> Consent:
    """Register a consent signed on paper, with its day and, when there is one, its scan.

    `choice`: what was ticked (C4, C5). `identity_checked`: who registers C8 has seen who signed it. `kept_in`:
    where the paper lies. An older consent to the same becomes replaced. Raises Refused for a day that has not
    come, for a term that ends before it begins, for a paper signed before such a consent was withdrawn. A day
    before our words were made is taken: such a paper was signed elsewhere, and its own words hold.
    """
    _check_days(given_on, valid_until)
    _refuse_taken_back(consent, given_on)
    if consent.kind == ConsentKind.SIGNATURE and not identity_checked:
        raise Refused(
            _("Отметьте, что личность подписавшего проверена: без этого подпись в системе ничего не доказывает."),
            field="identity_checked",
        )
    if consent.is_chosen:
        choice = check_choice(consent, choice)
    earlier = earlier_than(consent, given_on)
    CONSENT.advance(
        consent,
        "register",
        by=by,
        fields={
            "given_on": given_on,
            "valid_until": valid_until,
            "scan": scan,
            "received_by": by,
            "kept_in": kept_in.strip(),
            "way": Way.PAPER,
        },
        kind=consent.kind,
        given_on=given_on,
    )
    settle(consent, choice, earlier, by=by)
    transaction.on_commit(lambda: issue_consent(consent, by=by), robust=True)
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
def replace_consent(old: Consent, *, by: User | None, on: date, successor: Consent | None = None) -> Consent:
    """Another stands in its place from `on`, the first day on which the old one no longer holds.

    Called by the rooms above when a changed order takes effect. Raises Refused for one that is not given, and
    for a day before it was given.
    """
    if old.given_on is not None and on < old.given_on:
        raise Refused(_("Заменить согласие раньше дня, когда оно дано, нельзя."), field="on")
    fields: dict[str, Any] = {"replaced_on": on, "successor": successor}
    CONSENT.advance(old, "replace", by=by, fields=fields, kind=old.kind, replaced_on=on)
    if successor is not None:  # who asks what stands now must not walk a chain
        Consent.objects.filter(successor=old).update(successor=successor)
    return old


def earlier_than(consent: Consent, given_on: date) -> list[Consent]:
    """Given ones to the same matter in whose place this one stands. Raises Refused when one is younger than this."""
    if consent.kind in OF_A_PAIR:
        return []
    same = Consent.objects.filter(person_id=consent.person_id, kind=consent.kind, about_id=consent.about_id)
    earlier = list(same.filter(state=ConsentState.GIVEN).exclude(pk=consent.pk).select_for_update().order_by("pk"))
    younger = next((one for one in earlier if one.given_on and one.given_on > given_on), None)
    if younger is not None:
        raise Refused(
            _("Уже зарегистрировано согласие, подписанное позже, %(day)s: эта бумага его не заменяет.")
            % {"day": f"{younger.given_on:%d.%m.%Y}"},
            field="given_on",
        )
    return earlier


def settle(consent: Consent, choice: Choice | None, earlier: Iterable[Consent], *, by: User) -> None:
    """What follows when a consent has been given, whichever way: its cells, the ones before, what is to publish."""
    if choice is not None and consent.is_chosen:
        _keep_choice(consent, choice)
    for old in earlier:
        replace_consent(old, by=by, on=consent.given_on or clock.today(), successor=consent)
        if consent.kind in CHOSEN:
            _take_down_what_is_lost(old, consent, by=by)


def issue_consent(consent: Consent, *, by: User | None) -> None:
    """The paper as it was given, kept with its hash (after commit: rendering is slow).

    None for a paper older than our words: it was signed elsewhere, its scan is the only true image of it.
    """
    if not consent.is_older_than_its_words:
        issue_paper(consent_paper(consent), organisation_id=consent.organisation_id, about_id=consent.pk, by=by)


def processing_consent(person: Person, day: date) -> Consent | None:
    """The consent to process personal data that is valid on the day: the legal basis of a bank entry (R2.2)."""
    return Consent.objects.filter(person=person, kind=ConsentKind.PROCESSING).valid(day).order_by("-given_on").first()


def _check_days(given_on: date, valid_until: date | None) -> None:
    if given_on > clock.today():
        raise Refused(_("Дата подписи ещё не наступила: укажите день, который стоит на бумаге."), field="given_on")
    if valid_until is not None and valid_until < given_on:
        raise Refused(_("Срок согласия кончается раньше, чем оно дано."), field="valid_until")


def _refuse_taken_back(consent: Consent, given_on: date) -> None:
    """A withdrawal speaks of every paper to the same that was signed before it: none of them undoes it."""
    same = Consent.objects.filter(person_id=consent.person_id, kind=consent.kind, about_id=consent.about_id)
    if consent.kind in OF_A_PAIR:  # a paper that names other people is another consent
        same = same.filter(about=consent.about)
    later = same.filter(state=ConsentState.WITHDRAWN, withdrawal_received_on__gt=given_on).exclude(pk=consent.pk)
    withdrawn = later.order_by("-withdrawal_received_on").values_list("withdrawal_received_on", flat=True).first()
    if withdrawn is not None:
        raise Refused(
            _(
                "Эта бумага подписана раньше, чем такое согласие отозвано (%(day)s): она уже не действует. "
                "Если человек передумал, дайте подписать новый бланк."
            )
            % {"day": f"{withdrawn:%d.%m.%Y}"},
            field="given_on",
        )


def _keep_choice(consent: Consent, choice: Choice) -> None:
    own = {"organisation_id": consent.organisation_id, "consent": consent}
    Cell.objects.bulk_create(
        Cell(field=field, resource_id=resource, **own) for field, resource in sorted(choice.cells, key=str)
    )
    if consent.kind != ConsentKind.DISTRIBUTION:
        return
    Condition.objects.bulk_create(
        Condition(field=field, is_ban=field in choice.forbidden, words=choice.words.get(field, ""), **own)
        for field in sorted({*choice.forbidden, *choice.words})
    )
    consent.scope = {**consent.scope, "conditions": choice.conditions, "onward": choice.onward}
    consent.save(update_fields=["scope"])
    if choice.has_conditions:
        due = working_calendar(consent.organisation).add(clock.today(), PUBLISH_IN)
        add_steps(consent, StepKind.PUBLISH, due, Resource.objects.filter(cells__consent=consent).distinct())


def _take_down_what_is_lost(old: Consent, new: Consent, *, by: User) -> None:
    """A narrower consent takes back what the older one allowed: each such place is to be cleared (edge case 32)."""
    kept = set(new.cells.values_list("field", "resource_id"))
    lost = {place for name, place in old.cells.values_list("field", "resource_id") if (name, place) not in kept}
    due = working_calendar(new.organisation).add(clock.today(), PUBLISH_IN)
    add_steps(old, StepKind.TAKE_DOWN, due, Resource.objects.filter(pk__in=lost))
