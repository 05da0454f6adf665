"""What a person has done as a mentor, from the facts of the institution (D31)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from nastavnik.kit import clock
from nastavnik.kit.periods import months_between
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, Relation, RelationMember, RelationState
from nastavnik.people.models import Award, Person
from nastavnik.programmes.models import Meeting, MeetingState, Programme, ProgrammeState

FIXED = (RelationState.IN_FORCE, RelationState.ENDED)


@dataclass(frozen=True)
class Work:
    """One pair or group: when, for how many, on what ground, what came of it. `until` None: it still lasts."""

    relation: Relation
    since: date
    until: date | None
    mentees: frozenset
    meetings: int
    minutes: int
    programmes: tuple[Programme, ...]


@dataclass(frozen=True)
class Portfolio:
    person: Person
    works: tuple[Work, ...]
    awards: tuple[str, ...]

    @property
    def mentees(self) -> int:
        """People, each once (domain 0.3)."""
        return len(frozenset().union(*(work.mentees for work in self.works)))

    @property
    def completed(self) -> int:
        """Programmes carried out in full."""
        return sum(one.state == ProgrammeState.COMPLETED for work in self.works for one in work.programmes)

    @property
    def meetings(self) -> int:
        return sum(work.meetings for work in self.works)

    @property
    def months(self) -> int:
        """Whole months with at least one pair; periods that overlap are counted once."""
        found: list[tuple[date, date]] = []
        for work in sorted(self.works, key=lambda each: each.since):
            last = min(work.until or clock.today(), clock.today())
            if found and work.since <= found[-1][1] + timedelta(days=1):
                found[-1] = found[-1][0], max(found[-1][1], last)
            else:
                found.append((work.since, last))
        return sum(months_between(since, until + timedelta(days=1)) for since, until in found)

    @property
    def grounds(self) -> list[str]:
        """The orders, each once, in the order of time."""
        return list(dict.fromkeys(work.relation.ground for work in self.works))


def mentors_of(organisation: Organisation) -> QuerySet[Person]:
    """Everybody who is or has been a mentor by an order, by name."""
    members = _memberships().filter(organisation=organisation)
    return Person.objects.of(organisation).filter(pk__in=members.values("person")).prefetch_related("employments")


def portfolio_of(person: Person) -> Portfolio | None:
    """None for somebody who has never been a mentor. A fixed number of queries."""
    held = Prefetch("meetings", Meeting.objects.filter(state=MeetingState.HELD), to_attr="held")
    programmes = Prefetch("relation__programmes", Programme.objects.order_by("since").prefetch_related(held))
    members = (
        _memberships()
        .filter(person=person)
        .select_related("relation")
        .prefetch_related("relation__members__person", programmes)
        .order_by("joined_on", "pk")
    )
    works = tuple(_work(member) for member in members)
    if not works:
        return None
    awards = Award.objects.of(person.organisation).filter(person=person, is_void=False).order_by("given_on", "pk")
    return Portfolio(person, works, tuple(_award(award) for award in awards))


def _award(award: Award) -> str:
    kind = str(award.get_kind_display())
    return f"{kind[:1].upper()}{kind[1:]}, {award.given_on:%d.%m.%Y}: {award.title} ({award.ground})."


def _memberships() -> QuerySet[RelationMember]:
    return RelationMember.objects.filter(
        Q(joined_on__lte=clock.today()), role=MemberRole.MENTOR, relation__state__in=FIXED
    )


def _work(member: RelationMember) -> Work:
    relation = member.relation
    ends = [day for day in (member.left_on, relation.ended_on) if day is not None]
    until = min(ends) if ends else None
    assert member.joined_on is not None  # asked for by the query
    programmes = tuple(relation.programmes.all())
    held = [
        meeting
        for programme in programmes
        for meeting in programme.held  # type: ignore[attr-defined]  # prefetched
        if member.joined_on <= meeting.on and (until is None or meeting.on <= until)
    ]
    mentees = frozenset(
        one.person_id
        for one in relation.members.all()
        if one.role == MemberRole.MENTEE and _overlap(one, member.joined_on, until)
    )
    return Work(
        relation,
        member.joined_on,
        until,
        mentees,
        len(held),
        sum(meeting.minutes or 0 for meeting in held),
        programmes,
    )


def _overlap(mentee: RelationMember, since: date, until: date | None) -> bool:
    """Whether the mentee took part while this mentor did: of a replaced mentor the later ones are not counted."""
    if mentee.joined_on is None or (until is not None and mentee.joined_on > until):
        return False
    return mentee.left_on is None or mentee.left_on >= since
