"""Numbers with nouns, dates and lengths of time."""

from datetime import date
from decimal import Decimal

import pytest

from nastavnik.russian.numerals import date_words, months_words, plural, plural_form

MEETINGS = ("встреча", "встречи", "встреч")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 встреч"),
        (1, "1 встреча"),
        (2, "2 встречи"),
        (4, "4 встречи"),
        (5, "5 встреч"),
        (11, "11 встреч"),
        (14, "14 встреч"),
        (21, "21 встреча"),
        (22, "22 встречи"),
        (100, "100 встреч"),
        (101, "101 встреча"),
        (111, "111 встреч"),
        (112, "112 встреч"),
        (1001, "1001 встреча"),
        (-1, "-1 встреча"),
        (12345, "12\u00a0345 встреч"),
        (1.5, "1,5 встречи"),
        (2.0, "2 встречи"),
        (Decimal("0.25"), "0,25 встречи"),
        (Decimal("3"), "3 встречи"),
    ],
)
def test_the_noun_agrees_with_the_number(number, words):
    assert plural(number, *MEETINGS) == words


def test_the_form_alone_can_be_had_for_a_number_shown_elsewhere():
    assert [plural_form(n, "пара", "пары", "пар") for n in (1, 3, 12)] == ["пара", "пары", "пар"]


def test_a_date_never_breaks_inside_a_line():
    assert date_words(date(2026, 9, 1)) == "1\u00a0сентября\u00a02026\u00a0г."


def test_every_month_stands_in_the_genitive():
    assert [date_words(date(2026, month, 2)).split("\u00a0")[1] for month in (1, 3, 5, 8, 12)] == [
        "января",
        "марта",
        "мая",
        "августа",
        "декабря",
    ]


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (0, "менее месяца"),
        (1, "1 месяц"),
        (11, "11 месяцев"),
        (12, "1 год"),
        (23, "1 год 11 месяцев"),
        (41, "3 года 5 месяцев"),
        (62, "5 лет 2 месяца"),
        (252, "21 год"),
        (408, "34 года"),
    ],
)
def test_months_become_years_and_months(months, words):
    assert months_words(months) == words


def test_a_negative_length_of_time_is_refused():
    with pytest.raises(ValueError, match="не может быть отрицательным: -3"):
        months_words(-3)
