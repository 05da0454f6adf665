"""Screens of orders: the register, drafting, agreeing, the page of one order, signing, correcting."""

from nastavnik.orders.views.composing import (
    bank_order_start,
    body_order_start,
    change_order_start,
    mentor_order_start,
    reward_order_start,
)
from nastavnik.orders.views.correcting import amend_order_start, revoke_order_start
from nastavnik.orders.views.drafting import base_order_start, relations_order_start
from nastavnik.orders.views.later import later_order_add, later_relations_add
from nastavnik.orders.views.moving import (
    item_remove,
    order_annul,
    order_circulate,
    order_return,
    order_submit,
    visa_agree,
    visa_object,
)
from nastavnik.orders.views.reading import (
    order_detail,
    order_list,
    order_paper_download,
    order_scan,
    readers_sheet_download,
    refusal_act_download,
)
from nastavnik.orders.views.signing import order_acquaint, order_sign, scan_attach
from nastavnik.orders.views.starting import order_start

__all__ = [
    "amend_order_start",
    "bank_order_start",
    "base_order_start",
    "body_order_start",
    "change_order_start",
    "item_remove",
    "later_order_add",
    "later_relations_add",
    "mentor_order_start",
    "order_acquaint",
    "order_annul",
    "order_circulate",
    "order_detail",
    "order_list",
    "order_paper_download",
    "order_return",
    "order_scan",
    "order_sign",
    "order_start",
    "order_submit",
    "readers_sheet_download",
    "refusal_act_download",
    "relations_order_start",
    "revoke_order_start",
    "reward_order_start",
    "scan_attach",
    "visa_agree",
    "visa_object",
]
