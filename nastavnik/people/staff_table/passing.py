"""Which rows under a header are not people: blank lines, sections, totals, signatures, column numbers."""

import re

from .cells import fold, is_nothing, plain, shorten
from .header_search import Header, is_column_numbers, number_column
from .header_words import (
    EMAIL,
    FIRST_NAME,
    GIVEN,
    HIRED,
    NAME,
    NAME_AND_POST,
    PATRONYMIC,
    POSITION,
    SPECIAL,
    SURNAME,
    SURNAME_AND_FIRST,
    TOTAL,
)
from .lines import Line
from .name_words import is_given_name
from .names import looks_like_person, name_and_post
from .post_words import begins_post

BLANK = "пустая строка"

_NAME_PLACES = (NAME, NAME_AND_POST, SURNAME_AND_FIRST, SURNAME, FIRST_NAME, GIVEN, PATRONYMIC)
_TOTAL = re.compile(
    r"(?:итого|всего|общее (?:кол|чис)|кол(?:ичество|-во)|из них\b|в том числе|в т\. ?ч|средн\w+ (?:стаж"
    r"|возраст)|численность)"
)
_SIGNATURE = re.compile(
    r"(?:исп\b|исполн\w+\b|составил|подготовил|ответствен\w+|согласов\w+|утвержд\w+|подпис\w+"
    r"|председател\w+|м\. ?п\.\s*$|дата\b"
    r"|руководител\w+ (?:учрежд|организ|доу|доо))"
)
_FOOTNOTE = re.compile(r"(?:примеч\w+|сокращ\w+|условн\w+ обознач|\*+\s?[-–—]|\d\)\s)")
_VACANCY = re.compile(r"ваканс|вакант", re.I)


def why_passed(line: Line, header: Header) -> str:
    """The reason for passing the row over, "" for a row about a person."""
    texts = [plain(cell) for cell in line.cells]
    filled = {column: text for column, text in enumerate(texts) if text}
    if not filled:
        return "" if line.troubles else BLANK
    if line.troubles.get(-1):
        return ""
    if is_column_numbers(line):
        return "номера столбцов"
    number = number_column(header)
    numbered = number is not None and number < len(texts) and _is_number(texts[number])
    rest = {column: text for column, text in filled.items() if column != number or not _is_number(text)}
    if not rest:
        return "в строке только номер"
    first = fold(next(iter(rest.values()))).strip(' "«')
    name = _text_of(header, texts, _NAME_PLACES)
    if NAME_AND_POST in header.columns:
        name = name_and_post(name)[0]
    joined = "\n".join(rest.values())
    if _TOTAL.match(first) and not looks_like_person(name):
        return f"итог: «{shorten(first)}»"
    if "___" in joined or (_SIGNATURE.match(first) and not (numbered and len(rest) > 2)):
        return f"подпись или пометка: «{shorten(next(iter(rest.values())))}»"
    if _FOOTNOTE.match(first) and not looks_like_person(name):
        return f"сноска: «{shorten(next(iter(rest.values())))}»"
    if _VACANCY.search(joined) and not looks_like_person(name):
        return "вакансия"
    if numbered:
        return ""
    return _without_person(rest, name, header, texts)


def _without_person(rest: dict[int, str], name: str, header: Header, texts: list[str]) -> str:
    """Sections, signatures without a line, small tables under the list."""
    post = _text_of(header, texts, (POSITION,))
    if looks_like_person(name):
        return ""
    if len(set(rest.values())) == 1:
        text = next(iter(rest.values()))
        alone_post = post == text and set(rest) == set(header.columns.get(POSITION, ()))
        if alone_post or looks_like_person(text):
            return ""
        return f"заголовок раздела: «{shorten(text)}»"
    telling = _telling(header, texts)
    if not name:
        return "" if post or telling >= 2 else f"в строке нет имени: «{shorten(next(iter(rest.values())))}»"
    if begins_post(name) and (not post or looks_like_person(post)) and telling == 0:
        return f"подпись или пометка: «{shorten(name)}»"
    if telling == 0 and not _has_words(post) and not any(is_given_name(word) for word in _capital_words(name)):
        return f"не похоже на сотрудника: «{shorten(name)}»"
    return ""


def _telling(header: Header, texts: list[str]) -> int:
    """How many cells of the row hold what only a person has: an address, a date, an experience in words."""
    count = 0
    if "@" in _text_of(header, texts, (EMAIL,)):
        count += 1
    if re.search(r"\d{4}|\d\d\.\d\d", _text_of(header, texts, (HIRED,))):
        count += 1
    for field in (TOTAL, SPECIAL):
        if re.search(r"\d+\s*(?:лет|год|г\b|л\b|мес)|менее|до года", fold(_text_of(header, texts, (field,)))):
            count += 1
    return count


def _text_of(header: Header, texts: list[str], fields: tuple[str, ...]) -> str:
    parts = []
    for field in fields:
        for column in header.columns.get(field, ()):
            if column < len(texts) and texts[column] and not is_nothing(texts[column]):
                parts.append(texts[column])
    return " ".join(parts)


def _capital_words(text: str) -> list[str]:
    return [word.strip(".,;()") for word in text.split()[:5] if word[:1].isupper()]


def _has_words(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{3}", text))


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,5}[.)]?", text))
