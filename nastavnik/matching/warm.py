"""A solution kept in memory, ready for refusals, new candidates and questions: each costs one shortest path."""

from collections.abc import Sequence

from nastavnik.matching.kernel.speeds import Kernel, kernel_for
from nastavnik.matching.kernel.state import SHUT, Search
from nastavnik.matching.kernel.ways import NOBODY_MOVES
from nastavnik.matching.problem import Detour, Problem, Solution
from nastavnik.matching.stages import check_size, moves_of, solution_of, state_of, with_back, words_of


class Warm:
    """Made in time linear in the number of candidates; then `refuse` and `detour` look around their pair only.

    problem   holds the arcs of all pairs that may be refused. The solution is the best one for it, or its mates
              are the `previous` of the problem: then, too, the prices prove it. `kept` is measured against these
              `previous` for as long as this object lives
    """

    def __init__(self, problem: Problem, solution: Solution, kernel: Kernel | None = None):
        check_size(problem)
        self._problem = problem
        self._kernel = k = kernel or kernel_for(len(problem.mentor))
        self._nobody = len(problem.free)
        words = [
            words_of(price) if free else (SHUT, 0, 0) for price, free in zip(solution.prices, problem.free, strict=True)
        ]
        mate = k.small([self._nobody if v < 0 else v for v in solution.mate])
        first, second, third = ([word[n] for word in words] + [0] for n in range(3))
        state = state_of(k, problem, mate, k.given(first))
        state = state._replace(second=k.given(second), third=k.given(third), score=k.copied(state.score))
        k.seat_all(state)
        self._state = with_back(k, state)
        self._search = Search(*k.fresh_search(self._nobody + 1))
        self._moves = moves_of(k, self._nobody)

    def refuse(self, mentee: int, mentor: int) -> tuple[tuple[int, int], ...]:
        """Takes the pair out of the candidates; returns who goes where (-1: nowhere), the mentee first.

        Raises KeyError if the two are no candidates.
        """
        arc = self._problem.arc_of(mentee, mentor)
        self._state.score[arc] = -SHUT
        if self._state.mate[mentee] != mentor:
            return ()
        return self._read(self._kernel.settle(self._state, self._search, mentee, *self._moves))

    def admit(self, first: Sequence[int], arcs: Sequence[int]) -> None:
        """New candidates, unknown to the solution: arcs[first[i]] … are those of mentee i."""
        k, score = self._kernel, self._state.score
        first, arcs = k.given(first), k.given(arcs)
        points = k.numbers(len(arcs), 0)
        k.picked(score, arcs, points)
        for arc in arcs:
            score[arc] = -SHUT
        k.admit_all(self._state, self._search, first, arcs, points, *self._moves)

    def detour(self, mentee: int, mentor: int) -> Detour:
        """The best solution with this pair, a candidate that was not chosen; nothing is changed."""
        count = self._kernel.detour(self._state, self._search, mentee, mentor, *self._moves)
        return Detour(moves=((mentee, mentor), *self._read(count)))

    def solution(self) -> Solution:
        """The solution now, with the smallest prices: one pass over all candidates."""
        self._kernel.lower_prices(self._state, self._search)
        return solution_of(self._state)

    def find_fault(self) -> tuple[int, int, int]:
        """(kind, mentee or mentor, arc) of the first fault of the proof, kinds as in `kernel.proof`; one pass."""
        kind, who, arc = self._kernel.find_fault(self._state, 3)
        return int(kind), int(who), int(arc)

    def _read(self, count: int) -> tuple[tuple[int, int], ...]:
        mentees, nodes, _ = self._moves
        return tuple(
            (int(mentees[n]), -1 if nodes[n] == self._nobody else int(nodes[n]))
            for n in range(count)
            if mentees[n] != NOBODY_MOVES
        )
