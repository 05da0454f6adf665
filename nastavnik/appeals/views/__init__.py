"""Screens of the room."""

from nastavnik.appeals.views.lists import addressed_list, appeal_list, proposal_list
from nastavnik.appeals.views.mediation import (
    mediation_accept,
    mediation_answer,
    mediation_ask,
    mediation_close,
    mediation_detail,
    mediation_open,
    mediation_refuse,
    mediation_withdraw,
    mediator_choose,
)
from nastavnik.appeals.views.petitions import (
    mediation_suggest,
    petition_decline,
    petition_detail,
    petition_grant,
    petition_register,
    petition_repeat,
    petition_submit,
    petition_withdraw,
    talk_open,
)
from nastavnik.appeals.views.proposals import (
    proposal_answer,
    proposal_detail,
    proposal_show,
    proposal_submit,
    proposal_withdraw,
    training_ask,
)

__all__ = [
    "addressed_list",
    "appeal_list",
    "mediation_accept",
    "mediation_answer",
    "mediation_ask",
    "mediation_close",
    "mediation_detail",
    "mediation_open",
    "mediation_refuse",
    "mediation_suggest",
    "mediation_withdraw",
    "mediator_choose",
    "petition_decline",
    "petition_detail",
    "petition_grant",
    "petition_register",
    "petition_repeat",
    "petition_submit",
    "petition_withdraw",
    "proposal_answer",
    "proposal_detail",
    "proposal_list",
    "proposal_show",
    "proposal_submit",
    "proposal_withdraw",
    "talk_open",
    "training_ask",
]
