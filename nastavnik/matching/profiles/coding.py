"""From answers to whole numbers: keys become codes, sets become bits, names of people become places in a list."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import accumulate, chain
from typing import Any

from nastavnik.matching.model import NETWORK, REVERSIVE, VIRTUAL, Instance, Mentee, Mentor
from nastavnik.matching.profiles.numbers import Speed, speed_for
from nastavnik.matching.profiles.people import WORD, People
from nastavnik.matching.profiles.rules import WISH_PARTS
from nastavnik.matching.refusal import InputError

Column = Sequence[Any]
Pairs = Iterable[tuple[str, str]]

KNOWN_FORMS = ("short", "situational", REVERSIVE, "traditional", VIRTUAL, NETWORK)  # bits 0…5, as in the rules
MOST_BITS = 62
MOST_TOPICS = 64 * WORD


@dataclass(frozen=True)
class Coded:
    """People as numbers, and the keys behind the numbers.

    mentees, mentors  ids by row; topics, forms, hours: keys by code or by bit
    """

    people: People
    mentees: list[str]
    mentors: list[str]
    topics: list[str]
    forms: list[str]
    hours: list[str]

    def pair(self, i: int, v: int) -> tuple[Any, Any, Any]:
        """What the rules ask of a pair: the two rows and the lists."""
        return self.people.mentees[i], self.people.mentors[v], self.people.lists

    def form_keys(self, bits: int) -> frozenset[str]:
        return frozenset(key for place, key in enumerate(self.forms) if bits >> place & 1)


def code_instance(
    instance: Instance, declined: frozenset[tuple[str, str]] = frozenset(), speed: Speed | None = None
) -> Coded:
    excluded = instance.excluded | declined
    return code_columns(
        columns_of(instance.mentees, Mentee), columns_of(instance.mentors, Mentor), excluded, instance.tie_key, speed
    )


def code_pair(mentee: Mentee, mentor: Mentor, excluded: frozenset[tuple[str, str]] = frozenset()) -> Coded:
    """The two alone: mentee 0 and mentor 0."""
    pair = (mentee.id, mentor.id)
    return code_columns(
        columns_of((mentee,), Mentee), columns_of((mentor,), Mentor), (pair,) if pair in excluded else (), None
    )


def columns_of(people: Sequence[Mentee] | Sequence[Mentor], kind: type) -> dict[str, Column]:
    return {item.name: [getattr(one, item.name) for one in people] for item in fields(kind)}


def code_columns(
    mentees: Mapping[str, Column],
    mentors: Mapping[str, Column],
    excluded: Pairs,
    tie_key: str | None,
    speed: Speed | None = None,
) -> Coded:
    """Checked columns (`columns.py`), the rows in the order of their ids, as numbers.

    tie_key  None: lots are not wanted
    speed    None: what suits so many people
    """
    ids, mentor_ids = list(mentees["id"]), list(mentors["id"])
    speed = speed or speed_for(len(ids) * len(mentor_ids))
    topics: dict[str, int] = {}
    codes: dict[str, int] = {}  # of people, places and positions: only equal or not matters
    forms = _bits(KNOWN_FORMS, (mentees["forms"], mentors["forms"]), "форм")
    hours = _bits((), (mentees["hours"], mentors["hours"]), "отрезков свободного времени")
    asked = [[topics.setdefault(key, len(topics)) for key in keys] for keys in mentees["topics"]]
    offered = [sorted([topics.setdefault(key, len(topics)) for key in keys]) for keys in mentors["topics"]]
    lists: list[int] = []
    mine = _append(lists, asked)
    theirs = _append(lists, offered)
    between = _between(lists, ids, mentor_ids, mentees, mentors, excluded)
    capacity = zip(mentors["capacity"], mentors["used"], strict=True)
    return Coded(
        People(
            speed.table(
                (
                    *_common(mentees, forms, hours, codes, _lots(ids, tie_key, b"mentee")),
                    *mine,
                    _code(mentees["line_manager"], codes),
                    mentees["waiting_days"],
                    *between,
                ),
                len(ids),
            ),
            speed.table(
                (
                    *_common(mentors, forms, hours, codes, _lots(mentor_ids, tie_key, b"mentor")),
                    *theirs,
                    [max(0, most - taken) for most, taken in capacity],
                    mentors["used"],
                    *_words(offered, len(topics)),
                ),
                len(mentor_ids),
            ),
            speed.numbers(lists),
        ),
        ids,
        mentor_ids,
        list(topics),
        list(forms),
        list(hours),
    )


def _common(columns: Mapping[str, Column], forms: dict, hours: dict, codes: dict, lots: Column) -> tuple:
    """The columns that mean the same with mentees and mentors."""
    ids = columns["id"]
    far = zip(columns["distance_ok"], columns["forms"], strict=True)
    return (
        range(len(ids)),
        _code([person or one for person, one in zip(columns["person"], ids, strict=True)], codes),
        _code(ids, codes),
        lots,
        _mask(columns["forms"], forms),
        [int(agreed or VIRTUAL in wanted) for agreed, wanted in far],
        _mask(columns["hours"], hours),
        _code(columns["position"], codes, lambda value: value.strip().casefold()),
        _known(columns["experience_months"]),
        _known(columns["birth_year"]),
        _code(columns["place"], codes),
        _code(columns["institution"], codes),
        _code(columns["municipality"], codes),
        [int(bool(one)) for one in columns["wishes"]],
    )


def _words(rows: Sequence[Sequence[int]], topics: int) -> Sequence[Column]:
    """A bit for each topic, WORD of them to a column."""
    if topics > MOST_TOPICS:
        raise InputError(
            f"Разных направлений названо {topics}, а различить можно не больше {MOST_TOPICS}: "
            "сведите их к справочнику направлений."
        )
    words: list[list[int]] = [[0] * len(rows) for _ in range(topics // WORD + 1)]
    for row, members in enumerate(rows):
        for topic in members:
            words[topic // WORD][row] |= 1 << topic % WORD
    return words


def _code(values: Column, codes: dict[str, int], tidy: Callable[[str], str] = str) -> Column:
    known = {value: codes.setdefault(tidy(value), len(codes)) if value else -1 for value in set(values)}
    return [known[value] for value in values]


def _mask(values: Column, bits: dict[str, int]) -> Column:
    known = {keys: sum(1 << bits[key] for key in keys) for keys in set(values)}
    return [known[keys] for keys in values]


def _known(values: Column) -> Column:
    return [-1 if value is None else value for value in values]


def _bits(known: Sequence[str], columns: Sequence[Column], what: str) -> dict[str, int]:
    """A bit for each key."""
    met: set[str] = set()
    for column in columns:
        met.update(*set(column))
    bits = {key: place for place, key in enumerate((*known, *sorted(met - set(known))))}
    if len(bits) > MOST_BITS:
        raise InputError(
            f"Разных {what} названо {len(bits)}, а различить можно не больше {MOST_BITS}: "
            "сведите разные написания одного и того же к одному."
        )
    return bits


def _append(lists: list[int], rows: Sequence[Sequence[int]]) -> tuple[Column, Column]:
    """Where the list of each row begins and ends."""
    ends = list(accumulate(map(len, rows), initial=len(lists)))
    lists += chain.from_iterable(rows)
    return ends[:-1], ends[1:]


def _between(
    lists: list[int],
    ids: list[str],
    mentor_ids: list[str],
    mentees: Mapping[str, Column],
    mentors: Mapping[str, Column],
    excluded: Pairs,
) -> tuple[Column, ...]:
    """Vetoes, exclusions and wishes as lists of mentors by mentee; who is not there is passed over."""
    row = {key: place for place, key in enumerate(ids)}
    seat = {key: place for place, key in enumerate(mentor_ids)}
    vetoes: dict[int, dict[int, int]] = {}
    declined: dict[int, dict[int, int]] = {}
    wishes: dict[int, dict[int, int]] = {}
    offers: dict[int, dict[int, int]] = {}
    for i, keys in _some(mentees["vetoes"]):
        for key in keys & seat.keys():
            vetoes.setdefault(i, {})[seat[key]] = 0
    for v, keys in _some(mentors["vetoes"]):
        for key in keys & row.keys():
            vetoes.setdefault(row[key], {})[v] = 0
    for one, other in excluded:
        if one in row and other in seat:
            declined.setdefault(row[one], {})[seat[other]] = 0
    for i, keys in _some(mentees["wishes"]):
        for rank, key in enumerate(keys):
            if key in seat:
                wishes.setdefault(i, {})[seat[key]] = _part(rank)
    for v, keys in _some(mentors["wishes"]):
        for rank, key in enumerate(keys):
            if key in row:
                offers.setdefault(row[key], {})[v] = _part(rank)
    found: list[Column] = []
    for pairs in (vetoes, declined, wishes, offers):
        found += _append_pairs(lists, pairs, len(ids))
    return tuple(found)


def _some(values: Column) -> list[tuple[int, Any]]:
    return [(place, value) for place, value in enumerate(values) if value]


def _append_pairs(lists: list[int], pairs: dict[int, dict[int, int]], count: int) -> tuple[Column, Column]:
    """Per mentee the mentors ascending and, right after them, what each counts."""
    starts, ends = [0] * count, [0] * count
    for i in sorted(pairs):
        members = sorted(pairs[i])
        starts[i], ends[i] = len(lists), len(lists) + len(members)
        lists += members
        lists += [pairs[i][v] for v in members]
    return starts, ends


def _part(rank: int) -> int:
    return WISH_PARTS[min(rank, len(WISH_PARTS) - 1)]


def _lots(ids: Sequence[str], tie_key: str | None, side: bytes) -> Column:
    """62 bits for each person that depend on the key and the id alone."""
    if tie_key is None:
        return [0] * len(ids)
    key = hashlib.blake2b(tie_key.encode("utf-8", "surrogatepass")).digest()
    blank = hashlib.blake2b(digest_size=8, key=key, person=side)
    found = []
    for one in ids:
        lot = blank.copy()
        lot.update(one.encode("utf-8", "surrogatepass"))
        found.append(int.from_bytes(lot.digest(), "big") >> 2)
    return found
