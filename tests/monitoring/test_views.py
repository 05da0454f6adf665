"""Screens of figures and reports: who sees what, what they say."""

from datetime import date

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.monitoring.actions import begin_report, finish_report, write_report
from nastavnik.monitoring.models import Report
from nastavnik.organisations.actions import give_role
from tests.monitoring.made import ENDED, SUMMER, YEAR, answer, make_programme, make_teachers, people
from tests.monitoring.test_reports import WORDS


@pytest.fixture(autouse=True)
def _in_summer(cast):
    with clock.at(SUMMER):
        yield


@pytest.fixture
def year(cast):
    programme = make_programme(cast, people(cast, "mentee", "second_mentee", "third_mentee"), ended=ENDED)
    answer(programme, "mentee", 5, 4, 2)
    answer(programme, "mentor", 5)
    return programme


@pytest.fixture
def report(cast, year) -> Report:
    return begin_report(cast.organisation, YEAR, by=cast.user("curator"))


def address(name, *rest, slug="ryabinka"):
    return reverse(f"monitoring:{name}", args=[slug, *rest])


def page(client, name, *rest, **query):
    return client.get(address(name, *rest), query).content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


LISTS = ("indicator-list", "goal-detail", "process-detail", "statistics-export", "report-list", "report-begin")
OF_A_REPORT = ("report-detail", "report-write", "report-finish")


def test_stranger_finds_nothing(signed_in, report):
    client = signed_in("stranger")
    for name in LISTS:
        assert client.get(address(name)).status_code == 404
    assert client.get(address("indicator-people", "1a")).status_code == 404
    for name in OF_A_REPORT:
        for slug in ("ryabinka", "teremok"):
            assert client.get(address(name, report.pk, slug=slug)).status_code == 404
            assert client.post(address(name, report.pk, slug=slug)).status_code == 404
    assert client.get(address("report-paper", report.pk, "pdf", slug="teremok")).status_code == 404


@pytest.mark.parametrize("part", ["mentor", "mentee", "bystander"])
def test_figures_are_not_for_pairs(signed_in, report, part):
    client = signed_in(part)
    for name in LISTS:
        assert client.get(address(name)).status_code == 403
    for name in OF_A_REPORT:
        assert client.get(address(name, report.pk)).status_code == 403
    assert client.get(address("indicator-people", "2")).status_code == 403


@pytest.mark.clause("4.5/7")
def test_council_sees_sums_without_names(signed_in, cast, report):
    """Who was left out is counted for the council, not named."""
    make_programme(cast, people(cast, "bystander"), ended=date(2026, 10, 3), state="terminated")
    give_role(cast.organisation, cast.user("second_mentor"), "council", since=SUMMER, ground="приказ", by=None)
    client = signed_in("second_mentor")
    said = page(client, "indicator-list")
    assert "42,9" in said
    assert "Не учтены участия короче двух недель: 1." in said
    for name in ("Зайцева", "Абросимова", "Кто вошёл в расчёт", "Составить отчёт"):
        assert name not in said
    assert client.get(address("indicator-people", "1a")).status_code == 403
    assert client.get(address("report-list")).status_code == 403
    assert "Отчёты" not in said


@pytest.mark.clause("M6", "M6/1", "M6/2", "M6/3")
def test_page_shows_numbers_with_numerator_denominator_and_formula(signed_in, year):
    said = page(signed_in("head"), "indicator-list")
    for words in ("42,9", "3 из 7", "66,7", "2 из 3", "100,0", "1 из 1", "ответили 4 или 5 / все участия"):
        assert words in said
    assert "2026/2027 учебный год: с 01.09.2026 по 31.08.2027. Педагоги посчитаны на 01.06.2027." in said
    assert address("indicator-people", "2") in said
    assert "Другое чтение показателя 1" in said


