"""The people of a matching round as the engine sees them: ids and answers, no names (7.1/1, R4.1, R5.1)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from nastavnik.matching.plain import to_plain
from nastavnik.matching.refusal import InputError
from nastavnik.matching.weights import DEFAULT, Weights

# What the engine must know about a form; every other form is an opaque key of the institution (3.1, 3.3).
REVERSIVE = "reversive"  # 3.3.3: the younger teaches the more experienced
VIRTUAL = "virtual"  # 3.3.5: at a distance, may be combined with any other
NETWORK = "network"  # between institutions, in person

RULES_EDITION = "3"  # part of the input hash: raise it when a rule or a criterion changes its meaning


@dataclass(frozen=True)
class Mentee:
    """One who asks for a mentor.

    topics            keys of the request's topics, the most important first
    experience_months years of teaching in months; None: unknown
    forms             forms wanted; empty: any
    distance_ok       agrees to meet at a distance, even if `virtual` is not among `forms`
    hours             free times of the week such as "tue-am"; empty: unknown
    place             building or group where the person works; institution: the kindergarten (None: the same)
    municipality      where the kindergarten is; None: not known
    wishes            ids of mentors, the most wanted first; vetoes: ids of mentors never to be proposed
    line_manager      `person` of the direct superior, who is never proposed; None where «руководитель ДОУ –
                      педагог» is wanted (3.2)
    person            who this is where one person stands in both banks; empty: the id itself
    """

    id: str
    topics: tuple[str, ...] = ()
    position: str | None = None
    experience_months: int | None = None
    birth_year: int | None = None
    forms: frozenset[str] = frozenset()
    distance_ok: bool = False
    hours: frozenset[str] = frozenset()
    place: str | None = None
    institution: str | None = None
    municipality: str | None = None
    wishes: tuple[str, ...] = ()
    vetoes: frozenset[str] = frozenset()
    waiting_days: int = 0
    line_manager: str | None = None
    person: str = ""

    def __post_init__(self) -> None:
        _drop_repeats(self)

    @property
    def human(self) -> str:
        return self.person or self.id

    @property
    def accepts_distance(self) -> bool:
        return self.distance_ok or VIRTUAL in self.forms

    @property
    def reversive_only(self) -> bool:
        """The only form wanted is the reversive one (3.3.3)."""
        return self.forms == {REVERSIVE}


@dataclass(frozen=True)
class Mentor:
    """One who offers to be a mentor and has agreed to be in the bank.

    topics        keys of the competences, in any order
    capacity      how many mentees this mentor takes; used: how many places are taken already
    accepts_group the largest group led together; 1: pairs only
    wishes        ids of mentees, the most wanted first; vetoes: ids of mentees never to be proposed
    The other fields mean what they mean with a mentee.
    """

    id: str
    topics: tuple[str, ...] = ()
    capacity: int = 1
    used: int = 0
    position: str | None = None
    experience_months: int | None = None
    birth_year: int | None = None
    forms: frozenset[str] = frozenset()
    distance_ok: bool = False
    hours: frozenset[str] = frozenset()
    place: str | None = None
    institution: str | None = None
    municipality: str | None = None
    wishes: tuple[str, ...] = ()
    vetoes: frozenset[str] = frozenset()
    accepts_group: int = 1
    person: str = ""

    def __post_init__(self) -> None:
        _drop_repeats(self)

    @property
    def human(self) -> str:
        return self.person or self.id

    @property
    def accepts_distance(self) -> bool:
        return self.distance_ok or VIRTUAL in self.forms

    @property
    def reversive_only(self) -> bool:
        """The only form offered is the reversive one (3.3.3)."""
        return self.forms == {REVERSIVE}

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.used)


@dataclass(frozen=True)
class Instance:
    """The whole input of a round, people in the order of their ids so that no result depends on the caller's.

    excluded  pairs (mentee, mentor) that must not be proposed: earlier refusals, a curator's decision
    tie_key   the last, fixed tie-break depends on it and on the ids alone
    Raises InputError with a Russian sentence when the data contradict themselves.
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    weights: Weights = DEFAULT
    excluded: frozenset[tuple[str, str]] = frozenset()
    tie_key: str = "nastavnik"
    input_hash: str = field(init=False, default="", compare=False)

    def __post_init__(self) -> None:
        mentees = tuple(sorted(_checked(self.mentees, Mentee, "наставляемых"), key=lambda one: one.id))
        mentors = tuple(sorted(_checked(self.mentors, Mentor, "наставников"), key=lambda one: one.id))
        if not isinstance(self.tie_key, str):
            raise InputError("Ключ жребия должен быть строкой.")
        object.__setattr__(self, "mentees", mentees)
        object.__setattr__(self, "mentors", mentors)
        object.__setattr__(self, "excluded", frozenset((str(a), str(b)) for a, b in self.excluded))
        object.__setattr__(self, "input_hash", _hash_of(self))


def _drop_repeats(one: Mentee | Mentor) -> None:
    """A topic or a wish named twice counts once, at its first place."""
    for name in ("topics", "wishes"):
        value = getattr(one, name)
        if isinstance(value, tuple) and fits_field(name, value):
            object.__setattr__(one, name, tuple(dict.fromkeys(value)))


def _checked(people: Iterable, kind: type, whom: str) -> list:
    people = list(people)
    seen: set[str] = set()
    for one in people:
        if not isinstance(one, kind):
            raise InputError(f"В списке {whom} ожидается запись {kind.__name__}, а стоит {type(one).__name__}.")
        key = _checked_fields(one)
        if key in seen:
            raise InputError(f"Код «{key}» стоит в списке {whom} дважды: оставьте одну запись.")
        seen.add(key)
    return people


def _checked_fields(one: Any) -> str:
    """The id of the record, every value of which has its declared kind: a string given for a list would be
    read letter by letter."""
    for item in fields(one):
        value = getattr(one, item.name)
        if not fits_field(item.name, value):
            raise InputError(f"Запись «{one.id}»: поле {item.name} содержит недопустимое значение {value!r}.")
    return one.id


def fits_field(name: str, value: object) -> bool:
    """Whether the value has the kind that the field of a person declares."""
    if name == "id":
        return isinstance(value, str) and value != ""
    if name == "person":
        return isinstance(value, str)
    if name in ("topics", "wishes"):
        return isinstance(value, tuple) and all(isinstance(key, str) for key in value)
    if name in ("forms", "hours", "vetoes"):
        return isinstance(value, frozenset) and all(isinstance(key, str) for key in value)
    if name == "distance_ok":
        return isinstance(value, bool)
    if name in ("capacity", "used", "waiting_days", "accepts_group"):
        return _whole(value, 100_000)
    if name in ("experience_months", "birth_year"):
        return value is None or _whole(value, 10_000)
    return value is None or isinstance(value, str)


def _whole(value: object, top: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= top


def _hash_of(instance: Instance) -> str:
    """One hash for one input whatever the order in which people and sets were given."""
    plain = {
        "edition": RULES_EDITION,
        "mentees": [to_plain(one) for one in instance.mentees],
        "mentors": [to_plain(one) for one in instance.mentors],
        "weights": to_plain(instance.weights),
        "excluded": sorted(instance.excluded),
        "tie_key": instance.tie_key,
    }
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
