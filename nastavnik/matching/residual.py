"""A solution in the making: pairs, prices, and the shortest path that lets one more person in.

Prices keep an invariant, which is the proof of optimality at every moment: nobody would pay less elsewhere
than where he is (cost of the pair + price of the mentor), and the price of a mentor lies between the cost of
the last place taken and the cost of the next one.
"""

from collections.abc import Iterable
from heapq import heappop, heappush

from nastavnik.matching.levels import Levels
from nastavnik.matching.problem import Problem, Vector
from nastavnik.matching.refusal import EngineFault

Start = list[tuple[int, int, int]]  # (distance, node, mentee who moves there)
Parents = dict[int, tuple[int, int]]  # node -> (node before or START, mentee who moves or NOBODY_MOVES)
START = -2
NOBODY_MOVES = -1


class Residual:
    """Nodes are the mentors 0…m-1 and `nobody` = m, where a mentee without a mentor is. All costs packed."""

    def __init__(self, problem: Problem, mate: list[int] | None = None, prices: list[Vector] | None = None):
        self.problem = problem
        self.levels = Levels(problem)
        self.nobody = len(problem.free)
        count = problem.mentees
        pack = self.levels.pack
        self.arcs = [[(problem.mentor[a], pack(problem.cost(i, a))) for a in problem.arcs(i)] for i in range(count)]
        self.left = [pack(problem.cost_of_none(i)) for i in range(count)]
        self.steps = [[pack(problem.step(v, k)) for k in range(free)] for v, free in enumerate(problem.free)]
        if prices is None:
            self.price = [steps[0] if steps else 0 for steps in self.steps]
        else:
            self.price = [pack(price) for price in prices]
        self.mate = [self.nobody] * count  # internally `nobody`, outside -1
        self.members: list[set[int]] = [set() for _ in range(self.nobody + 1)]
        self.paid = list(self.left)  # cost of what each mentee has, without the price
        if mate is not None:
            self._seat(mate)

    @property
    def pairs(self) -> list[int]:
        """Per mentee the mentor or -1."""
        return [-1 if v == self.nobody else v for v in self.mate]

    def insert(self, mentee: int) -> None:
        """Lets a mentee in who was not yet considered: the shortest path to a free place or out."""
        price = self.price
        start = [(cost + price[v], v, mentee) for v, cost in self.arcs[mentee]]
        start.append((self.left[mentee], self.nobody, mentee))
        self._augment(start, self.nobody)

    def refuse(self, mentee: int, mentor: int) -> None:
        """Takes the arc away; if it was a pair, both are re-seated by one shortest path between them.

        The prices must be the smallest ones: then every mentor with a mentee is as near as `nobody` is, so
        the path never goes past `nobody`, whose price stays nought.
        """
        self.arcs[mentee] = [(v, cost) for v, cost in self.arcs[mentee] if v != mentor]
        if self.mate[mentee] != mentor:
            return
        price = self.price
        start = [(cost + price[v], v, mentee) for v, cost in self.arcs[mentee]]
        start.append((self.left[mentee], self.nobody, mentee))
        self._augment(start, mentor)

    def lift_empty(self) -> None:
        """Where nobody is placed, the price is by custom the most it can be: the cost of the first place."""
        for v, steps in enumerate(self.steps):
            if steps and not self.members[v]:
                self.price[v] = steps[0]

    def move(self, mentee: int, node: int) -> None:
        self.members[self.mate[mentee]].discard(mentee)
        self.members[node].add(mentee)
        self.mate[mentee] = node
        self.paid[mentee] = self._cost(mentee, node)

    def _seat(self, mate: list[int]) -> None:
        for mentee, v in enumerate(mate):
            self.move(mentee, self.nobody if v < 0 else v)

    def _cost(self, mentee: int, node: int) -> int:
        if node == self.nobody:
            return self.left[mentee]
        return next(cost for v, cost in self.arcs[mentee] if v == node)

    def _augment(self, start: Start, target: int) -> None:
        """Walks to the target, raises the prices of what was reached sooner, moves those on the path."""
        reached, parents = self._walk(start, target)
        length = reached[target]
        for v, distance in reached.items():
            if v != self.nobody:
                self.price[v] += length - distance
        for mentee, node in path_to(target, parents):
            self.move(mentee, node)

    def _walk(self, start: Start, target: int) -> tuple[dict[int, int], Parents]:
        """Dijkstra over reduced costs: distances of the nodes settled up to the target, and the parents."""
        best: dict[int, int] = {}
        parents: Parents = {}
        heap: list[tuple[int, int]] = []
        for distance, node, mentee in start:
            if node not in best or distance < best[node]:
                best[node] = distance
                parents[node] = (START, mentee)
        heap = [(distance, node) for node, distance in best.items()]
        heap.sort()
        bound = best.get(target)
        settled: dict[int, int] = {}
        while heap:
            distance, node = heappop(heap)
            if node in settled:
                continue
            settled[node] = distance
            if node == target:
                break
            for near, length, mentee in self.out(node):
                reach = distance + length
                if (bound is None or reach < bound) and (near not in best or reach < best[near]):
                    best[near] = reach
                    parents[near] = (node, mentee)
                    heappush(heap, (reach, near))
                    if near == target:
                        bound = reach
        return settled, parents

    def out(self, node: int) -> Iterable[tuple[int, int, int]]:
        """Steps by which a node gets rid of one person too many: (next node, reduced cost, who moves).

        A mentor sends a mentee to another mentor or out, or takes a further place; `nobody` sends a mentee
        who has no mentor, or takes the last place of a mentor back (which then has one too many).
        """
        price = self.price
        if node == self.nobody:
            for v, steps in enumerate(self.steps):
                if taken := len(self.members[v]):
                    yield v, price[v] - steps[taken - 1], NOBODY_MOVES
        else:
            taken = len(self.members[node])
            if taken < len(self.steps[node]):
                yield self.nobody, self.steps[node][taken] - price[node], NOBODY_MOVES
        own = 0 if node == self.nobody else price[node]
        for mentee in self.members[node]:
            base = self.paid[mentee] + own
            if node != self.nobody:
                yield self.nobody, self.left[mentee] - base, mentee
            for v, cost in self.arcs[mentee]:
                if v != node:
                    yield v, cost + price[v] - base, mentee


def path_to(target: int, parents: Parents) -> list[tuple[int, int]]:
    """The moves (mentee, new node) of the path to the target, the first first."""
    moves = []
    node = target
    for _ in range(len(parents)):
        before, mentee = parents[node]
        if mentee != NOBODY_MOVES:
            moves.append((mentee, node))
        if before == START:
            return moves[::-1]
        node = before
    raise EngineFault("Путь перестановки замкнулся: цены не доказывают прежнее решение.")
