"""One process for one kindergarten: prepares the database, serves with waitress, does the work of each day."""

import argparse
import contextlib
import os
import socket
import sys


def main(arguments: list[str]) -> int:
    """Serve on PORT (8000) of HOST (127.0.0.1); the last line says where to look. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="nastavnik serve")
    parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--threads", type=int, default=8)
    options = parser.parse_args(arguments)
    if _taken(options.host, options.port):
        print(  # noqa: T201
            f"Порт {options.port} уже занят: остановите прежний запуск или укажите другой, "
            f"например PORT={options.port + 1}.\n"
            f"Port {options.port} is taken: stop the earlier run or choose another.",
            file=sys.stderr,
        )
        return 1

    import django

    django.setup()
    from django.core.management import call_command

    from nastavnik.config.assets import build

    build()
    call_command("migrate", interactive=False, verbosity=0)

    from waitress.server import create_server

    from nastavnik.config.daily import Daily
    from nastavnik.config.wsgi import application

    server = create_server(
        application, host=options.host, port=options.port, threads=options.threads,
        max_request_body_size=64 * 1024 * 1024, ident=None,
    )  # fmt: skip
    print(f"Наставник открыт: http://{options.host}:{options.port}/", flush=True)  # noqa: T201
    daily = Daily()
    daily.start()
    with contextlib.suppress(KeyboardInterrupt):
        server.run()
    daily.stop()
    return 0


def _taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0
