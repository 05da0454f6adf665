"""Files that must not break anything: each is answered with a sentence that a person understands."""

import pytest

from nastavnik.people.staff_table import StaffFileError

from .making import DATA, by_row, codes, read

BAD = DATA / "bad"


def _refusal(name):
    with pytest.raises(StaffFileError) as caught:
        read(BAD / name)
    assert name in caught.value.sentence
    return caught.value.sentence


def test_a_text_table_that_calls_itself_xlsx_is_read_by_its_content():
    table = read(BAD / "01-wrong-extension.xlsx")
    assert table.kind == "csv"
    assert [row.name for row in table.rows] == ["Рогозина Елена Павловна", "Сушкова Ирина Олеговна"]


def test_an_empty_file_is_called_empty():
    assert _refusal("02-empty.csv").startswith("Файл «02-empty.csv» пуст.")


def test_a_header_with_nobody_under_it_is_refused():
    assert "под ним нет ни одного сотрудника" in _refusal("03-header-only.xlsx")


def test_a_second_table_with_another_header_is_read_by_its_own_header():
    table = read(BAD / "04-two-headers.xlsx")
    rows = by_row(table)
    assert list(rows) == [2, 3, 7, 8]
    assert (rows[7].name, rows[7].position, rows[7].special_months, rows[7].email) == (
        "Тюленев Марк Андреевич",
        "педагог-психолог",
        48,
        "tulenev@ds.example",
    )
    assert rows[2].total_months == 144
    assert any("В строке 6 начинается вторая таблица" in note for note in table.notes)
    assert [(each.row, each.reason) for each in table.skipped] == [(5, "заголовок раздела: «Специалисты»")]


def test_formulas_stay_texts_and_are_not_taken_for_names():
    rows = by_row(read(BAD / "05-formula-cells.xlsx"))
    assert rows[2].can_be_taken
    assert codes(rows[2]) == ["formula_without_value"]
    assert rows[3].surname == "=cmd|' /C echo test'!A0"
    assert not rows[3].can_be_taken
    assert "name_is_formula" in codes(rows[3])
    assert (rows[4].position, rows[4].email, rows[4].phone) == ("@SUM(1+1)", "", "+79000000000")
    assert codes(rows[4]) == ["post_is_formula", "email_is_phone"]
    assert (rows[5].surname, codes(rows[5])) == ("Ушакова", ["dash_removed"])


def test_a_post_of_five_thousand_letters_spoils_only_its_row():
    rows = by_row(read(BAD / "06-long-cell.xlsx"))
    assert rows[2].problems == ()
    assert not rows[3].can_be_taken
    assert rows[3].problems[0].sentence == (
        "Строка 3, столбец «Должность»: должность длиннее 1000 знаков (5000); сократите её."
    )


def test_lines_in_another_encoding_are_named():
    table = read(BAD / "07-mixed-encodings.csv")
    assert [row.name for row in table.rows] == ["Рогозина Елена Павловна"]
    (problem,) = table.problems
    assert (problem.code, problem.severity) == ("mixed_encodings", "error")
    assert problem.sentence.startswith("Строки 3–4 записаны в другой кодировке (UTF-8, а начало файла — Windows-1251)")


def test_blank_rows_are_passed_over_and_a_post_without_a_name_is_an_error():
    table = read(BAD / "08-rows-of-spaces.xlsx")
    rows = by_row(table)
    assert list(rows) == [2, 5, 6]
    assert (rows[6].position, rows[6].can_be_taken, codes(rows[6])) == ("воспитатель", False, ["name_missing"])
    assert table.skipped == ()


def test_two_spellings_of_one_person_are_asked_about_and_never_merged():
    rows = by_row(read(BAD / "09-duplicates-two-spellings.csv"))
    assert [row.same_person_as_row for row in rows.values()] == [None] * 10
    asked = {number: [code for code in codes(row) if code != "letters_mended"] for number, row in rows.items()}
    assert asked == {
        2: [], 3: ["likely_duplicate"], 4: [], 5: ["likely_duplicate"], 6: [], 7: ["likely_duplicate"],
        8: [], 9: ["likely_duplicate"], 10: [], 11: ["namesake"],
    }  # fmt: skip
    for number in (3, 5, 7, 9, 11):
        sentence = rows[number].problems[-1].sentence
        assert f"Строка {number}" in sentence
        assert f"{number - 1}" in sentence
    assert codes(rows[4]) == ["letters_mended"]
    assert rows[4].name == "Семенова Ольга Петровна"


def test_an_encrypted_workbook_is_refused_with_the_way_to_open_it():
    assert "защищён паролем" in _refusal("10-password.xlsx")


def test_a_page_without_microdata_is_refused_with_the_page_that_is_needed():
    sentence = _refusal("11-no-microdata.html")
    assert "teachingStaff" in sentence
    assert "/sveden/employees" in sentence


def test_lines_with_unbalanced_quotes_are_named_and_do_not_swallow_the_next():
    rows = by_row(read(BAD / "12-unbalanced-quotes.csv"))
    assert [row.name for row in rows.values()] == [
        "Рогозина Елена Павловна",
        "Сушкова Ирина Олеговна",
        "Тюленев Марк Андреевич",
        "Ушакова Вера Ильинична",
    ]
    assert [rows[number].can_be_taken for number in (2, 3, 4, 5)] == [True, False, True, False]
    assert rows[4].email == "tulenev@ds.example"
    assert rows[3].problems[0].sentence.startswith("Строка 3: кавычка открыта и не закрыта")
    assert rows[5].problems[0].sentence.startswith("Строка 5: кавычка посреди поля")
