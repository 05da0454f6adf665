"""Drafts of orders: compose, take an item out, hand over for signing, return, annul."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.keys import new_key
from nastavnik.kit.refusal import Refused
from nastavnik.orders.kinds import subject_hash
from nastavnik.orders.models import OPEN_STATES, ItemKind, Journal, Order, OrderItem, OrderState
from nastavnik.orders.papers import compose
from nastavnik.orders.queries import items_of, signatory_on
from nastavnik.orders.readiness import lacks_of
from nastavnik.orders.states import ORDER
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation
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
    since: date | None = None
    text: str = ""


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
    """A draft with its items. A pair, and a roadmap, stand in one open draft at most.

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
    today = clock.today()
    items = items_of(order)
    lacks = lacks_of(order, today, items)
    if order.state == OrderState.DRAFT and lacks:
        raise Refused(" ".join(lack.sentence for lack in lacks))
    signatory = signatory_on(order.organisation, today)
    text = freeze(compose(order, items, day=today, signatory=signatory))
    ORDER.advance(order, "submit", by=by, fields={**signatory, "text": text, "return_note": ""})
    for item in items:
        item.subject_hash = subject_hash(item)
        item.save(update_fields=["subject_hash"])
    return order


@transaction.atomic
def return_order(order: Order, *, by: User, note: str) -> Order:
    """Back to be reworked, with a word: the text is alive again."""
    ORDER.advance(order, "return", by=by, fields={"return_note": note, "text": {}})
    order.items.update(subject_hash="")
    return order


@transaction.atomic
def annul_order(order: Order, *, by: User) -> Order:
    """A draft that will not be signed; its pairs are free for another."""
    ORDER.advance(order, "annul", by=by)
    return order


def _add_item(order: Order, item: NewItem, sort: int) -> None:
    about = (item.person, item.relation, item.roadmap)
    assert all(row is None or row.organisation_id == order.organisation_id for row in about), "of another institution"
    if item.kind == ItemKind.ASSIGN_RELATION and item.relation is not None:
        Relation.objects.select_for_update().get(pk=item.relation.pk)  # two drafts at once must not both take it
        _refuse_twice(item, (*OPEN_STATES, OrderState.IN_FORCE), relation=item.relation)
    if item.kind == ItemKind.APPROVE_ROADMAP and item.roadmap is not None:
        Roadmap.objects.select_for_update().get(pk=item.roadmap.pk)
        _refuse_twice(item, OPEN_STATES, roadmap=item.roadmap)
    OrderItem.objects.create(
        organisation_id=order.organisation_id,
        order=order,
        kind=item.kind,
        sort=sort,
        person=item.person,
        relation=item.relation,
        roadmap=item.roadmap,
        since=item.since,
        text=item.text,
    )


def _refuse_twice(item: NewItem, states: tuple[str, ...], **about) -> None:
    elsewhere = (
        OrderItem.objects.filter(kind=item.kind, order__state__in=states, **about).select_related("order").first()
    )
    if elsewhere:
        words = {"what": item.relation or _("Дорожная карта"), "order": elsewhere.order}
        raise Refused(_("%(what)s уже стоит в приказе: %(order)s.") % words)
