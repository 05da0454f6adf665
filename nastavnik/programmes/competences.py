"""The map of skills: which directions it has, when each moment is open, what may be counted from it (2.2/7)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from nastavnik.banks.models import ProfessionalRequest, Topic
from nastavnik.pairs.models import RelationMember
from nastavnik.programmes.checkpoints import first_day
from nastavnik.programmes.models import Competence, Mastery, Moment, Programme, ProgrammeState

END_DAYS = 30
"""Words «at the end» are said from so many days before the end of the programme."""

LATE_DAYS = 30
"""Words «at the beginning» said later than so many days after it are shown with their day and counted nowhere (M2)."""

_ORDER = list(Mastery)


@dataclass(frozen=True)
class Known:
    """Counts for the report, never of one person: of `directions` that `people` spoke of twice so many have grown."""

    people: int
    directions: int
    grown: int


def end_opens(programme: Programme) -> date:
    """The first day of words «at the end»: a month before it, in a short programme not before its middle."""
    middle = programme.since + (programme.until - programme.since) / 2
    return max(programme.until - timedelta(days=END_DAYS), middle)


def open_moment(programme: Programme, mentee: RelationMember, on: date) -> Moment | None:
    """Which of the two words may be said on that day; None while the programme is not carried out."""
    since = first_day(programme, mentee)
    if since is None or not programme.is_under_way or mentee.has_left:
        return None
    at_the_end = programme.state == ProgrammeState.CLOSING or on >= end_opens(programme)
    return Moment.AFTER if at_the_end else Moment.BEFORE


def is_late(word: Competence, programme: Programme, mentee: RelationMember) -> bool:
    """A word «at the beginning» that was said when much had been learned already."""
    since = first_day(programme, mentee)
    return word.moment == Moment.BEFORE and since is not None and word.on > since + timedelta(days=LATE_DAYS)


def topics_of(mentee: RelationMember, words: Iterable[Competence] = ()) -> list[Topic]:
    """The directions of the mentee's requests, and those that somebody has spoken of already, in their order."""
    requests = ProfessionalRequest.objects.filter(entry__person=mentee.person_id).values("pk")
    asked = Topic.objects.of(mentee.organisation_id).filter(requests__in=requests)
    found = {topic.pk: topic for topic in [*asked, *(word.topic for word in words)]}
    return sorted(found.values(), key=lambda topic: (topic.sort, topic.name))


def has_grown(before: str, after: str) -> bool:
    return _ORDER.index(Mastery(after)) > _ORDER.index(Mastery(before))


def step_of(level: str) -> int:
    """How far along the words a level stands, in per cent: the length of its bar."""
    return (_ORDER.index(Mastery(level)) + 1) * 100 // len(_ORDER)


def known_of(programmes: Collection[UUID]) -> dict[str, Known]:
    """By side: what was said both at the beginning (in time) and at the end (one query)."""
    words = Competence.objects.filter(programme__in=programmes).select_related("programme", "member")
    said: dict[tuple, dict[str, str]] = {}
    for word in words:
        if not is_late(word, word.programme, word.member):
            said.setdefault((word.side, word.member_id, word.topic_id), {})[word.moment] = word.level
    both = {key: levels for key, levels in said.items() if len(levels) == len(Moment)}
    found = {}
    for side in {key[0] for key in both}:
        own = {key: levels for key, levels in both.items() if key[0] == side}
        grown = sum(has_grown(levels[Moment.BEFORE], levels[Moment.AFTER]) for levels in own.values())
        found[side] = Known(len({key[1] for key in own}), len(own), grown)
    return found
