"""One person in two rows, two persons of one name: certain, asked about, never merged in silence."""

import pytest

from .making import by_row, codes, csv_of, read

HEADER = ["ФИО", "Должность", "Общий стаж", "Эл. почта", "Телефон"]
NAME = "Рогозина Елена Павловна"


def _two(first, second):
    rows = by_row(read(csv_of([HEADER, first, second])))
    return rows[3].same_person_as_row, [code for code in codes(rows[3]) if code != "name_is_short"], rows[3]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([NAME, "воспитатель", "9 лет", "r@ds.example"], [NAME, "педагог-психолог", "9 лет", "R@ds.example"]),
        ([NAME, "воспитатель", "", "", "89000000001"], [NAME, "педагог-психолог", "", "", "+7 900 000-00-01"]),
        ([NAME, "воспитатель", "9 лет"], [NAME, "педагог-психолог (внутр. совм., 0,5 ст.)", "9 лет"]),
        ([NAME, "воспитатель"], [NAME, "педагог-психолог (внутр. совм.)"]),
        (["Ким Елена", "воспитатель", "", "k@ds.example"], ["Ким Елена", "тьютор", "", "k@ds.example"]),
    ],
)
def test_two_posts_of_one_person_are_marked_when_something_proves_it(first, second):
    same, problems, _ = _two(first, second)
    assert (same, problems) == (2, [])


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ([NAME, "воспитатель", "9 лет"], [NAME, "тьютор", "9 лет"], "same_name"),
        ([NAME, "воспитатель", "9 лет"], [NAME, "воспитатель", "9 лет"], "row_repeated"),
        ([NAME, "воспитатель", "9 лет", "a@ds.example"], [NAME, "тьютор", "9 лет", "b@ds.example"], "namesake"),
        ([NAME, "воспитатель", "9 лет"], [NAME, "тьютор (внутр. совм.)", "1 год"], "namesake"),
        ([NAME, "воспитатель", "9 лет", "a@ds.ru"], [NAME, "тьютор", "1 год", "a@ds.ru"], "namesake"),
        ([NAME, "воспитатель", "менее года"], [NAME, "тьютор", "3 года"], "namesake"),
        ([NAME, "воспитатель"], [NAME.upper(), "тьютор (внутр. совм.)"], "likely_duplicate"),
        ([NAME, "воспитатель"], ["Рогозина Е.П.", "тьютор"], "likely_duplicate"),
        (["Рогозина Е.П.", "воспитатель"], [NAME, "тьютор"], "likely_duplicate"),
        ([NAME, "воспитатель"], ["Рогозина Елена", "тьютор"], "likely_duplicate"),
        (["Рогозина Елена", "воспитатель"], [NAME, "тьютор"], "likely_duplicate"),
        (["Семёнова Алёна Юрьевна", "логопед"], ["Семенова Алена Юрьевна", "логопед"], "likely_duplicate"),
        (["Ким Наталия Геннадиевна", "логопед"], ["Ким Наталья Геннадьевна", "логопед"], "likely_duplicate"),
        (["Рогозина Ала Павловна", "логопед"], ["Рогозина Алла Павловна", "логопед"], "likely_duplicate"),
        ([NAME, "воспитатель", "", "a@ds.ru"], ["Сушкова Елена Павловна", "тьютор", "", "a@ds.ru"], "likely_duplicate"),
        ([NAME, "воспитатель", "", "d@ds.ru"], ["Сушкова Ирина Олеговна", "тьютор", "", "d@ds.ru"], "email_shared"),
    ],
)  # fmt: skip
def test_a_likely_double_is_asked_about_with_both_rows_named(first, second, code):
    same, problems, row = _two(first, second)
    assert same is None
    assert [each for each in problems if each not in ("post_renamed",)] == [code]
    assert row.problems[-1].sentence.startswith("Строка 3, столбец «ФИО»: ")
    assert "строке 2" in row.problems[-1].sentence or "строка 2" in row.problems[-1].sentence
    assert row.can_be_taken


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["Рогозина Елена Павловна", "воспитатель"], ["Рогозин Олег Павлович", "тьютор"]),
        (["Рогозина Е.П.", "воспитатель"], ["Рогозина Ирина Павловна", "тьютор"]),
        (["Рогозина Елена Павловна", "воспитатель"], ["Рогозина Елена Петровна", "тьютор"]),
    ],
)
def test_different_people_are_not_asked_about(first, second):
    same, problems, _ = _two(first, second)
    assert (same, problems) == (None, [])


def test_a_third_post_points_to_the_first_row_of_the_person():
    rows = [HEADER] + [[NAME, post, "", "r@ds.example"] for post in ("воспитатель", "тьютор", "методист")]
    table = by_row(read(csv_of(rows)))
    assert [table[number].same_person_as_row for number in (2, 3, 4)] == [None, 2, 2]


def test_an_inner_part_timer_with_two_possible_main_posts_is_asked_about():
    rows = [
        HEADER,
        [NAME, "воспитатель", "9 лет"],
        [NAME, "воспитатель", "9 лет"],
        [NAME, "тьютор (внутр. совм.)", "9 лет"],
    ]
    assert by_row(read(csv_of(rows)))[4].same_person_as_row is None
