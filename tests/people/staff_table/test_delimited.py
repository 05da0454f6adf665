"""Tables as text: encodings, delimiters, quotation marks, lines that do not fit."""

import pytest

from nastavnik.people.staff_table import StaffFileError

from .making import by_row, codes, csv_of, only, read

ROWS = [
    ["Ф.И.О.", "Должность", "Стаж", "Курсы"],
    ["Рогозина Елена Павловна", "воспитатель", "6,5", "ФОП ДО, 72 ч.; 2024 | 2025"],
    ["Щёткина Алёна Семёновна", "учитель-логопед", "12 лет", 'МБДОУ "Рябинка"\nвторая строка'],
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8_r", "cp866", "mac_cyrillic"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_table_is_read_in_every_encoding_with_every_delimiter(encoding, delimiter, end):
    table = read(csv_of(ROWS, delimiter=delimiter, encoding=encoding, end=end))
    rows = by_row(table)
    assert table.kind == "csv"
    assert [rows[2].name, rows[3].name] == ["Рогозина Елена Павловна", "Щёткина Алёна Семёновна"]
    assert [rows[2].total_months, rows[3].total_months] == [78, 144]
    assert rows[3].training == 'МБДОУ "Рябинка"; вторая строка'
    assert rows[2].problems == rows[3].problems == ()


def test_a_row_of_several_lines_counts_as_one_row():
    data = csv_of([ROWS[0], ROWS[2], [], ROWS[1]])
    assert [row.row for row in read(data).rows] == [2, 4]


def test_the_line_of_excel_that_names_the_delimiter_is_passed_over():
    table = read(b"sep=;\r\n" + csv_of(ROWS))
    assert (table.header_row, [row.row for row in table.rows]) == (2, [3, 4])


def test_title_lines_without_delimiters_do_not_mislead():
    table = read("Список педагогов, по состоянию на 01.09.2026\n\n".encode() + csv_of(ROWS))
    assert (table.header_row, table.as_of, len(table.rows)) == (3, "2026-09-01", 2)


def test_a_delimiter_inside_a_field_without_quotes_is_an_error_of_that_row():
    text = "ФИО,Должность,Курсы,E-mail\nРогозина Елена Павловна,воспитатель,«ФОП», 72 ч.,r@ds.example\n"
    row = only(read(text.encode()))
    assert (codes(row)[0], row.can_be_taken) == ("too_many_fields", False)
    assert "полей 5, а столбцов в заголовке 4" in row.problems[0].sentence


def test_empty_fields_after_the_last_column_do_no_harm():
    text = "ФИО;Должность\nРогозина Елена Павловна;воспитатель;;;\nСушкова Ирина Олеговна;тьютор\n"
    assert [row.problems for row in read(text.encode()).rows] == [(), ()]


def test_quotation_marks_in_the_middle_of_a_field_are_ordinary_signs():
    text = 'ФИО;Должность;Образование\nРогозина Елена Павловна;воспитатель;МБДОУ "Рябинка"\n'
    row = only(read(text.encode()))
    assert (row.education, row.problems) == ('МБДОУ "Рябинка"', ())


def test_unpaired_quotes_that_spoil_nothing_are_read_with_a_warning():
    text = 'ФИО;Должность;Образование\nРогозина Елена Павловна;воспитатель;"Рябинка" колледж\n'
    row = only(read(text.encode()))
    assert (codes(row), row.can_be_taken, row.position) == (["quotes_unbalanced"], True, "воспитатель")


def test_an_unclosed_quote_does_not_swallow_the_lines_after_it():
    lines = ["ФИО;Должность;Курсы;E-mail", 'Рогозина Елена Павловна;воспитатель;"ФОП; 72 ч.;r@ds.example']
    lines += [f"Сушкова Ирина Олеговна;тьютор;;s{number}@ds.example" for number in range(100)]
    rows = read("\n".join(lines).encode()).rows
    assert len(rows) == 101
    assert (codes(rows[0]), rows[0].name) == (["quotes_unbalanced"], "Рогозина Елена Павловна")
    assert rows[100].email == "s99@ds.example"


def test_the_line_of_the_file_is_named_when_it_differs_from_the_row():
    text = 'ФИО,Должность,Курсы\nРогозина Елена Павловна,воспитатель,"первые\nвторые"\n'
    text += 'Сушкова Ирина Олеговна,тьютор,"Игра, 36 ч.\n'
    row = by_row(read(text.encode()))[3]
    assert row.problems[0].sentence.startswith("Строка 3: строка файла 4: кавычка открыта и не закрыта")


def test_lines_of_another_encoding_after_a_utf8_header_are_named():
    data = csv_of(ROWS[:2]) + csv_of(ROWS[1:2], encoding="cp1251")
    table = read(data)
    assert len(table.rows) == 1
    assert table.problems[0].sentence.startswith(
        "Строка 3 записана в другой кодировке (Windows-1251, а начало файла — UTF-8)"
    )


def test_a_header_in_another_encoding_than_all_the_rest_is_refused():
    with pytest.raises(StaffFileError, match=r"Строки 2–4 записаны в другой кодировке \(UTF-8"):
        read(csv_of(ROWS[:1], encoding="cp1251") + csv_of(ROWS[1:]))


@pytest.mark.parametrize("text", ["привет", "Рогозина Елена Павловна;воспитатель", '"', "1;2;3\n4;5;6"])
def test_a_text_that_is_no_table_of_staff_is_refused(text):
    with pytest.raises(StaffFileError, match="не найдена строка заголовка"):
        read(text.encode())
