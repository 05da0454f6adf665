"""Programmes in which nothing has been written down for long: the mentor is asked first, then the curator told.

Nobody is graded by it (1.4/9): it is a question whether help is needed, and it goes with the next record.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from nastavnik.kit.models import JournalEntry
from nastavnik.organisations.calendar import WorkingCalendar, working_calendar
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
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
    settings = organisation.settings
    least = min(settings.silence_mentor_days, settings.silence_curator_days)
    programmes = _without_records(organisation, day - timedelta(days=least))
    if person is not None:
        mine = RelationMember.objects.staying(day).filter(person=person)
        programmes = programmes.filter(relation__in=mine.values("relation"))
    rows = [one for one in programmes if _could_meet(one, day)]
    if not rows:
        return []
    calendar, returns = working_calendar(organisation), _returns(rows)
    found = []
    for programme in rows:
        since = max(_signs_of_life(programme, returns))
        days = days_of_silence(since, day, calendar, programme.pauses.all())
        if days >= least:
            tells = days >= settings.silence_mentor_days, days >= settings.silence_curator_days
            found.append(Silence(programme, since, days, *tells))
    return sorted(found, key=lambda one: -one.days)


def days_of_silence(since: date, day: date, calendar: WorkingCalendar, pauses: Collection[Pause] = ()) -> int:
    """Days after `since` up to `day`, without holidays, the weekends between them, and days of rest (8.2)."""
    days = (since + timedelta(days=number) for number in range(1, (day - since).days + 1))
    return sum(not _is_holiday(one, calendar) and not _rests(pauses, one) for one in days)


def _without_records(organisation: Organisation, since: date) -> QuerySet[Programme]:
    """Running ones that began by that day and in which nothing has been written down after it."""
    held = Meeting.objects.filter(programme=OuterRef("pk"), state=MeetingState.HELD, on__gt=since)
    done = PlanItem.objects.filter(programme=OuterRef("pk"), state=ItemState.DONE, done_on__gt=since)
    return (
        Programme.objects.of(organisation)
        .filter(~Exists(held), ~Exists(done), state=ProgrammeState.RUNNING, started_on__lte=since)
        .annotate(
            last_met=Max("meetings__on", filter=Q(meetings__state=MeetingState.HELD)),
            last_done=Max("items__done_on", filter=Q(items__state=ItemState.DONE)),
        )
        .select_related("relation")
        .prefetch_related("relation__members__person__employments", "relation__members__consent", "pauses")
        .order_by("-year", "-number")
    )


def _could_meet(programme: Programme, day: date) -> bool:
    """The pair stands, the programme does not rest, and of each side somebody is not on a long leave."""
    relation = programme.relation
    if not relation.stands_on(day) or _rests(programme.pauses.all(), day):
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
        organisation_id=programmes[0].organisation_id, event="employment_changed", subject_id__in=posts
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
