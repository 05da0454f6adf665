"""`nastavnik staff-check FILE [--json]`: what the product would understand of a staff table, without a server."""

import argparse
import json
import sys
from pathlib import Path
from typing import NoReturn

from .model import StaffFileError
from .reader import read_staff
from .report import as_data, as_text

READ, REFUSED = 0, 2


class _Parser(argparse.ArgumentParser):
    """Speaks Russian where the user errs."""

    def error(self, message: str) -> NoReturn:
        raise StaffFileError("Укажите файл: nastavnik staff-check ФАЙЛ [--json] [--sheet ЛИСТ]")


def main(argv: list[str]) -> int:
    """0 when the file could be read (problems of rows included), 2 when it is refused."""
    _speak_utf8()
    wants_json = "--json" in argv
    try:
        arguments = _parser().parse_args(argv)
        table = read_staff(Path(arguments.file), sheet=arguments.sheet)
    except StaffFileError as refusal:
        if wants_json:
            _print_json({"error": refusal.sentence, "rows": []})
        sys.stderr.write(refusal.sentence + "\n")
        return REFUSED
    if arguments.json:
        _print_json(as_data(table))
    else:
        for line in as_text(table):
            sys.stdout.write(line + "\n")
    return READ


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="nastavnik staff-check",
        description="Показывает, как понята таблица сотрудников (.xlsx, .ods, .xls, .csv, страница сайта).",
        add_help=False,
    )
    parser.add_argument("file", metavar="ФАЙЛ", help="таблица или сохранённая страница сайта")
    parser.add_argument("--json", action="store_true", help="вывести JSON")
    parser.add_argument("--sheet", default="", metavar="ЛИСТ", help="имя листа, если сотрудники на нескольких листах")
    parser.add_argument("-h", "--help", action="help", help="показать эту подсказку")
    return parser


def _print_json(data: object) -> None:
    json.dump(data, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _speak_utf8() -> None:
    """A console of another encoding must neither fail nor garble: UTF-8 is what other programs expect."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
