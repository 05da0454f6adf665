"""Who waits for a mentor, how long, who accompanies them, and what is amiss (R5.3)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from nastavnik.banks.models import EntryQuerySet, MenteeEntry
from nastavnik.banks.queries import open_requests
from nastavnik.help.models import Accompaniment, AccompanimentState, ContactKind
from nastavnik.help.terms import APPOINT_DAYS, CONTACT_DAYS
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import FORMING_STATES, MemberRole, Relation, RelationMember, RelationState
from nastavnik.people.models import Person


@dataclass(frozen=True)
class Waiting:
    """Somebody without a pair; `since` is the day from which they wait."""

    person: Person
    since: date
    entry: MenteeEntry | None
    accompaniment: Accompaniment | None
    last_talk: date | None
    is_forming: bool  # a pair is being formed
    has_specialist: bool  # whoever accompanies still works here

    @property
    def days(self) -> int:
        return (clock.today() - self.since).days

    @property
    def lacks_specialist(self) -> bool:
        """Nobody accompanies, for longer than the choice of a mentor takes."""
        return not self.has_specialist and self.days >= APPOINT_DAYS

    @property
    def is_silent(self) -> bool:
        """Nobody has talked with them for too long."""
        if self.accompaniment is None or not self.has_specialist:
            return False
        last = self.last_talk or self.accompaniment.since
        return clock.today() - last >= timedelta(days=CONTACT_DAYS)


def waiting_list(organisation: Organisation, *, with_requests: bool = True) -> list[Waiting]:
    """Mentees of the bank with an open request and no pair in force, and all who are accompanied; longest first.

    A pair that is being formed is none yet (R5.3). A fixed number of queries; two less without what they ask for.
    """
    today = clock.today()
    entries = {
        entry.person_id: entry
        for entry in entries_waiting(organisation, today)
        .select_related("person")
        .prefetch_related(*([open_requests()] if with_requests else []))
    }
    running = {one.person_id: one for one in running_accompaniments(organisation)}
    ended, forming = _pairs_of_mentees(organisation)
    working = _working(organisation, [one.specialist_id for one in running.values()] + list(running), today)
    rows = [_row(entry.person, entry, running.get(key), ended, forming, working) for key, entry in entries.items()]
    rows += [
        _row(one.person, None, one, ended, forming, working)
        for key, one in running.items()
        if key not in entries and key in working
    ]
    return sorted(rows, key=lambda row: (row.since, row.person.sort_key))


def entries_waiting(organisation: Organisation, day: date) -> EntryQuerySet:
    """Mentees of the bank with an open request and no pair or group in force on that day."""
    return (
        MenteeEntry.objects.of(organisation)
        .active(day)
        .filter(requests__state="open")
        .distinct()
        .exclude(person__in=_mentees_on(organisation, day).values("person"))
    )


def accompanying_on(organisation: Organisation, day: date) -> QuerySet[Accompaniment]:
    """Those that neither a hand nor a pair had ended by that day, by somebody who still works here."""
    paired = _with_mentors().filter(person=OuterRef("person"), began_on__gte=OuterRef("since"), began_on__lte=day)
    return (
        Accompaniment.objects.of(organisation)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), since__lte=day)
        .filter(specialist__in=Person.objects.employed(day))
        .exclude(Exists(paired))
    )


def running_accompaniments(organisation: Organisation, **narrowed) -> list[Accompaniment]:
    """Those that no pair has ended yet, each with `last_talk` (two queries)."""
    found = list(
        Accompaniment.objects.of(organisation)
        .filter(state=AccompanimentState.RUNNING, **narrowed)
        .select_related("person", "specialist")
        .annotate(last_talk=Max("contacts__on", filter=Q(contacts__kind=ContactKind.TALK)))
        .order_by("since", "pk")
    )
    starts = _starts([one.person_id for one in found]) if found else {}
    return [one for one in found if not any(day >= one.since for day in starts.get(one.person_id, ()))]


def over_on(accompaniment: Accompaniment) -> date | None:
    """The day on which it ended: closed by hand, or a pair has started since (worked out, not stored)."""
    if accompaniment.state == AccompanimentState.CLOSED:
        return accompaniment.ended_on
    days = _starts([accompaniment.person_id]).get(accompaniment.person_id, ())
    return min((day for day in days if day >= accompaniment.since), default=None)


def mentees_on(organisation: Organisation, day: date) -> set[UUID]:
    """Who is a mentee of a pair or group that an order has fixed, on that day."""
    return set(_mentees_on(organisation, day).values_list("person_id", flat=True))


def _mentees_on(organisation: Organisation, day: date) -> QuerySet[RelationMember]:
    members = RelationMember.objects.of(organisation).staying(day).filter(role=MemberRole.MENTEE, joined_on__lte=day)
    return members.filter(relation__in=Relation.objects.fixed(day))


def _row(
    person: Person, entry: MenteeEntry | None, running: Accompaniment | None,
    ended: dict[UUID, date], forming: set[UUID], working: set[UUID],
) -> Waiting:  # fmt: skip
    known = [entry.included_on if entry else None, ended.get(person.pk)]
    since = max(filter(None, known), default=running.since if running else clock.today())
    return Waiting(
        person=person,
        since=since,
        entry=entry,
        accompaniment=running,
        last_talk=running.last_talk if running else None,  # type: ignore[attr-defined]
        is_forming=person.pk in forming,
        has_specialist=running is not None and running.specialist_id in working,
    )


def _starts(people: Collection[UUID]) -> dict[UUID, list[date]]:
    """The days on which a mentor began with these people by an order that stands, up to today."""
    rows = _with_mentors().filter(person__in=people, began_on__lte=clock.today())
    found: dict[UUID, list[date]] = {}
    for person, day in rows.values_list("person_id", "began_on"):
        found.setdefault(person, []).append(day)
    return found


def _with_mentors() -> Any:
    """Mentees by an order that stands, once for each mentor; `began_on` is the first day of the two.

    A pair that starts ends the waiting, and so does a new mentor of the pair that there is (edge case 63).
    """
    mentor_stayed = Q(relation__members__left_on__isnull=True) | Q(relation__members__left_on__gte=F("joined_on"))
    stayed = Q(left_on__isnull=True) | Q(left_on__gte=F("relation__members__joined_on"))
    return (
        RelationMember.objects.exclude(relation__state=RelationState.VOID)
        .filter(
            mentor_stayed, stayed,
            role=MemberRole.MENTEE, joined_on__isnull=False, relation__ground_id__isnull=False,
            relation__members__role=MemberRole.MENTOR, relation__members__joined_on__isnull=False,
        )
        .annotate(began_on=Greatest("joined_on", "relation__members__joined_on"))
    )  # fmt: skip


def _pairs_of_mentees(organisation: Organisation) -> tuple[dict[UUID, date], set[UUID]]:
    """The last day of the last pair of each mentee who had one; those whose pair is being formed (one query)."""
    rows = (
        RelationMember.objects.of(organisation)
        .filter(role=MemberRole.MENTEE)
        .exclude(relation__state=RelationState.VOID)
        .annotate(last_day=Coalesce("left_on", "relation__ended_on"))
        .order_by()
        .values("person")
        .annotate(
            last=Max("last_day", filter=Q(joined_on__isnull=False, last_day__lt=clock.today())),
            forming=Count("pk", filter=Q(left_on__isnull=True, relation__state__in=FORMING_STATES)),
        )
    )
    found = list(rows)
    ended = {row["person"]: row["last"] for row in found if row["last"] is not None}
    return ended, {row["person"] for row in found if row["forming"]}


def _working(organisation: Organisation, people: Collection[UUID], day: date) -> set[UUID]:
    if not people:
        return set()
    return set(Person.objects.of(organisation).filter(pk__in=people).employed(day).values_list("pk", flat=True))
