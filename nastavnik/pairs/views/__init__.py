"""Screens of pairs and groups."""

from nastavnik.pairs.views.changing import change_drop, change_prepare, newcomer_renew
from nastavnik.pairs.views.entering import relation_enter
from nastavnik.pairs.views.forming import (
    consent_renew,
    interest_answer,
    match_apply,
    match_detail,
    match_group,
    match_run,
    relation_add,
    relation_detail,
    relation_drop,
    relation_introduce,
    relation_list,
    terms_change,
)
from nastavnik.pairs.views.matching import match_repair, opinion_give, pair_choose, weights_change

__all__ = [
    "change_drop",
    "change_prepare",
    "consent_renew",
    "interest_answer",
    "match_apply",
    "match_detail",
    "match_group",
    "match_repair",
    "match_run",
    "newcomer_renew",
    "opinion_give",
    "pair_choose",
    "relation_add",
    "relation_detail",
    "relation_drop",
    "relation_enter",
    "relation_introduce",
    "relation_list",
    "terms_change",
    "weights_change",
]
