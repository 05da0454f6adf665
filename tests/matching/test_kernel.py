"""The kernel at both speeds against OR-Tools, on inputs of every shape; and the proof against planted faults."""

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from ortools.graph.python import min_cost_flow

from bench.instances import FAMILIES, make
from nastavnik.matching import InputError, solver
from nastavnik.matching.kernel import proof
from nastavnik.matching.kernel.speeds import Kernel, compiled, plain
from nastavnik.matching.problem import Problem, Solution
from nastavnik.matching.stages import Run
from nastavnik.matching.warm import Warm
from tests.matching.tiny import cost_of


def _problem(
    free: list[int], lists: list[list[tuple[int, int]]], *, ceiling: int = 100, seed: int = 1, used: int = 0
) -> Problem:
    """From lists of (mentor, score) of each mentee."""
    lot = random.Random(seed)
    arcs = [sorted(dict(candidates).items()) for candidates in lists]
    first = [0]
    for candidates in arcs:
        first.append(first[-1] + len(candidates))
    flat = [pair for candidates in arcs for pair in candidates]
    return Problem(
        free=free,
        used=[lot.randint(0, used) for _ in free],
        first=first,
        mentor=[v for v, _ in flat],
        score=[points for _, points in flat],
        tie=[lot.getrandbits(40) for _ in flat],
        ceiling=ceiling,
    )


def _chain() -> Problem:
    """Each could have his own or the next: to place the last, all must move."""
    count = 120
    return _problem([1] * count, [[(i, 50), ((i + 1) % count, 51 + i % 3)] for i in range(count)] + [[(0, 100)]])


def _wars() -> Problem:
    """Points i · j: whoever is outbid bids again, all the way down."""
    return _problem([1] * 30, [[(v, (i * v) % 101) for v in range(30)] for i in range(33)])


def _equals() -> Problem:
    lot = random.Random(5)
    return _problem([lot.randint(1, 3) for _ in range(60)], [[(lot.randrange(60), 7) for _ in range(9)]] * 150)


def _one_for_all() -> Problem:
    return _problem([200, 1, 0], [[(0, i % 7), (1, 100), (2, 100)] for i in range(150)], used=9)


def _apart() -> Problem:
    """Places in plenty here, too few there, people and mentors with nobody, a mentor without a place."""
    lists: list[list[tuple[int, int]]] = [[(v, 10 * v % 70) for v in range(i % 3, 8)] for i in range(9)]
    lists += [[(8, 100 - i), (9, i)] for i in range(9)] + [[], [(10, 5)], [(11, 5), (8, 1)]]
    return _problem([2] * 8 + [2, 1, 0, 1, 3], lists)


def _dear() -> Problem:
    lot = random.Random(9)
    lists = [[(lot.randrange(25), lot.randrange(8001)) for _ in range(6)] for _ in range(70)]
    return _problem([lot.randint(0, 4) for _ in range(25)], lists, ceiling=8000)


def _kept() -> Problem:
    """An earlier solution by another lot, no longer the best, among many equals."""
    lot = random.Random(11)
    lists = [[(lot.randrange(50), 5 + lot.randrange(2)) for _ in range(8)] for _ in range(140)]
    free = [lot.randint(0, 4) for _ in range(50)]
    earlier = solver.solve(_problem(free, lists, seed=2)).mate
    previous = [lot.choice([lot.randrange(50), -1, -1, v]) for v in earlier]
    return replace(_problem(free, lists, used=2), previous=previous)


SHAPES: dict[str, Callable[[], Problem]] = {
    "chain": _chain,
    "wars": _wars,
    "equals": _equals,
    "one for all": _one_for_all,
    "apart": _apart,
    "dear": _dear,
    "kept": _kept,
    **{family: (lambda family=family: _lists(make(family, 900))) for family in FAMILIES},
}


@pytest.fixture(params=SHAPES, ids=lambda name: name.replace(" ", "-"), scope="module")
def shape(request) -> tuple[Problem, Solution]:
    problem = SHAPES[request.param]()
    return problem, _solved(problem, plain())


@pytest.mark.clause("7.1/1")
def test_as_many_pairs_and_points_as_ortools(shape):
    problem, solution = shape
    left, missed, *_ = cost_of(problem, solution.mate)
    placed = problem.mentees - left
    assert [placed, placed * problem.ceiling - missed] == _ortools(problem)


def test_compiled_gives_the_same_pairs_and_prices(shape):
    if compiled() is None:
        pytest.skip("numba is not installed: the extra nastavnik[region]")
    problem, solution = shape
    assert _solved(_arrays(problem), compiled()) == solution


def test_same_pairs_whatever_the_order_of_people(shape):
    problem, solution = shape
    lot = random.Random(3)
    rows, seats = list(range(problem.mentees)), list(range(len(problem.free)))
    lot.shuffle(rows)
    lot.shuffle(seats)
    place = {v: number for number, v in enumerate(seats)}
    first, arcs = [0], []
    for i in rows:
        arcs += sorted(problem.arcs(i), key=lambda arc: place[problem.mentor[arc]])
        first.append(len(arcs))
    shuffled = Problem(
        free=[problem.free[v] for v in seats],
        used=[problem.used[v] for v in seats],
        first=first,
        mentor=[place[problem.mentor[arc]] for arc in arcs],
        score=[problem.score[arc] for arc in arcs],
        tie=[problem.tie[arc] for arc in arcs],
        ceiling=problem.ceiling,
        previous=problem.previous and [place.get(problem.previous[i], -1) for i in rows],
    )
    again = solver.solve(shuffled)
    mates = {rows[number]: seats[v] for number, v in enumerate(again.mate) if v >= 0}
    assert mates == {i: v for i, v in enumerate(solution.mate) if v >= 0}
    assert [solution.prices[v] for v in seats] == again.prices


