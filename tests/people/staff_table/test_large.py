"""Large tables: every row is read, memory stays bounded, more than the limit is refused in words."""

import subprocess
import sys

import pytest

from nastavnik.people.staff_table import StaffFileError, reader

from .making import DATA, csv_of, ods, read, xlsx

MEASURE = """
import resource, sys
from pathlib import Path
from nastavnik.people.staff_table import read_staff
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
table = read_staff(Path(sys.argv[1]))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(table.rows), (after - before) // 1024)
"""


def _rows(count):
    header = ["№", "Ф.И.О.", "Должность", "Категория", "Стаж", "Дата приёма", "E-mail"]
    surnames = ["Рогозина", "Сушкова", "Щёткина", "Быстрова", "Зайцева-Орлова"]
    given = ["Елена Павловна", "Ирина Олеговна", "Алёна Семёновна", "Вера Ильинична"]
    yield header
    for number in range(1, count + 1):
        name = f"{surnames[number % 5]} {given[number % 4]}"
        yield [number, name, "воспитатель", "первая", "12 лет 3 мес.", "01.09.2014", f"a{number}@ds.example"]


def _measured(path):
    result = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, cwd=DATA.parents[1], check=True
    )
    return map(int, result.stdout.split())


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module measures memory on Unix only")
def test_a_hundred_thousand_rows_are_read_within_bounded_memory(tmp_path):
    path = tmp_path / "большая.csv"
    path.write_bytes(csv_of(list(_rows(100_000))))
    count, megabytes = _measured(path)
    assert count == 100_000
    assert megabytes < 600


@pytest.mark.parametrize("write", [xlsx, ods, csv_of])
def test_a_table_of_thousands_of_rows_keeps_its_numbers(write):
    table = read(write(list(_rows(3000))))
    assert [row.row for row in table.rows] == list(range(2, 3002))
    assert table.rows[-1].emails == ("a3000@ds.example",)


def test_more_rows_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(reader, "MOST_ROWS", 50)
    with pytest.raises(StaffFileError, match="больше 50 сотрудников"):
        read(csv_of(list(_rows(51))))


def test_more_lines_than_the_limit_are_refused_before_reading():
    with pytest.raises(StaffFileError, match="строк, можно до 300000"):
        read(b"a\n" * 300_001)


def test_more_sheet_rows_than_the_limit_are_refused():
    with pytest.raises(StaffFileError, match="занята ячейка A100201"):
        read(xlsx([["Ф.И.О.", "Должность"], *([] for _ in range(100_199)), ["Рогозина Елена Павловна", "тьютор"]]))
