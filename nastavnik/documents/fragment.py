"""A paper as a piece of HTML to be put into a page of another site: plain tags, nothing inline, all text escaped."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from nastavnik.papers import model
from nastavnik.papers.model import plain


def html_fragment(paper: model.Paper) -> SafeString:
    """Headings from the second level on: the first belongs to the page that it is put into."""
    blocks = [block for block in paper.blocks if not isinstance(block, model.DocumentName)]
    return mark_safe("\n".join(_parts(blocks)))  # noqa: S308  # every piece comes out of format_html


def _parts(blocks) -> Iterator[SafeString]:
    for kind, run in groupby(blocks, key=type):
        found = list(run)
        if kind is model.Item:
            yield format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", ((plain(one.text),) for one in found)))
        elif kind is model.Definition:
            rows = ((one.label, plain(one.value)) for one in found)
            yield format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
        else:
            for block in found:
                yield _part(block)


def _part(block) -> SafeString:
    match block:
        case model.Heading(text=text, level=level):
            tag = f"h{min(level + 1, 6)}"
            return format_html("<{}>{}</{}>", SafeString(tag), text, SafeString(tag))
        case model.Table():
            return _table(block)
        case model.Paragraph(text=text) | model.Note(text=text):
            return format_html("<p>{}</p>", plain(text))
    raise ValueError(f"A fragment has no place for {type(block).__name__}")


def _table(table: model.Table) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((column.header,) for column in table.columns))
    body = format_html_join(
        "",
        "<tr>{}</tr>",
        ((format_html_join("", "<td>{}</td>", ((plain(cell),) for cell in row)),) for row in table.rows),
    )
    caption = format_html("<caption>{}</caption>", table.caption) if table.caption else ""
    return format_html("<table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>", caption, head, body)
