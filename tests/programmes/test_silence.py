"""Programmes without a record for long: what counts as a sign of life, which days count, who is told (4.4.7)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.consents.models import Consent
from nastavnik.kit import clock
from nastavnik.organisations.calendar import WorkingCalendar
from nastavnik.people.actions import change_employment
from nastavnik.people.models import Employment
from nastavnik.programmes.actions import do_item, mark_not_held, plan_meeting, record_meeting
from nastavnik.programmes.models import Pause, Programme
from nastavnik.programmes.silence import days_of_silence, silent_programmes
from tests.cast import TODAY
from tests.programmes.conftest import bring_to, relation_in_force
from tests.programmes.test_views import address, main_of

EVERY_DAY = WorkingCalendar(frozenset({2026, 2027}), frozenset(), frozenset())


@pytest.fixture
def running(brought_to) -> Programme:
    """Started on Monday 14.09.2026."""
    return brought_to("running")


def told(cast, days: int) -> list[tuple[int, bool, bool]]:
    """What is silent so many days after the start: days, whether the mentor is asked, whether the curator is told."""
    day = TODAY + timedelta(days=days)
    with clock.at(day):
        found = silent_programmes(cast.organisation, day)
    return [(one.days, one.tells_mentor, one.tells_curator) for one in found]


@pytest.mark.clause("4.4.7")
def test_the_mentor_is_asked_after_a_fortnight_and_the_curator_told_after_a_month(running, full_cast):
    assert told(full_cast, 13) == []
    assert told(full_cast, 14) == [(14, True, False)]
    assert told(full_cast, 29) == [(29, True, False)]
    assert told(full_cast, 30) == [(30, True, True)]


def test_both_numbers_are_settings(running, full_cast):
    settings = full_cast.organisation.settings
    settings.silence_mentor_days, settings.silence_curator_days = 5, 3
    settings.save()
    assert told(full_cast, 2) == []
    assert told(full_cast, 4) == [(4, False, True)]
    assert told(full_cast, 5) == [(5, True, True)]


def test_a_meeting_held_is_a_record_and_one_that_was_not_held_is_none(running, full_cast):
    mentor = full_cast.user("mentor")
    with clock.at(TODAY + timedelta(days=10)):
        missed = plan_meeting(running, by=mentor, on=clock.today(), topic="Беседа")
        mark_not_held(missed, by=mentor, note="не успели")
        record_meeting(running, by=mentor, on=TODAY + timedelta(days=8), topic="Беседа")
    assert told(full_cast, 21) == []
    assert told(full_cast, 22) == [(14, True, False)]


def test_an_item_done_is_a_record(running, full_cast):
    with clock.at(TODAY + timedelta(days=10)):
        for part in ("mentor", "mentee"):
            do_item(running.items.get(), by=full_cast.user(part), actual="Получилось")
    assert told(full_cast, 23) == []
    assert told(full_cast, 24) == [(14, True, False)]


@pytest.mark.parametrize("state", ["draft", "approved", "closing"])
def test_only_a_running_programme_is_silent(brought_to, full_cast, state):
    brought_to(state)
    assert told(full_cast, 60) == []


def test_a_pair_whose_consent_does_not_hold_is_left_in_peace(running, full_cast):
    Consent.objects.filter(person=full_cast.mentee, kind="mentee").update(withdrawn_on=TODAY + timedelta(days=20))
    assert told(full_cast, 19) == [(19, True, False)]
    assert told(full_cast, 40) == []


def test_days_of_rest_do_not_count(running, full_cast):
    pause = {"organisation": full_cast.organisation, "programme": running, "asked_at": clock.now()}
    since, until = TODAY + timedelta(days=5), TODAY + timedelta(days=24)  # twenty days
    Pause.objects.create(**pause, state="declined", since=since, until=until)
    assert told(full_cast, 14) == [(14, True, False)]
    Pause.objects.create(**pause, state="agreed", since=since, until=until)
    assert told(full_cast, 20) == []
    assert told(full_cast, 33) == []
    assert told(full_cast, 34) == [(14, True, False)]


def test_a_long_leave_is_no_silence_and_the_count_begins_when_it_ends(running, full_cast):
    job = Employment.objects.get(person=full_cast.mentee)
    with clock.at(TODAY + timedelta(days=2)):
        change_employment(job, by=full_cast.user("curator"), on_leave=True)
    assert told(full_cast, 40) == []
    with clock.at(TODAY + timedelta(days=50)):
        change_employment(job, by=full_cast.user("curator"), on_leave=False)
    assert told(full_cast, 64) == []  # 4 November, a holiday, is among the days since
    assert told(full_cast, 65) == [(14, True, False)]


def test_one_mentee_on_leave_does_not_silence_a_group(group, full_cast):
    bring_to(full_cast, "running", group)
    Employment.objects.filter(person=full_cast.mentee).update(on_leave=True)
    assert told(full_cast, 14) == [(14, True, False)]
    Employment.objects.filter(person=full_cast.second_mentee).update(on_leave=True)
    assert told(full_cast, 14) == []


def off(*days: date) -> WorkingCalendar:
    return WorkingCalendar(frozenset({2026, 2027}), frozenset(days), frozenset())


@pytest.mark.parametrize(
    ("since", "until", "calendar", "days"),
    [
        (date(2026, 9, 14), date(2026, 9, 14), EVERY_DAY, 0),
        (date(2026, 9, 14), date(2026, 9, 28), EVERY_DAY, 14),  # two weekends are days like others
        (date(2026, 11, 2), date(2026, 11, 9), off(date(2026, 11, 4)), 6),
        # New Year: weekdays off 1–8 January 2027 (Friday to Friday), the weekend between them too
        (date(2026, 12, 31), date(2027, 1, 11), off(*(date(2027, 1, day) for day in (1, 4, 5, 6, 7, 8))), 3),
    ],
)
def test_holidays_and_the_weekends_between_them_do_not_count(since, until, calendar, days):
    assert days_of_silence(since, until, calendar) == days


@pytest.mark.clause("6.1/3")
def test_mentor_and_curator_see_it_on_their_first_pages_and_the_mentee_is_not_asked(running, full_cast, signed_in):
    home = reverse("desk:home", args=[full_cast.organisation.slug])
    register = address(full_cast, "programme-list") + "?silent"
    with clock.at(TODAY + timedelta(days=14)):
        assert "14\N{NO-BREAK SPACE}дней без записей" in main_of(signed_in("mentor").get(home))
        assert "без записей" not in main_of(signed_in("mentee").get(home))
        assert "без записей" not in main_of(signed_in("curator").get(home))
        assert "14\N{NO-BREAK SPACE}дней без записей" in main_of(signed_in("curator").get(register))
    with clock.at(TODAY + timedelta(days=30)):
        client = signed_in("curator")
        shown = main_of(client.get(home))
        assert "Узнать, как идут дела: давно нет записей" in shown and register in shown
        record_meeting(running, by=full_cast.user("mentor"), on=clock.today(), topic="Беседа")
        assert "давно нет записей" not in main_of(client.get(home))
        assert len(client.get(register).context["page"].object_list) == 0


def test_as_many_queries_for_one_silent_programme_as_for_many(running, full_cast, django_assert_num_queries):
    day = TODAY + timedelta(days=40)
    count = 6
    with clock.at(day), django_assert_num_queries(count):
        assert len(silent_programmes(full_cast.organisation, day)) == 1
    for pair in (("second_mentor", "third_mentee"), ("mentor", "second_mentee")):
        bring_to(full_cast, "running", relation_in_force(full_cast, (pair[0],), (pair[1],)))
    with clock.at(day), django_assert_num_queries(count):
        assert len(silent_programmes(full_cast.organisation, day)) == 3
