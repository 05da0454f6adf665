"""The shortest path that mends a solution after one move, looked for from both ends at once.

`nobody` borders on everybody, so no way leads on from it: both ways may end there, and what lies behind is the
other way's business. When the ways have met, the prices are raised around the one end and lowered around the
other, each as far as it was searched, so that the price of `nobody` stays nought and nothing far away moves.
"""

from nastavnik.matching.kernel.state import ENDLESS, PLACE, changed, leave, paid, sit, step
from nastavnik.matching.kernel.ways import NOBODY_MOVES, START, begin, less, path, reach, take_nearest


def go_on(state, search, u):
    """Steps by which a mentor gets rid of one too many: a mentee goes elsewhere, or a further place is taken."""
    nobody = len(state.free)
    first = state.first
    mentor = state.mentor
    score = state.score
    price = state.price
    far = search.far
    ends = search.ends
    a = far[u]
    b = search.second[u]
    c = search.third[u]
    taken = state.load[u]
    if taken < state.free[u]:
        y = b + step(state, u, taken) - state.second[u]
        reach(search, nobody, nobody, a - price[u], y, c - state.third[u], u, NOBODY_MOVES, -1)
    j = state.head[u]
    while j >= 0:
        if j != ends[6]:
            x, y, z = paid(state, j)
            x = a - x
            y = b - y
            z = c - z
            reach(search, nobody, nobody, x + PLACE, y + changed(state, j, nobody), z, u, j, -1)
            x += state.ceiling[0]
            for arc in range(first[j], first[j + 1]):
                v = mentor[arc]
                word = x - score[arc] + price[v]
                if word <= far[v] and word <= ends[0] and v != u:
                    second = y + changed(state, j, v) + state.second[v]
                    reach(search, nobody, v, word, second, z + state.tie[arc] + state.third[v], u, j, arc)
        j = state.after[j]


def go_back(state, search, w):
    """The same steps from where they lead to: who could come to this mentor, or its last place is given back."""
    nobody = len(state.free)
    turn = nobody + 1
    index = w + turn
    price = state.price
    far = search.far
    ends = search.ends
    a = far[index] + price[w]
    b = search.second[index] + state.second[w]
    c = search.third[index] + state.third[w]
    taken = state.load[w]
    if taken > 0:
        reach(search, nobody, nobody + turn, a, b - step(state, w, taken - 1), c, w, NOBODY_MOVES, -1)
    a += state.ceiling[0]
    for number in range(state.back[w], state.back[w + 1]):
        j = state.who[number]
        u = state.mate[j]
        if u == w or j == ends[6]:
            continue
        arc = state.arc[number]
        x = a - state.score[arc]
        own = PLACE if u == nobody else state.ceiling[0] - state.score[state.own[j]] + price[u]
        word = x - own
        if word <= far[u + turn] and word <= ends[0]:
            x, y, z = paid(state, j)
            reach(
                search,
                nobody,
                u + turn,
                word,
                b + changed(state, j, w) - y,
                c + state.tie[arc] - z,
                w,
                j,
                arc,
            )


def meet(state, search):
    """Searches from both ends until no shorter path can be; returns how far each end was searched.

    The two radii (three words each) add up to the length of the path at least, if there is one.
    """
    nobody = len(state.free)
    turn = nobody + 1
    ends = search.ends
    far = search.far
    second = search.second
    third = search.third
    while True:
        a = ENDLESS
        b = 0
        c = 0
        if ends[4] > 0:
            nearest = search.heap[0]
            a = far[nearest]
            b = second[nearest]
            c = third[nearest]
        x = a
        y = b
        z = c
        if less(far[nobody], second[nobody], third[nobody], x, y, z):
            x = far[nobody]
            y = second[nobody]
            z = third[nobody]
        p = a
        q = b
        r = c
        if less(far[nobody + turn], second[nobody + turn], third[nobody + turn], p, q, r):
            p = far[nobody + turn]
            q = second[nobody + turn]
            r = third[nobody + turn]
        if ends[4] == 0 or not less(x + p, y + q, z + r, ends[0], ends[1], ends[2]):
            return x, y, z
        nearest = take_nearest(search)
        if nearest < nobody:
            if less(a, b, c, far[nobody], second[nobody], third[nobody]):
                go_on(state, search, nearest)
        elif less(a, b, c, far[nobody + turn], second[nobody + turn], third[nobody + turn]):
            go_back(state, search, nearest - turn)


