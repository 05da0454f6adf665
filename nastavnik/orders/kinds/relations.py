"""Orders about pairs and groups: fix, change, extend, replace, relieve, end (4.2, 4.3/5, 5.1/3, 7.2, 8)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.orders.kinds.base import ALL_FATES, Kind, Lack, ground_of
from nastavnik.orders.models import Fate, OrderItem
from nastavnik.pairs.actions import (
    assign_relation,
    carry_out_change,
    end_by_revocation,
    undo_change,
    void_relation,
)
from nastavnik.pairs.models import ChangeKind, RelationState
from nastavnik.pairs.readiness import missing_for_change, missing_for_order
from nastavnik.programmes.actions import apply_change, restore_change, terminate_programme
from nastavnik.programmes.models import ENDED, EndReason, Programme
from nastavnik.regulation.queries import Base


# --- to fix a pair (4.3/5, 7.2) ---------------------------------------------------------------------------------
def lacks_of_relation(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    if item.relation is None:
        yield Lack(_("Не выбрана пара или группа."), "", item, "4.3/5")
        return
    for each in missing_for_order(item.relation, day, base):
        yield Lack(each.sentence, "base_orders" if each.mend == "base_orders" else "relation", item, each.clause)


def carry_out_relation(item: OrderItem, *, by: User) -> None:
    relation, order = item.relation, item.order
    assert relation is not None and relation.since is not None  # lacks_of_relation has seen to it
    assert order.signed_on is not None and order.effective_on is not None  # it is being registered
    assign_relation(
        relation,
        by=by,
        since=max(relation.since, order.effective_on),
        signed_on=order.signed_on,
        ground=ground_of(item),
        ground_id=item.pk,
    )


def subject_of_relation(item: OrderItem) -> Any:
    relation = item.relation
    if relation is None:
        return []
    members = [[member.role, member.person_id] for member in relation.members.all() if not member.left_on]
    return [relation.pk, relation.since, relation.until, relation.form, relation.category_form, members]


def undo_relation(item: OrderItem, fate: str, *, by: User, on: date) -> None:
    """The pair ends the day before, or it never was; its programme ends with it (edge case 40)."""
    relation = item.relation
    assert relation is not None and relation.since is not None  # it was carried out
    last = on - timedelta(days=1)
    why = _("Приказ о закреплении признан утратившим силу.")
    _end_programmes(relation.pk, by=by, on=last, note=why)
    relation.refresh_from_db()
    if fate == Fate.VOID or relation.since >= on:
        void_relation(relation, by=by, note=why)
    elif relation.ended_on is None or relation.ended_on > last:  # also one whose end another order has fixed for later
        end_by_revocation(relation, by=by, on=last, note=why)


# --- to change one that is in force (8.1, 8.2, 5.1/3, 6.1/5) ----------------------------------------------------
def lacks_of_change(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    if item.change is None:
        yield Lack(_("Не выбрано изменение."), "", item, "8.2")
        return
    for each in missing_for_change(item.change, day, base):
        yield Lack(each.sentence, "base_orders" if each.mend == "base_orders" else "relation", item, each.clause)


def subject_of_change(item: OrderItem) -> Any:
    change = item.change
    if change is None:
        return []
    newcomers = [[newcomer.role, newcomer.person_id] for newcomer in change.newcomers.all()]
    said = [change.kind, change.on, change.until, change.form, change.category_form, change.topic, change.leaving_id]
    return [change.pk, *said, newcomers]


def carry_out_change_item(item: OrderItem, *, by: User) -> None:
    """The change from its day, never before the order; a programme whose pair ends is ended too (8.1)."""
    change, order = item.change, item.order
    assert change is not None and order.signed_on is not None and order.effective_on is not None
    on = max(change.on, order.effective_on)
    carry_out_change(change, by=by, on=on, signed_on=order.signed_on, ground=ground_of(item), ground_id=item.pk)
    change.relation.refresh_from_db()
    apply_change(change, by=by)
    if change.relation.state == RelationState.ENDED:
        reason = change.reason or (EndReason.MENTOR if change.kind == ChangeKind.RELIEVE else EndReason.CURATOR)
        _end_programmes(change.relation_id, by=by, on=change.relation.ended_on or on, note=change.note, reason=reason)


def undo_change_item(item: OrderItem, fate: str, *, by: User, on: date) -> None:
    assert item.change is not None  # it was carried out
    undo_change(item.change, by=by, on=on)
    restore_change(item.change, by=by)


def _end_programmes(relation_id: UUID, *, by: User, on: date, note: str, reason: str = EndReason.CURATOR) -> None:
    """An order has ended the pair: what runs on it is over (8.1/2, 8.1/3).

    An end that lies ahead is left to its day: until then the programme goes on.
    """
    if on > clock.today():
        return
    for programme in Programme.objects.filter(relation_id=relation_id).exclude(state__in=ENDED):
        early = reason if reason != EndReason.DONE else EndReason.CURATOR
        last = max(on, programme.started_on or on)
        terminate_programme(programme, by=by, reason=early, note=note or _("По приказу руководителя."), on=last)


RELATION = Kind(lacks_of_relation, carry_out_relation, subject_of_relation, undo=undo_relation, fates=ALL_FATES)
CHANGE = Kind(
    lacks_of_change, carry_out_change_item, subject_of_change, undo=undo_change_item, fates=(Fate.KEEP, Fate.VOID)
)
