"""Wishes and requests «не предлагать» as the matching and the own page read them; nobody else does (7.1/2)."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from nastavnik.banks.models import Bank, MenteeEntry, MentorEntry, PairVeto, PairWish
from nastavnik.banks.queries import open_requests
from nastavnik.kit import clock
from nastavnik.kit.ui.words import lasts
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


def wishes_in(organisation: Organisation, bank: str) -> dict[UUID, list[UUID]]:
    """Of each person of a bank, whom they would like, the most wanted first."""
    found: dict[UUID, list[UUID]] = {}
    for person_id, other_id in PairWish.objects.of(organisation).filter(bank=bank).values_list("person_id", "other_id"):
        found.setdefault(person_id, []).append(other_id)
    return found


def kept_apart(organisation: Organisation) -> set[frozenset[UUID]]:
    """Pairs of people of whom one has asked not to be put together; which of the two is not told (1.4/5)."""
    rows = PairVeto.objects.of(organisation).values_list("person_id", "other_id")
    return {frozenset(row) for row in rows}


def apart_among(mentors: Iterable[Person], mentees: Iterable[Person]) -> tuple[Person, Person] | None:
    """The first mentor and mentee of whom one has asked not to be put together."""
    mentors, mentees = list(mentors), list(mentees)
    rows = PairVeto.objects.filter(
        Q(person__in=mentors, other__in=mentees) | Q(person__in=mentees, other__in=mentors)
    ).values_list("person_id", "other_id")
    asked = {frozenset(row) for row in rows}
    return next((two for two in _crossed(mentors, mentees) if frozenset((two[0].pk, two[1].pk)) in asked), None)


def mentors_to_wish_for(organisation: Organisation, person: Person) -> dict[UUID, str]:
    """Mentors of the bank with what they are strong in, for somebody who looks for one."""
    entries = (
        MentorEntry.objects.of(organisation)
        .active()
        .exclude(person=person)
        .select_related("person")
        .prefetch_related("competences")
        .order_by("person__sort_key", "pk")
    )
    found = {}
    for entry in entries:
        topics = ", ".join(topic.name for topic in entry.competences.all())
        found[entry.person_id] = f"{entry.person.full_name} — {topics}" if topics else entry.person.full_name
    return found


def requests_to_wish_for(organisation: Organisation, person: Person) -> dict[UUID, str]:
    """Open requests of the bank by topic, without names or own words (7.1/1): a mentor chooses what, not whom."""
    today = clock.today()
    entries = (
        MenteeEntry.objects.of(organisation)
        .active()
        .filter(requests__state="open")
        .exclude(person=person)
        .distinct()
        .prefetch_related(open_requests())
        .order_by("included_on", "pk")
    )
    found = {}
    for number, entry in enumerate(entries, 1):
        topics = dict.fromkeys(topic.name for request in entry.requests.all() for topic in request.topics.all())
        waits = f" ({lasts(entry.included_on)})" if entry.included_on and entry.included_on < today else ""
        found[entry.person_id] = f"№ {number}: {', '.join(topics)}{waits}"
    return found


def own_wishes(person: Person, bank: str) -> list[UUID]:
    """Whom the person has named, the most wanted first."""
    return list(PairWish.objects.filter(person=person, bank=bank).values_list("other_id", flat=True))


def own_vetoes(person: Person) -> list[UUID]:
    """With whom the person has asked not to be put together."""
    return list(PairVeto.objects.filter(person=person).values_list("other_id", flat=True))


def banks_of(person: Person) -> list[Bank]:
    """The banks whose entry the person has and has not left."""
    kinds = ((Bank.MENTEES, MenteeEntry), (Bank.MENTORS, MentorEntry))
    return [bank for bank, model in kinds if model.objects.filter(person=person).exclude(state="excluded").exists()]


def _crossed(mentors: list[Person], mentees: list[Person]):
    return ((mentor, mentee) for mentor in mentors for mentee in mentees)
