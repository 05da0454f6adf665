"""The daily command: once in effect, resumable, faults apart, days off, pauses."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions import end_relation
from nastavnik.programmes.actions import plan_meeting, record_meeting
from nastavnik.programmes.models import Meeting, Pause, Programme
from nastavnik.reminders import due
from nastavnik.reminders.due import run_due
from nastavnik.reminders.kinds import KINDS
from nastavnik.reminders.kinds.work import MeetingKind
from nastavnik.reminders.models import Reminder, Step
from tests.cast import TODAY
from tests.reminders.conftest import each_day, said, seen, titles, work

THURSDAY = TODAY + timedelta(days=3)
FRIDAY = TODAY + timedelta(days=4)


def planned(programme: Programme, count: int, on: date) -> list[Meeting]:
    return [
        Meeting.objects.create(
            organisation=programme.organisation, programme=programme, on=on, topic=f"Беседа {number}"
        )
        for number in range(count)
    ]


@pytest.mark.clause("6.1/3")
def test_a_meeting_of_tomorrow_is_said_to_both_sides_once_though_the_command_is_run_twice(running, full_cast):
    planned(running, 1, FRIDAY)
    first, second = work(THURSDAY), work(THURSDAY)
    assert (first.said, second.said) == (2, 0)
    assert said("meeting") == [("Белокопытова", THURSDAY), ("Зайцева", THURSDAY)]
    Step.objects.all().delete()  # even when the places are forgotten
    assert work(THURSDAY).said == 0
    assert len(said("meeting")) == 2


def test_a_run_killed_in_its_second_chunk_goes_on_where_it_stopped_and_says_everything_once(running, monkeypatch):
    planned(running, 7, FRIDAY)
    looked, say = [], due._say

    def killed(kind, told, day):
        looked.append(len(told))
        if len(looked) == 2:
            say(kind, told, day)  # written, and lost with the transaction
            raise KeyboardInterrupt
        return say(kind, told, day)

    monkeypatch.setattr(due, "_say", killed)
    with pytest.raises(KeyboardInterrupt):
        work(THURSDAY, chunk=3)
    assert Reminder.objects.filter(kind="meeting").count() == 6
    monkeypatch.setattr(due, "_say", say)
    report = work(THURSDAY, chunk=3)
    assert report.said == 8 and Reminder.objects.filter(kind="meeting").count() == 14
    assert Step.objects.get(name="meeting").seen == 7
    assert Step.objects.filter(done_at=None).count() == 0


def test_one_faulty_row_is_logged_and_the_others_are_said(running, monkeypatch, caplog):
    meetings = planned(running, 9, FRIDAY)
    told = MeetingKind.told

    def faulty(kind, row, ground):
        if row.pk == meetings[4].pk:
            raise ValueError("a broken row")
        return told(kind, row, ground)

    monkeypatch.setattr(MeetingKind, "told", faulty)
    report = work(THURSDAY, chunk=5)
    assert (report.said, report.faults) == (16, 1)
    assert str(meetings[4].pk) in caplog.text
    assert Step.objects.get(name="meeting").faults == 1


def test_a_fault_of_one_act_stops_neither_the_other_acts_nor_the_reminders(running, monkeypatch):
    def broken(today):
        raise ValueError("broken")

    planned(running, 1, FRIDAY)
    monkeypatch.setattr(due, "ACTS", (("сломано", broken), *due.ACTS))
    report = work(THURSDAY)
    assert (report.faults, report.said, len(report.acts)) == (1, 2, len(due.ACTS) - 1)


@pytest.mark.clause("8.1")
def test_the_acts_that_fall_due_are_done(running, full_cast):
    with clock.at(FRIDAY):
        end_relation(running.relation, by=full_cast.user("head"), on=FRIDAY, reason="curator", note="Приказ")
    assert work(FRIDAY).acts["завершено программ по приказам"] == 0
    assert work(FRIDAY + timedelta(days=1)).acts["завершено программ по приказам"] == 1
    assert Programme.objects.get().state == "terminated"


def test_nothing_is_said_on_a_day_off_and_monday_is_prepared_for_on_friday(running, full_cast):
    monday = TODAY + timedelta(days=7)
    planned(running, 1, monday)
    work(THURSDAY)
    assert said("meeting") == []
    work(FRIDAY)
    assert len(said("meeting")) == 2


def test_what_falls_on_a_day_off_is_said_on_the_next_working_day(running):
    item = running.items.get()
    item.due_on = TODAY + timedelta(days=8)  # Tuesday: three days before it is a Saturday
    item.save()
    each_day(FRIDAY, TODAY + timedelta(days=7))
    assert {day for _who, day in said("item")} == {TODAY + timedelta(days=7)}


@pytest.mark.clause("8.2")
def test_nobody_hears_anything_of_a_programme_that_rests_and_all_of_it_afterwards(running, full_cast):
    Pause.objects.create(
        organisation=full_cast.organisation, programme=running, state="agreed", asked_at=clock.now(),
        since=TODAY + timedelta(days=1), until=TODAY + timedelta(days=60),
    )  # fmt: skip
    planned(running, 1, FRIDAY)
    each_day(THURSDAY, FRIDAY)
    work(running.items.get().due_on)
    assert Reminder.objects.count() == 0
    work(TODAY + timedelta(days=63))
    assert {row.kind for row in Reminder.objects.all()} == {"item", "unrecorded", "checkpoint"}


def test_a_pause_after_the_reminder_hides_it_and_does_not_lose_it(running, full_cast):
    item = running.items.get()
    before = item.due_on - timedelta(days=2)
    work(before)
    assert titles(full_cast, "mentee", before) == [item.title]
    pause = Pause.objects.create(
        organisation=full_cast.organisation, programme=running, state="agreed", asked_at=clock.now(),
        since=before, until=before + timedelta(days=9),
    )  # fmt: skip
    assert titles(full_cast, "mentee", before) == []
    work(before + timedelta(days=1))
    pause.delete()
    assert titles(full_cast, "mentee", before + timedelta(days=1)) == [item.title]


@pytest.mark.clause("4.4.7")
def test_silence_is_said_once_to_the_mentor_and_once_to_the_curator_and_anew_after_a_record(running, full_cast):
    each_day(TODAY, TODAY + timedelta(days=40))
    fortnight, month = TODAY + timedelta(days=14), TODAY + timedelta(days=30)
    assert said("silence") == [("curator", month), ("Белокопытова", fortnight)]
    with clock.at(TODAY + timedelta(days=41)):
        record_meeting(running, by=full_cast.user("mentor"), on=clock.today(), topic="Беседа")
    assert "silence" not in {line.kind.code for line in seen(full_cast, "mentor", TODAY + timedelta(days=41))}
    each_day(TODAY + timedelta(days=42), TODAY + timedelta(days=43))
    assert set(Reminder.objects.filter(kind="silence").values_list("closed_on", flat=True)) == {
        TODAY + timedelta(days=42)
    }
    again = TODAY + timedelta(days=56)  # 4 November does not count
    each_day(again - timedelta(days=1), again)
    assert said("silence")[-1] == ("Белокопытова", again)


def test_what_is_done_disappears_at_once_and_its_row_is_closed_by_the_next_run(running, full_cast):
    with clock.at(THURSDAY):
        meeting = plan_meeting(running, by=full_cast.user("mentor"), on=FRIDAY, topic="Беседа")
    work(THURSDAY)
    assert titles(full_cast, "mentor", THURSDAY) == ["Встреча завтра, 18 сентября: «Беседа»"]
    Meeting.objects.filter(pk=meeting.pk).update(on=FRIDAY + timedelta(days=3))
    assert titles(full_cast, "mentor", THURSDAY) == []
    report = work(FRIDAY)
    assert (report.closed, report.said) == (2, 2)  # of Friday; of Monday


def test_the_fixed_number_of_queries_of_a_chunk(running):
    planned(running, 2, FRIDAY)
    work(THURSDAY)
    spent = {}
    for count in (3, 30):
        Reminder.objects.all().delete()
        Step.objects.all().delete()
        planned(running, count, FRIDAY)
        with CaptureQueriesContext(connection) as queries:
            work(THURSDAY)
        spent[count] = len(queries)
    assert spent[3] == spent[30]


def test_the_command_says_what_it_has_done(running, full_cast):
    planned(running, 1, FRIDAY)
    with clock.at(THURSDAY):
        said = StringIO()
        call_command("due", stdout=said)
        assert "17.09.2026: просмотрено 5, новых напоминаний 2, снято 0" in said.getvalue()
        assert due.is_done(THURSDAY) and not due.is_done(FRIDAY)


@pytest.mark.parametrize(("day", "words"), [("2026-09-18", "ещё не наступил"), ("завтра", "не день")])
def test_a_wrong_day_is_refused_in_words(cast, day, words):
    with clock.at(THURSDAY), pytest.raises(CommandError, match=words) as refusal:
        call_command("due", day=day)
    assert refusal.value.returncode == 2


def test_a_missed_day_can_be_made_up_for(running):
    planned(running, 1, FRIDAY)
    with clock.at(FRIDAY):
        assert run_due(THURSDAY).said == 2
    assert {day for _who, day in said("meeting")} == {THURSDAY}


def test_a_day_to_come_is_refused(cast):
    with pytest.raises(Refused, match="ещё не наступил"):
        run_due(TODAY + timedelta(days=1))


def test_a_failed_run_says_so_by_its_exit_code(running, monkeypatch):
    planned(running, 1, FRIDAY)
    monkeypatch.setattr(MeetingKind, "told", lambda *given: 1 / 0)
    with clock.at(THURSDAY), pytest.raises(CommandError, match="Не удалось: 1") as failure:
        call_command("due", stdout=StringIO())
    assert failure.value.returncode == 1


def test_reminders_of_a_kind_that_is_no_more_are_closed(cast):
    Reminder.objects.create(
        organisation=cast.organisation, role="curator", kind="gone", about_id=cast.mentor.pk, occasion=TODAY,
        said_on=TODAY,
    )  # fmt: skip
    assert work(TODAY).closed == 1


def test_the_table_of_kinds_says_of_each_whom_when_and_until_when():
    assert len(KINDS) == 19
    for code, kind in KINDS.items():
        assert code == kind.code and len(code) <= 20
        assert all((kind.label, kind.clause, kind.who, kind.when, kind.until)), code


def test_that_something_was_said_leaves_the_journal_to_the_acts_of_people(running):
    planned(running, 1, FRIDAY)
    before = JournalEntry.objects.count()
    work(THURSDAY)
    assert JournalEntry.objects.count() == before
