"""Reports: figures are frozen, words are written, what is finished does not change (4.4.11)."""

from datetime import date

import pytest

from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.monitoring.actions import begin_report, finish_report, retake_figures, write_report
from nastavnik.monitoring.figures import from_json, take, to_json
from nastavnik.monitoring.models import Report
from nastavnik.monitoring.papers import report_paper
from nastavnik.monitoring.spans import own_span
from nastavnik.organisations.actions import change_organisation, change_settings, give_role
from nastavnik.papers.actions import verify_paper
from nastavnik.papers.models import IssuedPaper
from nastavnik.papers.plain import to_text
from nastavnik.people.actions import change_person, dismiss
from nastavnik.programmes.models import Programme
from nastavnik.surveys.models import Response
from tests.monitoring.made import ENDED, SUMMER, YEAR, answer, make_programme, people

WORDS = {
    "process": "Программа выполнена.\nДве встречи перенесены.",
    "problems": "Мало времени — освободить час в неделю — заведующий — до 1 октября",
    "plan": "Начать школу наставника",
}


@pytest.fixture(autouse=True)
def _in_summer(cast):
    with clock.at(SUMMER):
        yield


@pytest.fixture
def year(cast):
    """A programme of three mentees that has ended, two of them satisfied."""
    programme = make_programme(cast, people(cast, "mentee", "second_mentee", "third_mentee"), ended=ENDED)
    answer(programme, "mentee", 5, 4, 2)
    answer(programme, "mentor", 5)
    return programme


@pytest.fixture
def report(cast, year) -> Report:
    return begin_report(cast.organisation, YEAR, by=cast.user("curator"))


def written(report, cast) -> Report:
    return write_report(report, WORDS, by=cast.user("curator"), version=report.version)


def paper_of(report) -> str:
    return to_text(report_paper(Report.objects.get(pk=report.pk))).replace("\u00a0", " ")


@pytest.mark.clause("4.4.11")
def test_figures_survive_being_stored(cast, year):
    figures = take(cast.organisation, YEAR)
    report = Report.objects.create(
        organisation=cast.organisation, since=YEAR.since, until=YEAR.until, figures=to_json(figures),
        made_at=clock.now(), taken_at=clock.now(),
    )  # fmt: skip
    assert from_json(Report.objects.get(pk=report.pk).figures) == figures


@pytest.mark.clause("4.4.11", "M6")
def test_reopened_report_says_the_same_after_the_data_have_changed(cast, year, report):
    """Edge case 76: people are edited, dismissed, renamed, answers erased, thresholds moved."""
    figures, printed = from_json(report.figures), paper_of(report)
    assert [one.shown.replace("\u00a0", " ") for one in figures.indicators] == [
        "42,9 %",
        "100,0 %",
        "66,7 %",
        "100,0 %",
    ]
    head = cast.user("head")
    dismiss(cast.mentee, by=head, on=date(2027, 6, 1))
    change_person(cast.mentor, by=head, surname="Иванова")
    change_settings(cast.organisation.settings, by=head, share_of="young", young_years=1)
    change_organisation(cast.organisation, by=head, full_name="Новое имя", short_name="Новое")
    give_role(cast.organisation, cast.user("bystander"), "head", since=date(2027, 6, 1), ground="приказ", by=None)
    Response.objects.all().delete()
    Programme.objects.update(state="running", ended_on=None, end_reason="")
    with clock.at(date(2028, 6, 1)):
        assert from_json(Report.objects.get(pk=report.pk).figures) == figures
        assert paper_of(report) == printed
        now = take(cast.organisation, YEAR)
    assert [one.shown for one in now.indicators] != [one.shown for one in figures.indicators]


@pytest.mark.clause("4.4.11")
def test_figures_of_a_draft_are_taken_anew_on_wish_and_words_stay(cast, report):
    written(report, cast)
    with clock.at(date(2027, 6, 10)):
        make_programme(cast, people(cast, "bystander"), started=date(2027, 6, 1))
        retake_figures(report, by=cast.user("curator"))
    kept = Report.objects.get(pk=report.pk)
    assert from_json(kept.figures).indicators[0].numerator == 4
    assert kept.words["plan"] == "Начать школу наставника"
    assert kept.taken_at.date() == date(2027, 6, 10)


# --- words --------------------------------------------------------------------------------------------------------
def test_words_are_kept_by_section_and_others_stay(cast, report):
    write_report(report, {"process": " Первое ", "нет такого": "x"}, by=cast.user("curator"), version=1)
    write_report(report, {"plan": "Второе"}, by=cast.user("curator"), version=2)
    kept = Report.objects.get(pk=report.pk)
    assert (kept.words, kept.version) == ({"process": "Первое", "plan": "Второе"}, 3)
    assert entries_about(report).last().facts == {"sections": ["plan"]}


