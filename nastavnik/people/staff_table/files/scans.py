"""Looks through the XML of a workbook in a stream before the fast reader may have it.

The fast reader lays a sheet out as one rectangle and trusts numbers that the file declares: a single cell at
XFD1048576 or a declared count of four thousand million strings would end the process for want of memory.
So bounds, counts and references are checked here, with memory that does not grow with the file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from ..model import StaffFileError
from .packed import damaged

MOST_SHEET_ROWS = 100_200  # rows of people and what stands above and below them
MOST_SHEET_COLUMNS = 600
LARGEST_AREA = 6_000_000
LONGEST_TEXT = 1_000_000  # characters of one cell; Excel itself allows 32,767
MOST_TEXT = 150_000_000  # characters of all cells together, each shared text counted as often as it is used
_DECLARED = re.compile(r"\d{1,8}")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


@dataclass(slots=True)
class SheetScan:
    """What is known of one sheet: its bounds and cells that need a word. Rows from 1, columns from 0."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    unvalued: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    shared_uses: int = 0


class _Scan:
    """A run of expat over a part: well-formed, no document type, declared counts within reason."""

    def __init__(self, name: str):
        self.name = name
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.StartDoctypeDeclHandler = self._doctype

    def run(self, pieces: Iterable[bytes]) -> None:
        try:
            for piece in pieces:
                self.parser.Parse(piece, False)
            self.parser.Parse(b"", True)
        except (expat.ExpatError, UnicodeError, ValueError, LookupError) as error:
            raise damaged(self.name) from error

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        for key in ("count", "uniqueCount"):
            declared = attributes.get(key)
            if declared is not None and (not _DECLARED.fullmatch(declared) or int(declared) > 20_000_000):
                raise damaged(self.name)

    def _doctype(self, *_: object) -> None:
        raise StaffFileError(
            f"Файл «{self.name}» содержит описания, которых в таблице быть не должно (DOCTYPE); он не "
            f"прочитан. "
            "Откройте его в Excel или LibreOffice Calc, сохраните заново и попробуйте снова."
        )


def scan_part(name: str, pieces: Iterable[bytes]) -> None:
    """Any other XML part of the package."""
    _Scan(name).run(pieces)


