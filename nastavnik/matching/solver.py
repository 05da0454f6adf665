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
    """The best solution without the refused pairs: one shortest path for each, from the stored prices.

    problem   still holds the arcs of the refused pairs; its `previous` is the mate of `solution`
    On the level `kept` what is costs nothing now, and every other choice at least what it cost before: so the
    stored prices still prove the old solution for the new goal, and each refusal takes one path from there.
    """
    state = Residual(problem, solution.mate, solution.prices)
    for mentee, mentor in sorted(set(refused)):
        _lower_prices(state)  # `refuse` asks for the smallest
        state.refuse(mentee, mentor)
    return _finish(state)


def detours(problem: Problem, solution: Solution, wanted: Iterable[tuple[int, int]]) -> list[Detour]:
    """For each wanted pair (a candidate that was not chosen): the best solution that has it."""
    return Detours(Residual(problem, solution.mate, solution.prices)).through(list(wanted))


def _finish(state: Residual) -> Solution:
    _lower_prices(state)
    prices = [
        state.levels.unpack(price) if free else ZERO
        for price, free in zip(state.price, state.problem.free, strict=True)
    ]
    return Solution(mate=state.pairs, prices=prices)


def _lower_prices(state: Residual) -> None:
    """To the smallest that prove the optimum: they are unique, whatever the way that led here."""
    state.lift_empty()
    distances = Detours(state).from_nobody()
    state.price = [price - back for price, back in zip(state.price, distances, strict=True)]
