"""CSV tables of names or posts: read with forgiveness, declined row by row.

A row that cannot be declined keeps its cells, gets blank forms and a reason; it never stops the others.
Only a table that cannot be read at all raises `UnusableTable` with a Russian sentence.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import Literal

from .cases import OBLIQUE, Cases, apply_override
from .names import Sex, decline_name, split_full_name
from .positions import decline_position
from .spelling import is_foreign, tidy

Kind = Literal["names", "positions"]
KINDS: tuple[Kind, ...] = ("names", "positions")

_FULL_NAME = ("full_name", "фио", "ф.и.о.", "ф. и. о.", "фамилия, имя, отчество", "фамилия имя отчество")
_SURNAME, _FIRST_NAME = ("surname", "фамилия"), ("first_name", "имя")
_PATRONYMIC = ("patronymic", "отчество")
_SEX = ("sex", "пол")
_NOMINATIVE = ("nominative", "должность", "position")

_FEMALE = {"ж", "жен", "жен.", "женский", "женщина", "f", "female"}
_MALE = {"м", "муж", "муж.", "мужской", "мужчина", "m", "male"}

# row of the header -> row of a table -> its forms, or ValueError with the reason
Reader = Callable[[dict[str, str]], Cases]


class UnusableTable(ValueError):
    """The whole input cannot be used; the message is a Russian sentence for the person."""


def decline_table(kind: Kind, lines: Iterable[str]) -> tuple[list[list[str]], str]:
    """The table with its columns kept and the five oblique forms added, and the delimiter it came with.

    The first row returned is the header. Names need the columns `full_name` and `sex`, posts `nominative`
    (or their Russian titles), in any order. A form already written in a column named after a case is a
    stored correction and stays. The column `problem` comes last, only when some row needs it.
    """
    header, rows, delimiter = _read(lines)
    columns = [_key(title) for title in header]
    read = _names_reader(columns) if kind == "names" else _positions_reader(columns)
    added = [case for case in OBLIQUE if case not in columns]
    answers = [(cells, *_answer(cells, columns, read)) for cells in rows]
    with_problems = any(problem for _, _, problem in answers)

    result = [[*header, *added, *(["problem"] if with_problems else [])]]
    for cells, forms, problem in answers:
        kept = [forms.get(column, cell) for column, cell in zip(columns, cells, strict=False)]
        result.append([*kept, *(forms[case] for case in added), *([problem] if with_problems else [])])
    return result, delimiter


def _answer(cells: list[str], columns: list[str], read: Reader) -> tuple[dict[str, str], str]:
    """Forms of one row by case, and the reason why they are blank."""
    row = dict(zip(columns, cells[: len(columns)], strict=True))
    stored = {case: row[case] for case in OBLIQUE if row.get(case, "").strip()}
    if len(stored) == len(OBLIQUE):
        return stored, ""
    try:
        if len(cells) > len(columns):
            raise ValueError("Ячеек больше, чем в заголовке: возьмите текст с запятой в кавычки.")
        cases = apply_override(read(row), stored)
    except ValueError as reason:
        return {case: stored.get(case, "") for case in OBLIQUE}, str(reason)
    return dict(zip(OBLIQUE, cases.oblique(), strict=True)), ""


def _names_reader(columns: list[str]) -> Reader:
    full_name, sex = _find(columns, _FULL_NAME), _find(columns, _SEX)
    parts = [_find(columns, titles) for titles in (_SURNAME, _FIRST_NAME, _PATRONYMIC)]
    in_parts = None not in parts[:2]
    if full_name is None and not in_parts:
        raise UnusableTable(_no_column("full_name", "«Фамилия Имя Отчество»", columns))
    if sex is None:
        raise UnusableTable(_no_column("sex", "пол: ж или м", columns))

    def read(row: dict[str, str]) -> Cases:
        surname, first_name, patronymic = (tidy(row[part]) if part else "" for part in parts)
        if not (in_parts and surname):
            surname, first_name, patronymic = split_full_name(row[full_name] if full_name else "")
        _check_name(surname, first_name, patronymic)
        cases = decline_name(surname, first_name, patronymic, _sex(row[sex]))
        if not cases.certain:
            raise ValueError("В имени есть посторонние знаки: оставьте только фамилию, имя и отчество.")
        return cases

    return read


def _positions_reader(columns: list[str]) -> Reader:
    nominative = _find(columns, _NOMINATIVE)
    if nominative is None:
        raise UnusableTable(_no_column("nominative", "должность в именительном падеже", columns))

    def read(row: dict[str, str]) -> Cases:
        if not row[nominative].strip():
            raise ValueError("Должность не указана.")
        if row[nominative].lstrip()[0] in "=+-@":  # would become a formula in the table of the reader
            raise ValueError("Должность начинается со знака, с которого начинают формулу.")
        cases = decline_position(row[nominative])
        if not cases.certain:
            raise ValueError("Не найдено слово, которое склоняется: впишите формы сами.")
        return cases

    return read


def _check_name(surname: str, first_name: str, patronymic: str) -> None:
    text = tidy(f"{surname} {first_name} {patronymic}")
    if not text:
        raise ValueError("Имя не указано.")
    strangers = [sign for sign in text if is_foreign(sign) or sign.isdigit()]
    if strangers:
        shown = strangers[0] if strangers[0].isprintable() else f"U+{ord(strangers[0]):04X}"
        raise ValueError(f"Посторонний знак «{shown}» в имени: напишите имя русскими буквами.")
    if not first_name:
        raise ValueError("Нужны хотя бы фамилия и имя.")


def _sex(text: str) -> Sex:
    word = tidy(text).lower()
    if word in _FEMALE:
        return "female"
    if word in _MALE:
        return "male"
    if not word:
        raise ValueError("Не указан пол: впишите ж или м.")
    raise ValueError(f"Пол «{word}» непонятен: впишите ж или м.")


def _read(lines: Iterable[str]) -> tuple[list[str], list[list[str]], str]:
    """Header, rows as long as the header, delimiter. Blank rows are passed over."""
    source = [line.removeprefix("\ufeff") if index == 0 else line for index, line in enumerate(lines)]
    first = next((line for line in source if line.strip()), "")
    if not first:
        raise UnusableTable("Файл пуст: нужна таблица CSV с заголовком в первой строке.")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    filled: list[list[str]] = []
    try:
        filled.extend(cells for cells in reader if any(cell.strip() for cell in cells))
    except csv.Error:
        raise UnusableTable(
            f"Таблица не читается, строка {reader.line_num}: проверьте, что все кавычки закрыты."
        ) from None
    header, *rows = filled
    return header, [_fitted(cells, len(header), delimiter) for cells in rows], delimiter


def _fitted(cells: list[str], width: int, delimiter: str) -> list[str]:
    """A row at least as wide as the header; in a table of one column a comma belongs to the text."""
    if width == 1:
        return [delimiter.join(cells)]
    return cells + [""] * (width - len(cells))


def _find(columns: list[str], titles: tuple[str, ...]) -> str | None:
    return next((title for title in titles if title in columns), None)


def _key(title: str) -> str:
    return tidy(title).lower()


def _no_column(name: str, meaning: str, columns: list[str]) -> str:
    return f"В заголовке нет столбца {name} ({meaning}). Есть только: {', '.join(columns):.200}."
