"""«Подобрать заново для этих людей»: the proposals of a run mended after refusals, not a shuffle of everybody."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit.refusal import Refused
from nastavnik.matching import repair
from nastavnik.pairs.instances import instance_of, names_of
from nastavnik.pairs.models import MatchRun, Relation, RelationState
from nastavnik.pairs.places import taken_places
from nastavnik.pairs.queries import busy_mentees
from nastavnik.pairs.rounds import Outcome, keep_run, record_of
from nastavnik.people.models import Person

FAILED = (RelationState.NOT_FORMED, RelationState.DROPPED)
MANY = 99  # places of a mentor whom a run of before has not kept


@dataclass(frozen=True)
class Change:
    """What has become of one person's proposal. `failed`: the pair that was proposed before has not come about."""

    mentee: Person
    before: Person | None
    after: Person | None
    failed: bool


@dataclass(frozen=True)
class Changes:
    """A mended run against the one before: who is moved, how many keep their proposal, how many pairs stand taken."""

    moved: list[Change]
    stay: int
    taken: int


def waiting_again(
    run: MatchRun, outcome: Outcome, done: Mapping[tuple, Relation], busy: Collection[UUID] | None = None
) -> list[Person]:
    """Whom the run had a mentor for and who is without one again: it has not come about, or the place is gone.

    `done` are the proposals that have been taken (taking.applied), `busy` who has a mentor today, when it is known.
    Nobody is asked who refused, and nobody is told (1.4/5). Four queries.
    """
    busy = busy_mentees(run.organisation) if busy is None else busy
    taken = taken_places(run.organisation_id)
    places = {mentor["id"]: mentor["capacity"] for mentor in run.instance.get("mentors", [])}
    still_open = Counter(one.mentor.pk for one in outcome.proposals if (one.mentor.pk, one.mentee.pk) not in done)
    found = []
    for one in outcome.proposals:
        relation, key = done.get((one.mentor.pk, one.mentee.pk)), one.mentor.pk
        failed = relation is not None and relation.state in FAILED
        crowded = relation is None and still_open[key] > places.get(str(key), MANY) - taken.get(key, 0)
        if one.mentee.pk not in busy and (failed or crowded):
            found.append(one.mentee)
    return found


def repair_run(run: MatchRun, *, by: User) -> MatchRun:
    """A run that mends this one. Pairs that people have taken stand; proposals not yet taken are kept where no better
    sum over all asks otherwise; who has been refused gets the best of what is left.

    With the data of today: who has left the bank since is passed over, a mentor who has come is looked at, who asked
    not to be put together is not. When nothing else has changed, it is one path from the kept prices (matching.repair).
    Raises Refused when there is nobody to choose for, InputError on bad data.
    """
    record, found = record_of(run)
    organisation = run.organisation
    today = instance_of(organisation, record.weights)
    refused = today.excluded - record.excluded - frozenset(found.declined)
    again = {mentee.id for mentee in record.mentees} | {mentee for mentee, _mentor in refused}
    instance = replace(today, mentees=tuple(one for one in today.mentees if one.id in again), excluded=record.excluded)
    if not instance.mentees:
        raise Refused(_("Подбирать заново не для кого: у всех участников этого подбора есть пара."))
    mentees, mentors = {one.id for one in instance.mentees}, {one.id for one in instance.mentors}
    known = [(mentee, mentor) for mentee, mentor in refused if mentee in mentees and mentor in mentors]
    mended = repair(instance, found, known, names=names_of(organisation))
    with transaction.atomic():
        return keep_run(organisation, instance, mended, by=by, follows=run)


def changes_of(run: MatchRun, outcome: Outcome) -> Changes | None:
    """Against the run before; None for a run of its own."""
    if run.follows is None:
        return None
    before = outcome.round.previous or {}
    declined = set(outcome.round.declined)
    after = {pair.mentee: pair.mentor for pair in outcome.round.pairs}
    asked = [*after, *(one.mentee for one in outcome.round.unmatched)]
    people, moved = outcome.people, []
    for key in asked:
        old, new = before.get(key), after.get(key)
        if old != new and key in people:
            failed = old is not None and (key, old) in declined
            moved.append(Change(people[key], people.get(old or ""), people.get(new or ""), failed))
    stay = sum(before.get(key) == after.get(key) for key in asked)
    taken = sum(mentor is not None and mentee not in asked for mentee, mentor in before.items())
    moved.sort(key=lambda one: (not one.failed, one.mentee.sort_key))
    return Changes(moved, stay, taken)
