"""One source, two speeds: functions over whole numbers as they stand, or compiled where numba is installed.

NASTAVNIK_PLAIN=1 in the environment keeps them as they stand: the answers are the same, only later.
"""

import os
from collections.abc import Callable
from importlib.util import find_spec

COMPILED = not os.environ.get("NASTAVNIK_PLAIN") and find_spec("numba") is not None


def compiled(function: Callable) -> Callable:
    return _jit(function, {}) if COMPILED else function


def small(function: Callable) -> Callable:
    """One that is called for every pair: it is compiled into its callers."""
    return _jit(function, {"forceinline": True}) if COMPILED else function


def _jit(function: Callable, options: dict) -> Callable:
    import numba  # only where it is installed

    return numba.njit(cache=True, **options)(function)
