"""Between the stages: seats and mates, the two parts of the problem, and their prices in one list."""

from nastavnik.matching.kernel.memory import numbers, places
from nastavnik.matching.kernel.state import PLACE, SHUT


def counting(count):
    """0, 1, 2, …"""
    found = numbers(count, 0)
    for number in range(count):
        found[number] = number
    return found


def copied(values):
    found = numbers(len(values), 0)
    for number in range(len(values)):
        found[number] = values[number]
    return found


def flags(mate):
    """1 for each who has somebody."""
    found = places(len(mate), 0)
    for i in range(len(mate)):
        if mate[i] >= 0:
            found[i] = 1
    return found


def lacking(held, need):
    """How many hold less than they need."""
    count = 0
    for r in range(len(need)):
        if held[r] < need[r]:
            count += 1
    return count


def seat_by_mate(mate, seat_first, load, seat):
    """Seats of those who have a mentor, in the order of their numbers."""
    for v in range(len(load)):
        load[v] = 0
    for i in range(len(mate)):
        v = mate[i]
        if v >= 0 and v < len(load):
            seat[seat_first[v] + load[v]] = i
            load[v] += 1


def mate_by_seat(seat_first, load, seat, mate):
    for v in range(len(load)):
        for s in range(seat_first[v], seat_first[v] + load[v]):
            mate[seat[s]] = v


def over_part(over, mate, free, need, closed):
    """The over-demanded part: what its mentors need; closed to it are the mentees who have another."""
    for v in range(len(over)):
        if over[v] >= 0:
            need[v] = free[v]
    for i in range(len(mate)):
        if mate[i] < 0 or over[mate[i]] >= 0:
            closed[i] = 0


def take_over(over, gain, holder, ceiling, price, mate):
    """What the mentors have chosen, and their prices: a place there is worth a person, less what they gain."""
    for i in range(len(holder)):
        if holder[i] >= 0:
            mate[i] = holder[i]
        elif mate[i] >= 0 and over[mate[i]] >= 0:
            mate[i] = -1
    for v in range(len(over)):
        if over[v] >= 0:
            price[v] = PLACE + gain[v] - ceiling


def rest_part(over, mate, free, shut, need, closed):
    """The rest: mentees who all find a mentor outside the over-demanded part."""
    for i in range(len(mate)):
        if mate[i] >= 0 and over[mate[i]] < 0:
            need[i] = 1
    for v in range(len(over)):
        if over[v] >= 0 or free[v] == 0:
            closed[v] = shut


def take_rest(over, free, found, seat_first, holder, price, mate):
    for v in range(len(over)):
        if free[v] == 0:
            price[v] = SHUT
        elif over[v] < 0:
            price[v] = found[v]
            for s in range(seat_first[v], seat_first[v + 1]):
                if holder[s] >= 0:
                    mate[holder[s]] = v


def repeated(need):
    """Each row as often as it needs a column."""
    total = 0
    for r in range(len(need)):
        total += need[r]
    found = places(total, 0)
    count = 0
    for r in range(len(need)):
        for _ in range(need[r]):
            found[count] = r
            count += 1
    return found


def from_ring(queue, begin, count):
    """The `count` entries of a ring from `begin` on."""
    found = places(count, 0)
    for number in range(count):
        found[number] = queue[(begin + number) % len(queue)]
    return found
