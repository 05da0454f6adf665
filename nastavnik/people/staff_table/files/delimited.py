"""Tables as text: fields divided by a comma, a semicolon, a tab or a bar, with fields of several lines in quotes.

The quotation marks of one bad line must not swallow the lines after it, so a record that cannot be put
together is reported by its line, and reading goes on with the next one.
"""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from ..header_search import SEARCHED_LINES, find_header
from ..lines import Book, Line, Sheet
from ..model import StaffFileError
from ..readings import Issue, doubt, fault
from .kinds import CSV, WANTED
from .texts import Text

DELIMITERS = {";": "точка с запятой", ",": "запятая", "\t": "табуляция", "|": "вертикальная черта"}
MOST_LINES_OF_RECORD = 60
LONGEST_RECORD = 200_000
MOST_COLUMNS = 500
MOST_LINES = 300_000


def open_delimited(text: Text, name: str) -> Book:
    """Raises StaffFileError when no delimiter makes a table with a header out of the text."""
    lines_in_file = text.text.count("\n") + 1
    if lines_in_file > MOST_LINES:
        raise StaffFileError(
            f"В файле «{name}» {lines_in_file} строк, можно до {MOST_LINES}. Проверьте, тот ли это файл, "
            f"или разделите его."
        )
    delimiter, width = _delimiter(text, name)
    faults = []
    if text.alien:
        listed = _listed(text.alien)
        faults.append(
            (
                "mixed_encodings",
                f"{listed} {'записана' if len(text.alien) == 1 else 'записаны'} в другой кодировке "
                f"({text.alien_encoding}, а начало файла — {text.encoding}) "
                f"и не {'прочитана' if len(text.alien) == 1 else 'прочитаны'}. Сохраните весь файл в "
                f"одной кодировке, лучше в UTF-8, и загрузите снова",
            )
        )
    sheet = Sheet("", lambda: records(text.text, delimiter, width))
    notes = (f"Кодировка {text.encoding}, разделитель — {DELIMITERS[delimiter]}.",)
    return Book(CSV, (sheet,), notes=notes, faults=tuple(faults))


def records(text: str, delimiter: str, width: int = 0) -> Iterator[Line]:
    """Rows of the text; `width` is the number of columns of the header, 0 while it is not known."""
    lines = _numbered(text)
    pending: list[tuple[int, str]] = []
    row = 0
    while True:
        if not pending:
            following = next(lines, None)
            if following is None:
                return
            pending.append(following)
        number, first = pending.pop(0)
        row += 1
        if row == 1 and first.lower().startswith("sep=") and len(first) <= 5:
            yield Line(row, [])
            continue
        if '"' not in first:
            yield _plain_record(row, number, first, delimiter, width)
            continue
        yield _quoted_record(row, number, first, pending, lines, delimiter, width)


def _plain_record(row: int, number: int, line: str, delimiter: str, width: int) -> Line:
    return _line(row, number, line.split(delimiter, MOST_COLUMNS) if line else [], width)


def _quoted_record(
    row: int,
    number: int,
    first: str,
    pending: list[tuple[int, str]],
    lines: Iterator[tuple[int, str]],
    delimiter: str,
    width: int,
) -> Line:
    """A record with quotation marks: lines are added until it is whole, or it is given up."""
    if len(first) > LONGEST_RECORD:
        issue = fault("line_too_long", f"строка файла {number} длиннее {LONGEST_RECORD} знаков и не прочитана")
        return Line(row, [], {-1: issue})
    taken: list[tuple[int, str]] = []
    record = first
    while True:
        fields, state = _parsed(record, delimiter)
        if state == "whole":
            if taken and width and len(fields) > width:
                break  # a lone quotation mark met by chance another one further down
            return _line(row, number, fields, width)
        if state == "broken" or len(taken) >= MOST_LINES_OF_RECORD or len(record) > LONGEST_RECORD:
            break
        following = pending.pop(0) if pending else next(lines, None)
        if following is None:
            break
        taken.append(following)
        record += "\n" + following[1]
    pending[:0] = taken
    return _broken_record(row, number, first, delimiter, width)


