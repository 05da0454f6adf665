"""The inverted index: from a topic to the mentors who have it and can be reached, never all pairs (7.1/1)."""

from typing import Any, NamedTuple

from nastavnik.matching.profiles.compiling import compiled, small
from nastavnik.matching.profiles.numbers import column, ordered, plain, speed_of
from nastavnik.matching.profiles.people import (
    FAR,
    FORMS,
    FREE,
    INSTITUTION,
    TOPICS,
    TOPICS_END,
    Numbers,
    People,
)
from nastavnik.matching.profiles.rules import NETWORK

# A mentor stands under a topic once as one of an institution, and once for each way to be reached from another.
NEAR, AT_A_DISTANCE, OF_A_NETWORK, OF_ANY_FORM = 0, 1, 2, 3
WAYS = 4
SEGMENTS = 5  # near without an institution, near of the own one, and the three ways from elsewhere


class Index(NamedTuple):
    """Members of topic t reached in a way: members[first[WAYS·t + way]] …; near ones by institution."""

    first: Numbers
    members: Numbers


def index_of(people: People, topics: int, *, rank: Any = None, those: Any = None) -> Index:
    """The index of mentors with places; within a segment in the order of `rank` (by default of the rows).

    those  other mentors than the ones with places: above 0 for each who is meant
    """
    count, speed = len(people.mentors), speed_of(people.mentors)
    rank = speed.numbers(range(count)) if rank is None else rank
    those = column(people.mentors, FREE) if those is None else those
    near = ordered(column(people.mentors, INSTITUTION), rank) if count else speed.numbers([])
    far = ordered(rank) if count else speed.numbers([])
    sizes = speed.zeros(WAYS * topics)
    speed.of(_count)(people.mentors, people.lists, those, sizes)
    first = speed.offsets(sizes)
    members = speed.room(int(first[-1]))
    at = speed.numbers(plain(first))
    speed.of(_fill)(people.mentors, people.lists, those, near, far, at, members)
    return Index(first, members)


@compiled
def segment(mentors, first, members, a, topic, number):
    """(start, end) among the members: mentors with the topic whom the mentee of row `a` can reach.

    The segments together hold every mentor whom the rules about institutions do not forbid, some twice.
    """
    return reach(mentors, first, members, a[INSTITUTION], a[FORMS], a[FAR], topic, number)


@small
def reach(mentors, first, members, institution, forms, far, topic, number):
    """The same for a mentee of this institution (-1: of none), these forms and this consent to distance."""
    start = first[WAYS * topic]
    end = first[WAYS * topic + 1]
    if number == 0:
        if institution < 0:
            return start, end  # everybody is near to one of no institution
        return start, _bound(mentors, members, start, end, 0)
    if institution < 0:
        return start, start
    if number == 1:
        low = _bound(mentors, members, start, end, institution)
        return low, _bound(mentors, members, low, end, institution + 1)
    way = number - 1
    by_network = forms & NETWORK
    if (
        (way == AT_A_DISTANCE and far == 0)
        or (way == OF_A_NETWORK and forms != 0 and by_network == 0)
        or (way == OF_ANY_FORM and by_network == 0)
    ):
        return start, start
    return first[WAYS * topic + way], first[WAYS * topic + way + 1]


@compiled
def _bound(mentors, members, low, high, institution):
    """The first of the near ones whose institution is not below."""
    while low < high:
        middle = (low + high) // 2
        if mentors[members[middle]][INSTITUTION] < institution:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _reached(b, way):
    if way == AT_A_DISTANCE:
        return b[FAR] != 0
    if way == OF_A_NETWORK:
        return b[FORMS] & NETWORK != 0
    return b[FORMS] == 0


@compiled
def _count(mentors, lists, those, sizes):
    for v in range(len(mentors)):
        b = mentors[v]
        if those[v] > 0:
            for place in range(b[TOPICS], b[TOPICS_END]):
                base = WAYS * lists[place]
                sizes[base] += 1
                for way in range(1, WAYS):
                    if _reached(b, way):
                        sizes[base + way] += 1


@compiled
def _fill(mentors, lists, those, near, far, at, members):
    for spot in range(len(near)):
        b = mentors[near[spot]]
        if those[near[spot]] > 0:
            for place in range(b[TOPICS], b[TOPICS_END]):
                base = WAYS * lists[place]
                members[at[base]] = near[spot]
                at[base] += 1
    for spot in range(len(far)):
        b = mentors[far[spot]]
        if those[far[spot]] > 0:
            for place in range(b[TOPICS], b[TOPICS_END]):
                base = WAYS * lists[place]
                for way in range(1, WAYS):
                    if _reached(b, way):
                        members[at[base + way]] = far[spot]
                        at[base + way] += 1
