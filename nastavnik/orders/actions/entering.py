"""Pairs that ran before the product, with the orders that fixed them: both or neither (edge case 44)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions.drafting import NewItem
from nastavnik.orders.actions.registering import enter_later_order
from nastavnik.orders.kinds import KINDS
from nastavnik.orders.models import FORCE_STATES, ItemKind, Journal, Order, OrderItem
from nastavnik.orders.queries import items_of
from nastavnik.orders.wording import title_of
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.actions import enter_relation
from nastavnik.pairs.models import Relation
from nastavnik.people.models import Person
from nastavnik.regulation.queries import base_on


@dataclass(frozen=True)
class LaterPair:
    """A pair or group as it has been running: `consents` is the day of each person's written consent, by key."""

    mentors: Sequence[Person]
    mentees: Sequence[Person]
    since: date
    until: date
    form: str
    topic: str
    consents: Mapping[UUID, date]


@transaction.atomic
def enter_later_pair(
    organisation: Organisation,
    pair: LaterPair,
    *,
    by: User,
    number: str,
    signed_on: date,
    effective_on: date | None = None,
    journal_of: str = Journal.MAIN,
    scan: File | None = None,
) -> Order:
    """The pair, its consents and the old order that fixed it, with their true dates, in one transaction.

    Refused with the sentence at the field that mends it, as by `enter_relation` and `enter_later_order`; then
    neither the pair nor the order nor the scan is there.
    """
    relation = _enter(organisation, pair, by=by)
    return enter_later_order(
        organisation,
        [NewItem(ItemKind.ASSIGN_RELATION, relation=relation)],
        by=by,
        title=title_of([ItemKind.ASSIGN_RELATION]),
        number=number,
        signed_on=signed_on,
        effective_on=effective_on,
        journal_of=journal_of,
        scan=scan,
    )


@transaction.atomic
def add_later_pair(order: Order, pair: LaterPair, *, by: User) -> OrderItem:
    """One more pair of an old order that is entered already: such an order usually fixes several.

    Only of an order whose text is on its own paper: what was registered here never changes.
    """
    stored = Order.objects.select_for_update(of=("self",)).select_related("organisation__settings").get(pk=order.pk)
    if not stored.is_entered_later or stored.state not in FORCE_STATES:
        raise Refused(_("Дополнить можно только действующий приказ, который внесён с бумаги."))
    assert stored.signed_on is not None  # it is registered
    relation = _enter(stored.organisation, pair, by=by)
    last = stored.items.aggregate(last=Max("sort"))["last"] or 0
    made = OrderItem.objects.create(
        organisation_id=stored.organisation_id,
        order=stored,
        kind=ItemKind.ASSIGN_RELATION,
        relation=relation,
        sort=last + 1,
    )
    item = next(each for each in items_of(stored) if each.pk == made.pk)
    kind, base = KINDS[item.kind], base_on(stored.organisation, stored.signed_on)
    lacks = [lack.sentence for lack in kind.lacks(item, stored.signed_on, base)]
    if lacks:
        raise Refused(" ".join(lacks))
    item.outcome = kind.carry_out(item, by=by) or {}
    item.carried_out_at = clock.now()
    item.save(update_fields=["outcome", "carried_out_at"])
    journal.record("order_item_entered", stored, by=by, relation=relation.pk)
    return item


def _enter(organisation: Organisation, pair: LaterPair, *, by: User) -> Relation:
    return enter_relation(
        organisation,
        pair.mentors,
        pair.mentees,
        by=by,
        since=pair.since,
        until=pair.until,
        form=pair.form,
        topic=pair.topic,
        consents=pair.consents,
    )
