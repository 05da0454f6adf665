"""The engine's answer as a run (R4.1, 7.1/1), and a run as its page shows it. Nothing changes until applied."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import Topic
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.matching import Instance, Match, Round, Unmatched, from_plain, propose_for, to_plain
from nastavnik.matching.bans import VETO
from nastavnik.matching.round import Ban
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.instances import instance_of, names_of
from nastavnik.pairs.models import MatchRun
from nastavnik.pairs.mutual import mutual_pairs
from nastavnik.pairs.weights import weights_of
from nastavnik.people.models import Person
from nastavnik.regulation.models import Form

PRIVATE = ("wishes", "waiting")
"""Criteria that the two of a pair are told nothing of."""


def run_matching(organisation: Organisation, *, by: User) -> MatchRun:
    """One run over the active entries of both banks, kept with its proof. Raises matching.InputError on bad data."""
    instance = instance_of(organisation, weights_of(organisation))
    found = propose_for(instance, names=names_of(organisation))
    return keep_run(organisation, instance, found, by=by)


@transaction.atomic
def keep_run(
    organisation: Organisation, instance: Instance, found: Round, *, by: User, follows: MatchRun | None = None
) -> MatchRun:
    """The record: what it was made of, by which weights, what was found, and the proof."""
    plain = found.to_plain()
    run = MatchRun.objects.create(
        organisation=organisation,
        made_at=clock.now(),
        made_by=by,
        weights=plain["weights"],
        certificate=plain["certificate"],
        outcome=plain,
        input_hash=found.input_hash,
        instance=to_plain(instance),
        mutual=mutual_pairs(instance, found),
        follows=follows,
    )
    event = "matching_repaired" if follows else "matching_run"
    journal.record(event, run, by=by, pairs=len(found.pairs), unmatched=len(found.unmatched))
    return run


def record_of(run: MatchRun) -> tuple[Instance, Round]:
    """What the run was made of and what it found. Raises Refused for a run of before that has not kept it."""
    if not run.instance:
        raise Refused(_("Этот подбор сделан раньше, чем программа стала хранить исходные данные: сделайте новый."))
    return from_plain(Instance, run.instance), Round.from_plain(run.outcome)


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
        return form_of(self.match)


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
    people: dict[str, Person]
    topics: dict[str, str]


def outcome_of(run: MatchRun, *, reader: User | None = None) -> Outcome:
    """Read a run's record; people who have gone since are passed over. Three queries.

    A `reader` who is one of the two is told neither of a request not to be put together nor of wishes: they know what
    they have said themselves, and so would learn what the other has (1.4/5, 7.1/2).
    """
    found = Round.from_plain(run.outcome)
    people = {str(person.pk): person for person in Person.objects.of(run.organisation).prefetch_related("employments")}
    topics = dict(Topic.objects.of(run.organisation).values_list("code", "name"))

    def others(alternatives) -> list[tuple[Person, str]]:
        return [(people[other.mentor], other.sentence) for other in alternatives if other.mentor in people]

    def hidden(mentee: str, ban: Ban) -> bool:
        return ban.code == VETO and any(is_of(people.get(key), reader) for key in (mentee, ban.mentor))

    def is_own(pair: Match) -> bool:
        return any(is_of(people.get(key), reader) for key in (pair.mentee, pair.mentor))

    def discreet(one: Unmatched) -> Unmatched:
        if one.obstacle == VETO and any(hidden(one.mentee, ban) for ban in one.bans):
            return replace(one, sentence=_("Подходящей пары при этих данных нет; поиск продолжается."))
        return one

    proposals = [
        Proposal(
            mentor=people[pair.mentor],
            mentee=people[pair.mentee],
            match=replace(pair, sentence=told_sentence(pair)) if is_own(pair) else pair,
            alternatives=others(pair.alternatives),
            criteria=criteria_of(pair, told=is_own(pair)),
            topic=topics.get(pair.topics[0], "") if pair.topics else "",
            bans=[
                f"{people[ban.mentor].full_name}: {ban.text}"
                for ban in pair.bans
                if ban.mentor in people and not hidden(pair.mentee, ban)
            ],
        )
        for pair in found.pairs
        if pair.mentor in people and pair.mentee in people
    ]
    left = [
        Left(people[one.mentee], discreet(one), others(one.alternatives))
        for one in found.unmatched
        if one.mentee in people
    ]
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
    return Outcome(found, proposals, left, groups, people, topics)


def is_of(person: Person | None, user: User | None) -> bool:
    """Whether the person is this user."""
    return person is not None and user is not None and person.user_id == user.pk


def criteria_of(pair: Match, *, told: bool = False) -> list[dict]:
    """How each criterion counts; `told` to one of the two: without what is private."""
    return [
        {
            "label": one.label,
            "weight": one.max_points,
            "share": one.points / one.max_points if one.max_points else 0,
            "note": one.text,
        }
        for one in pair.contributions
        if one.max_points and not (told and one.criterion in PRIVATE)
    ]


def form_of(match: Match) -> str:
    """The form to begin with: the usual one when it suits both, else the first that does (3.4)."""
    suits = [form for form in Form.values if form in match.forms]
    return Form.TRADITIONAL if Form.TRADITIONAL in suits or not suits else suits[0]


def told_sentence(match: Match) -> str:
    """Why this pair, for the two themselves: their profiles, and no word of wishes, which are private (7.1/2)."""
    said: dict[str, list[str]] = {}
    for one in match.contributions:
        if one.criterion not in PRIVATE and one.max_points:
            said.setdefault(one.state, []).append(one.text)
    parts = [
        f"{title}: {', '.join(said[state])}."
        for state, title in (("fit", _("Подходит")), ("part", _("Отчасти")), ("miss", _("Не совпало")))
        if said.get(state)
    ]
    return " ".join(parts)
