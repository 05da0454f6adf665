"""Meetings in the calendar programmes of other makers: read back by an independent one (vobject), never by our own."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.organisations.actions import add_service
from nastavnik.people.actions import close_access_due, dismiss
from nastavnik.programmes.actions import (
    cancel_meeting,
    close_calendar,
    mark_not_held,
    move_meeting,
    open_calendar,
    plan_meeting,
    renew_calendar,
)
from nastavnik.programmes.models import CalendarAddress, Meeting
from tests.cast import TODAY
from tests.programmes.conftest import bring_to, relation_in_force
from tests.programmes.test_views import address, main_of

TOMORROW = TODAY + timedelta(days=1)
FRIDAY = date(2026, 9, 18)
LINK = "https://video.example/secret-room"

pytestmark = pytest.mark.clause("1.4/5")


@pytest.fixture
def meeting(brought_to, full_cast) -> Meeting:
    return plan_meeting(
        brought_to("running"), by=full_cast.user("mentor"), on=TOMORROW, topic="Трудный разговор", place="кабинет 3",
        starts_at=time(13, 30), minutes=45,
    )  # fmt: skip


@pytest.fixture
def subscription(full_cast):
    """The address of the mentor's calendar."""
    row = open_calendar(full_cast.mentor, by=full_cast.user("mentor"))
    return reverse("calendar", args=[row.token])


def events(answer) -> list:
    """The events, as a calendar programme reads them."""
    assert answer.status_code == 200
    return getattr(vobject.readOne(answer.content.decode()), "vevent_list", [])


def test_a_calendar_reads_the_hour_in_the_zone_of_the_institution(full_cast, meeting, subscription, client):
    full_cast.organisation.time_zone = "Asia/Kamchatka"
    full_cast.organisation.save()
    answer = client.get(subscription)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = events(answer)
    begins = event.dtstart.value
    assert (begins.replace(tzinfo=None), begins.utcoffset()) == (datetime(2026, 9, 15, 13, 30), timedelta(hours=12))
    assert event.dtend.value - begins == timedelta(minutes=45)
    assert (event.uid.value, event.sequence.value, event.status.value) == (str(meeting.pk), "0", "CONFIRMED")
    calendar = vobject.readOne(answer.content.decode())
    assert (calendar.method.value, calendar.vtimezone.tzid.value) == ("PUBLISH", "Asia/Kamchatka")


def test_a_meeting_without_an_hour_takes_the_day_and_keeps_nobody_busy(full_cast, meeting, subscription, client):
    move_meeting(meeting, by=full_cast.user("mentee"), on=FRIDAY)
    [event] = events(client.get(subscription))
    assert (event.dtstart.value, event.dtend.value) == (FRIDAY, FRIDAY + timedelta(days=1))
    assert (event.transp.value, event.sequence.value) == ("TRANSPARENT", "1")


def test_moved_and_called_off_meetings_keep_their_name_and_grow_their_number(full_cast, meeting, subscription, client):
    mentee = full_cast.user("mentee")
    seen = []
    for act in (
        lambda: None,
        lambda: move_meeting(meeting, by=mentee, on=FRIDAY, starts_at=time(9)),
        lambda: cancel_meeting(meeting, by=mentee, note="не нужна"),
    ):
        act()
        [event] = events(client.get(subscription))
        seen.append((event.uid.value, event.sequence.value, event.status.value, event.dtstart.value.day))
    key = str(meeting.pk)
    assert seen == [(key, "0", "CONFIRMED", 15), (key, "1", "CONFIRMED", 18), (key, "2", "CANCELLED", 18)]


def test_what_was_not_held_or_outlived_its_programme_is_cancelled_and_a_draft_is_tentative(full_cast, client):
    mentor = full_cast.user("mentor")
    draft = bring_to(full_cast, "draft", relation_in_force(full_cast, ("mentor",), ("mentee",)))
    plan_meeting(draft, by=mentor, on=FRIDAY, topic="Начало")
    closing = bring_to(full_cast, "running", relation_in_force(full_cast, ("second_mentor",), ("third_mentee",)))
    other = full_cast.user("second_mentor")
    missed = plan_meeting(closing, by=other, on=TODAY, topic="Первая")
    mark_not_held(missed, by=other, note="не успели")
    plan_meeting(closing, by=other, on=FRIDAY, topic="Вторая")
    first, second = (open_calendar(full_cast.people[part], by=None) for part in ("mentor", "second_mentor"))
    assert [one.status.value for one in events(client.get(reverse("calendar", args=[first.token])))] == ["TENTATIVE"]
    feed = reverse("calendar", args=[second.token])
    assert [one.status.value for one in events(client.get(feed))] == ["CANCELLED", "CONFIRMED"]
    closing.refresh_from_db()
    closing.state, closing.end_reason, closing.ended_on = "terminated", "mutual", TODAY
    closing.save()
    ended = events(client.get(feed))
    assert [one.status.value for one in ended] == ["CANCELLED", "CANCELLED"]
    assert ended[1].sequence.value == "1"


@pytest.mark.clause("1.4/4")
def test_a_calendar_holds_no_names_no_topic_and_no_way_into_the_room(full_cast, meeting, subscription, client):
    service = add_service(full_cast.organisation, by=full_cast.user("curator"), name="Видеосвязь области")
    asked = {"on": FRIDAY, "starts_at": time(9), "channel": "video", "service": service, "place": LINK}
    move_meeting(meeting, by=full_cast.user("mentee"), **asked)
    answer = client.get(subscription)
    [event] = events(answer)
    assert event.summary.value == "Встреча с П. А. З."
    assert event.location.value == "Видеосвязь области"
    assert event.url.value == "http://testserver" + address(full_cast, "programme-detail", meeting.programme)
    unfolded = answer.content.decode().replace("\r\n ", "")
    for word in ("Зайцева", "Полина", "Белокопытова", "Трудный", LINK, "secret-room"):
        assert word not in unfolded
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75  # RFC 5545, 3.1


