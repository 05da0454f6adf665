"""Whether a programme rests on a day: worked out from its pauses, not stored (ADR 11, edge case 11)."""

from datetime import date

from nastavnik.programmes.models import Pause, Programme


def pause_on(programme: Programme, day: date) -> Pause | None:
    """The agreed pause of that day; what has been prefetched is not read again."""
    return next((pause for pause in programme.pauses.all() if day in pause), None)
