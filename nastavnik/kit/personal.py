"""Declared once per model: which fields are personal data, on what ground, how long, how erased (152-ФЗ).

Export for the subject, erasure, `docs/personal-data.md` and a house test read the same declaration.
"""

from dataclasses import dataclass
from enum import StrEnum


class Erasure(StrEnum):
    """What happens to the row when the data of its person are to be destroyed."""

    BLANK = "blank"  # the personal fields are emptied, the row stays (figures must not change)
    DELETE = "delete"  # the row goes
    KEEP = "keep"  # the law wants it kept (archive, 125-ФЗ); 152-ФЗ art. 1 part 2 item 2


@dataclass(frozen=True)
class PersonalData:
    """The declaration of one model.

    `identifying` and `plain` together name every field of the model except its key, the organisation and
    relations to other rows; `person` is the lookup from the row to its person ("" when it is the person).
    """

    identifying: tuple[str, ...]
    plain: tuple[str, ...]
    person: str
    ground: str
    keep: str
    erasure: Erasure


@dataclass(frozen=True)
class NotPersonal:
    """The model holds no personal data; `why` says what it holds instead."""

    why: str
