"""States as a table of moves with one writer.

    ORDER = Lifecycle(Order, "state", (
        Move("submit", _("Передать на подпись"), ("draft",), "to_sign", guard=needs_items),
        …
    ))
    ORDER.advance(order, "submit", by=user)

A guard looks at the row and returns the sentence that says why not, or None.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from nastavnik.kit import journal
from nastavnik.kit.refusal import Refused, refuse

Guard = Callable[[Any], str | None]


@dataclass(frozen=True)
class Move:
    """One arrow: `name` is the verb of its action, `event` what the journal says after it."""

    name: str
    label: Any
    sources: tuple[str, ...]
    target: str
    event: str
    guard: Guard | None = None


class Lifecycle:
    """The moves of one model; registered, so that docs and house tests see all of them."""

    registry: list["Lifecycle"] = []

    def __init__(
        self,
        name: str,
        states: type[models.TextChoices],
        moves: tuple[Move, ...],
        *,
        field: str = "state",
        born: tuple[str, ...] = (),
    ):
        """`born`: the states in which a row may begin, when it is not the first one only."""
        self.born = born or (states.values[0],)
        self.name, self.states, self.moves, self.field = name, states, moves, field
        self._by_name = {move.name: move for move in moves}
        assert len(self._by_name) == len(moves), f"two moves of {name} share a name"
        Lifecycle.registry.append(self)

    def why_not(self, row: models.Model, move: str) -> str | None:
        """The sentence that says why the move is not possible now, or None when it is."""
        arrow = self._by_name[move]
        if getattr(row, self.field) not in arrow.sources:
            return _("Сейчас это невозможно: состояние — «%(state)s».") % {
                "state": self.states(getattr(row, self.field)).label
            }
        return arrow.guard(row) if arrow.guard else None

    def possible(self, row: models.Model) -> list[str]:
        """The names of the moves that can be made now."""
        return [move.name for move in self.moves if self.why_not(row, move.name) is None]

    def advance(self, row: models.Model, move: str, *, by: Any, fields: dict[str, Any] | None = None, **facts) -> None:
        """Make the move: lock, check, write state and `fields`, journal. The one writer of the state.

        Raises Refused with the guard's sentence. `row` is refreshed in place.
        """
        arrow = self._by_name[move]
        stored = type(row)._base_manager.select_for_update().values_list(self.field, flat=True).get(pk=row.pk)
        setattr(row, self.field, stored)
        refuse(self.why_not(row, move))
        for name, value in (fields or {}).items():
            setattr(row, name, value)
        setattr(row, self.field, arrow.target)
        row.save(update_fields=[self.field, *(fields or {})])
        journal.record(arrow.event, row, by=by, **facts)


__all__ = ["Lifecycle", "Move", "Refused"]
