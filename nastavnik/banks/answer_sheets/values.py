"""Answers in free words turned into what the banks keep; never more than the words say."""

import re

from nastavnik.people.staff_table.cells import fold

from .model import NO, UNCLEAR, YES

_NUMBERS = {
    "один": 1, "одного": 1, "одну": 1, "одна": 1, "два": 2, "двух": 2, "двоих": 2, "двое": 2, "две": 2,
    "три": 3, "трех": 3, "троих": 3, "трое": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "пятерых": 5,
}  # fmt: skip
_WORD = re.compile(r"[а-яa-z]+|\d+(?:[.,]\d+)?")
_FORMS = (
    ("short", r"краткосроч|целеполаг"),
    ("situational", r"ситуац"),
    ("reversive", r"реверс"),
    ("traditional", r"традиц"),
    ("virtual", r"виртуал|дистанц|онлайн"),
)
_ANY = re.compile(r"люб(?:ая|ое|ые|ой|ую)|все равно|без разницы|не важно|неважно|все подходят")
_CATEGORIES = (
    ("less_experienced", r"менее опытн"),
    ("difficulty", r"затруднен|дефицит"),
    ("returned", r"возвращ|вернул|после перерыва"),
    ("new_place", r"сменивш|смен\w+ мест|новое место|перешл"),
    ("young", r"молод"),
    ("beginner", r"начина"),
    ("experienced", r"(?<!менее )опытн"),
)
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])(?:[:.]([0-5]\d))(?!\d)")
_PLAIN_TIME = re.compile(
    r"(?:в |во время )?тих\w+ час\w*|сб|(?:в |по )?суббот\w+|(?:до|после) (?:начала )?(?:смены|работы)"
)
_QUIET_FROM, _QUIET_TO = 12 * 60 + 30, 15 * 60 + 15  # minutes of the day: the children sleep
_NO_REQUESTS = re.compile(
    r"(?:запрос\w*|вопрос\w*|затруднен\w*)\s+(?:пока |сейчас )?нет|нет\s+(?:запрос|вопрос|затруднен)\w*"
    r"|(?:пока |сейчас )?(?:нет|не нужно|не нужна|не требуется|ничего|никак\w+)(?:[\s.,!]+(?:пока|спасибо|нет))*"
)


def read_yes_no(text: str) -> tuple[str, str]:
    """YES, NO or UNCLEAR, and the words beyond the bare yes or no; ("", "") for nothing said."""
    said = fold(text).strip(" .!")
    if not said or said in ("-", "–", "—"):
        return ("", "") if not said else (NO, "")
    no = re.search(r"(?<![а-я])(?:нет|не готов[а-я]*|не хочу|не могу|не смогу)(?![а-я])", said)
    yes = re.search(r"(?<![а-я])(?:да|готов[а-я]*|хочу|согласна?)(?![а-я])", said)
    if no and yes and not re.match(r"не |нет$", said):
        return UNCLEAR, text.strip()
    if re.match(r"(?:да|yes|true|\+|конечно|готов[а-я]*|хочу|согласна?)(?![а-я])", said):
        return YES, "" if said in ("да", "yes", "true", "+", "готов", "готова", "хочу", "конечно") else text.strip()
    if re.match(r"(?:нет|no|false|не (?:готов|хочу|могу|согласна?))(?![а-я])|не готова", said):
        return NO, "" if said in ("нет", "no", "false") else text.strip()
    return UNCLEAR, text.strip()


def read_capacity(text: str) -> tuple[int | None, bool]:
    """How many mentees at most («1–2», «не больше двух», «до 4»), and whether the words say no more than that."""
    said = fold(text).strip(" .")
    numbers = []
    for word in _WORD.findall(said):
        if word in _NUMBERS:
            numbers.append(_NUMBERS[word])
        elif word.isdigit() and 0 < int(word) <= 20:
            numbers.append(int(word))
    most = max(numbers, default=None)
    plain = bool(re.fullmatch(r"(?:\d+|[а-я]+)(?:\s*(?:чел\w*\.?|наставляем\w*|педагог\w*))?", said))
    return most, plain and most is not None


def read_hours_per_week(text: str) -> int | None:
    """Whole hours a week, the rest dropped: «2 часа в неделю» 2, «4 часа в месяц» 1; None when words do not tell."""
    said = fold(text)
    match = re.search(r"(\d+(?:[.,]\d+)?)(?:\s*[-–]\s*(\d+(?:[.,]\d+)?))?\s*ч(?:ас\w*)?\b", said)
    if not match:
        return None
    hours = float((match[1]).replace(",", "."))
    if "месяц" in said:
        hours /= 4
    elif re.search(r"(?:две|2|раз в 2|раз в две) недел", said):
        hours /= 2
    elif re.search(r"в день|ежедневно|каждый день", said):
        hours *= 5
    return int(hours) if 1 <= hours <= 20 else None


def read_forms(text: str) -> tuple[list[str], bool]:
    """Codes of forms in the order of the regulation, and whether something was understood at all."""
    said = fold(re.sub(r"\([^)]*\)", " ", text))
    codes = [code for code, stem in _FORMS if re.search(stem, said)]
    return codes, bool(codes) or bool(_ANY.search(said)) or not said.strip()


def read_hours(text: str) -> list[str]:
    """Codes of times, only where the words leave no doubt; an empty list means any time, or words to be read."""
    said = fold(text)
    codes = []
    if re.search(r"тих\w+ час|сон\w* час|сна детей|во время сна", said) or _in_quiet_hour(said):
        codes.append("sleep")
    if re.search(r"до (?:начала )?(?:смены|работы)", said):
        codes.append("morning")
    if re.search(r"вечер\w*.{0,20}(?:из дома|дистанц)|вечер\w* после (?:19|20|21)|после (?:19|20|21)\b", said):
        codes.append("remote-evening")
    elif re.search(r"после (?:смены|работы)|вечер", said):
        codes.append("evening")
    if re.search(r"\bсб\b|суббот", said):
        codes.append("saturday")
    order = ("morning", "sleep", "evening", "saturday", "remote-evening")
    return [code for code in order if code in codes]


def is_said_by_codes(text: str) -> bool:
    """«любое», «в тихий час»: nothing is left to be kept in words."""
    said = fold(text).strip(" .!")
    return bool(_ANY.fullmatch(said) or _PLAIN_TIME.fullmatch(said))


def read_category(text: str) -> str:
    """The code of a category of mentees, or "" when the words are none of ours."""
    said = fold(text)
    return next((code for code, stem in _CATEGORIES if re.search(stem, said)), "")


def says_no_requests(text: str) -> bool:
    """«Запросов нет, спасибо»: an answer that asks for nothing."""
    said = " ".join(fold(text).replace(",", " ").split()).strip(" .!")
    said = re.sub(r"\s*(?:спасибо|благодарю)\s*$", "", said).strip(" .!")
    return bool(_NO_REQUESTS.fullmatch(said))


def _in_quiet_hour(said: str) -> bool:
    """A span, and all of it in the quiet hour («13:15 до 14:45»); «после 15.00» is no span."""
    times = [int(hour) * 60 + int(minute) for hour, minute in _TIME.findall(said)]
    return len(times) > 1 and all(_QUIET_FROM <= time <= _QUIET_TO for time in times)
