"""Acts of the room: supplementary agreements, notices of both sides."""

from nastavnik.duties.actions.notices import (
    agree_last_day,
    drop_cancellation,
    give_cancellation,
    give_notice,
    note_notice,
    prepare_cancellation,
    withdraw_notice,
)
from nastavnik.duties.actions.supplements import (
    attach_supplement_scan,
    change_supplement,
    draft_supplement,
    drop_supplement,
    register_supplement,
    waive_supplement,
)

__all__ = [
    "agree_last_day",
    "attach_supplement_scan",
    "change_supplement",
    "draft_supplement",
    "drop_cancellation",
    "drop_supplement",
    "give_cancellation",
    "give_notice",
    "note_notice",
    "prepare_cancellation",
    "register_supplement",
    "waive_supplement",
    "withdraw_notice",
]
