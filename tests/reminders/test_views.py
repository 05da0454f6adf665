"""One's own page of reminders, what may be put off, and the first pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.programmes.models import Meeting
from nastavnik.reminders.due import run_due
from nastavnik.reminders.models import Reminder, Step
from tests.cast import TODAY
from tests.orders.made import submitted
from tests.reminders.conftest import titles, work
from tests.reminders.test_due import FRIDAY, THURSDAY, planned


def page(cast) -> str:
    return reverse("reminders:reminder-list", args=[cast.organisation.slug])


def door(cast, reminder) -> str:
    return reverse("reminders:reminder-put-off", args=[cast.organisation.slug, reminder.pk])


def text_of(answer) -> str:
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")


@pytest.mark.clause("1.4/7")
def test_everybody_sees_their_own_and_no_others(running, full_cast, signed_in):
    planned(running, 1, FRIDAY)
    work(THURSDAY)
    with clock.at(THURSDAY):
        assert "Встреча завтра, 18 сентября: «Беседа 0»" in text_of(signed_in("mentee").get(page(full_cast)))
        for part in ("bystander", "curator", "head"):
            shown = text_of(signed_in(part).get(page(full_cast)))
            assert "Беседа" not in shown and "Сейчас вас ни о чём не нужно предупреждать" in shown


def test_a_reminder_is_put_off_for_a_week_and_comes_back_by_itself(running, full_cast, signed_in):
    item = running.items.get()
    first = item.due_on - timedelta(days=2)
    work(first)
    mine = Reminder.objects.get(user=full_cast.user("mentee"))
    Reminder.objects.filter(kind="silence").delete()
    with clock.at(first):
        answer = signed_in("mentee").post(door(full_cast, mine), follow=True)
        assert "Отложено до 19 октября. Сам срок не сдвинулся." in text_of(answer)
        assert "Отложенные" in text_of(answer)
    assert JournalEntry.objects.filter(event="reminder_put_off").count() == 1
    assert titles(full_cast, "mentee", first + timedelta(days=6)) == []
    assert titles(full_cast, "mentor", first) == [item.title]
    assert titles(full_cast, "mentee", first + timedelta(days=7)) == [item.title]


@pytest.mark.parametrize(("part", "status"), [("mentor", 403), ("curator", 403), ("stranger", 404), ("mentee", 302)])
def test_only_who_is_reminded_puts_off(running, full_cast, signed_in, part, status):
    planned(running, 1, FRIDAY)
    work(THURSDAY)
    mine = Reminder.objects.get(user=full_cast.user("mentee"))
    with clock.at(THURSDAY):
        assert signed_in(part).post(door(full_cast, mine)).status_code == status


def test_a_stranger_finds_no_page(cast, signed_in):
    assert signed_in("stranger").get(page(cast)).status_code == 404


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"kind": "notice"}, "отложить напоминание нельзя"),
        ({"kind": "order", "closed_on": TODAY}, "дело сделано"),
    ],
)
def test_what_cannot_be_put_off_says_why(cast, signed_in, facts, sentence):
    facts = {"role": "curator", "about_id": uuid4(), "occasion": TODAY, "said_on": TODAY} | facts
    row = Reminder.objects.create(organisation=cast.organisation, **facts)
    assert sentence in text_of(signed_in("curator").post(door(cast, row), follow=True))
    row.refresh_from_db()
    assert row.put_off_until is None


def test_the_page_takes_as_many_queries_for_many_reminders_as_for_one(
    running, full_cast, signed_in, django_assert_num_queries
):
    client = signed_in("mentee")
    for count in (1, 12):
        Reminder.objects.all().delete()
        Meeting.objects.all().delete()
        planned(running, count, FRIDAY)
        with clock.at(THURSDAY):
            Step.objects.all().delete()
            run_due()
            client.get(page(full_cast))
            with django_assert_num_queries(11):
                assert text_of(client.get(page(full_cast))).count("Беседа") == count


# --- first pages ----------------------------------------------------------------------------------------------------
def home(cast) -> str:
    return reverse("desk:home", args=[cast.organisation.slug])


@pytest.mark.clause("4.4.4")
def test_a_reminder_of_what_the_list_says_already_makes_that_line_come_first(running, full_cast, signed_in):
    day = TODAY + timedelta(days=31)
    work(day)
    with clock.at(day):
        shown = signed_in("curator").get(home(full_cast))
        deeds = shown.context["deeds"] + shown.context["later"]
    assert [deed.title for deed in deeds].count("Узнать, как идут дела: давно нет записей") == 1
    assert deeds[0].title == "Узнать, как идут дела: давно нет записей"
    assert "Напоминание от 15\N{NO-BREAK SPACE}октября." in deeds[0].reason
    assert "Узнать, как идут дела: Белокопытова" not in text_of(shown)


def test_the_mentors_notice_of_silence_is_not_repeated_and_what_is_new_is_a_line(running, full_cast, signed_in):
    day = running.items.get().due_on - timedelta(days=2)
    work(day)
    with clock.at(day):
        shown = text_of(signed_in("mentor").get(home(full_cast)))
    assert "Встречались? Запишите: Зайцева" not in shown and "дней без записей" in shown
    assert "Когда мероприятие пройдёт, отметьте, что получилось." in shown


def test_many_reminders_of_one_kind_are_one_line_of_the_first_page(running, full_cast, signed_in):
    planned(running, 5, FRIDAY)
    work(THURSDAY)
    with clock.at(THURSDAY):
        shown = text_of(signed_in("mentor").get(home(full_cast)))
    assert "Скоро встреча: 5" in shown and "К напоминаниям" in shown


def test_the_heads_order_to_sign_stands_once(running, full_cast, signed_in):
    order = submitted(full_cast)
    day = TODAY + timedelta(days=3)
    work(day)
    assert Reminder.objects.filter(kind="order", about_id=order.pk, role="head").exists()
    with clock.at(day):
        shown = signed_in("head").get(home(full_cast))
    assert order.title not in [deed.title for deed in shown.context["deeds"]]
    assert [one.pk for one in shown.context["to_sign"]] == [order.pk]
