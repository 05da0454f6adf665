"""A paper as plain JSON and back: what lay on the head's table is what is registered, letter by letter."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from nastavnik.papers import model

PART, DAY = "part", "day"
_PARTS = {
    name: part for name, part in vars(model).items() if isinstance(part, type) and is_dataclass(part)
}  # the dataclasses of papers.model, by name


def freeze(value: Any) -> Any:
    """Parts become {"part": name, field: …}, days {"day": iso}, tuples lists; letters and numbers stay."""
    if is_dataclass(value) and not isinstance(value, type):
        said = {field.name: freeze(getattr(value, field.name)) for field in fields(value)}
        return {PART: type(value).__name__, **said}
    if isinstance(value, tuple):
        return [freeze(each) for each in value]
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    return value


def thaw(value: Any) -> Any:
    """The reverse of `freeze`. Raises KeyError for the name of a part that does not exist."""
    if isinstance(value, list):
        return tuple(thaw(each) for each in value)
    if isinstance(value, dict):
        if DAY in value:
            return date.fromisoformat(value[DAY])
        return _PARTS[value[PART]](**{name: thaw(each) for name, each in value.items() if name != PART})
    return value
