"""Among the solutions of best fit: the arcs they use, and the even load.

By the prices an arc is tight if the mentee would have it as gladly as what he has. All best solutions use tight
arcs only, so what comes after the fit is looked for among these.
"""

from nastavnik.matching.kernel.memory import ascending, numbers
from nastavnik.matching.kernel.state import PLACE, step


def is_tight(state, i, a):
    """Whether another arc is as good as what the mentee has, so far as the first word of the prices says."""
    node = state.mate[i]
    own = PLACE if state.own[i] < 0 else state.price[node] - state.score[state.own[i]] + state.ceiling[0]
    return state.price[state.mentor[a]] - state.score[a] + state.ceiling[0] == own


def tight_arcs(state, zone, first, arcs):
    """Offsets and numbers of the tight arcs that stay within one zone, and the own ones; how many.

    zone is a number per node; with no room in `arcs` they are only counted.
    """
    count = 0
    for i in range(len(state.mate)):
        first[i] = count
        home = zone[state.mate[i]]
        out = state.own[i] < 0
        for a in range(state.first[i], state.first[i + 1]):
            if a == state.own[i] or ((out or zone[state.mentor[a]] == home) and is_tight(state, i, a)):
                if len(arcs) > 0:
                    arcs[count] = a
                count += 1
    first[len(state.mate)] = count
    return count


def is_open(state, v):
    """Whether the number of mentees of a mentor may still change: a place costs nothing so far."""
    return state.price[v] == 0 and state.free[v] > 0


def choose_levels(state, zone, zones, low, high, room):
    """For each zone in which loads differ by more than one, the load in the middle, as room for each mentor.

    Returns the number of such zones. low and high are the least and the largest load of a zone.
    """
    for z in range(zones):
        low[z] = 1 << 60
        high[z] = -1
    for v in range(len(state.free)):
        if is_open(state, v):
            now = state.used[v] + state.load[v]
            if state.load[v] < state.free[v]:
                low[zone[v]] = min(low[zone[v]], now)
            if state.load[v] > 0:
                high[zone[v]] = max(high[zone[v]], now)
    count = 0
    for z in range(zones):
        if high[z] >= low[z] + 2:
            count += 1
    for v in range(len(state.free)):
        room[v] = state.load[v]
        z = zone[v]
        if is_open(state, v) and high[z] >= low[z] + 2:
            room[v] = max(0, min(state.free[v], (low[z] + high[z]) // 2 - state.used[v]))
    return count


def stand_up(state, seat_first, seat, room, held):
    """Those beyond the room of their mentor stand beside their seats; returns how many sat there before."""
    gone = numbers(len(state.free), 0)
    for v in range(len(state.free)):
        gone[v] = state.load[v]
        for s in range(seat_first[v] + min(state.load[v], room[v]), seat_first[v] + state.load[v]):
            held[seat[s]] = 0
        state.load[v] = min(state.load[v], room[v])
    return gone


def sit_down(state, seat_first, seat, held, gone):
    """Those who have found no other seat go back to theirs; mates and own arcs are read from the seats."""
    for v in range(len(state.free)):
        low = seat_first[v]
        # beyond the room the seats still show who stood up there
        for s in range(low + state.load[v], low + gone[v]):
            i = seat[s]
            if held[i] == 0 and state.mate[i] == v:
                seat[low + state.load[v]] = i
                state.load[v] += 1
        for s in range(low, low + state.load[v]):
            i = seat[s]
            if state.mate[i] != v:
                state.mate[i] = v
                for a in range(state.first[i], state.first[i + 1]):
                    if state.mentor[a] == v:
                        state.own[i] = a


def split_zones(state, zone, zones, low, high, level, fresh):
    """What could be reached from those who found no other seat is a zone of its own; returns how many zones."""
    for z in range(2 * zones):
        fresh[z] = -1
    count = 0
    for v in range(len(state.free)):
        z = 2 * zone[v]
        if high[zone[v]] >= low[zone[v]] + 2 and level[v] >= 0:
            z += 1
        if fresh[z] < 0:
            fresh[z] = count
            count += 1
        zone[v] = fresh[z]
    zone[len(state.free)] = -1
    return count


def price_load(state, queue):
    """The load in the prices: a place costs as much as the dearest last place that could be given up for it."""
    nobody = len(state.free)
    worth = numbers(nobody, 0)
    for v in range(nobody):
        state.second[v] = 0
        if is_open(state, v):
            if state.load[v] > 0:
                worth[v] = -step(state, v, state.load[v] - 1)
            else:
                state.second[v] = step(state, v, 0)
    order = ascending(worth)
    for number in range(nobody):
        start = order[number]
        label = -worth[start]
        if label == 0:
            break
        if state.second[start] >= label:
            continue
        state.second[start] = label
        queue[0] = start
        begin = 0
        end = 1
        while begin < end:
            u = queue[begin]
            begin += 1
            i = state.head[u]
            while i >= 0:
                for a in range(state.first[i], state.first[i + 1]):
                    v = state.mentor[a]
                    if state.second[v] < label and is_tight(state, i, a) and state.load[v] > 0:
                        state.second[v] = label
                        queue[end] = v
                        end += 1
                i = state.after[i]


def even_arcs(state, first, arcs):
    """The tight arcs between mentors of the same price of load too, and the own ones; how many."""
    count = 0
    for i in range(len(state.mate)):
        first[i] = count
        own = 0 if state.own[i] < 0 else state.second[state.mate[i]]
        for a in range(state.first[i], state.first[i + 1]):
            if a == state.own[i] or (state.second[state.mentor[a]] == own and is_tight(state, i, a)):
                if len(arcs) > 0:
                    arcs[count] = a
                count += 1
    first[len(state.mate)] = count
    return count


def picked(values, arcs, found):
    """found[k] = values[arcs[k]]."""
    for k in range(len(arcs)):
        found[k] = values[arcs[k]]


def own_among(state, first, arcs, own):
    """Per mentee where the own arc stands in `arcs`, -1 for none."""
    for i in range(len(state.mate)):
        own[i] = -1
        for k in range(first[i], first[i + 1]):
            if arcs[k] == state.own[i]:
                own[i] = k


def own_back(state, arcs, own):
    """The other way round: state.own from places in `arcs`."""
    for i in range(len(state.mate)):
        state.own[i] = -1 if own[i] < 0 else arcs[own[i]]
