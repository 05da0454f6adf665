"""Keys of rows: ordered by time, so that an index stays compact and rows can move between databases."""

import uuid
from collections.abc import Callable

from uuid6 import uuid7

new_key: Callable[[], uuid.UUID] = uuid7
"""A time-ordered key. Never for survey answers: their order would name their authors (domain 2.4)."""

random_key: Callable[[], uuid.UUID] = uuid.uuid4
"""A key that says nothing about when the row was made."""
