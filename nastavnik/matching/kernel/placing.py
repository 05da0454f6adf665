"""As many as can be: a greedy start, then shortest augmenting paths, many at a time (Hopcroft and Karp).

Rows ask: row r holds at most need[r] different columns. Columns give: column c has room[c] seats from
seat_first[c] on, of which the first load[c] are taken by the rows in `holder`. Mentees are the rows and mentors
the columns, or the other way round, whichever side lacks less; one of the two sides has one place each.
"""

from nastavnik.matching.kernel.memory import numbers, places


def offsets(counts):
    """Where the seats of each begin, and the end."""
    found = numbers(len(counts) + 1, 0)
    for number in range(len(counts)):
        found[number + 1] = found[number] + counts[number]
    return found


def turned(first, column, score, columns):
    """The same arcs column by column: (first, row, score), rows ascending."""
    found = numbers(columns + 1, 0)
    for a in range(len(column)):
        found[column[a] + 1] += 1
    for c in range(columns):
        found[c + 1] += found[c]
    row = places(len(column), 0)
    points = places(len(column), 0)
    for r in range(len(first) - 1):
        for a in range(first[r], first[r + 1]):
            c = column[a]
            row[found[c]] = r
            points[found[c]] = score[a]
            found[c] += 1
    for c in range(columns, 0, -1):
        found[c] = found[c - 1]
    found[0] = 0
    return found, row, points


def place_greedily(first, mentor, free, back, mate, load):
    """Each mentee in turn takes the mentor with a place whom the fewest others could have, place for place."""
    crowd = numbers(len(load), 0)
    for v in range(len(load)):
        crowd[v] = 1024 * (back[v + 1] - back[v]) // max(1, free[v])
    for i in range(len(mate)):
        found = -1
        least = 1 << 60
        for a in range(first[i], first[i + 1]):
            v = mentor[a]
            if crowd[v] < least and load[v] < free[v]:
                least = crowd[v]
                found = v
        if found >= 0:
            load[found] += 1
            mate[i] = found


def find_levels(row_first, column, need, held, seat_first, room, load, holder, level, turn, queue):
    """Breadth first from all rows that lack a column: level[c] is the number of swaps to reach c, -1 unreached.

    turn[r] is the level on which row r looks for a column. Stops at the first level with a free seat and
    returns it; -1: nobody can be reached who has one.
    """
    for c in range(len(level)):
        level[c] = -1
    end = 0
    goal = -1
    for r in range(len(need)):
        turn[r] = -1
        if held[r] < need[r]:
            turn[r] = 0
            for a in range(row_first[r], row_first[r + 1]):
                c = column[a]
                if level[c] < 0:
                    level[c] = 0
                    queue[end] = c
                    end += 1
                    if load[c] < room[c]:
                        goal = 0
    begin = 0
    while begin < end:
        c = queue[begin]
        begin += 1
        if goal >= 0 and level[c] >= goal:
            break
        for s in range(seat_first[c], seat_first[c] + load[c]):
            r = holder[s]
            if turn[r] >= 0:
                continue
            turn[r] = level[c] + 1
            for a in range(row_first[r], row_first[r + 1]):
                w = column[a]
                if level[w] < 0:
                    level[w] = level[c] + 1
                    queue[end] = w
                    end += 1
                    if load[w] < room[w]:
                        goal = level[w]
    return goal


def augment_all(row_first, column, need, held, seat_first, room, load, holder, level, turn, cursor, passed, stack):
    """Depth first along the levels, disjoint paths for all who can be placed; returns how many were."""
    gained = 0
    for r in range(len(need)):
        cursor[r] = row_first[r]
    for c in range(len(level)):
        passed[c] = seat_first[c]
    start = 0
    while start < len(need):
        if held[start] >= need[start]:
            start += 1
            continue
        stack[0] = start
        depth = 0
        while depth >= 0:
            r = stack[depth]
            if cursor[r] == row_first[r + 1]:
                depth -= 1
                continue
            c = column[cursor[r]]
            low = seat_first[c]
            if level[c] != depth:
                cursor[r] += 1
            elif load[c] < room[c]:
                holder[low + load[c]] = r
                load[c] += 1
                cursor[r] += 1
                while depth > 0:
                    depth -= 1
                    r = stack[depth]
                    holder[passed[column[cursor[r]]] - 1] = r
                    cursor[r] += 1
                held[start] += 1
                gained += 1
                break
            elif passed[c] == low + load[c]:
                cursor[r] += 1
            else:
                near = holder[passed[c]]
                passed[c] += 1
                if turn[near] == depth + 1:
                    depth += 1
                    stack[depth] = near
        if depth < 0:
            start += 1
    return gained
