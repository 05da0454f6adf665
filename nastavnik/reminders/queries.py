"""What a person is reminded of now: one line per matter, gone as soon as the thing is done."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.organisations.rules import roles_of
from nastavnik.reminders.ground import Ground
from nastavnik.reminders.kinds import KINDS, Kind, Words
from nastavnik.reminders.models import Reminder


@dataclass(frozen=True)
class Line:
    """A reminder as it is shown today, of the shape of the lines of a list of things to do."""

    reminder: Reminder
    kind: Kind
    words: Words
    clause: str

    @property
    def title(self) -> str:
        return self.words.title

    @property
    def reason(self) -> str:
        return self.words.reason

    @property
    def button(self) -> str:
        return self.words.button

    @property
    def button_url(self) -> str:
        return self.words.url

    @property
    def due(self) -> date | None:
        return self.words.due


@dataclass(frozen=True)
class Own:
    """What to show now, the weightiest first, and what the reader has put off."""

    now: list[Line]
    later: list[Line]


def own_reminders(organisation: Organisation, user: User) -> Own:
    """One query when nothing waits; else a fixed number for each kind that does.

    The line is made from the row that it is about, as it stands at this moment: what is done is not shown, though the
    daily command has not come by yet. Of several times about one matter the latest is shown.
    """
    rows = Reminder.objects.of(organisation).open().for_user(user, roles_of(user, organisation.pk))
    by_kind: dict[str, list[Reminder]] = defaultdict(list)
    for reminder in rows.order_by("-occasion", "role", "-pk"):  # the latest first, by name before by role
        by_kind[reminder.kind].append(reminder)
    if not by_kind:
        return Own([], [])
    today = clock.today()
    ground = Ground(today)
    ground.learn([organisation.pk])
    lines = [
        line
        for code, kind in KINDS.items()
        if code in by_kind
        for line in _lines(kind, by_kind[code], ground, organisation, user)
    ]
    now = [line for line in lines if not line.reminder.is_put_off_on(today)]
    return Own(now, [line for line in lines if line not in now])


def _lines(kind: Kind, reminders: list[Reminder], ground: Ground, organisation: Organisation, user: User) -> list[Line]:
    may_enter = not kind.door or user.has_perm(kind.door, organisation)
    found, told = [], set()
    for reminder in reminders:
        reminder.organisation = organisation
    rows = kind.find(reminders, ground)
    for reminder in reminders:
        row = rows.get(reminder.pk)
        if row is None or reminder.about_id in told:  # who has left a programme may still hear of it in their role
            continue
        told.add(reminder.about_id)
        if kind.is_quiet(row, ground.day):
            continue
        words = kind.words(reminder, row, organisation)
        if not may_enter:
            words = Words(words.title, words.reason, "", "", words.due)
        found.append(Line(reminder, kind, words, kind.clause_of(row)))
    return found[::-1]
