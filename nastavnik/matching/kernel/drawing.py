"""The lot: everybody takes what is cheapest for himself, then what is too much here goes where it is too little.

At every moment the prices prove that nobody would pay less elsewhere; only the mentors do not have as many
mentees as places in use. `nobody` gives and takes any number in between: when the mentors are even, so is he. So
every path is short: it ends at the nearest who has too few (too many), or at `nobody`.
"""

from nastavnik.matching.kernel.route import follow, go_back, go_on, reprice
from nastavnik.matching.kernel.state import ENDLESS, PLACE, changed, leave, sit
from nastavnik.matching.kernel.ways import NOBODY_MOVES, START, begin, less, reach, take_nearest


def take_cheapest(state, surplus):
    """Each mentee goes where he pays least; surplus: mentees less places in use, per node."""
    nobody = len(state.free)
    for v in range(nobody):
        surplus[v] = -state.load[v]
    surplus[nobody] = 0
    for i in range(len(state.mate)):
        best = nobody
        by = -1
        x = PLACE
        y = changed(state, i, nobody)
        z = 0
        for a in range(state.first[i], state.first[i + 1]):
            v = state.mentor[a]
            word = state.ceiling[0] - state.score[a] + state.price[v]
            if word <= x:
                second = changed(state, i, v) + state.second[v]
                third = state.tie[a] + state.third[v]
                if less(word, second, third, x, y, z):
                    best = v
                    by = a
                    x = word
                    y = second
                    z = third
        if best != state.mate[i]:
            leave(state, i)
            sit(state, i, best, by)
        surplus[best] += 1


def open_end(search, index):
    """Every way that comes to this end has arrived."""
    search.far[index] = 0
    search.before[index] = START
    search.mover[index] = NOBODY_MOVES


def close_ends(state, search):
    for index in range(2 * len(state.free) + 2):
        search.far[index] = ENDLESS


def send_surplus(state, search, surplus, start, budget, mentees, nodes, arcs):
    """Shortest paths from the mentors with too many mentees, until `budget` nodes were reached; the next one."""
    nobody = len(state.free)
    turn = nobody + 1
    begin(search)
    open_end(search, nobody + turn)
    for v in range(nobody):
        if surplus[v] < 0:
            open_end(search, v + turn)
    v = start
    while v < nobody and budget > 0:
        if surplus[v] <= 0:
            v += 1
            continue
        begin(search)
        reach(search, nobody, v, 0, 0, 0, START, NOBODY_MOVES, -1)
        walk(state, search)
        budget -= search.ends[5]
        reprice(state, search, search.ends[0], search.ends[1], search.ends[2])
        follow(state, search, mentees, nodes, arcs)
        goal = search.ends[3]
        surplus[v] -= 1
        surplus[goal] += 1
        if goal < nobody and surplus[goal] == 0:
            search.far[goal + turn] = ENDLESS
    begin(search)
    close_ends(state, search)
    return v


def fetch_missing(state, search, surplus, start, budget, mentees, nodes, arcs):
    """The same for the mentors with too few: shortest paths back from them to `nobody`."""
    nobody = len(state.free)
    begin(search)
    open_end(search, nobody)
    v = start
    while v < nobody and budget > 0:
        if surplus[v] >= 0:
            v += 1
            continue
        begin(search)
        reach(search, nobody, v + nobody + 1, 0, 0, 0, START, NOBODY_MOVES, -1)
        walk(state, search)
        budget -= search.ends[5]
        reprice(state, search, 0, 0, 0)
        follow(state, search, mentees, nodes, arcs)
        surplus[v] += 1
        surplus[nobody] -= 1
    begin(search)
    close_ends(state, search)
    return v


def walk(state, search):
    """Goes on, or back, from the nearest node until an end is met."""
    nobody = len(state.free)
    ends = search.ends
    while ends[4] > 0:
        nearest = search.heap[0]
        a = search.far[nearest]
        if not less(a, search.second[nearest], search.third[nearest], ends[0], ends[1], ends[2]):
            break
        take_nearest(search)
        if nearest < nobody:
            go_on(state, search, nearest)
        else:
            go_back(state, search, nearest - nobody - 1)
