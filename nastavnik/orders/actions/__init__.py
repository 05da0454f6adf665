"""Acts on orders: draft, agree, submit, sign and register (effects are carried out), return, annul, make acquainted."""

from nastavnik.orders.actions.agreeing import Asked, agree_visa, circulate_order, object_to_order
from nastavnik.orders.actions.drafting import (
    NewItem,
    add_items,
    annul_order,
    draft_order,
    remove_item,
    return_order,
    submit_order,
)
from nastavnik.orders.actions.entering import LaterPair, add_later_pair, enter_later_pair
from nastavnik.orders.actions.reading import note_acquaintances
from nastavnik.orders.actions.registering import attach_scan, enter_later_order, sign_order

__all__ = [
    "Asked",
    "LaterPair",
    "NewItem",
    "add_items",
    "add_later_pair",
    "agree_visa",
    "annul_order",
    "attach_scan",
    "circulate_order",
    "draft_order",
    "enter_later_order",
    "enter_later_pair",
    "note_acquaintances",
    "object_to_order",
    "remove_item",
    "return_order",
    "sign_order",
    "submit_order",
]
