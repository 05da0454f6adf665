"""Five levels of the goal in one whole number, exactly."""

from nastavnik.matching.problem import TIE_BITS, Problem, Vector


class Levels:
    """Packs vectors of the goal into whole numbers that add and compare as the vectors do.

    A price or a length of a path is a sum of at most 4n+8 costs with signs (a simple path passes each
    mentee once). Each unit is more than twice all that the levels below can sum up to, so a packed number
    unpacks to its vector by rounding to the nearest.
    """

    def __init__(self, problem: Problem):
        most_load = max((2 * (u + f) + 1 for u, f in zip(problem.used, problem.free, strict=True)), default=1)
        most = (1, problem.ceiling, most_load, 0 if problem.previous is None else 1, 1 << TIE_BITS)
        terms = 8 * problem.mentees + 16
        units = [1]
        below = 0
        for largest in reversed(most[1:]):
            below += terms * largest * units[0]
            units.insert(0, 2 * below + 1)
        self.units = tuple(units)

    def pack(self, vector: Vector) -> int:
        return sum(unit * member for unit, member in zip(self.units, vector, strict=True))

    def unpack(self, number: int) -> Vector:
        members = []
        for unit in self.units:
            member = (2 * number + unit) // (2 * unit)
            members.append(member)
            number -= member * unit
        place, fit, load, kept, tie = members
        return place, fit, load, kept, tie
