"""Numbers of orders are free text («26/1», «42-ОД»); the next one is only suggested (edge case 42)."""

import re
import unicodedata

from nastavnik.orders.models import REGISTERED_STATES, Order
from nastavnik.organisations.models import Organisation

LONGEST = 30  # characters; the journal keeps no more
_COUNTED = re.compile(r"^(\D*)(\d+)(\D*)$")  # «42», «42-ОД», «ОД-42», but not «26/1»
_LOOK_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")  # Latin letters that pass for Russian ones
_DASHES = re.compile("[‐‑‒–—−]")


def tidy_number(number: str) -> str:
    """The number as it stands in the journal: single spaces, no hidden marks, no sign of number before it."""
    seen = "".join(sign for sign in number if unicodedata.category(sign) not in ("Cf", "Cc") or sign.isspace())
    return " ".join(seen.split()).removeprefix("№").strip()


def as_read(number: str) -> str:
    """What two numbers are compared by: neither case, nor a Latin letter, nor a space or a dash makes another one."""
    return _DASHES.sub("-", "".join(number.casefold().split()).translate(_LOOK_ALIKE))


def suggest_number(organisation: Organisation, journal: str, year: int) -> str:
    """The number after the largest of the journal and calendar year, in the manner of the last one."""
    taken = list(
        Order.objects.of(organisation)
        .filter(journal=journal, year=year, state__in=REGISTERED_STATES)
        .order_by("signed_on", "made_at")
        .values_list("number", flat=True)
    )
    counted = [int(found.group()) for number in taken if (found := re.search(r"\d+", number))]
    following = str(max(counted, default=0) + 1)
    manner = _COUNTED.match(taken[-1]) if taken else None
    return f"{manner.group(1)}{following}{manner.group(3)}" if manner else following
