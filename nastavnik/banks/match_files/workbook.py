"""The pairs as a workbook that a curator can read and print: texts stay texts, whatever they begin with."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from nastavnik.banks.match_files import lines
from nastavnik.banks.match_files.matching import Outcome

_LONGEST = 32_000  # what a cell holds


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, how its values stand; `upright` turns the heading."""

    heading: str
    width: float
    align: str = "left"
    upright: bool = False


def write_workbook(outcome: Outcome, path: Path) -> None:
    """Write all sheets; the file holds no formula and no link."""
    with Workbook(str(path), _SAFE) as book:
        book.set_properties({"title": "Наставники и наставляемые: предложенные пары"})
        writer = _Writer(book)
        criteria = lines.criteria_of(outcome)
        writer.sheet("Пары", _pair_columns(criteria), lines.pairs(outcome), total=True, none=_NO_PAIRS)
        writer.sheet("Без наставника", _LEFT, lines.left_without(outcome), none="Без наставника никто не остался.")
        writer.sheet("Группы", _GROUPS, lines.groups(outcome), none="Групп не предложено: наставников, которые ведут "
                     "группу, нет, или их наставляемые просят о разном.")  # fmt: skip
        writer.sheet("Каких наставников не хватает", _LACKING, lines.lacking(outcome),
                     none="По каждому направлению наставников хватает.")  # fmt: skip
        writer.sheet("Как считали", _HOW, lines.how(outcome), header=False)
        if outcome.bank.remarks:
            writer.sheet("Замечания", _REMARKS, lines.remarks(outcome))


_NO_PAIRS = "Ни одной пары составить нельзя: что мешает, сказано на листе «Без наставника»."
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def _pair_columns(criteria: Sequence[str]) -> list[Column]:
    return [
        Column("№", 4, "center"),
        Column("Наставник", 19),
        Column("Наставляемый", 19),
        Column("Направление", 20),
        Column("Баллы", 8, "center"),
        *(Column(label, 4.3, "center", upright=True) for label in criteria),
        Column("Почему эта пара", 48),
        Column("Кто ещё подходит и чего это будет стоить", 46),
    ]


_LEFT = [
    Column("№", 4, "center"),
    Column("Наставляемый", 22),
    Column("Запрос", 26),
    Column("Ждёт, дней", 7, "center"),
    Column("Что мешает", 36),
    Column("Что поможет скорее всего", 40),
    Column("Кто подошёл бы и чего это будет стоить", 46),
]
_GROUPS = [
    Column("№", 4, "center"),
    Column("Наставник", 26),
    Column("Наставляемые", 34),
    Column("Общий запрос", 30),
    Column("Пояснение", 60),
]
_LACKING = [
    Column("№", 4, "center"),
    Column("Направление", 34),
    Column("Просят", 9, "center"),
    Column("Без наставника", 12, "center"),
    Column("Наставников", 15, "center"),
    Column("Мест", 8, "center"),
    Column("Пояснение", 60),
]
_HOW = [Column("", 34), Column("", 100)]
_REMARKS = [
    Column("Файл", 22),
    Column("Лист", 20),
    Column("Строка", 8, "center"),
    Column("Столбец", 26),
    Column("Что замечено", 74),
]


class _Writer:
    def __init__(self, book: Workbook) -> None:
        self.book = book
        cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#B5B5B5"}
        self.cells = {align: book.add_format({**cell, "align": align}) for align in ("left", "center")}
        head = {**cell, "bold": True, "valign": "vcenter", "bg_color": "#E8EEF4"}
        self.heads = {align: book.add_format({**head, "align": align}) for align in ("left", "center")}
        self.upright = book.add_format({**head, "align": "center", "valign": "bottom", "rotation": 90})
        self.total = {align: book.add_format({**cell, "bold": True, "align": align}) for align in ("left", "center")}
        self.bold = book.add_format({**cell, "bold": True})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Any]],
        *,
        none: str = "",
        header: bool = True,
        total: bool = False,
    ) -> None:
        """One sheet: a heading that stays in view and on every page, rows, and a sentence where there are none."""
        sheet = self.book.add_worksheet(title[:31])
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        start = 0
        if header:
            self._heading(sheet, columns)
            start = 1
        for number, row in enumerate(rows, start):
            first = self.bold if not header else None
            for place, (value, column) in enumerate(zip(row, columns, strict=True)):
                write(sheet, number, place, value, (first if place == 0 and first else self.cells[column.align]))
        if not rows and none:
            sheet.merge_range(start, 0, start, len(columns) - 1, none, self.plain)
        if total and rows:
            self._total(sheet, columns, rows, start + len(rows))
        self._page(sheet, title, columns, header)
        if header and rows:
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)

    def _heading(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        for place, column in enumerate(columns):
            style = self.upright if column.upright else self.heads[column.align]
            sheet.write_string(0, place, column.heading, style)
        if any(column.upright for column in columns):
            sheet.set_row(0, 132)

    def _total(self, sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Sequence[Any]], number: int) -> None:
        for place, column in enumerate(columns):
            values = [row[place] for row in rows]
            style = self.total[column.align]
            if place and all(isinstance(value, int) for value in values):
                sheet.write_number(number, place, sum(values), style)
            else:
                sheet.write_string(number, place, "Вместе" if place == 1 else "", style)

    def _page(self, sheet: Worksheet, title: str, columns: Sequence[Column], header: bool) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{title}&R&D")
        sheet.set_footer("&LПредложение: решают люди (п. 7.2)&RСтраница &P из &N")
        if header:
            sheet.repeat_rows(0)
            sheet.freeze_panes(1, 3 if len(columns) > 8 else 2)


def write(sheet: Worksheet, row: int, place: int, value: Any, style: Any) -> None:
    """A number as a number, everything else by the call for texts: «=…» must not become a formula."""
    if isinstance(value, int) and not isinstance(value, bool):
        sheet.write_number(row, place, value, style)
    else:
        text = "" if value is None else str(value)
        sheet.write_string(row, place, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…", style)
