"""The prices of a solution over all candidates, those too that were never listed: who would improve it, or the proof.

A pair improves when its cost and the price of the mentor stay below what the mentee costs now, level by level of
the goal. Mentors stand in the index by their price, so a mentee looks no further than the first who is too dear.
"""

from typing import Any

from nastavnik.matching.problem import ZERO, Problem, Solution
from nastavnik.matching.profiles.compiling import compiled, small
from nastavnik.matching.profiles.index import SEGMENTS, Index, index_of, segment
from nastavnik.matching.profiles.lots import lot_of
from nastavnik.matching.profiles.numbers import column, ordered, speed_of
from nastavnik.matching.profiles.people import (
    FREE,
    INSTITUTION,
    TOPICS,
    TOPICS_END,
    USED,
    Numbers,
    People,
)
from nastavnik.matching.profiles.rules import CRITERIA, bans_of, pair_bans, score_of, usable_of
from nastavnik.matching.profiles.sweep import BLOCK, Lists, Progress, heap_up, sift, sort_by_head

LEVELS = len(ZERO)
FIT_BITS = 44  # no sum of points of a round needs more
MOST_ADDED = 20  # candidates that a mentee is given at once; who needs more gets them in the next round


class Pricing:
    """The prices of one solution of these people."""

    def __init__(
        self,
        people: People,
        topics: int,
        weights: Numbers,
        solution: Solution,
        previous: Numbers | None = None,
    ):
        self._speed = speed = speed_of(people.mentees)
        self.people, self.weights = people, speed.numbers(weights)
        self.mate = speed.numbers(solution.mate)
        self.previous = speed.numbers([] if previous is None else previous)
        self.prices = speed.rows(solution.prices, LEVELS)
        self.index: Index = index_of(people, topics, rank=self._rank())

    def improving(self, left_out: Numbers, progress: Progress | None = None) -> Lists:
        """Candidates that would improve the solution, at most MOST_ADDED a mentee, the best of them first.

        left_out  per mentee a bound on the points of those not yet looked at, -1: all have been
        """
        count, speed = len(self.people.mentees), self._speed
        first, seen = speed.zeros(count + 1), speed.zeros(len(self.people.mentors))
        keys, heads = speed.zeros(MOST_ADDED + 1), speed.zeros(MOST_ADDED + 1)
        space = [speed.room(MOST_ADDED * count) for _ in range(3)]
        end = 0
        for start in range(0, count, BLOCK):
            if progress:
                progress("proof", start, count)
            end = speed.of(_improving)(
                *self.people, *self.index, self.weights, self.prices, self.mate, self.previous, left_out,
                start, min(start + BLOCK, count), MOST_ADDED, seen, keys, heads, first, *space,
            )  # fmt: skip
        mentor, score, tie = (one[:end] for one in space)
        return Lists(first, mentor, score, tie, left_out)

    def faults(self, progress: Progress | None = None) -> list[str]:
        """What keeps the prices from proving the solution the best of all, in Russian; nothing: it is proved.

        Reckons from the people alone: every pair of the index is judged anew, no list of candidates is trusted.
        """
        load = self._speed.zeros(len(self.people.mentors))
        unfit, overfull, dear = self._speed.of(_check)(
            *self.people, self.weights, self.prices, self.mate, self.previous, load
        )
        found = []
        if unfit:
            found.append(f"Недопустимых пар: {unfit}.")
        if overfull:
            found.append(f"Наставников, которым предложено больше людей, чем у них мест: {overfull}.")
        if dear:
            found.append(f"Цен, которые не сходятся с занятыми местами: {dear}.")
        if not found:
            anything = self._speed.numbers([self.weights[CRITERIA]] * len(self.people.mentees))
            better = len(self.improving(anything, progress).mentor)
            if better:
                found.append(f"По ценам улучшили бы подбор пары, которых в нём нет: {better}.")
        return found

    def _rank(self) -> Any:
        """The place of each mentor by price, the cheapest first."""
        count = len(self.people.mentors)
        rank = self._speed.zeros(count)
        if count:
            for place, v in enumerate(ordered(*(column(self.prices, level) for level in range(LEVELS)))):
                rank[v] = place
        return rank


@small
def is_less(one, other):
    """Costs are compared as words in a dictionary."""
    if one[0] != other[0]:
        return one[0] < other[0]
    if one[1] != other[1]:
        return one[1] < other[1]
    if one[2] != other[2]:
        return one[2] < other[2]
    if one[3] != other[3]:
        return one[3] < other[3]
    return one[4] < other[4]


@small
def pair_cost(price, missed, kept, tie):
    """The cost of a pair and the price of the mentor, by level."""
    return price[0], missed + price[1], price[2], kept + price[3], tie + price[4]


@small
def is_changed(previous, i, v):
    """1 if an earlier solution had it otherwise; v -1: nobody."""
    return 1 if len(previous) > 0 and previous[i] != v else 0


@compiled
def own_cost(mentees, mentors, lists, weights, prices, mate, previous, i):
    """What mentee i costs now, by level."""
    v = mate[i]
    kept = is_changed(previous, i, v)
    if v < 0:
        return 1, 0, 0, kept, 0
    a, b = mentees[i], mentors[v]
    missed = weights[CRITERIA] - score_of(a, b, lists, weights, usable_of(a, b), 0)
    return pair_cost(prices[v], missed, kept, lot_of(a, b))


