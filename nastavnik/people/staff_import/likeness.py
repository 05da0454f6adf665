"""How alike two spellings of a name are, and what besides the name speaks for or against one person.

Plain text in, judgements out: a likeness never decides, it only asks (domain, edge case 7).
"""

import re
from datetime import date
from functools import lru_cache

from nastavnik.kit.text import folded

_INITIAL = re.compile(r"([^\W\d_])\.")
_FEMALE = ("вна", "чна", "шна")
_MALE = ("вич", "ьич", "мич", "кич", "тич")
_DAUGHTER = {"кызы", "кизи", "гызы", "қызы", "қизи"}
_SON = {"оглы", "оглу", "огли", "углы", "улы", "уулу", "ўғли", "ұлы"}
MONTHS_APART = 24
DAYS_APART = 31


def sex_by_patronymic(patronymic: str) -> str:
    """«female» for -вна, -чна, кызы; «male» for -вич, Ильич, оглы; "" when the patronymic does not tell.

    A patronymic in -вна is feminine by grammar; a surname is never asked (domain, edge case 4).
    """
    words = folded(patronymic).replace("-", " ").split()
    if not words:
        return ""
    last = words[-1]
    if last in _DAUGHTER or last.endswith(_FEMALE):
        return "female"
    return "male" if last in _SON or last.endswith(_MALE) else ""


def is_initial(name: str) -> bool:
    """Whether only an initial stands for the name: «М.»."""
    return bool(_INITIAL.fullmatch(name.strip()))


def initials_of(first_name: str, patronymic: str) -> tuple[str, str]:
    """First letters of both, folded, "" for a missing one."""
    return folded(first_name)[:1], folded(patronymic)[:1]


def initials_agree(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """The same first letter of the name, and of the patronymic where both have one."""
    return one[0] == other[0] and (not one[1] or not other[1] or one[1] == other[1])


@lru_cache(maxsize=65536)
def alike(one: str, other: str) -> bool:
    """Two folded words that may be one word typed differently: one letter apart, two in long ones."""
    if one == other:
        return True
    longest = max(len(one), len(other))
    return longest > 3 and distance(one, other, 2 if longest > 9 else 1) is not None


def distance(one: str, other: str, limit: int) -> int | None:
    """Letters to insert, drop, change or swap to get from one to the other; None when more than `limit`."""
    if abs(len(one) - len(other)) > limit:
        return None
    before: list[int] = []
    current = list(range(len(other) + 1))
    for index, letter in enumerate(one):
        older, before, current = before, current, [index + 1]
        for place, wanted in enumerate(other):
            cost = min(before[place] + (letter != wanted), before[place + 1] + 1, current[place] + 1)
            if index and place and letter == other[place - 1] and one[index - 1] == wanted:
                cost = min(cost, older[place - 1] + 1)
            current.append(cost)
        if min(current) > limit:
            return None
    return current[-1] if current[-1] <= limit else None


def surnames_alike(one: str, other: str) -> bool:
    """Folded surnames typed differently, or one a half of the other («Зайцева», «Зайцева-Орлова»)."""
    if alike(one, other):
        return True
    halves, others = set(one.split("-")), set(other.split("-"))
    return (len(halves) > 1 or len(others) > 1) and bool(halves & others)


def given_alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Folded (first name, patronymic) of one bearer perhaps: Наталия and Наталья, a patronymic left out."""
    return alike(one[0], other[0]) and (not one[1] or not other[1] or alike(one[1], other[1]))


def dates_differ(one: date, other: date) -> bool:
    """Two days of hire too far apart to be one day written twice."""
    return abs((one - other).days) > DAYS_APART
