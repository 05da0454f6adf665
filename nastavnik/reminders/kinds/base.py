"""What a kind of reminder is: who is told of what, when, in which words, where its button leads, until when."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from nastavnik.kit.models import JournalEntry
from nastavnik.organisations.models import Organisation
from nastavnik.reminders.ground import Ground
from nastavnik.reminders.models import Reminder


@dataclass(frozen=True)
class Told:
    """To whom (a user, or whoever holds a role), about which row, on which occasion."""

    organisation: UUID
    about: UUID
    occasion: date
    user: UUID | None = None
    role: str = ""


@dataclass(frozen=True)
class Words:
    """One message: what, why, one button. `repeats` is the address of the line that already says it on a first page."""

    title: str
    reason: str
    button: str
    url: str
    due: date | None = None
    repeats: str = ""


class Kind:
    """A kind of reminder. `who`, `when` and `until` are its rule in words, for the page that explains it.

    `by_law`: the law counts these days, so it is said on a day off too. `door`: the permission that the button asks
    for, where not everybody who is told has it.
    """

    code: str
    label: Any
    clause: str
    who: Any
    when: Any
    until: Any
    by_law = False
    door = ""

    def candidates(self, day: date) -> QuerySet:
        """Rows of all institutions that may be due on the day; read in the order of their keys."""
        raise NotImplementedError

    def prepare(self, rows: list, ground: Ground) -> list:
        """What takes a query of its own for a whole chunk; the rows that are left."""
        return rows

    def told(self, row: Any, ground: Ground) -> Iterable[Told]:
        """Who is told of this row on the day of the ground; no queries."""
        raise NotImplementedError

    def standing(self, keys: Collection[UUID]) -> QuerySet:
        """Of these rows those in which the matter still stands, with all that `words` reads."""
        raise NotImplementedError

    def find(self, reminders: Sequence[Reminder], ground: Ground) -> dict[UUID, Any]:
        """The rows of these reminders by the reminder's key; what is missing is done or out of date."""
        rows = {row.pk: row for row in self.prepare_standing(list(self._rows(reminders)), ground)}
        return {
            reminder.pk: row
            for reminder in reminders
            if (row := rows.get(reminder.about_id)) is not None
            and self.concerns(reminder, row)
            and self.holds(reminder, row, ground)
        }

    def prepare_standing(self, rows: list, ground: Ground) -> list:
        """As `prepare`, when the rows are read to be shown or closed."""
        return rows

    def holds(self, reminder: Reminder, row: Any, ground: Ground) -> bool:
        """Whether the row still stands as it stood when this was said (a term may have moved)."""
        return True

    def concerns(self, reminder: Reminder, row: Any) -> bool:
        """Whether it is still the affair of the one to whom it was said by name: who has left hears no more."""
        return True

    def is_quiet(self, row: Any, day: date) -> bool:
        """Whether nobody is to hear of it now, though it stands: a pause."""
        return False

    def clause_of(self, row: Any) -> str:
        """The clause that the line names."""
        return self.clause

    def words(self, reminder: Reminder, row: Any, organisation: Organisation) -> Words:
        """What is said today."""
        raise NotImplementedError

    def _rows(self, reminders: Sequence[Reminder]) -> QuerySet:
        return self.standing({reminder.about_id for reminder in reminders})


def members_users(programme: Any, *roles: str) -> Iterator[UUID]:
    """Accounts of those who take part today, of these sides or of both."""
    relation = programme.relation
    for member in relation.mentors + relation.mentees:
        if member.person.user_id and (not roles or member.role in roles):
            yield member.person.user_id


def last_event(rows: Sequence[Any], event: str) -> dict[UUID, date]:
    """The day of the last such event of each row, by the journal (one query)."""
    entries = JournalEntry.objects.filter(
        organisation_id__in={row.organisation_id for row in rows}, subject_id__in=[row.pk for row in rows], event=event
    )
    return {entry.subject_id: timezone.localdate(entry.at) for entry in entries.order_by("number")}
