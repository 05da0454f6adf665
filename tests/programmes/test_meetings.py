"""Meetings: planned, recorded, confirmed, and what the first one means for the surveys."""

from datetime import date, timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.programmes.actions import (
    confirm_meeting,
    mark_not_held,
    plan_meeting,
    record_meeting,
    remove_meeting,
)
from nastavnik.programmes.models import Meeting
from nastavnik.surveys.actions import submit_response
from nastavnik.surveys.models import Invitation
from tests.cast import TODAY
from tests.programmes.conftest import bring_to
from tests.surveys.conftest import every_answer

TOMORROW = TODAY + timedelta(days=1)


def record(programme, by, **facts):
    return record_meeting(programme, by=by, **{"on": TODAY, "topic": "Разбор собрания", **facts})


def test_record_meeting_needs_one_line_only(brought_to, full_cast):
    meeting = record(brought_to("running"), full_cast.user("mentor"))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.on, meeting.minutes, meeting.channel) == ("held", TODAY, 40, "in_person")
    assert (meeting.recorded_by, meeting.recorded_at, meeting.confirmed_on) == (
        full_cast.user("mentor"), clock.now(), None,
    )  # fmt: skip


def test_a_planned_meeting_is_recorded_with_what_really_was(brought_to, full_cast):
    programme, mentor = brought_to("running"), full_cast.user("mentor")
    asked = {"on": TOMORROW, "topic": "Собрание", "channel": "video", "place": "https://telemost.example/1"}
    planned = plan_meeting(programme, by=full_cast.user("mentee"), **asked)
    with clock.at(TOMORROW + timedelta(days=1)):
        record(programme, mentor, meeting=planned, on=TOMORROW, minutes=55, channel="phone", result="Есть план")
    planned.refresh_from_db()
    assert (planned.state, planned.minutes, planned.channel, planned.result) == (
        "held",
        55,
        "phone",
        "Есть план",
    )
    assert Meeting.objects.count() == 1


def test_record_meeting_refuses(brought_to, full_cast):
    programme = brought_to("running")
    for facts, field in (
        ({"on": TOMORROW}, "on"),
        ({"on": TODAY - timedelta(days=1)}, "on"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"topic": " \n "}, "topic"),
    ):
        with pytest.raises(Refused) as refused:
            record(programme, full_cast.user("mentor"), **facts)
        assert refused.value.field == field
    for part in ("curator", "bystander"):
        with pytest.raises(Refused, match="только участник программы"):
            record(programme, full_cast.user(part))
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize("state", ["draft", "review", "approved"])
def test_meetings_are_recorded_once_the_programme_runs(brought_to, full_cast, state):
    with pytest.raises(Refused, match="Встречи записываются, когда программа реализуется"):
        record(brought_to(state), full_cast.user("mentor"))


def test_a_forgotten_meeting_may_be_recorded_while_results_are_summed_up(brought_to, full_cast):
    assert record(brought_to("closing"), full_cast.user("mentee")).state == "held"


def test_a_meeting_is_not_recorded_twice(brought_to, full_cast):
    programme, mentor = brought_to("running"), full_cast.user("mentor")
    planned = plan_meeting(programme, by=mentor, on=TODAY, topic="Собрание")
    record(programme, mentor, meeting=planned)
    with pytest.raises(Refused, match="состояние — «состоялась»"):
        record(programme, mentor, meeting=planned)


def test_confirm_meeting_is_for_the_other_side(group, full_cast):
    programme = bring_to(full_cast, "running", group)
    meeting = record(programme, full_cast.user("mentee"))
    for part in ("mentee", "second_mentee"):
        with pytest.raises(Refused, match="Встречу подтверждает другая сторона"):
            confirm_meeting(meeting, by=full_cast.user(part))
    with pytest.raises(Refused, match="только участник программы"):
        confirm_meeting(meeting, by=full_cast.user("curator"))
    confirm_meeting(meeting, by=full_cast.user("mentor"))
    meeting.refresh_from_db()
    assert (meeting.confirmed_by, meeting.confirmed_on) == (full_cast.user("mentor"), TODAY)
    with clock.at(TOMORROW):
        confirm_meeting(meeting, by=full_cast.user("mentor"))  # a second press changes nothing
    assert Meeting.objects.get().confirmed_on == TODAY


def test_only_a_held_meeting_is_confirmed(brought_to, full_cast):
    programme = brought_to("running")
    planned = plan_meeting(programme, by=full_cast.user("mentor"), on=TODAY, topic="Собрание")
    with pytest.raises(Refused, match="только состоявшуюся"):
        confirm_meeting(planned, by=full_cast.user("mentee"))


def test_mark_not_held_waits_for_the_day_and_is_final(brought_to, full_cast):
    programme, mentor = brought_to("running"), full_cast.user("mentor")
    planned = plan_meeting(programme, by=mentor, on=TOMORROW, topic="Собрание")
    with pytest.raises(Refused, match="День этой встречи ещё не наступил"):
        mark_not_held(planned, by=mentor, note="замена в группе")
    with clock.at(TOMORROW):
        mark_not_held(planned, by=mentor, note="замена в группе")
    assert Meeting.objects.get().state == "not_held"
    with pytest.raises(Refused, match="состояние — «не состоялась»"):
        record(programme, mentor, meeting=planned)


def test_plan_meeting_refuses_the_past_and_days_outside_the_term(brought_to, full_cast):
    programme = brought_to("running")
    for day in (TODAY - timedelta(days=1), date(2027, 6, 1)):
        with pytest.raises(Refused) as refused:
            plan_meeting(programme, by=full_cast.user("mentor"), on=day, topic="Собрание")
        assert refused.value.field == "on"


@pytest.mark.parametrize("state", ["review", "approved", "closing"])
def test_no_meeting_is_planned_into_a_closed_text_or_at_the_end(brought_to, full_cast, state):
    with pytest.raises(Refused, match="Назначить встречу сейчас нельзя"):
        plan_meeting(brought_to(state), by=full_cast.user("mentor"), on=TOMORROW, topic="Собрание")


def test_a_meeting_of_a_running_programme_is_not_taken_out(brought_to, full_cast):
    meeting = plan_meeting(brought_to("running"), by=full_cast.user("mentor"), on=TOMORROW, topic="Собрание")
    with pytest.raises(Refused, match="ещё составляется"):
        remove_meeting(meeting, by=full_cast.user("mentor"))


@pytest.mark.clause("M2")
def test_a_survey_before_that_comes_after_the_first_meeting_is_late(brought_to, full_cast):
    """Edge case 68, also when the meeting is recorded days later than the survey came."""
    programme = brought_to("running")
    invitations = Invitation.objects.filter(wave="before")
    invitations.update(state="open")  # nobody has answered yet
    first_meeting, handed_in = date(2026, 9, 16), date(2026, 9, 17)
    for part, day in (("mentor", first_meeting), ("mentee", handed_in)):
        invitation = invitations.get(person=full_cast.people[part])
        with clock.at(day):
            submit_response(invitation, every_answer(invitation), by=full_cast.user(part))
    with clock.at(date(2026, 9, 21)):
        record(programme, full_cast.user("mentor"), on=date(2026, 9, 18))
        assert not invitations.filter(is_late=True).exists()
        record(programme, full_cast.user("mentor"), on=first_meeting)  # an earlier one, remembered later
    assert [late.person for late in invitations.filter(is_late=True)] == [full_cast.mentee]
