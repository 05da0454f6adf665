"""Calendar arithmetic of terms: inclusive days, calendar months, end-of-month clamp (3.3.4, domain 2.4)."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def months_between(start: date, end: date) -> int:
    """Whole calendar months from `start` to `end` (0 when `end` is earlier)."""
    if end < start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


@dataclass(frozen=True)
class Period:
    """Days from `since` to `until`, both included; an open end is None."""

    since: date
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: "Period") -> bool:
        """Whether at least one day belongs to both."""
        return (other.until is None or self.since <= other.until) and (self.until is None or other.since <= self.until)


def academic_year(day: date, first_month: int = 9) -> Period:
    """The academic year that holds the day: 1 September to 31 August by default."""
    year = day.year if day.month >= first_month else day.year - 1
    since = date(year, first_month, 1)
    return Period(since, add_months(since, 12) - timedelta(days=1))


def add_working_days(day: date, count: int, is_working: Callable[[date], bool]) -> date:
    """The day that is `count` working days after `day`; `is_working` is that of an institution's calendar.

    The day itself is not counted (ТК РФ ст. 14), and may be one off. Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError(f"{count} working days after a day")
    while count > 0:
        day += timedelta(days=1)
        count -= is_working(day)
    return day
