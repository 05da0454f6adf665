"""Headers in the wordings that kindergartens use, wherever they stand."""

import datetime

import pytest

from nastavnik.people.staff_table import StaffFileError
from nastavnik.people.staff_table.header_words import field_of

from .making import by_row, codes, csv_of, only, read, xlsx


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("№ п/п", "number"),
        ("Ф.И.О.", "name"),
        ("Ф.И.O.", "name"),  # the last letter is Latin
        ("ФИО педагога", "name"),
        ("Фамилия, имя, отчество (при наличии)", "name"),
        ("Фамилия И.О.", "name"),
        ("Сотрудник", "name"),
        ("Педагогический работник", "name"),
        ("Фамилия", "surname"),
        ("Имя", "first_name"),
        ("Отчество (при наличии)", "patronymic"),
        ("Имя, отчество", "first_name_and_patronymic"),
        ("Ф.И.О., должность", "name_and_position"),
        ("Занимаемая должность (должности)", "position"),
        ("Должность по штатному расписанию", "position"),
        ("Долж-\nность", "position"),
        ("Должность, дата назначения", "position"),
        ("Кв. категория", "category"),
        ("Квалификационная\nкатегория, дата присвоения", "category"),
        ("Соответствие занимаемой должности", "category"),
        ("Дата аттестации", ""),
        ("Срок действия категории", ""),
        ("Стаж", "total_experience"),
        ("Общий стаж", "total_experience"),
        ("Стаж общий (лет)", "total_experience"),
        ("Общий трудовой стаж", "total_experience"),
        ("Стаж работы по специальности", "special_experience"),
        ("Пед. стаж", "special_experience"),
        ("Педстаж (лет)", "special_experience"),
        ("Общий педагогический стаж", "special_experience"),
        ("Стаж в данной должности", "special_experience"),
        ("Стаж общий/педагогический", "both_experiences"),
        ("Общий стаж / пед. стаж", "both_experiences"),
        ("Стаж работы в данном учреждении", ""),
        ("Дата приёма", "hired_on"),
        ("Принят(а)", "hired_on"),
        ("Дата поступления на работу", "hired_on"),
        ("Работает в ДОУ с", "hired_on"),
        ("E-mail", "email"),
        ("Эл. почта", "email"),
        ("Адрес электронной почты", "email"),
        ("Домашний адрес", ""),
        ("Контактный телефон", "phone"),
        ("Телефон, e-mail", "contacts"),
        ("КПК", "training"),
        ("Курсы повышения квалификации (за последние 3 года)", "training"),
        ("Уровень образования", "education_level"),
        ("Образование", "education"),
        ("Квалификация", "qualification"),
        ("Дата рождения", "birth"),
        ("СНИЛС", ""),
        ("Паспортные данные", ""),
        ("Кол-во ставок", "rate"),
        ("Совместительство", "employment"),
        ("Примечание", "note"),
        ("Группа", ""),
    ],
)
def test_a_header_means_its_field(header, field):
    assert field_of(header) == field


@pytest.mark.parametrize(
    ("header", "above", "field"),
    [
        ("общий", "Стаж работы", "total_experience"),
        ("педагогический", "Стаж (лет)", "special_experience"),
        ("уровень", "Образование", "education_level"),
        ("категория", "Аттестация", "category"),
        ("дата", "Аттестация", ""),
        ("дата", "Приём на работу", "hired_on"),
        ("№ приказа", "Приём на работу", ""),
        ("e-mail", "Контакты", "email"),
        ("Ф.И.О.", "Сведения о педагоге", "name"),
    ],
)
def test_a_lower_header_is_read_with_the_one_above(header, above, field):
    assert field_of(header, above) == field


def test_a_header_is_found_under_title_lines_and_the_date_of_the_table_is_kept():
    rows = [["УТВЕРЖДАЮ"], ["Список педагогов"], ["по состоянию на 1 сентября 2026 г."], []]
    rows += [["№", "ФИО", "Должность"], [1, "Рогозина Елена Павловна", "воспитатель"]]
    table = read(xlsx(rows, merges=["A2:C2"]))
    assert (table.header_row, table.as_of, only(table).row) == (5, "2026-09-01", 6)


def test_a_title_right_above_the_header_is_not_part_of_it():
    rows = [
        ["Педагогический состав, стаж", "на 01.09.2026"],
        ["ФИО", "Должность"],
        ["Рогозина Елена Павловна", "логопед"],
    ]
    table = read(xlsx(rows))
    assert dict(table.columns) == {"name": "ФИО", "position": "Должность"}
    assert table.as_of == "2026-09-01"


@pytest.mark.parametrize("merges", [(), ("A1:A2", "B1:B2", "C1:D1", "E1:E2")])
def test_a_header_of_two_lines_is_read_with_merged_cells_and_without(merges):
    rows = [["№", "ФИО", "Стаж", "", "Должность"], ["", "", "общий", "по специальности", ""], [1, 2, 3, 4, 5]]
    rows += [[1, "Рогозина Елена Павловна", 12, 10, "воспитатель"]]
    table = read(xlsx(rows, merges=merges))
    row = only(table)
    assert (row.total_months, row.special_months, row.position) == (144, 120, "воспитатель")
    assert table.columns["special_experience"] == "Стаж: по специальности"
    assert [each.reason for each in table.skipped] == ["номера столбцов"]


