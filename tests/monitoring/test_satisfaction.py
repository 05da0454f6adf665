"""Indicators 2 and 3 (M6/2, M6/3): silence stays in the denominator, nobody learns who answered what."""

from datetime import date

import pytest

from nastavnik.kit import clock
from nastavnik.monitoring.spans import Span
from tests.monitoring.made import (
    ENDED,
    SUMMER,
    answer,
    figure,
    make_programme,
    make_teachers,
    people,
    told,
)


@pytest.fixture(autouse=True)
def _in_summer(cast):
    with clock.at(SUMMER):
        yield


def counts(cast, code):
    found = figure(cast, code)
    return found.numerator, found.denominator, found.shown.replace("\u00a0", " ")


@pytest.fixture
def group(cast):
    """A group of one mentor and three mentees whose programme has ended."""
    return make_programme(cast, people(cast, "mentee", "second_mentee", "third_mentee"), ended=ENDED)


@pytest.mark.clause("M6/2", "M6")
def test_four_and_five_are_satisfied(cast, group):
    answer(group, "mentee", 5, 4, 3)
    assert counts(cast, "2") == (2, 3, "66,7 %")


@pytest.mark.clause("M6/2")
def test_silence_stays_in_the_denominator_and_is_told(cast, group):
    answer(group, "mentee", 5, None, None)
    found = figure(cast, "2")
    assert (found.numerator, found.denominator) == (1, 3)
    said = told(found)
    assert "Анкеты «после» сданы: 1 из 3 (33,3 %)." in said
    assert "Недостаточно ответов" in said
    assert "Удовлетворены из тех, кто оценил: 1 из 1 (100,0 %)." in said


def test_nobody_was_asked_yet(cast, group):
    assert counts(cast, "2") == (0, 3, "0,0 %")
    assert "Анкеты «после» сданы: 0 из 3 (0,0 %)." in told(figure(cast, "2"))
    assert [one.note for one in figure(cast, "2").people] == ["программа №\u00a01/2026 · не разослана"] * 3


def test_not_sure_is_an_answer_but_no_mark(cast, group):
    answer(group, "mentee", "na", 4, 5)
    assert counts(cast, "2") == (2, 3, "66,7 %")
    assert "«Не могу оценить» или без оценки: 1." in told(figure(cast, "2"))
    assert "Удовлетворены из тех, кто оценил: 2 из 2 (100,0 %)." in told(figure(cast, "2"))


@pytest.mark.clause("M6/3")
def test_mentor_of_two_groups_gives_two_answers(cast, group):
    second = make_programme(cast, people(cast, "bystander"), ended=ENDED)
    answer(group, "mentor", 5)
    answer(second, "mentor", 2)
    assert counts(cast, "3") == (1, 2, "50,0 %")


@pytest.mark.clause("M6/2", "M6/3")
def test_no_programme_has_ended_is_not_computable(cast):
    make_programme(cast, people(cast, "mentee"))
    for code in ("2", "3"):
        found = figure(cast, code)
        assert (found.value, found.shown, found.reason) == (None, "—", "За период нет завершённых программ.")


@pytest.mark.parametrize(("ended", "counted"), [(date(2026, 8, 31), 0), (date(2026, 9, 1), 1), (date(2027, 5, 20), 1)])
def test_programme_counts_in_the_period_in_which_it_ended(cast, ended, counted):
    make_programme(cast, people(cast, "mentee"), started=date(2026, 3, 1), ended=ended)
    assert figure(cast, "2").denominator == counted


def test_programme_across_two_years_is_finished_in_one_of_them_only(cast):
    make_programme(cast, people(cast, "mentee"), ended=date(2027, 1, 15))
    first = Span(date(2026, 1, 1), date(2026, 12, 31), "2026 год")
    second = Span(date(2027, 1, 1), date(2027, 12, 31), "2027 год")
    assert [figure(cast, "2", span).denominator for span in (first, second)] == [0, 1]
    assert [figure(cast, "1a", span).numerator for span in (first, second)] == [1, 1]  # active in both