def test_proof_accepts_the_answer_and_refuses_others(shape):
    problem, solution = shape
    assert _fault(problem, solution)[0] == proof.WELL
    placed = [i for i, v in enumerate(solution.mate) if v >= 0]
    for i in placed[:: max(1, len(placed) // 4)]:
        alone = [-1 if j == i else v for j, v in enumerate(solution.mate)]
        assert _fault(problem, Solution(alone, solution.prices))[0] != proof.WELL
        for arc in problem.arcs(i):
            v = problem.mentor[arc]
            if v != solution.mate[i]:
                moved = [v if j == i else w for j, w in enumerate(solution.mate)]
                assert _fault(problem, Solution(moved, solution.prices))[0] != proof.WELL


def test_prices_are_the_smallest_that_prove_it():
    problem = _apart()
    solution = solver.solve(problem)
    busy = set(solution.mate) - {-1}
    assert len(busy) > 5
    for v in busy:
        for level in range(5):
            low = {proof.CHEAP, proof.BETTER_ELSEWHERE}
            assert _fault(problem, _with_price(solution, v, level, -1))[0] in low


def test_proof_refuses_a_price_where_a_place_is_free():
    problem = _apart()
    solution = solver.solve(problem)
    roomy = [v for v, free in enumerate(problem.free) if solution.mate.count(v) < free]
    assert len(roomy) > 3
    for v in roomy:
        for level in range(3):
            assert _fault(problem, _with_price(solution, v, level, 100))[:2] == (proof.DEAR, v)


def _with_price(solution: Solution, v: int, level: int, more: int) -> Solution:
    price = list(solution.prices[v])
    price[level] += more
    prices = [tuple(price) if w == v else other for w, other in enumerate(solution.prices)]
    return Solution(solution.mate, prices)


def test_a_refusal_mends_the_compiled_state_as_the_plain_one():
    if compiled() is None:
        pytest.skip("numba is not installed: the extra nastavnik[region]")
    problem = _lists(make("ample", 300))
    solution = solver.solve(problem)
    states = [Warm(problem, solution, kernel) for kernel in (plain(), compiled())]
    for mentee in range(0, 300, 11):
        wanted = next(problem.mentor[a] for a in problem.arcs(mentee) if problem.mentor[a] != solution.mate[mentee])
        assert len({state.detour(mentee, wanted) for state in states}) == 1
    for mentee in range(0, 300, 7):
        assert len({state.refuse(mentee, solution.mate[mentee]) for state in states}) == 1
    one, other = (state.solution() for state in states)
    assert one == other != solution


def test_a_warm_state_refuses_a_pair_that_is_none():
    problem = _apart()
    with pytest.raises(KeyError):
        Warm(problem, solver.solve(problem)).refuse(0, 12)


def test_numbers_that_would_not_add_up_are_refused():
    with pytest.raises(InputError, match="разделите подбор на части"):
        solver.solve(_problem([1], [[(0, 1)]], ceiling=1 << 42))
    with pytest.raises(InputError, match="разделите подбор на части"):
        solver.solve(_problem([1 << 22], [[(0, 1)]]))


@pytest.mark.parametrize("lists", [[], [[]], [[(0, 1)], [(0, 2)]]], ids=["nobody", "no candidate", "no place"])
def test_nobody_is_placed_where_nobody_can_be(lists):
    assert solver.solve(_problem([0], lists)).mate == [-1] * len(lists)
    assert solver.solve(_problem([], [[]] * len(lists))).mate == [-1] * len(lists)


def _lists(problem: Problem) -> Problem:
    named = ("free", "used", "first", "mentor", "score", "tie")
    return Problem(**{name: getattr(problem, name).tolist() for name in named}, ceiling=problem.ceiling)


def _arrays(problem: Problem) -> Problem:
    named = ("free", "used", "first", "mentor", "score", "tie")
    arrays = {name: np.array(getattr(problem, name), np.int64) for name in named}
    return Problem(**arrays, ceiling=problem.ceiling, previous=problem.previous)


def _solved(problem: Problem, kernel: Kernel) -> Solution:
    run = Run(problem, kernel=kernel)
    run.place()
    run.fit()
    run.level()
    run.draw()
    return run.solution()


def _fault(problem: Problem, solution: Solution) -> tuple[int, int, int]:
    return Warm(problem, solution, plain()).find_fault()


def _ortools(problem: Problem) -> list[int]:
    """[placed, points] of the least cost among the maximum flows."""
    flow = min_cost_flow.SimpleMinCostFlow()
    count = problem.mentees
    source, sink = count + len(problem.free), count + len(problem.free) + 1
    for i in range(count):
        flow.add_arc_with_capacity_and_unit_cost(source, i, 1, 0)
        for arc in problem.arcs(i):
            flow.add_arc_with_capacity_and_unit_cost(i, count + problem.mentor[arc], 1, -problem.score[arc])
    for v, free in enumerate(problem.free):
        flow.add_arc_with_capacity_and_unit_cost(count + v, sink, free, 0)
    flow.set_nodes_supplies(np.array([source, sink]), np.array([count, -count]))
    assert flow.solve_max_flow_with_min_cost() == flow.OPTIMAL
    return [flow.maximum_flow(), -flow.optimal_cost()]
