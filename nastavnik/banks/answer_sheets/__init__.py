"""Reads answers that a form service exported as a table (R2.1, R3.1) without a framework: files → understood rows.

`read_answers` is the door; nothing here knows of the database. Files are opened by the reader of staff tables.
"""

from .model import MENTEES, MENTORS, NO, UNCLEAR, YES, AnswerFileError, AnswerRow, AnswerTable
from .reader import read_answers

__all__ = [
    "MENTEES",
    "MENTORS",
    "NO",
    "UNCLEAR",
    "YES",
    "AnswerFileError",
    "AnswerRow",
    "AnswerTable",
    "read_answers",
]
