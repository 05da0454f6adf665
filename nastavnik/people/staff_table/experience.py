"""Lengths of service as people write them: «3 года 5 мес.», «1 г. 11 м.», «менее года», «6,5», 34, «15/12».

Whole months come out; days are dropped. One cell may hold two lengths (general and by speciality).
"""

import datetime
import re
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from .cells import fold, is_nothing, one_line, plain, shorten
from .dates import find_date, russian_date
from .readings import Issue, doubt

LONGEST_MONTHS = 70 * 12
LONGEST_TEXT = 200

_UNITS = {
    "y": r"(?:полных\s+)?(?:лет|год[ау]?|г|л)(?![а-яё])\.?",
    "m": r"(?:полных\s+)?(?:месяц[а-я]*|мес|м-?ц?е?в?а?)(?![а-яё])\.?",
    "d": r"(?:дней|дня|день|дн|д)(?![а-яё])\.?",
}
_PART = re.compile("|".join(rf"(?P<{unit}>\d+(?:[.,]\d+)?\s*-?\s*{word})" for unit, word in _UNITS.items()))
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_UNDER_YEAR = re.compile(
    r"(?:менее|меньше|до|не\s?полн\w+|нет|около|почти|<)?\s*(?:(?:1-?г?о?|одного|первого"
    r"|одной)\s*)?(?:полного\s*)?(?:года?|г\.?)"
)
_UNDER_YEAR_MARKS = re.compile(r"менее|меньше|^до|не\s?полн|^нет\s|^<")
_SINCE = re.compile(r"\bс\s*(?=\d|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)")
_ROUGH = re.compile(r"более|больше|свыше|около|почти|примерно|~|>|\+\s*$")
_TWO_NUMBERS = re.compile(r"(\d+(?:[.,]\d+)?)\s*[/\\(]\s*(\d+(?:[.,]\d+)?)\s*\)?")
_THREE_NUMBERS = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})")
_MONTHS_AFTER_YEARS = re.compile(r"\d\s*(?:лет|года?|г|л)\b.{0,4}?\b(\d+)\s*(?:месяц|мес|м\b)")
_LABELS = re.compile(
    r"общ\w*|трудов\w*|всего|пед\w*|спец\w*|должност\w*|професс\w*|работы|стажа?\b|\bпо\b|\bв\b|\bи\b"
    r"|данной|занимаемой|лет\b"
)
_OF_SPECIAL = re.compile(r"пед|спец|должн|проф")
_OF_TOTAL = re.compile(r"общ|трудов|всего")
_WORDS = {
    "пол года": "6 мес", "полгода": "6 мес", "полтора года": "18 мес", "один": "1", "одного": "1", "два": "2",
    "две": "2", "три": "3", "четыре": "4", "пять": "5", "шесть": "6", "семь": "7", "восемь": "8", "девять": "9",
    "десять": "10", "одиннадцать": "11", "двенадцать": "12", "тринадцать": "13", "четырнадцать": "14",
    "пятнадцать": "15", "шестнадцать": "16", "семнадцать": "17", "восемнадцать": "18", "девятнадцать": "19",
    "двадцать": "20", "тридцать": "30", "сорок": "40", "пятьдесят": "50",
}  # fmt: skip
_TENS = re.compile(r"\b([2-5])0\s+([1-9])\b(?!\s*[мд])")
_HOW = "напишите его как «3 года 5 мес.» или «12 лет»"


@dataclass(frozen=True, slots=True)
class Length:
    """Whole months; `under_year` is «менее года», whose months nobody knows (None)."""

    months: int | None = None
    under_year: bool = False


@dataclass(frozen=True, slots=True)
class ExperienceReading:
    """`first` is what the column is about; `second` a second length of the same cell, if any.

    `labelled` says that the words of the cell itself told which is general and which is special.
    """

    first: Length = Length()
    second: Length | None = None
    labelled: bool = False
    issues: tuple[Issue, ...] = ()


def read_experience(value: object, *, as_of: str = "", months: bool = False) -> ExperienceReading:
    """`as_of` (ISO) is the date of the table, needed for «с 2009 г.»; `months`: bare numbers are months."""
    if isinstance(value, datetime.date):
        return _unclear(f"в ячейке дата {value:%d.%m.%Y} вместо стажа; {_HOW}")
    if isinstance(value, datetime.timedelta | datetime.time):
        return _unclear(f"в ячейке время вместо стажа; {_HOW}")
    text = fold(one_line(plain(value))).strip(" .;,")
    if re.fullmatch(r"(нет|без стажа|б/с|не имеет|0)", text):
        return ExperienceReading(Length(0))
    if is_nothing(text):
        return ExperienceReading()
    if len(text) > LONGEST_TEXT:
        return _unclear(f"стаж «{shorten(text)}» не понят; {_HOW}")
    return _checked(_worded(text, as_of, months))


