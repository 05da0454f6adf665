"""The solver of the matching engine against its peers, on the made-up families *scarce* and *ample*.

`python -m bench matching [--people N] [--without-scipy]`: CPU time, ours and the peer by turns on the same instance in
the same process, compiled code warm; every run checks that number of pairs and total fit are the same. Two things
are timed of ours: pairs of best fit with their proof (all that the peers do, and they prove nothing), and the whole
answer: the even load, the lot and the smallest prices as well.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.instances import CEILING, FAMILIES, make
from bench.measuring import Figure, cpu
from nastavnik.matching import solver
from nastavnik.matching.kernel.proof import WELL
from nastavnik.matching.kernel.speeds import compiled, plain
from nastavnik.matching.problem import Problem
from nastavnik.matching.stages import Run
from nastavnik.matching.warm import Warm

SIZE = 10_000  # of `make bench`: half a minute
TURNS = {10_000: 5, 100_000: 3}
# how many times as fast as the peer: (people from, scarce, ample)
ORTOOLS = ((1_000_000, 10, 3.5), (100_000, 8, 2.5), (0, 4, 1.2))
SCIPY = ((100_000, 100, 25), (0, 15, 3))
ARRAYS = ("free", "used", "first", "mentor", "score", "tie")


def figures(people: int = SIZE, scipy: bool = True) -> Iterator[Figure]:
    """All figures of one size, and those against the engine of a kindergarten's size."""
    for family in FAMILIES:
        problem = make(family, people)
        yield from against_ortools(problem, family, people)
        if scipy:
            yield from against_scipy(problem, family, people)
        yield from after_a_refusal(problem, family, people)
        yield from memory(problem, family, people)
    yield from against_mentor_match()


def against_ortools(problem: Problem, family: str, people: int) -> Iterator[Figure]:
    expected = [0, 0]

    def peer() -> None:
        expected[:] = ortools(problem)

    peer()

    def best_fit() -> None:
        assert fitted(problem) == expected

    def whole() -> None:
        solution = solver.solve(problem)
        assert [sum(v >= 0 for v in solution.mate), total_of(problem, solution.mate)] == expected

    goal = goal_of(ORTOOLS, family, people)
    best_fit()
    fast, all_of_it = speeds(peer, [best_fit, whole], TURNS.get(people, 1))
    yield Figure(f"{family}_{people}_placed", expected[0] / people, "of all", "≥ 0.6")
    yield Figure(f"{family}_{people}_best_fit_and_proof_to_ortools", fast, "times as fast", f"≥ {goal}")
    yield Figure(f"{family}_{people}_with_load_lot_and_prices_to_ortools", all_of_it, "times as fast", "≥ 1")


def against_scipy(problem: Problem, family: str, people: int) -> Iterator[Figure]:
    found = [0, 0]

    def peer() -> None:
        found[:] = scipy_matching(problem)

    def best_fit() -> None:
        assert fitted(problem) == found

    [fast] = speeds(peer, [best_fit], 1)
    goal = goal_of(SCIPY, family, people)
    yield Figure(f"{family}_{people}_best_fit_and_proof_to_scipy", fast, "times as fast", f"≥ {goal}")


def against_mentor_match(people: int = 500) -> Iterator[Figure]:
    """As many mentors as mentees, one place each, the same candidates and points. The peer judges every pair of
    two people by its rules, which our lists of candidates spare; ours is timed to the proof of the best fit."""
    problem = replace(make("scarce", people, people), free=np.ones(people, np.int64))
    found = [0, 0]

    def peer() -> None:
        found[:] = mentor_match(problem)

    slow = cpu(peer)
    for name, kernel, goal in (("compiled", compiled(), 1000), ("interpreted", plain(), 20)):
        placed, fit = fitted(problem, kernel)
        assert placed >= found[0] and fit >= found[1]  # with the peer, a forbidden pair may cost a good one
        fast = sorted(cpu(lambda kernel=kernel: fitted(problem, kernel)) for _ in range(9))[4]
        yield Figure(f"{people}_by_{people}_{name}_to_mentor_match", slow / fast, "times as fast", f"≥ {goal}")


