from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from nastavnik.kit import clock
from nastavnik.kit.ui import words

TODAY = date(2026, 9, 14)


@pytest.fixture(autouse=True)
def _on_that_day():
    with clock.at(TODAY):
        yield


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "0 пар"), (1, "1 пара"), (2, "2 пары"), (5, "5 пар"), (11, "11 пар"), (14, "14 пар"),
     (21, "21 пара"), (22, "22 пары"), (111, "111 пар"), (1001, "1001 пара")],
)  # fmt: skip
def test_counted_puts_the_noun_into_the_form_of_the_number(number, expected):
    assert words.counted(number, "пара/пары/пар").replace("\u00a0", " ") == expected


def test_counted_takes_two_forms_of_a_language_that_has_two():
    assert [words.counted(number, "pair/pairs") for number in (1, 2, 21)] == [
        "1\u00a0pair",
        "2\u00a0pairs",
        "21\u00a0pairs",
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 9, 14), "сегодня"),
        (date(2026, 9, 13), "вчера"),
        (date(2026, 9, 15), "завтра"),
        (date(2026, 9, 11), "3 дня назад"),
        (date(2026, 8, 24), "21 день назад"),
        (date(2026, 9, 19), "через 5 дней"),
    ],
)
def test_ago_speaks_of_the_distance_from_today(value, expected):
    assert words.ago(value).replace("\u00a0", " ") == expected


def test_a_moment_counts_by_the_day_of_the_active_time_zone():
    late_evening_in_utc = datetime(2026, 9, 13, 22, 30, tzinfo=ZoneInfo("UTC"))  # half past one in Moscow
    assert words.ago(late_evening_in_utc) == "сегодня"


def test_day_names_the_year_only_when_it_is_another():
    with translation.override("ru"):
        assert words.day(date(2026, 10, 12)) == "12\u00a0октября"
        assert words.day(date(2025, 10, 12)) == "12\u00a0октября\u00a02025"


def test_overdue_is_silent_while_there_is_time():
    assert words.overdue(date(2026, 9, 14)) == ""
    assert words.overdue(date(2026, 9, 12)).replace("\u00a0", " ") == "просрочено на 2 дня"


def test_lasts_counts_whole_days():
    assert words.lasts(TODAY) == "с сегодняшнего дня"
    assert words.lasts(date(2026, 9, 13)).replace("\u00a0", " ") == "1 день"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Овсянникова Дарья Максимовна", "ОД"),
        ("Ёлкина А. С.", "ЁА"),
        ("Зайцева-Орлова Екатерина Дмитриевна", "ЗЕ"),
        ("Шарипова", "Ш"),
        ("curator", "C"),
        ("", ""),
    ],
)
def test_initials_are_of_the_first_two_words(name, expected):
    assert words.initials(name) == expected


def test_tint_is_the_same_for_the_same_name_and_there_are_six():
    names = [f"Имя {number}" for number in range(60)]
    assert [words.tint(name) for name in names] == [words.tint(name) for name in names]
    assert {words.tint(name) for name in names} == {1, 2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("4.4.2", "п. 4.4.2"),
        ("4.3/5", "п. 4.3 (5)"),
        ("M6/1", "Мониторинг, п. 6 (1)"),
        ("R5.3", "Дорожная карта, п. 5.3"),
        ("приложение", "приложение"),
    ],
)
def test_clause_label_is_how_people_cite_it(clause, expected):
    assert words.clause_label(clause).replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Детский сад № 7 «Рябинка»", "Детский сад №_7 «Рябинка»"), ("№7", "№7"), ("г. Иваново", "г._Иваново"),
     ("приказ от 1 мая № 43-ОД, п. 4.1", "приказ от 1 мая №_43-ОД, п._4.1"), ("вечером", "вечером"),
     ("2 / 14 × 100 %", "2 / 14 ×_100_%"), ("2 из 14 — 14 %", "2 из 14_— 14_%")],
)  # fmt: skip
def test_a_number_stays_on_the_line_of_its_sign(text, expected):
    assert words.whole(text).replace("\u00a0", "_") == expected


@pytest.mark.parametrize(
    ("phone", "expected"),
    [("+7 (000) 123-45-67", "+70001234567"), ("8 (49336) 2-11-05", "84933621105"), (" +7 9 доб. +2 ", "+792")],
)
def test_a_telephone_is_dialled_by_its_digits(phone, expected):
    assert words.dialled(phone) == expected
