"""Dates as kindergartens write them: «15 сентября 2007 г.», «31.08.92», «с 01.09.2014», «1987».

The result is ISO text that goes as far as the source does: a day, a month, or only a year.
"""

import datetime
import re
from dataclasses import dataclass

from .cells import fold, is_nothing, one_line, plain, shorten
from .readings import Issue, doubt

EARLIEST_YEAR = 1940  # nobody at work today was hired before
LONGEST_TEXT = 300
_EXCEL_EPOCH = datetime.date(1899, 12, 30)
_EXCEL_SERIALS = range(14_611, 73_051)  # 1940 … 2099

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_MONTH_WORD = (
    r"(?P<word>янв(?:ар[ьяе])?|фев(?:р(?:ал[ьяе])?)?|мар(?:т[ае]?)?|апр(?:ел[ьяе])?|ма[йяе]|июн[ьяе]?"
    r"|июл[ьяе]?"
    r"|авг(?:уст[ае]?)?|сент?(?:ябр[ьяе])?|окт(?:ябр[ьяе])?|ноя(?:б(?:р[ьяе])?)?|дек(?:абр[ьяе])?)\.?"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?<!\d)(?P<year>\d{4})\s?[-./]\s?(?P<month>\d{1,2})\s?[-./]\s?(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})\s?[-./,]\s?(?P<month>\d{1,2})\s?[-./,]\s?(?P<year>\d{4}|\d{2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})\s(?P<month>\d{1,2})\s(?P<year>\d{4})(?!\d)",
        rf"(?<!\d)[«\"“]?(?P<day>\d{{1,2}})[»\"”]?\s*{_MONTH_WORD}\s*,?\s*(?P<year>\d{{4}}"
        rf"|\d{{2}}(?=\s*г|\s*$))(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})[.\s](?P<roman>[ivx]{1,4})[.\s](?P<year>\d{4}|\d{2})(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        r"(?<!\d)(?P<day>[0-3]\d)(?P<month>[01]\d)(?P<year>(?:19|20)\d{2})(?!\d)",
        r"(?<!\d)(?P<month>\d{1,2})[./](?P<year>\d{4})(?!\d)",
        rf"(?<![а-я]){_MONTH_WORD}\s*,?\s*(?P<year>\d{{4}})(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d{2})[-./](?P<month>0[1-9]|1[0-2])(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)",
    )
)
_USUAL = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_WHOLE_DATE = re.compile(r"\d{1,4}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,4}")
_ORDER = re.compile(r"(приказ\w*|пр\b\.?|распоряж\w*|договор\w*|тд\b|№)")
_HOW = "напишите её как 01.09.2024"


@dataclass(frozen=True, slots=True)
class DateReading:
    """`iso` is «2007-09-15», «2007-09», «2007» or "" when nothing could be taken."""

    iso: str = ""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    iso: str
    doubtful: str = ""


def read_date(value: object, today: datetime.date) -> DateReading:
    """A date of hire. `today` only serves to place years of two digits and to notice a date far ahead."""
    if isinstance(value, datetime.datetime):
        return _checked(value.date().isoformat(), today, ())
    if isinstance(value, datetime.date):
        return _checked(value.isoformat(), today, ())
    text = one_line(plain(value))
    if is_nothing(text):
        return DateReading()
    if len(text) > LONGEST_TEXT:
        return DateReading("", (doubt("date_unclear", f"«{shorten(text)}» не похоже на дату; {_HOW}"),))
    if text.isdecimal():
        return _bare_number(text, today)
    return _worded(text, today)


def find_date(text: str, today: datetime.date) -> str:
    """The first whole or partial date in a text, ISO; "" when there is none."""
    found = _find_all(fold(text), today)
    return next((each.iso for each in found if each.iso), "")


def _bare_number(digits: str, today: datetime.date) -> DateReading:
    number = int(digits)
    if len(digits) == 4 and EARLIEST_YEAR <= number <= today.year + 1:
        return DateReading(digits, (doubt("date_incomplete", "указан только год; допишите день и месяц"),))
    if len(digits) == 8:
        return _worded(digits, today)
    if len(digits) == 5 and number in _EXCEL_SERIALS:
        day = _EXCEL_EPOCH + datetime.timedelta(days=number)
        return _checked(
            day.isoformat(),
            today,
            (
                doubt(
                    "date_as_number",
                    f"вместо даты стоит число {digits}; понято как {day:%d.%m.%Y}. Задайте ячейке вид «Дата»",
                ),
            ),
        )
    return DateReading("", (doubt("date_unclear", f"«{digits}» не похоже на дату; {_HOW}"),))