def months_in_words(months: int) -> str:
    """41 as «3 года 5 мес.», 0 as «0 мес.»."""
    years, rest = divmod(months, 12)
    parts = []
    if years:
        word = "лет"
        if years % 100 not in (11, 12, 13, 14):
            word = {1: "год", 2: "года", 3: "года", 4: "года"}.get(years % 10, "лет")
        parts.append(f"{years} {word}")
    if rest or not years:
        parts.append(f"{rest} мес.")
    return " ".join(parts)


def _worded(text: str, as_of: str, months: bool) -> ExperienceReading:
    if _UNDER_YEAR.fullmatch(text) and (_UNDER_YEAR_MARKS.search(text)):
        return ExperienceReading(Length(None, True))
    text = _units_for_labelled(_digits_for_words(text))
    if _SINCE.search(text):
        return _since(text, as_of)
    lengths, rest = _with_units(text)
    if lengths:
        return _from_lengths(text, lengths, rest)
    return _from_numbers(text, as_of, months)


def _digits_for_words(text: str) -> str:
    text = re.sub(r"(?<=\d)[оo](?=\d|\s|$)", "0", text)
    for word, digits in _WORDS.items():
        if word in text:
            text = re.sub(rf"\b{word}\b", digits, text)
    text = re.sub(r"(?<!\d)(?<!\d[\s-])\bгода?\b", "1 год", text)
    return _TENS.sub(lambda match: str(int(match[1]) * 10 + int(match[2])), text)


def _units_for_labelled(text: str) -> str:
    """«общ. 20, пед. 15»: numbers named by words, the years left unsaid."""
    if len(_NUMBER.findall(text)) < 2 or not (_OF_SPECIAL.search(text) or _OF_TOTAL.search(text)):
        return text
    bare = _LABELS.sub(" ", _PART.sub(" ", text))
    if re.search(r"[^\W\d]", bare):
        return text
    spaced = _PART.sub(lambda match: "#" * len(match.group()), text)
    for match in reversed(list(_NUMBER.finditer(spaced))):
        text = text[: match.end()] + " лет" + text[match.end() :]
    return text


def _with_units(text: str) -> tuple[list[tuple[int, Length]], str]:
    """Every length with units and where it begins, and the text left when they are taken out."""
    lengths: list[tuple[int, Length]] = []
    last_unit = ""
    end = 0
    for match in _PART.finditer(text):
        unit = match.lastgroup or ""
        number = Decimal(_NUMBER.search(match.group())[0].replace(",", "."))  # type: ignore[index]
        gap = text[end : match.start()]
        months = _months_of(number, unit)
        continues = lengths and "ymd".index(unit) > "ymd".index(last_unit) and re.fullmatch(r"[\s,.;и]*", gap)
        if continues:
            start, before = lengths[-1]
            lengths[-1] = (start, Length((before.months or 0) + months))
        elif unit == "d" and not lengths:
            lengths.append((match.start(), Length(0)))
        else:
            lengths.append((match.start(), Length(months)))
        last_unit, end = unit, match.end()
    return lengths, _PART.sub(" ", text)


def _months_of(number: Decimal, unit: str) -> int:
    if unit == "y":
        return int((number * 12).to_integral_value(ROUND_FLOOR))
    return int(number.to_integral_value(ROUND_FLOOR)) if unit == "m" else 0


def _from_lengths(text: str, lengths: list[tuple[int, Length]], rest: str) -> ExperienceReading:
    issues = []
    leftover = _NUMBER.findall(rest)
    strange = _LABELS.sub(" ", _ROUGH.sub(" ", rest))
    first = lengths[0][1]
    if _ROUGH.search(rest):
        issues.append(doubt("experience_rough", f"«{shorten(text)}» — неточный стаж; взято {_said(first)}. Уточните"))
    elif leftover or re.search(r"\w", strange):
        issues.append(
            doubt("experience_doubtful", f"«{shorten(text)}» понято как {_said(first)}; если это не так, {_HOW}")
        )
    match = _MONTHS_AFTER_YEARS.search(text)
    if match and int(match[1]) >= 12:
        issues.append(doubt("experience_doubtful", f"«{shorten(text)}»: месяцев больше одиннадцати; проверьте"))
    if len(lengths) == 1:
        return ExperienceReading(first, issues=tuple(issues))
    if len(lengths) > 2:
        issues.append(doubt("experience_doubtful", f"в ячейке больше двух стажей («{shorten(text)}»); {_HOW}"))
    start, second = lengths[1]
    before_first, before_second = text[: lengths[0][0]], text[lengths[0][0] : start]
    if _OF_SPECIAL.search(before_first) and _OF_TOTAL.search(before_second):
        return ExperienceReading(second, first, True, tuple(issues))
    labelled = bool(_OF_SPECIAL.search(before_second) or _OF_SPECIAL.search(text[start:]))
    return ExperienceReading(first, second, labelled, tuple(issues))


