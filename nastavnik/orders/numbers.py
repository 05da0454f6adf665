"""Numbers of orders are free text («26/1», «42-ОД»); the next one is only suggested (edge case 42)."""

import re

from nastavnik.orders.models import Order, OrderState
from nastavnik.organisations.models import Organisation


def suggest_number(organisation: Organisation, journal: str, year: int) -> str:
    """The number after the largest of the journal and calendar year, in the manner of the last one."""
    taken = list(
        Order.objects.of(organisation)
        .filter(journal=journal, year=year, state=OrderState.IN_FORCE)
        .order_by("signed_on", "made_at")
        .values_list("number", flat=True)
    )
    leading = [int(found.group()) for number in taken if (found := re.match(r"\d+", number))]
    following = str(max(leading, default=0) + 1)
    tail = re.match(r"\d+(-\D.*)?$", taken[-1]) if taken else None
    return following + (tail.group(1) or "" if tail else "")