def test_terminated_programme_counts_too_and_one_that_never_started_does_not(cast):
    make_programme(cast, people(cast, "mentee"), ended=ENDED, state="terminated")
    make_programme(cast, people(cast, "second_mentee"), started=None, ended=ENDED, state="terminated")
    assert figure(cast, "2").denominator == 1


def test_participation_of_a_fortnight_at_least(cast):
    make_programme(cast, people(cast, "mentee"), ended=date(2026, 10, 5), state="terminated")
    found = figure(cast, "3")
    assert found.denominator == 0
    assert "Не учтены участия короче двух недель: Белокопытова И. Г." in told(found)


# --- nobody learns who answered what -----------------------------------------------------------------------------
@pytest.mark.clause("M6/2")
@pytest.mark.parametrize(("point", "words"), [(5, "100,0 %"), (3, "0,0 %")])
def test_one_mentee_cannot_be_hidden_and_is_told_so(cast, point, words):
    """Edge case 67: the figure is 0 or 100 %, and no list stands beside it."""
    programme = make_programme(cast, people(cast, "mentee"), ended=ENDED)
    answer(programme, "mentee", point)
    found = figure(cast, "2")
    assert found.shown.replace("\u00a0", " ") == words
    assert found.people == ()
    assert "Участие одно: показатель может быть только 0 или 100 %, ответ нельзя скрыть." in told(found)


def test_below_three_only_the_number_is_shown(cast):
    answer(make_programme(cast, people(cast, "mentee", "second_mentee"), ended=ENDED), "mentee", 5, 2)
    found = figure(cast, "2")
    assert (found.numerator, found.denominator, found.people) == (1, 2, ())
    assert "Участий меньше трёх: показывается только число." in told(found)


@pytest.mark.clause("M6/2")
def test_people_behind_are_participations_and_whether_the_survey_is_in(cast, group):
    answer(group, "mentee", 5, 4, 1)
    found = figure(cast, "2")
    assert [(one.name, one.counted, one.note) for one in found.people] == [
        ("Зайцева Полина Андреевна", None, "программа №\u00a01/2026 · сдана"),
        ("Ким Артём", None, "программа №\u00a01/2026 · сдана"),
        ("Мухаметзянова Алсу Ринатовна", None, "программа №\u00a01/2026 · сдана"),
    ]
    assert "Индекс" not in told(found)  # S1…S5 were not asked here


@pytest.mark.parametrize(
    ("answers", "told_who"), [((5, None, None), False), ((5, 2, None), False), ((None, None, None), True)]
)
def test_one_or_two_surveys_are_not_ascribed_to_anybody(cast, group, answers, told_who):
    """«1 из 3 satisfied» beside «one survey is in, hers» would tell her answer."""
    answer(group, "mentee", *answers)
    notes = [one.note for one in figure(cast, "2").people]
    assert all(("сдана" in note or "ждёт" in note) is told_who for note in notes)


def test_index_is_a_whole_number_of_three_at_least(cast, group):
    whole = {f"S{number}": 4 for number in range(6)}
    answer(group, "mentee", whole, whole | {"S1": 5}, {"S0": 5, "S1": 5, "S2": 5})  # the last rated two of five
    assert "Индекс" not in told(figure(cast, "2"))
    more = make_programme(cast, make_teachers(cast, 1), ended=ENDED)
    answer(more, "mentee", whole)
    # means 4, 4.2, 4 of three respondents: (4.0666… − 1) / 4 × 100 = 76.67
    assert "Индекс удовлетворённости: 77 из 100 (ответивших: 3)." in told(figure(cast, "2"))


def test_formula_is_printed_under_the_figure(cast):
    for code in ("2", "3"):
        assert (
            "ответили 4 или 5 / все участия в программах, завершённых за период × 100 %" in figure(cast, code).formula
        )
