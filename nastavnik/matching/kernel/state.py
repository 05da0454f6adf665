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
    active           per mentee 1 if his arcs count; 0: he stays where he is
    seat_first, seat, at, load  seats of the mentors; per mentee the seat; seats taken
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
    active: Any
    seat_first: Any
    seat: Any
    at: Any
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
    ends                best distance in three words, the node where the ways meet, size of heap, number touched
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
    """Seats and own arcs of all who have a mentor in `mate`; `nobody` for the others."""
    nobody = len(state.free)
    for i in range(len(state.mate)):
        v = state.mate[i]
        state.own[i] = -1
        if v < 0 or v == nobody:
            state.mate[i] = nobody
            continue
        for a in range(state.first[i], state.first[i + 1]):
            if state.mentor[a] == v:
                state.own[i] = a
        state.at[i] = state.seat_first[v] + state.load[v]
        state.seat[state.at[i]] = i
        state.load[v] += 1


def leave(state, i):
    """The mentee gets up; the last of the same mentor takes the seat."""
    v = state.mate[i]
    if v < len(state.free):
        state.load[v] -= 1
        last = state.seat[state.seat_first[v] + state.load[v]]
        state.seat[state.at[i]] = last
        state.at[last] = state.at[i]
    state.mate[i] = len(state.free)
    state.own[i] = -1


def sit(state, i, node, a):
    """The mentee, who is nowhere, goes to the node by the arc."""
    state.mate[i] = node
    state.own[i] = a
    if node < len(state.free):
        state.at[i] = state.seat_first[node] + state.load[node]
        state.seat[state.at[i]] = i
        state.load[node] += 1


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
        numbers(6, 0),
    )
