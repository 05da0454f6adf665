"""The same mistake is not possible twice."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from nastavnik.desk.events import EVENTS
from nastavnik.kit.lifecycle import Lifecycle

CHECKOUT = Path(__file__).resolve().parents[2]
MODULES = [path for path in sorted((CHECKOUT / "nastavnik").rglob("*.py")) if "migrations" not in path.parts]


def test_time_comes_from_the_clock_of_the_kit():
    for path in MODULES:
        if path.name == "clock.py":
            continue
        text = path.read_text(encoding="utf-8")
        found = re.search(r"(?<![\w.])date\.today\(\)|datetime\.now\(|(?<!clock\.)timezone\.now\(\)", text)
        assert not found, f"{path}: {found.group() if found else ''}"


@pytest.mark.clause("4.4.5")
def test_only_matching_reads_the_key_between_people_and_answers():
    allowed = {"matching.py", "models.py"}
    for path in MODULES:
        if path.parent.name == "surveys" and path.name in allowed:
            continue
        assert "ResponseKey" not in path.read_text(encoding="utf-8"), path


def test_every_event_of_the_journal_has_words():
    import_module("nastavnik.config.urls")  # all rooms, whichever tests have run before: the registry is then whole
    said = {move.event for lifecycle in Lifecycle.registry for move in lifecycle.moves}
    for path in MODULES:
        said |= set(re.findall(r"journal\.record\(\s*\"(\w+)\"", path.read_text(encoding="utf-8")))
    assert said - EVENTS.keys() == set()


def test_every_move_has_an_action_that_makes_it():
    text = "\n".join(path.read_text(encoding="utf-8") for path in MODULES if "states" not in path.name)
    for lifecycle in Lifecycle.registry:
        for move in lifecycle.moves:
            # named, or chosen before, or handed to a helper of the room that advances
            name = f'"{move.name}"'
            made = rf"\.advance\(\s*[\w.]+,\s*{name}|\bmove = .*{name}|freeze_text\(\w+, {name}"
            assert re.search(made, text), f"{lifecycle.name}: {move.name}"


def test_requirement_files_hold_only_pins_hashes_and_comments():
    line = re.compile(
        r"^(#.*|[a-z0-9._-]+(\[[a-z0-9_,-]+\])?==[^\s;]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|)$"
    )
    for path in (CHECKOUT / "requirements").glob("*.txt"):
        for number, text in enumerate(path.read_text().splitlines(), start=1):
            assert line.match(text), f"{path.name}:{number}: {text}"


def test_modules_stay_small():
    """House, chapter 7: past 400 lines a newcomer loses the way."""
    long = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {path: lines for path, lines in long.items() if lines > 400} == {}
