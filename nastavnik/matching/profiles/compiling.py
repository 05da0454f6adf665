"""One source, two speeds: functions over whole numbers as they stand, or compiled where numba is installed.

NASTAVNIK_PLAIN in the environment keeps them as they stand: the answers are the same, only later. Nothing is
compiled, nor is the compiler loaded, before the first large number of people asks for it.
"""

import importlib
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar

from nastavnik.matching.kernel.speeds import PLAIN, cache_folder, twin

COMPILED = not PLAIN and find_spec("numba") is not None
MODULES = ("rules", "lots", "index", "sweep", "pricing", "sheet")

_options: dict[Any, dict[str, Any]] = {}
Function = TypeVar("Function", bound=Callable)


def compiled(function: Function) -> Function:
    """Marks a function that has a compiled twin."""
    _options[function] = {}
    return function


def small(function: Function) -> Function:
    """… and one that is called for every pair: it is compiled into its callers."""
    _options[function] = {"forceinline": True}
    return function


@cache
def twins() -> dict[Any, Callable]:
    """The compiled twin of each marked function; it calls the twins of those that the function calls."""
    import numba  # only where it is installed, and asked for

    found: dict[Any, Callable] = {}
    spaces = []
    with cache_folder(Path(__file__).parent) as keeps:
        for name in MODULES:
            module = importlib.import_module(f"nastavnik.matching.profiles.{name}")
            space = dict(vars(module))
            spaces.append(space)
            for function, options in _options.items():
                if function.__module__ == module.__name__:
                    found[function] = numba.njit(cache=keeps, **options)(twin(function, space))
    for space in spaces:
        marked = {key: value for key, value in space.items() if isinstance(value, FunctionType) and value in found}
        space.update({key: found[value] for key, value in marked.items()})
    return found
