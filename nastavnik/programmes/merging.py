"""Two who write at once: what each has changed since they began is told apart, part by part (6.1/2)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from nastavnik.programmes.models import Programme

TEXTS = ("request", "goal", "tasks", "expected_result")
WRITTEN = (*TEXTS, "directions", "since", "until")
"""The parts that both sides write."""

Base = Mapping[str, str]
"""Name of a part → mark of the text that its writer has begun with."""


def plain(value: Any) -> Any:
    """A text as it is stored: browsers send line ends of their own, and blanks around it say nothing."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return list(value) if isinstance(value, tuple) else value


def mark(value: Any) -> str:
    """A short mark by which two texts are told apart."""
    value = sorted(value) if isinstance(value, list) else plain(value)
    return hashlib.sha256(json.dumps(value, default=str).encode()).hexdigest()[:16]


def base_of(programme: Programme, names: tuple[str, ...]) -> dict[str, str]:
    """The marks of what stands now."""
    return {name: mark(getattr(programme, name)) for name in names}


def read_base(text: str) -> dict[str, str] | None:
    """What a form has sent back, or None when it is not ours: then nothing is merged."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    ours = isinstance(found, dict) and all(isinstance(value, str) for value in found.values())
    return found if ours else None


def own_changes(programme: Programme, typed: Mapping[str, Any], base: Base) -> tuple[dict[str, Any], list[str]]:
    """What the writer has changed since they began; and the parts that somebody else has changed otherwise."""
    own = {name: value for name, value in typed.items() if mark(value) != base.get(name)}
    clashing = [
        name for name, value in own.items() if mark(getattr(programme, name)) not in (base.get(name), mark(value))
    ]
    return own, clashing
