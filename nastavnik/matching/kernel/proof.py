"""The proof in one pass over the candidates: do these prices show that nothing better can be?"""

from nastavnik.matching.kernel.state import PLACE, SHUT, changed, paid, step
from nastavnik.matching.kernel.ways import less

WELL = 0
CROWDED = 1
CHEAP = 2
DEAR = 3
BETTER_ALONE = 4
BETTER_ELSEWHERE = 5


def find_fault(state, words):
    """(kind, mentee or mentor, arc) of the first fault, all WELL if the state proves itself.

    words  how many words of the prices are judged: 1 proves number and fit, 3 all levels
    A solution is a flow, the prices are potentials: if no mentee would pay less elsewhere, no taken place costs
    less than it is worth and no free place has a price, then no other solution is better in the order of goals.
    """
    nobody = len(state.free)
    for v in range(nobody):
        if state.load[v] > state.free[v]:
            return CROWDED, v, -1
        if state.free[v] == 0:
            continue
        second = state.second[v] if words > 1 else 0
        third = state.third[v] if words > 2 else 0
        if state.load[v] > 0:
            least = step(state, v, state.load[v] - 1) if words > 1 else 0
            if less(state.price[v], second, third, 0, least, 0):
                return CHEAP, v, -1
        if state.load[v] < state.free[v]:
            most = step(state, v, state.load[v]) if words > 1 else 0
            if less(0, most, 0, state.price[v], second, third):
                return DEAR, v, -1
    for i in range(len(state.mate)):
        x, y, z = paid(state, i)
        if words < 2:
            y = 0
        if words < 3:
            z = 0
        if less(PLACE, changed(state, i, nobody) if words > 1 else 0, 0, x, y, z):
            return BETTER_ALONE, i, -1
        for a in range(state.first[i], state.first[i + 1]):
            v = state.mentor[a]
            price = state.price[v] if state.free[v] > 0 else SHUT
            word = state.ceiling[0] - state.score[a] + price
            if word > x:
                continue
            second = changed(state, i, v) + state.second[v] if words > 1 else 0
            third = state.tie[a] + state.third[v] if words > 2 else 0
            if less(word, second, third, x, y, z):
                return BETTER_ELSEWHERE, i, a
    return WELL, -1, -1


def totals(state):
    """(placed, fit, load): the values reached; the load is the sum of squares, places taken before included."""
    placed = 0
    fit = 0
    load = 0
    for i in range(len(state.mate)):
        if state.own[i] >= 0:
            placed += 1
            fit += state.score[state.own[i]]
    for v in range(len(state.free)):
        now = state.used[v] + state.load[v]
        load += now * now
    return placed, fit, load
