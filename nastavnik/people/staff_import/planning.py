"""From a read table and the people of the moment to a plan; nothing is written here.

An empty cell erases nothing, a person who is not in the table is not touched, and no role is given or ended.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.people.models import Person
from nastavnik.people.staff_import.person_changes import Facts, person_facts
from nastavnik.people.staff_import.plan import Absent, Plan, PlannedPerson, Question
from nastavnik.people.staff_import.post_changes import PostPlanner
from nastavnik.people.staff_import.settling import settle
from nastavnik.people.staff_import.stored import StoredTable
from nastavnik.people.staff_import.subjects import Subject, of_person
from nastavnik.people.staff_table.model import ERROR, Problem, StaffRow

# The reader asks about doubles in words; here they are questions with answers.
_ASKED_ANYWAY = {"namesake", "same_name", "row_repeated", "likely_duplicate", "post_missing"}


def make_plan(table: StoredTable, people: Iterable[Person], answers: Mapping[str, str], today: date) -> Plan:
    """`people` are all of the institution, the dismissed too, with `employments` prefetched."""
    faults = [*(problem for problem in table.problems if problem.severity == ERROR), *_faults(table)]
    faulty = {fault.row for fault in faults}
    rows = [row for row in table.rows if row.row not in faulty]
    known = [of_person(person, today) for person in people]
    settled = settle(rows, known, answers)
    as_of = date.fromisoformat(table.as_of) if table.as_of else today
    planned, questions = [], list(settled.questions)
    for subject in settled.subjects:
        person, asked = _planned(subject, as_of, table.as_of_is_stated, answers, today)
        planned.append(person)
        questions += asked
    met = {subject.token for subject in settled.subjects} | settled.asked_about
    return Plan(
        people=tuple(planned),
        questions=tuple(sorted(questions, key=lambda question: question.row)),
        faults=tuple(faults),
        remarks=tuple(_remarks(table, rows, planned)),
        skipped=tuple(sorted(row.row for row in settled.skipped)),
        absent=tuple(_absent(known, met, today)),
        row_count=len(table.rows),
    )


def _planned(
    subject: Subject, as_of: date, is_stated: bool, answers: Mapping[str, str], today: date
) -> tuple[PlannedPerson, list[Question]]:
    facts: Facts = person_facts(subject)
    posts = PostPlanner(subject, as_of, is_stated, answers, today)
    posts.plan()
    name = " ".join(filter(None, (_now(subject, facts, part) for part in ("surname", "first_name", "patronymic"))))
    person = PlannedPerson(
        rows=tuple(row.row for row in subject.rows),
        person_id=subject.person.pk if subject.person else None,
        name=name,
        post=", ".join(posts.shown),
        fields=facts.fields,
        posts=tuple(posts.planned),
        changes=(*facts.changes, *posts.changes),
        notes=(*facts.notes, *posts.notes),
    )
    return person, posts.questions


def _now(subject: Subject, facts: Facts, part: str) -> str:
    """A part of the name as it will be."""
    return facts.fields.get(part, getattr(subject.person, part) if subject.person else "")


def _faults(table: StoredTable) -> Iterable[Problem]:
    """What the reader found, and what the database has no room for."""
    for row in table.rows:
        found = [problem for problem in row.problems if problem.severity == ERROR]
        yield from found or _unfit(table, row)


def _unfit(table: StoredTable, row: StaffRow) -> Iterable[Problem]:
    if not row.positions and not row.position:
        yield _fault(table, row, "position", row.name, _("должность не указана; впишите её"))
    for name, field, longest in _ROOM:
        values = row.positions if name == "position" else (getattr(row, name),)
        if any(len(value) > longest for value in values):
            said = _("длиннее %(longest)s знаков; сократите") % {"longest": longest}
            yield _fault(table, row, field, row.name, said)


_ROOM = (
    ("surname", "name", 80),
    ("first_name", "name", 80),
    ("patronymic", "name", 80),
    ("position", "position", 200),
)


def _fault(table: StoredTable, row: StaffRow, field: str, value: str, said: str) -> Problem:
    column = table.columns.get(field, "")
    where = _("Строка %(row)s") % {"row": row.row} + (
        _(", столбец «%(column)s»") % {"column": column} if column else ""
    )
    return Problem(f"{field}_unfit", ERROR, row.row, column, value, f"{where}: {said}.")


def _remarks(table: StoredTable, rows: list[StaffRow], planned: list[PlannedPerson]) -> Iterable[Problem]:
    """Doubts about what is taken all the same; of rows that change nothing there is nothing to doubt."""
    yield from (problem for problem in table.problems if problem.severity != ERROR)
    same = {row for person in planned if person.is_same for row in person.rows}
    new = {row for person in planned if person.is_new for row in person.rows}
    for row in rows:
        for problem in row.problems:
            met = problem.code == "name_is_short" and row.row not in new
            if row.row not in same and problem.severity != ERROR and problem.code not in _ASKED_ANYWAY and not met:
                yield problem


def _absent(known: list[Subject], met: set[str], today: date) -> Iterable[Absent]:
    for subject in known:
        if subject.person is None or subject.token in met:
            continue
        held = subject.person.employments_on(today)
        if held:
            yield Absent(subject.person.pk, subject.full_name, held[0].position)
