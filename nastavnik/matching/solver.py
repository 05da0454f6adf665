"""The exact solver: what the engine asks of it, over whole numbers.

The work is done by the kernel, level after level (`stages.py`), at one of two speeds.
"""

from collections.abc import Iterable, Sequence

from nastavnik.matching.problem import Detour, Problem, Solution
from nastavnik.matching.stages import Progress, Run, solution_of, solve_problem
from nastavnik.matching.warm import Warm


def solve(problem: Problem, *, progress: Progress | None = None) -> Solution:
    """The best solution: most placed, then best fit, then even load, then most kept, then the tie-break."""
    return solve_problem(problem, progress)


def sketch(problem: Problem, *, progress: Progress | None = None) -> Solution:
    """A solution with most placed and the best fit, and prices that prove so much: a third of the time, or less.

    Load, kept and tie are left as they come, and the prices need not be the smallest.
    """
    run = Run(problem, progress)
    run.place()
    run.fit()
    return solution_of(run.proved())


def reroute(problem: Problem, solution: Solution, refused: Iterable[tuple[int, int]]) -> Solution:
    """The best solution without the refused pairs: one shortest path for each, from the stored prices.

    problem   still holds the arcs of the refused pairs; its `previous` is the mate of `solution`
    On the level `kept` what is costs nothing now, and every other choice at least what it cost before: so the
    stored prices still prove the old solution for the new goal, and each refusal takes one path from there.
    """
    warm = Warm(problem, solution)
    for mentee, mentor in sorted(set(refused)):
        warm.refuse(mentee, mentor)
    return warm.solution()


def extend(problem: Problem, solution: Solution, first: Sequence[int], arcs: Sequence[int]) -> Solution:
    """The best solution of a problem that has got more candidates: one shortest path for each who gains by one.

    problem   holds the new arcs: arcs[first[i]] … are those of mentee i; `solution` is the best one without them
    """
    warm = Warm(problem, solution)
    warm.admit(first, arcs)
    return warm.solution()


def detours(problem: Problem, solution: Solution, wanted: Iterable[tuple[int, int]]) -> list[Detour]:
    """For each wanted pair (a candidate that was not chosen): the best solution that has it."""
    warm = Warm(problem, solution)
    return [warm.detour(mentee, mentor) for mentee, mentor in wanted]
