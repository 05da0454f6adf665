"""What every kind of item has in common."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from nastavnik.orders.models import Fate, OrderItem
from nastavnik.regulation.queries import Base


@dataclass(frozen=True)
class Lack:
    """One thing without which the order cannot be signed.

    `mend` is a short name that the page turns into a button: «relation» (the pair's page), «base_orders»,
    «roadmap», «return» (back to a draft), «head», or "" when the item can only be taken out.
    """

    sentence: str
    mend: str = ""
    item: OrderItem | None = None
    clause: str = ""


@dataclass(frozen=True)
class Kind:
    """What a kind can do.

    `lacks(item, day, base)` yields Lacks (`base`: the base orders in force on the day). `carry_out(item, by)`
    runs in the signing transaction and returns plain facts of what it made (kept in `item.outcome`).
    `subject(item)` is plain data that the effect depends on besides the item's own row. `undo(item, fate, by, on)`
    reverses the effect when its order is revoked; `fates` are those that make sense, «keep» always does.
    """

    lacks: Callable[[OrderItem, date, Base], Iterator[Lack]]
    carry_out: Callable[..., dict[str, Any] | None]
    subject: Callable[[OrderItem], Any] = lambda item: None
    undo: Callable[..., None] | None = None
    fates: tuple[str, ...] = (Fate.KEEP,)


ALL_FATES = (Fate.KEEP, Fate.END, Fate.VOID)


def since_of(item: OrderItem) -> date:
    """The day of the item's effect: its own, else that of the whole order."""
    since = item.since or item.order.effective_on
    assert since is not None  # a registered order has its day
    return since


def ground_of(item: OrderItem) -> str:
    """The words of the ground that every effect bears."""
    return str(item.order)[:300]


def lacks_nothing(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    yield from ()
