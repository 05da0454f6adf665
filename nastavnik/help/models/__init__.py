"""Requests for advice with whom they were put to, and the accompaniment of those who wait for a mentor."""

from nastavnik.help.models.accompaniment import (
    BY_HAND,
    Accompaniment,
    AccompanimentState,
    Contact,
    ContactKind,
    EndOfAccompaniment,
)
from nastavnik.help.models.requests import (
    OPEN_HELP,
    HelpAsk,
    HelpRequest,
    HelpState,
    NobodyReason,
    Way,
)

__all__ = [
    "BY_HAND",
    "OPEN_HELP",
    "Accompaniment",
    "AccompanimentState",
    "Contact",
    "ContactKind",
    "EndOfAccompaniment",
    "HelpAsk",
    "HelpRequest",
    "HelpState",
    "NobodyReason",
    "Way",
]
