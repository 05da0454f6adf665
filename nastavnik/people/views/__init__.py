"""Screens of the room: people, their posts, access cards, staff tables."""

from nastavnik.people.views.access import access_cards, access_open, access_open_many
from nastavnik.people.views.people import (
    case_forms_change,
    person_add,
    person_change,
    person_detail,
    person_list,
)
from nastavnik.people.views.posts import employment_add, employment_change, person_dismiss
from nastavnik.people.views.staff import (
    staff_import_answer,
    staff_import_apply,
    staff_import_detail,
    staff_import_drop,
    staff_import_upload,
)

__all__ = [
    "access_cards",
    "access_open",
    "access_open_many",
    "case_forms_change",
    "employment_add",
    "employment_change",
    "person_add",
    "person_change",
    "person_detail",
    "person_dismiss",
    "person_list",
    "staff_import_answer",
    "staff_import_apply",
    "staff_import_detail",
    "staff_import_drop",
    "staff_import_upload",
]