def after_a_refusal(problem: Problem, family: str, people: int) -> Iterator[Figure]:
    """One refusal mended against a cold run: in a state kept warm, and with that state built first."""
    solution = solver.solve(problem)
    cold = cpu(lambda: solver.solve(problem))
    pairs = [(i, v) for i, v in enumerate(solution.mate) if v >= 0]
    refused = random.Random(people).sample(pairs, min(200, len(pairs) // 10))
    warm = Warm(problem, solution)
    warm.refuse(*refused.pop())

    def repairs() -> None:
        for pair in refused:
            warm.refuse(*pair)

    def from_the_record() -> None:
        once = Warm(problem, solution)
        once.refuse(*refused[0])
        once.solution()

    goal = "≤ 0.01" if people >= 100_000 else "≤ 0.05"
    yield Figure(f"{family}_{people}_refusal_to_cold_run", cpu(repairs) / len(refused) / cold, "ratio", goal)
    yield Figure(f"{family}_{people}_refusal_from_the_record_to_cold_run", cpu(from_the_record) / cold, "ratio", "≤ 1")


def memory(problem: Problem, family: str, people: int) -> Iterator[Figure]:
    """Peak beyond the empty process, the arrays of the problem included; each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ARRAYS:
            np.save(Path(folder) / f"{name}.npy", getattr(problem, name))
        ours, theirs = (_peak(folder, who) for who in ("ours", "ortools"))
    goal = "≤ 0.5" if people >= 100_000 else "≤ 1"
    yield Figure(f"{family}_{people}_memory_of_the_whole_to_ortools", ours / theirs, "ratio", goal)


def _peak(folder: str, who: str) -> int:
    call = [sys.executable, "-m", "bench.matching", folder, who]
    root = Path(__file__).resolve().parents[1]
    return int(subprocess.run(call, check=True, capture_output=True, text=True, cwd=root).stdout)


def measure_memory(folder: str, who: str) -> int:
    """Bytes at the peak of one solution beyond those of the process that has solved a small one."""
    work = {"ours": solver.solve, "ortools": ortools}[who]
    work(make("ample", 4000))
    before = _memory("VmRSS")
    problem = Problem(**{name: np.load(Path(folder) / f"{name}.npy") for name in ARRAYS}, ceiling=CEILING)
    work(problem)
    return _memory("VmHWM") - before


def _memory(key: str) -> int:
    """VmRSS: now; VmHWM: the peak of this process (that of getrusage counts the one who started it)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith(key))


def speeds(peer: Callable[[], None], ours: list[Callable[[], None]], turns: int) -> list[float]:
    """How many times as fast as the peer each of ours is: by turns, the median of the ratios."""
    ratios: list[list[float]] = [[] for _ in ours]
    for _ in range(turns):
        slow = cpu(peer)
        for number, work in enumerate(ours):
            ratios[number].append(slow / cpu(work))
    return [sorted(found)[len(found) // 2] for found in ratios]


def goal_of(goals: tuple, family: str, people: int) -> float:
    _least, *of_families = next(row for row in goals if people >= row[0])
    return of_families[FAMILIES.index(family)]


def fitted(problem: Problem, kernel: Any = None) -> list[int]:
    """Pairs of best fit, proved: [placed, fit]."""
    run = Run(problem, kernel=kernel)
    run.place()
    run.fit()
    state = run.proved()
    kind, _who, _arc = run.kernel.find_fault(state, 1)
    assert kind == WELL
    placed, fit, _load = run.kernel.totals(state)
    return [int(placed), int(fit)]


def total_of(problem: Problem, mate: list[int]) -> int:
    seats = np.asarray(mate)
    mentee = np.repeat(np.arange(problem.mentees), np.diff(problem.first))
    return int(np.asarray(problem.score)[seats[mentee] == problem.mentor].sum())


def ortools(problem: Problem) -> list[int]:
    """Maximum flow first, then the least cost among the maximum flows."""
    from ortools.graph.python import min_cost_flow

    mentees, mentors = problem.mentees, len(problem.free)
    source, sink = mentees + mentors, mentees + mentors + 1
    people, banks = np.arange(mentees, dtype=np.int32), np.arange(mentors, dtype=np.int32) + mentees
    arcs = np.repeat(people, np.diff(problem.first))
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([np.full(mentees, source, np.int32), arcs, banks]),
        np.concatenate([people, np.asarray(problem.mentor, np.int32) + mentees, np.full(mentors, sink, np.int32)]),
        np.concatenate([np.ones(mentees + len(arcs), np.int64), problem.free]),
        np.concatenate([np.zeros(mentees, np.int64), -np.asarray(problem.score), np.zeros(mentors, np.int64)]),
    )
    flow.set_nodes_supplies(np.array([source, sink]), np.array([mentees, -mentees]))
    assert flow.solve_max_flow_with_min_cost() == flow.OPTIMAL
    return [flow.maximum_flow(), -flow.optimal_cost()]


def scipy_matching(problem: Problem) -> list[int]:
    """Every place a column, and one dear column a mentee for nobody."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    mentees = problem.mentees
    places = np.concatenate([[0], np.cumsum(problem.free)])
    mentee = np.repeat(np.arange(mentees), np.diff(problem.first))
    copies = problem.free[problem.mentor]
    row = np.repeat(mentee, copies)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(copies) - copies, copies)
    column = places[np.repeat(problem.mentor, copies)] + nth
    cost = np.repeat(1 + CEILING - problem.score, copies)
    dear = float(mentees) * (CEILING + 2)
    values = np.concatenate([cost, np.full(mentees, dear)])
    rows = np.concatenate([row, np.arange(mentees)])
    columns = np.concatenate([column, places[-1] + np.arange(mentees)])
    graph = csr_matrix((values, (rows, columns)), shape=(mentees, int(places[-1]) + mentees))
    chosen_rows, chosen = min_weight_full_bipartite_matching(graph)
    real = chosen < places[-1]
    spent = np.asarray(graph[chosen_rows[real], chosen[real]]).sum()
    return [int(real.sum()), int((1 + CEILING) * real.sum() - spent)]


def mentor_match(problem: Problem) -> list[int]:
    """Pairs and points of the peer, by one rule that looks the points up; who is no candidate is disallowed."""
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.process import process_data
    from matching.rules.rule import Disqualify, Rule

    points = {}
    for i in range(problem.mentees):
        for arc in problem.arcs(i):
            points[str(i), str(problem.mentor[arc])] = int(problem.score[arc])

    class Points(Rule):
        def __init__(self) -> None:
            super().__init__({})

        def evaluate(self, match_object: Any) -> bool:
            return True

        def apply(self, match_object: Any) -> int:
            return points[match_object.mentee.email, match_object.mentor.email]

    alien = Disqualify(lambda match: (match.mentee.email, match.mentor.email) not in points)
    mentees = [Mentee(grade=1, email=str(i)) for i in range(problem.mentees)]
    mentors = [Mentor(grade=1, email=str(v)) for v in range(len(problem.free))]
    process_data(mentors, mentees, [[Points(), alien]])
    pairs = [(mentee.email, mentor.email) for mentee in mentees for mentor in mentee.mentors]
    return [len(pairs), sum(points[pair] for pair in pairs)]


def main(arguments: list[str]) -> int:
    """`python -m bench matching …`: figures as they come; exit code 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="bench matching", description=__doc__)
    parser.add_argument("--people", type=int, default=SIZE)
    parser.add_argument("--without-scipy", action="store_true")
    chosen = parser.parse_args(arguments)
    start, missed = time.perf_counter(), 0
    for figure in figures(chosen.people, not chosen.without_scipy):
        missed += not figure.is_met
        word = "ok" if figure.is_met else "MISSED"
        print(f"{figure.name} {figure.value:.3g} {figure.unit} {figure.goal} {word}", flush=True)
    print(json.dumps({"seconds": round(time.perf_counter() - start)}))
    return 1 if missed else 0


if __name__ == "__main__":
    print(measure_memory(*sys.argv[1:]))