def test_a_header_of_two_lines_is_read_from_text():
    rows = [
        ["№", "ФИО", "Стаж", "", "Должность"],
        ["", "", "общий", "пед.", ""],
        [1, "Рогозина Е.П.", "12 лет", "3 г.", "тьютор"],
    ]
    row = only(read(csv_of(rows)))
    assert (row.total_months, row.special_months) == (144, 36)


def test_years_and_months_in_columns_of_their_own_are_added():
    rows = [["ФИО", "Должность", "Общий стаж", "", "Пед. стаж", ""], ["", "", "лет", "мес.", "лет", "мес."]]
    rows += [["Рогозина Елена Павловна", "воспитатель", 12, 3, 10, ""]]
    row = only(read(xlsx(rows, merges=["C1:D1", "E1:F1"])))
    assert (row.total_months, row.special_months) == (147, 120)


def test_a_name_under_one_header_in_three_columns_is_put_together():
    rows = [["№", "Фамилия, имя, отчество", "", "", "Должность"], [1, "РОГОЗИНА", "Елена", "Павловна", "воспитатель"]]
    assert only(read(xlsx(rows, merges=["B1:D1"]))).name == "Рогозина Елена Павловна"


def test_name_and_post_in_one_column_are_told_apart():
    rows = [["№", "ФИО, должность", "Стаж общий/пед."]]
    rows += [[1, "Рогозина Елена Павловна, воспитатель", "15/12"], [2, "Сушкова И.О.\nмуз. руководитель", "7/5"]]
    rows += [[3, "Кольцова Яна воспитатель", ""]]
    told = {number: (row.name, row.position, row.total_months, row.special_months)
            for number, row in by_row(read(xlsx(rows))).items()}  # fmt: skip
    assert told == {
        2: ("Рогозина Елена Павловна", "воспитатель", 180, 144),
        3: ("Сушкова И.О.", "музыкальный руководитель", 84, 60),
        4: ("Кольцова Яна", "воспитатель", None, None),
    }


def test_of_three_special_experiences_the_one_by_speciality_is_read():
    rows = [["ФИО", "Должность", "Стаж в должности", "Пед. стаж", "Стаж по специальности"]]
    rows += [["Рогозина Елена Павловна", "воспитатель", 1, 2, 3]]
    table = read(xlsx(rows))
    assert only(table).special_months == 36
    assert "Не использованы столбцы: «Стаж в должности», «Пед. стаж»." in table.notes


def test_personal_columns_are_named_as_unused_and_only_the_year_of_birth_is_kept():
    rows = [["ФИО", "Должность", "Дата рождения", "Паспорт", "СНИЛС"]]
    rows += [["Рогозина Елена Павловна", "воспитатель", datetime.date(1980, 5, 17), "4500 000000", "000-000-000 00"]]
    table = read(xlsx(rows))
    assert only(table).birth_year == 1980
    assert "Не использованы столбцы: «Паспорт», «СНИЛС»." in table.notes
    assert "4500" not in repr(table) and "17" not in repr(only(table).birth_year)


def test_contacts_in_one_column_are_told_apart():
    rows = [
        ["ФИО", "Должность", "Телефон, e-mail"],
        ["Рогозина Елена Павловна", "воспитатель", "8 900 000-00-01, e@ds.example"],
    ]
    row = only(read(xlsx(rows)))
    assert (row.phone, row.emails) == ("+79000000001", ("e@ds.example",))


def test_rate_and_part_time_columns_are_read():
    rows = [["ФИО", "Должность", "Ставка", "Совместительство"]]
    rows += [
        ["Рогозина Елена Павловна", "воспитатель", 0.75, "внутр."],
        ["Сушкова Ирина Олеговна", "логопед", "1,0", "да"],
    ]
    one, two = read(xlsx(rows)).rows
    assert (one.employment, one.rate) == ("internal", "0.75")
    assert (two.employment, two.rate, codes(two)) == ("", "1", ["post_renamed", "employment_unclear"])


def test_a_column_of_second_posts_is_read_beside_the_first():
    rows = [["ФИО", "Должность", "Должность по совместительству"]]
    rows += [
        ["Рогозина Елена Павловна", "воспитатель", "педагог-психолог, 0,5 ст."],
        ["Сушкова Ирина Олеговна", "тьютор", "-"],
    ]
    one, two = read(xlsx(rows)).rows
    assert (one.positions, one.rate, two.positions) == (("воспитатель", "педагог-психолог"), "0.5", ("тьютор",))


def test_three_levels_of_header_are_read_together():
    rows = [["№", "Работник", "", "Стаж", "", "", ""], ["", "Ф.И.О.", "Должность", "Общий", "", "Педагогический", ""]]
    rows += [["", "", "", "лет", "мес.", "лет", "мес."], [1, "Рогозина Елена Павловна", "воспитатель", 10, 5, 7, 3]]
    row = only(read(xlsx(rows, merges=["B1:C1", "D1:G1", "D2:E2", "F2:G2", "A1:A3"])))
    assert (row.name, row.position, row.total_months, row.special_months) == (
        "Рогозина Елена Павловна", "воспитатель", 125, 87,
    )  # fmt: skip


def test_a_table_without_a_header_is_refused_with_what_is_needed():
    with pytest.raises(StaffFileError, match="не найдена строка заголовка"):
        read(xlsx([["Рогозина Елена Павловна", "воспитатель"]]))


def test_a_table_without_posts_is_read_with_a_warning_about_the_column():
    table = read(xlsx([["ФИО", "Категория"], ["Рогозина Елена Павловна", "высшая"]]))
    assert (only(table).category, only(table).problems) == ("highest", ())
    assert [problem.code for problem in table.problems] == ["no_position_column"]
