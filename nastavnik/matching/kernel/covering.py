"""The best total fit where one side must be covered and the other may.

Rows ask: row r must hold need[r] different columns. Columns give: column c has the seats seat_first[c] …
seat_first[c+1]-1. One of the two sides has one place each. A column has a price ≥ 0, nought where a seat is
free; what a row gains by a column is score - price, and what it holds brings the most it could gain: that
proves the total (the gain of a row is in `gain`).

First an auction, which leaves few rows without; then a shortest path for each of those.
"""

FAR = 1 << 60
CLOSED = 1 << 40  # the price of a column that takes no part is above it


def sift(paid, holder, worth, low, high, at):
    """Lets the seat `at` sink in the heap low…high-1: the cheapest seat of a column first, a free one before."""
    while True:
        child = 2 * (at - low) + 1 + low
        if child >= high:
            return
        if child + 1 < high and (
            paid[child + 1] < paid[child] or (paid[child + 1] == paid[child] and holder[child + 1] < 0)
        ):
            child += 1
        if paid[child] > paid[at] or (paid[child] == paid[at] and holder[child] >= 0):
            return
        paid[at], paid[child] = paid[child], paid[at]
        holder[at], holder[child] = holder[child], holder[at]
        worth[at], worth[child] = worth[child], worth[at]
        at = child


def bid(
    row_first, column, score, seat_first, price, paid, holder, worth, gain, held, ceiling, queue, begin, count, limit
):
    """An auction: each row takes its best column at the price at which the next best is as good.

    queue is a ring that holds the rows that lack a column, `count` from `begin` on. Returns the new `begin` and
    `count` after `limit` bids or when nobody lacks a column. A row pays for all its columns up to the same gain.
    """
    size = len(queue)
    row = -1
    for _ in range(limit):
        if row < 0:
            if count == 0:
                break
            row = queue[begin]
            begin = begin + 1 if begin + 1 < size else 0
            count -= 1
        best = -FAR
        second = -FAR
        found = -1
        points = 0
        taken = False
        for a in range(row_first[row], row_first[row + 1]):
            c = column[a]
            now = score[a] - price[c]
            if now == best and taken and holder[seat_first[c]] < 0:
                found = c
                points = score[a]
                second = now
                taken = False
            elif now > second:
                if held[row] > 0 and holder[seat_first[c]] == row:
                    continue
                if now > best:
                    second = best
                    best = now
                    found = c
                    points = score[a]
                    taken = holder[seat_first[c]] >= 0
                else:
                    second = now
        low = seat_first[found]
        high = seat_first[found + 1]
        if high > low + 1:
            again = paid[low + 1]
            if high > low + 2 and paid[low + 2] < again:
                again = paid[low + 2]
            if points - again > second:
                second = points - again
        if second < -CLOSED:
            second = best - ceiling - 1
        if held[row] > 0:
            for a in range(row_first[row], row_first[row + 1]):
                c = column[a]
                if holder[seat_first[c]] == row:
                    price[c] = score[a] - second
                    paid[seat_first[c]] = price[c]
        old = holder[low]
        holder[low] = row
        worth[low] = points
        paid[low] += best - second
        sift(paid, holder, worth, low, high, low)
        price[found] = paid[low]
        gain[row] = second
        held[row] += 1
        row = -1
        if old >= 0:
            held[old] -= 1
            if best > second:
                row = old
            else:
                end = begin + count
                queue[end if end < size else end - size] = old
                count += 1
    if row >= 0:
        end = begin + count
        queue[end if end < size else end - size] = row
        count += 1
    return begin, count


def close_auction(seat_first, price, holder, worth, load, gain, held):
    """Taken seats first; the gain of each row that has got a seat, of the others unknown."""
    for r in range(len(gain)):
        if held[r] == 0:
            gain[r] = -FAR
    for c in range(len(price)):
        low = seat_first[c]
        kept = low
        for s in range(low, seat_first[c + 1]):
            if holder[s] >= 0:
                holder[kept], holder[s] = holder[s], holder[kept]
                worth[kept], worth[s] = worth[s], worth[kept]
                gain[holder[kept]] = worth[kept] - price[c]
                kept += 1
        load[c] = kept - low


