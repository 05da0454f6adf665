"""What `memory.py` does with lists, with arrays: these stand in its place in the compiled kernel."""

from typing import Any

import numpy as np


def numbers(count: int, value: int) -> Any:
    return np.full(count, value, np.int64)


def places(count: int, value: int) -> Any:
    return np.full(count, value, np.int32)


def ascending(values: Any) -> Any:
    return np.argsort(values, kind="mergesort")
