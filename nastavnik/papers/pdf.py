"""The PDF writer: PDF/UA-1 (readable aloud) and PDF/A-2a (readable in decades) by the typesetter Typst.

The template `paper.typ` is ours and fixed; the paper reaches it as JSON, so that no text can act as markup.
Typst refuses to make a file that breaks either standard: a paper that is not accessible cannot be issued.
"""

import json
import re
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

import typst

from nastavnik.papers import fonts, layout, model

_TEMPLATE = Path(__file__).with_name("paper.typ")
_ZERO_WIDTH_SPACE = "\u200b"
# Addresses are left alone: the typesetter breaks them itself, and they must be whole when copied.
_LONG_WORD = re.compile(rf"(?<!\S)(?!\S*://|www\.)\S{{{layout.LONGEST_WORD + 1},}}")
_local = threading.local()


def write_pdf(paper: model.Paper) -> bytes:
    """The paper as PDF/UA-1 and PDF/A-2a; the same paper gives the same bytes. Safe for threads."""
    sheet = _sheet(paper)
    pdf = _compile(sheet, paper.date)
    if _has_signed_table(sheet["blocks"]) and _signature_is_alone():
        return _set_looser(sheet, paper.date) or pdf
    return pdf


def _compile(sheet: dict, day: date) -> bytes:
    pdf = _compiler().compile(
        format="pdf",
        sys_inputs={"paper": json.dumps(sheet, ensure_ascii=False), "families": json.dumps(fonts.FAMILIES)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime.combine(day, time(), UTC),
    )
    assert isinstance(pdf, bytes)
    return pdf


def _compiler() -> typst.Compiler:
    """One for each thread (it cannot be shared), kept: reading template and fonts costs more than a paper."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(
            str(_TEMPLATE),
            root=str(_TEMPLATE.parent),
            font_paths=fonts.typesetter_fonts(),
            ignore_system_fonts=True,
        )
    return _local.compiler


# --- no signature alone on a page ---------------------------------------------------------------------------
# A table may break anywhere, so nothing holds its last row to a signature under it. When the signature has
# come to stand alone on top of a page, the rows of such tables are set looser until some of them join it
# there.
HIGHEST_ROW_MM = 40.0  # a table above the signature (header, row, gap) would end lower on any sheet
LOOSER = (1.15, 1.3, 1.5, 1.8)  # times the usual space between the rows


def _has_signed_table(blocks: list[dict]) -> bool:
    return any(block.get("signed") or _has_signed_table(block.get("blocks", [])) for block in blocks)


def _set_looser(sheet: dict, day: date) -> bytes | None:
    for looseness in LOOSER:
        pdf = _compile(sheet | {"looseness": looseness}, day)
        if not _signature_is_alone():
            return pdf
    return None


def _signature_is_alone() -> bool:
    """Whether a signature right after a table begins a page, in the paper compiled last by this thread."""
    places = json.loads(_compiler().query("<signature>", field="value"))
    return any(place["page"] > 1 and place["y"] < HIGHEST_ROW_MM for place in places)


# --- the paper as JSON --------------------------------------------------------------------------------------
def _sheet(paper: model.Paper) -> dict:
    language, _, region = paper.language.partition("-")
    return {
        "title": fonts.printable(paper.title),
        "author": fonts.printable(paper.author),
        "date": [paper.date.year, paper.date.month, paper.date.day],
        "language": language,
        "region": region or None,
        "indent": layout.INDENT_MM,
        "looseness": 1,
        "corner": layout.corner_mm(paper.edition),
        "edition": paper.edition,
        "padding": layout.CELL_PADDING_MM,
        **_page(paper.page, paper.keep_years),
        "blocks": _Blocks(paper).all(layout.arrange(paper.blocks), paper.page),
    }


def _page(page: model.Orientation, keep_years: int | None) -> dict:
    sides = layout.margins(page, keep_years)
    return {
        "sideways": page == "landscape",
        "margins": [sides.top, sides.right, sides.bottom, sides.left],
        "size": layout.body_size(page),
    }


class _Blocks:
    """Blocks as dictionaries for the template: a `kind`, and texts as lists of runs."""

    def __init__(self, paper: model.Paper) -> None:
        self.paper = paper

    def all(self, laid: Sequence[layout.Laid], page: model.Orientation) -> list[dict]:
        watched = [False, *(place.signed for place in laid)]
        return [
            self.one(place, page) | {"holds": place.holds, "watched": after_table}
            for place, after_table in zip(laid, watched, strict=False)
        ]

    def width(self, page: model.Orientation) -> float:
        return layout.text_width_mm(page, self.paper.keep_years)

    def one(self, place: layout.Laid, page: model.Orientation) -> dict:
        match place.block:
            case model.Letterhead() as block:
                return {"kind": "letterhead", "lines": _texts(layout.letterhead_lines(block))}
            case model.DateNumberPlace() as block:
                left, right = layout.date_line(block)
                return {
                    "kind": "date",
                    "left": _text(left),
                    "right": _text(right),
                    "place": _text(block.place),
                }
            case model.DocumentName(text=text):
                return {"kind": "name", "text": _text(text), "level": place.level}
            case model.Heading(text=text, level=own):
                return {
                    "kind": "heading",
                    "text": _text(text),
                    "level": place.level,
                    "own": own,
                    "centred": place.centred,
                }
            case model.Command(text=text):
                return {"kind": "command", "text": _text(text)}
            case model.Paragraph(text=text, align=align, indent=indent):
                return {"kind": "paragraph", "text": _text(text), "align": align, "indent": indent}
            case model.Item(number=number, text=text, level=level):
                return {"kind": "item", "number": _text(number), "text": _text(text), "level": level}
            case model.Note(text=text):
                return {"kind": "note", "text": _text(text)}
            case model.Blank(label=label, lines=count):
                return {"kind": "blank", "label": _text(label), "lines": count}
            case model.Addressee() as block:
                return {"kind": "addressee", "lines": _texts(block.lines)}
            case layout.Approvals(left=left, right=right):
                return {"kind": "approvals", "left": _approval(left), "right": _approval(right)}
            case layout.Definitions(rows=rows):
                return {"kind": "definitions", "rows": [[_text(row.label), _text(row.value)] for row in rows]}
            case layout.Signatures() as block:
                return _signatures(block, self.width(page))
            case model.Acquaintance(people=people, label=label):
                return {
                    "kind": "acquaintance",
                    "label": _text(label),
                    "headers": _texts(layout.ACQUAINTED_HEADERS),
                    "rows": _texts([layout.acquainted_line(person) for person in people]),
                }
            case model.Table() as table:
                return _table(table, self.width(page)) | {"signed": place.signed}
            case model.PageBreak():
                return {"kind": "break"}
            case model.Appendix() as block:
                return {
                    "kind": "appendix",
                    "label": _text(block.label),
                    "reference": _text(block.reference),
                    "level": place.level,
                    **_page(block.page, self.paper.keep_years),
                    "blocks": self.all(place.inner, block.page),
                }
        raise TypeError(f"PDF: неизвестная часть документа {place.block!r}")


def _approval(approval: model.Approval | None) -> dict | None:
    return {"label": _text(approval.label), "lines": _texts(approval.lines)} if approval else None


def _signatures(block: layout.Signatures, total: float) -> dict:
    return {
        "kind": "signatures",
        "rows": [[_text(layout.signature_left(row)), _text(row.name)] for row in block.rows],
        "whole": layout.stands_whole(block),
        "name-width": layout.name_width(block, total),
    }


def _table(table: model.Table, total: float) -> dict:
    plan = layout.grid(table, total)
    columns = range(len(table.columns))
    return {
        "kind": "table",
        "caption": _text(table.caption),
        "empty": _text(table.empty),
        "widths": plan.widths,
        "size": plan.size,
        "whole": plan.whole,
        "align": [column.align for column in table.columns],
        "headers": [_cell(table.columns[x].header, plan, x, bold=True) for x in columns],
        "rows": [[_cell(row[x], plan, x) for x in columns] for row in table.rows],
    }


def _cell(text: model.Text, plan: layout.Grid, column: int, *, bold: bool = False) -> list[list]:
    """Runs of a cell. Only a word wider than its column is broken («Сергеев-на» looks bad)."""
    width = plan.widths[column]
    cell = layout.cell_text(text, width, plan.size, tight=plan.tight[column])
    if not plan.tight[column]:
        return _runs(cell)
    room = width - 2 * layout.CELL_PADDING_MM
    return [
        [
            _fitting(piece),
            run.bold,
            run.italic,
            fonts.text_width(piece, plan.size, bold=bold or run.bold) > room,
        ]
        for run in cell
        for piece in re.split(r"(?<=\s)|(?<=-)", run.text)
    ]


def _texts(texts: Sequence[str]) -> list[list]:
    return [_text(text) for text in texts]


def _text(text: model.Text) -> list[list]:
    return _runs(layout.bound(text))


def _runs(runs: Sequence[model.Run]) -> list[list]:
    return [[_fitting(run.text), run.bold, run.italic, False] for run in runs]


def _fitting(text: str) -> str:
    """Only signs that have a picture; words longer than a line may be torn anywhere."""
    text = fonts.printable(text)
    return _LONG_WORD.sub(lambda word: _ZERO_WIDTH_SPACE.join(word.group()), text)
