"""A figure with its goal, and how times are taken: CPU time, by turns with a baseline, medians."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A figure with its goal: `≤ 8` or `≥ 0.5` or `= 7`."""

    name: str
    value: float
    unit: str
    goal: str

    @property
    def is_met(self) -> bool:
        sign, _space, number = self.goal.partition(" ")
        bound = float(number)
        return {"≤": self.value <= bound, "≥": self.value >= bound, "=": self.value == bound}[sign]


def by_turns(ours: Callable[[], object], baseline: Callable[[], object], times: int) -> float:
    """CPU time of ours over that of the baseline, pair by pair, the median."""
    ratios = []
    for _number in range(times):
        first = cpu(ours)
        ratios.append(first / max(cpu(baseline), 1e-9))
    return statistics.median(ratios)


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
