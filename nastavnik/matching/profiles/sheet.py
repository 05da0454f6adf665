"""Explanations as data: columns of whole numbers, one row per mentee, no sentence until somebody looks (7.2, R5.3)."""

from dataclasses import dataclass
from typing import Any

from nastavnik.matching.profiles.compiling import compiled
from nastavnik.matching.profiles.index import SEGMENTS, WAYS, index_of, reach, segment
from nastavnik.matching.profiles.lots import lot_of
from nastavnik.matching.profiles.numbers import speed_of
from nastavnik.matching.profiles.people import FAR, FORMS, FREE, INSTITUTION, TOPICS, TOPICS_END, Numbers, People
from nastavnik.matching.profiles.pricing import Pricing, is_changed, own_cost, pair_cost
from nastavnik.matching.profiles.rules import (
    ANY_FORM,
    ANY_FORM_DISTANCE,
    CRITERIA,
    DISTANCE,
    FIT,
    MENTOR_DISTANCE,
    MENTOR_FORM,
    MISS,
    NETWORK,
    NO_PLACE,
    PART,
    RELAXATIONS,
    bans_of,
    elsewhere,
    form_ban,
    is_needless,
    opens,
    pair_bans,
    reversive_holds,
    share_of,
    short_of,
    usable_of,
)
from nastavnik.matching.profiles.sweep import Lists

SHOWN = 2  # other mentors beside each mentee
BANS = 9

# Obstacles: the bits' places of the hard rules, 0…8, and these.
OUTCOMPETED, NO_MENTOR, NO_REQUEST = 9, 10, 11
# Nearest relaxations: those of the rules, 0…4, and these.
MORE_PLACES, RECRUIT = 5, 6
NONE = -1


@dataclass(frozen=True)
class Sheet:
    """Row i speaks of mentee i; tables hold so many numbers for each row, one after another.

    mentor      the proposed one, -1: nobody
    points      CRITERIA per row, in the order of `weights.LABELS`: they add up to `score`
    fits, of    criteria that fit, of those that were asked for and can be judged
    forms       bits of the forms in which the two could work
    others      SHOWN per row: the next best of the listed mentors, -1: no more
    other_score, slack_placed, slack_fit   SHOWN per row: the points of the pair with that mentor; by the prices,
                how many people and points all together lose at least if it is chosen. This is the exact marginal
                bound; what one choice costs exactly (never less) `solver.detours` tells when it is looked at
    obstacle    of one without a mentor: the strongest obstacle (place of the bit in `rules`, or OUTCOMPETED, …)
    relaxation  … and what is nearest to open the way: one that leaves a place comes first, -1: nothing does
    topics      per topic six numbers: asked, of them left, mentors, their places, whether one more place would
                place one more (1 or 0), otherwise the points it would bring to all (`lacking.py`)
    """

    mentor: Numbers
    score: Numbers
    points: Numbers
    fits: Numbers
    of: Numbers
    forms: Numbers
    others: Numbers
    other_score: Numbers
    slack_placed: Numbers
    slack_fit: Numbers
    obstacle: Numbers
    relaxation: Numbers
    topics: Numbers

    def others_lost(self, row: int, number: int) -> tuple[int, int]:
        """(people, points) that all others lose at least if this mentee gets the other mentor `number`."""
        place = SHOWN * row + number
        own = int(self.other_score[place] - self.score[row])
        left = int(self.mentor[row] < 0)
        return int(self.slack_placed[place]) + left, int(self.slack_fit[place]) + own


def sheet_of(people: People, topics: int, pricing: Pricing, lists: Lists) -> Sheet:
    """All explanations of a solution: `pricing` of it, `lists` the candidates that it was made of."""
    count, speed = len(people.mentees), speed_of(people.mentees)
    numbers, zeros, weights = speed.numbers, speed.zeros, pricing.weights
    single = [zeros(count) for _ in range(4)]
    points, others = zeros(CRITERIA * count), numbers([NONE] * (SHOWN * count))
    beside = other_score, slack_placed, slack_fit = [zeros(SHOWN * count) for _ in range(3)]
    base = (*people, weights, pricing.prices, pricing.mate, pricing.previous)
    speed.of(_describe)(*base, lists.first, lists.mentor, lists.score, lists.tie, points, *single, others, *beside)
    score, fits, of, forms = single
    obstacle, relaxation = numbers([NONE] * count), numbers([NONE] * count)
    everybody = index_of(people, topics, those=numbers([1] * len(people.mentors)))
    roomy = _roomy(people, lists, pricing.mate)
    seen = zeros(len(people.mentors))
    speed.of(_obstacles)(
        *people, *everybody, *index_of(people, topics, those=roomy), pricing.mate, lists.first, seen, zeros(BANS),
        obstacle, relaxation,
    )  # fmt: skip
    found = zeros(6 * topics)
    speed.of(_lacking)(*people, *everybody, *pricing.index, pricing.prices, pricing.mate, found)
    return Sheet(
        mentor=pricing.mate,
        score=score,
        points=points,
        fits=fits,
        of=of,
        forms=forms,
        others=others,
        other_score=other_score,
        slack_placed=slack_placed,
        slack_fit=slack_fit,
        obstacle=obstacle,
        relaxation=relaxation,
        topics=found,
    )


