"""The bare problem and its answer, whole numbers only: all that a solver sees.

A solver is a module with `solve`, `reroute`, `extend` and `detours` over these two shapes (see `solver.py`); another
one (compiled, sharded) can stand in its place without a change anywhere else, and must give the same answer,
because the answer is unique: the tie-break makes the pairs so, the smallest prices make the prices so.
"""

from dataclasses import dataclass

# The goal, strictly in this order. A cost or a price is a vector of these five whole numbers, compared as
# words in a dictionary and added member by member: no constant has to be «big enough».
LEVELS = ("place", "fit", "load", "kept", "tie")
Vector = tuple[int, int, int, int, int]
ZERO: Vector = (0, 0, 0, 0, 0)
TIE_BITS = 40  # a million of them add up inside 64 bits


@dataclass(frozen=True)
class Problem:
    """Mentees 0…n-1, mentors 0…m-1, and the candidates (arcs) mentee by mentee.

    free, used   per mentor: places to give; places taken before
    first        n+1 offsets: the arcs of mentee i stand at first[i] … first[i+1]-1, mentors ascending
    mentor, score, tie  per arc: the mentor, points 0…ceiling, tie-break number 0…2**TIE_BITS-1
    previous     per mentee: the mentor of an earlier solution, -1 if then left without; None: no earlier one
    """

    free: list[int]
    used: list[int]
    first: list[int]
    mentor: list[int]
    score: list[int]
    tie: list[int]
    ceiling: int
    previous: list[int] | None = None

    @property
    def mentees(self) -> int:
        return len(self.first) - 1

    def arcs(self, mentee: int) -> range:
        return range(self.first[mentee], self.first[mentee + 1])

    def arc(self, mentee: int, mentor: int) -> int | None:
        """The arc between the two, None if they are no candidates."""
        low, high = self.first[mentee], self.first[mentee + 1]
        while low < high:
            middle = (low + high) // 2
            if self.mentor[middle] < mentor:
                low = middle + 1
            else:
                high = middle
        found = low < self.first[mentee + 1] and self.mentor[low] == mentor
        return low if found else None

    def arc_of(self, mentee: int, mentor: int) -> int:
        """The arc between two who are candidates; raises KeyError if they are not."""
        arc = self.arc(mentee, mentor)
        if arc is None:
            raise KeyError((mentee, mentor))
        return arc

    def cost(self, mentee: int, arc: int) -> Vector:
        """What a pair costs: points below the ceiling, a change of an earlier solution, the tie-break."""
        kept = 0 if self.previous is None or self.previous[mentee] == self.mentor[arc] else 1
        return (0, self.ceiling - self.score[arc], 0, kept, self.tie[arc])

    def cost_of_none(self, mentee: int) -> Vector:
        """What it costs to leave the mentee without a mentor."""
        kept = 0 if self.previous is None or self.previous[mentee] < 0 else 1
        return (1, 0, 0, kept, 0)

    def step(self, mentor: int, more: int) -> Vector:
        """What the mentor's place number `more` (from 0) costs: convex, so that the load is even.

        It is the growth of the square of the load, places taken before included.
        """
        return (0, 0, 2 * (self.used[mentor] + more) + 1, 0, 0)


@dataclass(frozen=True)
class Solution:
    """mate: per mentee the mentor or -1; prices: per mentor what a place there costs the others at least.

    The prices are the smallest that prove the optimum: the price of a mentor is what one more place there
    would bring to all together. A mentor without a place has the price zero, which means nothing.
    """

    mate: list[int]
    prices: list[Vector]


@dataclass(frozen=True)
class Detour:
    """The best solution with one given pair: who moves (mentee, new mentor or -1), the given pair first."""

    moves: tuple[tuple[int, int], ...]
