"""Dataclasses of this room to plain JSON values and back, so that a round can be kept as a record (1.4/5)."""

import types
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from nastavnik.matching.refusal import InputError


def to_plain(value: Any) -> Any:
    """Dicts, lists and simple values; sets become sorted lists, so that equal things look equal."""
    if is_dataclass(value):
        return {item.name: to_plain(getattr(value, item.name)) for item in fields(value) if item.init}
    if isinstance(value, dict):
        return {key: to_plain(one) for key, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(to_plain(one) for one in value)
    if isinstance(value, (list, tuple)):
        return [to_plain(one) for one in value]
    return value


def from_plain(kind: Any, value: Any) -> Any:
    """The value of `kind` (a dataclass or a type annotation) that `to_plain` turned into `value`.

    Raises InputError when the value has another shape.
    """
    if is_dataclass(kind):
        return _dataclass(kind, value)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in inside:
            return None
        return from_plain(next(one for one in inside if one is not type(None)), value)
    if origin in (tuple, frozenset):
        return _sequence(origin, inside, value)
    if origin is dict:
        _expect(isinstance(value, dict), kind, value)
        return {from_plain(inside[0], key): from_plain(inside[1], one) for key, one in value.items()}
    _expect(type(value) is kind, kind, value)
    return value


def _dataclass(kind: Any, value: Any) -> Any:
    _expect(isinstance(value, dict), kind, value)
    hints = get_type_hints(kind)
    known = {item.name for item in fields(kind) if item.init}
    if unknown := sorted(set(value) - known):
        raise InputError(f"Запись подбора: неизвестное поле «{unknown[0]}» в {kind.__name__}.")
    try:
        return kind(**{name: from_plain(hints[name], one) for name, one in value.items()})
    except TypeError as error:
        raise InputError(f"Запись подбора: в {kind.__name__} не хватает полей ({error}).") from error


def _sequence(origin: type, inside: tuple, value: Any) -> Any:
    _expect(isinstance(value, list), origin, value)
    if origin is tuple and inside[-1] is not Ellipsis:
        _expect(len(value) == len(inside), origin, value)
        return tuple(from_plain(kind, one) for kind, one in zip(inside, value, strict=True))
    return origin(from_plain(inside[0], one) for one in value)


def _expect(holds: bool, kind: Any, value: Any) -> None:
    if not holds:
        raise InputError(f"Запись подбора повреждена: вместо {getattr(kind, '__name__', kind)} стоит {value!r:.60}.")