def test_not_computable_is_a_dash_with_a_reason(signed_in, cast):
    said = page(signed_in("curator"), "indicator-list")
    assert "За период нет завершённых программ." in said
    assert "—" in said


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"period": "calendar"}, "2027 год: с 01.01.2027 по 31.12.2027"),
        ({"period": "last_calendar"}, "2026 год: с 01.01.2026 по 31.12.2026"),
        ({"period": "last_year"}, "2025/2026 учебный год: с 01.09.2025 по 31.08.2026"),
        ({"period": "own", "since": "2027-01-11", "until": "2027-05-31"}, "с 11.01.2027 по 31.05.2027"),
        ({"period": "own"}, "Укажите первый день периода."),
        ({"period": "own", "since": "2027-05-31", "until": "2027-01-11"}, "Окончание раньше начала."),
        ({"period": "век"}, "2026/2027 учебный год"),
    ],
)
def test_period_is_chosen(signed_in, year, query, words):
    client = signed_in("curator")
    for name in ("indicator-list", "process-detail"):
        assert words.lower() in page(client, name, **query).lower()


def test_chosen_period_goes_along(signed_in, year):
    said = page(signed_in("curator"), "indicator-list", period="last_year")
    for name, rest in (("indicator-people", ("1a",)), ("process-detail", ()), ("report-begin", ())):
        assert f'{address(name, *rest)}?period=last_year"' in said


@pytest.mark.clause("M6/1")
def test_people_behind_the_first_figure(signed_in, year):
    said = page(signed_in("curator"), "indicator-people", "1a")
    assert "3 из 7 — 42,9 %" in said
    assert said.index("Зайцева Полина Андреевна") < said.index("Абросимова Наталья Юрьевна")


@pytest.mark.clause("M6/2", "M6/3")
def test_people_behind_satisfaction_are_shown_from_three_on(signed_in, year):
    client = signed_in("curator")
    said = page(client, "indicator-people", "2")
    assert "Зайцева Полина Андреевна" in said
    assert "Кто и что ответил, не видит никто" in said
    said = page(client, "indicator-people", "3")
    assert "Белокопытова" not in said
    assert "Участий меньше трёх, поэтому список не показывается" in said


def test_there_is_no_fifth_indicator(signed_in):
    assert signed_in("curator").get(address("indicator-people", "5")).status_code == 404


@pytest.mark.clause("4.4.11", "4.4.12")
def test_page_of_the_process_shows_forms_and_statistics(signed_in, year):
    said = page(signed_in("curator"), "process-detail")
    for words in ("Традиционная", "Строки не суммируются", "Педагогов всего", "Завершены полностью", "4 из 7 (57,1 %)"):
        assert words in said


@pytest.mark.clause("4.4.12")
def test_statistics_open_in_a_spreadsheet(signed_in, year):
    answer_ = signed_in("curator").get(address("statistics-export"))
    assert answer_["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="nastavnichestvo-2027-06-01.csv"' in answer_["Content-Disposition"]
    lines = answer_.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Показатель;Значение;Пояснение"
    assert "Педагогов всего;7;на 01.06.2027" in lines
    assert "Наставляемых;3;участий: 3" in lines


# --- reports ------------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.4.11")
def test_report_is_begun_written_finished_and_printed(signed_in, cast, year):
    client = signed_in("curator")
    assert "Отчётов ещё нет" in page(client, "report-list")
    begun = client.post(address("report-begin"), {"period": "year"})
    report = Report.objects.get()
    assert begun["Location"] == address("report-write", report.pk)
    said = page(client, "report-detail", report.pk)
    assert "Не написано: «Ход программ», «Проблемы и меры», «План на следующий год»." in said
    sent = client.post(address("report-write", report.pk), {"version": "1", **WORDS})
    assert sent["Location"] == address("report-detail", report.pk)
    said = page(client, "report-detail", report.pk)
    assert "Всё написано: проверьте и завершите отчёт" in said
    assert "Две встречи перенесены." in said
    assert "Документ сохранится в двух видах" in page(client, "report-finish", report.pk)
    assert client.post(address("report-finish", report.pk))["Location"] == address("report-detail", report.pk)
    said = page(client, "report-detail", report.pk)
    assert "Готово. Отчёт завершён" in said
    assert address("report-write", report.pk) not in said
    for paper_format, beginning in (("docx", b"PK"), ("pdf", b"%PDF")):
        paper = client.get(address("report-paper", report.pk, paper_format))
        assert b"".join(paper.streaming_content).startswith(beginning)


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"period": "own", "since": "", "until": "2027-05-31"}, "since", "Укажите первый день периода."),
        ({"period": "own", "since": "2027-07-01", "until": "2027-08-01"}, "since", "Этот период ещё не начался"),
        ({"period": ""}, "period", "Обязательное поле."),
    ],
)
def test_begin_says_what_is_wrong(signed_in, cast, typed, field, error):
    answer_ = signed_in("curator").post(address("report-begin"), typed)
    assert answer_.context["form"].errors[field][0].startswith(error)
    assert not Report.objects.exists()


