"""The production calendar of an institution: which days are worked (domain 2.4, edge case 85)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.kit.periods import add_working_days
from nastavnik.organisations.models import CalendarYear, Organisation


@dataclass(frozen=True)
class WorkingCalendar:
    """Working days: Monday to Friday, save the days that a known year says otherwise of."""

    years: frozenset[int]
    days_off: frozenset[date]
    working_weekends: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Whether the day is worked in a five-day week."""
        return day in self.working_weekends if day.weekday() >= 5 else day not in self.days_off

    def add(self, day: date, count: int) -> date:
        """The day that is `count` working days after `day`: notice given on a Friday, three days on, is a Wednesday."""
        return add_working_days(day, count, self.is_working)

    def known(self, year: int) -> bool:
        """Whether the calendar of the year has been filled in."""
        return year in self.years

    def assumes(self, since: date, until: date) -> list[int]:
        """Years of these days that nobody has filled in: Monday to Friday is assumed for them."""
        return [year for year in range(since.year, until.year + 1) if year not in self.years]

    def assumption(self, since: date, until: date) -> str:
        """The sentence that a page shows beside a day counted over an unknown year; empty when all are known."""
        years = self.assumes(since, until)
        if not years:
            return ""
        return _(
            "Производственный календарь не заполнен (%(years)s): рабочими считаются дни с понедельника по пятницу."
        ) % {"years": ", ".join(map(str, years))}


def working_calendar(organisation: Organisation) -> WorkingCalendar:
    """All that the institution knows of its working days (one query)."""
    rows = CalendarYear.objects.of(organisation).values_list("year", "days__day", "days__is_working")
    years, days = set(), defaultdict(set)
    for year, day, is_working in rows:
        years.add(year)
        days[is_working].add(day)
    return WorkingCalendar(frozenset(years), frozenset(days[False]), frozenset(days[True]))
