"""The pages of changes, pauses and ends: what each role sees and may press (8.1, 8.2)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nastavnik.kit import clock
from nastavnik.pairs.models import Relation
from nastavnik.programmes import actions
from nastavnik.programmes.models import EndWish, Pause, Programme, ProgrammeChange
from tests.cast import TODAY
from tests.programmes.test_views import address, main_of

LATER = date(2027, 8, 31)
PROGRAMME_PAGES = ["change-propose", "pause-propose", "programme-resume", "end-ask", "end-comment"]
CHANGE_PAGES = ["change-answer", "change-drop", "change-settle", "change-repeat", "change-split"]
PAUSE_PAGES = ["pause-answer", "pause-consent-register", "pause-drop"]
WISH_PAGES = ["wish-withdraw", "wish-accept"]


@pytest.fixture
def running(brought_to) -> Programme:
    return brought_to("running")


@pytest.fixture
def at(full_cast):
    return lambda name, row=None: address(full_cast, name, row)


def proposed(cast, programme, part="mentor", **facts) -> ProgrammeChange:
    facts = {"words": "Нужно ещё время", "until": LATER, **facts}
    return actions.propose_change(programme, "extend", by=cast.user(part), **facts)


def page(client, at, programme) -> str:
    answer = client.get(at("programme-detail", programme))
    assert answer.status_code == 200
    return " ".join(main_of(answer).split())


@pytest.mark.parametrize(("part", "status"), [("stranger", 404), ("bystander", 403), ("second_mentor", 403)])
def test_strangers_find_nothing_and_colleagues_may_not(running, full_cast, signed_in, at, part, status):
    change = proposed(full_cast, running)
    pause = actions.propose_pause(running, by=full_cast.user("curator"), since=TODAY + timedelta(days=3))
    wish = actions.ask_end(running, by=full_cast.user("mentee"))
    client = signed_in(part)
    for row, names in ((running, PROGRAMME_PAGES), (change, CHANGE_PAGES), (pause, PAUSE_PAGES), (wish, WISH_PAGES)):
        for name in names:
            assert client.get(at(name, row)).status_code == status, name
            assert client.post(at(name, row)).status_code == status, name
    assert (ProgrammeChange.objects.get().state, Pause.objects.get().state, EndWish.objects.get().state) == (
        "open",
        "asked",
        "asked",
    )


@pytest.mark.parametrize(
    ("part", "kinds"),
    [("mentee", ["extend", "plan", "form"]), ("curator", ["extend", "plan", "form", "join"])],
)
def test_what_can_be_proposed_of_a_pair(running, signed_in, at, part, kinds):
    answer = signed_in(part).get(at("change-propose", running))
    assert [name for name, _title, _note in answer.context["kinds"]] == kinds


@pytest.mark.clause("8.2")
def test_an_extension_from_the_form_to_the_last_word(running, full_cast, signed_in, at):
    client = signed_in("mentee")
    where = at("change-propose", running) + "?kind=extend"
    refused = client.post(where, {"until": "2026-10-01", "words": "Ещё"})
    assert "Новое окончание должно быть позже нынешнего" in main_of(refused)
    said = client.post(where, {"until": "2027-08-31", "words": "Не успели разобрать занятия"}, follow=True)
    assert "Готово. Ждём ответа остальных участников." in said.content.decode()
    assert "Вы согласны. Ждём остальных." in page(client, at, running)
    client = signed_in("mentor")
    seen = page(client, at, running)
    assert "Ответить, согласны ли вы изменить программу: продление" in seen
    assert "Не успели разобрать занятия" in seen
    change = ProgrammeChange.objects.get()
    said = client.post(at("change-answer", change), {"agrees": "yes"}, follow=True)
    assert "Согласны все. Дальше — приказ" in said.content.decode()
    seen = page(signed_in("curator"), at, running)
    assert "Все согласны. Вступит в силу с приказом." in seen
    assert "К приказу" in seen


@pytest.mark.clause("8.2")
def test_the_plan_is_moved_cancelled_and_completed_by_one_form(running, full_cast, signed_in, at):
    item, client = running.items.get(), signed_in("mentor")
    where = at("change-propose", running) + "?kind=plan"
    data = {f"due-{item.pk}": "2026-11-02", "title-0": "Мастер-класс", "kind-0": "master_class", "words": "Карантин"}
    assert "Укажите срок нового мероприятия." in main_of(client.post(where, data))
    client.post(where, data | {"due-0": "2026-12-01"})
    change = ProgrammeChange.objects.get()
    assert [step["act"] for step in change.content] == ["move", "add"]
    assert "Перенести «Разбор трёх бесед с родителями» на 2" in page(signed_in("mentee"), at, running)


@pytest.mark.clause("8.2", "1.4/5")
def test_who_has_not_agreed_is_not_named_to_the_others_but_to_who_leads(brought_to, group, full_cast, signed_in, at):
    programme = brought_to("running", group)
    change = proposed(full_cast, programme)
    signed_in("second_mentee").post(at("change-answer", change), {"agrees": "no"})
    for part in ("mentor", "mentee"):
        seen = page(signed_in(part), at, programme)
        assert "Не согласовано: продление" in seen
        assert "Выделить в отдельную пару" not in seen
        assert "Предложить ещё раз" in seen
    client = signed_in("curator")
    assert "Выделить в отдельную пару: Ким А." in page(client, at, programme)
    said = client.post(at("change-split", change), {"on": "2026-09-20"}, follow=True)
    assert "Предложено. Когда все согласятся" in said.content.decode()
    assert ProgrammeChange.objects.get(kind="members").leaving.person == full_cast.second_mentee


def test_nobody_gives_up_what_another_has_proposed(running, full_cast, signed_in, at):
    change = proposed(full_cast, running)
    assert signed_in("mentee").post(at("change-drop", change)).status_code == 403
    assert "Снять предложение" not in page(signed_in("mentee"), at, running)
    signed_in("mentor").post(at("change-drop", change))
    assert ProgrammeChange.objects.get().state == "dropped"


def test_a_pause_from_the_question_to_the_work_again(running, full_cast, signed_in, at):
    client = signed_in("curator")
    since = {"since": "2026-09-21", "reason": "leave"}
    assert "Последний день раньше первого" in main_of(
        client.post(at("pause-propose", running), since | {"until": "2026-09-20"})
    )
    client.post(at("pause-propose", running), since)
    pause = Pause.objects.get()
    assert "Записать согласие: Зайцева П. А." in page(client, at, running).replace("\N{NO-BREAK SPACE}", " ")
    client.post(at("pause-consent-register", pause), {"member": running.relation.mentees[0].pk})
    client = signed_in("mentor")
    assert "Приостановить программу?" in page(client, at, running)
    client.post(at("pause-answer", pause), {"agrees": "yes"})
    assert "Программа приостановится" in page(client, at, running)
    with clock.at(date(2026, 9, 28)):
        seen = page(signed_in("mentee"), at, running)
        assert "Программа приостановлена" in seen
        assert "отпуск" in seen
        assert signed_in("mentee").get(at("programme-resume", running)).status_code == 200
        signed_in("mentee").post(at("programme-resume", running), {"on": "2026-09-28"})
        assert "Программа приостановлена" not in page(signed_in("mentor"), at, running)
    assert Pause.objects.get().until == date(2026, 9, 27)


@pytest.mark.clause("8.1/2", "1.4/5")
def test_two_taps_ask_to_end_and_the_curator_prepares_the_order(running, full_cast, signed_in, at):
    client = signed_in("mentee")
    assert at("end-ask", running) in page(client, at, running)
    client.post(at("end-ask", running), {"note": ""})
    assert "Вы просите о завершении" in page(client, at, running)
    assert "просите о завершении" not in page(signed_in("mentor"), at, running)
    wish, client = EndWish.objects.get(), signed_in("curator")
    seen = page(client, at, running)
    assert "Просит о завершении: Зайцева" in seen
    assert "Обстоятельства не указаны: это право участника." in seen
    said = client.post(at("wish-accept", wish), {"on": "2026-10-30"}, follow=True)
    assert "Дальше — приказ" in said.content.decode()
    assert Relation.objects.get().changes.get().reason == "mentee"


def test_a_wish_is_withdrawn_by_its_author_alone(running, full_cast, signed_in, at):
    wish = actions.ask_end(running, by=full_cast.user("mentee"))
    assert signed_in("mentor").post(at("wish-withdraw", wish)).status_code == 403
    signed_in("mentee").post(at("wish-withdraw", wish))
    assert EndWish.objects.get().state == "withdrawn"


@pytest.mark.clause("8.1/3")
def test_the_sides_read_why_the_curator_ends_it_and_their_words_are_read(running, full_cast, signed_in, at):
    actions.close_programme(
        running, by=full_cast.user("curator"), result="Начато", reason="curator", note="Встречи не проводились"
    )
    client = signed_in("mentee")
    assert "Встречи не проводились" in page(client, at, running)
    client.post(at("end-comment", running), {"text": "Встречи были в сентябре"})
    assert "Встречи были в сентябре" in page(signed_in("head"), at, running)
    assert signed_in("curator").get(at("programme-complete", running)).status_code == 403
    assert signed_in("head").get(at("programme-complete", running)).status_code == 200


def test_of_a_member_who_works_here_no_more_those_who_lead_are_told(running, full_cast, signed_in, at):
    """Edge case 10."""
    full_cast.mentor.employments.update(until=TODAY - timedelta(days=1))
    assert "больше не работает в учреждении" in page(signed_in("curator"), at, running)
    assert "больше не работает в учреждении" not in page(signed_in("mentee"), at, running)


def test_many_changes_want_no_more_queries(running, full_cast, signed_in, at):
    client = signed_in("curator")

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(at("programme-detail", running))
        return len(seen)

    one_more(full_cast, running, 0)
    client.get(at("programme-detail", running))
    before = count()
    for number in range(1, 5):
        one_more(full_cast, running, number)
    assert count() == before


def one_more(cast, programme, number) -> None:
    step = {"act": "add", "title": f"Беседа {number}", "due_on": "2026-12-01"}
    programme = Programme.objects.get(pk=programme.pk)
    change = actions.propose_change(programme, "plan", by=cast.user("mentor"), words="Ещё", content=[step])
    actions.answer_change(change, by=cast.user("mentee"), agrees=True)


@pytest.mark.clause("8.1/1", "8.1/2")
@pytest.mark.parametrize(
    ("part", "reasons"),
    [("mentee", ["mutual"]), ("mentor", ["mentor", "mutual"]), ("curator", ["mentor", "mentee", "mutual", "curator"])],
)
def test_of_a_group_one_mentee_is_not_offered_to_end_it_alone(brought_to, group, signed_in, at, part, reasons):
    form = signed_in(part).get(at("programme-close", brought_to("running", group))).context["form"]
    offered = [code for code, _label in form.fields["reason"].choices]
    assert [code for code in offered if code != "dismissal"] == reasons
