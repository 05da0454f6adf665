"""The facts of an institution that the first pages of those who lead are made of; read once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Prefetch, Q, QuerySet

from nastavnik.banks.models import (
    Bank,
    Collection,
    EntryState,
    MenteeEntry,
    MentorEntry,
    ProfessionalRequest,
    RequestState,
)
from nastavnik.banks.queries import Freshness, freshness_asked, freshness_told
from nastavnik.consents.models import Consent, ConsentKind, ConsentState, ConsentStep
from nastavnik.consents.queries import open_steps
from nastavnik.duties.models import Notice
from nastavnik.kit import clock
from nastavnik.orders.models import FORCE_STATES, OPEN_STATES, ItemKind, Order, OrderItem
from nastavnik.organisations.asking import Number, ask_and_read, first
from nastavnik.organisations.models import Organisation, Role, RoleKind
from nastavnik.pairs.models import OPEN_STATES as STANDING
from nastavnik.pairs.models import ChangeState, Relation, RelationChange, RelationMember, RelationState
from nastavnik.pairs.queries import entries_without_pair, note_lapses
from nastavnik.people.models import Person
from nastavnik.programmes.models import ENDED, Programme
from nastavnik.programmes.silence import Silence, quiet_programmes, silent_among
from nastavnik.programmes.undecided import Undecided, changes_without_order, open_wishes, told
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
    freshness: dict[str, Freshness]
    has_mentors: bool
    unselected: int
    ready_drafts: int  # their people have given the consent to process their data (and, mentors, have been selected)
    has_requests: bool
    has_relations: bool  # any, also ended ones
    consents: list[Consent]
    relations: list[Relation]
    ordered: set[Any]  # pairs and changes that stand in an order already
    orders: list[Order]
    prepared: list[RelationChange]
    steps: list[ConsentStep]
    notices: list[Notice]
    programmes: list[Programme]
    without_mentor: int
    undecided: list[Undecided]
    silent: list[Silence]  # those that the curator is told of


def state_of(organisation: Organisation) -> State:
    """Read the institution's state of today: one query for all that is asked, one or two for a list that is there."""
    today = clock.today()
    curator = Role.objects.of(organisation).filter(kind=RoleKind.CURATOR).on(today).order_by("-since")
    mentors = MentorEntry.objects.of(organisation)
    found = ask_and_read(
        organisation,
        _lists(organisation),
        introduced=Exists(ModelIntroduction.objects.of(organisation).on(today)),  # both base orders (4.1)
        edition=Exists(Edition.objects.of(organisation).on(today)),
        has_curator=Exists(curator),
        curator_until=first(curator, "until"),
        teachers=Number(Person.objects.of(organisation).teaching(today)),
        has_mentors=Exists(mentors.active()),
        unselected=Number(mentors.filter(state=EntryState.DRAFT, selected_on=None)),
        ready_drafts=_ready_drafts(organisation, today),
        has_requests=Exists(ProfessionalRequest.objects.of(organisation)),
        has_relations=Exists(Relation.objects.of(organisation)),
        without_mentor=Number(entries_without_pair(organisation)),
        **{f"{bank}_collected": Exists(Collection.objects.of(organisation).filter(bank=bank)) for bank in Bank},
        **freshness_asked(organisation, Bank.MENTEES),
        **freshness_asked(organisation, Bank.MENTORS),
    )
    relations = {relation.pk: relation for relation in note_lapses(found.relations)}
    for programme in found.programmes:
        programme.relation = relations[programme.relation_id]
    return State(
        organisation=organisation,
        today=today,
        introduced=found.introduced,
        edition=found.edition,
        curator_until=found.curator_until,
        has_curator=found.has_curator,
        teachers=found.teachers,
        collections={one.bank: one for one in found.collections},
        ever_collected={bank for bank in Bank if getattr(found, f"{bank}_collected")},
        freshness={bank: freshness_told(organisation, bank, found) for bank in Bank},
        has_mentors=found.has_mentors,
        unselected=found.unselected,
        ready_drafts=found.ready_drafts,
        has_requests=found.has_requests,
        has_relations=found.has_relations,
        consents=found.consents,
        relations=[relation for relation in found.relations if relation.state in STANDING],
        ordered={key for keys in found.ordered for key in keys if key},
        orders=found.orders,
        prepared=found.prepared,
        steps=found.steps,
        notices=found.notices,
        programmes=found.programmes,
        without_mentor=found.without_mentor,
        silent=[one for one in silent_among(organisation, today, found.quiet) if one.tells_curator],
        undecided=told(found.wishes, found.changes),
    )


def _lists(organisation: Organisation) -> dict[str, QuerySet]:
    """What waits by rows; most of them are empty on most days."""
    programmes = Programme.objects.of(organisation).exclude(state__in=ENDED)
    proposed = Consent.objects.of(organisation).filter(state=ConsentState.PROPOSED)
    agreed = Q(kind=ItemKind.ASSIGN_RELATION, relation__state=RelationState.AGREED)
    in_orders = agreed | Q(change__state=ChangeState.PREPARED)
    notices = Notice.objects.of(organisation).open()
    return {
        "collections": Collection.objects.of(organisation).filter(closed_on=None),
        "programmes": programmes,
        "relations": Relation.objects.of(organisation)
        .filter(Q(state__in=STANDING) | Q(pk__in=programmes.values("relation")))
        .prefetch_related(Prefetch("members", RelationMember.objects.select_related("person", "consent"))),
        "ordered": OrderItem.objects.of(organisation)
        .filter(in_orders, order__state__in=(*OPEN_STATES, *FORCE_STATES))
        .values_list("relation_id", "change_id"),
        "orders": Order.objects.of(organisation).filter(state__in=OPEN_STATES).prefetch_related("visas"),
        "prepared": RelationChange.objects.of(organisation).filter(state=ChangeState.PREPARED),
        "consents": proposed.select_related("person").order_by("proposed_on"),
        "steps": open_steps(organisation),
        "notices": notices.select_related("member__person", "member__relation"),
        "quiet": quiet_programmes(organisation, clock.today()),
        "wishes": open_wishes(organisation),
        "changes": changes_without_order(organisation),
    }


def _ready_drafts(organisation: Organisation, today: date) -> Any:
    """How many drafts of both banks have their basis: they can be included (R2.2, R3.2)."""
    given = Consent.objects.of(organisation).filter(kind=ConsentKind.PROCESSING).valid(today)
    drafts = Q(state=EntryState.DRAFT, person__in=given.values("person"))
    asking = ProfessionalRequest.objects.of(organisation).filter(state=RequestState.OPEN)
    mentees = MenteeEntry.objects.of(organisation).filter(drafts, pk__in=asking.values("entry"))
    mentors = MentorEntry.objects.of(organisation).filter(drafts, selected_on__isnull=False)
    return Number(mentees) + Number(mentors)
