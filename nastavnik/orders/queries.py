"""Orders as lists, and what is ready for an order."""

from django.db.models import QuerySet

from nastavnik.orders.models import ItemKind, Order, OrderItem, OrderState
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation, RelationState

OPEN = (OrderState.DRAFT, OrderState.TO_SIGN)


def relations_for_order(organisation: Organisation) -> QuerySet[Relation]:
    """Agreed pairs and groups that stand in no order yet."""
    standing = OrderItem.objects.filter(
        kind=ItemKind.ASSIGN_RELATION, relation__isnull=False, order__state__in=(*OPEN, OrderState.IN_FORCE)
    )
    return (
        Relation.objects.of(organisation)
        .filter(state=RelationState.AGREED)
        .exclude(pk__in=standing.values("relation"))
        .prefetch_related("members__person", "members__consent")
    )


def orders_to_sign(organisation: Organisation) -> QuerySet[Order]:
    """What lies on the head's table."""
    return Order.objects.of(organisation).filter(state=OrderState.TO_SIGN).order_by("made_at")


def order_of_relation(relation: Relation) -> Order | None:
    """The order, drafted or in force, that fixes the pair or group."""
    item = (
        OrderItem.objects.filter(relation=relation, kind=ItemKind.ASSIGN_RELATION)
        .exclude(order__state=OrderState.ANNULLED)
        .select_related("order")
        .first()
    )
    return item.order if item else None
