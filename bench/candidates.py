"""Candidates of many people against the sparse product of SciPy, and the whole way from answers to explanations.

`python -m bench candidates [--people N]`; by default what fits into a minute. The peer gives the same candidates
with the same points (checked in every run): a sparse product of requests and competences within the same reach,
the rules and criteria over whole columns of its pairs, the best 21 of each; block by block, so that its memory
stays small.
"""

import argparse
import tracemalloc
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import numpy as np
from scipy import sparse

from bench.measuring import Figure, by_turns, cpu
from nastavnik.matching import DEFAULT, solver
from nastavnik.matching.many import KEEP, match_columns
from nastavnik.matching.model import Mentee, Mentor
from nastavnik.matching.profiles.coding import Coded, code_columns
from nastavnik.matching.profiles.columns import checked
from nastavnik.matching.profiles.index import index_of
from nastavnik.matching.profiles.numbers import Fast
from nastavnik.matching.profiles.people import (
    BORN,
    FAR,
    FORMS,
    HOURS,
    INSTITUTION,
    LOT,
    MONTHS,
    OFFER,
    OFFER_END,
    PLACE,
    POSITION,
    TOPICS,
    TOPICS_END,
    VETO,
    VETO_END,
    WAITING,
    WISH,
    WISH_END,
    WISHED,
)
from nastavnik.matching.profiles.rules import NETWORK, ORDINARY, REVERSIVE, VIRTUAL
from nastavnik.matching.profiles.sweep import Lists, sweep
from tests.matching.crowd import crowd

SIZE = 20_000
WARM = 4_000  # enough people for compiled code
FAMILIES = {"scarce": (1, 2, 2, 3), "ample": (2, 3, 3, 5)}
BLOCK = 4096


def people(count: int, family: str = "scarce") -> tuple[dict, dict]:
    return crowd(count, seed=count, places=FAMILIES[family], of_one=600, topics=60, far=0.02)


def coded(count: int) -> Coded:
    mentees, mentors = people(count)
    return code_columns(checked(mentees, Mentee, ""), checked(mentors, Mentor, ""), (), "bench", Fast())


def candidates(count: int = SIZE) -> Iterator[Figure]:
    """CPU time and memory beyond that of the coded people, ours to the peer's."""
    given = coded(count)
    ours(given)  # compiled once
    lists = ours(given)
    rows = np.repeat(np.arange(count), np.diff(lists.first))
    theirs: list[Any] = [np.concatenate(parts) for parts in zip(*product(given), strict=True)]
    order = np.lexsort((theirs[1], theirs[0]))
    same = [
        np.array_equal(one, other[order]) for one, other in zip((rows, lists.mentor, lists.score), theirs, strict=True)
    ]
    yield Figure(f"candidates_of_{count}", len(rows) / count, "a mentee", "≥ 15")
    yield Figure(f"candidates_of_{count}_that_the_peer_finds_too", float(all(same)), "yes", "= 1")
    ratio = by_turns(lambda: ours(given), lambda: product(given), 3)
    yield Figure(f"candidates_of_{count}_to_sparse_product", ratio, "ratio", "≤ 0.333")
    memory = _memory(ours, given) / _memory(product, given)
    yield Figure(f"memory_of_candidates_of_{count}_to_sparse_product", memory, "ratio", "≤ 1")


def whole_way(count: int = SIZE) -> Iterator[Figure]:
    """Answers → candidates → pairs → proof → explanations as data, to the solver alone on the final lists."""
    for family in FAMILIES:
        mentees, mentors = people(count, family)
        small_ones = people(WARM, family)
        match_columns(*small_ones).sheet.points  # compiled once  # noqa: B018
        results: list[Any] = []

        def whole(mentees: dict = mentees, mentors: dict = mentors, results: list[Any] = results) -> None:
            results[:] = [match_columns(mentees, mentors)]
            results[0].sheet.points  # noqa: B018

        time = cpu(whole)
        result = results[0]
        alone = median(cpu(lambda result=result: solver.solve(result.problem)) for _ in range(3))
        yield Figure(f"whole_way_of_{count}_{family}_to_its_solver", time / alone, "ratio", "≤ 10")


