"""From a run's proposals to pairs and groups to be: only what people have chosen (7.2)."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.actions import propose_relation
from nastavnik.pairs.models import OPEN_STATES, MatchRun, MemberRole, Relation, RelationMember
from nastavnik.pairs.rounds import Group, Proposal, outcome_of, told_sentence
from nastavnik.people.models import Person


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
            with transaction.atomic():
                check_unpaired(run.organisation, [proposal.mentor], [proposal.mentee])
                taken.made.append(_propose(run, proposal, by, load_reason))
        except Refused as refusal:
            taken.refused.append(f"{proposal.mentee.short_name}: {refusal.sentence}")
    return taken


def check_unpaired(organisation: Organisation, mentors: Collection[Person], mentees: Collection[Person]) -> None:
    """Raise Refused when somebody has found one of the mentees another mentor meanwhile: the run knows of none (7.2).

    Locks the rows of all, in one order, before places.check_choice does: of two who take at one moment, one is told.
    """
    keys = [person.pk for person in (*mentors, *mentees)]
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk"))
    standing = RelationMember.objects.of(organisation).filter(left_on__isnull=True, relation__state__in=OPEN_STATES)
    with_these = standing.filter(role=MemberRole.MENTOR, person__in=mentors).values("relation")  # check_choice says so
    others = standing.filter(role=MemberRole.MENTEE, person__in=mentees).exclude(relation__in=with_these)
    if others.exists():
        raise Refused(
            _(
                "С другим наставником пара уже складывается или действует. Второго наставника выбирают на странице "
                "«Выбрать самим»."
            )
        )


@transaction.atomic
def take_group(run: MatchRun, key: str, *, by: User) -> Relation | None:
    """Turn a proposed group into one relation. None: the run proposes no such group, or it is taken already.

    Raises Refused when the people cannot be put together any more (one of the pairs has been taken alone).
    """
    done = applied(run)
    group = next((one for one in outcome_of(run).groups if one.key == key), None)
    if group is None or all((group.mentor.pk, mentee.pk) in done for mentee in group.mentees):
        return None
    check_unpaired(run.organisation, [group.mentor], group.mentees)
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
