"""Whom a row may speak of: people of the institution, and people whom earlier rows bring."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from nastavnik.kit.text import folded
from nastavnik.people.models import Employment, Person
from nastavnik.people.staff_import.likeness import (
    MONTHS_APART,
    dates_differ,
    given_alike,
    initials_agree,
    initials_of,
    is_initial,
    surnames_alike,
)
from nastavnik.people.staff_table.model import StaffRow


@dataclass(frozen=True)
class Post:
    """A post as far as it helps to tell people apart: folded name, months of teaching and of all work."""

    name: str
    since: date | None = None
    special: int | None = None
    total: int | None = None

    def is_years_from(self, other: "Post") -> bool:
        """Whether the experience stated for one cannot be that of the other."""
        pairs = ((self.special, other.special), (self.total, other.total))
        return any(None not in pair and abs(pair[0] - pair[1]) > MONTHS_APART for pair in pairs)  # type: ignore[operator]


@dataclass(eq=False)
class Subject:
    """Somebody: a person of the institution (`person`), or one whom a row brings. `rows` speak of them."""

    token: str
    surname: str
    first_name: str
    patronymic: str
    emails: set[str]
    phone: str
    birth_year: int | None
    posts: list[Post]
    person: Person | None = None
    left_on: date | None = None
    rows: list[StaffRow] = field(default_factory=list)
    takes_name_of: StaffRow | None = None
    former_surname: str = ""

    def __post_init__(self) -> None:
        self.family = folded(self.surname)
        self.given = folded(self.first_name), folded(self.patronymic)
        self.key = " ".join(filter(None, (self.family, *self.given)))
        self.initials = initials_of(self.first_name, self.patronymic)
        self.is_short = is_initial(self.first_name)

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.surname, self.first_name, self.patronymic)))

    def take(self, row: StaffRow) -> None:
        """One more row speaks of this person."""
        self.rows.append(row)
        if self.person is None and len(self.rows) > 1:
            self.posts += posts_of(row)
            self.emails |= set(row.emails)


def of_person(person: Person, today: date) -> Subject:
    """A person of the institution; `employments` are prefetched."""
    jobs = list(person.employments.all())
    held = [job for job in jobs if job.is_held_on(today)]
    ends = [job.until for job in jobs if job.until is not None and job.until < today]
    gone = bool(jobs) and len(ends) == len(jobs)
    return Subject(
        f"person:{person.pk}",
        person.surname,
        person.first_name,
        person.patronymic,
        {person.email.lower()} if person.email else set(),
        person.phone,
        person.birth_year,
        [_post_held(job, today) for job in held or jobs],
        person=person,
        left_on=max(ends) if gone else None,
    )


def _post_held(job: Employment, today: date) -> Post:
    return Post(folded(job.position), job.since, job.experience_on(today), job.total_on(today))


def of_row(row: StaffRow) -> Subject:
    """Somebody new; the row itself is not taken yet."""
    return Subject(
        f"row:{row.row}",
        row.surname,
        row.first_name,
        row.patronymic,
        set(row.emails),
        row.phone,
        row.birth_year,
        posts_of(row),
        former_surname=row.former_surname,
    )


def posts_of(row: StaffRow) -> list[Post]:
    """The posts of a row; its date of hire and its months are those of the first."""
    names = row.positions or ((row.position,) if row.position else ())
    first = Post("", whole_day(row.hired_on), row.special_months, row.total_months)
    return [replace(first if number == 0 else Post(""), name=folded(name)) for number, name in enumerate(names)]


def whole_day(hired_on: str) -> date | None:
    """«2017-08-14» as a date; a bare year or month gives no day, and none is made up."""
    return date.fromisoformat(hired_on) if len(hired_on) == 10 else None


@dataclass
class Agreement:
    """How many facts besides the name agree and differ."""

    agrees: int = 0
    differs: int = 0
    same_email: bool = False
    other_year: bool = False

    @property
    def speaks_against(self) -> bool:
        """Enough to doubt that one full name means one person."""
        return self.other_year or (self.agrees == 0 and self.differs > 1)

    @property
    def speaks_for(self) -> bool:
        """Enough to tell which of several bearers of one name is meant."""
        return not self.other_year and (self.same_email or (self.agrees > 0 and self.differs == 0))


def compare(one: Subject, other: Subject) -> Agreement:
    """What besides the name speaks for and against their being one person."""
    found = Agreement()

    def count(agrees: bool) -> None:
        found.agrees += agrees
        found.differs += not agrees

    if one.emails and other.emails:
        found.same_email = bool(one.emails & other.emails)
        count(found.same_email)
    if one.birth_year and other.birth_year:
        found.other_year = one.birth_year != other.birth_year
        count(not found.other_year)
    if one.phone and one.phone == other.phone:
        count(True)
    _compare_posts(one, other, count)
    return found


def _compare_posts(one: Subject, other: Subject, count) -> None:
    if not one.posts or not other.posts:
        return
    shared = [(post, there) for post in one.posts for there in other.posts if post.name == there.name]
    count(bool(shared))
    met = shared or [(post, there) for post in one.posts for there in other.posts]
    days = [(post.since, there.since) for post, there in met if post.since and there.since]
    if days:
        count(any(not dates_differ(*pair) for pair in days))
    if shared and all(mine.is_years_from(theirs) for mine, theirs in shared):
        count(False)


class Directory:
    """Subjects by name, so that a row meets only those it may speak of."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self._by_key: dict[str, list[Subject]] = defaultdict(list)
        self._by_family: dict[str, list[Subject]] = defaultdict(list)
        self._by_given: dict[tuple[str, str], list[Subject]] = defaultdict(list)
        for subject in subjects:
            self.add(subject)

    def add(self, subject: Subject) -> None:
        self._by_key[subject.key].append(subject)
        self._by_family[subject.family].append(subject)
        self._by_given[subject.given].append(subject)

    def exact(self, one: Subject) -> list[Subject]:
        """Bearers of the same full name, ё and е being one letter."""
        return list(self._by_key[one.key])

    def by_initials(self, one: Subject) -> list[Subject]:
        """Bearers of the surname whose initials agree, when only initials stand on one side."""
        return [
            other
            for other in self._by_family[one.family]
            if (one.is_short or other.is_short)
            and other.key != one.key
            and initials_agree(one.initials, other.initials)
        ]

    def near(self, one: Subject, met: Collection[Subject]) -> list[Subject]:
        """Those who may be the same person under another spelling or an earlier surname, likeliest first.

        Whoever stands in the table under their own name (`met`) has not changed it.
        """
        found = [
            other
            for other in self._by_family[one.family]
            if other.key != one.key and not (one.is_short or other.is_short) and given_alike(one.given, other.given)
        ]
        if all(one.given):
            found += [
                other
                for other in self._by_given[one.given]
                if other.family != one.family
                and (
                    surnames_alike(one.family, other.family)
                    or (other.person is not None and other not in met and _has_married(one, other))
                )
            ]
        return list(dict.fromkeys(found))


def _has_married(one: Subject, other: Subject) -> bool:
    """Another surname, the rest alike (domain, edge case 6): asked, for two Maria Ivanovnas are common."""
    if folded(one.former_surname) == other.family and other.family:
        return True
    agreement = compare(one, other)
    return not agreement.other_year and (agreement.same_email or (agreement.agrees > 1 and agreement.differs == 0))
