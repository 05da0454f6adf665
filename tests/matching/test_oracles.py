"""The engine against SciPy and NetworkX on 300 mentees and 100 mentors."""

import random

import networkx
import numpy
import pytest
from scipy.optimize import linear_sum_assignment

from nastavnik.matching import solver
from nastavnik.matching.problem import Problem
from tests.matching.tiny import cost_of

PLACE, FIT = 10**10, 10**5  # 300 places, 30,000 points and a load of some thousands stay below 2**53


@pytest.mark.parametrize("most_places", [3, 5], ids=["scarce", "ample"])
def test_same_number_fit_and_load_as_scipy_on_300_by_100(most_places):
    problem = _random(300, 100, degree=12, most_places=most_places)
    ours = cost_of(problem, solver.solve(problem).mate)
    assert ours[:3] == _by_scipy(problem)


@pytest.mark.parametrize("most_places", [3, 5], ids=["scarce", "ample"])
def test_same_number_as_networkx_maximum_matching(most_places):
    problem = _random(300, 100, degree=3, most_places=most_places)
    graph = networkx.Graph()
    mentees = [("mentee", i) for i in range(problem.mentees)]
    graph.add_nodes_from(mentees)
    for i in range(problem.mentees):
        for arc in problem.arcs(i):
            v = problem.mentor[arc]
            graph.add_edges_from((("mentee", i), ("place", v, k)) for k in range(problem.free[v]))
    matched = networkx.bipartite.hopcroft_karp_matching(graph, mentees)
    placed = sum(v >= 0 for v in solver.solve(problem).mate)
    assert placed == sum(i in matched for i in mentees)


def _random(mentees: int, mentors: int, *, degree: int, most_places: int) -> Problem:
    lot = random.Random(f"{mentees} {degree} {most_places}")
    first, mentor, score, tie = [0], [], [], []
    for _ in range(mentees):
        chosen = sorted(lot.sample(range(mentors), degree))
        mentor += chosen
        score += [lot.randrange(101) for _ in chosen]
        tie += [lot.getrandbits(40) for _ in chosen]
        first.append(len(mentor))
    free = [lot.randint(1, most_places) for _ in range(mentors)]
    return Problem(free, [lot.randrange(2) for _ in range(mentors)], first, mentor, score, tie, 100)


def _by_scipy(problem: Problem) -> tuple[int, int, int]:
    """(left, points missed, load) of an optimum: every place a column, one more column a mentee for none."""
    columns = [(v, k) for v, free in enumerate(problem.free) for k in range(free)]
    start = {v: number for number, (v, k) in enumerate(columns) if k == 0}
    cost = numpy.full((problem.mentees, len(columns) + problem.mentees), 1e15)
    for i in range(problem.mentees):
        cost[i, len(columns) + i] = PLACE
        for arc in problem.arcs(i):
            v = problem.mentor[arc]
            for k in range(problem.free[v]):
                missed = problem.ceiling - problem.score[arc]
                cost[i, start[v] + k] = missed * FIT + 2 * (problem.used[v] + k) + 1
    rows, chosen = linear_sum_assignment(cost)
    total = int(cost[rows, chosen].sum())
    return total // PLACE, total % PLACE // FIT, total % FIT
