"""Brings a staff table in: read, shown as a plan, asked about, then written whole or not (4.4.2, 4.4.5).

check_staff → plan_of → answer_staff_import … → apply_staff_import | drop_staff_import
"""

from nastavnik.people.staff_import.acts import (
    answer_staff_import,
    apply_staff_import,
    check_staff,
    drop_staff_import,
    drop_staff_imports_due,
    earlier_import,
    plan_of,
    skip_open_questions,
)

__all__ = [
    "answer_staff_import",
    "apply_staff_import",
    "check_staff",
    "drop_staff_import",
    "drop_staff_imports_due",
    "earlier_import",
    "plan_of",
    "skip_open_questions",
]
