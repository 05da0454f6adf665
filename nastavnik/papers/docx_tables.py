"""Tables of a .docx as bare elements: python-docx looks every cell up anew, too slow for a thousand rows.

Word and LibreOffice agree on the widths only when table, columns and every cell name theirs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from nastavnik.papers import layout, model
from nastavnik.papers.fonts import DOCX_FACE, text_width
from nastavnik.papers.wording import SOFT_HYPHEN, with_soft_hyphens

_MARKS = {"\n": "w:br", SOFT_HYPHEN: "w:softHyphen"}
_THIN = ("single", "4", "3C3C3C")
_FAINT = ("single", "4", "969696")


@dataclass(frozen=True)
class _Cell:
    """`texts`: paragraphs of runs; `size` in points; `lines`: borders of this cell only (side -> line).

    `holds`: not parted from the next row; `room` (mm): words wider than this are broken between syllables.
    """

    texts: Sequence[tuple[model.Run, ...]]
    align: str = "left"
    size: float = 11
    bold: bool = False
    vertical: str = "top"
    lines: tuple[tuple[str, tuple[str, str, str]], ...] = ()
    span: int = 1
    holds: bool = False
    room: float | None = None


def add_table(document, table: model.Table, width: float, *, holds_last_row: bool) -> None:
    """A bordered table whose header repeats on every page; `holds_last_row`: the signature follows."""
    plan = layout.grid(table, width, DOCX_FACE)
    element = _new(document, plan.widths, borders=_THIN, name=table.caption)
    rooms = [
        width - 2 * layout.CELL_PADDING_MM if tight else None
        for width, tight in zip(plan.widths, plan.tight, strict=True)
    ]
    header = [
        _Cell([layout.bound(column.header)], "center", plan.size, bold=True, vertical="center", room=room)
        for column, room in zip(table.columns, rooms, strict=True)
    ]
    _row(element, header, plan.widths, header=True)
    for index, row in enumerate(table.rows):
        holds = holds_last_row and index + 1 == len(table.rows)
        cells = []
        for x, text in enumerate(row):
            runs = layout.cell_text(text, plan.widths[x], plan.size, tight=plan.tight[x])
            cells.append(_Cell([runs], table.columns[x].align, plan.size, holds=holds, room=rooms[x]))
        _row(element, cells, plan.widths, whole=plan.whole[index])
    if not table.rows:
        _row(element, [_Cell([layout.bound(table.empty)], "center", plan.size, span=len(plan.widths))], [width])


def add_definitions(document, rows: Sequence[model.Definition], width: float) -> None:
    """Two columns, label and value, with faint lines between the rows."""
    widths = (width * 0.32, width * 0.68)
    element = _new(document, widths)
    size = layout.body_size("portrait")
    lines = (("top", _FAINT), ("bottom", _FAINT))
    for row in rows:
        label = _Cell([layout.bound(row.label)], size=size, bold=True, lines=lines)
        _row(element, [label, _Cell([layout.bound(row.value)], size=size, lines=lines)], widths, whole=False)


def add_signatures(document, signatures: layout.Signatures, width: float) -> None:
    """Post, line, name: rows that stay together, without borders but the line itself."""
    size = layout.body_size("portrait")
    name_width = layout.name_width(signatures, width, DOCX_FACE)
    align = "right" if len(signatures.rows) == 1 else "left"
    gap, line = 4.0, 36.0
    widths = (width - line - 2 * gap - name_width, gap, line, gap, name_width)
    element = _new(document, widths)
    last = len(signatures.rows) - 1
    for index, row in enumerate(signatures.rows):
        holds = index < last and layout.stands_whole(signatures)
        space = _Cell([()], size=size, vertical="bottom", holds=holds)
        cells = [
            _Cell(_paragraphs(layout.signature_left(row)), size=size, vertical="bottom", holds=holds),
            space,
            _Cell([()], size=size, vertical="bottom", lines=(("bottom", _THIN),), holds=holds),
            space,
            _Cell([layout.bound(row.name)], align, size, vertical="bottom", holds=holds),
        ]
        _row(element, cells, widths, height=12.0, padded=False)


def add_acquaintance(document, people: Sequence[model.Acquainted], width: float) -> None:
    """Name and post, room for the signature, room for the date; the header repeats."""
    gap, signature, day = 4.0, 42.0, 30.0
    widths = (width - signature - day - 2 * gap, gap, signature, gap, day)
    element = _new(document, widths)
    name, sign, date = layout.ACQUAINTED_HEADERS
    header = [_Cell([layout.bound(text)], align, 9) for text, align in
              ((name, "left"), ("", "left"), (sign, "center"), ("", "left"), (date, "center"))]  # fmt: skip
    _row(element, header, widths, header=True, padded=False)
    line = _Cell([()], vertical="bottom", lines=(("bottom", _THIN),))
    space = _Cell([()])
    for person in people:
        cells = [
            _Cell([layout.bound(layout.acquainted_line(person))], vertical="bottom"),
            space,
            line,
            space,
            line,
        ]
        _row(element, cells, widths, height=8.5, padded=False)


def add_side_by_side(document, columns: Sequence[Sequence[tuple[str, bool]]], width: float) -> None:
    """Blocks of lines beside each other («СОГЛАСОВАНО», «УТВЕРЖДЕНО»); a line: its text, whether bold."""
    widths = tuple(width / len(columns) for _ in columns)
    size = layout.body_size("portrait")
    cells = [
        _Cell([layout.bound((model.Run(text, bold=bold),)) for text, bold in lines], size=size) for lines in columns
    ]
    _row(_new(document, widths), cells, widths, padded=False)


# --- elements -----------------------------------------------------------------------------------------------
def _new(document, widths: Sequence[float], *, borders: tuple[str, str, str] | None = None, name: str = ""):
    table = OxmlElement("w:tbl")
    properties = _child(table, "w:tblPr")
    _child(properties, "w:tblW", {"w:w": _twips(sum(widths)), "w:type": "dxa"})
    _child(properties, "w:tblInd", {"w:w": "0", "w:type": "dxa"})
    if borders:
        box = _child(properties, "w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            _border(box, side, borders)
    _child(properties, "w:tblLayout", {"w:type": "fixed"})
    margins = _child(properties, "w:tblCellMar")  # with the usual 1.9 mm Word moves the table to the left by them
    for side in ("left", "right"):
        _child(margins, f"w:{side}", {"w:w": "0", "w:type": "dxa"})
    if name:
        _child(properties, "w:tblCaption", {"w:val": name})
    grid = _child(table, "w:tblGrid")
    for width in widths:
        _child(grid, "w:gridCol", {"w:w": _twips(width)})
    document.element.body.insert_element_before(table, "w:sectPr")
    return table


def _row(table, cells: Sequence[_Cell], widths: Sequence[float], *, header: bool = False, whole: bool = True,
         height: float | None = None, padded: bool = True) -> None:  # fmt: skip
    row = _child(table, "w:tr")
    properties = _child(row, "w:trPr")
    if whole:
        _child(properties, "w:cantSplit")
    if height:
        _child(properties, "w:trHeight", {"w:val": _twips(height), "w:hRule": "atLeast"})
    if header:
        _child(properties, "w:tblHeader")
    for cell, width in zip(cells, widths, strict=True):
        _cell(row, cell, width, padded=padded)


def _cell(row, cell: _Cell, width: float, *, padded: bool) -> None:
    element = _child(row, "w:tc")
    properties = _child(element, "w:tcPr")
    _child(properties, "w:tcW", {"w:w": _twips(width), "w:type": "dxa"})
    if cell.span > 1:
        _child(properties, "w:gridSpan", {"w:val": str(cell.span)})
    if cell.lines:
        box = _child(properties, "w:tcBorders")
        for side, line in cell.lines:
            _border(box, side, line)
    margins = _child(properties, "w:tcMar")
    across, down = (layout.CELL_PADDING_MM, 0.6) if padded else (0, 0)
    for side, padding in (("top", down), ("left", across), ("bottom", down), ("right", across)):
        _child(margins, f"w:{side}", {"w:w": _twips(padding), "w:type": "dxa"})
    if cell.vertical != "top":
        _child(properties, "w:vAlign", {"w:val": cell.vertical})
    for runs in cell.texts:
        _paragraph(element, runs, cell)


def _paragraph(parent, runs: tuple[model.Run, ...], cell: _Cell) -> None:
    paragraph = _child(parent, "w:p")
    properties = _child(paragraph, "w:pPr")
    _child(properties, "w:pStyle", {"w:val": "Cell"})
    if cell.holds:
        _child(properties, "w:keepNext")
    if cell.align != "left":
        _child(properties, "w:jc", {"w:val": cell.align})
    for run in runs:
        _run(paragraph, run, cell)


def _run(paragraph, run: model.Run, cell: _Cell) -> None:
    element = _child(paragraph, "w:r")
    properties = _child(element, "w:rPr")
    if run.bold or cell.bold:
        _child(properties, "w:b")
    if run.italic:
        _child(properties, "w:i")
    for tag in ("w:sz", "w:szCs"):
        _child(properties, tag, {"w:val": str(round(cell.size * 2))})
    text = run.text if cell.room is None else _breakable(run, cell, cell.room)
    for piece in re.split(f"([\n{SOFT_HYPHEN}])", text):
        if piece in _MARKS:
            _child(element, _MARKS[piece])
        elif piece:
            letters = _child(element, "w:t")
            letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            letters.text = piece


def _breakable(run: model.Run, cell: _Cell, room: float) -> str:
    bold = run.bold or cell.bold
    return "".join(
        with_soft_hyphens(word) if text_width(word, cell.size, bold=bold, face=DOCX_FACE) > room else word
        for word in re.split(r"(\s|-)", run.text)
    )


def _paragraphs(text: str) -> list[tuple[model.Run, ...]]:
    return [layout.bound(line) for line in text.split("\n")]


def _border(parent, side: str, line: tuple[str, str, str]) -> None:
    style, width, colour = line
    _child(parent, f"w:{side}", {"w:val": style, "w:sz": width, "w:space": "0", "w:color": colour})


def _child(parent, tag: str, attributes: dict[str, str] | None = None):
    child = etree.SubElement(parent, _name(tag))  # of the parent's kind; OxmlElement is twice as slow
    for name, value in (attributes or {}).items():
        child.set(_name(name), value)
    return child


_name = cache(qn)


def _twips(millimetres: float) -> str:
    return str(round(millimetres * 1440 / 25.4))
