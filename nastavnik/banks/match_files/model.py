"""What a bank read from files is made of. Plain values: no Django, no file."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from nastavnik.matching import Mentee, Mentor, Names

MENTEE, MENTOR = "mentee", "mentor"


class MatchFileError(Exception):
    """Nothing can be matched from what was given. `sentence` is Russian: what is wrong, where, what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """Something that was not understood, was understood by sense, or was left out; `row` 0 is the whole sheet."""

    file: str
    sheet: str
    row: int
    column: str
    text: str

    @property
    def sentence(self) -> str:
        where = [f"«{self.file}»"] if self.file else []
        where += [f"лист «{self.sheet}»"] if self.sheet else []
        where += [f"строка {self.row}"] if self.row else []
        where += [f"столбец «{self.column}»"] if self.column else []
        return f"{', '.join(where)}: {self.text}" if where else self.text


@dataclass(slots=True)
class Person:
    """One row as understood: `side` is MENTEE or MENTOR; what the words do not say is None or empty.

    topics    wordings, not yet told to be one or different; `loose` are wordings taken from free text
    wishes, vetoes, manager, leads  names as written
    exact     from JSON: words are keys, so that nothing is joined or guessed; same_as: who this is in both banks
    hours     slots such as «tue-nap»; since: in the bank from that day; answered_at: an ISO moment or ""
    """

    side: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    code: str = ""
    name: str = ""
    surname: str = ""
    first_name: str = ""
    patronymic: str = ""
    contact: str = ""
    position: str | None = None
    months: int | None = None
    birth_year: int | None = None
    topics: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    forms: frozenset[str] = frozenset()
    by_head: bool = False
    distance: bool = False
    hours: frozenset[str] = frozenset()
    place: str | None = None
    institution: str | None = None
    municipality: str | None = None
    wishes: list[str] = field(default_factory=list)
    vetoes: list[str] = field(default_factory=list)
    manager: str = ""
    capacity: int | None = None
    used: int = 0
    group: int = 1
    since: datetime.date | None = None
    waiting_days: int | None = None
    answered_at: str = ""
    is_head: bool = False
    exact: bool = False
    same_as: str = ""

    def remark(self, column: str, text: str) -> Remark:
        return Remark(self.file, self.sheet, self.row, column, text)


@dataclass(frozen=True)
class Source:
    """A sheet that was read: how many people of which side, and which of its columns mean what."""

    file: str
    sheet: str
    mentees: int
    mentors: int
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bank:
    """Everybody who takes part, ready for the engine. `people` holds the reading behind each id of either side."""

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    names: Names
    people: Mapping[tuple[str, str], Person]
    excluded: frozenset[tuple[str, str]] = frozenset()
    as_of: datetime.date | None = None
    sources: tuple[Source, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def name_of(self, side: str, key: str) -> str:
        """How people call somebody: the name, with the id where the name alone does not tell."""
        person = self.people[side, key]
        return person.name if person.name == key or not self._is_shared(side, person.name) else f"{person.name} [{key}]"

    def _is_shared(self, side: str, name: str) -> bool:
        return sum(each == side and one.name == name for (each, _), one in self.people.items()) > 1
