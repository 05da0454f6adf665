"""Orders as lists, what is ready for an order, who signs."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.orders.models import FORCE_STATES, OPEN_STATES, REGISTERED_STATES, ItemKind, Order, OrderItem, OrderState
from nastavnik.organisations.models import Organisation, Role, RoleKind
from nastavnik.organisations.queries import head_proper, holder_of
from nastavnik.pairs.models import Relation, RelationState
from nastavnik.pairs.queries import MEMBERS
from nastavnik.people.models import Person
from nastavnik.russian.positions import decline_position


def items_of(order: Order) -> list[OrderItem]:
    """The items with everything that pages, papers and guards read of them: a fixed number of queries."""
    items = list(
        order.items.select_related("person", "relation", "roadmap", "change__relation", "target").prefetch_related(
            "person__employments",
            "roadmap__items",
            Prefetch("relation__members", MEMBERS.queryset),
            Prefetch("change__relation__members", MEMBERS.queryset),
            "change__newcomers__person__employments",
            "change__newcomers__consent",
        )
    )
    for item in items:
        item.order, item.organisation = order, order.organisation
        changed = item.change.relation if item.change else None
        for row in (item.relation, item.roadmap, item.change, changed, item.target):
            if row is not None:
                row.organisation = order.organisation
    return items


def concerned(items: list[OrderItem]) -> list[Person]:
    """Everybody whom the order concerns, once each: they are made acquainted with it."""
    people: dict[object, Person] = {}
    for item in items:
        if item.person:
            people.setdefault(item.person.pk, item.person)
        for relation in filter(None, (item.relation, item.change.relation if item.change else None)):
            for member in [*relation.mentors, *relation.mentees]:
                people.setdefault(member.person_id, member.person)
        if item.change:
            for newcomer in item.change.newcomers.all():
                people.setdefault(newcomer.person_id, newcomer.person)
        if item.kind == ItemKind.APPROVE_BODY:
            for person, _duty in seats_of(item):
                people.setdefault(person.pk, person)
    return list(people.values())


def seats_of(item: OrderItem) -> list[tuple[Person, str]]:
    """The composition of a body: `facts["seats"]` are [person key, duty], in the order of the paper (4.3/3)."""
    said = [(str(key), duty) for key, duty in item.facts.get("seats", [])]
    people = Person.objects.filter(organisation_id=item.organisation_id, pk__in=[key for key, _duty in said])
    found = {str(person.pk): person for person in people.prefetch_related("employments")}
    return [(found[key], duty) for key, duty in said if key in found]


def relations_for_order(organisation: Organisation) -> QuerySet[Relation]:
    """Agreed pairs and groups that stand in no order yet, the longest agreed first."""
    standing = OrderItem.objects.of(organisation).filter(
        kind=ItemKind.ASSIGN_RELATION, relation__isnull=False, order__state__in=(*OPEN_STATES, *FORCE_STATES)
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
        "signatory_position": _acting_post(organisation, day) if role.is_acting else _post(role, day),
        "signatory_ground": role.ground,
    }


def _post(role: Role, day: date) -> str:
    person = getattr(role.user, "person", None)
    return person.position_on(day) if person else ""


def _acting_post(organisation: Organisation, day: date) -> str:
    """«исполняющий обязанности заведующего»: by the post of the head whose duties they are."""
    head = head_proper(organisation, day)
    post = (_post(head, day) if head else "") or "руководитель"
    return f"исполняющий обязанности {decline_position(post).genitive}"


def amendments_of(order: Order) -> list[Order]:
    """Registered orders that have amended or revoked this one, in their order."""
    items = OrderItem.objects.filter(target=order, order__state__in=REGISTERED_STATES)
    return list(Order.objects.filter(pk__in=items.values("order")).order_by("signed_on", "made_at"))


def targets_of(order: Order) -> list[Order]:
    """The orders that this one amends or revokes."""
    return list(Order.objects.filter(pk__in=order.items.values("target")).order_by("signed_on"))


def effects_of(order: Order) -> list[OrderItem]:
    """The items whose effects stand: what a revoking order has to decide on."""
    items = list(
        order.items.filter(carried_out_at__isnull=False, undone_on__isnull=True).select_related(
            "person", "relation", "roadmap", "change__relation", "target", "order"
        )
    )
    for item in items:
        item.order, item.organisation = order, order.organisation
    return items
