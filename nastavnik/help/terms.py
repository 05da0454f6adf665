"""The terms of the room. Settings of an institution lie below and know nothing of help: these are named here."""

from datetime import datetime

from django.utils import timezone

from nastavnik.kit import clock
from nastavnik.organisations.calendar import working_calendar
from nastavnik.organisations.models import Organisation

REACTION_DAYS = 1
"""Working days to the first reaction: help is at once (3.3.2), but who is with children reads in the evening."""

APPOINT_DAYS = 7
"""So long a teacher may wait with nobody who accompanies: the first week is for the choice of a mentor (R5.3)."""

CONTACT_DAYS = 14
"""Without a talk for so long the one who accompanies is reminded, as a mentor is of a silent programme (R5.3)."""

REPEATS = 3
"""So many questions in a year of somebody without a mentor suggest a pair (edge case 50)."""


def due_after(organisation: Organisation, moment: datetime) -> datetime:
    """The same hour of the next working day of the institution."""
    local = timezone.localtime(moment)
    day = working_calendar(organisation).add(local.date(), REACTION_DAYS)
    return timezone.make_aware(datetime.combine(day, local.time()))


def now_due(organisation: Organisation) -> datetime:
    """Until when somebody who is asked now is waited for."""
    return due_after(organisation, clock.now())
