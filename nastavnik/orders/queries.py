"""Orders as lists, what is ready for an order, who signs."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.orders.models import OPEN_STATES, ItemKind, Order, OrderItem, OrderState
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.models import Relation, RelationState
from nastavnik.pairs.queries import MEMBERS
from nastavnik.people.models import Person


def items_of(order: Order) -> list[OrderItem]:
    """The items with everything that pages, papers and guards read of them: five queries at most."""
    items = list(
        order.items.select_related("person", "relation", "roadmap").prefetch_related(
            "person__employments", "roadmap__items", Prefetch("relation__members", MEMBERS.queryset)
        )
    )
    for item in items:
        item.order, item.organisation = order, order.organisation
        for row in (item.relation, item.roadmap):
            if row is not None:
                row.organisation = order.organisation
    return items


def concerned(items: list[OrderItem]) -> list[Person]:
    """Everybody whom the order concerns, once each: they are made acquainted with it."""
    people: dict[object, Person] = {}
    for item in items:
        if item.person:
            people.setdefault(item.person.pk, item.person)
        if item.relation:
            for member in [*item.relation.mentors, *item.relation.mentees]:
                people.setdefault(member.person_id, member.person)
    return list(people.values())


def relations_for_order(organisation: Organisation) -> QuerySet[Relation]:
    """Agreed pairs and groups that stand in no order yet, the longest agreed first."""
    standing = OrderItem.objects.of(organisation).filter(
        kind=ItemKind.ASSIGN_RELATION, relation__isnull=False, order__state__in=(*OPEN_STATES, OrderState.IN_FORCE)
    )
    return (
        Relation.objects.of(organisation)
        .filter(state=RelationState.AGREED)
        .exclude(pk__in=standing.values("relation"))
        .prefetch_related(MEMBERS)
        .order_by("agreed_on", "id")
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


def signatory_on(organisation: Organisation, day: date) -> dict[str, str]:
    """Who has the authority to sign on that day, with post and ground; Refused when nobody has (edge case 18)."""
    role = holder_of(organisation, RoleKind.HEAD, day)
    if role is None:
        raise Refused(_("На эту дату не указан руководитель: подписать приказ некому."), field="signed_on")
    person = getattr(role.user, "person", None)
    return {
        "signatory_name": person.full_name if person else str(role.user),
        "signatory_position": person.position_on(day) if person else "",
        "signatory_ground": role.ground,
    }