def test_text_typed_in_a_second_window_is_not_lost(signed_in, cast, report):
    client = signed_in("curator")
    write_report(report, {"plan": "Из первого окна"}, by=cast.user("head"), version=1)
    answer_ = client.post(address("report-write", report.pk), {"version": "1", "plan": "Из второго окна"})
    said = answer_.content.decode()
    assert "Отчёт тем временем изменили в другом окне" in said
    assert "Из второго окна" in said
    assert Report.objects.get(pk=report.pk).words["plan"] == "Из первого окна"
    assert 'name="version" value="2"' in said  # sent once more, it is meant
    client.post(address("report-write", report.pk), {"version": "2", "plan": "Из второго окна"})
    assert Report.objects.get(pk=report.pk).words["plan"] == "Из второго окна"


def test_figures_are_taken_anew_by_a_button(signed_in, cast, report):
    make_programme(cast, people(cast, "bystander"))
    client = signed_in("curator")
    assert "3 из 7" in page(client, "report-detail", report.pk)
    client.post(address("figures-retake", report.pk))
    said = page(client, "report-detail", report.pk)
    assert "Показатели пересчитаны" in said
    assert "4 из 7" in said


def test_finished_report_is_shown_but_not_written(signed_in, cast, report):
    write_report(report, WORDS, by=cast.user("curator"), version=1)
    finish_report(report, by=cast.user("curator"))
    client = signed_in("head")
    assert client.get(address("report-write", report.pk))["Location"] == address("report-detail", report.pk)
    client.post(address("figures-retake", report.pk))
    assert "Отчёт завершён: он не меняется." in page(client, "report-detail", report.pk)
    assert "завершён" in page(client, "report-list")


@pytest.mark.clause("4.4.11")
def test_reopened_page_shows_the_same_numbers(signed_in, cast, report):
    client = signed_in("curator")
    make_teachers(cast, 5)
    make_programme(cast, people(cast, "bystander"))
    assert "3 из 7" in page(client, "report-detail", report.pk)
    assert "4 из 12" in page(client, "indicator-list")


QUERIES = {"indicator-list": 12, "process-detail": 30}


@pytest.mark.parametrize("name", ["indicator-list", "process-detail"])
def test_pages_take_as_many_queries_for_many_people_as_for_few(
    signed_in, cast, year, django_assert_max_num_queries, django_assert_num_queries, name
):
    client = signed_in("curator")
    make_programme(
        cast, people(cast, "bystander"), mentors=people(cast, "mentor", "second_mentor", "curator"), ended=ENDED
    )
    with django_assert_max_num_queries(QUERIES[name]) as few:
        client.get(address(name))
    for person in make_teachers(cast, 4):
        answer(make_programme(cast, [person], ended=ENDED), "mentee", 5)
    with django_assert_num_queries(len(few)):
        client.get(address(name))
