"""Remarks on an employment: «внешн. совм., 0,5 ст.», «декр. отпуск», «внутреннее совместительство»."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .cells import fold
from .model import EXTERNAL, INTERNAL, MAIN

SIDE = "side"  # part-time, but the row does not say whether inside or outside the institution

_EXTERNAL = re.compile(
    r"внеш\w*\.?\s?[-/]?\s*сов\w*|сов\w*\.?\s*\(?внеш\w*|^внеш\w*\.?$"
    r"|\bвн\w*\.?\s?совм\w*\s*\(внеш"
)
_INTERNAL = re.compile(
    r"внутр\w*\.?\s?[-/]?\s*сов\w*|сов\w*\.?\s*\(?внутр\w*|^внутр\w*\.?$|совмещени"
    r"|по совмещ"
)
_SIDE = re.compile(r"\bсовместит\w*|\bсовм\b\.?|по совмест\w*")
_MAIN = re.compile(
    r"основн\w+\s+(?:мест|работ|сотруд|работник)|^основн\w*\.?$|^осн\.?\s?(?:м\.?"
    r"|место)?$|постоянн\w*"
)
_LEAVE = re.compile(
    r"декр\w*|\bд/о\b|отп\w*\.?\s+(?:по|за)\s+(?:ух\w*|бер\w*|реб\w*)|уход\w*\s+за\s+реб|по\s+берем"
    r"|\bв\s+отпуске\b|длительн\w+\s+отпуск|\bо/у\b"
)
_BACK_FROM_LEAVE = re.compile(r"(?:выш\w+|выход\w*|после|была)\s+(?:из\s+|в\s+)?(?:декр|отп)")
_RATE = re.compile(
    r"(?:на\s+)?(?P<number>\d(?:[.,]\d{1,3})?|\d\s?/\s?\d)\s*[-–]?\s*(?:ст\b\.?|став\w*|шт\.?\s*ед\w*\.?"
    r"|ш\.?\s?е\b\.?|долж\w*\s+окл)"
    r"|(?P<half>пол-?\s?ставки|полставки)|(?P<whole>полная ставка|целая ставка)"
    r"|(?P<one_and_half>полтор\w+\s+став\w*)"
)
_BARE_RATE = re.compile(r"(?:на\s+)?([01]?[.,]\d{1,3}|1(?:[.,]\d{1,2})?|2|\d/\d)")
_REMARKS = tuple(re.compile(each.pattern, re.I) for each in (_EXTERNAL, _INTERNAL, _SIDE, _MAIN, _RATE, _LEAVE))
_EDGES = " ,;–—-"


@dataclass(frozen=True, slots=True)
class Employment:
    """`kind`: main, internal, external, SIDE, or "" when the words say nothing of it."""

    kind: str = ""
    rate: str = ""
    on_leave: bool = False

    @property
    def said_something(self) -> bool:
        return bool(self.kind or self.rate or self.on_leave)

    def joined(self, other: "Employment") -> "Employment":
        """What either says; the first one wins."""
        return Employment(self.kind or other.kind, self.rate or other.rate, self.on_leave or other.on_leave)


NOTHING_SAID = Employment()


@lru_cache(maxsize=4096)
def read_employment(text: str, *, bare_rate: bool = False) -> Employment:
    """`bare_rate`: a number alone («0,5») is a rate, as in a bracket after the post or in a column of rates."""
    line = fold(text).strip(" .,;()")
    if _EXTERNAL.search(line):
        kind = EXTERNAL
    elif _INTERNAL.search(line):
        kind = INTERNAL
    elif _SIDE.search(line):
        kind = SIDE
    else:
        kind = MAIN if _MAIN.search(line) else ""
    return Employment(kind, _rate(line, bare_rate), bool(_LEAVE.search(line)) and not _BACK_FROM_LEAVE.search(line))


def divide(text: str) -> tuple[str, str]:
    """The post and the remark of «воспитатель 0,5 ст. (внеш. совм.)» or «внешний совместитель, воспитатель»."""
    spans = [match.span() for pattern in _REMARKS for match in pattern.finditer(text)]
    if not spans:
        return text, ""
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    before, after = text[:start].strip(_EDGES), text[end:].strip(_EDGES)
    before = re.sub(r"\s+(?:на|находится|сейчас|временно)$", "", before)
    if before:
        return before, text[len(before) :].strip(_EDGES)
    return after, text[:end].strip(_EDGES)


def _rate(line: str, bare: bool) -> str:
    match = _RATE.search(line)
    if match:
        if match["half"]:
            return "0.5"
        if match["whole"]:
            return "1"
        if match["one_and_half"]:
            return "1.5"
        return _decimal(match["number"])
    if bare and (match := _BARE_RATE.fullmatch(line)):
        return _decimal(match[1])
    return ""


def _decimal(number: str) -> str:
    """«0,5», «.5», «1/2», «1,0» as «0.5», «0.5», «0.5», «1»."""
    number = number.replace(",", ".").replace(" ", "")
    if "/" in number:
        over, under = number.split("/")
        if under == "0":
            return ""
        value = int(over) / int(under)
    else:
        value = float(number)
    return f"{value:.3f}".rstrip("0").rstrip(".") if 0 < value <= 3 else ""