def _from_numbers(text: str, as_of: str, months: bool) -> ExperienceReading:
    bare = _LABELS.sub(" ", text).strip(" :–—-")
    if re.fullmatch(r"\d+(?:[.,]\d+)?\+?", bare):
        rough = bare.endswith("+")
        reading = _one_number(bare.rstrip("+"), as_of, months)
        if rough:
            issue = doubt("experience_rough", f"«{shorten(text)}» — неточный стаж; уточните")
            reading = replace(reading, issues=(*reading.issues, issue))
        return reading
    if match := _TWO_NUMBERS.fullmatch(bare):
        one, two = (_one_number(number, as_of, months) for number in match.groups())
        return ExperienceReading(one.first, two.first, bool(_OF_SPECIAL.search(text)), (*one.issues, *two.issues))
    if (match := _THREE_NUMBERS.fullmatch(bare)) and int(match[2]) < 12 and int(match[3]) <= 31:
        length = Length(int(match[1]) * 12 + int(match[2]))
        said = f"«{shorten(text)}» понято как {_said(length)}; если это не так, {_HOW}"
        return ExperienceReading(length, issues=(doubt("experience_doubtful", said),))
    if match := re.fullmatch(r"(?:\D*\s)?(?:более|больше|свыше|около|почти|примерно|~|>)\s*(\d+(?:[.,]\d+)?)", bare):
        reading = _one_number(match[1], as_of, months)
        said = f"«{shorten(text)}» — неточный стаж; взято {_said(reading.first)}. Уточните"
        return replace(reading, issues=(*reading.issues, doubt("experience_rough", said)))
    if re.fullmatch(r"(?:до|менее|меньше|<)\s*1", bare):
        return ExperienceReading(Length(None, True))
    return _unclear(f"стаж «{shorten(text)}» не понят; {_HOW}")


def _one_number(digits: str, as_of: str, months: bool) -> ExperienceReading:
    whole, _, part = digits.replace(",", ".").partition(".")
    if months:
        return ExperienceReading(Length(int(whole)))
    if not part and len(whole) == 4 and 1940 <= int(whole) <= 2100:
        return _since(f"с {whole}", as_of)
    length = Length(_months_of(Decimal(digits.replace(",", ".")), "y"))
    if len(part) == 2 and part in {f"{month:02}" for month in range(1, 12)}:
        length = Length(int(whole) * 12 + int(part))
        said = f"«{digits}» понято как {_said(length)} (после запятой — месяцы); если это не так, {_HOW}"
        return ExperienceReading(length, issues=(doubt("experience_doubtful", said),))
    if part and part not in ("0", "00", "5", "50", "25", "75"):
        said = f"«{digits}» понято как доли года, {_said(length)}; если после запятой месяцы, {_HOW}"
        return ExperienceReading(length, issues=(doubt("experience_doubtful", said),))
    return ExperienceReading(length)


def _since(text: str, as_of: str) -> ExperienceReading:
    begin = find_date(text, datetime.date.fromisoformat(as_of) if as_of else datetime.date(2100, 1, 1))
    if not begin:
        return _unclear(f"стаж «{shorten(text)}» не понят; {_HOW}")
    if not as_of:
        return _unclear(f"указано, с какого времени идёт стаж («{shorten(text)}»), но не его длина; {_HOW}")
    until = datetime.date.fromisoformat(as_of)
    year, month, day = (int(part) for part in (begin + "-01-01"[len(begin) - 4 :])[:10].split("-"))
    months = (until.year - year) * 12 + until.month - month - (until.day < day)
    if len(begin) == 4:
        months = (until.year - year) * 12
    if months < 0:
        return _unclear(f"стаж «{shorten(text)}» начинается после даты таблицы, {russian_date(as_of)}; исправьте")
    length = Length(months)
    said = f"«{shorten(text)}» понято как {_said(length)} на {russian_date(as_of)}; если это не так, {_HOW}"
    return ExperienceReading(length, issues=(doubt("experience_since", said),))


def _checked(reading: ExperienceReading) -> ExperienceReading:
    for length in (reading.first, reading.second):
        if length and length.months is not None and length.months > LONGEST_MONTHS:
            return _unclear(f"стаж {length.months // 12} лет невозможен; исправьте")
    return reading


def _unclear(text: str) -> ExperienceReading:
    return ExperienceReading(issues=(doubt("experience_unclear", text),))


def _said(length: Length) -> str:
    return "менее года" if length.under_year else months_in_words(length.months or 0)
