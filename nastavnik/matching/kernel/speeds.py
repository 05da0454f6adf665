"""One source, two speeds: the functions of the kernel as they stand, or compiled by numba where it is there."""

import hashlib
import importlib
import os
import sys
import tempfile
import types
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

MODULES = ("state", "parts", "placing", "covering", "face", "ways", "route", "growing", "drawing", "proof")
PLAIN_UP_TO = 60_000  # candidates; below, reading the compiled code takes longer than the work
PLAIN = bool(os.environ.get("NASTAVNIK_PLAIN"))  # a wish of the administrator: nothing is compiled


class Kernel(types.SimpleNamespace):
    """The functions of the kernel by name; `given` and `small` bring numbers into the form they work on."""


def kernel_for(candidates: int) -> Kernel:
    """The faster of the two for a problem of this size; both give the same answer."""
    if PLAIN or candidates <= PLAIN_UP_TO:
        return plain()
    return compiled() or plain()


@cache
def plain() -> Kernel:
    """The functions as they stand, on lists."""
    found: dict[str, Any] = {}
    for name in ("memory", *MODULES):
        found.update(_functions(importlib.import_module(f"nastavnik.matching.kernel.{name}")))
    return Kernel(**found, given=_as_list, small=_as_list)


def _as_list(values: Any) -> list[int]:
    return values.tolist() if hasattr(values, "tolist") else list(values)


@cache
def compiled() -> Kernel | None:
    """The same functions compiled, on arrays; None without numba. The code is kept for the next process."""
    try:
        import numba
        import numpy as np  # numba needs it
    except ImportError:
        return None
    found: dict[str, Any] = {}
    spaces = []
    with cache_folder(Path(__file__).parent) as keeps:
        njit = numba.njit(cache=keeps, nogil=True)
        arrays = importlib.import_module("nastavnik.matching.kernel.arrays")
        found.update({key: njit(function) for key, function in _functions(arrays).items()})
        for name in MODULES:
            module = importlib.import_module(f"nastavnik.matching.kernel.{name}")
            space = dict(vars(module))
            spaces.append(space)
            for key, function in _functions(module).items():
                found[key] = njit(twin(function, space))
    for space in spaces:
        space.update({key: value for key, value in found.items() if key in space})
    return Kernel(
        **found,
        given=lambda values: np.asarray(values, np.int64),
        small=lambda values: np.asarray(values, np.int32),
    )


def _functions(module: types.ModuleType) -> dict[str, types.FunctionType]:
    return {
        key: value
        for key, value in vars(module).items()
        if isinstance(value, types.FunctionType) and value.__module__ == module.__name__
    }


def twin(function: types.FunctionType, space: dict[str, Any]) -> types.FunctionType:
    """The same code that finds the compiled functions where the original finds the plain ones."""
    found = types.FunctionType(function.__code__, space, function.__name__)
    found.__module__ = function.__module__
    found.__qualname__ = function.__qualname__
    return found


@contextmanager
def cache_folder(here: Path) -> Iterator[bool]:
    """A folder of its own for each state of the sources `here`: a function is not read back that calls an older one."""
    from numba.core import config

    stamp = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(here.glob("*.py")))).hexdigest()[:16]
    homes = [here / "__pycache__", Path(tempfile.gettempdir()) / f"nastavnik-{_user()}"]
    before = config.CACHE_DIR  # type: ignore[attr-defined]
    for home in homes:
        with suppress(OSError):
            folder = home / f"compiled-{sys.implementation.cache_tag}-{stamp}"
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK) and folder.stat().st_uid == _user():
                config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]
                try:
                    yield True
                finally:
                    config.CACHE_DIR = before  # type: ignore[attr-defined]
                return
    yield False


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
