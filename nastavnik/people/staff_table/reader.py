"""From a file to a staff table: open, choose the sheet, find the header, read the rows, ask about doubles."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .cells import shorten
from .duplicates import mark_duplicates
from .files import open_book
from .header_search import SEARCHED_LINES, Header
from .header_words import NAME_AND_POST, NAME_FIELDS, POSITION, TOTAL, normal
from .lines import Book, Sheet
from .model import ERROR, WARNING, Problem, StaffFileError, StaffTable
from .problems import RECORD, ROW, about_file
from .sheets import SheetReader, SheetReading, TooManyRows

MOST_ROWS = 100_000


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
            columns=columns,
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
    ) -> tuple[SheetReading | None, list[tuple[Sheet, int]], list[tuple[Sheet, Header | None]]]:
        """The sheet with most people (a visible one, if any), other sheets with people, sheets without."""
        best: SheetReading | None = None
        counts: list[tuple[Sheet, int]] = []
        without: list[tuple[Sheet, Header | None]] = []
        reader = SheetReader(self.today, self.place, MOST_ROWS, self._known_header())
        for sheet in sheets:
            try:
                reading = reader.read(sheet)
            except TooManyRows:
                raise StaffFileError(
                    f"В файле «{self.name}» больше {MOST_ROWS} сотрудников. Проверьте, тот ли это файл, "
                    "или разделите его."
                ) from None
            if reading is None or not reading.rows:
                without.append((sheet, reading.header if reading else None))
                continue
            counts.append((sheet, len(reading.rows)))
            if best is None or (best.sheet.hidden, -len(best.rows)) > (sheet.hidden, -len(reading.rows)):
                best = reading
        return best, [each for each in counts if best is None or each[0] is not best.sheet], without

    def _known_header(self) -> Header | None:
        if not self.book.fields:
            return None
        columns: dict[str, tuple[int, ...]] = {each: (column,) for column, (each, _) in enumerate(self.book.fields)}
        titles = {column: title for column, (_, title) in enumerate(self.book.fields)}
        return Header(0, 0, columns, titles, {}, ())

    # What is said about the file as a whole

    def _problems(self, best: SheetReading, others: list[tuple[Sheet, int]]) -> Iterator[Problem]:
        for code, sentence in self.book.faults:
            yield about_file(code, ERROR, sentence)
        if not {POSITION, NAME_AND_POST} & best.header.columns.keys():
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
        best: SheetReading,
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
