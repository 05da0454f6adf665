"""The register, programmes of a person, pairs that have none yet, who wrote what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock, journal
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, Relation, RelationMember, RelationState
from nastavnik.people.models import Person
from nastavnik.programmes.models import (
    ENDED,
    STANDING,
    UNDER_WAY,
    Engagement,
    EngagementState,
    ItemState,
    Meeting,
    MeetingState,
    PlanItem,
    Programme,
    ProgrammeState,
    Recommendation,
    RecommendationKind,
    RecommendationState,
    Structure,
)

NEAR_DAYS = 7
"""So many days before its deadline a contest stands on the first page of both sides (5.2/7)."""

PART_NAMES = {
    "directions": _("направления"),
    "request": _("профессиональный запрос"),
    "goal": _("цель"),
    "tasks": _("задачи"),
    "expected_result": _("планируемый результат"),
    "forms": _("формы наставничества"),
    "since": _("срок"),
    "until": _("срок"),
    "plan": _("план мероприятий"),
    "meetings": _("график встреч"),
}


def register(organisation: Organisation) -> QuerySet[Programme]:
    """The register of programmes (4.4.8), latest number first, with `items_done`, `items_total`, `last_met`.

    Items cancelled by consent are not counted (domain 5.4). Three queries whatever the number of rows.
    """
    return _with_progress(Programme.objects.of(organisation))


def programmes_of(person: Person) -> QuerySet[Programme]:
    """The current programmes of a person as a mentor or a mentee, with the figures of the register."""
    mine = RelationMember.objects.staying(clock.today()).filter(person=person)
    return _with_progress(Programme.objects.filter(relation__in=mine.values("relation")).current())


def engagements_of(person: Person) -> list[Engagement]:
    """Activities of others that the person is asked to help with, or helps with now, those to answer first (5.1/1)."""
    return to_answer_first(standing_engagements(person))


def standing_engagements(person: Person) -> QuerySet[Engagement]:
    """The same before it is known whether they may still be read."""
    standing = Engagement.objects.filter(person=person, state__in=STANDING, item__state=ItemState.PLANNED)
    return standing.select_related("item__programme", "consent")


def to_answer_first(engagements: Iterable[Engagement]) -> list[Engagement]:
    """Those whose data the person may read today, what waits for an answer before the others."""
    rows = [one for one in engagements if one.may_read]
    return sorted(rows, key=lambda one: (one.state != EngagementState.ASKED, one.item.due_on))


def recommendations_to_answer(person: Person) -> QuerySet[Recommendation]:
    """What a mentor has recommended to the person, or to all of their group, and nobody has answered yet (6.2/5)."""
    mine = RelationMember.objects.staying(clock.today()).filter(person=person, role=MemberRole.MENTEE)
    meant = Q(member__in=mine) | Q(member=None, programme__relation__in=mine.values("relation"))
    given = Recommendation.objects.filter(meant, state=RecommendationState.GIVEN, programme__state__in=UNDER_WAY)
    return given.select_related("programme").order_by("made_at")


def items_with(*structures: Structure) -> list[PlanItem]:
    """Activities to come that name these structures, in programmes that are approved or run (5.2/2), soonest first."""
    states = (ProgrammeState.APPROVED, *UNDER_WAY)
    found = PlanItem.objects.filter(
        structure__in=structures, state=ItemState.PLANNED, programme__state__in=states
    ).select_related("structure", "programme__relation")
    return list(found.prefetch_related("programme__relation__members__person").order_by("due_on", "id"))


def deadlines_near(person: Person) -> QuerySet[Recommendation]:
    """Contests recommended in the person's programmes whose deadline comes within a week, for both sides (5.2/7)."""
    mine = RelationMember.objects.staying(clock.today()).filter(person=person)
    today = clock.today()
    open_states = (RecommendationState.GIVEN, RecommendationState.ACCEPTED, RecommendationState.DISCUSSED)
    found = Recommendation.objects.filter(
        programme__relation__in=mine.values("relation"),
        programme__state__in=UNDER_WAY,
        kind=RecommendationKind.CONTEST,
        state__in=open_states,
        due_on__range=(today, today + timedelta(days=NEAR_DAYS)),
    )
    as_mentor = Q(programme__relation__in=mine.filter(role=MemberRole.MENTOR).values("relation"))
    return found.filter(as_mentor | Q(member=None) | Q(member__in=mine)).order_by("due_on", "id")


def programme_due(relation: Relation) -> date | None:
    """The last day on which a pair in force is given its programme (R5.2): so many days after the first one."""
    days = timedelta(days=relation.organisation.settings.programme_days)
    return relation.since + days if relation.since else None


def without_programme(organisation: Organisation) -> QuerySet[Relation]:
    """Pairs and groups in force that have no current programme yet, longest first (R5.2)."""
    return (
        Relation.objects.of(organisation)
        .filter(state=RelationState.IN_FORCE)
        .exclude(programmes__in=Programme.objects.of(organisation).exclude(state__in=ENDED))
        .prefetch_related("members__person")
        .order_by("since", "id")
    )


@dataclass
class Wrote:
    """A part of the text, everybody who has written in it, when it was changed last."""

    part: Any
    authors: list[str] = field(default_factory=list)
    at: datetime | None = None


def who_wrote(programme: Programme) -> list[Wrote]:
    """Who wrote what, by the journal, in the order of the parts (6.1/2)."""
    found = {name: Wrote(label) for name, label in PART_NAMES.items() if name != "until"}
    for entry in journal.entries_about(programme).filter(facts__has_key="parts"):
        for name in entry.facts["parts"]:
            wrote = found.get("since" if name == "until" else name)
            if wrote is not None and entry.actor_name:
                wrote.at = entry.at
                if entry.actor_name not in wrote.authors:
                    wrote.authors.append(entry.actor_name)
    return [wrote for wrote in found.values() if wrote.authors]


def _with_progress(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    held = Meeting.objects.filter(programme=OuterRef("pk"), state=MeetingState.HELD).order_by("-on")
    return (
        programmes.select_related("relation")
        .prefetch_related("relation__members__person")
        .annotate(
            items_done=Count("items", filter=Q(items__state=ItemState.DONE)),
            items_total=Count("items", filter=~Q(items__state=ItemState.CANCELLED)),
            last_met=Subquery(held.values("on")[:1]),
        )
        .order_by("-year", "-number")  # grouping forgets the order of the model
    )
