"""Runs the whole suite in three parts and says in one line what this machine lacks.

1. all tests without a browser, on SQLite, on all cores;
2. the tests that touch the database again, on a PostgreSQL server of their own;
3. the journeys in a real browser, on SQLite, and the whole year once more on PostgreSQL.

What is missing (PostgreSQL, Chromium …) is skipped with a line; under CI=true that is a failure.
"""

import os
import subprocess
import sys
from contextlib import nullcontext

from tests.postgres import running_server, server_programs

PLAIN = ("tests/russian", "tests/matching", "tests/papers", "tests/people/staff_table", "tests/kit/ui")
"""Rooms that no database is asked in: their tests say nothing new on a second one."""

PAGES = ("test_views*.py", "test_papers*.py", "test_forms_views.py", "test_rules.py", "test_example.py", "test_walk.py")
"""Tests of pages, papers and rules, and the long walks: what they ask of a database the tests of acts ask of both."""


def main() -> int:
    """The exit code of the first part that fails, else 0. Arguments go to pytest (then one part only)."""
    if sys.argv[1:]:
        return pytest(*sys.argv[1:])
    workers = ("-n", str(min(4, os.cpu_count() or 1)))
    failed = pytest(*workers, "-m", "not browser and not postgres")
    has_server = server_programs() is not None
    if not has_server:
        failed = lacks("сервера PostgreSQL", "postgresql") or failed
    with running_server() if has_server else nullcontext() as url:
        if url:
            others = [f"--ignore={folder}" for folder in (*PLAIN, "tests/house", "tests/journeys", "tests/documents")]
            others += [f"--ignore-glob=tests/*/{pages}" for pages in PAGES]
            failed = pytest(*workers, "-m", "not browser", *others, DATABASE_URL=url) or failed
        failed = pytest("-m", "browser") or failed
        if url:
            failed = pytest("-m", "browser", "tests/journeys/test_year.py", DATABASE_URL=url) or failed
    return failed


def pytest(*arguments: str, **environment: str) -> int:
    """One run of pytest; what it prints goes to the terminal."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    return subprocess.call(command, env={**os.environ, **environment})


def lacks(what: str, install: str) -> int:
    """Say what is missing and what to install; a failure where nothing may be missing."""
    print(f"ПРОПУЩЕНО: нет {what}; установите {install}.", flush=True)
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    raise SystemExit(main())
