"""Qualification categories: «высшая, пр. № 112», «соотв.», «1 кв. категория», «б/к» (order on attestation № 196)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .cells import fold, is_nothing, mend_letters, one_line, shorten
from .model import CONFORMITY, FIRST, HIGHEST, MENTOR, METHODIST, NONE, UNKNOWN
from .readings import Issue, doubt

_KK = r"(?:кв\w*\.?\s*|квал\w*\.?\s*)?(?:кат\w*\.?|к\.?\s?к\b\.?)"
_HIGHEST = r"(?:высш(?:ая|ей|ую|\.|\b)|в\.?\s?к\.?\s?к\b\.?)"
_FIRST = r"(?:перв(?:ая|ой|ую|\.|\b)|\b1(?:-?\s?(?:я|ая|ой|ю|й))?|\bi\b|1\s?к\.?\s?к\b\.?)"
_SECOND = r"(?:втор(?:ая|ой|ую)|\b2(?:-?\s?(?:я|ая|ой))?|\bii\b)"
_CONFORMITY = (
    r"(?<!не )(?:соответ\w*|соотв\b\.?|\bсоот\b\.?|\bсзд\b|аттестован\w* на соотв\w*|\bс\.\s?з\.\s?д\b)"
    r"(?!\s+требован)"
)
_NONE = re.compile(
    r"б\s?[/\\.]\s?к\b|^бк$|^0$|без\s+(?:кв\w*\.?\s*)?кат|\bнет\b|отсутств|молод\w+\s+спец"
    r"|не\s+(?:имее|аттестов|подлежит|проходил|соответств)"
)
_EXTRA = {
    METHODIST: re.compile(r"педагог\w*\s?-?\s?методист"),
    MENTOR: re.compile(r"педагог\w*\s?-?\s?наставник"),
}
_ANY_PLACE = (
    (HIGHEST, re.compile(_HIGHEST)),
    (CONFORMITY, re.compile(_CONFORMITY)),
    (FIRST, re.compile(_FIRST + r"(?![\d.]*\d)")),
)
_WITH_WORD = (
    (HIGHEST, re.compile(rf"{_HIGHEST}\s*{_KK}|\bв\.?\s?к\.?\s?к\b")),
    (FIRST, re.compile(rf"{_FIRST}\s*{_KK}|\b1\s?к\.?\s?к\b")),
    (CONFORMITY, re.compile(_CONFORMITY)),
)
_AFTER = r"\s*(?:$|[(\d:–—-]|(?:пр|приказ|протокол|от|с|до|до|присв|дата|категор|кв)\b)"
_AS_PIECE = (
    (HIGHEST, re.compile(rf"^{_HIGHEST}(?:\s*{_KK})?{_AFTER}")),
    (FIRST, re.compile(rf"^(?:перв(?:ая|ой|ую)|1-?\s?(?:я|ая)|i)(?:\s*{_KK})?{_AFTER}")),
    (CONFORMITY, re.compile(rf"^{_CONFORMITY}")),
)
_DATES_AND_ORDERS = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:пр\b|приказ\w*|протокол\w*|распоряж\w*)\.?[^,;]*|№\s*[\w/-]*"
    r"|\d{4}|\bот\b.*"
)
_RANKED = (HIGHEST, FIRST, CONFORMITY, NONE)


@dataclass(frozen=True, slots=True)
class CategoryReading:
    """`category` of `model`; `extra` holds педагог-методист, педагог-наставник."""

    category: str = UNKNOWN
    extra: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


@lru_cache(maxsize=4096)
def read_category(text: str) -> CategoryReading:
    """The cell of a column of categories. An empty one says that there is none."""
    line = _folded(one_line(text))
    if is_nothing(line):
        return CategoryReading(NONE)
    extra = _extra(line)
    without_extra = line
    for pattern in _EXTRA.values():
        without_extra = pattern.sub(" ", without_extra)
    stripped = _DATES_AND_ORDERS.sub(" ", without_extra)
    found = [code for code, pattern in _ANY_PLACE if pattern.search(stripped)]
    if not found:
        found = [code for code, pattern in _ANY_PLACE[:2] if pattern.search(without_extra)]
    if CONFORMITY in found and FIRST in found and "перв" not in stripped:
        found.remove(FIRST)  # «соответствие, 1 раз»: a bare figure beside a word is no category
    if extra and HIGHEST not in found:
        issue = doubt(
            "category_doubtful",
            f"«{shorten(text)}»: эту категорию присваивают имеющим высшую; записана высшая. Если её нет, исправьте",
        )
        return CategoryReading(HIGHEST, extra, (issue,))
    if len(found) > 1:
        best = min(found, key=_RANKED.index)
        issue = doubt(
            "category_several",
            f"в ячейке несколько категорий («{shorten(text)}»); взята старшая. Оставьте нынешнюю",
        )
        return CategoryReading(best, extra, (issue,))
    if found:
        return CategoryReading(found[0], extra)
    if re.search(_SECOND, stripped):
        issue = doubt(
            "category_abolished",
            f"«{shorten(text)}»: второй категории больше нет; записано «нет». Укажите нынешнюю",
        )
        return CategoryReading(NONE, extra, (issue,))
    if _NONE.search(line):
        return CategoryReading(NONE, extra)
    issue = doubt(
        "category_unclear",
        f"категория «{shorten(text)}» не понята; напишите «высшая», «первая», «соответствие» или «нет»",
    )
    return CategoryReading(UNKNOWN, extra, (issue,))


@lru_cache(maxsize=4096)
def find_category(text: str) -> CategoryReading:
    """A category among other words (qualification on a site, the tail of a post); UNKNOWN when none is named.

    «Высшая математика» is no category: the word must stand with «категория» or open a piece of the text
    and be followed by a date, an order or nothing.
    """
    line = _folded(text)
    extra = _extra(line)
    found = []
    for code, pattern in _WITH_WORD:
        if pattern.search(line):
            found.append(code)
    for piece in re.split(r"[;,\n()]|\s[–—-]\s|\.\s", line):
        for code, pattern in _AS_PIECE:
            if pattern.search(piece.strip()) and code not in found:
                found.append(code)
    if not found:
        return CategoryReading(UNKNOWN, extra)
    best = min(found, key=_RANKED.index)
    return CategoryReading(best, extra)


def _folded(text: str) -> str:
    """Small letters, one alphabet; the Ukrainian і stands for the Roman one."""
    return fold(mend_letters(text)[0]).replace("і", "i")


def _extra(line: str) -> tuple[str, ...]:
    return tuple(code for code, pattern in _EXTRA.items() if pattern.search(line))
