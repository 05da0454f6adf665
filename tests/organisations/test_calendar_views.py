"""The page of working days: a year at a time, days typed or pasted one to a line."""

import re
from datetime import date

import pytest
from django.urls import reverse

from nastavnik.kit.journal import entries_about
from nastavnik.organisations.calendar import working_calendar
from nastavnik.organisations.day_lines import NOTE_LENGTH, read_days, written
from nastavnik.organisations.models import CalendarYear


def at(name, *year):
    return reverse(f"organisations:calendar-{name}", args=["ryabinka", *year])


def page(client, name, *year):
    return client.get(at(name, *year)).content.decode()


def text(said):
    return " ".join(re.sub(r"<[^>]*>", " ", said).split())


# --- lines ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "days", "note"),
    [
        ("01.05.2026 Праздник", [date(2026, 5, 1)], "Праздник"),
        ("01.05.2026", [date(2026, 5, 1)], ""),
        ("1.5.26 — Праздник", [date(2026, 5, 1)], "Праздник"),
        ("2026-05-01;Праздник", [date(2026, 5, 1)], "Праздник"),
        ("1 мая 2026 года, Праздник", [date(2026, 5, 1)], "Праздник"),
        ("1\u00a0мая", [date(2026, 5, 1)], ""),
        ("01/05/2026\tПраздник", [date(2026, 5, 1)], "Праздник"),
        ("31 декабря 2026 г. перенос с 4 января", [date(2026, 12, 31)], "перенос с 4 января"),
        ("01.05–03.05 Майские", [date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 3)], "Майские"),
        ("01.05.2026 - 02.05.2026", [date(2026, 5, 1), date(2026, 5, 2)], ""),
        ("01.05.2026 9 мая рядом", [date(2026, 5, 1)], "9 мая рядом"),
    ],
)
def test_day_is_read_as_people_write_it(line, days, note):
    read = read_days(f"\ufeff\n{line}\n\n", 2026)
    assert (read.days, read.errors) == (dict.fromkeys(days, note), [])


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("понедельник", "Строка 1 («понедельник»): начните с даты, например 01.05.2026."),
        ("\n31.02.2026", "Строка 2 («31.02.2026»): такого дня нет в календаре."),
        ("01.05.2025 Год", "Строка 1 («01.05.2025 Год»): это не 2026 год."),
        ("01.05.202 Год", "Строка 1 («01.05.202 Год»): начните с даты, например 01.05.2026."),
        ("5 брюмера", "Строка 1 («5 брюмера»): такого месяца нет: «брюмера»."),
        ("01.05.2026 Раз\n1 мая Два", "Строка 2 («1 мая Два»): этот день уже назван в строке 1."),
        ("03.05–01.05", "Строка 1 («03.05–01.05»): последний день раньше первого."),
        ("01.05 " + "я" * (NOTE_LENGTH + 1), f"Строка 1 («01.05 {'я' * 33}…»): пояснение длиннее 100 знаков."),
        ("01.05.2026\n" * 401, "Слишком много строк: в году столько дней не бывает."),
    ],
)
def test_bad_line_is_named_with_what_is_wrong(lines, sentence):
    assert read_days(lines, 2026).errors == [sentence]


def test_what_is_written_is_read_back():
    days = {date(2026, 5, 11): "перенос с 09.05.2026", date(2026, 5, 1): ""}
    assert written(days) == "01.05.2026\n11.05.2026 перенос с 09.05.2026"
    assert read_days(written(days), 2026).days == days


# --- pages ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("name", "year"), [("now", ()), ("detail", (2026,)), ("change", (2026,)), ("fill", (2026,))])
def test_stranger_finds_nothing(signed_in, name, year):
    client = signed_in("stranger")
    assert client.get(at(name, *year)).status_code == 404
    assert client.post(at(name, *year), {}).status_code == 404


def test_teacher_reads_the_calendar_and_changes_nothing(signed_in):
    client = signed_in("mentee")
    said = page(client, "now")
    assert "Производственный календарь на 2026 год" in said and "Сверить дни" not in said
    assert client.post(at("change", 2026), {}).status_code == 403
    assert client.post(at("fill", 2026)).status_code == 403


