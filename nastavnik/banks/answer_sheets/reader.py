"""From a file to a table of answers: open, find the header, understand each row."""

import datetime
import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import Any

from nastavnik.people.staff_table.cells import one_line, plain, shorten
from nastavnik.people.staff_table.experience import read_experience
from nastavnik.people.staff_table.lines import Line, Sheet
from nastavnik.people.staff_table.names import read_name

from . import columns as asked
from .files import SEARCHED_LINES, open_answers
from .model import MENTORS, AnswerFileError, AnswerRow, AnswerTable
from .values import (
    is_said_by_codes,
    read_capacity,
    read_category,
    read_forms,
    read_hours,
    read_hours_per_week,
    read_yes_no,
)

MOST_ROWS = 2000
LONGEST = {asked.TEXT: 1500, asked.ABOUT: 1500, asked.TOPICS: 1000, asked.ADULTS: 500, asked.NEEDS: 500}
LONGEST_OTHER = 300
_STAMPS = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%Y/%m/%d %H:%M:%S",
           "%Y/%m/%d %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "%d.%m.%Y")  # fmt: skip
_WHAT = (
    "В таблице ответов нужны столбец с фамилией, именем и отчеством и хотя бы один из вопросов: темы, "
    "описание запроса (для наставляемых) или готовность стать наставником"
)


def read_answers(data: bytes, *, name: str = "") -> AnswerTable:
    """Read an exported table (.xlsx, .ods, .csv) of either questionnaire; the content decides, not the name.

    Raises AnswerFileError with a Russian sentence when the file as a whole cannot be taken. Nothing in the
    file is executed, followed or fetched.
    """
    book = open_answers(data, name)
    for sheet in book.sheets:
        if not sheet.hidden and (table := _read_sheet(sheet, name, list(book.notes))):
            return table
    raise AnswerFileError(f"В файле «{name}» не найдена строка с вопросами. {_WHAT}.")


def _read_sheet(sheet: Sheet, name: str, notes: list[str]) -> AnswerTable | None:
    lines = iter(sheet.lines())
    head = list(islice(lines, SEARCHED_LINES))
    found = next((each for each in map(_header, range(SEARCHED_LINES), head) if each), None)
    if found is None:
        return None
    place, headers, fields = found
    bank = asked.bank_of(fields)
    if not bank:
        raise AnswerFileError(
            f"В файле «{name}» есть имена, но не видно, о чём спрашивали: о запросах или о готовности стать "
            f"наставником. {_WHAT}."
        )
    rows = _read_rows(bank, fields, headers, chain(head[place + 1 :], lines), name)
    if not rows:
        raise AnswerFileError(f"В файле «{name}» есть вопросы, но нет ни одного ответа.")
    used = set(fields.values())
    return AnswerTable(
        bank=bank,
        sheet=sheet.name,
        header_row=head[place].number,
        columns={field: headers[column] for field, column in fields.items()},
        unused=[header for column, header in enumerate(headers) if header and column not in used],
        rows=rows,
        notes=notes,
    )


def _header(place: int, line: Line) -> tuple[int, list[str], dict[str, int]] | None:
    """The place, the headers and the fields, when the line is one of questions."""
    headers = [one_line(plain(cell)) for cell in line.cells]
    fields = asked.fields_of(headers)
    return (place, headers, fields) if asked.NAME in fields and len(fields) >= 3 else None


def _read_rows(
    bank: str, fields: dict[str, int], headers: list[str], lines: Iterable[Line], name: str
) -> list[AnswerRow]:
    rows: list[AnswerRow] = []
    for line in lines:
        cells = {field: _cell(line, column) for field, column in fields.items()}
        if not any(cells.values()):
            continue
        if len(rows) == MOST_ROWS:
            raise AnswerFileError(
                f"В файле «{name}» больше {MOST_ROWS} ответов. Разделите его на части, например по учреждениям."
            )
        rows.append(_read_row(bank, line, fields, headers, cells))
    return rows


def _cell(line: Line, column: int) -> str:
    return plain(line.cells[column]) if column < len(line.cells) else ""


