"""Screens of orders: the register, drafting, the page of one order, signing."""

from nastavnik.orders.views.drafting import (
    base_order_start,
    item_remove,
    order_annul,
    order_return,
    order_submit,
    relations_order_start,
)
from nastavnik.orders.views.reading import order_detail, order_list, order_paper_download, order_scan
from nastavnik.orders.views.signing import later_order_add, order_acquaint, order_sign, scan_attach

__all__ = [
    "base_order_start",
    "item_remove",
    "later_order_add",
    "order_acquaint",
    "order_annul",
    "order_detail",
    "order_list",
    "order_paper_download",
    "order_return",
    "order_scan",
    "order_sign",
    "order_submit",
    "relations_order_start",
    "scan_attach",
]