class XlsxSheetScan(_Scan):
    """Sheet XML of .xlsx. `longest_shared` is the length of the longest shared text."""

    def __init__(self, name: str, title: str, shared_lengths: list[int]):
        super().__init__(name)
        self.title, self.shared = title, shared_lengths
        self.count_text = bool(shared_lengths) and max(shared_lengths) > 2000
        self.result = SheetScan()
        self.row = self.column = 0
        self.kind = ""
        self.in_formula = self.has_value = self.filled = False
        self.text = ""
        self.inline_length = 0

    def run(self, pieces: Iterable[bytes]) -> None:
        super().run(pieces)
        self._end_cell()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "c":
            self._end_cell()
            self.column += 1
            if reference := attributes.get("r"):
                self._place(reference)
            self.kind = attributes.get("t", "")
        elif local in ("v", "is"):
            self._fill(local)
        elif local == "f":
            self.filled, self.in_formula = True, True
            self._bounds()
            self.parser.CharacterDataHandler = self._data
        elif local == "row":
            self._start_row(attributes)
        elif local == "mergeCell":
            for corner in attributes.get("ref", "").split(":"):
                if not _REFERENCE.fullmatch(corner):
                    raise damaged(self.name)
        else:
            super().start(tag, attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._end_cell()
        number = attributes.get("r")
        if number is not None and not _DECLARED.fullmatch(number):
            raise damaged(self.name)
        self.row = int(number) if number else self.row + 1
        self.column = -1
        if attributes.get("hidden") in ("1", "true") and len(self.result.hidden_rows) < 1000:
            self.result.hidden_rows.append(self.row)

    def _place(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if not match:
            raise damaged(self.name)
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        self.row, self.column = int(match[2]), column - 1

    def _fill(self, local: str) -> None:
        self.text = ""
        if local == "v" and (self.in_formula or (self.count_text and self.kind == "s")):
            self.parser.CharacterDataHandler = self._data
        else:
            self.has_value = True
            self.inline_length = 0
            self.parser.CharacterDataHandler = self._measure if local == "is" else None
        if not self.filled:
            self.filled = True
            self._bounds()
        if local == "v" and self.kind == "e":
            self.result.errors.add((self.row, self.column))

    def _data(self, text: str) -> None:
        self.text += text[:40]
        if text.strip():
            self.has_value = True

    def _measure(self, text: str) -> None:
        self.inline_length += len(text)
        if self.inline_length > LONGEST_TEXT:
            raise too_much_text(self.name)

    def _bounds(self) -> None:
        scan = self.result
        scan.cells += 1
        scan.rows, scan.columns = max(scan.rows, self.row), max(scan.columns, self.column + 1)
        check_bounds(self.name, self.title, scan.rows, scan.columns, f"{_letters(self.column)}{self.row}")

    def _end_cell(self) -> None:
        if self.in_formula and not (self.has_value and self.text.strip()) and len(self.result.unvalued) < 100_000:
            self.result.unvalued.add((self.row, self.column))
        if self.count_text and self.kind == "s" and self.text.strip().isdecimal():
            index = int(self.text)
            self.result.shared_uses += self.shared[index] if index < len(self.shared) else 0
            if self.result.shared_uses > MOST_TEXT:
                raise too_much_text(self.name)
        self.parser.CharacterDataHandler = None
        self.kind, self.text = "", ""
        self.in_formula = self.has_value = self.filled = False


class SharedLengths(_Scan):
    """Lengths of the shared texts of .xlsx, in order."""

    def __init__(self, name: str):
        super().__init__(name)
        self.lengths: list[int] = []
        self.parser.CharacterDataHandler = self._data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        super().start(tag, attributes)
        if tag.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def _data(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)
            if self.lengths[-1] > LONGEST_TEXT:
                raise too_much_text(self.name)


class OdsScan(_Scan):
    """`content.xml` of .ods: repeated cells and rows are counted as often as they repeat."""

    def __init__(self, name: str):
        super().__init__(name)
        self.sheets: list[SheetScan] = []
        self.title = ""
        self.row = self.column = 0
        self.row_repeat = self.cell_repeat = 1
        self.row_filled = False
        self.cell_text = 0
        self.total_text = 0
        self.parser.CharacterDataHandler = self._data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "table":
            self._end_row()
            self.title = attributes.get("table:name", "")
            self.sheets.append(SheetScan())
            self.row = 0
        elif local == "table-row":
            self._end_row()
            self.row_repeat = self._repeat(attributes, "table:number-rows-repeated")
            self.column = 0
        elif local in ("table-cell", "covered-table-cell"):
            self.cell_text = 0
            self.cell_repeat = self._repeat(attributes, "table:number-columns-repeated")
            self.column += self.cell_repeat
            if any(key.startswith("office:") and key.endswith(("value", "value-type")) for key in attributes):
                self._filled()
        elif local == "p":
            self._filled()
        elif local in ("s", "tab"):
            self._repeat(attributes, "text:c")
        else:
            super().start(tag, attributes)

    def run(self, pieces: Iterable[bytes]) -> None:
        super().run(pieces)
        self._end_row()

    def _repeat(self, attributes: dict[str, str], key: str) -> int:
        declared = attributes.get(key, "1")
        if not _DECLARED.fullmatch(declared):
            raise damaged(self.name)
        return max(int(declared), 1)

    def _filled(self) -> None:
        if not self.sheets:
            return
        self.row_filled = True
        scan = self.sheets[-1]
        scan.columns = max(scan.columns, self.column)
        last = self.row + self.row_repeat
        check_bounds(self.name, self.title, last, scan.columns, f"{_letters(self.column - 1)}{last}")
        scan.rows = max(scan.rows, last)

    def _data(self, text: str) -> None:
        self.total_text += len(text) * self.row_repeat * self.cell_repeat
        if self.total_text > MOST_TEXT:
            raise too_much_text(self.name)

    def _end_row(self) -> None:
        self.row += self.row_repeat if self.sheets else 0
        self.row_repeat, self.row_filled = 0, False


def check_bounds(name: str, title: str, rows: int, columns: int, cell: str) -> None:
    """Refuses a sheet whose filled cells span too much, naming the cell that made it so."""
    if rows > MOST_SHEET_ROWS or columns > MOST_SHEET_COLUMNS or rows * columns > LARGEST_AREA:
        where = f" на листе «{title}»" if title else ""
        raise StaffFileError(
            f"В файле «{name}»{where} занята ячейка {cell}, слишком далеко от начала: читается не больше "
            f"{MOST_SHEET_ROWS - 200} строк и {MOST_SHEET_COLUMNS} столбцов. "
            "Очистите лишние ячейки или скопируйте таблицу на новый лист."
        )


def too_much_text(name: str) -> StaffFileError:
    return StaffFileError(
        f"В файле «{name}» слишком много текста для таблицы сотрудников; он не прочитан. "
        "Сохраните нужную таблицу отдельным файлом."
    )


def _letters(column: int) -> str:
    """0 as A, 16383 as XFD."""
    letters = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
