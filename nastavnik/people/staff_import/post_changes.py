"""What the rows of one person say of their posts: added, corrected, left alone, or asked about."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nastavnik.kit.periods import months_between
from nastavnik.kit.text import folded
from nastavnik.people.models import Employment, EmploymentKind
from nastavnik.people.posts import is_teaching_post
from nastavnik.people.staff_import.plan import KEEP, Change, Choice, PlannedPost, Question
from nastavnik.people.staff_import.subjects import Subject, whole_day
from nastavnik.people.staff_table import model
from nastavnik.people.staff_table.model import StaffRow
from nastavnik.russian.numerals import months_words

SECOND = "second"


class PostPlanner:
    """The posts of one person. After `plan()`: `planned`, `questions`, `changes`, `notes`, `shown`."""

    def __init__(self, subject: Subject, as_of: date, is_stated: bool, answers: Mapping[str, str], today: date) -> None:
        self.subject, self.as_of, self.is_stated, self.answers, self.today = (
            subject,
            as_of,
            is_stated,
            answers,
            today,
        )
        jobs = list(subject.person.employments.all()) if subject.person else []
        self.held = [job for job in jobs if job.until is None or job.until >= today]
        self.left = list(self.held)  # posts that no row has named yet
        self.has_main = any(job.kind == EmploymentKind.MAIN for job in self.held)
        self.planned: list[PlannedPost] = []
        self.questions: list[Question] = []
        self.changes: list[Change] = []
        self.notes: list[str] = []
        self.shown = list(dict.fromkeys(job.position for job in self.held))

    def plan(self) -> None:
        said = [
            (row, position, number == 0)
            for row in self.subject.rows
            for number, position in enumerate(row.positions or (row.position,))
        ]
        unmet = []
        for row, position, is_first in said:
            job = next((job for job in self.left if folded(job.position) == folded(position)), None)
            if job is not None:
                self.left.remove(job)
                self._correct(job, row, is_first, {})
            elif not any(folded(job.position) == folded(position) for job in self.held):
                unmet.append((row, position, is_first))
        for number, (row, position, is_first) in enumerate(unmet):
            if folded(position) in map(folded, self.shown):
                continue  # the same post of the same person in two rows
            if self.left:
                self._ask(row, position, is_first, number)
            else:
                self._add(row, position, is_first)

    # A post that is known

    def _correct(self, job: Employment, row: StaffRow, is_first: bool, fields: dict[str, Any]) -> None:
        """Only what the row says and the database does not; on leave is never taken back by silence."""
        if row.employment == model.EXTERNAL != job.kind or (row.employment, job.kind) == ("internal", "main"):
            fields["kind"] = row.employment
            self._say(_("занятость"), job.get_kind_display(), str(EmploymentKind(row.employment).label))
        if row.on_leave and not job.on_leave:
            fields["on_leave"] = True
            self._say(_("отпуск"), "", _("в длительном отпуске"))
        elif job.on_leave and not row.on_leave:
            self.notes.append(_("В базе отмечен длительный отпуск, в таблице о нём ничего нет: отметка остаётся."))
        hired = whole_day(row.hired_on) if is_first else None
        if hired and hired != job.since and not (job.until and hired > job.until):
            fields["since"] = hired
            self._say(_("работает с"), _day(job.since), _day(hired))
        if is_first:
            fields |= self._experience(job, row)
        if fields:
            self.planned.append(PlannedPost(job.pk, fields))

    def _experience(self, job: Employment, row: StaffRow) -> dict[str, Any]:
        said = {
            "total_months": (job.total_months, row.total_months, row.total_under_year),
            "special_months": (job.special_months, row.special_months, row.special_under_year),
        }
        if job.months_as_of and self.as_of < job.months_as_of:
            return {}  # what is known is fresher than the table
        passed = months_between(job.months_as_of, self.as_of) if job.months_as_of else 0
        news = {
            name: self._months(months, under_year, job.since or whole_day(row.hired_on))
            for name, (known, months, under_year) in said.items()
            if not self._same_months(known, passed, months, under_year)
        }
        if not news:
            return {}
        for name, months in news.items():
            known = said[name][0]
            self._say(
                str(_EXPERIENCE[name]),
                "" if known is None else months_words(known + passed),
                months_words(months),
            )
        aged = {
            name: known + passed for name, (known, *_said) in said.items() if known is not None and name not in news
        }
        return {**aged, **news, "months_as_of": self.as_of}

    def _same_months(self, known: int | None, passed: int, said: int | None, under_year: bool) -> bool:
        """Whether the table adds nothing: whole years hold for twelve months, an undated table grows old."""
        if under_year:
            return known is not None and known + passed < 12
        if said is None:
            return True
        if known is None:
            return False
        if known == said and not self.is_stated:
            return True
        now = known + passed
        return said <= now <= said + 11 if said % 12 == 0 else said == now

    def _months(self, months: int | None, under_year: bool, since: date | None) -> int:
        """«Менее года» as the months since the day of hire: fewer than that it cannot be."""
        if months is not None or not under_year:
            return months or 0
        return min(months_between(since, self.as_of), 11) if since else 0

    # A post that is new

    def _add(self, row: StaffRow, position: str, is_first: bool, **fields: Any) -> None:
        kind = row.employment or EmploymentKind.MAIN
        if kind == EmploymentKind.MAIN and self.has_main:
            kind = EmploymentKind.INTERNAL
        self.has_main = self.has_main or kind == EmploymentKind.MAIN
        since = whole_day(row.hired_on) if is_first else None
        left = self.subject.left_on
        if left is not None and (since is None or since <= left):
            since = self.today
            self.notes.append(_("День нового приёма в таблице не назван: записан сегодняшний, поправьте в карточке."))
        new = {
            "position": position,
            "is_teaching": is_teaching_post(position),
            "kind": str(kind),
            "since": since,
            "on_leave": row.on_leave,
            **self._new_experience(row, is_first, since),
            **fields,
        }
        self.planned.append(PlannedPost(None, new))
        self.shown.append(position)
        self._describe(row, new, is_first)

    def _new_experience(self, row: StaffRow, is_first: bool, since: date | None) -> dict[str, Any]:
        said = {
            "total_months": (row.total_months, row.total_under_year),
            "special_months": (row.special_months, row.special_under_year),
        }
        known = {
            name: self._months(months, under_year, since)
            for name, (months, under_year) in said.items()
            if is_first and (months is not None or under_year)
        }
        return {**known, "months_as_of": self.as_of} if known else {}

    def _describe(self, row: StaffRow, new: Mapping[str, Any], is_first: bool) -> None:
        self._say(_("должность"), "", new["position"])
        if new["kind"] != EmploymentKind.MAIN:
            self._say(_("занятость"), "", str(EmploymentKind(new["kind"]).label))
        if new["since"]:
            self._say(_("работает с"), "", _day(new["since"]))
        elif row.hired_on and is_first:
            said = _("О приёме известно только «%(hired)s»: день оставлен пустым, впишите его в карточке.")
            self.notes.append(said % {"hired": _part_of_day(row.hired_on)})
        for name, label in _EXPERIENCE.items():
            if name in new:
                self._say(str(label), "", months_words(new[name]))
        if is_first and (row.special_under_year or row.total_under_year):
            self.notes.append(_("Стаж «менее года» посчитан от дня приёма; если он больше, поправьте в карточке."))
        if new["on_leave"]:
            self._say(_("отпуск"), "", _("в длительном отпуске"))

    # A post that stands beside others

    def _ask(self, row: StaffRow, position: str, is_first: bool, number: int) -> None:
        key = f"post-{row.row}" if number == 0 else f"post-{row.row}-{number}"
        given = self.answers.get(key, "")
        question = self._question(key, row, position, given)
        self.questions.append(question)
        verb, _colon, pk = question.answer.partition(":")
        if verb == SECOND:
            self._add(row, position, is_first)
        elif verb in ("moved", "renamed"):
            job = next(job for job in self.left if str(job.pk) == pk)
            self.left.remove(job)
            if verb == "moved":
                self._move(job, row, position, is_first)
            else:
                self._say(_("должность"), job.position, position)
                self.shown = [position if post == job.position else post for post in self.shown]
                self._correct(job, row, is_first, {"position": position, "is_teaching": is_teaching_post(position)})

    def _question(self, key: str, row: StaffRow, position: str, given: str) -> Question:
        choices = []
        for job in self.left:
            known = {"old": job.position, "new": position}
            choices.append(
                Choice(
                    f"moved:{job.pk}",
                    _("Должность сменилась"),
                    _("«%(old)s» закончится, «%(new)s» начнётся %(day)s")
                    % {**known, "day": _day(self._moves_on(job, row))},
                )
            )
            choices.append(
                Choice(f"renamed:{job.pk}", _("Уточнилось название"), _("вместо «%(old)s» — «%(new)s»") % known)
            )
        choices.append(Choice(SECOND, _("Это ещё одна должность"), _("прежние остаются")))
        choices.append(Choice(KEEP, _("Оставить как в базе"), _("должность из таблицы не вносить")))
        sentence = _("В базе — %(known)s, в таблице — %(said)s. Что изменилось?") % {
            "known": ", ".join(job.position for job in self.left),
            "said": position,
        }
        return Question(
            key, row.row, self.subject.full_name, position, (), sentence, tuple(choices),
            given if given in {choice.value for choice in choices} else "",
        )  # fmt: skip

    def _move(self, job: Employment, row: StaffRow, position: str, is_first: bool) -> None:
        """The old post ends the day before the new one begins; experience goes on without a gap."""
        since = self._moves_on(job, row)
        until = max(since - timedelta(days=1), job.since or date.min)
        self.planned.append(PlannedPost(job.pk, {"until": until}))
        self._say(_("должность «%(post)s»") % {"post": job.position}, "", _("по %(day)s") % {"day": _day(until)})
        self.shown.remove(job.position)
        self.has_main = self.has_main and job.kind != EmploymentKind.MAIN
        kept: dict[str, Any] = {"since": since}
        if job.special_months is not None and row.special_months is None:
            passed = months_between(job.months_as_of, since) if job.months_as_of else 0
            kept |= {"special_months": job.special_months + passed, "months_as_of": since}
        self._add(row, position, is_first, **kept)

    def _moves_on(self, job: Employment, row: StaffRow) -> date:
        hired = whole_day(row.hired_on)
        if hired and job.since and hired > job.since:
            return hired
        return max(self.as_of, job.since + timedelta(days=1)) if job.since else self.as_of

    def _say(self, label: str, before: str, after: str) -> None:
        self.changes.append(Change(label, before, after))


_EXPERIENCE = {
    "special_months": gettext_lazy("педагогический стаж"),
    "total_months": gettext_lazy("общий стаж"),
}


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _part_of_day(hired_on: str) -> str:
    """«2015-09» as «09.2015», «1987» as it is."""
    return ".".join(reversed(hired_on.split("-")))