def cover(
    row_first,
    column,
    score,
    seat_first,
    price,
    holder,
    worth,
    load,
    gain,
    lacking,
    begin,
    end,
    distance,
    reached,
    after,
    before,
    via_row,
    via_worth,
    scanned,
    when,
    came_seat,
    came_column,
    bucket,
    budget,
):
    """One shortest path for each of the rows lacking[begin…end-1], until `budget` arcs were looked at.

    Distances are small whole numbers: columns wait in a ring of buckets, more than any step is long (their
    number is a power of two). Returns (next number, arcs looked at); if the ring is too small, the number is
    the one that was to be begun, below `end`, and the arcs are below the budget.
    Between two calls everything is whole.
    """
    mask = len(bucket) - 1
    looked = 0
    while begin < end and looked < budget:
        source = lacking[begin]
        if gain[source] == -FAR:
            for a in range(row_first[source], row_first[source + 1]):
                gain[source] = max(gain[source], score[a] - price[column[a]])
        goal = -1
        bound = CLOSED
        touched = 0
        rows = 1
        scanned[0] = source
        when[source] = 0
        came_seat[source] = -1
        fresh = 0  # rows before this one in `scanned` are done
        at = 0
        waiting = 0
        fits = True
        while True:
            while fresh < rows:
                row = scanned[fresh]
                fresh += 1
                base = at + gain[row]
                looked += row_first[row + 1] - row_first[row]
                for a in range(row_first[row], row_first[row + 1]):
                    c = column[a]
                    length = max(at, base - score[a] + price[c])
                    if length < bound and length < distance[c]:
                        if length - at > mask:
                            fits = False
                            continue
                        if distance[c] == FAR:
                            reached[touched] = c
                            touched += 1
                            waiting += 1
                        else:
                            if before[c] >= 0:
                                after[before[c]] = after[c]
                            else:
                                bucket[distance[c] & mask] = after[c]
                            if after[c] >= 0:
                                before[after[c]] = before[c]
                        head = bucket[length & mask]
                        after[c] = head
                        before[c] = -1
                        if head >= 0:
                            before[head] = c
                        bucket[length & mask] = c
                        distance[c] = length
                        via_row[c] = row
                        via_worth[c] = score[a]
                        if load[c] < seat_first[c + 1] - seat_first[c]:
                            goal = c
                            bound = length
            if not fits or waiting == 0:
                break
            while at < bound and bucket[at & mask] < 0:
                at += 1
            if at >= bound:
                break
            c = bucket[at & mask]
            bucket[at & mask] = after[c]
            if after[c] >= 0:
                before[after[c]] = -1
            waiting -= 1
            for s in range(seat_first[c], seat_first[c] + load[c]):
                r = holder[s]
                if when[r] < 0:
                    when[r] = at
                    came_seat[r] = s
                    came_column[r] = c
                    scanned[rows] = r
                    rows += 1
        for number in range(touched):
            c = reached[number]
            bucket[distance[c] & mask] = -1
            if goal >= 0 and fits and distance[c] < bound:
                price[c] += bound - distance[c]
            distance[c] = FAR
        for number in range(rows):
            r = scanned[number]
            if goal >= 0 and fits:
                gain[r] -= bound - when[r]
            when[r] = -1
        if not fits:
            return begin, looked
        begin += 1
        if goal < 0:
            continue
        place = seat_first[goal] + load[goal]
        load[goal] += 1
        c = goal
        while place >= 0:
            r = via_row[c]
            holder[place] = r
            worth[place] = via_worth[c]
            place = came_seat[r]
            c = came_column[r]
    return begin, looked
