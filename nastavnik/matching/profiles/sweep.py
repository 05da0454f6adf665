"""The sweep over the index: per mentee the best candidates, and how good those left out may be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from nastavnik.matching.profiles.compiling import compiled
from nastavnik.matching.profiles.index import SEGMENTS, Index, segment
from nastavnik.matching.profiles.lots import TIE_BITS, TIE_MASK, lot_of
from nastavnik.matching.profiles.numbers import Speed, speed_of
from nastavnik.matching.profiles.people import TOPICS, TOPICS_END, Numbers, People
from nastavnik.matching.profiles.rules import CRITERIA, bans_of, pair_bans, score_of, usable_of

Progress = Callable[[str, int, int], None]
BLOCK = 4096  # mentees between two calls of progress: there an interrupt is heard


@dataclass(frozen=True)
class Lists:
    """Candidates mentee by mentee, as in a Problem, and what was cut off.

    left_out  per mentee more points than this has no candidate that is not in the list; -1: all are in it
    """

    first: Any
    mentor: Any
    score: Any
    tie: Any
    left_out: Any


def sweep(people: People, index: Index, weights: Numbers, keep: int | None, progress: Progress | None = None) -> Lists:
    """The `keep` best candidates of each mentee, equals by their lot; None: all of them."""
    speed = speed_of(people.mentees)
    count, mentors, weights = len(people.mentees), len(people.mentors), speed.numbers(weights)
    limit = mentors if keep is None else min(keep, mentors)
    first, left_out = speed.zeros(count + 1), speed.zeros(count)
    seen, keys, heads = speed.zeros(mentors), speed.zeros(limit + 1), speed.zeros(limit + 1)
    space = [speed.room(0) for _ in range(3)]
    end = 0
    for start in range(0, count, BLOCK):
        if progress:
            progress("candidates", start, count)
        stop = min(start + BLOCK, count)
        most = limit * (stop - start) if keep is not None else most_pairs(people, index, start, stop)
        space = [_with_room(one, speed, end, most, count, start) for one in space]
        end = speed.of(_sweep)(*people, *index, weights, limit, start, stop, seen, keys, heads, first, *space, left_out)
    mentor, score, tie = (one[:end] for one in space)
    return Lists(first, mentor, score, tie, left_out)


def _with_room(values: Any, speed: Speed, taken: int, more: int, count: int, start: int) -> Any:
    """Space for all that may come if it comes at the same pace; memory that is never written is never taken."""
    if taken + more <= len(values):
        return values
    expected = more * -(-(count - start) // BLOCK) if start == 0 else 2 * (taken + more)
    larger = speed.room(max(taken + more, min(expected, taken + more + (1 << 24))))
    larger[:taken] = values[:taken]
    return larger


def most_pairs(people: People, index: Index, start: int, stop: int) -> int:
    """No more candidates than the segments of these mentees hold."""
    most = speed_of(people.mentees).of(_most)
    return int(most(*people, *index, start, stop))


@compiled
def _most(mentees, mentors, lists, first, members, start, stop):
    total = 0
    for i in range(start, stop):
        a = mentees[i]
        for place in range(a[TOPICS], a[TOPICS_END]):
            for number in range(SEGMENTS):
                low, high = segment(mentors, first, members, a, lists[place], number)
                total += high - low
    return total


@compiled
def _sweep(
    mentees, mentors, lists, under, members, weights, limit, start, stop,
    seen, keys, heads, first, mentor, score, tie, left_out,
):  # fmt: skip
    end = first[start]
    for i in range(start, stop):
        a = mentees[i]
        held, cut = 0, 0
        for place in range(a[TOPICS], a[TOPICS_END]):
            for number in range(SEGMENTS):
                low, high = segment(mentors, under, members, a, lists[place], number)
                for spot in range(low, high):
                    v = members[spot]
                    if seen[v] == i + 1:
                        continue
                    seen[v] = i + 1
                    b = mentors[v]
                    usable = usable_of(a, b)
                    if usable == 0:
                        continue
                    least = keys[0] >> TIE_BITS if held == limit else 0
                    points = score_of(a, b, lists, weights, usable, least)
                    if points < 0:
                        cut = 1
                        continue
                    if pair_bans(a, b, lists):
                        continue
                    key = points << TIE_BITS | (TIE_MASK - lot_of(a, b))
                    if held < limit:
                        keys[held], heads[held] = key, v
                        held += 1
                        if held == limit:
                            heap_up(keys, heads, held)
                    else:
                        cut = 1
                        if key > keys[0]:
                            keys[0], heads[0] = key, v
                            sift(keys, heads, 0, held)
        left_out[i] = keys[0] >> TIE_BITS if cut else -1
        sort_by_head(keys, heads, held)
        for one in range(held):
            mentor[end] = heads[one]
            score[end] = keys[one] >> TIE_BITS
            tie[end] = TIE_MASK - (keys[one] & TIE_MASK)
            end += 1
        first[i + 1] = end
    return end


@compiled
def heap_up(keys, heads, count):
    """A heap with the least key on top."""
    for place in range(count // 2 - 1, -1, -1):
        sift(keys, heads, place, count)


@compiled
def sift(keys, heads, place, count):
    key, head = keys[place], heads[place]
    below = 2 * place + 1
    while below < count:
        if below + 1 < count and keys[below + 1] < keys[below]:
            below += 1
        if keys[below] >= key:
            break
        keys[place], heads[place] = keys[below], heads[below]
        place = below
        below = 2 * place + 1
    keys[place], heads[place] = key, head


@compiled
def sort_by_head(keys, heads, count):
    """Ascending heads (Shell's sort: short lists, most of them in order already)."""
    gap = 1
    while gap < count // 9:
        gap = 3 * gap + 1
    while gap > 0:
        for place in range(gap, count):
            key, head = keys[place], heads[place]
            before = place - gap
            while before >= 0 and heads[before] > head:
                keys[before + gap], heads[before + gap] = keys[before], heads[before]
                before -= gap
            keys[before + gap], heads[before + gap] = key, head
        gap //= 3


def listed(people: People, weights: Numbers, pairs: Sequence[tuple[int, int]]) -> Lists:
    """The lists that these pairs (ascending) make, judged anew; nothing is known of any other pair."""
    speed, count = speed_of(people.mentees), len(people.mentees)
    weights = speed.numbers(weights)
    first, left_out = speed.zeros(count + 1), speed.numbers([weights[CRITERIA]] * count)
    space = [speed.room(len(pairs)) for _ in range(3)]
    rows, seats = speed.numbers([i for i, _ in pairs]), speed.numbers([v for _, v in pairs])
    end = speed.of(_judge)(*people, weights, rows, seats, first, *space)
    mentor, score, tie = (one[:end] for one in space)
    return Lists(first, mentor, score, tie, left_out)


@compiled
def _judge(mentees, mentors, lists, weights, rows, seats, first, mentor, score, tie):
    end = place = 0
    for i in range(len(mentees)):
        while place < len(rows) and rows[place] == i:
            a, b = mentees[i], mentors[seats[place]]
            if bans_of(a, b, lists) == 0:
                points = score_of(a, b, lists, weights, usable_of(a, b), 0)
                mentor[end], score[end], tie[end] = seats[place], points, lot_of(a, b)
                end += 1
            place += 1
        first[i + 1] = end
    return end
