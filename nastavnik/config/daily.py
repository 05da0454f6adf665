"""The daily work inside `nastavnik serve`: when the service has started, and each night after that.

Where several processes serve, nobody starts this: a timer calls `nastavnik due` (docs/how-to/production.md).
"""

import logging
import threading
from datetime import date

from django.db import connections
from django.utils import timezone

from nastavnik.kit import clock
from nastavnik.reminders.due import is_done, run_due

log = logging.getLogger("nastavnik.daily")

AT_HOUR = 2  # midnight has then passed in Kaliningrad too
FIRST_AFTER = 5.0  # seconds: the first page comes first
LOOKS_EVERY = 600.0


class Daily(threading.Thread):
    """Does the work of each day once; a night that was slept through is made up for at the next look."""

    def __init__(self) -> None:
        super().__init__(name="daily", daemon=True)
        self._stopped = threading.Event()
        self._done_on: date | None = None

    def run(self) -> None:
        wait = FIRST_AFTER
        while not self._stopped.wait(wait):
            self.look()
            wait = LOOKS_EVERY

    def stop(self) -> None:
        self._stopped.set()

    def look(self) -> bool:
        """Work if the day has not been worked yet; whether it has been worked now. Never raises."""
        try:
            today = clock.today()
            is_night = self._done_on is not None and timezone.localtime(clock.now()).hour < AT_HOUR
            if self._done_on == today or is_night:
                return False
            worked = not is_done(today)
            if worked:
                report = run_due(today)
                log.info("%s: said %s, closed %s, faults %s", today, report.said, report.closed, report.faults)
            self._done_on = today
        except Exception:  # the database is away, say: at the next look again
            log.exception("daily work")
            return False
        else:
            return worked
        finally:
            connections.close_all()
