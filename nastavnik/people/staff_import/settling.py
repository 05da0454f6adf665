"""Which person each row speaks of: told for certain, or asked; two people are never merged silently.

Certain is a full name that one person bears and nothing speaks against, or a namesake whose post or address
tells him or her from the others. Everything else is a question with both spellings and posts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from nastavnik.kit.ui.words import day
from nastavnik.people.staff_import.likeness import is_initial
from nastavnik.people.staff_import.plan import ANOTHER, SKIP, Choice, Question
from nastavnik.people.staff_import.subjects import Directory, Subject, compare, of_row, whole_day
from nastavnik.people.staff_table.model import StaffRow

SHOWN_CANDIDATES = 3


@dataclass
class Settled:
    """Subjects that rows speak of, in the order of the table; questions; rows left out by an answer."""

    subjects: list[Subject] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    skipped: list[StaffRow] = field(default_factory=list)
    asked_about: set[str] = field(default_factory=set)


def settle(rows: Iterable[StaffRow], known: Iterable[Subject], answers: Mapping[str, str]) -> Settled:
    """Give every row its person. `rows` can be taken; `answers` are by key of question."""
    full = [row for row in rows if not is_initial(row.first_name)]
    short = [row for row in rows if is_initial(row.first_name)]
    return _Settling(known, answers).run([*full, *short])  # initials are understood from full names


class _Settling:
    def __init__(self, known: Iterable[Subject], answers: Mapping[str, str]) -> None:
        self.directory = Directory(known)
        self.answers = answers
        self.settled = Settled()
        self.of: dict[int, Subject | None] = {}  # by row; None: asked about, or left out
        self.sure: dict[int, Subject] = {}
        self.met: set[Subject] = set()

    def run(self, rows: list[StaffRow]) -> Settled:
        faces = {row.row: of_row(row) for row in rows}
        own = [row for row in rows if row.same_person_as_row not in faces]
        self._find_sure(own, faces)
        self.met = set(self.sure.values())
        for row in own:
            self.of[row.row] = self._subject_of(row, faces[row.row])
        for row in rows:
            if row.same_person_as_row in faces:
                self._follow(row)
        first_row = {id(subject): min(row.row for row in subject.rows) for subject in self.settled.subjects}
        self.settled.subjects.sort(key=lambda subject: first_row[id(subject)])
        self.settled.questions.sort(key=lambda question: question.row)
        return self.settled

    def _find_sure(self, rows: list[StaffRow], faces: dict[int, Subject]) -> None:
        """Rows that need no question, each name at a time."""
        by_name: dict[str, list[StaffRow]] = defaultdict(list)
        for row in rows:
            by_name[faces[row.row].key].append(row)
        for namesakes in by_name.values():
            bearers = self.directory.exact(faces[namesakes[0].row])
            if not bearers:
                bearers = self._by_initials(faces[namesakes[0].row], namesakes)
            if len(bearers) == 1 and len(namesakes) == 1:
                row, bearer = namesakes[0], bearers[0]
                if not compare(faces[row.row], bearer).speaks_against and _is_here(row, bearer):
                    self.sure[row.row] = bearer
            else:
                self._tell_apart(namesakes, bearers, faces)

    def _by_initials(self, face: Subject, namesakes: list[StaffRow]) -> list[Subject]:
        """The one bearer whom initials can mean; a full name fills initials in only when the post agrees."""
        found = self.directory.by_initials(face)
        if len(found) != 1 or len(namesakes) != 1:
            return []
        if found[0].is_short and not compare(face, found[0]).speaks_for:
            return []
        return found

    def _tell_apart(self, namesakes: list[StaffRow], bearers: list[Subject], faces: dict[int, Subject]) -> None:
        """Namesakes: a row is certain when it fits one bearer only and no other row has the same claim.

        Of rows that say the same the first one has it; the others are asked about.
        """
        fits: dict[Subject, list[StaffRow]] = defaultdict(list)
        for row in namesakes:
            fitting = [bearer for bearer in bearers if compare(faces[row.row], bearer).speaks_for]
            if len(fitting) == 1 and _is_here(row, fitting[0]):
                fits[fitting[0]].append(row)
        for bearer, rows in fits.items():
            for row in rows:
                posts = {post.name for post in faces[row.row].posts}
                rivals = [other for other in rows if posts & {post.name for post in faces[other.row].posts}]
                alike = all(compare(faces[row.row], faces[other.row]).speaks_for for other in rivals)
                if rivals == [row] or (alike and rivals[0] is row):
                    self.sure[row.row] = bearer

    def _subject_of(self, row: StaffRow, face: Subject) -> Subject | None:
        bearer = self.sure.get(row.row)
        if bearer is not None and (bearer.key == face.key or self._is_meant(bearer, face)):
            return self._taken(bearer, row)
        candidates = self._candidates(face)
        if not candidates:
            self.directory.add(face)
            return self._taken(face, row)
        return self._asked(row, face, candidates[:SHOWN_CANDIDATES])

    def _is_meant(self, bearer: Subject, face: Subject) -> bool:
        """Initials mean this one: no other row does, and no new person could be meant as well."""
        return not bearer.rows and self.directory.by_initials(face) == [bearer]

    def _candidates(self, face: Subject) -> list[Subject]:
        near = self.directory.near(face, self.met)
        return list(dict.fromkeys([*self.directory.exact(face), *self.directory.by_initials(face), *near]))

    def _asked(self, row: StaffRow, face: Subject, candidates: list[Subject]) -> Subject | None:
        question = _question(row, face, candidates, self.answers.get(f"who-{row.row}", ""))
        self.settled.questions.append(question)
        verb, _colon, token = question.answer.partition(":")
        if question.answer == ANOTHER:
            self.directory.add(face)
            return self._taken(face, row)
        if question.answer == SKIP:
            self.settled.skipped.append(row)
        if verb in ("same", "renamed"):
            subject = next(candidate for candidate in candidates if candidate.token == token)
            if verb == "renamed":
                subject.takes_name_of = row
            return self._taken(subject, row)
        self.settled.asked_about |= {candidate.token for candidate in candidates}
        return None

    def _follow(self, row: StaffRow) -> None:
        """A row that certainly speaks of the person of an earlier one goes the way of that one."""
        subject = self.of.get(row.same_person_as_row or 0)
        self.of[row.row] = self._taken(subject, row) if subject else None
        if any(left.row == row.same_person_as_row for left in self.settled.skipped):
            self.settled.skipped.append(row)

    def _taken(self, subject: Subject, row: StaffRow) -> Subject:
        if not subject.rows:
            self.settled.subjects.append(subject)
        subject.take(row)
        return subject


def _is_here(row: StaffRow, bearer: Subject) -> bool:
    """Not dismissed, or hired again after that day: an old table must not take anybody back."""
    hired = whole_day(row.hired_on)
    return bearer.left_on is None or (hired is not None and hired > bearer.left_on)


def _question(row: StaffRow, face: Subject, candidates: list[Subject], given: str) -> Question:
    choices: list[Choice] = []
    for candidate in candidates:
        choices += _choices(row, face, candidate)
    choices.append(Choice(ANOTHER, _("Другой человек"), _("будет добавлен отдельно")))
    choices.append(Choice(SKIP, _("Пропустить строку"), _("ничего не делать, решить позже")))
    return Question(
        key=f"who-{row.row}",
        row=row.row,
        name=face.full_name,
        post=row.position,
        facts=_facts(face),
        sentence=_sentence(face, candidates),
        choices=tuple(choices),
        answer=given if given in {choice.value for choice in choices} else "",
    )


def _choices(row: StaffRow, face: Subject, candidate: Subject) -> list[Choice]:
    about = ", ".join(filter(None, (_where(candidate), *_facts(candidate))))
    same = Choice(f"same:{candidate.token}", _("Тот же человек: %(name)s") % {"name": candidate.full_name}, about)
    if candidate.key == face.key or face.is_short:
        return [same]
    if candidate.is_short:
        return [Choice(f"renamed:{candidate.token}", same.label, about)]
    label = _("Тот же человек, но имя записать так: %(name)s") % {"name": face.full_name}
    return [same, Choice(f"renamed:{candidate.token}", label, about)]


def _sentence(face: Subject, candidates: list[Subject]) -> str:
    first = candidates[0]
    if first.left_on is not None:
        return _("Это человек, который уволен %(day)s и снова принят?") % {"day": day(first.left_on)}
    if first.key == face.key:
        return _("Имя совпадает полностью. Это тот же человек или однофамилец?")
    if face.is_short or first.is_short:
        return _("Инициалы подходят. Это тот же человек?")
    return _("Имена похожи. Это тот же человек?")


def _where(candidate: Subject) -> str:
    if candidate.person is not None:
        posts = ", ".join(dict.fromkeys(job.position for job in candidate.person.employments.all()))
        return _("в базе: %(posts)s") % {"posts": posts or _("без должности")}
    first = candidate.rows[0]
    return _("строка %(row)s: %(post)s") % {"row": first.row, "post": first.position or _("без должности")}


def _facts(subject: Subject) -> tuple[str, ...]:
    facts = sorted(subject.emails)[:1]
    if subject.birth_year:
        facts.append(_("%(year)s г. р.") % {"year": subject.birth_year})
    days = [post.since for post in subject.posts if post.since]
    if days:
        facts.append(_("работает с %(day)s") % {"day": f"{min(days):%d.%m.%Y}"})
    return tuple(facts)
