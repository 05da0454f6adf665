"""Orders about orders: a text is corrected by another order, never edited (edge cases 40, 41)."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.orders.kinds.base import Kind, Lack, since_of
from nastavnik.orders.models import FORCE_STATES, Fate, OrderItem
from nastavnik.orders.queries import effects_of
from nastavnik.orders.states import ORDER
from nastavnik.regulation.queries import Base


def lacks_of_target(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    """Only a registered order that has not been revoked can be amended or revoked, and not before its own day."""
    target = item.target
    if target is None:
        yield Lack(_("Не выбран приказ, о котором идёт речь."), "", item)
    elif target.state not in FORCE_STATES:
        words = {"order": target, "state": target.get_state_display()}
        yield Lack(_("%(order)s: состояние — «%(state)s», изменить его нельзя.") % words, "", item)
    elif target.signed_on and day < target.signed_on:
        yield Lack(_("Приказ не может изменить тот, что подписан позже: %(order)s.") % {"order": target}, "", item)


def lacks_of_amendment(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    yield from lacks_of_target(item, day, base)
    if not item.facts.get("place", "").strip() or not item.text.strip():
        yield Lack(_("Не указано, какой пункт и в какой редакции изложить."), "", item)


def carry_out_amendment(item: OrderItem, *, by: User) -> None:
    """Both stand in the register: the old text as it was signed, and the order that changes it."""
    assert item.target is not None  # lacks_of_target has seen to it
    ORDER.advance(item.target, "amend", by=by, amended_by=item.order_id)


def revocation(kinds: Mapping[str, Kind]) -> Kind:
    """The kind that revokes, over the table of all others: each effect is decided on by itself."""

    def lacks(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
        yield from lacks_of_target(item, day, base)
        if item.target is None:
            return
        for effect in effects_of(item.target):
            fate = item.facts.get("fates", {}).get(str(effect.pk), "")
            if fate not in kinds[effect.kind].fates:
                words = {"what": effect.get_kind_display()}
                yield Lack(_("Не решено, что станет с пунктом: %(what)s.") % words, "", item)

    def carry_out(item: OrderItem, *, by: User) -> None:
        target, on = item.target, since_of(item)
        assert target is not None  # lacks_of_target has seen to it
        # the last effect first: what stands upon another goes before it
        for effect in reversed(effects_of(target)):
            fate = item.facts["fates"][str(effect.pk)]
            undo = kinds[effect.kind].undo
            if fate != Fate.KEEP and undo is not None:
                undo(effect, fate, by=by, on=on)
            effect.fate, effect.undone_on = fate, on if fate != Fate.KEEP else None
            effect.save(update_fields=["fate", "undone_on"])
        ORDER.advance(target, "revoke", by=by, revoked_by=item.order_id)

    return Kind(lacks, carry_out)


AMENDMENT = Kind(lacks_of_amendment, carry_out_amendment)
