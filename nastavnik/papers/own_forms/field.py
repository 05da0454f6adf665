"""A name that may stand in a form of an institution. Apart, so that the rendering process loads nothing else."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Field:
    """`words` tell the curator what it is. A `list` has `inner`: the fields of each of its rows."""

    name: str
    words: str
    sort: Literal["text", "flag", "list"] = "text"
    inner: tuple["Field", ...] = ()
