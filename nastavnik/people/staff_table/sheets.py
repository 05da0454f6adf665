"""One sheet: its header is found, its rows are told from everything else and read one by one."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from .cells import one_line, plain, shorten
from .dates import find_date
from .header_search import SEARCHED_LINES, Header, find_header, header_at, may_be_header
from .header_words import CATEGORY, NAME_FIELDS, POSITION
from .lines import Line, Merge, Sheet
from .model import Skipped, StaffRow
from .passing import BLANK, why_passed
from .rows import Reading, RowReader

_AS_OF = re.compile(r"\bна\s+(?=[«\"]?\d|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)", re.I)
_LOOK_AHEAD = 2  # lines that a header may have below its first one


class TooManyRows(Exception):
    """The sheet holds more people than `most`."""


@dataclass(slots=True)
class SheetReading:
    """What one sheet gave: rows in order, each name as spelled, rows whose name is merged with one above."""

    sheet: Sheet
    header: Header
    as_of: str
    rows: list[StaffRow] = field(default_factory=list)
    spelled: list[str] = field(default_factory=list)
    merged: dict[int, int] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class SheetReader:
    """Reads sheets of one file. `known` is the header of a file whose columns need none; `most` people at most."""

    def __init__(self, today: datetime.date, place: str, most: int, known: Header | None = None):
        self.today, self.place, self.most, self.known = today, place, most, known

    def read(self, sheet: Sheet) -> SheetReading | None:
        """None when the sheet has no header. Raises TooManyRows."""
        lines = iter(sheet.lines())
        head = list(islice(lines, SEARCHED_LINES + _LOOK_AHEAD))
        header = self.known or find_header(head, sheet.merges)
        if header is None:
            return None
        result = SheetReading(sheet, header, self._as_of(line for line in head if line.number < header.top))
        below = (line for line in head if line.number > header.bottom)
        self._rows(result, chain(below, lines))
        return result

    def _as_of(self, above: Iterable[Line]) -> str:
        """«на 01.09.2026 г.» in the title lines."""
        for line in above:
            for cell in line.cells:
                text = one_line(plain(cell)[:1000])
                match = _AS_OF.search(text)
                iso = find_date(text[match.end() :], self.today) if match else ""
                if len(iso) == 10:
                    return iso
        return ""

    def _rows(self, result: SheetReading, lines: Iterable[Line]) -> None:
        header, reader = result.header, self._row_reader(result.header, result.as_of)
        merges = _Merges(result.sheet.merges)
        passed_until = 0
        for window in _windows(lines):
            line = window[0]
            if line.number <= passed_until:
                continue
            if found := self._next_header(window, header, result.sheet.merges):
                passed_until = found.bottom
                if found.same_as(header):
                    result.skipped.append(Skipped(line.number, "повтор заголовка"))
                else:
                    header, reader = found, self._row_reader(found, result.as_of)
                    result.notes.append(_second_header(found))
                continue
            whole = merges.filled(line)  # every line goes through, so that its values can reach down
            if reason := self._reason(line, header, merges, result):
                if reason != BLANK:
                    result.skipped.append(Skipped(line.number, reason))
                continue
            if len(result.rows) >= self.most:
                raise TooManyRows
            row, spelled = reader.read(whole)
            result.rows.append(row)
            result.spelled.append(spelled)

    def _next_header(self, window: list[Line], header: Header, merges: tuple[Merge, ...]) -> Header | None:
        """A header amid the rows: another one of plain words, or the same again."""
        if self.known or not may_be_header(window[0], header):
            return None
        return header_at(window, 0, merges, surely=True) or header_at(window[:1], 0, merges)

    def _reason(self, line: Line, header: Header, merges: "_Merges", result: SheetReading) -> str:
        """Why the row is passed over; "" when it is to be read."""
        reason = why_passed(line, header)
        origin = merges.origin_of_name(line, header)
        if origin and reason != BLANK and result.rows:
            if not _own_post(line, header):
                return f"продолжение строки {origin} (объединённые ячейки)"
            result.merged[line.number] = origin
            return ""
        return reason

    def _row_reader(self, header: Header, as_of: str) -> RowReader:
        told = self.known is not None or CATEGORY in header.columns
        return RowReader(header, Reading(self.today, as_of, self.place, told))


def _second_header(header: Header) -> str:
    titles = ", ".join(f"«{shorten(title, 40)}»" for title in header.titles.values())
    return f"В строке {header.top} начинается вторая таблица с другим заголовком ({titles}); прочитаны обе."


class _Merges:
    """Cells merged downwards, as rows of people see them."""

    def __init__(self, merges: tuple[Merge, ...]):
        self._by_row: dict[int, list[Merge]] = {}
        for merge in merges:
            if merge.bottom - merge.top < 60:
                for row in range(merge.top + 1, merge.bottom + 1):
                    self._by_row.setdefault(row, []).append(merge)
        self._tops: dict[tuple[int, int], object] = {}
        self._wanted = {(merge.top, merge.left) for merges in self._by_row.values() for merge in merges}

    def origin_of_name(self, line: Line, header: Header) -> int:
        """The row whose name cell reaches down to this one, or 0."""
        columns = [header.columns[each][0] for each in NAME_FIELDS if each in header.columns]
        for merge in self._by_row.get(line.number, ()):
            if merge.top > header.bottom and any(merge.left <= column <= merge.right for column in columns):
                return merge.top
        return 0

    def filled(self, line: Line) -> Line:
        """The line with the values of cells that reach down into it."""
        if not self._wanted:
            return line
        for top, left in self._wanted & {(line.number, column) for column in range(len(line.cells))}:
            self._tops[top, left] = line.cells[left]
        merges = self._by_row.get(line.number)
        if not merges:
            return line
        cells = list(line.cells)
        for merge in merges:
            if merge.left < len(cells) and cells[merge.left] in ("", None):
                cells[merge.left] = self._tops.get((merge.top, merge.left), "")
        return Line(line.number, cells, line.troubles)


def _own_post(line: Line, header: Header) -> bool:
    """Has the row a post of its own, not reaching down from the row above?"""
    return any(plain(line.cells[column]) for column in header.columns.get(POSITION, ()) if column < len(line.cells))


def _windows(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Each line together with the two after it."""
    window: list[Line] = []
    for line in lines:
        window.append(line)
        if len(window) > _LOOK_AHEAD:
            yield window
            window = window[1:]
    while window:
        yield window
        window = window[1:]
