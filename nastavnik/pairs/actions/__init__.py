"""Acts on pairs and groups: form them, fix and end them by orders, change those in force, enter those of before."""

from nastavnik.pairs.actions.carrying_out import carry_out_change, undo_change
from nastavnik.pairs.actions.changing import drop_change, prepare_change, renew_newcomer_consent
from nastavnik.pairs.actions.deciding import change_weights, give_opinion
from nastavnik.pairs.actions.entering import enter_relation
from nastavnik.pairs.actions.fixing import assign_relation, end_by_revocation, end_relation, void_relation
from nastavnik.pairs.actions.forming import (
    USUAL_MONTHS,
    answer_interest,
    ask_for_consents,
    change_terms,
    drop_relation,
    introduce_relation,
    propose_relation,
    renew_consent,
)

__all__ = [
    "USUAL_MONTHS",
    "answer_interest",
    "ask_for_consents",
    "assign_relation",
    "carry_out_change",
    "change_terms",
    "change_weights",
    "drop_change",
    "drop_relation",
    "end_by_revocation",
    "end_relation",
    "enter_relation",
    "give_opinion",
    "introduce_relation",
    "prepare_change",
    "propose_relation",
    "renew_consent",
    "renew_newcomer_consent",
    "undo_change",
    "void_relation",
]
