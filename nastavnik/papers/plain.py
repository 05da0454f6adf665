"""A paper as plain text: the snapshot that tests compare and reviewers read in a diff."""

from collections.abc import Iterator

from nastavnik.papers import layout, model
from nastavnik.papers.model import plain

LINE = "________"


def to_text(paper: model.Paper) -> str:
    """All words of the paper in reading order, one block a line, blocks parted by empty lines."""
    return "\n\n".join(_blocks(layout.arrange(paper.blocks))) + "\n"


def _blocks(laid: tuple[layout.Laid, ...]) -> Iterator[str]:
    for place in laid:
        yield from _block(place)


def _block(place: layout.Laid) -> Iterator[str]:
    match place.block:
        case model.Letterhead() as block:
            yield "\n".join(layout.letterhead_lines(block))
        case model.DateNumberPlace() as block:
            left, right = layout.date_line(block)
            yield "\n".join(line for line in (f"{left}    {right}", block.place) if line)
        case model.DocumentName(text=text) | model.Heading(text=text):
            yield f"{'#' * place.level} {text}"
        case model.Command(text=text) | model.Paragraph(text=text) | model.Note(text=text):
            yield plain(text)
        case model.Item(number=number, text=text, level=level):
            yield f"{'    ' * (level - 1)}{number} {plain(text)}"
        case model.Blank(label=label, lines=count):
            yield "\n".join([f"{label} {LINE * 3}".strip(), *[LINE * 6] * (count - 1)])
        case model.Addressee() as block:
            yield "\n".join(block.lines)
        case layout.Approvals(left=left, right=right):
            yield from ("\n".join((one.label, *one.lines)) for one in (left, right) if one)
        case layout.Definitions(rows=rows):
            yield "\n".join(f"{row.label}: {plain(row.value)}" for row in rows)
        case layout.Signatures(rows=rows):
            yield "\n".join(f"{layout.signature_left(row)}    {LINE}    {row.name}".strip() for row in rows)
        case model.Table() as table:
            yield "\n".join(_table(table))
        case model.Acquaintance(people=people, label=label):
            lines = [f"{layout.acquainted_line(person)} | {LINE} | {LINE}" for person in people]
            yield "\n".join([label, " | ".join(layout.ACQUAINTED_HEADERS), *lines])
        case model.PageBreak():
            yield "=" * 12
        case model.Appendix() as appendix:
            yield f"{'=' * 12}\n{'#' * place.level} {appendix.label}\n{appendix.reference}"
            yield from _blocks(place.inner)


def _table(table: model.Table) -> Iterator[str]:
    if table.caption:
        yield table.caption
    yield " | ".join(column.header for column in table.columns)
    yield "-" * 12
    for row in table.rows:
        yield " | ".join(plain(cell).replace("\n", " / ") for cell in row)
    if not table.rows:
        yield table.empty