def _roomy(people: People, lists: Lists, mate: Numbers) -> Any:
    """1 for each mentor who could take one more while nobody loses a mentor, by re-seating among the listed."""
    mentors, speed = len(people.mentors), speed_of(people.mentees)
    found, starts, queue = speed.zeros(mentors), speed.zeros(mentors + 1), speed.zeros(mentors)
    asking = speed.zeros(len(lists.mentor))
    speed.of(_mark_roomy)(people.mentors, mate, lists.first, lists.mentor, starts, asking, queue, found)
    return found


@compiled
def _describe(
    mentees, mentors, lists, weights, prices, mate, previous, first, mentor, score, tie,
    points, total, fits, of, forms, others, other_score, slack_placed, slack_fit,
):  # fmt: skip
    for i in range(len(mentees)):
        a, v = mentees[i], mate[i]
        if v >= 0:
            b = mentors[v]
            forms[i] = usable_of(a, b)
            for criterion in range(CRITERIA):
                weight = weights[criterion]
                if weight:
                    share = share_of(criterion, a, b, lists)
                    points[CRITERIA * i + criterion] = weight - short_of(weight, share)
                    total[i] += weight - short_of(weight, share)
                    if share[2] == FIT or share[2] == PART or share[2] == MISS:
                        of[i] += 1
                        fits[i] += 1 if share[2] == FIT else 0
        best, second = -1, -1
        for arc in range(first[i], first[i + 1]):
            if mentor[arc] != v:
                if best < 0 or score[arc] > score[best] or (score[arc] == score[best] and tie[arc] < tie[best]):
                    best, second = arc, best
                elif (
                    second < 0 or score[arc] > score[second] or (score[arc] == score[second] and tie[arc] < tie[second])
                ):
                    second = arc
        own = own_cost(mentees, mentors, lists, weights, prices, mate, previous, i)
        for number in range(SHOWN):
            arc = best if number == 0 else second
            if arc >= 0:
                place, w = SHOWN * i + number, mentor[arc]
                others[place], other_score[place] = w, score[arc]
                kept = is_changed(previous, i, w)
                cost = pair_cost(prices[w], weights[CRITERIA] - score[arc], kept, lot_of(a, mentors[w]))
                slack_placed[place], slack_fit[place] = cost[0] - own[0], cost[1] - own[1]


@compiled
def _mark_roomy(mentors, mate, first, mentor, starts, asking, queue, found):
    for arc in range(len(mentor)):
        starts[mentor[arc] + 1] += 1
    for v in range(len(mentors)):
        starts[v + 1] += starts[v]
        queue[v] = starts[v]
    for i in range(len(mate)):
        for arc in range(first[i], first[i + 1]):
            v = mentor[arc]
            asking[queue[v]] = i
            queue[v] += 1
    for v in range(len(mentors)):
        found[v] = mentors[v][FREE]
    for i in range(len(mate)):
        if mate[i] >= 0:
            found[mate[i]] -= 1
    tail = 0
    for v in range(len(mentors)):
        found[v] = 1 if found[v] > 0 else 0
        if found[v]:
            queue[tail] = v
            tail += 1
    head = 0
    while head < tail:
        v = queue[head]
        head += 1
        for place in range(starts[v], starts[v + 1]):
            other = mate[asking[place]]
            if other >= 0 and found[other] == 0:
                found[other] = 1
                queue[tail] = other
                tail += 1


