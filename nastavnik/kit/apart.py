"""One after another, each for itself: a fault with one does not stop the others (1.4/7)."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

log = logging.getLogger("nastavnik.apart")
Thing = TypeVar("Thing")


class SomeFailedError(Exception):
    """All have been tried; `done` acts came about, `faults` did not and stand in the log."""

    def __init__(self, done: int, faults: int) -> None:
        super().__init__(f"{faults} failed, {done} done")
        self.done, self.faults = done, faults


def each_apart(things: Iterable[Thing], act: Callable[[Thing], object]) -> int:
    """Do the act with each, and count those that it says yes of (anything but a false value).

    Each act has its own transaction. Raises SomeFailedError when all have been tried and some have failed.
    """
    done = faults = 0
    for thing in things:
        try:
            done += bool(act(thing))
        except Exception:
            faults += 1
            log.exception("%s: %s", getattr(act, "__qualname__", act), getattr(thing, "pk", thing))
    if faults:
        raise SomeFailedError(done, faults)
    return done
