"""Screens of the banks, by what they show."""

from nastavnik.banks.views.answers import mentor_answer, mentor_answer_for, requests_answer, requests_answer_for
from nastavnik.banks.views.banks import bank_actualise, bank_export, bank_list, entry_list
from nastavnik.banks.views.collections import (
    collection_close,
    collection_detail,
    collection_open,
    questionnaire_download,
)
from nastavnik.banks.views.entries import entry_act, mentee_detail, mentor_detail
from nastavnik.banks.views.sheets import sheet_detail, sheet_upload
from nastavnik.banks.views.topics import topic_change, topic_list
from nastavnik.banks.views.wishes import wishes_say

__all__ = [
    "bank_actualise",
    "bank_export",
    "bank_list",
    "collection_close",
    "collection_detail",
    "collection_open",
    "entry_act",
    "entry_list",
    "mentee_detail",
    "mentor_answer",
    "mentor_answer_for",
    "mentor_detail",
    "questionnaire_download",
    "requests_answer",
    "requests_answer_for",
    "sheet_detail",
    "sheet_upload",
    "topic_change",
    "topic_list",
    "wishes_say",
]