def _worded(text: str, today: datetime.date) -> DateReading:
    if usual := _USUAL.fullmatch(text):
        iso = _day(int(usual[3]), int(usual[2]), int(usual[1]))
        if iso:
            return _checked(iso, today, ())
    lowered = re.sub(r"(?<=[\d.])[оo](?=[\d.])|(?<![а-яa-z])[оo](?=\d)", "0", fold(text))
    found = _find_all(lowered, today)
    dates = [each for each in found if each.iso]
    if not dates:
        if found or _WHOLE_DATE.search(lowered):
            return DateReading("", (doubt("date_impossible", f"даты «{shorten(text)}» не бывает; исправьте её"),))
        return DateReading("", (doubt("date_unclear", f"«{shorten(text)}» не похоже на дату; {_HOW}"),))
    own = [each for each in dates if not _is_of_order(lowered, each.start)]
    chosen = (own or dates)[0]
    issues = []
    if chosen.doubtful:
        issues.append(doubt("date_doubtful", chosen.doubtful))
    different = {each.iso for each in own}
    if len(different) > 1:
        issues.append(
            doubt(
                "date_several",
                f"в ячейке несколько дат; взята первая, {russian_date(chosen.iso)}. Оставьте одну",
            )
        )
    if len(chosen.iso) < 10:
        lacking = "день и месяц" if len(chosen.iso) == 4 else "день"
        known = "год" if len(chosen.iso) == 4 else "месяц и год"
        issues.append(doubt("date_incomplete", f"указан только {known}; допишите {lacking}"))
    return _checked(chosen.iso, today, tuple(issues))


def _find_all(text: str, today: datetime.date) -> list[_Found]:
    """Every date of the text from left to right; a longer form hides the shorter ones inside it."""
    taken: list[_Found] = []
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = match.span()
            if all(end <= other.start or start >= other.end for other in taken):
                iso, doubtful = _compose(match, today)
                taken.append(_Found(start, end, iso, doubtful))
    return sorted(taken, key=lambda each: each.start)


def _compose(match: re.Match[str], today: datetime.date) -> tuple[str, str]:
    parts = match.groupdict()
    year = _full_year(parts["year"], today)
    if not EARLIEST_YEAR <= year <= 2100:
        return "", ""
    if parts.get("word"):
        stem = parts["word"]
        month = next(number for number, start in enumerate(_MONTHS, 1) if stem.startswith(start))
        if stem[:3] == "мар":
            month = 3
    elif parts.get("roman"):
        if parts["roman"] not in _ROMAN:
            return "", ""
        month = _ROMAN.index(parts["roman"]) + 1
    elif parts.get("month"):
        month = int(parts["month"])
    else:
        return f"{year:04}", ""
    if not parts.get("day"):
        return (f"{year:04}-{month:02}", "") if 1 <= month <= 12 else ("", "")
    day = int(parts["day"])
    if month > 12 >= day and not parts.get("roman") and not parts.get("word"):
        swapped = _day(year, day, month)
        if swapped:
            return swapped, (
                f"день и месяц переставлены («{match.group().strip()}»); понято как {russian_date(swapped)}. "
                "Пишите сначала день, потом месяц"
            )
    return _day(year, month, day), ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _full_year(digits: str, today: datetime.date) -> int:
    """A year of two digits is the latest one that is not after next year: «92» 1992, «24» 2024."""
    year = int(digits)
    if len(digits) > 2:
        return year
    century = today.year // 100 * 100
    return century + year if century + year <= today.year + 1 else century - 100 + year


def _is_of_order(text: str, start: int) -> bool:
    """Is this the date of an order («приказ № 12 от 15.08.2017») and not of the hire itself?"""
    before = text[:start]
    return bool(re.search(r"\bот\s*$", before)) and bool(_ORDER.search(before))


def _checked(iso: str, today: datetime.date, issues: tuple[Issue, ...]) -> DateReading:
    year = int(iso[:4])
    if not EARLIEST_YEAR <= year <= today.year + 1:
        return DateReading("", (doubt("date_impossible", f"год {year} невозможен для даты приёма; исправьте дату"),))
    return DateReading(iso, issues)


def russian_date(iso: str) -> str:
    """«2017-08-14» as «14.08.2017», «2015-09» as «09.2015», «1987» as it is."""
    return ".".join(reversed(iso.split("-")))