def _parsed(record: str, delimiter: str) -> tuple[list[str], str]:
    """The fields and «whole», «open» (a quotation mark waits for its pair) or «broken»."""
    try:
        rows = list(csv.reader([record], delimiter=delimiter, strict=True))
    except csv.Error as error:
        return [], "open" if "unexpected end" in str(error) else "broken"
    return (rows[0], "whole") if len(rows) == 1 else ([], "broken")


def _broken_record(row: int, number: int, first: str, delimiter: str, width: int) -> Line:
    """What can be saved of a line whose quotation marks do not match."""
    simple = [field.strip().strip('"').replace('""', '"') for field in first.split(delimiter)]
    where = f"строка файла {number}: " if row != number else ""
    if width and len(simple) == width:
        said = f"{where}кавычки не парные; поля разделены без их учёта, проверьте строку"
        return Line(row, list(simple), {-1: doubt("quotes_unbalanced", said)})
    kept = []
    for field in first.split(delimiter):
        if '"' in field:
            break
        kept.append(field.strip())
    unclosed = _parsed(first, delimiter)[1] == "open"
    what = "кавычка открыта и не закрыта" if unclosed else "кавычка посреди поля"
    said = f"{where}{what}; строка прочитана не вся. Удвойте кавычку внутри поля или уберите её"
    return Line(row, list(kept), {-1: fault("quotes_unbalanced", said)})


def _line(row: int, number: int, fields: list[str], width: int) -> Line:
    troubles: dict[int, Issue] = {}
    if width and len(fields) > width and any(field.strip() for field in fields[width:]):
        where = f"строка файла {number}: " if row != number else ""
        said = (
            f"{where}полей {len(fields)}, а столбцов в заголовке {width}: наверное, разделитель стоит "
            f"внутри поля. "
            "Возьмите это поле в кавычки"
        )
        troubles[-1] = fault("too_many_fields", said)
    if len(fields) > MOST_COLUMNS:
        fields = fields[:MOST_COLUMNS]
    return Line(row, list(fields), troubles)


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """Physical lines with their numbers; only \\n, \\r\\n and \\r end a line."""
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        yield number, line.rstrip("\n")


def _delimiter(text: Text, name: str) -> tuple[str, int]:
    """The delimiter that gives a header with most understood columns, and the number of its columns."""
    best: tuple[int, str, int] | None = None
    for delimiter in DELIMITERS:
        head = list(islice(records(text.text, delimiter), SEARCHED_LINES + 2))
        header = find_header(head, ())
        if header:
            line = next(line for line in head if line.number == header.bottom)
            width = max(len(line.cells), max(header.titles) + 1)
            if best is None or len(header.columns) > best[0]:
                best = (len(header.columns), delimiter, width)
    if best:
        return best[1], best[2]
    if text.alien and text.alien[0] <= 2:
        raise StaffFileError(
            f"Файл «{name}»: {_listed(text.alien).lower()} в другой кодировке ({text.alien_encoding}), "
            f"заголовок не прочитан. "
            "Сохраните весь файл в одной кодировке, лучше в UTF-8."
        )
    raise StaffFileError(
        f"В файле «{name}» не найдена строка заголовка: нужны хотя бы столбцы «Ф.И.О.» и «Должность», "
        f"разделённые "
        f"запятой, точкой с запятой или табуляцией, в одной из первых {SEARCHED_LINES} строк. "
        f"Подписав столбцы, сохраните файл снова; подойдёт и {WANTED}."
    )


def _listed(numbers: tuple[int, ...]) -> str:
    """«Строки 3–5, 8»."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    words = [str(start) if start == end else f"{start}–{end}" for start, end in spans[:10]]
    more = " и другие" if len(spans) > 10 else ""
    return ("Строка " if len(numbers) == 1 else "Строки ") + ", ".join(words) + more
