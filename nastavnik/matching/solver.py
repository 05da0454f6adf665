"""The exact solver in plain Python: shortest augmenting paths with prices.

The five levels of the goal are packed into one whole number per cost (`Levels`); Python's integers have no
upper bound, so the packing is exact and the order stays strict. For a kindergarten or a municipality.
"""

from collections.abc import Callable, Iterable

from nastavnik.matching.detours import Detours
from nastavnik.matching.problem import ZERO, Detour, Problem, Solution
from nastavnik.matching.residual import Residual

STRIDE = 64


def solve(problem: Problem, *, progress: Callable[[str, int, int], None] | None = None) -> Solution:
    """The best solution: most placed, then best fit, then even load, then most kept, then the tie-break."""
    state = Residual(problem)
    for mentee in range(problem.mentees):
        if progress and mentee % STRIDE == 0:
            progress("pairs", mentee, problem.mentees)
        state.insert(mentee)
    return _finish(state)


def reroute(problem: Problem, solution: Solution, refused: Iterable[tuple[int, int]]) -> Solution:
    """The best solution without the refused pairs: one shortest path for each, starting from the stored prices.

    problem   still holds the arcs of the refused pairs; `previous` is the mate of `solution`
    Only the first three levels of the stored prices are used: on them the old pairs are as good as any, and
    on the fourth nothing beats keeping what is, so the old solution with shortened prices is optimal for the
    new goal, and each refusal then costs one path.
    """
    state = Residual(problem, solution.mate, [(*price[:3], 0, 0) for price in solution.prices])
    for mentee, mentor in sorted(set(refused)):
        state.refuse(mentee, mentor)
    return _finish(state)


def detours(problem: Problem, solution: Solution, wanted: Iterable[tuple[int, int]]) -> list[Detour]:
    """For each wanted pair (a candidate that was not chosen): the best solution that has it."""
    return Detours(Residual(problem, solution.mate, solution.prices)).through(list(wanted))


def _finish(state: Residual) -> Solution:
    state.lift_empty()
    distances = Detours(state).from_nobody()
    packed = [price - back for price, back in zip(state.price, distances, strict=True)]
    prices = [
        state.levels.unpack(price) if free else ZERO
        for price, free in zip(packed, state.problem.free, strict=True)
    ]
    return Solution(mate=state.pairs, prices=prices)
