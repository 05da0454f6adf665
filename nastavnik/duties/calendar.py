"""The clock of a notice: three full working days, by the institution's production calendar (ТК РФ ст. 351.8)."""

from dataclasses import dataclass
from datetime import date

from nastavnik.organisations.calendar import working_calendar
from nastavnik.organisations.models import Organisation

NOTICE_DAYS = 3


@dataclass(frozen=True)
class Clock:
    """The earliest last day of mentoring after a notice, and what was assumed when counting it.

    Notice on a Friday: Monday, Tuesday and Wednesday are the three full working days, the mentor is free from
    Thursday (5.1/3). `assumption` is a sentence, "" when the calendar of these days is filled in (edge case 85).
    """

    earliest: date
    assumption: str


def notice_clock(organisation: Organisation, given_on: date) -> Clock:
    """The clock of a notice given on that day (one query)."""
    calendar = working_calendar(organisation)
    earliest = calendar.add(given_on, NOTICE_DAYS)
    return Clock(earliest, calendar.assumption(given_on, earliest))
