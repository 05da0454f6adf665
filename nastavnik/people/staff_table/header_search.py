"""Finds the header of a table: one to three lines, merged or not, somewhere under the title lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .cells import plain
from .header_words import (
    BOTH,
    FIRST_NAME,
    GATHERED_FIELDS,
    GIVEN,
    NAME,
    NAME_FIELDS,
    NUMBER,
    POSITION,
    SPECIAL,
    SURNAME,
    TELLING_FIELDS,
    TOTAL,
    field_of,
    is_header_word,
    normal,
    rank,
    unit_of,
)
from .lines import Line, Merge
from .names import looks_like_person

SEARCHED_LINES = 50
TALLEST = 3
_NAME_WORD = re.compile(r"фамил|ф\s?[.,]?\s?и\s?[.,]?\s?[оo]\b|^\s*имя\b", re.I | re.M)
_STRONG_NAME = ("фио", "фамилия", "имя")


@dataclass(frozen=True, slots=True)
class Header:
    """`columns`: field → its columns (several only where they are read together or are years and months).

    `titles` are as the table has them, parents first («Стаж работы: общий»); `unused` titles are not read.
    """

    top: int
    bottom: int
    columns: dict[str, tuple[int, ...]]
    titles: dict[int, str]
    units: dict[int, str]
    unused: tuple[str, ...]
    beside_name: tuple[int, ...] = ()

    def title(self, field: str) -> str:
        """The header of the (first) column of a field."""
        return self.titles[self.columns[field][0]] if field in self.columns else ""

    def same_as(self, other: "Header") -> bool:
        return self.columns == other.columns and {*map(normal, self.titles.values())} == {
            *map(normal, other.titles.values())
        }


def find_header(lines: Sequence[Line], merges: Sequence[Merge]) -> Header | None:
    """The first header among the lines, or None."""
    for index in range(len(lines)):
        header = header_at(lines, index, merges)
        if header and header.bottom > header.top:
            lower = header_at(lines, index + 1, merges)  # the first line may have been a title after all
            if lower and lower.bottom == header.bottom and len(lower.columns) >= len(header.columns):
                return lower
        if header:
            return header
    return None


def header_at(lines: Sequence[Line], index: int, merges: Sequence[Merge], *, surely: bool = False) -> Header | None:
    """Does a header begin at this line? `surely`: only by plain words («Ф.И.О.»), as amid the rows of people."""
    best: tuple[int, Header] | None = None
    for height in range(1, TALLEST + 1):
        block = lines[index : index + height]
        if len(block) < height or (height > 1 and not _may_continue(block)):
            break
        header = _read(block, merges)
        if header and (not surely or _is_sure(header)):
            worth = len(header.columns) + len(header.units)
            if best is None or worth > best[0]:
                best = (worth, header)
    return best[1] if best else None


def is_column_numbers(line: Line) -> bool:
    """«1 2 3 4 …» under a header, also «(1)», «3а»."""
    numbers: list[int] = []
    for cell in line.cells:
        text = plain(cell).strip("().гр ")
        if not text:
            continue
        digits = text.rstrip("абвa-c.")
        if not digits.isdecimal() or len(digits) > 3:
            return False
        numbers.append(int(digits))
    if len(numbers) < 3 or numbers[0] > 2:
        return False
    return all(0 <= after - before <= 1 for before, after in pairwise(numbers))


def _may_continue(block: Sequence[Line]) -> bool:
    """May the last line of the block be a lower line of the header?"""
    last = block[-1]
    texts = [plain(cell) for cell in last.cells]
    filled = [text for text in texts if text]
    if not filled or is_column_numbers(last) or any(len(text) > 150 for text in filled):
        return False
    if any(looks_like_person(text) or "@" in text for text in filled):
        return False
    words = sum(is_header_word(text) for text in filled)
    return words >= 0.6 * len(filled)


def _read(block: Sequence[Line], merges: Sequence[Merge]) -> Header | None:
    width = max(len(line.cells) for line in block)
    grid = [
        [plain(line.cells[column]) if column < len(line.cells) else "" for column in range(width)] for line in block
    ]
    if any(looks_like_person(text) or "@" in text or len(text) > 300 for row in grid for text in row):
        return None
    grid = _filled(grid, block, merges)
    found: list[tuple[str, int]] = []
    titles: dict[int, str] = {}
    units: dict[int, str] = {}
    for column in range(width):
        texts = list(dict.fromkeys(row[column] for row in grid if row[column]))
        if not texts:
            continue
        own, above = texts[-1], " ".join(texts[:-1])
        titles[column] = ": ".join(" ".join(text.split()) for text in texts)
        field = field_of(own, above)
        unit = unit_of(own) if above else ""
        if unit and field_of(above) in (TOTAL, SPECIAL):
            field = field_of(above)
            units[column] = unit
        if field:
            found.append((field, column))
    if not _is_header({field for field, _ in found}, grid):
        return None
    columns, used = _chosen(found, titles, units)
    unused = tuple(title for column, title in titles.items() if column not in used)
    return Header(
        top=block[0].number,
        bottom=block[-1].number,
        columns=columns,
        titles=titles,
        units={column: unit for column, unit in units.items() if column in used},
        unused=unused,
        beside_name=_untitled_after(columns.get(NAME, ()), titles, width),
    )


def _filled(grid: list[list[str]], block: Sequence[Line], merges: Sequence[Merge]) -> list[list[str]]:
    """Parents spread over the columns that they stand above: by merged ranges, or by the gaps right of them."""
    for level, line in enumerate(block[:-1]):
        row, below = grid[level], grid[level + 1]
        for merge in merges:
            if merge.top <= line.number <= merge.bottom and merge.left < len(row):
                text = grid[max(merge.top - block[0].number, 0)][merge.left] if merge.top >= block[0].number else ""
                for column in range(merge.left, min(merge.right + 1, len(row))):
                    row[column] = row[column] or text
        for column in range(1, len(row)):
            if not row[column] and below[column] and below[column - 1] and row[column - 1]:
                row[column] = row[column - 1]
    return grid


def _is_header(fields: set[str], grid: list[list[str]]) -> bool:
    telling = fields & TELLING_FIELDS
    if not fields & NAME_FIELDS or not telling:
        return False
    if len(grid) > 1 and len({text for text in grid[0] if text}) < 2:
        return False
    strong = any(word in normal(text) for row in grid for text in row if len(text) < 100 for word in _STRONG_NAME)
    return strong or len(telling) >= 2


def _is_sure(header: Header) -> bool:
    names = [header.titles[column] for field in NAME_FIELDS for column in header.columns.get(field, ())]
    return any(word in normal(title) for title in names for word in _STRONG_NAME)


def _chosen(
    found: list[tuple[str, int]], titles: dict[int, str], units: dict[int, str]
) -> tuple[dict[str, tuple[int, ...]], set[int]]:
    """One column for a field, the better one; all of them where they are read together."""
    fields = {field for field, _ in found}
    if NAME in fields and SURNAME in fields and fields & {FIRST_NAME, GIVEN}:
        found = [(field, column) for field, column in found if field != NAME]
    elif SURNAME in fields and not fields & {FIRST_NAME, GIVEN, NAME}:
        found = [(NAME if field == SURNAME else field, column) for field, column in found]
    if BOTH in fields and {TOTAL, SPECIAL} <= fields:
        found = [(field, column) for field, column in found if field != BOTH]
    columns: dict[str, tuple[int, ...]] = {}
    for field in dict.fromkeys(field for field, _ in found):
        candidates = [column for each, column in found if each == field]
        with_units = tuple(column for column in candidates if column in units)
        if field in GATHERED_FIELDS:
            columns[field] = tuple(candidates)
        elif with_units and len(with_units) == len(candidates):
            columns[field] = with_units[:3]
        elif field == POSITION:
            best = min(candidates, key=lambda column: (rank(field, titles[column]), column))
            columns[field] = (
                best,
                *(each for each in candidates if each != best and "совмест" in normal(titles[each])),
            )
        else:
            columns[field] = (min(candidates, key=lambda column: (rank(field, titles[column]), column)),)
    return columns, {column for places in columns.values() for column in places}


def _untitled_after(name: tuple[int, ...], titles: dict[int, str], width: int) -> tuple[int, ...]:
    """Columns without a title right of the name: the name may be spread over them."""
    if not name:
        return ()
    beside = []
    for column in range(name[0] + 1, min(name[0] + 3, width)):
        if column in titles and titles[column] != titles[name[0]]:
            break
        beside.append(column)
    return tuple(beside)


def may_be_header(line: Line, header: Header) -> bool:
    """A cheap look at a row amid people: is it worth asking whether a new header begins here?"""
    if _NAME_WORD.search("\n".join(cell for cell in line.cells if isinstance(cell, str))):
        return True
    name = next((header.columns[field][0] for field in NAME_FIELDS if field in header.columns), -1)
    cell = line.cells[name] if 0 <= name < len(line.cells) else ""
    return isinstance(cell, str) and cell != "" and normal(plain(cell)) == normal(header.titles[name])


def number_column(header: Header) -> int | None:
    """The column of running numbers, if the table has one."""
    return header.columns[NUMBER][0] if NUMBER in header.columns else None