@compiled
def _obstacles(
    mentees, mentors, lists, all_under, everybody, roomy_under, roomy_ones, mate, first, seen, barriers,
    obstacle, relaxation,
):  # fmt: skip
    for i in range(len(mentees)):
        if mate[i] >= 0:
            continue
        a = mentees[i]
        if a[TOPICS] == a[TOPICS_END]:
            obstacle[i] = NO_REQUEST
            continue
        full = 1
        if first[i + 1] > first[i]:
            obstacle[i] = OUTCOMPETED  # one who has candidates is helped only by a place
        else:
            obstacle[i], full = _barrier(mentors, lists, all_under, everybody, seen, barriers, i, a)
        way = _way_to(mentors, lists, roomy_under, roomy_ones, a)
        if way < RELAXATIONS:
            relaxation[i] = way
        elif obstacle[i] == NO_MENTOR:
            relaxation[i] = RECRUIT
        elif full > 0:
            relaxation[i] = MORE_PLACES
        else:
            way = _way_to(mentors, lists, all_under, everybody, a)
            relaxation[i] = way if way < RELAXATIONS else NONE


@compiled
def _way_to(mentors, lists, under, members, a):
    """The nearest relaxation that lets the mentee reach one of these mentors; RELAXATIONS: none does."""
    for way in range(RELAXATIONS):
        if is_needless(way, a):
            continue
        institution, forms, far = a[INSTITUTION], a[FORMS], a[FAR]
        if way in (ANY_FORM, ANY_FORM_DISTANCE):
            forms = 0
        if way in (DISTANCE, ANY_FORM_DISTANCE):
            far = 1
        if way == MENTOR_DISTANCE or (way == MENTOR_FORM and forms & NETWORK):
            institution = -1  # the mentor's change brings the mentor near from anywhere
        for place in range(a[TOPICS], a[TOPICS_END]):
            for number in range(SEGMENTS):
                low, high = reach(mentors, under, members, institution, forms, far, lists[place], number)
                for spot in range(low, high):
                    if opens(way, a, mentors[members[spot]], lists):
                        return way
    return RELAXATIONS


@compiled
def _barrier(mentors, lists, under, members, seen, barriers, i, a):
    """(what stands before most mentors of the topics, before how many nothing stands but that they are full)."""
    for bit in range(len(barriers)):
        barriers[bit] = 0
    met, full = 0, 0
    for place in range(a[TOPICS], a[TOPICS_END]):
        topic = WAYS * lists[place]
        for spot in range(under[topic], under[topic + 1]):
            v = members[spot]
            if seen[v] == i + 1:
                continue
            seen[v] = i + 1
            b = mentors[v]
            bits = form_ban(a[FORMS], a[FAR], b[FORMS], b[FAR], reversive_holds(a, b), elsewhere(a, b))
            bits |= pair_bans(a, b, lists)
            if bits == 0:
                return OUTCOMPETED, 1  # a candidate whom a short list has left out
            met += 1
            full += 1 if bits == NO_PLACE else 0
            strongest = 0
            while bits >> strongest & 1 == 0:
                strongest += 1
            barriers[strongest] += 1
    if met == 0:
        return NO_MENTOR, 0
    strongest = 1
    for bit in range(2, len(barriers)):
        if barriers[bit] > barriers[strongest]:
            strongest = bit
    return strongest, full


@compiled
def _lacking(mentees, mentors, lists, all_under, everybody, under, members, prices, mate, found):
    for topic in range(len(found) // 6):
        base = 6 * topic
        for spot in range(all_under[WAYS * topic], all_under[WAYS * topic + 1]):
            found[base + 2] += 1
            found[base + 3] += mentors[everybody[spot]][FREE]
    for i in range(len(mentees)):
        a = mentees[i]
        for place in range(a[TOPICS], a[TOPICS_END]):
            topic = lists[place]
            base = 6 * topic
            found[base] += 1
            found[base + 1] += 1 if mate[i] < 0 else 0
            cheapest = -1
            for number in range(SEGMENTS):
                low, high = segment(mentors, under, members, a, topic, number)
                for spot in range(low, high):
                    v = members[spot]
                    if cheapest >= 0 and (
                        prices[v][0] > prices[cheapest][0]
                        or (prices[v][0] == prices[cheapest][0] and prices[v][1] >= prices[cheapest][1])
                    ):
                        if number == 0 and a[INSTITUTION] < 0:
                            continue
                        break
                    if bans_of(a, mentors[v], lists) == 0:
                        cheapest = v
            placed, points = 0, 0
            if cheapest < 0:
                placed = 1 if mate[i] < 0 else 0
            elif prices[cheapest][0] > 0:
                placed = 1
            else:
                points = max(0, prices[cheapest][1])
            if placed > found[base + 4] or (placed == found[base + 4] and points > found[base + 5]):
                found[base + 4], found[base + 5] = placed, points
