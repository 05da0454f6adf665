"""The product lives at the moment that the clock says."""

from datetime import UTC, date, datetime

from nastavnik.kit import clock


def test_a_day_is_lived_and_left_again():
    with clock.at(date(2026, 9, 1)):
        assert clock.today() == date(2026, 9, 1)
        with clock.at(date(2026, 10, 1)):
            assert clock.today() == date(2026, 10, 1)
        assert clock.today() == date(2026, 9, 1)


def test_the_day_is_that_of_the_institution_not_of_greenwich():
    with clock.at(datetime(2026, 9, 1, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 9, 2)  # half past one in Moscow