def reprice(state, search, x, y, z):
    """New prices that make the path cost nothing and keep the invariant; x, y, z: radius of the way on."""
    nobody = len(state.free)
    ends = search.ends
    if less(ends[0], ends[1], ends[2], x, y, z):
        x = ends[0]
        y = ends[1]
        z = ends[2]
    for number in range(ends[5]):
        index = search.touched[number]
        a = search.far[index]
        b = search.second[index]
        c = search.third[index]
        if index < nobody:
            if less(a, b, c, x, y, z):
                state.price[index] += x - a
                state.second[index] += y - b
                state.third[index] += z - c
        elif index > nobody and index < 2 * nobody + 1:
            v = index - nobody - 1
            if less(a, b, c, ends[0] - x, ends[1] - y, ends[2] - z):
                state.price[v] -= ends[0] - x - a
                state.second[v] -= ends[1] - y - b
                state.third[v] -= ends[2] - z - c


def seek(state, search, i, target):
    """From a mentee who gets up towards the place that then misses one; returns the radius of the way on."""
    nobody = len(state.free)
    begin(search)
    search.ends[6] = i  # nobody else's path may move him
    low = PLACE
    low_second = changed(state, i, nobody)
    low_third = 0
    for a in range(state.first[i], state.first[i + 1]):
        v = state.mentor[a]
        x = state.ceiling[0] - state.score[a] + state.price[v]
        if x <= low:
            y = changed(state, i, v) + state.second[v]
            z = state.tie[a] + state.third[v]
            if less(x, y, z, low, low_second, low_third):
                low = x
                low_second = y
                low_third = z
    reach(search, nobody, target + nobody + 1, 0, 0, 0, START, NOBODY_MOVES, -1)
    reach(search, nobody, nobody, PLACE - low, changed(state, i, nobody) - low_second, -low_third, START, i, -1)
    for a in range(state.first[i], state.first[i + 1]):
        v = state.mentor[a]
        x = state.ceiling[0] - state.score[a] + state.price[v] - low
        if x < PLACE << 3:
            y = changed(state, i, v) + state.second[v] - low_second
            z = state.tie[a] + state.third[v] - low_third
            reach(search, nobody, v, x, y, z, START, i, a)
    return meet(state, search)


def follow(state, search, mentees, nodes, arcs):
    """Moves everybody along the path, the last first; returns how many moves there were."""
    count = path(search, len(state.free), mentees, nodes, arcs)
    for number in range(count - 1, -1, -1):
        if mentees[number] == NOBODY_MOVES:
            state.load[nodes[number]] += arcs[number]
        else:
            leave(state, mentees[number])
            sit(state, mentees[number], nodes[number], arcs[number])
    return count


def settle(state, search, i, mentees, nodes, arcs):
    """Gives a mentee the best place there is for all: he gets up, and the shortest path mends it."""
    x, y, z = seek(state, search, i, state.mate[i])
    reprice(state, search, x, y, z)
    return follow(state, search, mentees, nodes, arcs)


def detour(state, search, i, mentor, mentees, nodes, arcs):
    """The cheapest moves of others that make up for the mentee's going to the mentor; returns how many."""
    nobody = len(state.free)
    begin(search)
    search.ends[6] = i
    reach(search, nobody, state.mate[i] + nobody + 1, 0, 0, 0, START, NOBODY_MOVES, -1)
    reach(search, nobody, mentor, 0, 0, 0, START, NOBODY_MOVES, -1)
    meet(state, search)
    return path(search, nobody, mentees, nodes, arcs)


def lower_prices(state, search):
    """To the smallest prices that prove the optimum: they are unique, whatever the way that led here.

    The price of a mentor with no mentee rests on the cost of the first place.
    """
    nobody = len(state.free)
    begin(search)
    for v in range(nobody):
        taken = state.load[v]
        if state.free[v] == 0:
            continue
        if taken == 0:
            state.price[v] = 0
            state.second[v] = step(state, v, 0)
            state.third[v] = 0
            reach(search, nobody, v, 0, 0, 0, START, NOBODY_MOVES, -1)
        else:
            reach(
                search,
                nobody,
                v,
                state.price[v],
                state.second[v] - step(state, v, taken - 1),
                state.third[v],
                START,
                NOBODY_MOVES,
                -1,
            )
    for i in range(len(state.mate)):
        if state.own[i] < 0:
            for a in range(state.first[i], state.first[i + 1]):
                v = state.mentor[a]
                x = state.ceiling[0] - state.score[a] + state.price[v] - PLACE
                if x <= search.far[v]:
                    y = changed(state, i, v) + state.second[v] - changed(state, i, nobody)
                    reach(search, nobody, v, x, y, state.tie[a] + state.third[v], START, i, a)
    while search.ends[4] > 0:
        go_on(state, search, take_nearest(search))
    for v in range(nobody):
        if state.free[v] > 0:
            state.price[v] -= search.far[v]
            state.second[v] -= search.second[v]
            state.third[v] -= search.third[v]