def test_year_is_shown_with_its_days_off_and_what_to_compare_them_with(signed_in):
    said = text(page(signed_in("curator"), "detail", 2025))
    assert "постановление Правительства РФ от 04.10.2024 № 1335. Сверьте их" in said
    assert "Всего в году 247 рабочих дней" in said
    assert "01.01–06.01 Новогодние каникулы" in said and "31.12 перенос с 05.01.2025" in said
    assert "01.11 рабочий выходной, перенос на 03.11.2025" in said


def test_year_that_nobody_filled_in_says_what_is_assumed(signed_in):
    said = page(signed_in("curator"), "detail", 2027)
    assert "Календарь на 2027 год не заполнен" in said
    assert "рабочими считаются все дни с понедельника по пятницу" in said
    assert at("change", 2027) in said and at("fill", 2027) not in said


@pytest.mark.parametrize("year", [1, 1999, 2200])
def test_year_out_of_all_time_is_not_found(signed_in, year):
    assert signed_in("curator").get(at("detail", year)).status_code == 404
    assert signed_in("curator").post(at("change", year), {}).status_code == 404


def test_institution_that_knows_no_year_fills_it_in_by_the_decree(signed_in, cast):
    CalendarYear.objects.of(cast.organisation).delete()
    client = signed_in("head")
    assert at("fill", 2026) in page(client, "detail", 2026)
    said = client.post(at("fill", 2026), follow=True).content.decode()
    assert "Готово: дни 2026 года внесены по постановлению." in said and "Сверьте дни с постановлением" in said
    assert working_calendar(cast.organisation).add(date(2026, 5, 8), 1) == date(2026, 5, 12)
    said = client.post(at("fill", 2027), follow=True).content.decode()
    assert "Постановления на 2027 год здесь ещё нет: внесите дни сами." in said
    assert not working_calendar(cast.organisation).known(2027)


def test_days_of_a_year_are_typed_in(signed_in, cast):
    typed = {"days_off": "01.01–08.01 Каникулы\n9 мая", "working_weekends": "20.02.2027", "ground": "постановление"}
    answer = signed_in("curator").post(at("change", 2027), typed)
    assert answer["Location"] == at("detail", 2027)
    calendar = working_calendar(cast.organisation)
    assert calendar.known(2027) and calendar.is_working(date(2027, 2, 20))
    assert calendar.add(date(2026, 12, 30), 1) == date(2027, 1, 11)
    year = CalendarYear.objects.of(cast.organisation).get(year=2027)
    assert (year.ground, year.checked_on) == ("постановление", date(2026, 9, 14))
    entry = entries_about(year).last()
    assert (entry.event, entry.facts["worked"], len(entry.facts["off"])) == ("calendar_changed", ["2027-02-20"], 9)


def test_saving_what_stands_there_is_the_comparison(signed_in, cast):
    client = signed_in("curator")
    before = working_calendar(cast.organisation)
    form = client.get(at("change", 2025)).context["form"]
    client.post(at("change", 2025), form.initial)
    assert "Сверено 14.09.2026." in page(client, "detail", 2025)
    assert working_calendar(cast.organisation) == before


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"days_off": "01.05.2026\nзавтра"}, "days_off", "Строка 2 («завтра»): начните с даты, например 01.05.2026."),
        ({"working_weekends": "13.05.2026"}, "working_weekends",
         "13.05.2026 — не суббота и не воскресенье: этот день и так рабочий."),
        ({"days_off": "09.05.2026", "working_weekends": "09.05.2026"}, "working_weekends",
         "09.05.2026 внесён и в нерабочие дни, и в рабочие выходные."),
    ],
)  # fmt: skip
def test_bad_days_change_nothing(signed_in, cast, typed, field, sentence):
    before = working_calendar(cast.organisation)
    answer = signed_in("curator").post(at("change", 2026), typed)
    assert answer.context["form"].errors[field] == [sentence]
    assert working_calendar(cast.organisation) == before


def test_many_bad_lines_are_counted_after_ten(signed_in, cast):
    answer = signed_in("curator").post(at("change", 2026), {"days_off": "нет\n" * 14})
    errors = answer.context["form"].errors["days_off"]
    assert (len(errors), errors[-1]) == (11, "И ещё строк с ошибками: 4.")


def test_page_asks_as_many_queries_for_a_full_year_as_for_an_empty_one(signed_in, cast, django_assert_num_queries):
    client = signed_in("head")
    client.post(at("change", 2027), {})
    with django_assert_num_queries(6) as empty:
        client.get(at("detail", 2027))
    with django_assert_num_queries(len(empty)):
        client.get(at("detail", 2026))
