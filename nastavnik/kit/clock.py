"""What time it is for the product.

Acts take their moment from here, so that the example year and the tests live through a year in a second.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)
_everywhere: list[datetime] = []  # the moment of all threads: a journey moves the clock of the server it drives


def now() -> datetime:
    """The present moment, with its time zone."""
    return _moment.get() or (_everywhere[-1] if _everywhere else timezone.now())


def today() -> date:
    """The present day in the active time zone (the institution's, set by the access layer)."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Live at another moment: `with clock.at(date(2026, 9, 1)): …` (a bare date means ten in the morning)."""
    token = _moment.set(_exact(moment))
    try:
        yield
    finally:
        _moment.reset(token)


@contextmanager
def everywhere(moment: datetime | date) -> Iterator[None]:
    """The same for all threads of the process, as tests with a running server need it."""
    _everywhere.append(_exact(moment))
    try:
        yield
    finally:
        _everywhere.pop()


def _exact(moment: datetime | date) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return timezone.make_aware(datetime.combine(moment, time(10)))
