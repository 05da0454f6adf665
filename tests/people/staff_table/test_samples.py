"""The sample tables of five kindergartens against what a careful reader gets from them."""

import csv
from itertools import groupby

import pytest

from nastavnik.people.staff_table.model import CATEGORY_WORDS

from .making import DATA, by_row, read

with (DATA / "staff-expected.csv").open(encoding="utf-8", newline="") as expected_file:
    EXPECTED = {name: list(rows) for name, rows in groupby(csv.DictReader(expected_file), lambda row: row["file"])}


def _months(months, under_year):
    if under_year:
        return "<12"
    return "" if months is None else str(months)


def _as_expected(row):
    return {
        "surname": row.surname,
        "first_name": row.first_name,
        "patronymic": row.patronymic,
        "position": row.position,
        "category": CATEGORY_WORDS[row.category],
        "total_months": _months(row.total_months, row.total_under_year),
        "special_months": _months(row.special_months, row.special_under_year),
        "hired_on": row.hired_on,
        "email": row.email,
        "same_person_as_row": str(row.same_person_as_row or ""),
    }


@pytest.mark.clause("4.4.2", "4.4.5")
@pytest.mark.parametrize("name", EXPECTED)
def test_every_field_of_every_row_of_the_samples_is_read(name):
    rows = by_row(read(DATA / name))
    expected = {int(row["row"]): row for row in EXPECTED[name]}
    assert rows.keys() == expected.keys()
    for number, row in rows.items():
        wanted = {key: value for key, value in expected[number].items() if key not in ("file", "row", "remark")}
        assert _as_expected(row) == wanted, number


def test_remarks_in_the_cell_of_the_post_are_told_apart():
    rows = by_row(read(DATA / "staff-kindergarten.xlsx"))
    told = {number: (row.employment, row.rate, row.on_leave, row.remark) for number, row in rows.items()}
    assert told[21] == ("main", "1", False, "1,0 ст.")
    assert told[26] == ("main", "", True, "декр. отпуск")
    assert told[29] == ("external", "0.5", False, "внешн. совм., 0,5 ст.")
    assert told[33] == ("internal", "0.5", False, "внутр. совм., 0,5 ст.")
    assert told[9] == ("main", "", False, "куратор наставничества")
    assert told[10] == ("main", "", False, "")


def test_the_workbook_is_read_from_the_sheet_of_people_and_says_what_it_passed_over():
    table = read(DATA / "staff-kindergarten.xlsx")
    assert (table.kind, table.sheet, table.header_row, table.as_of) == ("xlsx", "Педагоги", 6, "2026-09-01")
    assert table.columns["total_experience"] == "Стаж работы: общий"
    assert table.columns["hired_on"] == "Дата приёма на работу"
    assert [(each.row, each.reason.split(":")[0]) for each in table.skipped] == [
        (7, "номера столбцов"),
        (35, "итог"),
        (37, "подпись или пометка"),
        (39, "подпись или пометка"),
    ]
    assert table.notes == (
        "Лист «Вакансии» пропущен: таблицы сотрудников на нём нет.",
        "Лист «Лист3» пропущен: таблицы сотрудников на нём нет.",
    )
    assert table.problems == ()


def test_only_what_is_doubtful_in_the_workbook_is_questioned():
    rows = by_row(read(DATA / "staff-kindergarten.xlsx"))
    assert {number: [p.code for p in row.problems] for number, row in rows.items() if row.problems} == {
        15: ["date_incomplete"],
        24: ["email_several"],
    }
    assert rows[24].emails == ("ryabyh@ryabinka7.example", "kristina.r@ryabinka7.example")
    assert rows[24].problems[0].sentence == (
        "Строка 24, столбец «Электронная почта»: несколько адресов; взят первый, ryabyh@ryabinka7.example. "
        "Если нужен другой, поставьте его первым."
    )


def test_namesakes_are_asked_about_and_not_merged():
    row = by_row(read(DATA / "staff-utf8.csv"))[15]
    assert row.same_person_as_row is None
    assert [problem.code for problem in row.problems] == ["namesake"]
    assert "есть и в строке 14" in row.problems[0].sentence


def test_the_page_passes_over_comments_scripts_and_the_hidden_template():
    table = read(DATA / "staff-site.html")
    assert table.kind == "html"
    assert len(table.rows) == 23
    assert not {"Уволенная", "Шаблон"} & {row.surname for row in table.rows}


def test_education_and_telephones_come_along():
    rows = by_row(read(DATA / "staff-cp1251.csv"))
    assert rows[4].phone == "+79000000103"
    assert [rows[number].education_level for number in (2, 4)] == ["higher", "secondary_professional"]
    assert by_row(read(DATA / "staff-kindergarten.xlsx"))[19].education_level == "student"
