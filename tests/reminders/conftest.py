"""A day's work, and what people see after it."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from nastavnik.kit import clock
from nastavnik.programmes.models import Programme
from nastavnik.reminders.due import Report, run_due
from nastavnik.reminders.models import Reminder
from nastavnik.reminders.queries import Line, own_reminders
from tests.cast import Cast
from tests.programmes.conftest import bring_to, relation_in_force


@pytest.fixture
def running(full_cast) -> Programme:
    """Started on Monday 14.09.2026, with one item due on 14.10.2026."""
    return bring_to(full_cast, "running", relation_in_force(full_cast))


def on(day: date) -> datetime:
    """Three at night, when the command is run."""
    return timezone.make_aware(datetime.combine(day, time(3)))


def work(day: date, **options) -> Report:
    """The work of one day, done on that day."""
    with clock.at(on(day)):
        return run_due(day, **options)


def each_day(since: date, until: date) -> None:
    """The work of every day, as the service does it."""
    for number in range((until - since).days + 1):
        work(since + timedelta(days=number))


def said(kind: str) -> list[tuple[str, date]]:
    """To whom (the role, or the surname) and when something of this kind was said."""
    rows = Reminder.objects.filter(kind=kind).select_related("user__person")
    return sorted((row.role or row.user.person.surname, row.said_on) for row in rows)


def seen(cast: Cast, part: str, day: date) -> list[Line]:
    """What the person is reminded of on the day."""
    with clock.at(day):
        return own_reminders(cast.organisation, cast.user(part)).now


def titles(cast: Cast, part: str, day: date) -> list[str]:
    return [line.title.replace("\N{NO-BREAK SPACE}", " ") for line in seen(cast, part, day)]
