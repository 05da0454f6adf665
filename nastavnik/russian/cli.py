"""The command `nastavnik decline --kind names|positions FILE|-`: a CSV in, the same with cases out.

Reads UTF-8 (with or without BOM) or Windows-1251, comma or semicolon; writes UTF-8 with the same delimiter.
Works without Django and loads the dictionary of words only when a word needs it.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from .table import KINDS, Kind, UnusableTable, decline_table

USAGE = """Использование: nastavnik decline --kind names|positions ФАЙЛ
  --kind names      столбцы full_name и sex (ж или м)
  --kind positions  столбец nominative
  ФАЙЛ              таблица CSV; знак - значит стандартный ввод
К таблице добавляются столбцы genitive, dative, accusative, instrumental, prepositional;
строка, которую просклонять нельзя, получает причину в столбце problem.
"""


def main(argv: list[str]) -> int:
    """Run the command with the arguments after its name.

    Returns 0 also when single rows have problems, 1 for input that cannot be used, 2 for a wrong call; for
    1 and 2 a Russian sentence goes to the standard error.
    """
    if {"-h", "--help"} & set(argv):
        sys.stdout.write(USAGE)
        return 0
    try:
        kind, source = _arguments(argv)
    except ValueError as reason:
        sys.stderr.write(f"{reason}\n{USAGE}")
        return 2
    try:
        text = decline(kind, _lines(source))
    except UnusableTable as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    _write(text)
    return 0


def decline(kind: Kind, lines: Iterable[str]) -> str:
    """The declined table as the text of a CSV, with the delimiter of the input. Raises UnusableTable."""
    rows, delimiter = decline_table(kind, lines)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _arguments(argv: list[str]) -> tuple[Kind, str]:
    words = [part for word in argv for part in (word.split("=", 1) if word.startswith("--kind=") else [word])]
    if "--kind" not in words[:-1]:
        raise ValueError("Не указано, что склонять: --kind names или --kind positions.")
    place = words.index("--kind")
    kind = next((kind for kind in KINDS if kind == words[place + 1]), None)
    if kind is None:
        raise ValueError(f"Неизвестный вид «{words[place + 1]}»: возможны names и positions.")
    files = words[:place] + words[place + 2 :]
    if len(files) != 1 or (files[0].startswith("-") and files[0] != "-"):
        raise ValueError("Нужен ровно один файл (или знак - для стандартного ввода).")
    return kind, files[0]


def _lines(source: str) -> list[str]:
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except FileNotFoundError:
        raise UnusableTable(f"Файл «{source}» не найден: проверьте путь.") from None
    except OSError:
        raise UnusableTable(f"Файл «{source}» не открывается: проверьте, что это файл и читать его можно.") from None
    return list(io.StringIO(_decoded(content), newline=""))


def _decoded(content: bytes) -> str:
    """UTF-8, else Windows-1251; a file that mixes both is refused with the numbers of its lines."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or b"\x00" in content:
        raise UnusableTable("Это не таблица CSV: сохраните лист Excel как «CSV UTF-8» и повторите.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    mixed = [number for number, line in enumerate(content.splitlines(), 1) if _is_utf8_text(line)]
    if mixed:
        shown = ", ".join(map(str, mixed[:5])) + (" и далее" if len(mixed) > 5 else "")
        raise UnusableTable(
            f"В файле смешаны две кодировки: строки {shown} в UTF-8, остальные нет. Сохраните файл заново."
        )
    try:
        return content.decode("cp1251")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnusableTable(f"Кодировка файла не распознана, строка {line}: сохраните его в UTF-8.") from None


def _is_utf8_text(line: bytes) -> bool:
    """Is it a line with Russian letters in UTF-8? In Windows-1251 hardly any two words look so."""
    try:
        return not line.isascii() and bool(line.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _write(text: str) -> None:
    """In UTF-8 whatever the terminal says: the table is for a file or a pipe."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
