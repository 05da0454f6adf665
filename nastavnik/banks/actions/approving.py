"""What the head's orders do to the banks: a list is approved, a teacher becomes a mentor (4.2, 4.3/3)."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from nastavnik.accounts.models import User
from nastavnik.banks.models import Bank, BankList, MentorEntry
from nastavnik.banks.queries import entries
from nastavnik.kit import clock, journal
from nastavnik.organisations.models import Organisation


def bank_rows(organisation: Organisation, bank: str) -> list[dict[str, str]]:
    """The bank as an order approves it: {"name", "post", "what"} of everybody in it, by name."""
    rows = []
    found: Iterable[Any] = entries(organisation, bank, {"state": "active"})
    for entry in found:
        said = entry.competences.all() if bank == Bank.MENTORS else _asked(entry)
        rows.append(
            {
                "name": entry.person.full_name,
                "post": entry.person.position_on(clock.today()),
                "what": ", ".join(dict.fromkeys(topic.name for topic in said)),
            }
        )
    return rows


def approve_bank_list(
    organisation: Organisation,
    bank: str,
    rows: list[dict[str, str]],
    *,
    by: User,
    since: date,
    ground: str,
    ground_id: UUID,
) -> BankList:
    """The effect of an order: the list as it stood on the paper; the one before ends the day before (4.3/3)."""
    for standing in BankList.objects.of(organisation).filter(bank=bank, until__isnull=True, is_void=False):
        end_bank_list(standing, by=by, until=max(standing.since, since - timedelta(days=1)))
    approved = BankList.objects.create(
        organisation=organisation,
        bank=bank,
        rows=rows,
        rows_hash=hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest(),
        since=since,
        ground=ground,
        ground_id=ground_id,
    )
    journal.record("bank_list_approved", approved, by=by, bank=bank, count=len(rows))
    return approved


def end_bank_list(approved: BankList, *, by: User, until: date) -> None:
    """The last day of an approved list."""
    approved.until = until
    approved.save(update_fields=["until"])
    journal.record("bank_list_ended", approved, by=by, until=until)


def void_bank_list(approved: BankList, *, by: User) -> None:
    """Its order was revoked from the first day."""
    approved.is_void = True
    approved.save(update_fields=["is_void"])
    journal.record("bank_list_voided", approved, by=by)


def appoint_mentor(entry: MentorEntry, *, by: User, since: date, ground: str, ground_id: UUID) -> MentorEntry:
    """A teacher becomes a mentor by order, with written consent (4.2)."""
    entry.appointed_since, entry.appointed_until = since, None
    entry.appointed_ground, entry.appointed_ground_id = ground, ground_id
    entry.save(update_fields=["appointed_since", "appointed_until", "appointed_ground", "appointed_ground_id"])
    journal.record("mentor_appointed", entry, by=by, since=since)
    return entry


def end_appointment(entry: MentorEntry, *, by: User, until: date) -> None:
    """The last day as a mentor by that order."""
    entry.appointed_until = until
    entry.save(update_fields=["appointed_until"])
    journal.record("mentor_appointment_ended", entry, by=by, until=until)


def void_appointment(entry: MentorEntry, *, by: User) -> None:
    """The order was revoked before its day: nobody has been a mentor by it."""
    since, entry.appointed_since, entry.appointed_until = entry.appointed_since, None, None
    entry.appointed_ground, entry.appointed_ground_id = "", None
    entry.save(update_fields=["appointed_since", "appointed_until", "appointed_ground", "appointed_ground_id"])
    journal.record("mentor_appointment_ended", entry, by=by, since=since)


def _asked(entry) -> list:
    return [topic for request in entry.requests.all() for topic in request.topics.all()]
