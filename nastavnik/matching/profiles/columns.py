"""Columns of answers as they come in: checked, completed, and put in a fixed order."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any

from nastavnik.matching.model import fits_field
from nastavnik.matching.refusal import InputError

KINDS = {
    "topics": (tuple,),
    "wishes": (tuple,),
    "forms": (frozenset,),
    "hours": (frozenset,),
    "vetoes": (frozenset,),
    "id": (str,),
    "person": (str,),
    "distance_ok": (bool,),
    "capacity": (int,),
    "used": (int,),
    "waiting_days": (int,),
    "accepts_group": (int,),
    "experience_months": (int, type(None)),
    "birth_year": (int, type(None)),
}
TEXT = (str, type(None))


def checked(columns: Mapping[str, Sequence[Any]], kind: type, whom: str) -> dict[str, Sequence[Any]]:
    """A column for each field of `kind`, all as long as the ids; people by institution, then by id.

    So the answer does not hang on the order in which people came, and those who meet the most stand together.

    Raises InputError for a column nobody knows, of another length, or with a value of the wrong kind, and for an
    id that stands there twice.
    """
    known = {item.name: item for item in fields(kind)}
    if unknown := sorted(set(columns) - set(known)):
        raise InputError(f"В таблице {whom} неизвестный столбец «{unknown[0]}».")
    if "id" not in columns:
        raise InputError(f"В таблице {whom} нет столбца id: у каждого человека должен быть код.")
    count = len(columns["id"])
    found = {name: _column(item, columns.get(name), count, whom) for name, item in known.items()}
    _check(found, whom)
    for name in ("topics", "wishes"):
        once = {value: tuple(dict.fromkeys(value)) for value in set(found[name])}
        found[name] = [once[value] for value in found[name]]
    keys = list(zip((one or "" for one in found["institution"]), found["id"], strict=True))
    order = sorted(range(count), key=keys.__getitem__)
    return {name: [column[place] for place in order] for name, column in found.items()}


def _column(item: Field, given: Sequence[Any] | None, count: int, whom: str) -> list[Any]:
    if given is None:
        value = item.default if item.default is not MISSING else item.default_factory()  # type: ignore[misc,operator]
        return [value] * count
    values = given.tolist() if hasattr(given, "tolist") else list(given)
    if len(values) != count:
        raise InputError(f"В таблице {whom} столбец «{item.name}» другой длины: {len(values)} вместо {count}.")
    return values


def _check(columns: dict[str, list[Any]], whom: str) -> None:
    """Each value has its declared kind: a string given for a list would be read letter by letter."""
    ids = columns["id"]
    for name, column in columns.items():
        kinds = KINDS.get(name, TEXT)
        if not set(map(type, column)) <= set(kinds):
            place = next(place for place, value in enumerate(column) if type(value) not in kinds)
            _refuse(ids[place], name, column[place])
        bad = {value for value in set(column) if not fits_field(name, value)}
        if bad:
            place = next(place for place, value in enumerate(column) if value in bad)
            _refuse(ids[place], name, column[place])
    if len(set(ids)) < len(ids):
        seen: set[str] = set()
        twice = next(one for one in ids if one in seen or seen.add(one))  # type: ignore[func-returns-value]
        raise InputError(f"Код «{twice}» стоит в списке {whom} дважды: оставьте одну запись.")


def _refuse(key: object, name: str, value: object) -> None:
    raise InputError(f"Запись «{key}»: поле {name} содержит недопустимое значение {value!r:.60}.")
