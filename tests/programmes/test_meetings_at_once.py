"""The same meeting at the same moment, on both databases: it is recorded once, moved once, confirmed once."""

import pytest

from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.programmes.actions import (
    cancel_meeting,
    change_hours,
    confirm_meeting,
    move_meeting,
    open_calendar,
    plan_meeting,
    record_meeting,
)
from nastavnik.programmes.hours import hours_of, read_hours
from nastavnik.programmes.models import CalendarAddress, Meeting, Programme
from tests.cast import TODAY, build_cast, fill_banks
from tests.pairs.threads import Crowd, shared_database
from tests.programmes.conftest import bring_to, relation_in_force

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def planned(transactional_db):
    """A running programme with a meeting planned for today; the cast comes with it."""
    with clock.at(TODAY):
        cast = build_cast()
        fill_banks(cast)
        programme = bring_to(cast, "running", relation_in_force(cast))
        meeting = plan_meeting(programme, by=cast.user("mentor"), on=TODAY, topic="Собрание")
        yield cast, meeting.pk


def fresh(key) -> Meeting:
    return Meeting.objects.select_related("programme__relation", "programme__organisation__settings").get(pk=key)


@pytest.mark.clause("6.2/2")
def test_a_planned_meeting_that_both_record_at_once_is_held_once(planned, tmp_path):
    cast, key = planned
    users = [cast.user("mentor"), cast.user("mentee")]

    def record(number: int) -> str:
        meeting = fresh(key)
        topic = f"Собрание, сторона {number}"
        record_meeting(meeting.programme, by=users[number], on=TODAY, topic=topic, meeting=meeting)
        return topic

    with shared_database(tmp_path):
        crowd = Crowd()
        outcomes = crowd(2, record)
        [topic] = [each for each in outcomes if isinstance(each, str)]
        [refused] = [each for each in outcomes if isinstance(each, Refused)]
        assert "состоялась" in refused.sentence
        stored = crowd.looks(lambda: Meeting.objects.select_related("recorded_by").get())
        assert (stored.topic, stored.state, stored.sequence) == (topic, "held", 1)
        assert stored.recorded_by == users[outcomes.index(topic)]
        events = crowd.looks(lambda: [entry.event for entry in journal.entries_about(fresh(key))])
        assert events.count("meeting_recorded") == 1
        assert crowd.looks(lambda: journal.broken_link(cast.organisation.pk)) is None


def test_of_many_moves_from_one_page_one_is_made_and_the_others_are_told(planned, tmp_path):
    cast, key = planned
    users = [cast.user("mentor"), cast.user("mentee")]

    def move(number: int) -> int:
        day = TODAY.replace(day=15 + number)
        move_meeting(fresh(key), by=users[number % 2], on=day, seen=0)
        return day.day

    with shared_database(tmp_path):
        crowd = Crowd()
        outcomes = crowd(6, move)
        [moved] = [each for each in outcomes if isinstance(each, int)]
        assert [type(each) for each in outcomes if not isinstance(each, int)] == [Outdated] * 5
        stored = crowd.looks(lambda: Meeting.objects.get())
        assert (stored.on.day, stored.sequence) == (moved, 1)


def test_to_record_and_to_call_off_at_once_is_one_of_the_two(planned, tmp_path):
    cast, key = planned
    mentor, mentee = cast.user("mentor"), cast.user("mentee")

    def act(number: int) -> str:
        meeting = fresh(key)
        if number:
            cancel_meeting(meeting, by=mentee, note="не нужна")
            return "cancelled"
        record_meeting(meeting.programme, by=mentor, on=TODAY, topic="Собрание", meeting=meeting)
        return "held"

    with shared_database(tmp_path):
        crowd = Crowd()
        outcomes = crowd(2, act)
        [done] = [each for each in outcomes if isinstance(each, str)]
        assert sum(isinstance(each, Refused) for each in outcomes) == 1
        assert crowd.looks(lambda: Meeting.objects.get().state) == done


def test_what_is_pressed_twenty_times_at_once_is_done_once(planned, tmp_path):
    """A confirmation, a calendar switched on, a week of hours."""
    cast, key = planned
    mentor, mentee, week = cast.user("mentor"), cast.user("mentee"), {0: read_hours("8–12")}
    record_meeting(Programme.objects.get(), by=mentor, on=TODAY, topic="Собрание", meeting=fresh(key))

    def press(_number: int) -> None:
        confirm_meeting(fresh(key), by=mentee)
        open_calendar(cast.mentee, by=mentee)
        change_hours(cast.mentee, by=mentee, week=week)

    with shared_database(tmp_path):
        crowd = Crowd()
        assert crowd(20, press) == [None] * 20
        said = crowd.looks(lambda: [one.event for one in journal.JournalEntry.objects.all()])
        for event in ("meeting_confirmed", "calendar_opened", "hours_changed"):
            assert said.count(event) == 1, event
        assert crowd.looks(lambda: (CalendarAddress.objects.count(), hours_of(cast.mentee))) == (1, {0: "08:00–12:00"})
