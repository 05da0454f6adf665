"""A PostgreSQL server of the tests' own: a cluster in a temporary folder, on a free port, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def server_programs() -> Path | None:
    """The folder of initdb and pg_ctl, or None when this machine has no PostgreSQL server."""
    found = shutil.which("initdb")
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    path = candidates[0] if candidates else Path(found).resolve() if found else None
    return path.parent if path else None


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server; yields the DATABASE_URL of an empty database on it."""
    programs = server_programs()
    assert programs is not None, "look with server_programs() first"
    folder = Path(tempfile.mkdtemp(prefix="nastavnik-pg-"))
    data, port = folder / "data", _free_port()
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    try:
        _run([programs / "initdb", "-D", data, "-U", "nastavnik", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"])
        _run([programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
        try:
            yield f"postgres://nastavnik@127.0.0.1:{port}/postgres"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
