"""What the curator does with entries: selects, includes, pauses, excludes, goes through the bank once a year."""

from collections.abc import Collection as Several
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.actions.wishes import forget_wishes
from nastavnik.banks.exports import bank_workbook
from nastavnik.banks.models import Actualisation, Bank, Entry, MenteeEntry, MentorEntry
from nastavnik.banks.states import basis_for, lifecycle_of
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation


@transaction.atomic
def select_mentor(entry: MentorEntry, *, by: User) -> MentorEntry:
    """The curator's record that this person has been chosen (1.3/1, R4.1)."""
    if entry.selected_on is not None:
        raise Refused(_("Отбор уже отмечен %(day)s.") % {"day": f"{entry.selected_on:%d.%m.%Y}"})
    entry.selected_on, entry.selected_by = clock.today(), by
    entry.save(update_fields=["selected_on", "selected_by"])
    journal.record("mentor_selected", entry, by=by)
    return entry


@transaction.atomic
def include_entry(entry: Entry, *, by: User) -> Entry:
    """Into the bank, with the legal basis that is valid today (R2.2, R3.2)."""
    today = clock.today()
    lifecycle_of(entry).advance(
        entry,
        "include",
        by=by,
        fields={
            "basis": basis_for(entry, today),
            "included_on": today,
            "excluded_on": None,
            "confirmed_on": today,
        },
    )
    return entry


@transaction.atomic
def suspend_entry(entry: Entry, *, by: User) -> Entry:
    """Out of the forming of pairs for a time (leave, load)."""
    lifecycle_of(entry).advance(entry, "suspend", by=by)
    return entry


@transaction.atomic
def resume_entry(entry: Entry, *, by: User) -> Entry:
    """Back into the forming of pairs: after a pause, or with a new consent when the old one has ended."""
    lifecycle_of(entry).advance(entry, "resume", by=by, fields={"basis": basis_for(entry, clock.today())})
    return entry


@transaction.atomic
def exclude_entry(entry: Entry, *, by: User) -> Entry:
    """Out of the bank; pairs in force go on, they rest on an order."""
    lifecycle_of(entry).advance(entry, "exclude", by=by, fields={"excluded_on": clock.today()})
    forget_wishes(entry)
    return entry


@transaction.atomic
def actualise_bank(
    organisation: Organisation, bank: str, keep: Several[UUID], *, by: User, shown: Several[UUID] | None = None
) -> Actualisation:
    """The yearly act (4.4.2): entries whose keys are in `keep` are confirmed, the others of the bank excluded.

    `shown` are the keys that the curator has looked at; an entry included since then is left as it is. An
    empty bank is gone through too: that nobody is there is what the act says then.
    """
    model = MentorEntry if bank == Bank.MENTORS else MenteeEntry
    wanted, decisions, today = set(keep), [], clock.today()
    for entry in model.objects.of(organisation).in_bank().select_related("person", "basis").order_by("pk"):
        if shown is not None and entry.pk not in shown:
            continue
        if entry.pk in wanted:
            entry.confirmed_on = today
            entry.save(update_fields=["confirmed_on"])
        else:
            exclude_entry(entry, by=by)
        decisions.append({"entry": str(entry.pk), "decision": "confirmed" if entry.pk in wanted else "excluded"})
    act = Actualisation.objects.create(
        organisation=organisation, bank=bank, done_on=today, done_by=by, decisions=decisions, count=len(decisions)
    )
    journal.record("bank_actualised", act, by=by, bank=bank, count=len(decisions))
    return act


@transaction.atomic
def export_bank(organisation: Organisation, bank: str, *, by: User) -> bytes:
    """The workbook of a bank (D14, D15); the journal keeps who took personal data out, and how many (edge case 38)."""
    content, count = bank_workbook(organisation, bank)
    journal.record("bank_exported", organisation, by=by, bank=bank, count=count)
    return content
