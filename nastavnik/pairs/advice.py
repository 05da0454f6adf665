"""What the page of a pair says to those who form it: who proposed it, why against the proposal, the council's word."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.pairs.models import MatchRun, Relation, RelationState
from nastavnik.pairs.pages import Reader, Turn
from nastavnik.pairs.queries import busy_mentees


def advice_of(relation: Relation, user: User, reader: Reader, turn: Turn) -> dict[str, Any]:
    """For those who lead and for the council; a member of the pair reads nothing of what others think of it.

    `turn` is what the page asks for otherwise: where somebody waits again, it is those who lead who choose anew.
    """
    own, leads = reader.own, reader.leads
    advises = own is None and user.has_perm("pairs.advise_relation", relation)
    if not (leads or advises):
        return {}
    again = _run_to_mend(relation) if leads else None
    if again is not None:
        then = _("Взятые пары не тронутся; кто и что ответил, по-прежнему не видит никто.")
        turn = replace(turn, done=False, mine=True, then=then)
    return {
        "turn": turn,
        "proposed_by": relation.made_by,
        "chosen": relation.explanation.get("chosen"),
        "opinions": list(relation.opinions.select_related("given_by")) if relation.is_forming else [],
        "advises": advises and relation.is_forming,
        "again": again,
    }


def _run_to_mend(relation: Relation) -> MatchRun | None:
    """The latest run, when a pair that came of a run has not come about and somebody waits again."""
    if relation.state not in (RelationState.NOT_FORMED, RelationState.DROPPED) or relation.run_id is None:
        return None
    waits = {member.person_id for member in relation.mentees} - busy_mentees(relation.organisation)
    runs = MatchRun.objects.of(relation.organisation).exclude(instance={})
    return runs.defer("outcome", "instance", "certificate", "mutual").first() if waits else None
