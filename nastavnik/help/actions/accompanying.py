"""Accompaniment of those who wait: a specialist is appointed, contacts are noted, it ends (R5.3)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.help.models import (
    BY_HAND,
    Accompaniment,
    AccompanimentState,
    Contact,
    ContactKind,
    EndOfAccompaniment,
)
from nastavnik.help.routing import reachable
from nastavnik.help.states import ACCOMPANIMENT
from nastavnik.help.waiting import mentees_on, over_on
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.people.models import Person


@transaction.atomic
def appoint_specialist(person: Person, *, by: User, specialist: Person, being_replaced: bool = False) -> Accompaniment:
    """From today this specialist accompanies the teacher; whoever did so before no longer does.

    `being_replaced`: the teacher still stands in a pair, but its mentor is to be replaced, and nobody has been
    found yet (edge case 63).
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    today = clock.today()
    if not person.employments_on(today):
        raise Refused(_("Сопровождают тех, кто работает в учреждении."))
    if not being_replaced and person.pk in mentees_on(person.organisation, today):
        raise Refused(_("У педагога уже есть наставник: его сопровождает наставник."), field="being_replaced")
    found = reachable(person.organisation, today).filter(pk=specialist.pk).first()
    if found is None or found.is_away or found.pk == person.pk:  # type: ignore[attr-defined]
        raise Refused(_("Выберите сотрудника, который сейчас работает и может войти в программу."), field="specialist")
    running = Accompaniment.objects.filter(person=person, state=AccompanimentState.RUNNING).first()
    if running is not None:
        _make_room(running, specialist, by)
    made = Accompaniment.objects.create(
        organisation=person.organisation,
        person=person,
        specialist=specialist,
        since=today,
        appointed_by=by,
    )
    journal.record("specialist_appointed", made, by=by)
    return made


@transaction.atomic
def add_contact(
    accompaniment: Accompaniment, *, by: User, note: str, on: date | None = None, kind: str = ContactKind.TALK
) -> Contact:
    """A line of the log: a talk, or an attempt to find a mentor."""
    accompaniment.refresh_from_db(from_queryset=Accompaniment.objects.select_for_update(of=("self",)))
    _check_running(accompaniment)
    on, note = on or clock.today(), " ".join(note.split())
    if not note:
        raise Refused(_("Напишите одной строкой, о чём говорили или что сделали."), field="note")
    if kind not in ContactKind.values:
        raise Refused(_("Отметьте, что это было: разговор или поиск наставника."), field="kind")
    if on > clock.today():
        raise Refused(_("Этот день ещё не наступил."), field="on")
    if on < accompaniment.since:
        raise Refused(
            _("Сопровождение начато %(day)s: раньше записать нельзя.") % {"day": f"{accompaniment.since:%d.%m.%Y}"},
            field="on",
        )
    contact = Contact.objects.create(
        organisation_id=accompaniment.organisation_id,
        accompaniment=accompaniment,
        kind=kind,
        on=on,
        note=note[:300],
        made_by=by,
    )
    journal.record("contact_added", contact, by=by, kind=kind)
    return contact


@transaction.atomic
def close_accompaniment(accompaniment: Accompaniment, *, by: User, reason: str) -> Accompaniment:
    """Ended by whoever leads, with a reason; a pair that starts ends it without anybody."""
    if reason not in BY_HAND:
        raise Refused(_("Отметьте, почему сопровождение завершено."), field="reason")
    _check_running(accompaniment)
    ACCOMPANIMENT.advance(accompaniment, "close", by=by, fields={"ended_on": clock.today(), "end_reason": reason})
    return accompaniment


def _check_running(accompaniment: Accompaniment) -> None:
    ended = over_on(accompaniment)
    if ended is not None:
        raise Refused(_("Сопровождение закончилось %(day)s.") % {"day": f"{ended:%d.%m.%Y}"})


def _make_room(running: Accompaniment, specialist: Person, by: User) -> None:
    """The row before is closed: a pair has ended it meanwhile, or somebody else goes on from today."""
    ended = over_on(running)
    if ended is None and running.specialist_id == specialist.pk:
        raise Refused(_("%(who)s уже сопровождает педагога.") % {"who": specialist.short_name}, field="specialist")
    reason = EndOfAccompaniment.PAIR if ended else EndOfAccompaniment.REPLACED
    fields = {"ended_on": ended or clock.today(), "end_reason": reason}
    ACCOMPANIMENT.advance(running, "close", by=by, fields=fields)
