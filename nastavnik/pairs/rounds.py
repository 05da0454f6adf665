"""The banks as the engine's input, and the engine's answer as a run (R4.1, 7.1/1). Nothing changes until applied."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from nastavnik.accounts.models import User
from nastavnik.banks.models import MenteeEntry, MentorEntry, Topic
from nastavnik.banks.topics import HOURS
from nastavnik.kit import clock, journal
from nastavnik.matching import DEFAULT, Instance, Match, Mentee, Mentor, Names, Round, Unmatched, propose_for
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MatchRun, MemberRole, RelationMember, RelationState
from nastavnik.pairs.places import limit_of, taken_places
from nastavnik.pairs.queries import busy_mentees
from nastavnik.people.models import Person
from nastavnik.regulation.models import Form

# Buildings of a kindergarten are not known here: a criterion that nobody can judge is left out.
WEIGHTS = replace(DEFAULT, place=0)


def run_matching(organisation: Organisation, *, by: User) -> MatchRun:
    """One run over the active entries of both banks, kept with its proof. Raises matching.InputError on bad data."""
    instance = instance_of(organisation)
    found = propose_for(instance, names=names_of(organisation))
    plain = found.to_plain()
    with transaction.atomic():
        run = MatchRun.objects.create(
            organisation=organisation,
            made_at=clock.now(),
            made_by=by,
            weights=plain["weights"],
            certificate=plain["certificate"],
            outcome=plain,
            input_hash=found.input_hash,
        )
        journal.record("matching_run", run, by=by, pairs=len(found.pairs), unmatched=len(found.unmatched))
    return run


def instance_of(organisation: Organisation) -> Instance:
    """The people who can be matched today: active entries, mentees without an open relation, free places."""
    today = clock.today()
    busy = busy_mentees(organisation)
    taken = taken_places(organisation.pk)
    mentees = (
        MenteeEntry.objects.of(organisation)
        .active()
        .filter(requests__state="open")
        .exclude(person__in=busy)
        .distinct()
        .select_related("person", "basis")
        .prefetch_related("requests__topics", "person__employments")
    )
    mentors = (
        MentorEntry.objects.of(organisation)
        .active()
        .select_related("person", "basis")
        .prefetch_related("competences", "person__employments")
    )
    return Instance(
        mentees=tuple(_mentee(entry, today) for entry in mentees if entry.basis and entry.basis.is_valid_on(today)),
        mentors=tuple(
            _mentor(entry, today, taken.get(entry.person_id, 0), limit_of(entry, organisation))
            for entry in mentors
            if entry.basis and entry.basis.is_valid_on(today)
        ),
        weights=WEIGHTS,
        excluded=frozenset(_not_again(organisation)),
    )


def names_of(organisation: Organisation) -> Names:
    """What the keys of the input are called in sentences."""
    return Names(
        topics=dict(Topic.objects.of(organisation).values_list("code", "name")),
        forms={form.value: str(form.label) for form in Form},
        hours={code: str(words) for code, words in HOURS},
    )


def _mentee(entry: MenteeEntry, today: date) -> Mentee:
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
    )


def _mentor(entry: MentorEntry, today: date, used: int, limit: int) -> Mentor:
    return Mentor(
        id=str(entry.person_id),
        topics=tuple(topic.code for topic in entry.competences.all()),
        capacity=limit,
        used=used,
        position=entry.person.position_on(today) or None,
        experience_months=entry.person.experience_on(today),
        birth_year=entry.person.birth_year,
        forms=frozenset(entry.forms),
        distance_ok=entry.distance_ok,
        hours=frozenset(entry.hours),
        accepts_group=entry.group_size,
    )


def _not_again(organisation: Organisation) -> Iterator[tuple[str, str]]:
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


@dataclass(frozen=True)
class Proposal:
    """A proposed pair with its people, as the page shows it."""

    mentor: Person
    mentee: Person
    match: Match
    alternatives: list[tuple[Person, str]]
    criteria: list[dict]
    topic: str
    bans: list[str]

    @property
    def key(self) -> str:
        """What the page's tick sends back."""
        return f"{self.mentor.pk}:{self.mentee.pk}"

    @property
    def form(self) -> str:
        """The form to begin with: the usual one when it suits both, else the first that does (3.4)."""
        suits = [form for form in Form.values if form in self.match.forms]
        return Form.TRADITIONAL if Form.TRADITIONAL in suits or not suits else suits[0]


@dataclass(frozen=True)
class Group:
    """Proposed pairs of one mentor with the same request: they may work as one group (7.2)."""

    mentor: Person
    proposals: list[Proposal]
    topic: str
    sentence: str

    @property
    def mentees(self) -> list[Person]:
        return [proposal.mentee for proposal in self.proposals]

    @property
    def names(self) -> str:
        """The mentees in one line."""
        return ", ".join(mentee.full_name for mentee in self.mentees)

    @property
    def key(self) -> str:
        """What the page's button sends back."""
        return f"{self.mentor.pk}:{','.join(str(mentee.pk) for mentee in self.mentees)}"

    @property
    def form(self) -> str:
        """A form that suits every pair of it, the usual one first."""
        forms = [proposal.form for proposal in self.proposals]
        return forms[0] if len(set(forms)) == 1 else Form.TRADITIONAL


@dataclass(frozen=True)
class Left:
    """Somebody left without a mentor, with the reason and what would help (R5.3)."""

    mentee: Person
    unmatched: Unmatched
    alternatives: list[tuple[Person, str]]


@dataclass(frozen=True)
class Outcome:
    """A run with people in place of ids."""

    round: Round
    proposals: list[Proposal]
    left: list[Left]
    groups: list[Group]


def outcome_of(run: MatchRun) -> Outcome:
    """Read a run's record; people who have gone since are passed over. Three queries."""
    found = Round.from_plain(run.outcome)
    people = {str(person.pk): person for person in Person.objects.of(run.organisation).prefetch_related("employments")}
    topics = dict(Topic.objects.of(run.organisation).values_list("code", "name"))

    def others(alternatives) -> list[tuple[Person, str]]:
        return [(people[other.mentor], other.sentence) for other in alternatives if other.mentor in people]

    proposals = [
        Proposal(
            mentor=people[pair.mentor],
            mentee=people[pair.mentee],
            match=pair,
            alternatives=others(pair.alternatives),
            criteria=_criteria(pair),
            topic=topics.get(pair.topics[0], "") if pair.topics else "",
            bans=[f"{people[ban.mentor].full_name}: {ban.text}" for ban in pair.bans if ban.mentor in people],
        )
        for pair in found.pairs
        if pair.mentor in people and pair.mentee in people
    ]
    left = [Left(people[one.mentee], one, others(one.alternatives)) for one in found.unmatched if one.mentee in people]
    by_pair = {(one.match.mentor, one.match.mentee): one for one in proposals}
    groups = [
        Group(
            people[group.mentor],
            [by_pair[group.mentor, mentee] for mentee in group.mentees],
            topics.get(group.topic, ""),
            group.sentence,
        )
        for group in found.groups
        if all((group.mentor, mentee) in by_pair for mentee in group.mentees)
    ]
    return Outcome(found, proposals, left, groups)


def _criteria(pair: Match) -> list[dict]:
    return [
        {
            "label": one.label,
            "weight": one.max_points,
            "share": one.points / one.max_points if one.max_points else 0,
            "note": one.text,
        }
        for one in pair.contributions
        if one.max_points
    ]
