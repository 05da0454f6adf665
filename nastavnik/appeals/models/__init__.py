"""Petitions to replace a mentor, proposals, mediation."""

from nastavnik.appeals.models.mediation import (
    OPEN_CASES,
    MediationCase,
    MediationOutcome,
    MediationParty,
    MediationState,
    PartyAnswer,
)
from nastavnik.appeals.models.petitions import OPEN_PETITIONS, Petition, PetitionReason, PetitionState
from nastavnik.appeals.models.proposals import OPEN_PROPOSALS, Proposal, ProposalKind, ProposalState

__all__ = [
    "OPEN_CASES",
    "OPEN_PETITIONS",
    "OPEN_PROPOSALS",
    "MediationCase",
    "MediationOutcome",
    "MediationParty",
    "MediationState",
    "PartyAnswer",
    "Petition",
    "PetitionReason",
    "PetitionState",
    "Proposal",
    "ProposalKind",
    "ProposalState",
]
