"""Calendar arithmetic of terms (3.3.4, domain 2.4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.kit.periods import Period, academic_year, add_months, add_working_days, months_between

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),  # edge case 54
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 9, 1), 12, date(2027, 9, 1)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_are_added_by_the_calendar_with_the_end_of_month_kept(day, months, later):
    assert add_months(day, months) == later


@given(DAYS, st.integers(0, 240))
def test_months_between_never_says_more_than_were_added(day, months):
    later = add_months(day, months)
    assert months_between(day, later) == months
    assert months_between(day, later - timedelta(days=1)) <= months


def test_an_earlier_end_is_no_months():
    assert months_between(date(2026, 9, 1), date(2026, 8, 1)) == 0


def test_a_period_holds_both_its_ends():
    term = Period(date(2026, 9, 1), date(2026, 11, 30))
    assert date(2026, 9, 1) in term and date(2026, 11, 30) in term
    assert date(2026, 8, 31) not in term and date(2026, 12, 1) not in term


def test_periods_overlap_when_they_share_a_day():
    first, second = Period(date(2026, 9, 1), date(2026, 9, 30)), Period(date(2026, 9, 30))
    assert first.overlaps(second) and second.overlaps(first)
    assert not first.overlaps(Period(date(2026, 10, 1)))


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        (date(2026, 9, 1), date(2026, 9, 1), date(2027, 8, 31)),
        (date(2026, 8, 31), date(2025, 9, 1), date(2026, 8, 31)),
        (date(2027, 2, 10), date(2026, 9, 1), date(2027, 8, 31)),
    ],
)
def test_the_academic_year_runs_from_september_to_august(day, since, until):
    assert academic_year(day) == Period(since, until)


@pytest.mark.parametrize(
    ("count", "later"),
    [(0, date(2026, 9, 18)), (1, date(2026, 9, 22)), (3, date(2026, 9, 24)), (4, date(2026, 9, 25))],
)
def test_working_days_pass_over_the_days_that_are_not_worked(count, later):
    friday, monday = date(2026, 9, 18), date(2026, 9, 21)
    assert add_working_days(friday, count, lambda day: day.weekday() < 5 and day != monday) == later


def test_working_days_are_not_counted_back():
    with pytest.raises(ValueError, match="-1 working days"):
        add_working_days(date(2026, 9, 18), -1, lambda day: True)