def ours(given: Coded) -> Lists:
    index = index_of(given.people, len(given.topics))
    return sweep(given.people, index, DEFAULT.numbers(), KEEP)


def product(given: Coded) -> list[Any]:
    """The best mentors of each mentee: (mentee, mentor, points) block by block."""
    a, b, lists = (np.asarray(one) for one in given.people)
    topics, houses = len(given.topics), int(max(a[:, INSTITUTION].max(), b[:, INSTITUTION].max())) + 1
    reached = [_matrix(b, lists, key, width, those).T.tocsr() for key, width, those in _reach(b, topics, houses)]
    found = []
    for start in range(0, len(a), BLOCK):
        rows = a[start : start + BLOCK]
        reach = _reach(rows, topics, houses, ranked=True)
        pairs: Any = None
        for (key, width, those), others in zip(reach, reached, strict=True):
            met = _matrix(rows, lists, key, width, those, ranked=True) @ others
            pairs = met if pairs is None else pairs.maximum(met)
        pairs = pairs.tocoo()
        i, v, points = _best(rows, b, lists, pairs.row, pairs.col, pairs.data)
        found.append((i + start, v, points))
    return found


def _reach(rows: Any, topics: int, houses: int, ranked: bool = False) -> list[tuple[Callable, int, Any]]:
    """Who meets whom: (key of a topic, how many keys, who of the rows); ranked: the rows are mentees."""
    network, anything = rows[:, FORMS] & NETWORK > 0, rows[:, FORMS] == 0

    def at_home(topic: Any, row: Any) -> Any:
        return topic * houses + row[INSTITUTION]

    def alone(topic: Any, row: Any) -> Any:
        return topic

    return [
        (at_home, topics * houses, None),
        (alone, topics, rows[:, FAR] > 0),
        (alone, topics, network | anything if ranked else network),
        (alone, topics, network if ranked else anything),
    ]


def _matrix(rows: Any, lists: Any, key: Callable, width: int, those: Any, ranked: bool = False) -> Any:
    """Rows of people by keys of their topics; `ranked`: the first of n topics counts n."""
    counts = rows[:, TOPICS_END] - rows[:, TOPICS]
    if those is not None:
        counts = np.where(those, counts, 0)
    row = np.repeat(np.arange(len(rows)), counts)
    rank = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    topic = lists[rows[row, TOPICS] + rank]
    value = counts[row] - rank if ranked else np.ones(len(row), dtype=np.int64)
    return sparse.csr_matrix((value, (row, key(topic, rows[row].T))), shape=(len(rows), width))


