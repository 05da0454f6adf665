"""Lists and figures of the banks."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Subquery

from nastavnik.banks.models import (
    Actualisation,
    Bank,
    Collection,
    CollectionAnswer,
    Entry,
    EntryState,
    MenteeEntry,
    MentorEntry,
    ProfessionalRequest,
    RequestState,
)
from nastavnik.kit import clock
from nastavnik.kit.periods import add_months
from nastavnik.organisations.asking import ask, first
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person

LAPSED = "lapsed"
REMINDED_DAYS = 30
"""So many days before a bank has to be gone through the pages begin to say so (4.4.2)."""

MODELS: dict[str, Any] = {Bank.MENTEES: MenteeEntry, Bank.MENTORS: MentorEntry}


def entries(organisation: Organisation, bank: str, wanted: dict[str, Any]) -> QuerySet[Entry]:
    """Entries of a bank by name, with people, open requests or competences, and consents; a fixed number of queries.

    `wanted`: `state` (an EntryState, LAPSED, or "" for all but the excluded), `q` (words), `topic`.
    """
    found = MODELS[bank].objects.of(organisation).select_related("person", "basis")
    state = wanted.get("state")
    if state == LAPSED:
        found = found.filter(pk__in=MODELS[bank].objects.of(organisation).lapsed().values("pk"))
    else:
        found = found.filter(state=state) if state else found.exclude(state=EntryState.EXCLUDED)
    if wanted.get("q"):
        found = found.filter(person__in=Person.objects.of(organisation).found_by(wanted["q"]))
    if wanted.get("topic"):
        found = found.filter(_about(bank, wanted["topic"]))
    said = "competences" if bank == Bank.MENTORS else open_requests()
    return (
        found.distinct()
        .prefetch_related("person__employments", "person__consents", said)
        .order_by("person__sort_key", "pk")
    )


def open_requests() -> Prefetch:
    """For `prefetch_related`: the open requests of entries with their topics, the most wanted first."""
    requests = ProfessionalRequest.objects.filter(state=RequestState.OPEN).prefetch_related("topics")
    return Prefetch("requests", queryset=requests)


@dataclass(frozen=True)
class Coverage:
    """How far a campaign has come: people asked, those who answered, those who have not."""

    asked: int
    answered: int
    said_yes: int
    silent: list[Person]


def coverage(collection: Collection) -> Coverage:
    """Who has answered, of the teachers employed today (R2.1)."""
    teachers = list(Person.objects.of(collection.organisation).teaching(clock.today(), external=True))
    answers = dict(CollectionAnswer.objects.filter(collection=collection).values_list("person_id", "said_yes"))
    silent = [person for person in teachers if person.pk not in answers]
    return Coverage(len(teachers), len(teachers) - len(silent), sum(answers.values()), silent)


def open_collections(organisation: Organisation) -> dict[str, Collection]:
    """The campaigns that run now, by bank."""
    running = Collection.objects.of(organisation).filter(closed_on__isnull=True)
    return {collection.bank: collection for collection in running}


@dataclass(frozen=True)
class Freshness:
    """When a bank was last gone through, and until when that holds (4.4.2, domain G13)."""

    done_on: date | None
    due_on: date | None

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < clock.today()

    @property
    def is_due_soon(self) -> bool:
        """Within the days of the reminder, and not yet overdue."""
        if self.due_on is None or self.is_overdue:
            return False
        return self.due_on - timedelta(days=REMINDED_DAYS) <= clock.today()


def freshness(organisation: Organisation, bank: str) -> Freshness:
    """From the last yearly act, or else from the first inclusion into the bank (one query)."""
    return freshness_told(organisation, bank, ask(organisation, **freshness_asked(organisation, bank)))


def freshness_asked(organisation: Organisation, bank: str) -> dict[str, Subquery]:
    """The two days that freshness is told from, to be asked together with other things (`organisations.asking`)."""
    included = MODELS[bank].objects.of(organisation).exclude(included_on=None).order_by("included_on")
    return {
        f"{bank}_gone_through_on": first(Actualisation.objects.of(organisation).filter(bank=bank), "done_on"),
        f"{bank}_begun_on": first(included, "included_on"),
    }


def freshness_told(organisation: Organisation, bank: str, told: SimpleNamespace) -> Freshness:
    """From the answers to `freshness_asked`."""
    done_on = getattr(told, f"{bank}_gone_through_on")
    begun = done_on or getattr(told, f"{bank}_begun_on")
    if begun is None:
        return Freshness(None, None)
    return Freshness(done_on, add_months(begun, organisation.settings.actualisation_months))


def _about(bank: str, topic: Any) -> Q:
    """Those who are strong in the direction, or have an open request for it."""
    if bank == Bank.MENTORS:
        return Q(competences=topic)
    return Q(requests__topics=topic, requests__state=RequestState.OPEN)
