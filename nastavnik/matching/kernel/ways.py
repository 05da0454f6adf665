"""Ways to a node from either end: the nearest first, and how they meet."""

from nastavnik.matching.kernel.state import ENDLESS

START = -2
NOBODY_MOVES = -1
DONE = -2  # place of a node whose distance is final: should prices be wrong, no search goes in circles


def less(a, b, c, x, y, z):
    """Whether the distance a, b, c is shorter than x, y, z."""
    if a != x:
        return a < x
    if b != y:
        return b < y
    return c < z


def rise(search, at):
    """Lets the node at this place of the heap rise to where it belongs."""
    heap = search.heap
    node = heap[at]
    a = search.far[node]
    b = search.second[node]
    c = search.third[node]
    while at > 0:
        up = (at - 1) // 2
        other = heap[up]
        if not less(a, b, c, search.far[other], search.second[other], search.third[other]):
            break
        heap[at] = other
        search.place[other] = at
        at = up
    heap[at] = node
    search.place[node] = at


def take_nearest(search):
    """Takes the nearest node out of the heap."""
    heap = search.heap
    nearest = heap[0]
    search.place[nearest] = DONE
    search.ends[4] -= 1
    size = search.ends[4]
    if size == 0:
        return nearest
    node = heap[size]
    a = search.far[node]
    b = search.second[node]
    c = search.third[node]
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        other = heap[child]
        if child + 1 < size:
            twin = heap[child + 1]
            if less(
                search.far[twin],
                search.second[twin],
                search.third[twin],
                search.far[other],
                search.second[other],
                search.third[other],
            ):
                child += 1
                other = twin
        if not less(search.far[other], search.second[other], search.third[other], a, b, c):
            break
        heap[at] = other
        search.place[other] = at
        at = child
    heap[at] = node
    search.place[node] = at
    return nearest


def reach(search, nobody, index, a, b, c, before, mover, by):
    """A way to the node of this length was found; meets the other way there if that has come so far."""
    ends = search.ends
    if search.place[index] == DONE:
        return
    if not less(a, b, c, search.far[index], search.second[index], search.third[index]):
        return
    if not less(a, b, c, ends[0], ends[1], ends[2]):
        return
    if search.far[index] == ENDLESS:
        search.touched[ends[5]] = index
        ends[5] += 1
    search.far[index] = a
    search.second[index] = b
    search.third[index] = c
    search.before[index] = before
    search.mover[index] = mover
    search.by[index] = by
    node = index if index <= nobody else index - nobody - 1
    other = node + nobody + 1 if index <= nobody else node
    if search.far[other] < ENDLESS:
        x = a + search.far[other]
        y = b + search.second[other]
        z = c + search.third[other]
        if less(x, y, z, ends[0], ends[1], ends[2]):
            ends[0] = x
            ends[1] = y
            ends[2] = z
            ends[3] = node
    if node < nobody:
        if search.place[index] < 0:
            search.place[index] = ends[4]
            search.heap[ends[4]] = index
            ends[4] += 1
        rise(search, search.place[index])


def begin(search):
    """Forgets the last search."""
    ends = search.ends
    for number in range(ends[5]):
        index = search.touched[number]
        search.far[index] = ENDLESS
        search.second[index] = 0
        search.third[index] = 0
        search.place[index] = -1
    ends[0] = ENDLESS
    ends[1] = 0
    ends[2] = 0
    ends[3] = -1
    ends[4] = 0
    ends[5] = 0
    ends[6] = -1


def path(search, nobody, mentees, nodes, arcs):
    """The moves along the path found, the first first: (mentee, node, arc); returns how many.

    Where nobody moves, the arc is 1 if the node takes a further place, -1 if it gives its last one back.
    """
    turn = nobody + 1
    count = 0
    node = search.ends[3]
    while True:
        before = search.before[node]
        if search.mover[node] != NOBODY_MOVES:
            mentees[count] = search.mover[node]
            nodes[count] = node
            arcs[count] = search.by[node]
            count += 1
        elif before != START:
            mentees[count] = NOBODY_MOVES
            nodes[count] = before
            arcs[count] = 1
            count += 1
        if before == START:
            break
        node = before
    for number in range(count // 2):
        other = count - 1 - number
        mentees[number], mentees[other] = mentees[other], mentees[number]
        nodes[number], nodes[other] = nodes[other], nodes[number]
        arcs[number], arcs[other] = arcs[other], arcs[number]
    index = search.ends[3] + turn
    while search.before[index] != START:
        node = search.before[index]
        mentees[count] = search.mover[index]
        nodes[count] = node
        arcs[count] = search.by[index] if search.mover[index] != NOBODY_MOVES else -1
        count += 1
        index = node + turn
    return count
