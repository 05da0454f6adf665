"""Acts on programmes: write, agree and approve; carry out; meet; end."""

from nastavnik.programmes.actions.agreeing import (
    agree_programme,
    approve_programme,
    offer_programme,
    return_programme,
)
from nastavnik.programmes.actions.calendar import close_calendar, open_calendar, renew_calendar
from nastavnik.programmes.actions.carrying_out import (
    cancel_item,
    keep_item,
    start_programme,
)
from nastavnik.programmes.actions.choosing import add_phase, change_category, choose_forms, remove_phase
from nastavnik.programmes.actions.ending import close_programme, complete_programme, terminate_programme
from nastavnik.programmes.actions.hours import change_hours
from nastavnik.programmes.actions.meeting import cancel_meeting, move_meeting, plan_meeting, remove_meeting
from nastavnik.programmes.actions.recording import confirm_meeting, mark_not_held, record_meeting
from nastavnik.programmes.actions.marking import confirm_item, do_item, undo_item
from nastavnik.programmes.actions.writing import (
    add_item,
    begin_programme,
    change_item,
    remove_item,
    write_programme,
)

__all__ = [
    "add_item",
    "add_phase",
    "agree_programme",
    "approve_programme",
    "begin_programme",
    "cancel_item",
    "cancel_meeting",
    "change_hours",
    "change_category",
    "change_item",
    "choose_forms",
    "close_calendar",
    "close_programme",
    "complete_programme",
    "confirm_item",
    "confirm_meeting",
    "do_item",
    "keep_item",
    "mark_not_held",
    "move_meeting",
    "offer_programme",
    "open_calendar",
    "plan_meeting",
    "record_meeting",
    "remove_item",
    "remove_meeting",
    "remove_phase",
    "renew_calendar",
    "return_programme",
    "start_programme",
    "terminate_programme",
    "undo_item",
    "write_programme",
]
