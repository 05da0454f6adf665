"""The workbooks of the product's own banks are such tables; the command needs no database and makes none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nastavnik.banks.actions import export_bank
from nastavnik.banks.match_files.reading import read_bank
from tests.banks.match_files.tables import MENTORS, REQUESTS

ROOT = Path(__file__).parents[3]
CALLED = """
import sys
from nastavnik.config.cli import main
code = main(sys.argv[1:])
print(f"{code}, {'with' if 'nastavnik.config.settings' in sys.modules else 'without'} settings")
sys.exit(code)
"""


@pytest.mark.clause("4.4.5")
def test_the_own_banks_are_read_back(full_cast, tmp_path):
    for bank in ("mentees", "mentors"):
        content = export_bank(full_cast.organisation, bank, by=full_cast.user("curator"))
        (tmp_path / f"{bank}.xlsx").write_bytes(content)
    found = read_bank([(tmp_path / "mentees.xlsx", ""), (tmp_path / "mentors.xlsx", "")])
    mentees = {one.id: one for one in found.mentees}
    assert sorted(mentees) == ["Зайцева Полина Андреевна", "Ким Артём", "Мухаметзянова Алсу Ринатовна"]
    first = mentees["Зайцева Полина Андреевна"]
    assert (first.topics, first.position, first.experience_months, first.birth_year) == (
        ("Речевое развитие", "Взаимодействие с родителями"),
        "воспитатель",
        8,
        2002,
    )
    assert all(one.topics and one.capacity >= 1 for one in found.mentors)
    assert [remark.sentence for remark in found.remarks if "не понят" in remark.text] == []


def test_an_empty_data_folder_stays_empty(tmp_path):
    data = tmp_path / "data"
    command = [sys.executable, "-c", CALLED, "match", str(REQUESTS), str(MENTORS), "--out", str(tmp_path / "p.xlsx")]
    run = subprocess.run(command, env={**os.environ, "DATA": str(data)}, cwd=ROOT, capture_output=True, check=False)
    assert (run.returncode, run.stdout.decode().splitlines()[-1]) == (0, "0, without settings")
    assert not data.exists()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["p.xlsx"]
