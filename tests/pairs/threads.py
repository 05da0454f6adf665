"""Many people at the same moment, each with a connection of their own, on a database that all of them share."""

import contextvars
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections

PATIENCE = 120  # seconds that a thread may take on a busy machine


class Crowd:
    """`crowd(20, act)` calls `act(n)` in twenty threads at once; `crowd.looks(read)` reads what has come of it."""

    def __call__(self, count: int, act: Callable[[int], Any]) -> list[Any]:
        """What each call returned, or the exception it raised, in the order of the threads."""
        outcomes: list[Any] = [None] * count
        gate = threading.Barrier(count)

        def one(number: int) -> None:
            try:
                connections["default"].ensure_connection()
                gate.wait(PATIENCE)
                outcomes[number] = act(number)
            except Exception as error:  # an outcome like any other: the test looks at it
                outcomes[number] = error
            finally:
                connections.close_all()

        threads = [
            threading.Thread(target=contextvars.copy_context().run, args=(one, number)) for number in range(count)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        return outcomes

    def looks(self, read: Callable[[], Any]) -> Any:
        """The answer of `read`, from the database of the crowd."""
        [answer] = self(1, lambda _number: read())
        if isinstance(answer, Exception):
            raise answer
        return answer


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """PostgreSQL is shared as it is; the tests' SQLite lies in memory, so it is copied into a file.

    The file is used as in production: WAL, immediate transactions, full synchronisation.
    """
    if connection.vendor != "sqlite":
        yield
        return
    path = folder / "shared.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    # as the server's first start does: changing to WAL wants the file alone and does not wait for its turn
    with closing(sqlite3.connect(path)) as first:
        first.execute("PRAGMA journal_mode=WAL")
    before = connections.settings["default"]
    connections.settings["default"] = {**before, "NAME": str(path)}
    try:
        yield
    finally:
        connections.settings["default"] = before
