"""Acts on programmes: write, agree and approve; carry out; meet; end."""

from nastavnik.programmes.actions.agreeing import (
    agree_programme,
    approve_programme,
    offer_programme,
    return_programme,
)
from nastavnik.programmes.actions.carrying_out import (
    cancel_item,
    do_item,
    keep_item,
    start_programme,
    undo_item,
)
from nastavnik.programmes.actions.ending import close_programme, complete_programme, terminate_programme
from nastavnik.programmes.actions.meeting import (
    confirm_meeting,
    mark_not_held,
    plan_meeting,
    record_meeting,
    remove_meeting,
)
from nastavnik.programmes.actions.writing import (
    add_item,
    begin_programme,
    change_item,
    remove_item,
    write_programme,
)

__all__ = [
    "add_item",
    "agree_programme",
    "approve_programme",
    "begin_programme",
    "cancel_item",
    "change_item",
    "close_programme",
    "complete_programme",
    "confirm_meeting",
    "do_item",
    "keep_item",
    "mark_not_held",
    "offer_programme",
    "plan_meeting",
    "record_meeting",
    "remove_item",
    "remove_meeting",
    "return_programme",
    "start_programme",
    "terminate_programme",
    "undo_item",
    "write_programme",
]
