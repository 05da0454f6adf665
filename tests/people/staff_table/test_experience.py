"""Lengths of service in the words of personnel tables."""

import datetime

import pytest

from nastavnik.people.staff_table.experience import months_in_words, read_experience

from .making import codes, csv_of, one_cell, only, read, xlsx


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("3 года 5 мес.", 41),
        ("12 лет", 144),
        ("1 г. 11 м.", 23),
        ("2г6м", 30),
        ("21 л. 03 м.", 255),
        ("20 л. 3 м. 12 дн.", 243),
        ("29 дней", 0),
        ("0 лет 9 мес.", 9),
        ("8 месяцев", 8),
        ("21 год", 252),
        ("год", 12),
        ("год и 3 месяца", 15),
        ("полгода", 6),
        ("полтора года", 18),
        ("двадцать пять лет", 300),
        ("12 лет и 4 месяца", 148),
        ("5 лет 11 месяцев 29 дней", 71),
        ("10 лет 2 м-ца", 122),
        ("стаж 5 лет", 60),
        ("6,5", 78),
        ("6.5", 78),
        (6.5, 78),
        (34, 408),
        (0, 0),
        ("нет", 0),
        ("-", None),
        ("", None),
    ],
)
def test_experience_is_read_in_whole_months_without_doubts(written, months):
    row = one_cell("Общий стаж", written)
    assert (row.total_months, row.total_under_year, codes(row)) == (months, False, [])


@pytest.mark.parametrize(
    "written", ["менее года", "Менее 1 года", "до года", "до 1 года", "меньше года", "<1", "неполный год"]
)
def test_less_than_a_year_is_known_as_such_and_has_no_months(written):
    row = one_cell("Общий стаж", written)
    assert (row.total_months, row.total_under_year, codes(row)) == (None, True, [])


@pytest.mark.parametrize(
    ("written", "months", "code"),
    [
        ("более 20 лет", 240, "experience_rough"),
        ("20+", 240, "experience_rough"),
        ("3,11", 47, "experience_doubtful"),
        ("3,2", 38, "experience_doubtful"),
        ("3 года 15 мес", 51, "experience_doubtful"),
        ("12-05-03", 149, "experience_doubtful"),
        ("2007, 8 лет", 96, "experience_doubtful"),
        ("молодой специалист", None, "experience_unclear"),
        ("100", None, "experience_unclear"),
        (datetime.date(2026, 3, 5), None, "experience_unclear"),
        ("с 2009 г.", None, "experience_unclear"),  # the table has no date to count to
    ],
)
def test_doubtful_experience_is_taken_as_far_as_it_goes_and_questioned(written, months, code):
    row = one_cell("Общий стаж", written)
    assert (row.total_months, codes(row), row.can_be_taken) == (months, [code], True)


@pytest.mark.parametrize(
    ("written", "months"), [("с 2009 г.", 204), ("с 15.03.2020", 77), ("с сентября 2024", 24), (2009, 204)]
)
def test_experience_since_a_date_is_counted_to_the_date_of_the_table(written, months):
    rows = [["на 01.09.2026 г."], ["ФИО", "Должность", "Стаж"], ["Рогозина Елена Павловна", "воспитатель", written]]
    row = only(read(xlsx(rows)))
    assert (row.total_months, codes(row)) == (months, ["experience_since"])
    assert "на 01.09.2026" in row.problems[0].sentence


@pytest.mark.parametrize(
    ("header", "written", "months", "problems"),
    [
        ("Стаж общий/педагогический", "15/12", (180, 144), []),
        ("Стаж (общий, по специальности)", "20 лет 3 мес. / 5 лет", (243, 60), []),
        ("Стаж", "общий – 20 лет, педагогический – 15 лет", (240, 180), []),
        ("Стаж", "общ.-20, пед.-15", (240, 180), []),
        ("Стаж", "20 лет (пед. 15)", (240, 180), []),
        ("Стаж", "15/12", (180, 144), ["experience_two"]),
        ("Педагогический стаж", "15/12", (None, 180), ["experience_two"]),
    ],
)
def test_two_lengths_in_one_cell_are_told_apart(header, written, months, problems):
    row = one_cell(header, written)
    assert ((row.total_months, row.special_months), codes(row)) == (months, problems)


def test_a_column_of_months_is_read_as_months():
    assert one_cell("Стаж, мес.", 30).total_months == 30


def test_special_experience_longer_than_general_is_questioned():
    rows = [
        ["ФИО", "Должность", "Общий стаж", "Пед. стаж"],
        ["Рогозина Елена Павловна", "воспитатель", "5 лет", "7 лет"],
    ]
    row = only(read(csv_of(rows)))
    assert (row.total_months, row.special_months, codes(row)) == (60, 84, ["experience_contradiction"])


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (0, "0 мес."),
        (11, "11 мес."),
        (12, "1 год"),
        (23, "1 год 11 мес."),
        (51, "4 года 3 мес."),
        (132, "11 лет"),
        (252, "21 год"),
    ],
)
def test_months_are_said_in_words(months, words):
    assert months_in_words(months) == words
    assert read_experience(words).first.months == months
