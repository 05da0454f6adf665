"""Rows that are not people are passed over and accounted for; people are never lost among them."""

import pytest

from .making import by_row, codes, read, xlsx

HEADER = ["№", "Ф.И.О.", "Должность", "Категория", "Стаж"]
PERSON = [1, "Рогозина Елена Павловна", "воспитатель", "первая", 12]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (["Специалисты"], "заголовок раздела: «Специалисты»"),
        (["", "Группа «Солнышко»"], "заголовок раздела: «Группа «Солнышко»»"),
        (["", "Итого:", 1], "итог: «итого:»"),
        (["", "Всего педагогов: 1 чел."], "итог: «всего педагогов: 1 чел.»"),
        (["", "Заведующий МБДОУ № 7", "", "________", "О. С. Рогозина"], "подпись или пометка: «Заведующий МБДОУ № 7»"),
        (["", "Заведующий", "О.С. Рогозина"], "подпись или пометка: «Заведующий»"),
        (["", "Исп. Рогозина Е. П., тел. 2-00-07"], "подпись или пометка: «Исп. Рогозина Е. П., тел. 2-00-07»"),
        (["", "Примечание: стаж на 1 сентября"], "сноска: «Примечание: стаж на 1 сентября»"),
        ([2, "Вакансия", "воспитатель"], "вакансия"),
        ([2], "в строке только номер"),
        ([1, 2, 3, 4, 5], "номера столбцов"),
        (HEADER, "повтор заголовка"),
        (["", "Из них с высшей категорией", "", "", 8], "итог: «из них с высшей категорией»"),
        (["", "Средний стаж педагогов", "", "", 18], "итог: «средний стаж педагогов»"),
        (["", "Высшая категория", "", "", 8], "не похоже на сотрудника: «Высшая категория»"),
        (["", "Имеют высшую категорию", "", "", 8], "не похоже на сотрудника: «Имеют высшую категорию»"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_person_is_passed_over_with_its_reason(line, reason):
    table = read(xlsx([HEADER, PERSON, line, [3, "Сушкова Ирина Олеговна", "логопед"]]))
    assert [row.row for row in table.rows] == [2, 4]
    assert [(each.row, each.reason) for each in table.skipped] == [(3, reason)]


@pytest.mark.parametrize("line", [[], ["", "", ""], [" ", "\u00a0", "\t"], ["", "\u200b", "\n"]])
def test_blank_lines_are_passed_over_silently(line):
    table = read(xlsx([HEADER, PERSON, line, [3, "Сушкова Ирина Олеговна", "логопед"]]))
    assert [row.row for row in table.rows] == [2, 4]
    assert table.skipped == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["", "", "воспитатель"], "name_missing"),
        ([2, "", "воспитатель", "первая", 3], "name_missing"),
        ([2, "Рогозина", "воспитатель"], "first_name_missing"),
        ([2, "Елена Павловна", "воспитатель"], "surname_missing"),
        ([2, "123", "воспитатель", "первая", "5 лет"], "name_strange"),
        ([2, "Сушкова Ирина Олеговна"], "post_missing"),
        (["", "Сушкова Ирина Олеговна"], "post_missing"),
    ],
)
def test_a_row_of_a_person_with_something_missing_is_kept_with_its_problem(line, code):
    row = by_row(read(xlsx([HEADER, PERSON, line])))[3]
    assert codes(row) == [code]
    assert row.can_be_taken == (code == "post_missing")


def test_a_dismissed_person_is_asked_about():
    rows = [[*HEADER, "Примечание"], [*PERSON, "уволена 31.08.2026"], [2, "Сушкова Ирина Олеговна", "тьютор (уволен)"]]
    assert [codes(row) for row in read(xlsx(rows)).rows] == [["dismissed"], ["dismissed"]]


def test_two_posts_beside_one_merged_name_are_two_employments_of_one_person():
    rows = [HEADER, PERSON, ["", "", "педагог-психолог", "", ""], [2, "Сушкова Ирина Олеговна", "логопед"]]
    table = by_row(read(xlsx(rows, merges=["A2:A3", "B2:B3", "E2:E3"])))
    assert (table[3].name, table[3].position, table[3].same_person_as_row) == (
        "Рогозина Елена Павловна",
        "педагог-психолог",
        2,
    )
    assert (table[2].total_months, table[3].total_months, table[4].same_person_as_row) == (144, 144, None)


def test_a_second_line_of_a_merged_row_makes_no_second_person():
    rows = [[*HEADER, "Курсы"], [*PERSON, "«ФОП ДО», 2023"], ["", "", "", "", "", "«Игра», 2024"]]
    table = read(xlsx(rows, merges=["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3"]))
    assert [row.row for row in table.rows] == [2]
    assert [(each.row, each.reason) for each in table.skipped] == [(3, "продолжение строки 2 (объединённые ячейки)")]


def test_the_sheet_with_most_people_is_read_and_the_others_are_named():
    small = [["ФИО", "Должность"], ["Сушкова Ирина Олеговна", "логопед"]]
    table = read(xlsx(small, [HEADER, PERSON, [2, "Тюленев Марк Андреевич", "тьютор"]], [["Вакансии"]]))
    assert table.sheet == "Лист2"
    (problem,) = table.problems
    assert problem.code == "other_sheets"
    assert "«Лист1» (1)" in problem.sentence
    assert "Лист «Лист3» пропущен: таблицы сотрудников на нём нет." in table.notes


def test_a_sheet_can_be_chosen_by_its_name():
    small = [["ФИО", "Должность"], ["Сушкова Ирина Олеговна", "логопед"]]
    table = read(xlsx(small, [HEADER, PERSON, PERSON]), sheet="лист1")
    assert [row.name for row in table.rows] == ["Сушкова Ирина Олеговна"]


def test_a_hidden_sheet_of_people_is_passed_over():
    table = read(
        xlsx([["ФИО", "Должность"], ["Сушкова Ирина Олеговна", "логопед"]], [HEADER, PERSON, PERSON], hidden=[2])
    )
    assert table.sheet == "Лист1"
    assert table.problems == ()
    assert "Скрытый лист «Лист2» пропущен, хотя на нём есть сотрудники (2)." in table.notes
