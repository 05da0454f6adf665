"""Acts on programmes: write, agree and approve; carry out; meet; end."""

from nastavnik.programmes.actions.activity import finish_project, note_participation, note_result, start_project
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
from nastavnik.programmes.actions.changing import (
    answer_change,
    drop_proposal,
    propose_change,
    repeat_change,
    settle_proposal,
    split_change,
)
from nastavnik.programmes.actions.choosing import add_phase, change_category, choose_forms, remove_phase
from nastavnik.programmes.actions.ending import close_programme, complete_programme, end_due, terminate_programme
from nastavnik.programmes.actions.engaging import (
    accept_engagement,
    decline_engagement,
    entrust_item,
    invite_specialist,
    release_specialist,
)
from nastavnik.programmes.actions.growth import (
    accept_recommendation,
    act_on_difficulty,
    comment_observation,
    discuss_recommendation,
    drop_recommendation,
    finish_recommendation,
    give_recommendation,
    make_observation,
    make_remark,
    remove_difficulty,
    return_difficulty,
    reveal_difficulty,
)
from nastavnik.programmes.actions.hours import change_hours
from nastavnik.programmes.actions.leaving import accept_wish, ask_end, comment_end, withdraw_wish
from nastavnik.programmes.actions.marking import confirm_item, do_item, undo_item
from nastavnik.programmes.actions.meeting import cancel_meeting, move_meeting, plan_meeting, remove_meeting
from nastavnik.programmes.actions.ordered import apply_change, restore_change
from nastavnik.programmes.actions.pausing import (
    answer_pause,
    drop_pause,
    propose_pause,
    register_pause_consent,
    resume_programme,
)
from nastavnik.programmes.actions.recording import confirm_meeting, mark_not_held, record_meeting
from nastavnik.programmes.actions.records import erase_record, mend_record
from nastavnik.programmes.actions.scheduling import plan_schedule
from nastavnik.programmes.actions.skills import record_checkpoint, say_competences
from nastavnik.programmes.actions.structures import add_structure, change_structure
from nastavnik.programmes.actions.templating import retire_template, start_templates, use_template, write_template
from nastavnik.programmes.actions.versions import approve_version, keep_version
from nastavnik.programmes.actions.writing import (
    add_item,
    begin_programme,
    change_item,
    remove_item,
    write_programme,
)

__all__ = [
    "accept_engagement",
    "accept_recommendation",
    "accept_wish",
    "act_on_difficulty",
    "add_item",
    "add_phase",
    "add_structure",
    "agree_programme",
    "answer_change",
    "answer_pause",
    "apply_change",
    "approve_programme",
    "approve_version",
    "ask_end",
    "begin_programme",
    "cancel_item",
    "cancel_meeting",
    "change_category",
    "change_hours",
    "change_item",
    "change_structure",
    "choose_forms",
    "close_calendar",
    "close_programme",
    "comment_end",
    "comment_observation",
    "complete_programme",
    "confirm_item",
    "confirm_meeting",
    "decline_engagement",
    "discuss_recommendation",
    "do_item",
    "drop_pause",
    "drop_proposal",
    "drop_recommendation",
    "end_due",
    "entrust_item",
    "erase_record",
    "finish_project",
    "finish_recommendation",
    "give_recommendation",
    "invite_specialist",
    "keep_item",
    "keep_version",
    "make_observation",
    "make_remark",
    "mark_not_held",
    "mend_record",
    "move_meeting",
    "note_participation",
    "note_result",
    "offer_programme",
    "open_calendar",
    "plan_meeting",
    "plan_schedule",
    "propose_change",
    "propose_pause",
    "record_checkpoint",
    "record_meeting",
    "register_pause_consent",
    "release_specialist",
    "remove_difficulty",
    "remove_item",
    "remove_meeting",
    "remove_phase",
    "renew_calendar",
    "repeat_change",
    "restore_change",
    "resume_programme",
    "retire_template",
    "return_difficulty",
    "return_programme",
    "reveal_difficulty",
    "say_competences",
    "settle_proposal",
    "split_change",
    "start_programme",
    "start_project",
    "start_templates",
    "terminate_programme",
    "undo_item",
    "use_template",
    "withdraw_wish",
    "write_programme",
    "write_template",
]
