"""More candidates than before: each mentee who gains by a new one looks for the best place anew."""

from nastavnik.matching.kernel.route import settle


def admit_all(state, search, first, arcs, points, mentees, nodes, moved):
    """Opens the shut arcs of one mentee after the other; a shortest path mends the solution after each.

    arcs[first[i]] … are the new arcs of mentee i, with these points. While those of the others are shut, nobody
    would pay less elsewhere but for him who gets up: the prices prove every step. Returns how many got up.
    """
    count = 0
    for i in range(len(state.mate)):
        if first[i + 1] > first[i]:
            for number in range(first[i], first[i + 1]):
                state.score[arcs[number]] = points[number]
            settle(state, search, i, mentees, nodes, moved)
            count += 1
    return count
