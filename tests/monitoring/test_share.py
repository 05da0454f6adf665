"""Indicator 1 in both readings (M6/1): who is in the denominator, who in the numerator."""

from datetime import date, timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.monitoring.indicators import indicators_of
from nastavnik.monitoring.spans import Span
from nastavnik.organisations.actions import change_settings
from nastavnik.pairs.models import RelationMember
from nastavnik.people.actions import change_person, dismiss, employ
from nastavnik.people.models import Employment
from tests.monitoring.made import (
    ENDED,
    STARTED,
    SUMMER,
    YEAR,
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


def counts(cast, code, span=YEAR):
    found = figure(cast, code, span)
    return found.numerator, found.denominator, found.shown.replace("\u00a0", " ")


@pytest.mark.clause("M6/1", "M6")
def test_three_of_twelve_teachers_are_25_per_cent(cast):
    make_teachers(cast, 5)
    for part in ("mentee", "second_mentee", "third_mentee"):
        make_programme(cast, people(cast, part))
    assert counts(cast, "1a") == (3, 12, "25,0 %")


@pytest.mark.clause("M6/1")
def test_young_specialists_are_counted_apart(cast):
    make_programme(cast, people(cast, "mentee", "second_mentee"))
    make_programme(cast, people(cast, "bystander"))  # experienced: not among the young
    assert counts(cast, "1a") == (3, 7, "42,9 %")
    assert counts(cast, "1b") == (2, 3, "66,7 %")


@pytest.mark.clause("M6/1")
def test_no_young_specialists_is_not_computable(cast):
    """Neither 0 nor 100 per cent (edge case 70)."""
    Employment.objects.update(special_months=200)
    found = figure(cast, "1b")
    assert (found.value, found.number, found.shown) == (None, None, "—")
    assert (found.numerator, found.denominator) == (0, 0)
    assert found.reason == "Молодых специалистов нет: показатель не вычисляется."


def test_no_teachers_is_not_computable(cast):
    Employment.objects.update(is_teaching=False)
    found = figure(cast, "1a")
    assert (found.value, found.reason) == (None, "На эту дату в учреждении нет педагогов.")


@pytest.mark.clause("M6/1")
def test_setting_decides_which_reading_is_the_main_one(cast):
    assert [(one.code, one.is_main) for one in indicators_of(cast.organisation, YEAR)][:2] == [
        ("1a", True), ("1b", False),
    ]  # fmt: skip
    change_settings(cast.organisation.settings, by=cast.user("head"), share_of="young")
    assert [(one.code, one.is_main) for one in indicators_of(cast.organisation, YEAR)][:2] == [
        ("1b", True), ("1a", False),
    ]  # fmt: skip


# --- the denominator --------------------------------------------------------------------------------------------
def test_head_is_no_teacher_even_with_a_group_of_their_own(cast):
    employ(cast.head, "воспитатель", by=None, since=date(2026, 9, 1), kind="internal")
    assert figure(cast, "1a").denominator == 7


def test_external_part_timers_are_left_out_and_inner_ones_counted_once(cast):
    make_teachers(cast, 1, kind="external")
    employ(cast.mentor, "педагог-психолог", by=None, since=date(2026, 9, 1), kind="internal")
    assert figure(cast, "1a").denominator == 7


def test_team_is_counted_on_the_last_day_of_the_period(cast):
    dismiss(cast.bystander, by=cast.user("head"), on=date(2027, 5, 31))
    assert figure(cast, "1a", Span(date(2026, 9, 1), date(2027, 5, 31), "")).denominator == 7
    assert figure(cast, "1a", Span(date(2026, 9, 1), date(2027, 6, 1), "")).denominator == 6


def test_team_is_counted_today_while_the_period_lasts(cast):
    assert YEAR.day == SUMMER
    dismiss(cast.bystander, by=cast.user("head"), on=date(2027, 5, 31))
    assert figure(cast, "1a").denominator == 6


@pytest.mark.clause("M6/1")
@pytest.mark.parametrize(
    ("months", "birth_year", "young"),
    [
        (35, 1992, True),  # two years eleven months; 35 this year
        (36, 1992, False),  # three years
        (35, 1991, False),  # 36 this year
        (0, 2005, True),
        (35, None, True),  # the age is not known: by experience (edge case 15)
        (None, 2005, False),  # the experience is not known
    ],
)
def test_young_specialist_by_settings(cast, months, birth_year, young):
    Employment.objects.filter(person=cast.bystander).update(special_months=months, months_as_of=SUMMER)
    change_person(cast.bystander, by=None, birth_year=birth_year)
    names = [one.name for one in figure(cast, "1b").people]
    assert ("Абросимова Наталья Юрьевна" in names) is young


def test_definition_of_young_is_a_setting(cast):
    change_settings(cast.organisation.settings, by=cast.user("head"), young_years=2)
    assert figure(cast, "1b").denominator == 2  # one has passed two years since September
    change_settings(cast.organisation.settings, by=cast.user("head"), young_years=3, young_age=25)
    assert figure(cast, "1b").denominator == 1


def test_what_is_not_known_of_whom_is_told(cast):
    change_person(cast.mentee, by=None, birth_year=None)
    Employment.objects.filter(person=cast.bystander).update(special_months=None)
    said = told(figure(cast, "1b"))
    assert "Год рождения не указан, учтены по стажу: 1." in said
    assert "Год рождения не указан, учтены по стажу: Зайцева П. А." in said
    assert "Стаж не указан, к молодым специалистам не отнесены: Абросимова Н. Ю." in said


# --- the numerator ------------------------------------------------------------------------------------------------
@pytest.mark.clause("M6/1")
def test_dismissed_mentee_never_makes_more_than_a_hundred(cast):
    """The numerator lies inside the denominator (edge case 71)."""
    make_programme(cast, people(cast, "mentee"), ended=date(2027, 3, 1))
    dismiss(cast.mentee, by=cast.user("head"), on=date(2027, 3, 1))
    for part in ("curator", "mentor", "second_mentor", "second_mentee", "third_mentee", "bystander"):
        make_programme(cast, people(cast, part), mentors=[cast.head])
    assert counts(cast, "1a") == (6, 6, "100,0 %")
    assert "не входят в число педагогов: Зайцева П. А." in told(figure(cast, "1a"))


def test_person_in_two_programmes_is_counted_once(cast):
    make_programme(cast, people(cast, "mentee"), ended=date(2027, 1, 31))
    make_programme(cast, people(cast, "mentee"), started=date(2027, 2, 1), mentors=[cast.second_mentor])
    assert figure(cast, "1a").numerator == 1


@pytest.mark.parametrize(
    ("started", "ended", "counted"),
    [
        (date(2026, 3, 1), date(2026, 8, 31), False),  # ended the day before the period
        (date(2026, 3, 1), date(2026, 9, 1), True),  # one day in it
        (date(2027, 8, 31), None, True),  # begun on its last day
        (date(2027, 9, 1), None, False),
        (None, None, False),  # approved, not started
    ],
)
def test_one_day_in_the_period_is_enough(cast, started, ended, counted):
    with clock.at(date(2027, 9, 10)):
        make_programme(cast, people(cast, "mentee"), started=started, ended=ended)
        assert figure(cast, "1a").numerator == counted


@pytest.mark.clause("M6/1")
@pytest.mark.parametrize(("days", "counted"), [(13, 0), (14, 1)])
def test_participation_called_off_within_two_weeks_is_left_out_and_listed(cast, days, counted):
    make_programme(cast, people(cast, "mentee"), ended=STARTED + timedelta(days=days - 1), state="terminated")
    found = figure(cast, "1a")
    assert found.numerator == counted
    assert ("Не учтены участия короче двух недель: Зайцева П. А." in told(found)) is not counted


def test_running_participation_counts_however_young(cast):
    with clock.at(STARTED):
        make_programme(cast, people(cast, "mentee"))
        assert figure(cast, "1a").numerator == 1


def test_member_who_left_the_group_at_once_is_left_out(cast):
    programme = make_programme(cast, people(cast, "mentee", "second_mentee"))
    RelationMember.objects.filter(relation=programme.relation, person=cast.mentee).update(
        left_on=STARTED + timedelta(days=3)
    )
    found = figure(cast, "1a")
    assert found.numerator == 1
    assert "короче двух недель: Зайцева П. А." in told(found)


def test_mentor_is_no_mentee_and_another_kindergarten_is_not_ours(cast):
    make_programme(cast, people(cast, "mentee"))
    names = {one.name for one in figure(cast, "1a").people if one.counted}
    assert names == {"Зайцева Полина Андреевна"}
    assert [(one.numerator, one.denominator) for one in indicators_of(cast.other, YEAR)] == [
        (0, 1), (0, 0), (0, 0), (0, 0),
    ]  # fmt: skip


@pytest.mark.clause("M6/1")
def test_people_behind_the_figure_are_the_figure(cast):
    make_programme(cast, people(cast, "mentee"), ended=ENDED)
    for code in ("1a", "1b"):
        found = figure(cast, code)
        assert len(found.people) == found.denominator
        assert sum(one.counted for one in found.people) == found.numerator
    assert figure(cast, "1a").people[0].post == "воспитатель"
    assert "на 01.06.2027 (без руководителя и внешних совместителей) / " not in figure(cast, "1a").formula
    assert "педагогических работников на 01.06.2027" in figure(cast, "1a").formula


def test_figures_take_as_many_queries_for_many_people_as_for_few(
    cast, django_assert_max_num_queries, django_assert_num_queries
):
    make_programme(cast, people(cast, "mentee"), ended=ENDED)
    make_programme(cast, people(cast, "second_mentee"), ended=ENDED)
    with django_assert_max_num_queries(7) as few:
        indicators_of(cast.organisation, YEAR)
    for person in make_teachers(cast, 8):
        make_programme(cast, [person], ended=ENDED)
    with django_assert_num_queries(len(few)):
        indicators_of(cast.organisation, YEAR)
