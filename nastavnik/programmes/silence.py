"""Programmes in which nothing has been written down for long: the mentor is asked first, then the curator told.

Nobody is graded by it (1.4/9): it is a question whether help is needed, and it goes with the next record.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from nastavnik.kit.models import JournalEntry
from nastavnik.organisations.calendar import WorkingCalendar, working_calendar
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember, RelationState, lapsed_members
from nastavnik.pairs.queries import members_through
from nastavnik.people.models import Person
from nastavnik.programmes.models import (
    ItemState,
    Meeting,
    MeetingState,
    Pause,
    PlanItem,
    Programme,
    ProgrammeState,
)
from nastavnik.programmes.models.programmes import ProgrammeQuerySet


@dataclass(frozen=True)
class Silence:
    """A programme without a record since a day; `days` are those that count."""

    programme: Programme
    since: date
    days: int
    tells_mentor: bool
    tells_curator: bool


def silent_programmes(organisation: Organisation, day: date, *, person: Person | None = None) -> list[Silence]:
    """Running programmes that have been silent for as many days as the settings say, the longest first.

    A record is a meeting held, help given, an item of the plan done. Holidays do not count, nor a programme whose
    pair rests or is suspended, nor one whose mentors, or mentees, are all on leave; after a leave the count begins
    anew. `person` narrows it to their own programmes. A fixed number of queries.
    """
    return silent_among(organisation, day, list(quiet_programmes(organisation, day, person=person)))


def quiet_programmes(organisation: Organisation, day: date, *, person: Person | None = None) -> ProgrammeQuerySet:
    """Those that could be among them: nothing has been written down for so many days of the calendar."""
    settings = organisation.settings
    least = min(settings.silence_mentor_days, settings.silence_curator_days)
    programmes = without_records(day - timedelta(days=least)).of(organisation)
    if person is not None:
        mine = RelationMember.objects.staying(day).filter(person=person)
        programmes = programmes.filter(relation__in=mine.values("relation"))
    return programmes.order_by("-year", "-number")


def silent_among(organisation: Organisation, day: date, quiet: Collection[Programme]) -> list[Silence]:
    """The silent ones of `quiet_programmes`, the longest first; no query where nothing is quiet."""
    if not quiet:
        return []
    settings = organisation.settings
    limits = settings.silence_mentor_days, settings.silence_curator_days
    known = {organisation.pk: (*limits, working_calendar(organisation))}
    return sorted(silences(quiet, day, known), key=lambda one: -one.days)


def silences(
    programmes: Collection[Programme], day: date, known: Mapping[UUID, tuple[int, int, WorkingCalendar]]
) -> list[Silence]:
    """Those of programmes `without_records`, of any institutions, that are silent for long; two queries at most.

    `known` says of each institution after how many days the mentor is asked and the curator told, and its calendar.
    """
    resting = _resting(programmes, day)
    rows = [one for one in programmes if one.relation_id not in resting and _could_meet(one, day)]
    returns = _returns(rows) if rows else {}
    found = []
    for programme in rows:
        mentor_days, curator_days, calendar = known[programme.organisation_id]
        since = max(_signs_of_life(programme, returns))
        days = days_of_silence(since, day, calendar, programme.pauses.all())
        if days >= min(mentor_days, curator_days):
            found.append(Silence(programme, since, days, days >= mentor_days, days >= curator_days))
    return found


def without_records(since: date) -> ProgrammeQuerySet:
    """Running ones that began by that day and in which nothing has been written down after it, of all institutions."""
    held = Meeting.objects.filter(programme=OuterRef("pk"), state=MeetingState.HELD, on__gt=since)
    done = PlanItem.objects.filter(programme=OuterRef("pk"), state=ItemState.DONE, done_on__gt=since)
    last_met = Meeting.objects.filter(programme=OuterRef("pk"), state=MeetingState.HELD).order_by("-on")
    last_done = PlanItem.objects.filter(programme=OuterRef("pk"), state=ItemState.DONE).order_by("-done_on")
    return (
        Programme.objects.filter(~Exists(held), ~Exists(done), state=ProgrammeState.RUNNING, started_on__lte=since)
        .annotate(last_met=Subquery(last_met.values("on")[:1]), last_done=Subquery(last_done.values("done_on")[:1]))
        .select_related("relation")
        .prefetch_related(members_through("relation__members"), "pauses")
    )


def days_of_silence(since: date, day: date, calendar: WorkingCalendar, pauses: Collection[Pause] = ()) -> int:
    """Days after `since` up to `day`, without holidays, the weekends between them, and days of rest (8.2)."""
    days = (since + timedelta(days=number) for number in range(1, (day - since).days + 1))
    return sum(not _is_holiday(one, calendar) and not _rests(pauses, one) for one in days)


def _resting(programmes: Collection[Programme], day: date) -> set[UUID]:
    """Pairs that rest because a consent does not hold; those of whom it may be so are asked by one query."""
    doubtful = [
        programme.relation
        for programme in programmes
        if any(
            member.belongs_on(day) and (member.consent is None or not member.consent.is_valid_on(day))
            for member in programme.relation.members.all()
        )
    ]
    rows = lapsed_members(day).filter(relation__in=doubtful) if doubtful else []
    return {member.relation_id for member in rows}


def _could_meet(programme: Programme, day: date) -> bool:
    """The order holds, the programme does not rest, and of each side somebody is not on a long leave."""
    relation = programme.relation
    ended = relation.state == RelationState.VOID or (relation.ended_on is not None and relation.ended_on < day)
    if ended or relation.since is None or relation.since > day or _rests(programme.pauses.all(), day):
        return False
    sides = (relation.mentors, relation.mentees)
    return all(any(not _on_leave(member.person, day) for member in side) for side in sides)


def _rests(pauses: Collection[Pause], day: date) -> bool:
    return any(day in pause for pause in pauses)


def _on_leave(person: Person, day: date) -> bool:
    return any(job.on_leave for job in person.employments_on(day))


def _returns(programmes: list[Programme]) -> dict:
    """When the posts of the members were last marked as «on leave» or not any more, by the journal (one query)."""
    posts = [
        job.pk for programme in programmes for member in programme.members for job in member.person.employments.all()
    ]
    entries = JournalEntry.objects.filter(
        organisation_id__in={programme.organisation_id for programme in programmes},
        event="employment_changed",
        subject_id__in=posts,
    )
    return {entry.subject_id: entry.at.date() for entry in entries if "on_leave" in entry.facts.get("fields", [])}


def _signs_of_life(programme: Programme, returns: dict) -> Iterator[date]:
    """Days from which it is fair to count: the last record, the start, a consent signed, a member come or back."""
    yield from filter(None, (programme.started_on, programme.last_met, programme.last_done))  # type: ignore[attr-defined]
    for member in programme.members:
        yield from filter(None, (member.joined_on, member.consent and member.consent.given_on))
        yield from (returns[job.pk] for job in member.person.employments.all() if job.pk in returns)


def _is_holiday(day: date, calendar: WorkingCalendar) -> bool:
    """A weekday off, or a Saturday or Sunday with weekdays off on both its sides."""
    if day.weekday() < 5:
        return not calendar.is_working(day)
    before, after = day - timedelta(days=day.weekday() - 4), day + timedelta(days=7 - day.weekday())
    return before in calendar.days_off and after in calendar.days_off
