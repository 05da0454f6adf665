"""Orders as lists, what is ready for an order, who signs."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import Bank, BankList, MenteeEntry, MentorEntry
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.models import (
    FORCE_STATES,
    OPEN_STATES,
    REGISTERED_STATES,
    ItemKind,
    Order,
    OrderItem,
    OrderState,
    Visa,
    VisaState,
)
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import ChangeState, Relation, RelationChange, RelationState
from nastavnik.pairs.queries import MEMBERS
from nastavnik.people.addressing import head_on
from nastavnik.people.models import Person
from nastavnik.regulation.models import Edition


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
        if item.kind == ItemKind.REVOKE and item.target:  # what was done for them is taken back
            for person in concerned(items_of(item.target)):
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


def changes_for_order(organisation: Organisation) -> QuerySet[RelationChange]:
    """Prepared changes of pairs in force that stand in no order yet, the longest prepared first."""
    standing = OrderItem.objects.of(organisation).filter(
        change__isnull=False, undone_on__isnull=True, order__state__in=(*OPEN_STATES, *FORCE_STATES)
    )
    return (
        RelationChange.objects.of(organisation)
        .filter(state=ChangeState.PREPARED)
        .exclude(pk__in=standing.values("change"))
        .select_related("relation")
        .prefetch_related(Prefetch("relation__members", MEMBERS.queryset))
        .order_by("made_on", "id")
    )


def banks_to_approve(organisation: Organisation) -> list[str]:
    """Banks with people in them that no order has approved, nor is about to (4.3/3)."""
    approved = set(
        BankList.objects.of(organisation).filter(is_void=False, until__isnull=True).values_list("bank", flat=True)
    )
    items = OrderItem.objects.of(organisation).filter(kind=ItemKind.APPROVE_BANK, order__state__in=OPEN_STATES)
    drafted = {facts.get("bank") for facts in items.values_list("facts", flat=True)}
    models = {Bank.MENTEES: MenteeEntry, Bank.MENTORS: MentorEntry}
    return [
        str(bank)
        for bank, entries in models.items()
        if bank not in approved | drafted and entries.objects.of(organisation).active().exists()
    ]


def mentors_to_appoint(organisation: Organisation) -> QuerySet[MentorEntry]:
    """Mentors in the bank whom no order has appointed (4.2); pairs may be fixed without it, too."""
    today = clock.today()
    standing = Q(appointed_since__isnull=False) & (Q(appointed_until__isnull=True) | Q(appointed_until__gte=today))
    drafted = OrderItem.objects.of(organisation).filter(kind=ItemKind.APPOINT_MENTOR, order__state__in=OPEN_STATES)
    return (
        MentorEntry.objects.of(organisation)
        .active()
        .exclude(standing)
        .exclude(person__in=drafted.values("person"))
        .select_related("person")
        .order_by("person__sort_key")
    )


def visas_of(user: User, organisation: Organisation) -> QuerySet[Visa]:
    """Drafts that wait for this person's own word, the longest asked first."""
    return (
        Visa.objects.of(organisation)
        .filter(person__user=user, state=VisaState.ASKED, order__state=OrderState.AGREEING)
        .select_related("order")
        .order_by("order__made_at", "id")
    )


def readers_of(order: Order, items: list[OrderItem]) -> list[Person]:
    """Who is made acquainted with the order: whom it concerns; with the regulation all teachers of today (4.1).

    Those who stand on the sheet already stay there. The paper itself lists only whom it names (`concerned`).
    """
    people = {person.pk: person for person in concerned(items)}
    approving = [item.pk for item in items if item.kind == ItemKind.APPROVE_REGULATION and item.undone_on is None]
    # an edition in whose place a newer one has come is read by nobody any more
    if approving and not Edition.objects.filter(ground_id__in=approving, until__lt=clock.today()).exists():
        teachers = Person.objects.of(order.organisation).teaching(clock.today(), external=True)
        for person in teachers.prefetch_related("employments"):
            people.setdefault(person.pk, person)
    return list(people.values())


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
    head = head_on(organisation, day)
    if not head.name:
        raise Refused(_("На эту дату не указан руководитель: подписать приказ некому."), field="signed_on")
    return {  # not longer than a journal keeps: on PostgreSQL a longer one would be no refusal but a failure
        "signatory_name": head.name[:200],
        "signatory_position": head.post[:200] if head.person else "",
        "signatory_ground": head.ground,
    }


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