def _read_row(bank: str, line: Line, fields: dict[str, int], headers: list[str], cells: dict[str, str]) -> AnswerRow:
    problems = []
    for column, issue in sorted(line.troubles.items()):
        title = headers[column] if 0 <= column < len(headers) else ""
        where = f", столбец «{shorten(title, 40)}»" if title else ""
        problems.append(f"Строка {line.number}{where}: {issue.text}.")
    for field, text in cells.items():
        limit = LONGEST.get(field, LONGEST_OTHER)
        if len(text) > limit:
            title = shorten(headers[fields[field]], 40)
            problems.append(
                f"Строка {line.number}, столбец «{title}»: {len(text)} знаков, а поместится {limit}; взято начало."
            )
            cells[field] = text[: limit - 1] + "…"
    said = cells.get
    reading = read_name(said(asked.NAME, ""))
    forms, forms_understood = read_forms(said(asked.FORMS, ""))
    distance, distance_words = read_yes_no(said(asked.DISTANCE, ""))
    wishes = _wishes(
        ("Время", said(asked.HOURS, "")),
        ("Формы", "" if forms_understood else said(asked.FORMS, "")),
        ("Дистанционно", distance_words),
        ("К кому хотелось бы обратиться", said(asked.COLLEAGUE, "")),
        ("Срочность", said(asked.URGENCY, "")),
    )
    both: dict[str, Any] = {
        "row": line.number,
        "answered_at": _moment(line, fields.get(asked.STAMP)),
        "name": one_line(said(asked.NAME, "")),
        "surname": reading.surname,
        "first_name": reading.first_name,
        "patronymic": reading.patronymic,
        "position": one_line(said(asked.POSITION, "")),
        "months": read_experience(said(asked.EXPERIENCE, "")).first.months,
        "topics": said(asked.TOPICS, ""),
        "forms": forms,
        "hours": read_hours(said(asked.HOURS, "")),
        "distance": distance,
        "problems": problems,
    }
    if bank == MENTORS:
        return AnswerRow(**both, **_questionnaire(cells, wishes))
    text = said(asked.TEXT, "")
    if said(asked.RESULT):
        text = f"{text}\nОжидаемый результат: {said(asked.RESULT)}".strip()
    category_text = one_line(said(asked.CATEGORY, ""))
    return AnswerRow(
        **both, wishes=wishes, text=text, category=read_category(category_text), category_text=category_text
    )


def _questionnaire(cells: dict[str, str], wishes: list[str]) -> dict[str, Any]:
    ready, ready_words = read_yes_no(cells.get(asked.READY, ""))
    capacity, capacity_plain = read_capacity(cells.get(asked.CAPACITY, ""))
    time = cells.get(asked.TIME, "")
    return {
        "ready": ready,
        "ready_text": one_line(cells.get(asked.READY, "")),
        "text": cells.get(asked.ABOUT, ""),
        "adults": cells.get(asked.ADULTS, ""),
        "capacity": capacity,
        "capacity_text": one_line(cells.get(asked.CAPACITY, "")),
        "hours_per_week": read_hours_per_week(time),
        "needs": cells.get(asked.NEEDS, ""),
        "wishes": wishes
        + _wishes(
            ("О готовности", ready_words),
            ("Сколько наставляемых", "" if capacity_plain else cells.get(asked.CAPACITY, "")),
            ("Сколько времени", "" if re.fullmatch(r"\d+\s*ч(?:ас\w*)?\.?(?: в неделю)?", time) else time),
        ),
    }


def _wishes(*pairs: tuple[str, str]) -> list[str]:
    return [f"{label}: {one_line(words)}" for label, words in pairs if words and not is_said_by_codes(words)]


def _moment(line: Line, column: int | None) -> str:
    """When the answer was given, ISO; "" when the cell does not tell."""
    value = line.cells[column] if column is not None and column < len(line.cells) else None
    if isinstance(value, datetime.datetime):
        return value.replace(microsecond=0, tzinfo=None).isoformat()
    text = re.sub(r"\s*(?:GMT|UTC|MSK|МСК)[+\-\d:]*$", "", one_line(plain(value)) if value else "")
    for pattern in _STAMPS:
        try:
            return datetime.datetime.strptime(text, pattern).isoformat()
        except ValueError:
            continue
    return ""
