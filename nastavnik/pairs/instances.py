"""The banks as the engine's input (R4.1, 7.1/1): keys and answers, no names, and no word who asked not to be paired."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from nastavnik.banks.models import Bank, MenteeEntry, MentorEntry, Topic
from nastavnik.banks.topics import HOURS
from nastavnik.banks.wishes import kept_apart, wishes_in
from nastavnik.kit import clock
from nastavnik.matching import Instance, Mentee, Mentor, Names, Weights
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, RelationMember, RelationState
from nastavnik.pairs.places import limit_of, taken_places
from nastavnik.pairs.queries import busy_mentees
from nastavnik.regulation.models import Form


def instance_of(organisation: Organisation, weights: Weights) -> Instance:
    """The people who can be matched today: active entries, mentees without an open relation, free places."""
    today = clock.today()
    busy = busy_mentees(organisation)
    taken = taken_places(organisation.pk)
    mentee_entries = (
        MenteeEntry.objects.of(organisation)
        .active()
        .filter(requests__state="open")
        .exclude(person__in=busy)
        .distinct()
        .select_related("person")
        .prefetch_related("requests__topics", "person__employments")
    )
    mentor_entries = (
        MentorEntry.objects.of(organisation)
        .active()
        .select_related("person")
        .prefetch_related("competences", "person__employments")
    )
    mentees = {entry.person_id: entry for entry in mentee_entries}
    mentors = {entry.person_id: entry for entry in mentor_entries}
    wanted = {bank: wishes_in(organisation, bank) for bank in Bank}
    apart = kept_apart(organisation)
    return Instance(
        mentees=tuple(
            _mentee(
                entry,
                today,
                wishes=_keys(wanted[Bank.MENTEES].get(key, ()), mentors),
                vetoes=frozenset(str(other) for other in mentors if frozenset((key, other)) in apart),
            )
            for key, entry in mentees.items()
        ),
        mentors=tuple(
            _mentor(
                entry,
                today,
                wishes=_keys(wanted[Bank.MENTORS].get(key, ()), mentees),
                capacity=limit_of(entry, organisation),
                used=taken.get(key, 0),
            )
            for key, entry in mentors.items()
        ),
        weights=weights,
        excluded=frozenset(not_again(organisation)),
    )


def names_of(organisation: Organisation) -> Names:
    """What the keys of the input are called in sentences."""
    return Names(
        topics=dict(Topic.objects.of(organisation).values_list("code", "name")),
        forms={form.value: str(form.label) for form in Form},
        hours={code: str(words) for code, words in HOURS},
    )


def not_again(organisation: Organisation) -> Iterator[tuple[str, str]]:
    """Pairs that have not come about are not proposed again; who refused is not looked at (1.4/5)."""
    members = RelationMember.objects.of(organisation).filter(
        relation__state__in=(RelationState.NOT_FORMED, RelationState.DROPPED)
    )
    sides: dict = {}
    for relation_id, role, person_id in members.values_list("relation_id", "role", "person_id"):
        sides.setdefault(relation_id, {}).setdefault(role, []).append(str(person_id))
    for relation in sides.values():
        for mentee in relation.get(MemberRole.MENTEE, []):
            for mentor in relation.get(MemberRole.MENTOR, []):
                yield mentee, mentor


def _keys(named, there: Mapping[Any, Any]) -> tuple[str, ...]:
    """The wishes for people who can be matched today."""
    return tuple(str(key) for key in named if key in there)


def _mentee(entry: MenteeEntry, today: date, **said) -> Mentee:
    """A request not to be put together stands here whoever of the two has asked: the record cannot tell (1.4/5)."""
    topics = [
        topic.code for request in entry.requests.all() if request.state == "open" for topic in request.topics.all()
    ]
    return Mentee(
        id=str(entry.person_id),
        topics=tuple(topics),
        position=entry.person.position_on(today) or None,
        experience_months=entry.person.experience_on(today),
        birth_year=entry.person.birth_year,
        forms=frozenset(entry.forms),
        distance_ok=entry.distance_ok,
        hours=frozenset(entry.hours),
        waiting_days=(today - entry.included_on).days if entry.included_on else 0,
        **said,
    )


def _mentor(entry: MentorEntry, today: date, **said) -> Mentor:
    return Mentor(
        id=str(entry.person_id),
        topics=tuple(topic.code for topic in entry.competences.all()),
        position=entry.person.position_on(today) or None,
        experience_months=entry.person.experience_on(today),
        birth_year=entry.person.birth_year,
        forms=frozenset(entry.forms),
        distance_ok=entry.distance_ok,
        hours=frozenset(entry.hours),
        accepts_group=entry.group_size,
        **said,
    )
