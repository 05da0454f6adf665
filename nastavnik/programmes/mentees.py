"""What a mentor is told about a mentee, and what not (5.1/2, 152-ФЗ ст. 5): this list is all there is."""

from dataclasses import dataclass
from datetime import date

from nastavnik.banks.models import MenteeEntry
from nastavnik.kit import clock
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.models import Programme, ProgrammeState


@dataclass(frozen=True)
class Request:
    topics: str
    text: str


@dataclass(frozen=True)
class Result:
    """An earlier programme that has been completed: what was asked for and what came of it."""

    programme: str
    ended_on: date | None
    directions: str
    result: str


@dataclass(frozen=True)
class MenteeProfile:
    """The professional profile, the requests, earlier results; work contacts only.

    Not here: year of birth, pay, answers to surveys, other programmes under way, anybody else's words.
    """

    name: str
    position: str
    category: str
    experience: int | None  # whole months of teaching
    email: str
    phone: str
    status: str
    requests: tuple[Request, ...]
    results: tuple[Result, ...]


def mentee_profile(member: RelationMember) -> MenteeProfile:
    """Four queries. `member` is the mentee's membership, with the person read."""
    person, today = member.person, clock.today()
    entry = MenteeEntry.objects.filter(person=person).prefetch_related("requests__topics").first()
    own = RelationMember.objects.filter(person=person, role=MemberRole.MENTEE)
    completed = Programme.objects.of(member.organisation_id).filter(
        relation__in=own.values("relation"), state=ProgrammeState.COMPLETED
    )
    requests = entry.requests.all() if entry is not None else []
    return MenteeProfile(
        name=person.full_name,
        position=person.position_on(today),
        category=str(person.get_category_display()) if person.category else "",
        experience=person.experience_on(today),
        email=person.email,
        phone=person.phone,
        status=str(entry.get_category_display()) if entry is not None and entry.category else "",
        requests=tuple(Request(", ".join(topic.name for topic in one.topics.all()), one.text) for one in requests),
        results=tuple(
            Result(str(one), one.ended_on, one.directions_text, one.result)
            for one in completed.exclude(relation=member.relation_id).order_by("-ended_on")
        ),
    )
