"""Which item of an order carries out which prepared change of a pair (8.1, 8.2, 5.1/3, 6.1/5): the one place."""

from nastavnik.orders.models import ItemKind
from nastavnik.pairs.models import ChangeKind

ITEM_OF: dict[str, ItemKind] = {
    ChangeKind.EXTEND: ItemKind.EXTEND_RELATION,
    ChangeKind.TERMS: ItemKind.CHANGE_RELATION,
    ChangeKind.JOIN: ItemKind.CHANGE_RELATION,
    ChangeKind.LEAVE: ItemKind.CHANGE_RELATION,
    ChangeKind.REPLACE: ItemKind.REPLACE_MENTOR,
    ChangeKind.RELIEVE: ItemKind.RELIEVE_MENTOR,
    ChangeKind.END: ItemKind.END_RELATION,
}
