"""The goal in figures, and who has stayed one year and three after a programme began (2.1, 2.2/5)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.monitoring.actions import note_leaving
from nastavnik.monitoring.goal import goal_of
from nastavnik.monitoring.models import Leaving
from nastavnik.monitoring.spans import own_span
from nastavnik.organisations.actions import give_role
from nastavnik.pairs.models import Relation
from nastavnik.people.actions import dismiss, employ
from tests.monitoring.made import STARTED, make_programme, make_teachers, people

YEAR, THREE = STARTED + timedelta(days=365), STARTED + timedelta(days=1095)
ALL = own_span(date(2026, 9, 1), date(2030, 8, 31))


def kept(cast, code: str, on: date):
    """(numerator, denominator), and the names of those counted in."""
    with clock.at(on):
        figure = next(one for one in goal_of(cast.organisation, ALL) if one.code == code)
    assert figure.denominator == len(figure.people)
    assert figure.numerator == sum(row.counted for row in figure.people)
    return figure


def leave(cast, part: str, on: date) -> None:
    with clock.at(on):
        dismiss(cast.people[part], by=cast.user("curator"), on=on)


@pytest.mark.clause("2.2/5")
def test_who_left_after_200_days_is_not_retained_at_one_year(cast):
    make_programme(cast, people(cast, "mentee", "second_mentee"))
    leave(cast, "mentee", STARTED + timedelta(days=200))
    figure = kept(cast, "kept1", YEAR)
    assert (figure.numerator, figure.denominator) == (1, 2)
    assert [(row.name, row.counted) for row in figure.people] == [
        (cast.second_mentee.full_name, True),
        (cast.mentee.full_name, False),
    ]


@pytest.mark.clause("2.2/5")
@pytest.mark.parametrize(
    ("last", "one_year", "three_years"),
    [(YEAR - timedelta(days=1), 0, 0), (YEAR, 1, 0), (THREE - timedelta(days=1), 1, 0), (THREE, 1, 1)],
)
def test_the_day_itself_decides(cast, last, one_year, three_years):
    make_programme(cast, people(cast, "mentee"))
    leave(cast, "mentee", last)
    found = [kept(cast, code, THREE) for code in ("kept1", "kept3")]
    assert [(figure.numerator, figure.denominator) for figure in found] == [(one_year, 1), (three_years, 1)]


@pytest.mark.clause("2.2/5")
def test_whose_day_has_not_come_is_in_neither(cast):
    make_programme(cast, people(cast, "mentee"))
    leave(cast, "mentee", STARTED + timedelta(days=200))
    before = kept(cast, "kept1", YEAR - timedelta(days=1))
    assert (before.numerator, before.denominator, before.value) == (0, 0, None)
    assert "ещё не наступил" in before.notes[0] and before.notes[0].endswith(": 1.")
    assert cast.mentee.surname not in before.notes[0] and cast.mentee.surname in before.left_out[0]


def test_a_person_counts_once_from_the_first_programme_that_was_valid_and_may_come_back(cast):
    make_programme(cast, people(cast, "mentee"), ended=date(2026, 10, 5), state="terminated")
    make_programme(cast, people(cast, "mentee"), started=date(2027, 3, 1))
    void = make_programme(cast, people(cast, "bystander")).relation
    Relation.objects.filter(pk=void.pk).update(state="void")
    leave(cast, "mentee", date(2027, 4, 1))
    with clock.at(date(2027, 9, 1)):
        employ(cast.mentee, "делопроизводитель", by=None, since=date(2027, 9, 1), is_teaching=False)
    figure = kept(cast, "kept1", YEAR)
    assert (figure.numerator, figure.denominator) == (1, 1)
    assert figure.notes == ("Из них на непедагогических должностях: 1.",)


@pytest.mark.clause("2.1")
def test_the_numbers_of_the_panel_are_those_of_its_lists(cast, signed_in):
    make_programme(cast, people(cast, "mentee"), ended=date(2027, 5, 20))
    make_programme(cast, people(cast, "second_mentee"), ended=date(2027, 4, 1), state="terminated")
    make_programme(cast, people(cast, "third_mentee"))
    with clock.at(YEAR):
        client = signed_in("curator")
        query = {"period": "own", "since": "2026-09-01", "until": "2027-12-31"}
        panel = client.get(reverse("monitoring:goal-detail", args=["ryabinka"]), query)
        assert panel.status_code == 200
        shown = {one.code: (one.numerator, one.denominator) for one in panel.context["indicators"]}
        assert shown == {"1a": (3, 7), "1b": (3, 3), "completed": (1, 2), "kept1": (3, 3), "kept3": (0, 0)}
        for code, (numerator, denominator) in shown.items():
            rows = client.get(reverse("monitoring:indicator-people", args=["ryabinka", code]), query)
            listed = rows.context["indicator"].people
            assert (sum(bool(row.counted) for row in listed), len(listed)) == (numerator, denominator), code
            assert rows.content.decode().count('scope="row"') == denominator, code


def test_the_reason_of_leaving_is_optional_and_can_be_taken_back(cast, signed_in):
    make_programme(cast, people(cast, "mentee"))
    leave(cast, "mentee", STARTED + timedelta(days=200))
    address = reverse("monitoring:leaving-note", args=["ryabinka", cast.mentee.pk])
    with clock.at(YEAR):
        client = signed_in("head")
        client.post(address, {"reason": "school"})
        figure = kept(cast, "kept1", YEAR)
        assert figure.people[0].reason == "работает в другой образовательной организации"
        assert figure.left_out == ("Ушли, но остались в профессии: 1.",) and figure.notes == ()
        client.post(address, {"reason": ""})
        assert not Leaving.objects.exists()
        note_leaving(cast.mentee, by=cast.user("curator"), reason="moved")
        answer = client.post(
            reverse("monitoring:leaving-note", args=["ryabinka", cast.bystander.pk]), {"reason": "pension"}
        )
        assert "работает в учреждении: причины ухода нет" in answer.content.decode()
        assert signed_in("mentor").get(address).status_code == 403
        assert signed_in("stranger").get(address).status_code == 404
        employ(cast.mentee, "воспитатель", by=None, since=YEAR)  # came back, and left once more
    leave(cast, "mentee", YEAR + timedelta(days=30))
    assert kept(cast, "kept1", YEAR + timedelta(days=60)).people[0].reason == ""


@pytest.mark.clause("4.5/7")
def test_the_council_sees_the_panel_without_names(cast, signed_in):
    make_programme(cast, people(cast, "mentee"))
    with clock.at(date(2027, 6, 1)):
        give_role(cast.organisation, cast.user("second_mentor"), "council", since=STARTED, ground="приказ", by=None)
        client = signed_in("second_mentor")
        body = client.get(reverse("monitoring:goal-detail", args=["ryabinka"])).content.decode()
        assert "ещё не наступил" in body and "Зайцева" not in body and "Кто вошёл в расчёт" not in body
        assert client.get(reverse("monitoring:indicator-people", args=["ryabinka", "kept1"])).status_code == 403


def test_the_panel_takes_as_many_queries_for_many(
    cast, signed_in, django_assert_num_queries, django_assert_max_num_queries
):
    make_programme(cast, people(cast, "mentee"))
    address = reverse("monitoring:goal-detail", args=["ryabinka"])
    with clock.at(YEAR):
        client = signed_in("curator")
        with django_assert_max_num_queries(13) as few:
            client.get(address)
        for person in make_teachers(cast, 5):
            make_programme(cast, [person])
        with django_assert_num_queries(len(few)):
            client.get(address)
