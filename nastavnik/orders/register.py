"""The register of orders: two journals by calendar year, both ends of every amendment shown (edge cases 41, 42)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from nastavnik.kit.text import folded, search_words
from nastavnik.orders.models import REGISTERED_STATES, ItemKind, Journal, Order, OrderItem, OrderState
from nastavnik.organisations.models import Organisation


@dataclass
class Links:
    """What an order has to do with others: which have amended or revoked it, which it amends or revokes."""

    amended_by: list[Order] = field(default_factory=list)
    revoked_by: list[Order] = field(default_factory=list)
    amends: list[Order] = field(default_factory=list)
    revokes: list[Order] = field(default_factory=list)


def registered(organisation: Organisation, journal: str, wanted: Mapping[str, Any]) -> QuerySet[Order]:
    """The orders of one journal, the latest first. `wanted`: year, state, q (as RegisterForm cleans them)."""
    found = Order.objects.of(organisation).filter(journal=journal, state__in=REGISTERED_STATES)
    if wanted.get("year"):
        found = found.filter(year=wanted["year"])
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    if words := search_words(wanted.get("q") or ""):
        # headings are few: folding them here treats ё and capitals alike on both databases
        rows = found.values_list("pk", "number", "title")
        fits = [pk for pk, number, title in rows if all(word in folded(f"№ {number} {title}") for word in words)]
        found = found.filter(pk__in=fits)
    return found.order_by("-signed_on", "-made_at", "-pk")


def counts_of(organisation: Organisation) -> dict[str, int]:
    """How many orders stand in each journal (one query)."""
    rows = Order.objects.of(organisation).filter(state__in=REGISTERED_STATES).order_by().values("journal")
    found = {row["journal"]: row["number"] for row in rows.annotate(number=Count("pk"))}
    return {journal: found.get(journal, 0) for journal in Journal.values}


def years_of(organisation: Organisation) -> list[int]:
    """The calendar years that have a registered order, the latest first."""
    years = Order.objects.of(organisation).filter(state__in=REGISTERED_STATES).order_by("-year")
    return [year for year in years.values_list("year", flat=True).distinct() if year is not None]


def with_links(orders: Iterable[Order]) -> list[Order]:
    """The same orders, each with its `links` (one query for all)."""
    orders = list(orders)
    keys = [order.pk for order in orders]
    links = {key: Links() for key in keys}
    items = (
        OrderItem.objects.filter(order__state__in=REGISTERED_STATES, target__isnull=False)
        .filter(Q(target__in=keys) | Q(order__in=keys))
        .select_related("order", "target")
        .order_by("order__signed_on", "order__made_at", "sort")
    )
    for item in items:
        _link(links, item)
    for order in orders:
        order.links = links[order.pk]  # type: ignore[attr-defined]
    return orders


def _link(links: Mapping[UUID, Links], item: OrderItem) -> None:
    revokes = item.kind == ItemKind.REVOKE
    assert item.target is not None  # asked for
    if changed := links.get(item.target.pk):
        _add(changed.revoked_by if revokes else changed.amended_by, item.order)
    if changing := links.get(item.order_id):
        _add(changing.revokes if revokes else changing.amends, item.target)


def _add(known: list[Order], order: Order) -> None:
    """Once each: one order may change several rows of another."""
    if all(each.pk != order.pk for each in known):
        known.append(order)


def open_orders(organisation: Organisation) -> list[Order]:
    """What is not signed yet: what is nearest to its signature first."""
    nearest = {OrderState.TO_SIGN: 0, OrderState.AGREED: 1, OrderState.AGREEING: 2, OrderState.DRAFT: 3}
    found = Order.objects.of(organisation).filter(state__in=nearest).order_by("made_at")
    return sorted(found, key=lambda order: nearest[OrderState(order.state)])
