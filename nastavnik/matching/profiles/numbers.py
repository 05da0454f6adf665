"""Sequences of whole numbers: NumPy arrays where the engine is compiled, lists where it is not."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from nastavnik.matching.profiles.compiling import COMPILED

if COMPILED:
    import numpy as np


def numbers(values: Iterable[int]) -> Any:
    values = values if isinstance(values, Sequence) else list(values)
    return np.array(values, dtype=np.int64) if COMPILED else list(values)


def zeros(count: int) -> Any:
    return np.zeros(count, dtype=np.int64) if COMPILED else [0] * count


def room(count: int) -> Any:
    """Space to be filled; memory that is never written is never taken."""
    return np.empty(count, dtype=np.int64) if COMPILED else [0] * count


def table(columns: Sequence[Sequence[int]], count: int) -> Any:
    """Rows out of columns of `count` numbers each."""
    if not COMPILED:
        return list(zip(*columns, strict=True))
    rows = np.empty((count, len(columns)), dtype=np.int64)
    for place, column in enumerate(columns):
        rows[:, place] = column
    return rows


def rows_of(values: Sequence[Sequence[int]], width: int) -> Any:
    """Rows that were given as tuples or as an array."""
    return np.asarray(values, dtype=np.int64).reshape(len(values), width) if COMPILED else values


def offsets(counts: Iterable[int]) -> Any:
    """Where each of the lists of these lengths begins, and where the last one ends."""
    return numbers(list(accumulate(counts, initial=0)))


def ordered(*keys: Any) -> Any:
    """The places of the rows in ascending order of the keys, the first key first; equals stay in order."""
    if COMPILED:
        return np.lexsort(keys[::-1])
    return sorted(range(len(keys[0])), key=lambda place: [key[place] for key in keys])


def column(rows: Any, place: int) -> Any:
    return rows[:, place] if COMPILED else [row[place] for row in rows]


def plain(values: Any) -> list:
    """A list of Python's own numbers."""
    return values.tolist() if hasattr(values, "tolist") else list(values)
