"""From a run's proposals to pairs and groups to be: only what people have chosen (7.2)."""

from collections.abc import Collection
from dataclasses import dataclass, field

from nastavnik.accounts.models import User
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions import propose_relation
from nastavnik.pairs.models import MatchRun, MemberRole, Relation
from nastavnik.pairs.rounds import Group, Proposal, outcome_of, told_sentence


@dataclass
class Taken:
    """What came of the choice: relations made, and a sentence for each that could not be made any more."""

    made: list[Relation] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def take_pairs(run: MatchRun, keys: Collection[str], *, by: User, load_reason: str = "") -> Taken:
    """Turn the ticked proposals into pairs; one that is impossible meanwhile says why, the others are made."""
    taken, done = Taken(), applied(run)
    for proposal in outcome_of(run).proposals:
        if proposal.key not in keys or (proposal.mentor.pk, proposal.mentee.pk) in done:
            continue
        try:
            taken.made.append(_propose(run, proposal, by, load_reason))
        except Refused as refusal:
            taken.refused.append(f"{proposal.mentee.short_name}: {refusal.sentence}")
    return taken


def take_group(run: MatchRun, key: str, *, by: User) -> Relation | None:
    """Turn a proposed group into one relation. None: the run proposes no such group, or it is taken already.

    Raises Refused when the people cannot be put together any more (one of the pairs has been taken alone).
    """
    done = applied(run)
    group = next((one for one in outcome_of(run).groups if one.key == key), None)
    if group is None or all((group.mentor.pk, mentee.pk) in done for mentee in group.mentees):
        return None
    return propose_relation(
        run.organisation,
        [group.mentor],
        group.mentees,
        by=by,
        form=group.form,
        topic=group.topic,
        run=run,
        explanation=_explanation(group),
    )


def applied(run: MatchRun) -> dict[tuple, Relation]:
    """Which proposals of the run have become pairs or parts of a group: (mentor, mentee) → relation."""
    found: dict[tuple, Relation] = {}
    for relation in run.relations.prefetch_related("members"):
        sides: dict[str, list] = {MemberRole.MENTOR: [], MemberRole.MENTEE: []}
        for member in relation.members.all():
            sides[member.role].append(member.person_id)
        for mentor in sides[MemberRole.MENTOR]:
            for mentee in sides[MemberRole.MENTEE]:
                found[mentor, mentee] = relation
    return found


def _propose(run: MatchRun, proposal: Proposal, by: User, load_reason: str) -> Relation:
    return propose_relation(
        run.organisation,
        [proposal.mentor],
        [proposal.mentee],
        by=by,
        form=proposal.form,
        topic=proposal.topic,
        run=run,
        explanation={"sentence": told_sentence(proposal.match), "criteria": proposal.criteria},
        load_reason=load_reason,
    )


def _explanation(group: Group) -> dict:
    """Why these people together, and why the mentor suits each: by key, so that no name is stored."""
    return {
        "sentence": group.sentence,
        "mentees": {str(one.mentee.pk): told_sentence(one.match) for one in group.proposals},
    }