def _best(a: Any, b: Any, lists: Any, i: Any, v: Any, met: Any) -> tuple[Any, Any, Any]:
    """The same rules and criteria over whole columns of pairs."""
    far, away = (a[i, FAR] & b[v, FAR]) > 0, a[i, INSTITUTION] != b[v, INSTITUTION]
    usable = _usable(a[i], b[v], far, away)
    keep = usable != 0
    i, v, met, far, away, usable = i[keep], v[keep], met[keep], far[keep], away[keep], usable[keep]
    keep = _counted(a, lists, VETO, VETO_END, i, v) < 0
    i, v, met, far, away, usable = i[keep], v[keep], met[keep], far[keep], away[keep], usable[keep]
    count = a[i, TOPICS_END] - a[i, TOPICS]
    points = DEFAULT.topics * met // (count * (count + 1) // 2)
    gap = np.where(usable == REVERSIVE, -1, 1) * (b[v, MONTHS] - a[i, MONTHS])
    unknown = (a[i, MONTHS] < 0) | (b[v, MONTHS] < 0)
    points += np.where(unknown, DEFAULT.experience // 2, DEFAULT.experience * np.clip(gap, 0, 36) // 36)
    points += _same(a[i, POSITION], b[v, POSITION], DEFAULT.position, 0)
    forms = a[i, FORMS]
    points += np.where((forms == 0) | (usable & forms != 0), DEFAULT.forms, DEFAULT.forms // 2)
    common = a[i, HOURS] & b[v, HOURS]
    free = np.where(common == 0, 0, np.where(common & (common - 1), DEFAULT.hours, DEFAULT.hours // 2))
    points += np.where((a[i, HOURS] == 0) | (b[v, HOURS] == 0), DEFAULT.hours // 2, free)
    near = _same(a[i, PLACE], b[v, PLACE], DEFAULT.place, far * (DEFAULT.place // 2))
    near = np.where(away, far * (DEFAULT.place // 4), near)
    points += np.where(forms == VIRTUAL, DEFAULT.place, near)
    wished = np.maximum(_counted(a, lists, WISH, WISH_END, i, v), 0)
    wished += np.maximum(_counted(a, lists, OFFER, OFFER_END, i, v), 0)
    points += DEFAULT.wishes * wished // np.maximum(1, 4 * (a[i, WISHED] + b[v, WISHED]))
    points += DEFAULT.waiting * np.minimum(a[i, WAITING], 365) // 365
    order = np.lexsort((_lots(a[i, LOT], b[v, LOT]), -points, i))
    i, v, points = i[order], v[order], points[order]
    keep = np.arange(len(i)) - np.searchsorted(i, i) < KEEP
    return i[keep], v[keep], points[keep]


def _usable(a: Any, b: Any, far: Any, away: Any) -> Any:
    forms, given = a[:, FORMS], b[:, FORMS]
    shared = np.where(forms == 0, np.where(given == 0, ORDINARY, given), np.where(given == 0, forms, forms & given))
    named = ((forms | given) & VIRTUAL > 0) & (forms != REVERSIVE) & (given != REVERSIVE)
    shared = np.where(far, np.where(named, shared | VIRTUAL, shared), shared & ~VIRTUAL)
    older = (a[:, BORN] >= 0) & (b[:, BORN] >= 0) & (b[:, BORN] <= a[:, BORN])
    junior = (a[:, MONTHS] >= 0) & (b[:, MONTHS] >= 0) & (a[:, MONTHS] <= b[:, MONTHS])
    shared = np.where(older | junior, shared & ~REVERSIVE, shared)
    return np.where(away & ~far, shared & NETWORK, shared)


def _counted(a: Any, lists: Any, start: int, end: int, i: Any, v: Any) -> Any:
    """What stands beside the mentor in this list of the mentee, -1: the mentor is not in it."""
    counts = a[:, end] - a[:, start]
    row = np.repeat(np.arange(len(a)), counts)
    place = a[row, start] + np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    if not len(row):
        return np.full(len(i), -1)
    keys, wanted = (row << 32) + lists[place], (i.astype(np.int64) << 32) + v
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, lists[place + counts[row]][at], -1)


def _lots(one: Any, other: Any) -> Any:
    mask = (1 << 31) - 1

    def stir(state: Any, factor: int) -> Any:
        state = (state & mask) * factor + (state >> 31)
        return state ^ (state >> 29)

    state = stir(stir(one, 1812433253) ^ other, 1664525069)
    state = stir(stir(state ^ ((other & mask) << 31 ^ other >> 31), 1103515245), 1299709651)
    return (state >> 11) & ((1 << 40) - 1)


def _same(one: Any, other: Any, weight: int, otherwise: Any) -> Any:
    return np.where((one < 0) | (other < 0), weight // 2, np.where(one == other, weight, otherwise))


def _memory(work: Callable[[Coded], Any], given: Coded) -> int:
    """Bytes that the work takes at its height beyond what it was given."""
    tracemalloc.start()
    work(given)
    _, height = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return height


def figures(people: int = SIZE) -> Iterator[Figure]:
    yield from candidates(people)
    yield from whole_way(people)


def main(arguments: list[str]) -> int:
    """`python -m bench candidates …`: figures as they come; exit code 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="bench candidates", description=__doc__)
    parser.add_argument("--people", type=int, default=SIZE)
    missed = 0
    for figure in figures(parser.parse_args(arguments).people):
        missed += not figure.is_met
        ok = "ok" if figure.is_met else "MISSED"
        print(f"{figure.name} {figure.value:.3g} {figure.unit} {figure.goal} {ok}", flush=True)
    return 1 if missed else 0