def test_second_window_is_noticed(cast, report):
    other = Report.objects.get(pk=report.pk)
    write_report(report, {"plan": "Из первого окна"}, by=cast.user("curator"), version=1)
    with pytest.raises(Outdated):
        write_report(other, {"plan": "Из второго окна"}, by=cast.user("curator"), version=1)
    assert Report.objects.get(pk=report.pk).words == {"plan": "Из первого окна"}


# --- beginning and finishing ----------------------------------------------------------------------------------------
def test_begin_report_refuses_the_future_and_a_second_draft(cast, report):
    with pytest.raises(Refused, match="ещё не начался"):
        begin_report(cast.organisation, own_span(date(2027, 6, 2), date(2027, 12, 31)), by=cast.user("curator"))
    with pytest.raises(Refused, match="уже составляется"):
        begin_report(cast.organisation, YEAR, by=cast.user("curator"))
    begin_report(cast.organisation, own_span(date(2027, 1, 1), date(2027, 5, 31)), by=cast.user("curator"))
    assert Report.objects.count() == 2


@pytest.mark.clause("M1")
def test_report_without_conclusions_is_not_finished(cast, report):
    write_report(report, {"process": "Шло", "plan": " "}, by=cast.user("curator"), version=1)
    with pytest.raises(Refused) as refused:
        finish_report(report, by=cast.user("curator"))
    assert refused.value.sentence == "Не написано: «Проблемы и меры», «План на следующий год»."
    assert not IssuedPaper.objects.exists()


@pytest.mark.clause("4.4.11")
def test_finished_report_is_kept_as_paper_and_not_changed(cast, report):
    finish_report(written(report, cast), by=cast.user("curator"))
    kept = Report.objects.get(pk=report.pk)
    assert (kept.state, kept.finished_on) == ("final", SUMMER)
    issued = IssuedPaper.objects.filter(about_id=report.pk)
    assert sorted(issued.values_list("format", flat=True)) == ["docx", "pdf"]
    assert all(verify_paper(paper) for paper in issued)
    for attempt in (
        lambda: write_report(kept, {"plan": "иначе"}, by=cast.user("curator"), version=kept.version),
        lambda: retake_figures(kept, by=cast.user("curator")),
    ):
        with pytest.raises(Refused, match="Отчёт завершён"):
            attempt()
    with pytest.raises(Refused):
        finish_report(kept, by=cast.user("curator"))
    assert IssuedPaper.objects.filter(about_id=report.pk).count() == 2


def test_mistake_in_a_finished_report_is_put_right_in_another(cast, report):
    finish_report(written(report, cast), by=cast.user("curator"))
    again = begin_report(cast.organisation, YEAR, by=cast.user("curator"))
    assert again.pk != report.pk


# --- the paper ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.4.11", "M6/1", "M6/2", "M6/3")
def test_paper_has_ten_sections_figures_with_formulas_and_the_curators_words(cast, report):
    said = paper_of(written(report, cast))
    for number, heading in enumerate((
        "Основание и условия", "Количественные показатели", "Ход реализации программ", "Влияние на участников",
        "Показатели реализации целевой модели", "Вовлечённость в формы наставничества", "Лучшие практики",
        "Самоанализ", "Проблемы и меры", "План на следующий год",
    ), 1):  # fmt: skip
        assert f"## {number}. {heading}" in said
    for words in (
        "за период с 01.09.2026 по 31.08.2027",
        "УТВЕРЖДАЮ",
        "О. С. Веретенникова",
        "Е. Б. Кудрявцева",
        "42,9 %",
        "3 из 7",
        "ответили 4 или 5 / все участия в программах",
        "Две встречи перенесены.",
        "Начать школу наставника",
        "Показатели рассчитаны по данным на 01.06.2027, версия методики 1.",
    ):
        assert words in said, words


@pytest.mark.clause("M6/2")
def test_people_stand_in_the_closed_appendix_only(cast, report):
    body, appendix = paper_of(report).split("Кто вошёл в расчёт показателей")
    assert "Зайцева" not in body
    assert "Для служебного пользования" in appendix
    assert "Зайцева Полина Андреевна" in appendix
    assert "программа № 1/2026 · сдана" in appendix
    assert "Список не приводится: участий меньше трёх." in appendix  # the one mentor


def test_paper_of_a_kindergarten_without_head_and_curator(cast):
    report = begin_report(cast.other, YEAR, by=cast.user("stranger"))
    said = paper_of(report)
    assert "Руководитель" in said
    assert "Записей нет." not in said
    assert "не вычисляется" in said
