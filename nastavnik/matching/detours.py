"""Shortest paths over a finished solution: what a choice by people would cost the others, exactly."""

from collections.abc import Iterable
from heapq import heappop, heappush

from nastavnik.matching.problem import Detour
from nastavnik.matching.residual import NOBODY_MOVES, START, Parents, Residual, path_to


class Detours:
    """Reads a state and never changes it; the steps out of each node are worked out once."""

    def __init__(self, state: Residual):
        self._state = state
        self._out: dict[int, list[tuple[int, int, int]]] = {}

    def through(self, wanted: list[tuple[int, int]]) -> list[Detour]:
        """For each pair (mentee, mentor) that is a candidate and not chosen: the best solution with it.

        The mentee moves, the mentor has one too many, the mentee's old seat is free: the shortest path
        from the one to the other mends it.
        """
        mate = self._state.mate
        targets: dict[int, set[int]] = {}
        for mentee, mentor in wanted:
            targets.setdefault(mentor, set()).add(mate[mentee])
        parents = {mentor: self._walk(mentor, seats)[1] for mentor, seats in targets.items()}
        return [
            Detour(moves=self._moves(mentee, mentor, path_to(mate[mentee], parents[mentor])))
            for mentee, mentor in wanted
        ]

    def from_nobody(self) -> list[int]:
        """By how much the price of each mentor can fall while the prices still prove the optimum.

        The price of a mentor with no mentee rests on the cost of the first place.
        """
        state = self._state
        empty = [v for v in range(state.nobody) if not state.members[v]]
        distance, _ = self._walk(state.nobody, set(range(state.nobody)), also=empty)
        return [distance[v] for v in range(state.nobody)]

    def _moves(self, mentee: int, mentor: int, path: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        nobody = self._state.nobody
        return ((mentee, mentor), *((one, -1 if node == nobody else node) for one, node in path))

    def _walk(self, source: int, targets: set[int], also: Iterable[int] = ()) -> tuple[dict[int, int], Parents]:
        """Dijkstra from the source (and from `also`, at no distance) until all targets are settled."""
        best = {source: 0, **dict.fromkeys(also, 0)}
        parents: Parents = dict.fromkeys(best, (START, NOBODY_MOVES))
        heap = sorted((0, node) for node in best)
        settled: dict[int, int] = {}
        missing = set(targets)
        while heap and missing:
            distance, node = heappop(heap)
            if node in settled:
                continue
            settled[node] = distance
            missing.discard(node)
            bound = max((best[seat] for seat in missing), default=0) if missing <= best.keys() else None
            for length, near, mentee in self._steps(node):
                reach = distance + length
                if bound is not None and reach > bound:
                    break
                if near not in best or reach < best[near]:
                    best[near] = reach
                    parents[near] = (node, mentee)
                    heappush(heap, (reach, near))
        return settled, parents

    def _steps(self, node: int) -> list[tuple[int, int, int]]:
        """The cheapest step to each other node, the shortest first: (length, next node, who moves)."""
        if node not in self._out:
            cheapest: dict[int, tuple[int, int]] = {}
            for near, length, mentee in self._state.out(node):
                if near not in cheapest or (length, mentee) < cheapest[near]:
                    cheapest[near] = (length, mentee)
            self._out[node] = sorted((length, near, mentee) for near, (length, mentee) in cheapest.items())
        return self._out[node]
