"""The command `nastavnik`.

    nastavnik serve            set up the database and serve the product
    nastavnik due              do what falls due today and remind those whose turn it is
    nastavnik staff-check FILE read a staff table without a server
    nastavnik decline --kind names|positions FILE
                               put names or positions into grammatical cases
    nastavnik match FILE… --out PAIRS.xlsx
                               propose pairs from tables of mentees and mentors
    nastavnik assets           make fonts and translations (once, at set-up)
    nastavnik …                any other command of the framework (migrate, shell, …)

Commands that need no database start without the framework, so that they answer at once.
"""

import os
import sys


def staff_check(arguments: list[str]) -> int:
    from nastavnik.people.staff_table.cli import main as staff_table_main

    return staff_table_main(arguments)


def decline(arguments: list[str]) -> int:
    from nastavnik.russian.cli import main as russian_main

    return russian_main(arguments)


def match(arguments: list[str]) -> int:
    from nastavnik.banks.match_files.cli import main as match_main

    return match_main(arguments)


def assets(arguments: list[str]) -> int:
    from nastavnik.config.assets import build

    build()
    return 0


def serve(arguments: list[str]) -> int:
    from nastavnik.config.serve import main as serve_main

    return serve_main(arguments)


WITHOUT_FRAMEWORK = {"staff-check": staff_check, "decline": decline, "match": match, "assets": assets, "serve": serve}


def main(argv: list[str] | None = None) -> int:
    """Dispatch; returns the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nastavnik.config.settings")
    if arguments and arguments[0] in WITHOUT_FRAMEWORK:
        return WITHOUT_FRAMEWORK[arguments[0]](arguments[1:])
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)  # noqa: T201  the answer of a command
        return 0
    from django.core.management import execute_from_command_line

    execute_from_command_line(["nastavnik", *arguments])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
