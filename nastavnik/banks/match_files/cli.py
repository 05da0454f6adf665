"""`nastavnik match FILE… --out PAIRS.xlsx`: proposed pairs from tables of mentees and mentors, without a server."""

import argparse
import datetime
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from nastavnik.banks.match_files.json_files import JsonBank, read_json, write_json
from nastavnik.banks.match_files.matching import TIE_KEY, Outcome, match_bank, read_weights
from nastavnik.banks.match_files.model import MENTEE, MENTOR, Bank, MatchFileError, Person, Remark, Source
from nastavnik.banks.match_files.people import bank_of
from nastavnik.banks.match_files.reading import read_table
from nastavnik.banks.match_files.saving import save
from nastavnik.banks.match_files.tables import read_file
from nastavnik.banks.match_files.workbook import write_workbook
from nastavnik.matching import DEFAULT, EngineFault, InputError, Weights
from nastavnik.russian.numerals import plural

DONE, FAULT, REFUSED, INTERRUPTED = 0, 1, 2, 130
SHOWN_REMARKS = 12
QUIET_SECONDS = 3.0
USAGE = (
    "nastavnik match ФАЙЛ [ФАЙЛ…] --out ПАРЫ.xlsx|ПАРЫ.json [--mentees ФАЙЛ] [--mentors ФАЙЛ] "
    "[--weights topics=40,hours=0] [--tie-key СЛОВО] [--as-of 2026-09-14]"
)


