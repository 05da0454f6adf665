"""Meetings to come: an hour and a place, moved, called off, planned against hours with children."""

from datetime import date, time, timedelta

import pytest

from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.actions import add_service, drop_service
from nastavnik.people.models import Employment
from nastavnik.programmes.actions import (
    cancel_meeting,
    change_hours,
    confirm_meeting,
    mark_not_held,
    move_meeting,
    plan_meeting,
    record_meeting,
)
from nastavnik.programmes.models import Meeting, Programme
from nastavnik.programmes.usual import usual_meeting
from tests.cast import TODAY
from tests.programmes.conftest import relation_in_force

TOMORROW = TODAY + timedelta(days=1)
FRIDAY = date(2026, 9, 18)
LINK = "https://video.example/ryabinka"


@pytest.fixture
def running(brought_to) -> Programme:
    return brought_to("running")


@pytest.fixture
def planned(running, full_cast) -> Meeting:
    """Tomorrow at half past one, by the mentor, in the methodical room."""
    return plan_meeting(
        running, by=full_cast.user("mentor"), on=TOMORROW, topic="Собрание", starts_at=time(13, 30),
        place=" методический  кабинет ",
    )  # fmt: skip


def test_a_planned_meeting_keeps_its_hour_length_and_place(planned):
    stored = Meeting.objects.get()
    assert (stored.starts_at, stored.minutes, stored.place) == (time(13, 30), 40, "методический кабинет")
    assert (stored.sequence, stored.changed_at, stored.clash_note) == (0, clock.now(), "")


@pytest.mark.clause("3.3.5")
@pytest.mark.parametrize("channel", ["video", "messages"])
def test_a_meeting_at_a_distance_names_its_service_or_link(running, full_cast, channel):
    mentor = full_cast.user("mentor")
    for act, day in ((plan_meeting, TOMORROW), (record_meeting, TODAY)):
        with pytest.raises(Refused, match="укажите сервис или ссылку") as refused:
            act(running, by=mentor, on=day, topic="Собрание", channel=channel, place="  ")
        assert refused.value.field == "place"
    service = add_service(full_cast.organisation, by=full_cast.user("curator"), name="Видеосвязь области")
    by_service = plan_meeting(running, by=mentor, on=TOMORROW, topic="Собрание", channel=channel, service=service)
    by_link = record_meeting(running, by=mentor, on=TODAY, topic="Собрание", channel=channel, place=LINK)
    assert (by_service.where, by_service.link, by_link.where, by_link.link) == ("Видеосвязь области", "", LINK, LINK)


def test_nobody_has_to_name_a_place_for_a_talk_face_to_face_or_by_telephone(running, full_cast):
    for channel in ("in_person", "phone"):
        assert plan_meeting(running, by=full_cast.user("mentor"), on=TOMORROW, topic="Беседа", channel=channel).pk


def test_move_meeting_says_who_moved_it_and_from_which_day(planned, full_cast):
    with clock.at(TOMORROW):
        move_meeting(planned, by=full_cast.user("mentee"), on=FRIDAY, starts_at=time(9), place="группа 4")
    stored = Meeting.objects.get()
    assert (stored.on, stored.starts_at, stored.place, stored.state) == (FRIDAY, time(9), "группа 4", "planned")
    assert (stored.moved_from, stored.moved_by) == (TOMORROW, full_cast.user("mentee"))
    assert stored.moved_at.date() == TOMORROW and stored.changed_at == stored.moved_at
    assert stored.sequence == 1
    moved = [entry for entry in journal.entries_about(planned.programme) if entry.event == "meeting_moved"]
    assert [(entry.facts["was"], entry.facts["on"]) for entry in moved] == [("2026-09-15", "2026-09-18")]


def test_another_place_on_the_same_day_is_no_move_and_nothing_changed_is_nothing(planned, full_cast):
    stands = {"on": TOMORROW, "starts_at": time(13, 30), "place": "методический кабинет"}
    move_meeting(planned, by=full_cast.user("mentee"), **stands)
    assert Meeting.objects.get().sequence == 0
    move_meeting(planned, by=full_cast.user("mentee"), **{**stands, "place": "группа 4"})
    stored = Meeting.objects.get()
    assert (stored.sequence, stored.moved_from, stored.moved_by) == (1, None, None)


def test_of_two_open_pages_the_second_move_is_told_of_the_first(planned, full_cast):
    move_meeting(planned, by=full_cast.user("mentor"), on=FRIDAY, seen=0)
    with pytest.raises(Outdated, match="встречу уже перенесли"):
        move_meeting(planned, by=full_cast.user("mentee"), on=TOMORROW, seen=0)
    assert Meeting.objects.get().on == FRIDAY


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"on": TODAY - timedelta(days=1)}, "on"), ({"on": date(2027, 6, 1)}, "on"), ({"minutes": 0}, "minutes")],
)
def test_move_meeting_refuses_days_outside_the_term_and_the_past(planned, full_cast, facts, field):
    with pytest.raises(Refused) as refused:
        move_meeting(planned, by=full_cast.user("mentor"), **{"on": FRIDAY, **facts})
    assert refused.value.field == field


def test_what_has_been_held_is_not_moved_or_called_off(planned, full_cast):
    mentor = full_cast.user("mentor")
    with clock.at(TOMORROW):
        record_meeting(planned.programme, by=mentor, on=TOMORROW, topic="Собрание", meeting=planned)
        with pytest.raises(Refused, match="эта состоялась"):
            move_meeting(planned, by=mentor, on=FRIDAY)
        with pytest.raises(Refused, match="состояние — «состоялась»"):
            cancel_meeting(planned, by=mentor, note="не нужна")


