"""Acts on orders: draft, submit, sign and register (effects are carried out), return, annul, make acquainted."""

from nastavnik.orders.actions.drafting import (
    NewItem,
    annul_order,
    draft_order,
    remove_item,
    return_order,
    submit_order,
)
from nastavnik.orders.actions.reading import note_acquaintances
from nastavnik.orders.actions.registering import attach_scan, enter_later_order, sign_order

__all__ = [
    "NewItem",
    "annul_order",
    "attach_scan",
    "draft_order",
    "enter_later_order",
    "note_acquaintances",
    "remove_item",
    "return_order",
    "sign_order",
    "submit_order",
]
