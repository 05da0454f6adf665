"""English is complete: every Russian text of the code has its translation, with the same placeholders."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.conftest import lacking

PACKAGE = Path(__file__).resolve().parents[2] / "nastavnik"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def texts() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_every_text_is_translated(texts):
    assert [entry.msgid for entry in texts if not entry.translated() or entry.fuzzy] == []


def test_placeholders_are_the_same_in_both_languages(texts):
    for entry in texts:
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            if said:
                assert placeholders(said) <= placeholders(entry.msgid) | placeholders(entry.msgid_plural), entry.msgid
        if entry.msgstr:
            assert placeholders(entry.msgid) <= placeholders(entry.msgstr), entry.msgid


def test_no_russian_letter_is_left_in_a_translation(texts):
    left = [entry.msgid for entry in texts if re.search("[а-яё]", entry.msgstr.casefold())]
    assert left == []


def test_the_catalogue_has_every_text_of_the_code(tmp_path, texts):
    """Collected anew in a copy, so that nothing of the checkout changes."""
    if not shutil.which("xgettext"):
        lacking("xgettext", "пакет gettext")
    copy = tmp_path / "nastavnik"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "static"))
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "-l",
        "en",
        "--no-location",
        "--no-wrap",
        "--no-obsolete",
    ]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    collected = polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    known = {(entry.msgctxt, entry.msgid) for entry in texts}
    assert {(entry.msgctxt, entry.msgid) for entry in collected} - known == set()


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w+\}", text))
