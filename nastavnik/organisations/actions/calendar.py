"""Acts on the production calendar: start with the decrees that are out, fill a year in, change it by hand."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.decrees import DECREES, days_of
from nastavnik.organisations.models import CalendarDay, CalendarYear, Organisation


def start_calendar(organisation: Organisation) -> None:
    """A new institution knows the years whose decrees are out; nobody there has compared them yet."""
    for year, decree in DECREES.items():
        calendar = CalendarYear.objects.create(organisation=organisation, year=year, ground=decree.ground)
        _write(calendar, *days_of(year))


@transaction.atomic
def fill_calendar(organisation: Organisation, year: int, *, by: User | None) -> CalendarYear:
    """The days of the decree, in place of what stood there; still to be compared. Refused for a year without one."""
    decree = DECREES.get(year)
    if decree is None:
        raise Refused(_("Постановления на %(year)s год здесь ещё нет: внесите дни сами.") % {"year": year})
    days_off, working = days_of(year)
    return _keep(organisation, year, days_off, working, by=by, ground=decree.ground, checked_on=None)


@transaction.atomic
def change_calendar(
    organisation: Organisation,
    year: int,
    *,
    days_off: Mapping[date, str],
    working_weekends: Mapping[date, str],
    by: User | None,
    ground: str = "",
) -> CalendarYear:
    """The days of a year as the institution says, each with a note; no days at all is an answer too.

    Raises Refused when a day is of another year, or both off and worked, or when a «working weekend» is a weekday.
    """
    _refuse_wrong_days(year, days_off, working_weekends)
    return _keep(organisation, year, days_off, working_weekends, by=by, ground=ground, checked_on=clock.today())


def _refuse_wrong_days(year: int, days_off: Mapping[date, str], working: Mapping[date, str]) -> None:
    for field, days in (("days_off", days_off), ("working_weekends", working)):
        for day in days:
            words = {"day": f"{day:%d.%m.%Y}", "year": year}
            if day.year != year:
                raise Refused(_("%(day)s — не %(year)s год.") % words, field=field)
            if days is working and day.weekday() < 5:
                raise Refused(_("%(day)s — не суббота и не воскресенье: этот день и так рабочий.") % words, field=field)
            if days is working and day in days_off:
                raise Refused(_("%(day)s внесён и в нерабочие дни, и в рабочие выходные.") % words, field=field)


def _keep(organisation, year, days_off, working, *, by, ground, checked_on) -> CalendarYear:
    values = {"ground": ground, "checked_on": checked_on}
    calendar, _made = CalendarYear.objects.update_or_create(organisation=organisation, year=year, defaults=values)
    calendar.days.all().delete()
    _write(calendar, days_off, working)
    journal.record("calendar_changed", calendar, by=by, year=year, off=sorted(days_off), worked=sorted(working))
    return calendar


def _write(calendar: CalendarYear, days_off: Mapping[date, str], working: Mapping[date, str]) -> None:
    said = [(day, False, note) for day, note in days_off.items()] + [(day, True, note) for day, note in working.items()]
    CalendarDay.objects.bulk_create(
        CalendarDay(calendar=calendar, day=day, is_working=worked, note=note) for day, worked, note in said
    )
