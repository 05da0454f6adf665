"""The council supports programmes by tasks; activities that rest on no method are listed (4.5/6, 1.4/1)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.actions import give_role
from nastavnik.people.models import Person
from nastavnik.programmes.actions import add_item, change_item, terminate_programme
from nastavnik.programmes.actions.support import drop_council_task, finish_council_task, give_council_task
from nastavnik.programmes.models import CouncilTask, PlanItem
from nastavnik.programmes.support import task_lines, without_method
from tests.cast import TODAY, Cast
from tests.programmes.conftest import relation_in_force

DUE = date(2026, 9, 30)


@pytest.fixture
def council(full_cast) -> Cast:
    """The bystander belongs to the council."""
    ground = "приказ от 01.09.2026 № 44-ОД"
    give_role(full_cast.organisation, full_cast.user("bystander"), "council", since=TODAY, ground=ground, by=None)
    return full_cast


def task_of(cast: Cast, **facts) -> CouncilTask:
    facts = {"title": "Подобрать методику бесед с родителями", "due_on": DUE, **facts}
    person = Person.objects.get(pk=facts.pop("person", cast.bystander).pk)
    return give_council_task(cast.organisation, person, by=cast.user("curator"), **facts)


def page(name: str, *keys) -> str:
    return reverse(f"programmes:{name}", args=["ryabinka", *keys])


# --- tasks of the council (4.5/6) -------------------------------------------------------------------------------
@pytest.mark.clause("4.5/6", "1.4/7")
def test_a_task_has_one_member_and_one_day_and_stands_on_their_first_page(council, brought_to, signed_in):
    task = task_of(council, programme=brought_to("running", relation_in_force(council)))
    (line,) = task_lines(council.organisation, council.user("bystander"))
    assert (line.title, line.due, line.clause) == ("Подобрать методику бесед с родителями", DUE, "4.5/6")
    assert task_lines(council.organisation, council.user("mentor")) == []
    home = signed_in("bystander").get("/o/ryabinka/").content.decode()
    assert "Подобрать методику бесед с родителями" in home
    assert page("council-task-finish", task.pk) in home
    assert [one.event for one in entries_about(task)] == ["council_task_given"]


@pytest.mark.clause("4.5/6")
def test_who_was_entrusted_says_that_it_is_done_and_nobody_else(council, signed_in, client):
    task = task_of(council)
    for part, status in (("mentor", 403), ("stranger", 404), ("curator", 403)):
        assert signed_in(part).post(page("council-task-finish", task.pk), {"outcome": ""}).status_code == status
    answer = signed_in("bystander").post(
        page("council-task-finish", task.pk), {"outcome": "Папка в методическом кабинете"}, follow=True
    )
    assert "Задание выполнено" in answer.content.decode()
    task.refresh_from_db()
    assert (task.state, task.outcome, task.done_on) == ("done", "Папка в методическом кабинете", TODAY)
    assert task_lines(council.organisation, council.user("bystander")) == []
    with pytest.raises(Refused, match="выполнено"):
        finish_council_task(task, by=council.user("bystander"))


@pytest.mark.clause("4.5/6")
@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"part": "mentor"}, "person", "сегодня не входит в состав объединения"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on", "Этот день уже прошёл"),
        ({"ended": True}, "programme", "Эта программа завершена"),
    ],
)
def test_a_task_is_not_given_past_the_council_its_day_or_the_programme(council, brought_to, facts, field, sentence):
    more = dict(facts)
    if part := more.pop("part", None):
        more["person"] = council.people[part]
    if more.pop("ended", None):
        programme = brought_to("running", relation_in_force(council))
        terminate_programme(programme, by=council.user("curator"), reason="mutual")
        more["programme"] = programme
    with pytest.raises(Refused, match=sentence) as caught:
        task_of(council, **more)
    assert caught.value.field == field
    assert not CouncilTask.objects.exists()


@pytest.mark.clause("4.5/6")
def test_the_page_gives_a_task_keeps_what_was_typed_and_shows_what_is_late(council, signed_in):
    client = signed_in("curator")
    typed = {"title": "Провести семинар", "person": council.bystander.pk, "due_on": "2026-09-01", "programme": ""}
    refused = client.post(page("council-task-add"), typed)
    assert refused.context["form"].errors["due_on"] == ["Этот день уже прошёл: укажите сегодняшний или более поздний."]
    assert 'value="Провести семинар"' in refused.content.decode()
    given = client.post(page("council-task-add"), typed | {"due_on": "2026-09-30"}, follow=True)
    assert "Провести семинар" in given.content.decode()
    with clock.at(date(2026, 10, 2)):
        assert "badge tone-warn" in client.get(page("council-task-list")).content.decode()
    task = CouncilTask.objects.get()
    client.post(page("council-task-drop", task.pk))
    task.refresh_from_db()
    assert task.state == "dropped"
    with pytest.raises(Refused, match="снято"):
        drop_council_task(task, by=council.user("curator"))


@pytest.mark.clause("4.4.3")
def test_without_a_council_there_is_nobody_to_entrust_and_everything_else_goes_on(full_cast, signed_in):
    client = signed_in("curator")
    for name in ("council-task-list", "council-task-add"):
        assert "Объединения наставников пока нет" in client.get(page(name)).content.decode()


def test_the_list_of_tasks_takes_as_many_queries_for_many(council, brought_to, signed_in, django_assert_num_queries):
    programme, client = brought_to("running", relation_in_force(council)), signed_in("curator")
    task_of(council, programme=programme)
    client.get(page("council-task-list"))
    with django_assert_num_queries(9) as few:
        client.get(page("council-task-list"))
    for number in range(9):
        task_of(council, programme=programme, title=f"Задание {number}")
    with django_assert_num_queries(len(few)):
        client.get(page("council-task-list"))


# --- activities without a method (1.4/1) --------------------------------------------------------------------------
@pytest.mark.clause("1.4/1")
def test_the_report_lists_activities_that_name_no_method_until_they_do(brought_to, full_cast, signed_in):
    programme = brought_to("draft")
    by = full_cast.user("mentor")
    add_item(
        programme, by=by, title="Игры на речь", kind="case", due_on=programme.until, method="методика О. С. Ушаковой"
    )
    assert [one.title for one in without_method(full_cast.organisation)] == ["Разбор трёх бесед с родителями"]
    for part in ("curator", "head"):
        body = signed_in(part).get(page("method-list")).content.decode()
        assert ("Разбор трёх бесед с родителями" in body, "Игры на речь" in body) == (True, False)
    assert signed_in("mentor").get(page("method-list")).status_code == 403
    bare = PlanItem.objects.get(title="Разбор трёх бесед с родителями")
    change_item(bare, by=by, version=bare.version, method="разбор случаев по памятке № 3")
    assert list(without_method(full_cast.organisation)) == []
    assert "Таких мероприятий нет" in signed_in("curator").get(page("method-list")).content.decode()


@pytest.mark.clause("1.4/1")
def test_what_is_cancelled_or_over_or_of_others_is_not_in_the_report(brought_to, full_cast):
    programme = brought_to("running")
    assert without_method(full_cast.organisation).count() == 1
    assert without_method(full_cast.other).count() == 0
    item = programme.items.get()
    PlanItem.objects.filter(pk=item.pk).update(state="cancelled")
    assert without_method(full_cast.organisation).count() == 0
    PlanItem.objects.filter(pk=item.pk).update(state="planned")
    terminate_programme(programme, by=full_cast.user("curator"), reason="mutual")
    assert without_method(full_cast.organisation).count() == 0


def test_the_report_takes_as_many_queries_for_many_activities(
    brought_to, full_cast, signed_in, django_assert_num_queries
):
    programme, client = brought_to("draft"), signed_in("curator")
    client.get(page("method-list"))
    with django_assert_num_queries(8) as few:
        client.get(page("method-list"))
    by = User.objects.get(pk=full_cast.mentor.user_id)
    for number in range(9):
        add_item(programme, by=by, title=f"Беседа {number}", kind="case", due_on=programme.until)
    with django_assert_num_queries(len(few)):
        client.get(page("method-list"))
