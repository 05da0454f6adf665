"""Working days by the production calendar, with May and New Year, transfers, and a year that nobody filled in."""

from datetime import date, timedelta

import pytest

from nastavnik.organisations.actions import change_calendar
from nastavnik.organisations.calendar import working_calendar


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 11, 20), 3, date(2026, 11, 25)),  # notice on a Friday
        (date(2026, 11, 21), 3, date(2026, 11, 25)),  # notice on a Saturday
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
        (date(2026, 4, 30), 1, date(2026, 5, 4)),  # 1 May is a Friday
        (date(2026, 5, 8), 3, date(2026, 5, 14)),  # 11 May in place of Saturday the ninth
        (date(2026, 3, 6), 1, date(2026, 3, 10)),
        (date(2025, 12, 30), 3, date(2026, 1, 14)),  # over a New Year, 31 December to 11 January
        (date(2026, 12, 30), 1, date(2027, 1, 1)),  # 2027 is not filled in: its first of January is a Friday
        (date(2025, 10, 31), 2, date(2025, 11, 5)),  # a worked Saturday, then three days off
        (date(2025, 10, 30), 2, date(2025, 11, 1)),
        (date(2025, 4, 30), 10, date(2025, 5, 20)),
        (date(2025, 6, 11), 0, date(2025, 6, 11)),
    ],
)
def test_working_days_after_a_day(cast, day, count, later):
    assert working_calendar(cast.organisation).add(day, count) == later


@pytest.mark.parametrize(("year", "worked"), [(2025, 247), (2026, 247)])
def test_years_with_a_decree_have_the_published_number_of_working_days(cast, year, worked):
    calendar = working_calendar(cast.organisation)
    first = date(year, 1, 1)
    assert sum(calendar.is_working(first + timedelta(days=number)) for number in range(365)) == worked


def test_calendar_is_read_in_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        calendar = working_calendar(cast.organisation)
        calendar.add(date(2026, 4, 30), 20)


def test_year_that_nobody_filled_in_is_said(cast):
    calendar = working_calendar(cast.organisation)
    assert (calendar.known(2026), calendar.known(2027)) == (True, False)
    assert calendar.assumes(date(2024, 12, 31), date(2027, 1, 1)) == [2024, 2027]
    assert calendar.assumption(date(2026, 12, 28), date(2027, 1, 4)) == (
        "Производственный календарь не заполнен (2027): рабочими считаются дни с понедельника по пятницу."
    )
    assert calendar.assumption(date(2025, 12, 28), date(2026, 1, 4)) == ""


def test_year_without_any_deviating_day_is_known_when_it_is_confirmed(cast):
    change_calendar(cast.organisation, 2024, days_off={}, working_weekends={}, by=None)
    calendar = working_calendar(cast.organisation)
    assert calendar.known(2024) and calendar.is_working(date(2024, 1, 1))
