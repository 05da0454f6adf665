"""A solution in the making: who sits where, and prices in three words that prove it.

The five levels of a cost stand in three whole numbers, compared one after the other and added word by word:
first = place · PLACE + fit, second = load · LOAD + kept, third = tie. The sums of a path through a million
people stay far below the units; `solver.py` refuses larger problems.

Nodes are the mentors 0…m-1 and `nobody` = m, where a mentee without a mentor is and whose price is nought. The
prices keep an invariant: nobody would pay less elsewhere than where he is (cost of the pair + price of the
mentor), and the price of a mentor lies between the cost of the last place taken and that of the next one.
"""

from typing import Any, NamedTuple

from nastavnik.matching.kernel.memory import numbers

PLACE = 1 << 44
LOAD = 1 << 24
SHUT = 1 << 58  # first word of the price of a mentor who has no place to give
ENDLESS = 1 << 57


class State(NamedTuple):
    """first, mentor, score, tie, free, used, previous  the problem; previous is empty if there is none
    back, who, arc   the same arcs mentor by mentor: offsets, mentee, number of the arc
    mate, own        per mentee the node where he is and the arc to it, -1 for none
    head, after, before         the mentees of each node in a chain: the first, and per mentee the neighbours
    load             per mentor the places in use
    price, second, third        the three words of the price, per node
    ceiling          in an array of one
    """

    first: Any
    mentor: Any
    score: Any
    tie: Any
    free: Any
    used: Any
    previous: Any
    back: Any
    who: Any
    arc: Any
    mate: Any
    own: Any
    head: Any
    after: Any
    before: Any
    load: Any
    price: Any
    second: Any
    third: Any
    ceiling: Any


class Search(NamedTuple):
    """Room for shortest paths from both ends: index node for the way on, node + m + 1 for the way back.

    far, second, third  the distance in three words; before, mover, by  the node before (after, on the way
    back), the mentee who moves and the arc that he takes; heap, place  nodes in the making by distance and
    where they stand in the heap; touched  what is to be cleaned afterwards
    ends                best distance in three words, the node where the ways meet, size of heap, number touched,
                        and the mentee who moves himself, so that no way leads over him (-1: none)
    """

    far: Any
    second: Any
    third: Any
    before: Any
    mover: Any
    by: Any
    heap: Any
    place: Any
    touched: Any
    ends: Any


def turned_arcs(first, mentor, columns, back, who, arc):
    """Fills back, who and arc."""
    count = len(first) - 1
    for a in range(first[count]):
        back[mentor[a] + 1] += 1
    for v in range(columns):
        back[v + 1] += back[v]
    for i in range(count):
        for a in range(first[i], first[i + 1]):
            v = mentor[a]
            who[back[v]] = i
            arc[back[v]] = a
            back[v] += 1
    for v in range(columns, 0, -1):
        back[v] = back[v - 1]
    back[0] = 0


def seat_all(state):
    """Chains, places in use and own arcs from `mate`; who has -1 there goes to `nobody`."""
    nobody = len(state.free)
    for v in range(nobody):
        state.load[v] = 0
        state.head[v] = -1
    state.head[nobody] = -1
    for i in range(len(state.mate) - 1, -1, -1):
        v = state.mate[i]
        found = -1
        if v < 0:
            v = nobody
        elif v < nobody:
            state.load[v] += 1
            for a in range(state.first[i], state.first[i + 1]):
                if state.mentor[a] == v:
                    found = a
        sit(state, i, v, found)


def leave(state, i):
    """The mentee gets up; the place stays in use."""
    before = state.before[i]
    after = state.after[i]
    if before < 0:
        state.head[state.mate[i]] = after
    else:
        state.after[before] = after
    if after >= 0:
        state.before[after] = before


def sit(state, i, node, a):
    """The mentee, who is nowhere, goes to the node by the arc."""
    head = state.head[node]
    state.mate[i] = node
    state.own[i] = a
    state.after[i] = head
    state.before[i] = -1
    if head >= 0:
        state.before[head] = i
    state.head[node] = i


def changed(state, i, node):
    """1 if the mentee would be elsewhere than in the earlier solution."""
    if len(state.previous) == 0:
        return 0
    before = state.previous[i]
    if before < 0:
        before = len(state.free)
    return 0 if before == node else 1


def step(state, v, more):
    """Second word of the cost of the place number `more` of a mentor."""
    return (2 * (state.used[v] + more) + 1) * LOAD


def paid(state, i):
    """What the mentee costs where he is, price included, in three words."""
    node = state.mate[i]
    if state.own[i] < 0:
        return PLACE, changed(state, i, node), 0
    a = state.own[i]
    return (
        state.ceiling[0] - state.score[a] + state.price[node],
        changed(state, i, node) + state.second[node],
        state.tie[a] + state.third[node],
    )


def fresh_search(count):
    """The arrays of a search over so many nodes."""
    size = 2 * count
    return (
        numbers(size, ENDLESS),
        numbers(size, 0),
        numbers(size, 0),
        numbers(size, -1),
        numbers(size, -1),
        numbers(size, -1),
        numbers(size, -1),
        numbers(size, -1),
        numbers(size, -1),
        numbers(7, 0),
    )
