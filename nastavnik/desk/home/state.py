"""The facts of an institution that the first pages of those who lead are made of; read once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from nastavnik.banks.models import Collection, EntryState, MenteeEntry, MentorEntry
from nastavnik.consents.models import Consent, ConsentState, ConsentStep
from nastavnik.consents.queries import open_steps
from nastavnik.duties.models import Notice
from nastavnik.kit import clock
from nastavnik.orders.models import FORCE_STATES, OPEN_STATES, ItemKind, Order, OrderItem
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.models import ChangeState, Relation, RelationChange
from nastavnik.pairs.queries import note_lapses, without_pair
from nastavnik.people.models import Person
from nastavnik.programmes.models import Programme, ProgrammeState
from nastavnik.programmes.silence import Silence, silent_programmes
from nastavnik.programmes.undecided import Undecided, undecided
from nastavnik.regulation.models import Edition, ModelIntroduction


@dataclass(frozen=True)
class State:
    """The facts that the lists are made of; read once, a fixed number of queries."""

    organisation: Organisation
    today: date
    introduced: bool
    edition: bool
    curator_until: date | None
    has_curator: bool
    teachers: int
    collections: dict[str, Collection]
    ever_collected: set[str]
    has_mentors: bool
    unselected: int
    consents: list[Consent]
    relations: list[Relation]
    ordered: set[Any]  # pairs and changes that stand in an order already
    orders: list[Order]
    prepared: list[RelationChange]
    steps: list[ConsentStep]
    notices: list[Notice]
    programmes: list[Programme]
    waiting: list[MenteeEntry]
    undecided: list[Undecided]
    silent: list[Silence]  # those that the curator is told of


def state_of(organisation: Organisation) -> State:
    """Read the institution's state of today."""
    today = clock.today()
    curator = holder_of(organisation, RoleKind.CURATOR, today)
    collections = list(Collection.objects.of(organisation))
    relations = note_lapses(
        Relation.objects.of(organisation)
        .filter(state__in=("proposed", "acquaintance", "agreed", "in_force"))
        .prefetch_related("members__person", "members__consent")
    )
    items = OrderItem.objects.of(organisation).filter(
        Q(kind=ItemKind.ASSIGN_RELATION) | Q(change__state=ChangeState.PREPARED),
        order__state__in=(*OPEN_STATES, *FORCE_STATES),
    )
    ordered = {key for keys in items.values_list("relation_id", "change_id") for key in keys if key}
    introduced, edition = Organisation.objects.values_list(  # both base orders in one look (4.1)
        Exists(ModelIntroduction.objects.filter(organisation=OuterRef("pk")).on(today)),
        Exists(Edition.objects.filter(organisation=OuterRef("pk")).on(today)),
    ).get(pk=organisation.pk)
    mentors = MentorEntry.objects.of(organisation).aggregate(
        active=Count("pk", filter=Q(pk__in=MentorEntry.objects.of(organisation).active().values("pk"))),
        unselected=Count("pk", filter=Q(state=EntryState.DRAFT, selected_on=None)),
    )
    return State(
        organisation=organisation,
        today=today,
        introduced=introduced,
        edition=edition,
        curator_until=curator.until if curator else None,
        has_curator=curator is not None,
        teachers=Person.objects.of(organisation).teaching(today).count(),
        collections={one.bank: one for one in collections if one.closed_on is None},
        ever_collected={one.bank for one in collections},
        has_mentors=mentors["active"] > 0,
        unselected=mentors["unselected"],
        consents=list(
            Consent.objects.of(organisation)
            .filter(state=ConsentState.PROPOSED)
            .select_related("person")
            .order_by("proposed_on")
        ),
        relations=relations,
        ordered=ordered,
        orders=list(Order.objects.of(organisation).filter(state__in=OPEN_STATES).prefetch_related("visas")),
        prepared=list(RelationChange.objects.of(organisation).filter(state=ChangeState.PREPARED)),
        steps=list(open_steps(organisation)),
        notices=list(Notice.objects.of(organisation).open().select_related("member__person", "member__relation")),
        programmes=list(
            Programme.objects.of(organisation)
            .exclude(state__in=(ProgrammeState.COMPLETED, ProgrammeState.TERMINATED))
            .select_related("relation")
            .prefetch_related("relation__members__person")
        ),
        waiting=without_pair(organisation),
        silent=[one for one in silent_programmes(organisation, today) if one.tells_curator],
        undecided=undecided(organisation),
    )
