"""How papers look, decided once for both writers (ГОСТ Р 7.0.97): sizes, margins, outline, page breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from nastavnik.papers import model
from nastavnik.papers.fonts import PDF_FACE, text_width
from nastavnik.papers.wording import Room, keep_together

PAGE_MM = (210.0, 297.0)
INDENT_MM = 12.5
CELL_PADDING_MM = 1.6
LONGEST_WORD = 30  # letters; what is longer (addresses, nonsense) is torn where the line ends
SMALLEST = 9.0  # points
WHOLE_LINES = 15  # a row of a table up to so many lines is not split between pages
WHOLE_LETTERS = 700  # a paragraph up to so many letters moves whole to the page of the signature
PERIOD_SAMPLE = "00.00.0000 – 00.00.0000"


@dataclass(frozen=True)
class Margins:
    """Millimetres."""

    top: float
    right: float
    bottom: float
    left: float


def margins(page: model.Orientation, keep_years: int | None) -> Margins:
    """30 mm at the bound side of what is kept longer than ten years; a sideways sheet is bound at its top."""
    bound = 20.0 if keep_years is not None and keep_years <= 10 else 30.0
    if page == "landscape":
        return Margins(top=bound, right=20, bottom=10, left=20)
    return Margins(top=20, right=10, bottom=20, left=bound)


def text_width_mm(page: model.Orientation, keep_years: int | None) -> float:
    """The width of the text between the margins."""
    width = PAGE_MM[1] if page == "landscape" else PAGE_MM[0]
    sides = margins(page, keep_years)
    return width - sides.left - sides.right


_CORNER_MM = {"ГОСТ Р 7.0.97-2016": 75.0}


def corner_mm(edition: str) -> float:
    """How long a line in the corner of the sheet may be: addressee, approval, reference of an appendix.

    The edition of 2016 allows 7.5 cm, that of 2025 8 cm. It is the one measure in which the two are known to
    differ: margins, indents and the size of the letters (12–14 points, the institution chooses) are the same
    here for both, and the new requisite of 2025, the bar code, is drawn by neither.
    """
    return _CORNER_MM.get(edition, 80.0)


def body_size(page: model.Orientation) -> float:
    """Points."""
    return 12.0 if page == "landscape" else 13.0


def table_size(columns: int) -> float:
    """Points: the more columns, the smaller, never under 9."""
    return 11.0 if columns <= 5 else 10.0 if columns <= 8 else 9.0


# --- the flow of blocks -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Signatures:
    rows: tuple[model.Signature, ...]


@dataclass(frozen=True)
class Definitions:
    rows: tuple[model.Definition, ...]


@dataclass(frozen=True)
class Approvals:
    """One (it stands at the right) or two (side by side)."""

    left: model.Approval | None
    right: model.Approval


@dataclass(frozen=True)
class Laid:
    """A block or a group of neighbours in its place.

    `level` in the outline (0: no heading); `holds`: does not part from the next block; `centred`: a heading
    right under the name of the document («СОГЛАСИЕ / на …»); `signed`: a table with a signature right after
    it.
    """

    block: object
    level: int = 0
    holds: bool = False
    centred: bool = False
    signed: bool = False
    inner: tuple["Laid", ...] = ()


def arrange(blocks: tuple[model.Block, ...]) -> tuple[Laid, ...]:
    """Blocks in order, neighbours of a kind grouped, headings levelled without gaps, holders marked."""
    return tuple(_arrange(blocks, _Outline(), depth=0))


class _Outline:
    """PDF/UA wants the outline to begin at level 1 and never to skip a level downwards."""

    def __init__(self) -> None:
        self.last = 0

    def level(self, rank: int) -> int:
        self.last = min(rank, self.last + 1)
        return self.last


def _arrange(blocks: tuple[model.Block, ...], outline: _Outline, depth: int) -> Iterator[Laid]:
    named = int(any(isinstance(block, model.DocumentName) for block in blocks))
    groups = list(_groups(blocks))
    for before, block, following in zip([None, *groups], groups, [*groups[1:], None], strict=False):
        match block:
            case model.DocumentName():
                yield Laid(block, level=outline.level(depth + 1), holds=True)
            case model.Heading(level=level):
                centred = level == 1 and isinstance(before, model.DocumentName)
                yield Laid(block, level=outline.level(depth + named + level), holds=True, centred=centred)
            case model.Table():
                yield Laid(block, signed=isinstance(following, Signatures))
            case model.Appendix():
                label = outline.level(depth + 1)
                inner = tuple(_arrange(block.blocks, outline, depth + 1))
                yield Laid(block, level=label, inner=inner)
            case _:
                yield Laid(block, holds=_holds(block, following))


def _groups(blocks: tuple[model.Block, ...]) -> Iterator[object]:
    for _, run in groupby(blocks, key=type):
        neighbours: tuple[Any, ...] = tuple(run)
        match neighbours[0]:
            case model.Signature():
                yield Signatures(neighbours)
            case model.Definition():
                yield Definitions(neighbours)
            case model.Approval():
                yield from _pairs(neighbours)
            case _:
                yield from neighbours


def _pairs(approvals: tuple[model.Approval, ...]) -> Iterator[Approvals]:
    if len(approvals) % 2:
        yield Approvals(None, approvals[0])
        approvals = approvals[1:]
    for index in range(0, len(approvals), 2):
        yield Approvals(approvals[index], approvals[index + 1])


def _holds(block, following) -> bool:
    """What must not part from the next block: the head of the paper, «…:», the last words before a signature.

    The signature itself holds to nothing: chained to the acquaintance list it would leave its page.
    """
    match block:
        case model.Letterhead() | model.DateNumberPlace() | model.Command():
            return True
        case model.Paragraph(text=text) | model.Item(text=text) | model.Note(text=text):
            letters = model.plain(text).rstrip()
            return len(letters) <= WHOLE_LETTERS and (isinstance(following, Signatures) or letters.endswith(":"))
        case model.Blank():
            return isinstance(following, Signatures)
    return False


# --- tables -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Grid:
    """How a table stands on its sheet.

    `widths` in millimetres; `size` of the letters in points; `tight`: columns narrower than their longest
    word, where words are broken; `whole`: rows that may not be split between pages (all but very long
    ones).
    """

    widths: tuple[float, ...]
    size: float
    tight: tuple[bool, ...]
    whole: tuple[bool, ...]


def grid(table: model.Table, total: float, face: str = PDF_FACE) -> Grid:
    """Shares turned into widths so that no word need be torn, as far as the sheet is wide enough.

    A column gets at least its longest word; wider columns give the room. Where the words of all columns do
    not fit beside each other, the letters become smaller (not under 9 points), then the widest columns are
    cut.
    """
    size = table_size(len(table.columns))
    while sum(needed := _needed(table, size, face)) > total and size > SMALLEST:
        size -= 0.5
    floors = _cut_widest(needed, total)
    widths = _fit([column.width for column in table.columns], floors, total)
    tight = tuple(need > width + 0.01 for need, width in zip(needed, widths, strict=True))
    return Grid(tuple(widths), size, tight, tuple(_is_whole(row, widths, size) for row in table.rows))


def _needed(table: model.Table, size: float, face: str) -> list[float]:
    """The width of each column that its longest word asks for."""
    needed = []
    for index, column in enumerate(table.columns):
        words = {word for row in table.rows for word in _words(model.plain(row[index]))}
        in_cells = max((text_width(word, size, face=face) for word in words), default=0.0)
        header = _words(column.header)
        in_header = max((text_width(word, size, bold=True, face=face) for word in header), default=0.0)
        needed.append(max(in_cells, in_header) + 2 * CELL_PADDING_MM + 0.3)
    return needed


def _words(text: str) -> list[str]:
    """Pieces that a line cannot break, without those that are torn anyway."""
    pieces = re.split(r"[ \n]|(?<=-)", keep_together(text, "column"))
    return [piece for piece in pieces if len(piece) <= LONGEST_WORD]


def _cut_widest(floors: list[float], total: float) -> list[float]:
    """Floors that fit together: the widest are lowered to one height, the narrow ones keep theirs."""
    if sum(floors) <= total:
        return floors
    room, ceiling = total, 0.0
    for index, floor in enumerate(sorted(floors)):
        ceiling = room / (len(floors) - index)
        if floor >= ceiling:
            break
        room -= floor
    return [min(floor, ceiling) for floor in floors]


def _fit(shares: list[float], floors: list[float], total: float) -> list[float]:
    """Widths by share, none under its floor."""
    fixed: set[int] = set()
    while True:
        room = total - sum(floors[index] for index in fixed)
        free = sum(share for index, share in enumerate(shares) if index not in fixed) or 1.0
        widths = [floors[index] if index in fixed else share * room / free for index, share in enumerate(shares)]
        short = {index for index, width in enumerate(widths) if index not in fixed and width < floors[index]}
        if not short:
            return widths
        fixed |= short


def _is_whole(row: tuple[model.Text, ...], widths: list[float], size: float) -> bool:
    """Whether the row is short enough to stand whole: an unbroken row taller than a page loses its end."""
    return all(
        len(text := model.plain(cell)) < 60  # spares the measuring of nearly all cells
        or text_width(text, size) / (width - 2 * CELL_PADDING_MM) + text.count("\n") < WHOLE_LINES
        for cell, width in zip(row, widths, strict=True)
    )


def cell_text(text: model.Text, width: float, size: float, *, tight: bool = False) -> tuple[model.Run, ...]:
    """Runs of a cell with its words bound: whole periods where one has room, next to nothing when tight."""
    if tight:
        return bound(text, "tight")
    roomy = width - 2 * CELL_PADDING_MM >= text_width(PERIOD_SAMPLE, size)
    return bound(text, "line" if roomy else "column")


def bound(text: model.Text, room: Room = "line") -> tuple[model.Run, ...]:
    """Runs with dates, numbers and names kept together."""
    return tuple(replace(run, text=keep_together(run.text, room)) for run in model.runs(text))


# --- wording shared by the writers --------------------------------------------------------------------------
DATE_BLANK = "«____» ______________ 20____ г."
NUMBER_BLANK = "№ __________"
ACQUAINTED_HEADERS = ("Фамилия, инициалы, должность", "Подпись", "Дата")


def date_line(block: model.DateNumberPlace) -> tuple[str, str]:
    """Left and right text of the line with date and number."""
    left = block.date.strftime("%d.%m.%Y") if block.date else DATE_BLANK
    return left, f"№ {block.number}" if block.number else NUMBER_BLANK


def signature_left(signature: model.Signature) -> str:
    """What stands before the line for the signature: post, date blank, or both in two lines."""
    return "\n".join(line for line in (signature.position, DATE_BLANK if signature.dated else "") if line)


def stands_whole(signatures: Signatures) -> bool:
    """Whether the signatures are few and short enough to stay on one page together."""
    return len(signatures.rows) <= 6 and all(len(row.position) + len(row.name) < 300 for row in signatures.rows)


def name_width(signatures: Signatures, total: float, face: str = PDF_FACE) -> float:
    """Millimetres for the names beside the signatures: as the longest needs, up to two fifths of the line."""
    longest = max(text_width(row.name, body_size("portrait"), face=face) for row in signatures.rows)
    return max(30.0, min(total * 0.4, longest + 1))


def acquainted_line(person: model.Acquainted) -> str:
    return f"{person.name}, {person.position}" if person.position else person.name


def letterhead_lines(block: model.Letterhead) -> tuple[str, ...]:
    """Founder, full name, short name in brackets, address: those that are given."""
    short = f"({block.short_name})" if block.short_name else ""
    parts = (block.founder, block.full_name, short, block.address)
    return tuple(line for part in parts for line in part.split("\n") if line)