def test_to_move_a_meeting_of_a_text_asks_for_new_agreements(brought_to, full_cast):
    """6.1/2: while the programme is written its schedule is a part of the text."""
    programme = brought_to("agreeing")
    meeting = plan_meeting(programme, by=full_cast.user("mentee"), on=TOMORROW, topic="Собрание")
    version = programme.version
    move_meeting(meeting, by=full_cast.user("mentee"), on=FRIDAY)
    assert Programme.objects.get().version == version + 1


@pytest.mark.parametrize("act", [cancel_meeting, mark_not_held])
def test_a_meeting_that_is_not_held_says_why_in_a_word(planned, full_cast, act):
    with clock.at(TOMORROW):
        with pytest.raises(Refused) as refused:
            act(planned, by=full_cast.user("mentee"), note="  ")
        assert refused.value.field == "note"
        act(planned, by=full_cast.user("mentee"), note=" замена\nв группе ")
    stored = Meeting.objects.get()
    state = "cancelled" if act is cancel_meeting else "not_held"
    assert (stored.state, stored.miss_note, stored.sequence) == (state, "замена в группе", 1)


def test_a_meeting_whose_day_has_passed_is_marked_not_called_off(planned, full_cast):
    with clock.at(FRIDAY), pytest.raises(Refused, match="День этой встречи прошёл"):
        cancel_meeting(planned, by=full_cast.user("mentor"), note="не успели")


# --- hours with children and leave ------------------------------------------------------------------------------


@pytest.mark.clause("1.5")
@pytest.mark.parametrize(
    ("starts_at", "minutes", "note"),
    [
        (time(11, 59), 40, "Зайцева П. А.: работа с детьми 08:00–12:00"),
        (time(12), 40, ""),  # the minute in which they end is free
        (time(7, 20), 40, ""),
        (time(7, 20), 41, "Зайцева П. А.: работа с детьми 08:00–12:00"),
        (None, 40, ""),
    ],
)
def test_a_meeting_inside_hours_with_children_is_planned_with_a_note(running, full_cast, starts_at, minutes, note):
    week = {TOMORROW.weekday(): [(time(8), time(12))], FRIDAY.weekday(): [(time(12), time(19))]}
    change_hours(full_cast.mentee, by=full_cast.user("curator"), week=week)
    change_hours(full_cast.bystander, by=full_cast.user("curator"), week=week)
    asked = {"on": TOMORROW, "topic": "Беседа", "starts_at": starts_at, "minutes": minutes}
    plan_meeting(running, by=full_cast.user("mentor"), **asked)
    assert Meeting.objects.get().clash_note.replace("\N{NO-BREAK SPACE}", " ") == note


@pytest.mark.clause("1.5")
def test_a_long_leave_is_a_clash_too_and_a_move_looks_again(planned, full_cast):
    Employment.objects.filter(person=full_cast.mentee).update(on_leave=True)
    move_meeting(planned, by=full_cast.user("mentor"), on=FRIDAY)
    assert "в длительном отпуске" in Meeting.objects.get().clash_note
    Employment.objects.update(on_leave=False)
    move_meeting(planned, by=full_cast.user("mentor"), on=TOMORROW)
    assert Meeting.objects.get().clash_note == ""


# --- what stands in the form beforehand -------------------------------------------------------------------------


@pytest.mark.clause("3.3.5")
def test_a_form_is_filled_in_as_last_time_and_at_first_by_the_form_of_mentoring(running, full_cast):
    mentor, curator = full_cast.user("mentor"), full_cast.user("curator")
    assert usual_meeting(running) == {"channel": "video", "service": None, "place": "", "minutes": 40}
    service = add_service(full_cast.organisation, by=curator, name="Видеосвязь области")
    assert usual_meeting(running)["service"] == service
    record_meeting(running, by=mentor, on=TODAY, topic="Беседа", place="группа 4", minutes=25)
    assert usual_meeting(running) == {"channel": "in_person", "service": None, "place": "группа 4", "minutes": 25}
    plan_meeting(running, by=mentor, on=TOMORROW, topic="Беседа", channel="video", service=service)
    assert usual_meeting(running) == {"channel": "video", "service": service, "place": "", "minutes": 40}
    drop_service(service, by=curator)
    assert usual_meeting(running)["service"] is None


def test_a_pair_that_is_not_virtual_meets_face_to_face(brought_to, full_cast):
    programme = brought_to("running", relation_in_force(full_cast, form="situational"))
    assert usual_meeting(programme)["channel"] == "in_person"


# --- disputed ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("M4/1")
def test_a_meeting_that_the_other_side_leaves_unconfirmed_is_disputed_and_not_done(running, full_cast):
    """Edge case 66: seven days by the setting; who confirms later mends it."""
    settings = full_cast.organisation.settings
    meeting = record_meeting(running, by=full_cast.user("mentor"), on=TODAY, topic="Беседа", place="группа 4")
    for days, disputed in ((0, False), (7, False), (8, True)):
        with clock.at(TODAY + timedelta(days=days)):
            assert Meeting.objects.get().is_disputed is disputed
            assert Meeting.objects.done(settings.confirm_days).count() == (not disputed)
    with clock.at(TODAY + timedelta(days=9)):
        confirm_meeting(meeting, by=full_cast.user("mentee"))
        assert Meeting.objects.get().is_disputed is False
        assert Meeting.objects.done(settings.confirm_days).get() == meeting