@compiled
def _improving(
    mentees, mentors, lists, under, members, weights, prices, mate, previous, left_out,
    start, stop, most, seen, keys, heads, first, mentor, score, tie,
):  # fmt: skip
    end = first[start]
    ceiling = weights[CRITERIA]
    for i in range(start, stop):
        held = 0
        if left_out[i] >= 0:
            a = mentees[i]
            own = own_cost(mentees, mentors, lists, weights, prices, mate, previous, i)
            room_for = own[1] - ceiling + left_out[i]  # the most that the fit of a price may be
            for place in range(a[TOPICS], a[TOPICS_END]):
                for number in range(SEGMENTS):
                    low, high = segment(mentors, under, members, a, lists[place], number)
                    for spot in range(low, high):
                        v = members[spot]
                        price = prices[v]
                        if price[0] > own[0] or (price[0] == own[0] and price[1] > room_for):
                            if number == 0 and a[INSTITUTION] < 0:
                                continue  # here institutions follow each other, each by its prices
                            break
                        if seen[v] == i + 1:
                            continue
                        seen[v] = i + 1
                        b = mentors[v]
                        usable = usable_of(a, b)
                        if v == mate[i] or usable == 0:
                            continue
                        least = 0
                        if price[0] == own[0]:
                            least = ceiling + price[1] - own[1]
                        points = score_of(a, b, lists, weights, usable, max(least, 0))
                        if points < 0 or pair_bans(a, b, lists):
                            continue
                        cost = pair_cost(price, ceiling - points, is_changed(previous, i, v), lot_of(a, b))
                        if not is_less(cost, own):
                            continue
                        key = ((own[0] - cost[0]) << FIT_BITS) + own[1] - cost[1]  # what would be gained
                        if held < most:
                            keys[held], heads[held] = key, v
                            held += 1
                            if held == most:
                                heap_up(keys, heads, held)
                        elif key > keys[0]:
                            keys[0], heads[0] = key, v
                            sift(keys, heads, 0, held)
            sort_by_head(keys, heads, held)
            for one in range(held):
                b = mentors[heads[one]]
                mentor[end] = heads[one]
                score[end] = score_of(a, b, lists, weights, usable_of(a, b), 0)
                tie[end] = lot_of(a, b)
                end += 1
        first[i + 1] = end
    return end


@compiled
def _check(mentees, mentors, lists, weights, prices, mate, previous, load):
    unfit, overfull, dear = 0, 0, 0
    for i in range(len(mentees)):
        v = mate[i]
        if v >= len(mentors) or v < -1:
            unfit += 1
        elif v >= 0:
            load[v] += 1
            if bans_of(mentees[i], mentors[v], lists):
                unfit += 1
            own = own_cost(mentees, mentors, lists, weights, prices, mate, previous, i)
            if is_less((1, 0, 0, is_changed(previous, i, -1), 0), own):
                dear += 1
    for v in range(len(mentors)):
        b, price = mentors[v], prices[v]
        if load[v] > b[FREE]:
            overfull += 1
        if b[FREE] > 0:
            now = (price[0], price[1], price[2], price[3], price[4])
            if load[v] > 0 and is_less(now, (0, 0, 2 * (b[USED] + load[v]) - 1, 0, 0)):
                dear += 1
            if load[v] < b[FREE] and is_less((0, 0, 2 * (b[USED] + load[v]) + 1, 0, 0), now):
                dear += 1
    return unfit, overfull, dear


@compiled
def merge(first, mentor, score, tie, more_first, more_mentor, more_score, more_tie, out):
    """Two lists of candidates in one, mentors ascending, nobody twice.

    out  the same four and the places of those of the second list in it, to be filled
    """
    out_first, out_mentor, out_score, out_tie, where = out
    end = 0
    for i in range(len(first) - 1):
        place, other = first[i], more_first[i]
        while place < first[i + 1] or other < more_first[i + 1]:
            if other == more_first[i + 1] or (place < first[i + 1] and mentor[place] <= more_mentor[other]):
                if other < more_first[i + 1] and mentor[place] == more_mentor[other]:
                    where[other] = end
                    other += 1
                out_mentor[end], out_score[end], out_tie[end] = mentor[place], score[place], tie[place]
                place += 1
            else:
                out_mentor[end], out_score[end], out_tie[end] = more_mentor[other], more_score[other], more_tie[other]
                where[other] = end
                other += 1
            end += 1
        out_first[i + 1] = end
    return end


def joined(one: Lists, other: Lists) -> tuple[Lists, Numbers]:
    """Both lists in one, and where the candidates of the second stand in it."""
    count = len(one.mentor) + len(other.mentor)
    speed = speed_of(one.first)
    out = (speed.zeros(len(one.first)), *(speed.room(count) for _ in range(3)), speed.room(len(other.mentor)))
    end = speed.of(merge)(
        one.first, one.mentor, one.score, one.tie, other.first, other.mentor, other.score, other.tie, out
    )
    mentor, score, tie = (values[:end] for values in out[1:4])
    return Lists(out[0], mentor, score, tie, one.left_out), out[4]


def problem_of(people: People, weights: Numbers, lists: Lists, previous: Any) -> Problem:
    return Problem(
        free=column(people.mentors, FREE),
        used=column(people.mentors, USED),
        first=lists.first,
        mentor=lists.mentor,
        score=lists.score,
        tie=lists.tie,
        ceiling=int(weights[CRITERIA]),
        previous=previous,
    )
