"""The production calendar of an institution: which days are worked (domain 2.4, edge case 85)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

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
    return working_calendars([organisation.pk])[organisation.pk]


def working_calendars(organisations: Iterable[UUID]) -> dict[UUID, WorkingCalendar]:
    """The same for many institutions by their keys, also in one query; alike ones are one object."""
    wanted = set(organisations)
    rows = CalendarYear.objects.filter(organisation__in=wanted).values_list(
        "organisation_id", "year", "days__day", "days__is_working"
    )
    years: dict[UUID, set[int]] = defaultdict(set)
    days: dict[tuple[UUID, bool], set[date]] = defaultdict(set)
    for organisation, year, day, is_working in rows:
        years[organisation].add(year)
        days[organisation, is_working].add(day)
    known: dict[WorkingCalendar, WorkingCalendar] = {}
    found = {}
    for organisation in wanted:
        calendar = WorkingCalendar(
            frozenset(years[organisation]),
            frozenset(days[organisation, False]),
            frozenset(days[organisation, True]),
        )
        found[organisation] = known.setdefault(calendar, calendar)
    return found
