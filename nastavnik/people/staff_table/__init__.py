"""Reads staff tables of kindergartens (4.4.2, 4.4.5) without a framework: files → understood rows with problems.

`read_staff` is the door; nothing here knows of the database.
"""

from .model import Problem, Skipped, StaffFileError, StaffRow, StaffTable
from .reader import read_staff

__all__ = ["Problem", "Skipped", "StaffFileError", "StaffRow", "StaffTable", "read_staff"]
