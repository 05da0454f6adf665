"""The daily work inside `nastavnik serve`: at the start, once a day, at night, and never in the way of the service."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from nastavnik.config import daily
from nastavnik.config.daily import Daily
from nastavnik.kit import clock
from nastavnik.reminders.due import is_done, run_due
from tests.cast import TODAY


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """The tests' own connection stays open: it holds their transaction."""
    monkeypatch.setattr(daily.connections, "close_all", lambda: None)


def at(days: int, hour: int):
    day = TODAY + timedelta(days=days)
    return clock.at(timezone.make_aware(datetime(day.year, day.month, day.day, hour)))


def test_the_work_is_done_at_the_start_then_once_each_night(cast):
    thread = Daily()
    looks = [(0, 9, True), (0, 10, False), (1, 0, False), (1, 1, False), (1, 2, True), (1, 3, False), (4, 23, True)]
    for days, hour, worked in looks:
        with at(days, hour):
            assert thread.look() is worked, (days, hour)
    assert is_done(TODAY + timedelta(days=1)) and not is_done(TODAY + timedelta(days=2))


def test_a_service_that_is_started_again_does_not_work_the_day_again(cast):
    with at(0, 9):
        run_due()
        assert Daily().look() is False


def test_a_failure_is_logged_and_tried_again_at_the_next_look(cast, monkeypatch, caplog):
    thread = Daily()
    with at(0, 9):
        monkeypatch.setattr(daily, "run_due", lambda day: 1 / 0)
        assert thread.look() is False
        assert "daily work" in caplog.text
        monkeypatch.setattr(daily, "run_due", run_due)
        assert thread.look() is True
