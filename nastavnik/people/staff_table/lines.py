"""What every kind of file is turned into before it is understood: sheets of numbered lines of cells."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .readings import Issue


@dataclass(slots=True)
class Line:
    """`number` as a person counts it in the file; `troubles` were met while the line was taken apart.

    `troubles` maps a column (from 0) to what is wrong there; column -1 is the line itself.
    """

    number: int
    cells: list[object]
    troubles: dict[int, Issue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: rows as numbered in the file, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `lines()` may be called again and gives the same. Column letters stand in sentences if `lettered`."""

    name: str
    lines: Callable[[], Iterable[Line]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """An opened file. `fields` is given when the columns are known without a header (a page with microdata)."""

    kind: str
    sheets: tuple[Sheet, ...]
    fields: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()  # (code, sentence) about the file as a whole
