"""The programme, its plan, its meetings; a module for each."""

from nastavnik.pairs.models import EndReason
from nastavnik.programmes.models.meetings import Channel, Meeting, MeetingState
from nastavnik.programmes.models.plan import ItemConsent, ItemKind, ItemState, PlanItem
from nastavnik.programmes.models.programmes import (
    ENDED,
    UNDER_WAY,
    WRITABLE,
    Agreement,
    Direction,
    Programme,
    ProgrammeQuerySet,
    ProgrammeState,
)

__all__ = [
    "ENDED",
    "UNDER_WAY",
    "WRITABLE",
    "Agreement",
    "Channel",
    "Direction",
    "EndReason",
    "ItemConsent",
    "ItemKind",
    "ItemState",
    "Meeting",
    "MeetingState",
    "PlanItem",
    "Programme",
    "ProgrammeQuerySet",
    "ProgrammeState",
]
