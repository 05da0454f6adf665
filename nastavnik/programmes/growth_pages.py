"""The page «Ход работы»: what has been recorded, what the reader may do with it; and the counts for reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Subquery

from nastavnik.accounts.models import User
from nastavnik.pairs.models import RelationMember
from nastavnik.programmes.growth_kinds import KINDS, Deed, Kind, concerns, deeds_for, may_mend
from nastavnik.programmes.members import member_of
from nastavnik.programmes.models import (
    Difficulty,
    DifficultyState,
    GrowthRecord,
    Observation,
    Participation,
    Programme,
    Project,
    Recommendation,
    RecommendationState,
)


@dataclass(frozen=True)
class GrowthRow:
    record: Any
    deeds: list[tuple[str, Deed]]
    may_mend: bool
    about: str = ""


@dataclass(frozen=True)
class GrowthSection:
    code: str
    kind: Kind
    rows: list[GrowthRow]
    may_add: bool


@dataclass(frozen=True)
class GrowthPage:
    me: RelationMember | None
    sections: list[GrowthSection]
    counts: "GrowthCounts"

    @property
    def to_add(self) -> list[GrowthSection]:
        return [one for one in self.sections if one.may_add]


@dataclass(frozen=True)
class GrowthCounts:
    """How much has been recorded; counts of things, never of anybody's worth (1.4/9)."""

    difficulties: int = 0
    removed: int = 0
    recommendations: int = 0
    done: int = 0
    observations: int = 0
    projects: int = 0
    projects_ended: int = 0
    participations: int = 0

    @property
    def total(self) -> int:
        return self.difficulties + self.recommendations + self.observations + self.projects + self.participations


def growth_page(programme: Programme, reader: User) -> GrowthPage:
    """A list of each kind, each with one query whatever its length."""
    me = member_of(programme, reader)
    kinds = {code: kind for code, kind in KINDS.items() if me is not None or not kind.is_private}
    sections = [_section(code, kind, programme, me, reader) for code, kind in kinds.items()]
    return GrowthPage(me, sections, _count({one.code: [row.record for row in one.rows] for one in sections}))


def growth_counts(programme: Programme, me: RelationMember | None = None) -> GrowthCounts:
    """The same counts in one query: for the page of the programme and the mentor's report."""
    about = Q() if me is None or me.role == "mentor" else Q(member=None) | Q(member=me)
    found = Programme.objects.filter(pk=programme.pk)

    def count(model: type[GrowthRecord], **state: Any) -> Any:
        rows = model._default_manager.filter(about, programme=programme.pk, **state)
        return Subquery(rows.order_by().values("programme").annotate(n=Count("pk")).values("n"))

    dropped = {"state__in": [state for state in RecommendationState if state != RecommendationState.DROPPED]}
    row = found.values_list(
        count(Difficulty),
        count(Difficulty, state=DifficultyState.REMOVED),
        count(Recommendation, **dropped),
        count(Recommendation, state=RecommendationState.DONE),
        count(Observation),
        count(Project),
        count(Project, ended_on__isnull=False),
        count(Participation),
    ).get()
    return GrowthCounts(*(value or 0 for value in row))


def _count(records: dict[str, Sequence[Any]]) -> GrowthCounts:
    difficulties, recommendations = records["difficulty"], records["recommendation"]
    return GrowthCounts(
        difficulties=len(difficulties),
        removed=sum(one.state == DifficultyState.REMOVED for one in difficulties),
        recommendations=sum(one.state != RecommendationState.DROPPED for one in recommendations),
        done=sum(one.state == RecommendationState.DONE for one in recommendations),
        observations=len(records["observation"]),
        projects=len(records["project"]),
        projects_ended=sum(one.ended_on is not None for one in records["project"]),
        participations=len(records["participation"]),
    )


def _section(code: str, kind: Kind, programme: Programme, me: RelationMember | None, reader: User) -> GrowthSection:
    several = len(programme.relation.mentees) > 1
    rows = []
    for record in kind.model._default_manager.filter(programme=programme).select_related("member__person", "made_by"):
        record.programme = programme
        if concerns(record, me):
            about = record.member.person.short_name if several and record.member else ""
            rows.append(GrowthRow(record, deeds_for(code, record, me), may_mend(record, reader), about))
    return GrowthSection(code, kind, rows, me is not None and programme.is_under_way and me.role in kind.roles)
