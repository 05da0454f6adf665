"""Drafts of orders: compose, take an item out, hand over for signing, return, annul."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.keys import new_key
from nastavnik.kit.refusal import Refused
from nastavnik.orders.kinds import subject_hash
from nastavnik.orders.models import FORCE_STATES, OPEN_STATES, ItemKind, Journal, Order, OrderItem, OrderState
from nastavnik.orders.papers import compose
from nastavnik.orders.queries import items_of, signatory_on
from nastavnik.orders.readiness import lacks_of
from nastavnik.orders.states import ORDER
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation, RelationChange
from nastavnik.papers.frozen import freeze
from nastavnik.people.models import Person
from nastavnik.roadmap.models import Roadmap


@dataclass(frozen=True)
class NewItem:
    """What an item of a draft is to do."""

    kind: str
    person: Person | None = None
    relation: Relation | None = None
    roadmap: Roadmap | None = None
    change: RelationChange | None = None
    target: Order | None = None
    since: date | None = None
    text: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def draft_order(
    organisation: Organisation,
    items: Sequence[NewItem],
    *,
    by: User,
    title: str,
    journal_of: str = Journal.MAIN,
    effective_on: date | None = None,
    is_entered_later: bool = False,
    pk: UUID | None = None,
) -> Order:
    """A draft with its items. What an item is about stands in one open draft at most.

    `effective_on` is the day that the text will name; without it the order takes effect when it is signed.
    """
    if not items:
        raise Refused(_("Отметьте, что делает приказ: хотя бы одно."))
    order = Order.objects.create(
        id=pk or new_key(),
        organisation=organisation,
        journal=journal_of,
        place=organisation.place,
        title=title,
        effective_on=effective_on,
        is_entered_later=is_entered_later,
        made_at=clock.now(),
    )
    for sort, item in enumerate(items):
        _add_item(order, item, sort)
    journal.record("order_drafted", order, by=by, kinds=[str(item.kind) for item in items])
    return order


@transaction.atomic
def add_items(order: Order, items: Sequence[NewItem], *, by: User) -> Order:
    """Further items of a draft: one order may do several things (edge case 45)."""
    stored = Order.objects.select_for_update().get(pk=order.pk)
    if stored.state != OrderState.DRAFT:
        raise Refused(_("Изменить можно только проект: состояние — «%s».") % stored.get_state_display())
    last = order.items.aggregate(last=Max("sort"))["last"]
    for sort, item in enumerate(items, start=0 if last is None else last + 1):
        _add_item(order, item, sort)
    journal.record("order_items_added", order, by=by, kinds=[str(item.kind) for item in items])
    return order


@transaction.atomic
def remove_item(item: OrderItem, *, by: User) -> Order:
    """Take an item out of a draft: what is not ready waits for the next order (edge case 26)."""
    order = Order.objects.select_for_update().get(pk=item.order_id)
    if order.state != OrderState.DRAFT:
        raise Refused(_("Изменить можно только проект: состояние — «%s».") % order.get_state_display())
    kind = item.kind
    item.delete()
    journal.record("order_item_removed", order, by=by, kind=kind)
    return order


@transaction.atomic
def submit_order(order: Order, *, by: User) -> Order:
    """To the head for signing: the text is frozen, with the signatory of today written into it (edge case 18).

    Refused with everything that an order signed today would lack.
    """
    freeze_text(order, "submit", by=by)
    return order


def freeze_text(order: Order, move: str, *, by: User) -> None:
    """Make the move that hands the text to other people: from now on what it speaks of may not change."""
    today = clock.today()
    items = items_of(order)
    lacks = lacks_of(order, today, items)
    if lacks and ORDER.why_not(order, move) is None:
        raise Refused(" ".join(lack.sentence for lack in lacks))
    signatory = signatory_on(order.organisation, today)
    text = freeze(compose(order, items, day=today, signatory=signatory))
    ORDER.advance(order, move, by=by, fields={**signatory, "text": text, "return_note": ""})
    for item in items:
        item.subject_hash = subject_hash(item)
        item.save(update_fields=["subject_hash"])


@transaction.atomic
def return_order(order: Order, *, by: User, note: str) -> Order:
    """Back to be reworked, with a word: the text is alive again."""
    ORDER.advance(order, "return", by=by, fields={"return_note": note[:500], "text": {}})
    order.items.update(subject_hash="")
    order.visas.all().delete()  # another text will be agreed anew; the journal remembers who said what
    return order


@transaction.atomic
def annul_order(order: Order, *, by: User) -> Order:
    """A draft that will not be signed; its pairs are free for another."""
    ORDER.advance(order, "annul", by=by)
    return order


def _add_item(order: Order, item: NewItem, sort: int) -> None:
    about = (item.person, item.relation, item.roadmap, item.change, item.target)
    assert all(row is None or row.organisation_id == order.organisation_id for row in about), "of another institution"
    _refuse_twice(item)
    OrderItem.objects.create(
        organisation_id=order.organisation_id,
        order=order,
        kind=item.kind,
        sort=sort,
        person=item.person,
        relation=item.relation,
        roadmap=item.roadmap,
        change=item.change,
        target=item.target or _changed_order(item),
        since=item.since,
        text=item.text,
        facts=item.facts,
    )


def _changed_order(item: NewItem) -> Order | None:
    """A change of a pair amends the order that fixed it: both will show in the register (domain D6).

    None when that order was revoked and the pair kept (edge case 40): there is no text in force to be changed.
    """
    if item.change is None:
        return None
    ground = Relation.objects.filter(pk=item.change.relation_id).values("ground_id")
    fixed = OrderItem.objects.filter(pk__in=ground).select_related("order").first()
    return fixed.order if fixed and fixed.order.state in FORCE_STATES else None


def _refuse_twice(item: NewItem) -> None:
    """A pair, a roadmap, a change and a revoked order stand in one open draft at most; two drafts at once too."""
    matters: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
        ("relation", item.relation, (*OPEN_STATES, *FORCE_STATES)),
        ("roadmap", item.roadmap, OPEN_STATES),
        ("change", item.change, (*OPEN_STATES, *FORCE_STATES)),
        ("target", item.target if item.kind == ItemKind.REVOKE else None, OPEN_STATES),
    )
    for name, row, states in matters:
        if row is None:
            continue
        type(row)._base_manager.select_for_update(no_key=True).get(pk=row.pk)
        standing = OrderItem.objects.filter(kind=item.kind, order__state__in=states, **{name: row})
        elsewhere = standing.filter(undone_on__isnull=True).select_related("order").first()
        if elsewhere:
            what = _("Дорожная карта") if name == "roadmap" else str(row)
            raise Refused(_("%(what)s уже стоит в приказе: %(order)s.") % {"what": what, "order": elsewhere.order})
