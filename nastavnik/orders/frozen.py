"""A paper as plain JSON and back: what lay on the head's table is what is registered, letter by letter.

Only blanks are filled in later: the date and the number, at the head of the order and on its appendices.
"""

from dataclasses import fields, is_dataclass, replace
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


def filled(paper: model.Paper, signed_on: date, number: str) -> model.Paper:
    """The same paper with the date and the number written into its blanks."""
    reference = f"к приказу от {signed_on:%d.%m.%Y} № {number}"

    def fill(block: model.Block) -> model.Block:
        if isinstance(block, model.DateNumberPlace):
            return replace(block, date=signed_on, number=number)
        if isinstance(block, model.Appendix):
            return replace(block, reference=reference)
        return block

    title = f"Приказ от {signed_on:%d.%m.%Y} № {number} {paper.title.removeprefix('Приказ ')}"
    return replace(paper, title=title, date=signed_on, blocks=tuple(fill(block) for block in paper.blocks))
