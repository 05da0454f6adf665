"""Runs of the matching, relations (a pair or a group), their members, and what an order may change of them."""

from nastavnik.pairs.models.changes import ChangeKind, ChangeState, Newcomer, RelationChange
from nastavnik.pairs.models.matching import CouncilOpinion, MatchWeights, Stand
from nastavnik.pairs.models.relations import (
    FORMING_STATES,
    OPEN_STATES,
    EndReason,
    Interest,
    MatchRun,
    MemberRole,
    Relation,
    RelationKind,
    RelationMember,
    RelationState,
    lapsed_members,
)

__all__ = [
    "FORMING_STATES",
    "OPEN_STATES",
    "ChangeKind",
    "ChangeState",
    "CouncilOpinion",
    "EndReason",
    "Interest",
    "MatchRun",
    "MatchWeights",
    "MemberRole",
    "Newcomer",
    "Relation",
    "RelationChange",
    "RelationKind",
    "RelationMember",
    "RelationState",
    "Stand",
    "lapsed_members",
]
