"""Sequences of whole numbers: lists for functions as they stand, NumPy arrays for their compiled twins."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Any

from nastavnik.matching.profiles.compiling import COMPILED, twins

PLAIN_UP_TO = 100_000  # pairs of two people; below, reading the compiled code takes longer than the work


class Speed:
    """Numbers in lists, functions as they stand."""

    def of(self, function: Callable) -> Callable:
        """The function at this speed."""
        return function

    def numbers(self, values: Iterable[int]) -> Any:
        return plain(values)

    def zeros(self, count: int) -> Any:
        return [0] * count

    def room(self, count: int) -> Any:
        """Space to be filled; memory that is never written is never taken."""
        return [0] * count

    def table(self, columns: Sequence[Sequence[int]], count: int) -> Any:
        """Rows out of columns of `count` numbers each."""
        return list(zip(*columns, strict=True))

    def rows(self, values: Sequence[Sequence[int]], width: int) -> Any:
        """Rows that were given as tuples or as an array."""
        return values

    def offsets(self, counts: Iterable[int]) -> Any:
        """Where each of the lists of these lengths begins, and where the last one ends."""
        return self.numbers(list(accumulate(counts, initial=0)))


class Fast(Speed):
    """Numbers in arrays, 64 bits each, and compiled functions."""

    def __init__(self) -> None:
        import numpy  # only where it is needed

        self._np = numpy

    def of(self, function: Callable) -> Callable:
        return twins()[function]

    def numbers(self, values: Iterable[int]) -> Any:
        values = values if isinstance(values, Sequence) or hasattr(values, "dtype") else list(values)
        return self._np.array(values, dtype=self._np.int64)

    def zeros(self, count: int) -> Any:
        return self._np.zeros(count, dtype=self._np.int64)

    def room(self, count: int) -> Any:
        return self._np.empty(count, dtype=self._np.int64)

    def table(self, columns: Sequence[Sequence[int]], count: int) -> Any:
        rows = self._np.empty((count, len(columns)), dtype=self._np.int64)
        for place, values in enumerate(columns):
            rows[:, place] = values
        return rows

    def rows(self, values: Sequence[Sequence[int]], width: int) -> Any:
        return self._np.asarray(values, dtype=self._np.int64).reshape(len(values), width)


SLOW = Speed()


def speed_for(pairs: int) -> Speed:
    """The faster of the two for so many pairs; both give the same answers."""
    return Fast() if COMPILED and pairs > PLAIN_UP_TO else SLOW


def speed_of(values: Any) -> Speed:
    """The speed for which these numbers were made."""
    return Fast() if hasattr(values, "dtype") else SLOW


def ordered(*keys: Any) -> Any:
    """The places of the rows in ascending order of the keys, the first key first; equals stay in order."""
    if hasattr(keys[0], "dtype"):
        import numpy

        return numpy.lexsort(keys[::-1])
    return sorted(range(len(keys[0])), key=lambda place: [key[place] for key in keys])


def column(rows: Any, place: int) -> Any:
    return rows[:, place] if hasattr(rows, "dtype") else [row[place] for row in rows]


def plain(values: Any) -> list:
    """A list of Python's own numbers."""
    return values.tolist() if hasattr(values, "tolist") else list(values)
