"""From a file to a staff table: open, choose the sheet, find the header, read the rows, ask about doubles."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from .cells import one_line, plain, shorten
from .dates import find_date
from .duplicates import mark_duplicates
from .files import open_book
from .header_search import SEARCHED_LINES, Header, find_header, header_at, may_be_header
from .header_words import CATEGORY, NAME_FIELDS, POSITION, TOTAL, normal
from .lines import Book, Line, Merge, Sheet
from .model import ERROR, WARNING, Problem, Skipped, StaffFileError, StaffRow, StaffTable
from .passing import BLANK, why_passed
from .problems import RECORD, ROW, about_file
from .rows import Reading, RowReader

MOST_ROWS = 100_000
_AS_OF = re.compile(r"\bна\s+(?=[«\"]?\d|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)", re.I)
_LOOK_AHEAD = 2  # lines that a header may have below its first one


def read_staff(
    source: bytes | Path | BinaryIO, *, name: str = "", sheet: str = "", today: datetime.date | None = None
) -> StaffTable:
    """Read a staff table of any known kind; the content decides, not the name.

    `name` is the file's name for the sentences; `sheet` chooses a sheet of a workbook; `today` (by default
    the day of the call) only places years of two digits. Raises StaffFileError with a Russian sentence when
    the file as a whole cannot be taken. Nothing in the file is executed, followed or fetched.
    """
    book = open_book(source, name)
    name = name or (source.name if isinstance(source, Path) else "")
    reader = _BookReader(book, name, today or datetime.date.today())
    return reader.read(sheet)


@dataclass(slots=True)
class _SheetReading:
    """What one sheet gave."""

    sheet: Sheet
    header: Header
    as_of: str
    rows: list[StaffRow] = field(default_factory=list)
    spelled: list[str] = field(default_factory=list)
    merged: dict[int, int] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class _BookReader:
    def __init__(self, book: Book, name: str, today: datetime.date):
        self.book, self.name, self.today = book, name, today
        self.place = RECORD if book.fields else ROW

    def read(self, wanted: str) -> StaffTable:
        sheets = self._sheets(wanted)
        best, others, headless = self._best(sheets)
        if best is None:
            raise StaffFileError(self._nobody(headless))
        title = next((best.header.title(each) for each in NAME_FIELDS if each in best.header.columns), "")
        rows = mark_duplicates(best.rows, best.spelled, best.merged, self.place, title)
        columns = {each: best.header.title(each) for each in best.header.columns}
        return StaffTable(
            file=self.name,
            kind=self.book.kind,
            sheet=best.sheet.name,
            header_row=best.header.bottom,
            as_of=best.as_of,
            columns=MappingProxyType(columns),
            rows=rows,
            skipped=tuple(best.skipped),
            problems=tuple(self._problems(best, others)),
            notes=tuple(self._notes(best, others, headless)),
        )

    def _sheets(self, wanted: str) -> list[Sheet]:
        if not wanted:
            return list(self.book.sheets)
        found = [each for each in self.book.sheets if each.name.casefold() == wanted.casefold()]
        if not found:
            names = ", ".join(f"«{each.name}»" for each in self.book.sheets)
            raise StaffFileError(f"В файле «{self.name}» нет листа «{wanted}»; в нём листы: {names}.")
        return found

    def _best(
        self, sheets: list[Sheet]
    ) -> tuple[_SheetReading | None, list[tuple[Sheet, int]], list[tuple[Sheet, Header | None]]]:
        """The sheet with most people (a visible one, if any), other sheets with people, sheets without."""
        best: _SheetReading | None = None
        counts: list[tuple[Sheet, int]] = []
        without: list[tuple[Sheet, Header | None]] = []
        for sheet in sheets:
            reading = self._sheet(sheet)
            if not isinstance(reading, _SheetReading) or not reading.rows:
                without.append((sheet, reading.header if isinstance(reading, _SheetReading) else None))
                continue
            counts.append((sheet, len(reading.rows)))
            if best is None or (best.sheet.hidden, -len(best.rows)) > (sheet.hidden, -len(reading.rows)):
                best = reading
        return best, [each for each in counts if best is None or each[0] is not best.sheet], without

    def _sheet(self, sheet: Sheet) -> _SheetReading | None:
        lines = iter(sheet.lines())
        head = list(islice(lines, SEARCHED_LINES + _LOOK_AHEAD))
        header = self._known_header() if self.book.fields else find_header(head, sheet.merges)
        if header is None:
            return None
        above = [line for line in head if line.number < header.top]
        result = _SheetReading(sheet, header, self._as_of(above))
        below = [line for line in head if line.number > header.bottom]
        self._rows(result, _chained(below, lines))
        return result

    def _known_header(self) -> Header:
        columns: dict[str, tuple[int, ...]] = {each: (column,) for column, (each, _) in enumerate(self.book.fields)}
        titles = {column: title for column, (_, title) in enumerate(self.book.fields)}
        return Header(0, 0, columns, titles, {}, ())

    def _as_of(self, above: list[Line]) -> str:
        """«на 01.09.2026 г.» in the title lines."""
        for line in above:
            for cell in line.cells:
                text = one_line(plain(cell))
                match = _AS_OF.search(text)
                iso = find_date(text[match.end() :], self.today) if match else ""
                if len(iso) == 10:
                    return iso
        return ""

    def _rows(self, result: _SheetReading, lines: Iterable[Line]) -> None:
        header = result.header
        reader = self._reader(header, result.as_of)
        covered = _Merges(result.sheet.merges)
        passed_until = 0
        previous: StaffRow | None = None
        for window in _windows(lines):
            line = window[0]
            if line.number <= passed_until:
                continue
            if not self.book.fields and may_be_header(line, header):
                found = header_at(window, 0, result.sheet.merges, surely=True) or header_at(
                    window[:1], 0, result.sheet.merges
                )
                if found:
                    passed_until = found.bottom
                    if found.same_as(header):
                        result.skipped.append(Skipped(line.number, "повтор заголовка"))
                    else:
                        header, reader = found, self._reader(found, result.as_of)
                        result.notes.append(self._second_header(found))
                    continue
            own = line
            origin = covered.origin_of_name(line, header)
            line = covered.filled(line)
            reason = why_passed(own, header)
            if origin and reason != BLANK and previous:
                if not _own_post(own, header):
                    result.skipped.append(Skipped(line.number, f"продолжение строки {origin} (объединённые ячейки)"))
                    continue
                result.merged[line.number] = origin
                reason = ""
            if reason:
                if reason != BLANK:
                    result.skipped.append(Skipped(line.number, reason))
                continue
            if len(result.rows) >= MOST_ROWS:
                raise StaffFileError(
                    f"В файле «{self.name}» больше {MOST_ROWS} сотрудников. Проверьте, тот ли это файл, "
                    f"или разделите его."
                )
            row, spelled = reader.read(line)
            previous = row
            result.rows.append(row)
            result.spelled.append(spelled)

    def _reader(self, header: Header, as_of: str) -> RowReader:
        told = bool(self.book.fields) or CATEGORY in header.columns
        return RowReader(header, Reading(self.today, as_of, self.place, told))

    def _second_header(self, header: Header) -> str:
        titles = ", ".join(f"«{shorten(title, 40)}»" for title in header.titles.values())
        return f"В строке {header.top} начинается вторая таблица с другим заголовком ({titles}); прочитаны обе."

    # What is said about the file as a whole

    def _problems(self, best: _SheetReading, others: list[tuple[Sheet, int]]) -> Iterator[Problem]:
        for code, sentence in self.book.faults:
            yield about_file(code, ERROR, sentence)
        if POSITION not in best.header.columns and not any("posit" in each for each in best.header.columns):
            yield about_file(
                "no_position_column", WARNING,
                f"В таблице (строка {best.header.bottom}) нет столбца «Должность»; без него должности "
                f"останутся пустыми. "
                "Добавьте столбец и загрузите файл снова.",
                row=best.header.bottom,
            )  # fmt: skip
        seen = [(sheet, count) for sheet, count in others if not sheet.hidden]
        if seen:
            listed = ", ".join(f"«{sheet.name}» ({count})" for sheet, count in seen)
            yield about_file(
                "other_sheets", WARNING,
                f"Сотрудники есть ещё и на других листах: {listed}; прочитан только лист «{best.sheet.name}» "
                f"({len(best.rows)}). Если нужны и они, сведите таблицы на один лист или загрузите их "
                f"отдельно.",
            )  # fmt: skip

    def _notes(
        self,
        best: _SheetReading,
        others: list[tuple[Sheet, int]],
        headless: list[tuple[Sheet, Header | None]],
    ) -> Iterator[str]:
        yield from self.book.notes
        yield from best.notes
        if best.header.unused:
            listed = ", ".join(f"«{shorten(title, 40)}»" for title in best.header.unused[:20])
            yield f"Не использованы столбцы: {listed}."
        if best.header.title(TOTAL) and normal(best.header.title(TOTAL)) in (
            "стаж",
            "стаж работы",
            "стаж лет",
        ):
            yield f"Столбец «{shorten(best.header.title(TOTAL), 40)}» понят как общий стаж."
        for sheet, _ in headless:
            yield f"Лист «{sheet.name}» пропущен: таблицы сотрудников на нём нет."
        for sheet, count in others:
            if sheet.hidden:
                yield f"Скрытый лист «{sheet.name}» пропущен, хотя на нём есть сотрудники ({count})."

    def _nobody(self, headless: list[tuple[Sheet, Header | None]]) -> str:
        header = next((header for _, header in headless if header), None)
        if self.book.fields:
            return (
                f"На странице «{self.name}» разметка есть, но ни одного сотрудника в ней нет. "
                f"Сохраните страницу заново."
            )
        if header and self.book.faults:
            return f"Файл «{self.name}» не прочитан. {self.book.faults[0][1]}."
        if header:
            return (
                f"В файле «{self.name}» есть заголовок (строка {header.bottom}), но под ним нет ни "
                f"одного сотрудника. "
                "Заполните таблицу и загрузите её снова."
            )
        return (
            f"В файле «{self.name}» не найдена строка заголовка: нужны хотя бы столбцы «Ф.И.О.» и "
            f"«Должность» "
            f"в одной из первых {SEARCHED_LINES} строк. Подпишите столбцы и загрузите файл снова."
        )


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


def _chained(first: list[Line], rest: Iterator[Line]) -> Iterator[Line]:
    yield from first
    yield from rest


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
