"""A plain HTML table becomes one that folds into cards: cells get their header as label, and roles."""

import re
from html import escape, unescape

_HEAD = re.compile(r"<thead\b.*?</thead>", re.I | re.S)
_HEADER_CELL = re.compile(r"<th\b([^>]*)>(.*?)</th>", re.I | re.S)
_ROW = re.compile(r"<tr\b([^>]*)>(.*?)</tr>", re.I | re.S)
_CELL = re.compile(r"<(td|th)\b([^>]*)>(.*?)</\1>", re.I | re.S)
_SPAN = re.compile(r"""\bcolspan=["']?(\d+)""", re.I)
_TAG = re.compile(r"<[^>]*>")
_GROUP = re.compile(r"<(thead|tbody|tfoot)\b(?![^>]*\brole=)", re.I)


def labelled(rows: str) -> str:
    """Add `data-label`, roles and an inner box to the cells of `<thead>…</thead><tbody>…</tbody>`.

    The roles repeat what the elements mean, because browsers forget it once CSS shows rows as cards.
    One header row, no tables inside cells.
    """
    head = _HEAD.search(rows)
    labels: list[str] = []
    for attributes, text in _HEADER_CELL.findall(head.group() if head else ""):
        labels += [_plain(text)] * _span(attributes)

    def cell(match: re.Match, column: int) -> str:
        tag, attributes, inside = match.groups()
        if tag.lower() == "th":
            role = "columnheader" if 'scope="col"' in attributes else "rowheader"
            return f'<th role="{role}"{attributes}>{inside}</th>'
        label = "" if "data-label=" in attributes else f' data-label="{escape(_at(labels, column))}"'
        inside = f'<div class="cell">{inside}</div>' if inside.strip() else ""
        return f'<td role="cell"{label}{attributes}>{inside}</td>'

    def row(match: re.Match) -> str:
        column, cells = 0, []
        for found in _CELL.finditer(match.group(2)):
            cells.append(cell(found, column))
            column += _span(found.group(2))
        return f'<tr role="row"{match.group(1)}>{"".join(cells)}</tr>'

    return _GROUP.sub(r'<\1 role="rowgroup"', _ROW.sub(row, rows))


def _span(attributes: str) -> int:
    found = _SPAN.search(attributes)
    return int(found.group(1)) if found else 1


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())


def _at(labels: list[str], column: int) -> str:
    return labels[column] if column < len(labels) else ""
