"""The day's work: the acts that fall due by themselves, then what is to be said to whom, then what is done with.

Rows of all institutions are read in the order of their keys, a chunk at a time, so that memory does not grow with
their number. What a chunk says and the place behind it are written in one transaction: a run that was killed goes on
from there. Two runs at once share the chunks; that nothing is said twice is seen to by the database (models.Reminder).
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from nastavnik.appeals.actions import escalate_proposals_due
from nastavnik.banks.actions import forget_wishes_due
from nastavnik.banks.answer_import import drop_sheets_due
from nastavnik.kit import clock
from nastavnik.kit.apart import SomeFailedError
from nastavnik.kit.refusal import Refused
from nastavnik.people.actions import close_access_due
from nastavnik.people.staff_import import drop_staff_imports_due
from nastavnik.programmes.actions import end_due
from nastavnik.reminders.ground import Ground
from nastavnik.reminders.kinds import KINDS, Kind, Told
from nastavnik.reminders.models import Reminder, Step

log = logging.getLogger("nastavnik.due")

CHUNK = 500
STEPS_ARE_KEPT = timedelta(days=60)
SPOKEN_EVERY = 5.0  # seconds between two lines of long work
CLOSING = "closing"

ACTS: tuple[tuple[Any, Callable[[date], int]], ...] = (
    (_lazy("закрыто входов уволенных"), close_access_due),
    (_lazy("стёрто пожеланий уволенных"), forget_wishes_due),
    (_lazy("снято забытых штатных таблиц"), drop_staff_imports_due),
    (_lazy("снято забытых таблиц ответов"), drop_sheets_due),
    (_lazy("завершено программ по приказам"), end_due),
    (_lazy("передано руководителю предложений"), escalate_proposals_due),
)

Look = Callable[[Sequence[Any], Ground], Callable[[], int]]
"""Looks at rows, outside of any transaction, and gives back what writes down what follows and says how much it is."""


@dataclass
class Report:
    """What a run has come to; `acts` by their name."""

    day: date
    said: int = 0
    closed: int = 0
    seen: int = 0
    faults: int = 0
    acts: dict[str, int] = field(default_factory=dict)


def run_due(day: date | None = None, *, tell: Callable[[str], None] = log.info, chunk: int = CHUNK) -> Report:
    """Do the work of a day (today, when not told); what is done already is not done again.

    `tell` hears a line when work is long. A fault with one row or one act is logged and counted, and the others go
    on. Raises Refused for a day that has not come yet.
    """
    today = clock.today()
    day = day or today
    if day > today:
        raise Refused(_("День %(day)s ещё не наступил.") % {"day": f"{day:%d.%m.%Y}"}, field="day")
    report = Report(day)
    Step.objects.filter(day__lt=day - STEPS_ARE_KEPT).delete()
    for label, act in ACTS:
        _do(str(label), act, report)
    with clock.at(clock.now() if day == today else day):  # what is read is that of the day
        ground = Ground(day)
        for kind in KINDS.values():
            walk = _Walk(kind.code, kind.candidates(day), _saying(kind), ground, report, tell, chunk)
            report.said += walk.go()
        report.closed = _Walk(CLOSING, Reminder.objects.open(), _closing, ground, report, tell, chunk).go()
    return report


def is_done(day: date) -> bool:
    """Whether the work of the day has come to its end."""
    return Step.objects.filter(day=day, name=CLOSING, done_at__isnull=False).exists()


def _do(label: str, act: Callable[[date], int], report: Report) -> None:
    try:
        report.acts[label] = act(report.day)
    except SomeFailedError as failed:
        report.acts[label] = failed.done
        report.faults += failed.faults
    except Exception:
        log.exception("%s", act.__qualname__)
        report.faults += 1


# --- walking through rows -------------------------------------------------------------------------------------------
@dataclass
class _Walk:
    """One step of the day: all rows behind its cursor, a chunk at a time."""

    name: str
    rows: QuerySet
    look: Look
    ground: Ground
    report: Report
    tell: Callable[[str], None]
    chunk: int

    def go(self) -> int:
        """How many reminders this run has said, or closed."""
        step, _made = Step.objects.get_or_create(day=self.report.day, name=self.name)
        found, spoken = 0, time.monotonic()
        while step.done_at is None:
            behind = self.rows.filter(pk__gt=step.cursor) if step.cursor else self.rows.all()
            rows = list(behind.order_by("pk")[: self.chunk])
            found += self._take(step, rows)
            rows = []  # not two chunks in memory at once
            step.refresh_from_db()
            if time.monotonic() - spoken > SPOKEN_EVERY:
                spoken = time.monotonic()
                self._speak(step)
        return found

    def _take(self, step: Step, rows: list) -> int:
        """Look at a chunk, write what follows and move the cursor behind it, if no other run has done so meanwhile."""
        faults = 0
        try:
            write = self.look(rows, self.ground) if rows else _nothing
            with transaction.atomic():
                if not _is_here(step):
                    return 0
                found = write()
                _move(step, rows, found, 0)
        except Exception:
            found, faults = self._by_halves(rows)
            with transaction.atomic():
                if _is_here(step):
                    _move(step, rows, found, faults)
        self.report.seen += len(rows)
        self.report.faults += faults
        return found

    def _by_halves(self, rows: list) -> tuple[int, int]:
        """Something in the chunk is faulty: look for it by halves, so that one row is left out and no other."""
        try:
            write = self.look(rows, self.ground)
            with transaction.atomic():
                return write(), 0
        except Exception:
            if len(rows) == 1:
                log.exception("%s %s", self.name, rows[0].pk)
                return 0, 1
        middle = len(rows) // 2
        first, second = self._by_halves(rows[:middle]), self._by_halves(rows[middle:])
        return first[0] + second[0], first[1] + second[1]

    def _speak(self, step: Step) -> None:
        name = KINDS[self.name].label if self.name in KINDS else _("Что сделано")
        words = {"step": name, "seen": step.seen, "found": step.said}
        self.tell(_("%(step)s: просмотрено %(seen)s, из них новых %(found)s") % words)


def _nothing() -> int:
    return 0


def _is_here(step: Step) -> bool:
    """Whether the cursor still stands where this run found it; locked until the end of the transaction."""
    stored = Step.objects.select_for_update().get(pk=step.pk)
    return stored.cursor == step.cursor and stored.done_at is None


def _move(step: Step, rows: list, found: int, faults: int) -> None:
    """Put the cursor behind the rows; behind the last one is the end."""
    if rows:
        said = {"seen": F("seen") + len(rows), "said": F("said") + found, "faults": F("faults") + faults}
        Step.objects.filter(pk=step.pk).update(cursor=rows[-1].pk, **said)
    else:
        Step.objects.filter(pk=step.pk).update(done_at=clock.now())


# --- saying and closing ---------------------------------------------------------------------------------------------
def _saying(kind: Kind) -> Look:
    """Work out who is told of these rows, and write down what has not been said yet."""

    def look(rows: Sequence[Any], ground: Ground) -> Callable[[], int]:
        ground.learn(row.organisation_id for row in rows)
        due = [row for row in rows if kind.by_law or ground.is_working(row.organisation_id)]
        told = {each for row in (kind.prepare(due, ground) if due else ()) for each in kind.told(row, ground)}
        return partial(_say, kind, told, ground.day)

    return look


def _say(kind: Kind, told: set[Told], day: date) -> int:
    """Only what is new; that it is so also between two runs at once is seen to by the unique constraints."""
    if not told:
        return 0
    known = set(
        Reminder.objects.filter(kind=kind.code, about_id__in={each.about for each in told}).values_list(
            "organisation_id", "about_id", "occasion", "user_id", "role"
        )
    )
    new = [
        Reminder(
            organisation_id=each.organisation,
            user_id=each.user,
            role=each.role,
            kind=kind.code,
            about_id=each.about,
            occasion=each.occasion,
            said_on=day,
        )
        for each in sorted(told, key=lambda each: (each.occasion, str(each.about), str(each.user), each.role))
        if (each.organisation, each.about, each.occasion, each.user, each.role) not in known
    ]
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _closing(rows: Sequence[Reminder], ground: Ground) -> Callable[[], int]:
    """What is done, or stands otherwise now, is not shown again."""
    ground.learn(row.organisation_id for row in rows)
    by_kind: dict[str, list[Reminder]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    over: list[UUID] = []
    for code, reminders in by_kind.items():
        standing = KINDS[code].find(reminders, ground) if code in KINDS else {}
        over += [reminder.pk for reminder in reminders if reminder.pk not in standing]
    return partial(_close, over, ground.day) if over else _nothing


def _close(keys: list[UUID], day: date) -> int:
    return Reminder.objects.filter(pk__in=keys, closed_on__isnull=True).update(closed_on=day)
