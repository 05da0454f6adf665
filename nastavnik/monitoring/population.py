"""The sets that indicators are counted over: T, Y, participations (domain 5.4)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Prefetch, Q, prefetch_related_objects

from nastavnik.monitoring.spans import Span
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, Relation, RelationMember, RelationState
from nastavnik.people.models import Person
from nastavnik.people.posts import is_head_post
from nastavnik.programmes.models import Programme

SHORTEST_DAYS = 14
"""A participation that ended sooner was called off: it is left out and listed."""


@dataclass(frozen=True)
class Participation:
    """A person in a programme in a role: the unit of satisfaction. `key` is the member of the pair or group."""

    key: UUID
    person: Person
    role: str
    programme: Programme
    since: date
    until: date | None

    @property
    def is_short(self) -> bool:
        return self.until is not None and (self.until - self.since).days + 1 < SHORTEST_DAYS


@dataclass(frozen=True)
class Team:
    """T and Y on a day, with what is not known of whom."""

    day: date
    teachers: list[Person]
    young: list[Person]
    age_unknown: list[Person]
    experience_unknown: list[Person]


@dataclass(frozen=True)
class Population:
    """Everything that one period is counted from; read once."""

    span: Span
    team: Team
    programmes: list[Programme]
    participations: list[Participation]
    short: list[Participation] = field(default_factory=list)

    @cached_property
    def mentees(self) -> dict[UUID, Person]:
        """M: persons with at least one day as a mentee in the period."""
        return {one.person.pk: one.person for one in self.of_role(MemberRole.MENTEE)}

    @cached_property
    def mentors(self) -> dict[UUID, Person]:
        """Persons with at least one day as a mentor in the period."""
        return {one.person.pk: one.person for one in self.of_role(MemberRole.MENTOR)}

    def of_role(self, role: str) -> list[Participation]:
        return [one for one in self.participations if one.role == role]

    def finished(self, role: str) -> list[Participation]:
        """F: those whose programme was completed or terminated in the period; running ones are out."""
        ended = [one for one in self.of_role(role) if one.programme.ended_on in self.span]
        return list({one.key: one for one in ended}.values())  # a member gives one answer «после»


def population_of(organisation: Organisation, span: Span) -> Population:
    """Read the team of the day and the programmes that went on in the period (a fixed number of queries)."""
    programmes = list(
        Programme.objects.of(organisation)
        .filter(
            Q(ended_on__isnull=True) | Q(ended_on__gte=span.since),
            started_on__lte=span.until,
            relation__ground_id__isnull=False,
        )
        .exclude(relation__state=RelationState.VOID)  # it has never been valid (edge case 40)
        .select_related("relation")
        .prefetch_related(Prefetch("relation__members", RelationMember.objects.select_related("person")))
        .order_by("started_on", "number")
    )
    for programme in programmes:
        programme.organisation = organisation
    teachers = list(Person.objects.of(organisation).teaching(span.day))
    members = [member.person for programme in programmes for member in programme.relation.members.all()]
    prefetch_related_objects([*teachers, *members], "employments")
    took_part = [one for programme in programmes for one in _participations(programme, span)]
    return Population(
        span=span,
        team=_team(organisation, span.day, teachers),
        programmes=programmes,
        participations=[one for one in took_part if not one.is_short],
        short=[one for one in took_part if one.is_short],
    )


def _team(organisation: Organisation, day: date, teaching: list[Person]) -> Team:
    """T: pedagogical workers of the day by heads, without the head and without external part-timers."""
    teachers = [
        person for person in teaching if not any(is_head_post(job.position) for job in person.employments_on(day))
    ]
    settings = organisation.settings
    begun = [
        person
        for person in teachers
        if (months := person.experience_on(day)) is not None and months < settings.young_years * 12
    ]
    return Team(
        day=day,
        teachers=teachers,
        young=[
            person
            for person in begun
            if person.birth_year is None or day.year - person.birth_year <= settings.young_age
        ],
        age_unknown=[person for person in begun if person.birth_year is None],
        experience_unknown=[person for person in teachers if person.experience_on(day) is None],
    )


def _participations(programme: Programme, span: Span) -> Iterable[Participation]:
    relation: Relation = programme.relation
    for member in relation.members.all():
        since = max(day for day in (programme.started_on, member.joined_on, relation.since) if day)
        ends = [day for day in (programme.ended_on, member.left_on, relation.ended_on) if day]
        until = min(ends, default=None)
        if since <= span.until and (until is None or until >= max(since, span.since)):
            yield Participation(member.pk, member.person, member.role, programme, since, until)
