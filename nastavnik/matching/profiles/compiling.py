"""One source, two speeds: functions over whole numbers as they stand, or compiled where numba is installed.

NASTAVNIK_PLAIN in the environment keeps them as they stand: the answers are the same, only later.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nastavnik.matching.kernel.speeds import PLAIN

COMPILED = not PLAIN and find_spec("numba") is not None


def compiled(function: Callable) -> Callable:
    return _jit(function, {}) if COMPILED else function


def small(function: Callable) -> Callable:
    """One that is called for every pair: it is compiled into its callers."""
    return _jit(function, {"forceinline": True}) if COMPILED else function


def _jit(function: Callable, options: dict) -> Callable:
    import numba  # only where it is installed
    from numba.core import config as numba_config

    config: Any = numba_config

    before, folder = config.CACHE_DIR, _folder()
    config.CACHE_DIR = folder or before
    try:
        return numba.njit(cache=folder is not None, **options)(function)
    finally:
        config.CACHE_DIR = before


@cache
def _folder() -> str | None:
    """Where compiled code is kept for the next process; None: nowhere can be written.

    One folder for each state of the sources: numba would read a function back whose callee has changed since.
    """
    here = Path(__file__).parent
    stamp = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(here.glob("*.py")))).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else 0
    for home in (here / "__pycache__", Path(tempfile.gettempdir()) / f"nastavnik-{user}"):
        with suppress(OSError):
            folder = home / f"compiled-{sys.implementation.cache_tag}-{stamp}"
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK) and folder.stat().st_uid == user:
                return str(folder)
    return None
