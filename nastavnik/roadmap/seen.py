"""What the rooms below have to say to the roadmap, read in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from nastavnik.banks.models import Bank, Collection, EntryState, MenteeEntry, MentorEntry
from nastavnik.help.waiting import accompanying_on, entries_waiting
from nastavnik.kit import clock
from nastavnik.organisations.asking import Number, ask, first
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MatchRun, Relation, RelationState
from nastavnik.people.models import Person
from nastavnik.programmes.models import ENDED, Programme
from nastavnik.regulation.models import Edition
from nastavnik.roadmap.models import Roadmap
from nastavnik.surveys.models import Invitation, InvitationState, Wave

_FORMING = (RelationState.PROPOSED, RelationState.ACQUAINTANCE)


@dataclass(frozen=True)
class CollectionSeen:
    """A collection of requests or questionnaires, and how many teachers of today have answered."""

    deadline: date
    closed_on: date | None
    answered: int


@dataclass(frozen=True)
class EntriesSeen:
    """One bank: entries with a valid basis, the first day of the earliest, drafts."""

    active: int
    since: date | None
    draft: int


@dataclass(frozen=True)
class RelationSeen:
    """A pair or group that an order has fixed in the days of the roadmap."""

    since: date
    in_force: bool
    programme_approved_on: date | None


@dataclass(frozen=True)
class Seen:
    """Everything that the rules look at."""

    today: date
    edition: tuple[date, str] | None
    approved_on: date | None
    approved_by: str
    teachers: int
    requests: CollectionSeen | None
    questionnaires: CollectionSeen | None
    mentees: EntriesSeen
    mentors: EntriesSeen
    fixed: tuple[RelationSeen, ...]
    waiting_for_order: int
    being_formed: int
    first_choice: date | None
    ended_programmes: int
    after_asked: int
    after_submitted: int
    after_open: int
    after_last_on: date | None
    without_mentor: int
    accompanied: int  # of them
    accompanied_since: date | None  # the latest of these days


def look(organisation: Organisation, roadmap: Roadmap) -> Seen:
    """Read it all (three queries, whatever the number of people)."""
    today = min(max(clock.today(), roadmap.since), roadmap.until)
    edition = Edition.objects.of(organisation).on(today).order_by("-since")
    teachers = Person.objects.of(organisation).teaching(today)
    collections = _collections(organisation, roadmap, teachers)
    fixed, waiting, forming, proposed_on = _relations(organisation, roadmap)
    ended = Programme.objects.of(organisation).filter(state__in=ENDED, ended_on__range=(roadmap.since, roadmap.until))
    runs = MatchRun.objects.of(organisation).filter(made_at__date__range=(roadmap.since, roadmap.until))
    after = Invitation.objects.of(organisation).filter(wave=Wave.AFTER, opened_on__range=(roadmap.since, roadmap.until))
    waiting_ones = entries_waiting(organisation, today)
    accompanying = accompanying_on(organisation, today).filter(person__in=waiting_ones.values("person"))
    found = ask(
        organisation,
        approved_since=first(edition, "since"),
        approved_ground=first(edition, "ground"),
        teachers=Number(teachers),
        run_at=first(runs.order_by("made_at"), "made_at"),
        ended=Number(ended),
        after_asked=Number(after),
        after_submitted=Number(after.filter(state=InvitationState.SUBMITTED)),
        after_open=Number(after.filter(state=InvitationState.OPEN)),
        after_last_on=first(after.exclude(submitted_on=None).order_by("-submitted_on"), "submitted_on"),
        without_mentor=Number(waiting_ones),
        accompanied=Number(accompanying),
        accompanied_since=first(accompanying.order_by("-since"), "since"),
        **_entries_asked(MenteeEntry, organisation, today),
        **_entries_asked(MentorEntry, organisation, today),
    )
    run_on = timezone.localdate(found.run_at) if found.run_at else None
    return Seen(
        today=today,
        edition=(found.approved_since, found.approved_ground) if found.approved_since else None,
        approved_on=roadmap.approved_on,
        approved_by=roadmap.ground,
        teachers=found.teachers,
        requests=collections.get(Bank.MENTEES),
        questionnaires=collections.get(Bank.MENTORS),
        mentees=_entries(MenteeEntry, found),
        mentors=_entries(MentorEntry, found),
        fixed=fixed,
        waiting_for_order=waiting,
        being_formed=forming,
        first_choice=min((each for each in (proposed_on, run_on) if each), default=None),
        ended_programmes=found.ended,
        after_asked=found.after_asked,
        after_submitted=found.after_submitted,
        after_open=found.after_open,
        after_last_on=found.after_last_on,
        without_mentor=found.without_mentor,
        accompanied=found.accompanied,
        accompanied_since=found.accompanied_since,
    )


def _collections(organisation, roadmap: Roadmap, teachers) -> dict[str, CollectionSeen]:
    """The latest collection of each bank that was open in the days of the roadmap."""
    rows = (
        Collection.objects.of(organisation)
        .filter(Q(closed_on__isnull=True) | Q(closed_on__gte=roadmap.since), opened_on__lte=roadmap.until)
        .annotate(answered=Count("answers", filter=Q(answers__person__in=teachers)))
        .order_by("opened_on")
    )
    return {row.bank: CollectionSeen(row.deadline, row.closed_on, row.answered) for row in rows}


def _entries_asked(model, organisation, today: date) -> dict[str, Subquery]:
    """Entries that are used in forming pairs, and drafts (R2.2, R3.2)."""
    entries, name = model.objects.of(organisation), model.__name__
    used = entries.active(today)
    return {
        f"{name}_active": Number(used),
        f"{name}_since": first(used.order_by("included_on"), "included_on"),
        f"{name}_draft": Number(entries.filter(state=EntryState.DRAFT)),
    }


def _entries(model, found: SimpleNamespace) -> EntriesSeen:
    return EntriesSeen(*(getattr(found, f"{model.__name__}_{what}") for what in ("active", "since", "draft")))


def _relations(organisation, roadmap: Roadmap) -> tuple[tuple[RelationSeen, ...], int, int, date | None]:
    programme = Programme.objects.filter(relation=OuterRef("pk"), approved_on__isnull=False).order_by("approved_on")
    rows = (
        Relation.objects.of(organisation)
        .exclude(state__in=(RelationState.NOT_FORMED, RelationState.DROPPED, RelationState.VOID))
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=roadmap.since), made_on__lte=roadmap.until)
        .annotate(approved=Subquery(programme.values("approved_on")[:1]))
        .order_by("made_on")
        .values_list("state", "since", "made_on", "approved")
    )
    fixed, waiting, forming = [], 0, 0
    made_on = [row[2] for row in rows if row[2] >= roadmap.since]
    for state, since, _made_on, approved in rows:
        if since and state in (RelationState.IN_FORCE, RelationState.ENDED):
            fixed.append(RelationSeen(since, state == RelationState.IN_FORCE, approved))
        elif state in _FORMING:
            forming += 1
        else:
            waiting += 1
    return tuple(fixed), waiting, forming, min(made_on, default=None)
