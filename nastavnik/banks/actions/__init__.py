"""Acts on the banks: keep the directory, collect, answer, include, exclude, actualise, hand out."""

from nastavnik.banks.actions.answers import answer_mentor, answer_requests, resolve_request
from nastavnik.banks.actions.approving import (
    appoint_mentor,
    approve_bank_list,
    bank_rows,
    end_appointment,
    end_bank_list,
    void_appointment,
    void_bank_list,
)
from nastavnik.banks.actions.collections import close_collection, open_collection
from nastavnik.banks.actions.entries import (
    actualise_bank,
    exclude_entry,
    export_bank,
    include_entry,
    resume_entry,
    select_mentor,
    suspend_entry,
)
from nastavnik.banks.actions.topics import add_topic, change_topic, start_topics
from nastavnik.banks.actions.wishes import forget_wishes_due, say_wishes

__all__ = [
    "actualise_bank",
    "add_topic",
    "answer_mentor",
    "answer_requests",
    "appoint_mentor",
    "approve_bank_list",
    "bank_rows",
    "change_topic",
    "close_collection",
    "end_appointment",
    "end_bank_list",
    "exclude_entry",
    "export_bank",
    "forget_wishes_due",
    "include_entry",
    "open_collection",
    "resolve_request",
    "resume_entry",
    "say_wishes",
    "select_mentor",
    "start_topics",
    "suspend_entry",
    "void_appointment",
    "void_bank_list",
]