def main(argv: Sequence[str]) -> int:
    """0: the file is written; 1: a fault of the program; 2: refused with a sentence; 130: interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    previous = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _run(_arguments(argv))
    except MatchFileError as refusal:
        return _say(refusal.sentence, REFUSED)
    except EngineFault as fault:
        return _say(f"Ответ не доказан, поэтому не выдан: {fault} Сообщите об этом разработчикам.", FAULT)
    except KeyboardInterrupt:
        return _say("\nПрервано: файл с парами не записан, прежний остался как был.", INTERRUPTED)
    finally:
        signal.signal(signal.SIGTERM, previous)


def _run(given: argparse.Namespace) -> int:
    out = Path(given.out)
    files = [(Path(each), "") for each in given.files]
    files += [(Path(each), MENTEE) for each in given.mentees] + [(Path(each), MENTOR) for each in given.mentors]
    if not files:
        raise MatchFileError(f"Укажите файл с наставниками и наставляемыми: {USAGE}")
    if not given.out:
        raise MatchFileError(f"Не сказано, куда записать пары: добавьте --out ПАРЫ.xlsx. Пишите так:\n  {USAGE}")
    if out.suffix.lower() not in (".xlsx", ".json"):
        raise MatchFileError(f"Пары записываются в .xlsx или .json, а не в «{out.name}».")
    if any(path.resolve() == out.resolve() for path, _ in files):
        raise MatchFileError(f"Файл «{out.name}» указан и для чтения, и для записи: назовите другой в --out.")
    progress = _Progress()
    outcome = _matched(files, given, progress)
    progress("writing", 0, 1)
    if out.suffix.lower() == ".json":
        save(out, lambda path: write_json(outcome, path))
    else:
        save(out, lambda path: write_workbook(outcome, path))
    progress.end()
    _report(outcome, out)
    return DONE


def _matched(files: list[tuple[Path, str]], given: argparse.Namespace, progress: "_Progress") -> Outcome:
    people: list[Person] = []
    remarks: list[Remark] = []
    sources: list[Source] = []
    told: list[JsonBank] = []
    for place, (path, side) in enumerate(files):
        progress("reading", place, len(files))
        data = read_file(path)
        if path.suffix.lower() == ".json" or data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
            told.append(read_json(data, path.name, remarks))
            people += told[-1].people
        else:
            found, read = read_table(data, path.name, side, remarks)
            people += found
            sources += read
    as_of = given.as_of or next((each.as_of for each in told if each.as_of), None)
    excluded = [pair for each in told for pair in each.excluded]
    bank: Bank = bank_of(people, remarks, sources, excluded=excluded, as_of=as_of)
    weights = read_weights(given.weights, _weights_of(told))
    tie_key = given.tie_key or next((each.tie_key for each in told if each.tie_key), TIE_KEY)
    return match_bank(bank, weights, tie_key, progress)


def _weights_of(told: list[JsonBank]) -> Weights:
    try:
        return Weights(**{**DEFAULT.__dict__, **{key: value for each in told for key, value in each.weights.items()}})
    except InputError as error:
        raise MatchFileError(str(error)) from error


def _report(outcome: Outcome, out: Path) -> None:
    found, remarks = outcome.round, outcome.bank.remarks
    for remark in remarks[:SHOWN_REMARKS]:
        sys.stderr.write(f"! {remark.sentence}\n")
    if len(remarks) > SHOWN_REMARKS:
        where = "на листе «Замечания»" if out.suffix.lower() == ".xlsx" else "в разделе remarks"
        sys.stderr.write(f"! … и ещё {len(remarks) - SHOWN_REMARKS}: все {where}.\n")
    mentees, mentors = len(outcome.instance.mentees), len(outcome.instance.mentors)
    sys.stdout.write(
        f"Наставляемых {mentees}, наставников {mentors}: {plural(len(found.pairs), 'пара', 'пары', 'пар')}, "
        f"без наставника {len(found.unmatched)}. Доказано, что лучше нельзя. Записано: {out}\n"
    )


class _Progress:
    """One line on the error stream: at once on a terminal, elsewhere only when the run is long."""

    STAGES = {
        "reading": "Чтение файлов",
        "candidates": "Кто кому подходит",
        "pairs": "Пары",
        "proof": "Доказательство",
        "explanations": "Объяснения",
        "writing": "Запись",
    }

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()
        self.live = sys.stderr.isatty()
        self.shown = False

    def __call__(self, stage: str, done: int, everything: int) -> None:
        now = time.monotonic()
        if now - self.last < (0.2 if self.live else QUIET_SECONDS):
            return
        self.last = now
        share = f" {100 * done // everything} %" if everything > 1 else ""
        line = f"{self.STAGES.get(stage, stage)}{share}, прошло {now - self.began:.0f} с"
        sys.stderr.write(f"\r{line:<60}" if self.live else line + "\n")
        sys.stderr.flush()
        self.shown = True

    def end(self) -> None:
        if self.live and self.shown:
            sys.stderr.write("\r" + " " * 60 + "\r")


class _Parser(argparse.ArgumentParser):
    """Speaks Russian where the user errs."""

    def error(self, message: str) -> NoReturn:
        unclear = message.partition(": ")[2]
        raise MatchFileError(f"Команда не понята{f': {unclear}' if unclear else ''}. Пишите так:\n  {USAGE}")


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(prog="nastavnik match", usage=USAGE, add_help=False, description=_DESCRIPTION)
    parser.add_argument("files", nargs="*", metavar="ФАЙЛ", help="таблицы .xlsx, .ods, .xls, .csv или .json")
    parser.add_argument("--out", default="", metavar="ПАРЫ", help="куда записать: .xlsx или .json")
    parser.add_argument("--mentees", action="append", default=[], metavar="ФАЙЛ", help="в этом файле наставляемые")
    parser.add_argument("--mentors", action="append", default=[], metavar="ФАЙЛ", help="в этом файле наставники")
    parser.add_argument("--weights", default="", metavar="ВЕСА", help="например topics=40,hours=0")
    parser.add_argument("--tie-key", "--seed", default="", metavar="СЛОВО", help="ключ жребия между равными")
    parser.add_argument("--as-of", type=_day, metavar="ДЕНЬ", help="на какой день считать ожидание")
    parser.add_argument("-h", "--help", action="help", help="показать эту подсказку")
    return parser.parse_args(list(argv))


_DESCRIPTION = (
    "Предлагает пары наставников и наставляемых по таблицам: два листа, два файла или одна таблица со столбцом «Роль». "
    "Ни сервер, ни база данных не нужны, никуда ничего не отправляется."
)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise MatchFileError(f"«{text}» — не день. Пишите так: 2026-09-14.") from None


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(sentence + "\n")
    return code
