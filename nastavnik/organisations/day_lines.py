"""Days as people write or paste them: one to a line, with or without a note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

NOTE_LENGTH = 100
LINES = 400
MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")

_DAY = (
    r"(?:(?P<y1>\d{4})-(?P<m1>\d\d)-(?P<d1>\d\d)"
    r"|(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})(?:[./](?P<y2>\d{4}|\d{2}))?(?![./]?\d)(?:\s*г\.?(?!\w))?"
    r"|(?P<d3>\d{1,2})\s+(?P<m3>[а-яё]{3,8})(?!\w)(?:\s+(?P<y3>\d{4})(?!\d)(?:\s*г(?:ода|\.)?(?!\w))?)?)"
)
_LINE = re.compile(_DAY, re.I)
_RANGE = re.compile(r"\s*[-–—]\s*")
_AFTER = re.compile(r"^[\s,;:.\-–—|]+")


@dataclass
class DayLines:
    """What was read: days with their notes, and a sentence for each line that could not be."""

    days: dict[date, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def read_days(text: str, year: int) -> DayLines:
    """«01.05.2026 Праздник», «2026-05-01», «1 мая», «01.01–08.01 Каникулы»: a missing year is that of the page."""
    read = DayLines()
    seen: dict[date, int] = {}
    lines = text.replace("\u00a0", " ").replace("\ufeff", "").splitlines()
    if len(lines) > LINES:
        read.errors.append(_("Слишком много строк: в году столько дней не бывает."))
        return read
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        words = {"number": number, "line": _short(line.strip())}
        try:
            for day, note in _days_of(line.strip(), year):
                if day in seen:
                    raise _Unread(_("этот день уже назван в строке %(first)s") % {"first": seen[day]})
                seen[day] = number
                read.days[day] = note
        except _Unread as unread:
            read.errors.append(_("Строка %(number)s («%(line)s»): %(why)s.") % {**words, "why": unread})
    return read


def written(days: dict[date, str]) -> str:
    """The lines of these days, as `read_days` reads them."""
    return "\n".join(f"{day:%d.%m.%Y} {note}".rstrip() for day, note in sorted(days.items()))


class _Unread(Exception):
    """Why a line was not understood."""


def _days_of(line: str, year: int) -> Iterator[tuple[date, str]]:
    match = _LINE.match(line)
    if match is None:
        raise _Unread(_("начните с даты, например 01.05.%(year)s") % {"year": year})
    first, rest = _day(match, year), line[match.end() :]
    last, dash = first, _RANGE.match(rest)
    if dash and (match := _LINE.match(rest, dash.end())):
        last, rest = _day(match, year), rest[match.end() :]
    if last < first:
        raise _Unread(_("последний день раньше первого"))
    note = _AFTER.sub("", rest).strip()
    if len(note) > NOTE_LENGTH:
        raise _Unread(_("пояснение длиннее %(length)s знаков") % {"length": NOTE_LENGTH})
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number), note


def _day(match: re.Match, year: int) -> date:
    said = match.groupdict()
    days, months = said["d1"] or said["d2"] or said["d3"], said["m1"] or said["m2"] or said["m3"]
    years = said["y1"] or said["y2"] or said["y3"] or str(year)
    if not months.isdigit():
        months = str(_month(months.casefold()))
    try:
        day = date(int(years) + (2000 if len(years) == 2 else 0), int(months), int(days))
    except ValueError:
        raise _Unread(_("такого дня нет в календаре")) from None
    if day.year != year:
        raise _Unread(_("это не %(year)s год") % {"year": year})
    return day


def _month(name: str) -> int:
    for number, beginning in enumerate(MONTHS, start=1):
        if name.startswith(beginning) and (beginning != "ма" or name in ("мая", "май")):
            return number
    raise _Unread(_("такого месяца нет: «%(name)s»") % {"name": name})


def _short(line: str) -> str:
    return line if len(line) <= 40 else line[:39] + "…"
