"""A read staff table as JSON, so that the plan can be worked out again without the file."""

from dataclasses import asdict, dataclass, fields
from types import UnionType
from typing import Any, get_origin

from nastavnik.people.staff_table.model import Problem, Skipped, StaffRow, StaffTable

_NOT_KEPT = {
    "education_level",
    "education",
    "training",
}  # the product has no use for them (152-ФЗ ст. 5 ч. 5)


@dataclass(frozen=True)
class StoredTable:
    """What the plan needs of a table. `as_of` is the ISO day of its figures, `columns` are its headers."""

    rows: tuple[StaffRow, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]
    as_of: str
    as_of_is_stated: bool
    is_page: bool
    columns: dict[str, str]


def stored(table: StaffTable, *, as_of: str) -> dict[str, Any]:
    """The table as JSON; `as_of` is used when the table itself names no day. Empty cells are left out."""
    return {
        "rows": [_filled(row) for row in table.rows],
        "problems": [asdict(problem) for problem in table.problems],
        "skipped": [[skipped.row, skipped.reason] for skipped in table.skipped],
        "notes": list(table.notes),
        "as_of": table.as_of or as_of,
        "as_of_is_stated": bool(table.as_of),
        "is_page": table.kind in ("html", "mhtml"),
        "columns": dict(table.columns),
    }


def restored(kept: dict[str, Any]) -> StoredTable:
    """The reverse of `stored`; an erased table has no rows."""
    return StoredTable(
        rows=tuple(_row(row) for row in kept.get("rows", ())),
        problems=tuple(Problem(**problem) for problem in kept.get("problems", ())),
        skipped=tuple(Skipped(*pair) for pair in kept.get("skipped", ())),
        notes=tuple(kept.get("notes", ())),
        as_of=kept.get("as_of", ""),
        as_of_is_stated=kept.get("as_of_is_stated", False),
        is_page=kept.get("is_page", False),
        columns=kept.get("columns", {}),
    )


def _nothing(kind: Any) -> Any:
    """What a field of a row holds when the table says nothing."""
    origin = get_origin(kind)
    if origin is tuple:
        return ()
    return None if origin is UnionType else kind()


_NOTHING = {field.name: _nothing(field.type) for field in fields(StaffRow)}


def _filled(row: StaffRow) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, nothing in _NOTHING.items():
        value = getattr(row, name)
        if value != nothing and name not in _NOT_KEPT:
            kept[name] = [asdict(problem) for problem in value] if name == "problems" else value
    return kept


def _row(kept: dict[str, Any]) -> StaffRow:
    values = {**_NOTHING, **kept}
    for name, nothing in _NOTHING.items():
        if nothing == ():
            values[name] = tuple(values[name])
    values["problems"] = tuple(Problem(**problem) for problem in values["problems"])
    return StaffRow(**values)
