"""Answers from a form service: a read table becomes a plan that is shown, answered about, and applied as a whole."""

from nastavnik.banks.answer_import.acts import (
    answer_questions,
    apply_sheet,
    check_sheet,
    drop_sheet,
    drop_sheets_due,
    plan_of,
    skip_questions,
)

__all__ = [
    "answer_questions",
    "apply_sheet",
    "check_sheet",
    "drop_sheet",
    "drop_sheets_due",
    "plan_of",
    "skip_questions",
]
