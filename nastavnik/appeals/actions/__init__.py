"""Every write of the room: petitions, proposals, mediation."""

from nastavnik.appeals.actions.mediation import (
    accept_mediation,
    answer_mediation,
    ask_mediation,
    choose_mediator,
    close_mediation,
    open_mediation,
    refuse_mediation,
    withdraw_mediation,
)
from nastavnik.appeals.actions.petitions import (
    decline_petition,
    grant_petition,
    nobody_to_ask,
    open_talk,
    register_petition,
    repeat_petition,
    submit_petition,
    suggest_mediation,
    withdraw_petition,
)
from nastavnik.appeals.actions.proposals import (
    answer_proposal,
    escalate_proposals_due,
    show_proposal,
    submit_proposal,
    withdraw_proposal,
)

__all__ = [
    "accept_mediation",
    "answer_mediation",
    "answer_proposal",
    "ask_mediation",
    "choose_mediator",
    "close_mediation",
    "decline_petition",
    "escalate_proposals_due",
    "grant_petition",
    "nobody_to_ask",
    "open_mediation",
    "open_talk",
    "refuse_mediation",
    "register_petition",
    "repeat_petition",
    "show_proposal",
    "submit_petition",
    "submit_proposal",
    "suggest_mediation",
    "withdraw_mediation",
    "withdraw_petition",
    "withdraw_proposal",
]
