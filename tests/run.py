"""Runs the whole suite: first what needs no browser on all cores, then the journeys; says what was skipped.

What a machine lacks is skipped with one line; under CI=true a skip is a failure (see conftest.py).
"""

import os
import subprocess
import sys


def main() -> int:
    """The exit code of the first part that fails, else 0."""
    command = [sys.executable, "-m", "pytest", "-q"]
    workers = ["-n", str(min(4, os.cpu_count() or 1))]
    parts = [[*command, *workers, "-m", "not browser"], [*command, "-m", "browser"]]
    return max(subprocess.call([*part, *sys.argv[1:]]) for part in parts)


if __name__ == "__main__":
    raise SystemExit(main())
