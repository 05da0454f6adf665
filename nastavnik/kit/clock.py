"""What time it is for the product.

Acts take their moment from here, so that the example year and the tests live through a year in a second.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The present moment, with its time zone."""
    return _moment.get() or timezone.now()


def today() -> date:
    """The present day in the active time zone (the institution's, set by the access layer)."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Live at another moment: `with clock.at(date(2026, 9, 1)): …` (a bare date means ten in the morning)."""
    if not isinstance(moment, datetime):
        moment = timezone.make_aware(datetime.combine(moment, time(10)))
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