def test_old_meetings_and_those_of_others_are_not_there(full_cast, meeting, subscription, client):
    other = bring_to(full_cast, "running", relation_in_force(full_cast, ("second_mentor",), ("third_mentee",)))
    plan_meeting(other, by=full_cast.user("second_mentor"), on=TOMORROW, topic="Чужая")
    assert [event.uid.value for event in events(client.get(subscription))] == [str(meeting.pk)]
    with clock.at(TOMORROW + timedelta(days=30)):
        assert len(events(client.get(subscription))) == 1
    with clock.at(TOMORROW + timedelta(days=31)):
        assert events(client.get(subscription)) == []


def test_the_subscription_is_the_same_until_something_changes(full_cast, meeting, subscription, client):
    first = client.get(subscription)
    with clock.at(datetime(2026, 9, 14, 18, tzinfo=UTC)):
        again = client.get(subscription, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        since = client.get(subscription, headers={"If-Modified-Since": first["Last-Modified"]})
        assert since.status_code == 304
        move_meeting(meeting, by=full_cast.user("mentee"), on=FRIDAY)
        changed = client.get(subscription, headers={"If-None-Match": first["ETag"]})
        assert changed.status_code == 200 and changed["ETag"] != first["ETag"]
        assert client.get(subscription, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 200
    assert first["Cache-Control"] == "private, no-cache" and not first.cookies


def test_a_token_is_long_random_and_not_in_the_database(full_cast, subscription):
    row = CalendarAddress.objects.get()
    renewed = renew_calendar(full_cast.mentor, by=full_cast.user("mentor"))
    assert len(row.token) == 64 and row.token[22:] != renewed.token[22:]
    assert row.token not in str(CalendarAddress.objects.values().get())
    assert CalendarAddress.by_token(renewed.token) == row


def test_only_the_whole_token_of_somebody_who_works_here_opens_a_calendar(full_cast, subscription, client, settings):
    token = CalendarAddress.objects.get().token
    opens = lambda one: client.get(reverse("calendar", args=[one])).status_code  # noqa: E731
    last = "A" if token[-1] != "A" else "B"
    for wrong in (token[:-1] + last, token[:-1], token + "A", token[:22], "x", "ы" * 64, "A" * 64):
        assert opens(wrong) == 404, wrong
    assert opens(token) == 200
    assert client.post(subscription).status_code == 405
    renew_calendar(full_cast.mentor, by=full_cast.user("mentor"))
    assert opens(token) == 404
    fresh = CalendarAddress.objects.get().token
    settings.SECRET_KEY = "another installation with a copy of the database"
    assert opens(fresh) == 404
    assert opens(CalendarAddress.objects.get().token) == 200
    close_calendar(full_cast.mentor, by=full_cast.user("mentor"))
    assert opens(fresh) == 404


def test_who_is_dismissed_takes_no_calendar_along(full_cast, subscription, client):
    assert client.get(subscription).status_code == 200
    dismiss(full_cast.mentor, by=full_cast.user("curator"), on=TODAY)
    with clock.at(TOMORROW):
        close_access_due(TOMORROW)
        assert client.get(subscription).status_code == 404


def test_the_owner_switches_the_address_on_changes_it_and_switches_it_off(full_cast, meeting, signed_in):
    client, page = signed_in("mentor"), address(full_cast, "calendar-detail")
    assert "Подписка выключена" in main_of(client.get(page))
    shown = client.post(address(full_cast, "calendar-open"), follow=True)
    first = CalendarAddress.objects.get().token
    assert f"http://testserver/calendar/{first}.ics" in main_of(shown)
    assert f"webcal://testserver/calendar/{first}.ics" in main_of(shown)
    shown = main_of(client.post(address(full_cast, "calendar-renew"), follow=True))
    assert first not in shown and CalendarAddress.objects.get().token in shown
    assert CalendarAddress.objects.get().token not in main_of(signed_in("mentee").get(page))
    client = signed_in("mentor")
    assert "адрес больше ничего не показывает" in main_of(
        client.post(address(full_cast, "calendar-close"), follow=True)
    )
    assert CalendarAddress.objects.count() == 0
    refused = main_of(client.post(address(full_cast, "calendar-renew"), follow=True))
    assert "Подписка на календарь выключена" in refused


def test_one_meeting_is_taken_along_as_a_file(full_cast, meeting, signed_in):
    answer = signed_in("mentee").get(address(full_cast, "meeting-file", meeting))
    assert answer["Content-Disposition"] == 'attachment; filename="vstrecha-2026-09-15.ics"'
    [event] = events(answer)
    assert (event.uid.value, event.summary.value) == (str(meeting.pk), "Встреча с И. Г. Б.")


def test_a_calendar_takes_as_many_queries_for_many_meetings(full_cast, meeting, client, subscription,
                                                            django_assert_num_queries):  # fmt: skip
    with django_assert_num_queries(4):
        client.get(subscription)
    for number in range(20):
        plan_meeting(meeting.programme, by=full_cast.user("mentor"), on=FRIDAY, topic=f"Встреча {number}")
    with django_assert_num_queries(4):
        client.get(subscription)
