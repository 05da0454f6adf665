"""The pages: only the person opens their form; those who lead see states; strangers find nothing."""

import pytest
from django.urls import reverse

from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
from nastavnik.surveys.actions import decline_invitation, submit_response
from nastavnik.surveys.models import Invitation, Response, Wave
from tests.cast import FOUNDED
from tests.surveys.conftest import every_answer


@pytest.fixture
def page(cast):
    """`page("invitation-detail", invitation)` is an address of this room."""

    def address(name, row=None):
        return reverse(f"surveys:{name}", args=[cast.organisation.slug, *([row.pk] if row else [])])

    return address


OWN_PAGES = ["invitation-detail", "invitation-decline", "invitation-reopen"]


@pytest.mark.clause("4.4.5", "1.4/4")
@pytest.mark.parametrize("name", OWN_PAGES)
@pytest.mark.parametrize(
    ("part", "status"),
    [("curator", 403), ("head", 403), ("mentor", 403), ("bystander", 403), ("stranger", 404)],
)
def test_nobody_but_the_person_opens_their_form(ask, signed_in, page, name, part, status):
    address = page(name, ask("mentee"))
    client = signed_in(part)
    assert client.get(address).status_code == status
    assert client.post(address).status_code == status
    assert Invitation.objects.get().state == "open"


@pytest.mark.clause("4.4.5")
def test_the_administrator_may_not_open_the_answers(ask, cast, signed_in, page):
    give_role(
        cast.organisation,
        cast.bystander.user,
        RoleKind.ADMINISTRATOR,
        since=FOUNDED,
        ground="приказ № 5",
        by=None,
    )
    invitation = ask("mentee")
    submit_response(invitation, every_answer(invitation), by=cast.user("mentee"))
    client = signed_in("bystander")
    assert client.get(page("invitation-detail", invitation)).status_code == 403
    assert client.get(page("invitation-overview")).status_code == 403


def test_a_visitor_is_asked_to_sign_in(ask, client, page):
    answer = client.get(page("invitation-detail", ask("mentee")))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (1, "Сейчас такую анкету заполняете только вы."),
        (2, "Сейчас такую анкету заполняют всего двое."),
        (3, None),
    ],
)
def test_the_form_says_before_the_first_question_when_anonymity_is_impossible(ask, signed_in, page, people, sentence):
    invitation, *_others = [ask(part) for part in ("mentee", "second_mentee", "third_mentee")[:people]]
    ask("mentor", "mentor")  # another questionnaire does not hide anybody
    shown = signed_in("mentee").get(page("invitation-detail", invitation)).content.decode()
    start, first_question = shown.index("Кто что увидит"), shown.index("Я уверенно планирую")
    assert start < first_question
    assert ("Анонимной эта анкета быть не может" in shown) is (sentence is not None)
    if sentence:
        assert shown.index(sentence) < first_question


def test_the_form_shows_all_groups_as_fieldsets_of_radios_with_the_topic(ask, signed_in, page):
    invitation = ask("mentee", topic="Связная речь", about="Программа № 1/2026")
    shown = signed_in("mentee").get(page("invitation-detail", invitation)).content.decode()
    assert "По теме своего запроса («Связная речь») я чувствую себя подготовленным(ой)" in shown
    assert "Программа № 1/2026" in shown
    main = shown.split("<main")[1].split("</main>")[0]
    assert main.count('type="radio"') == 15 * 6 + 2 + 4  # scales, да/нет, планы
    assert main.count("<fieldset") == 5 + 15 + 1 + 1  # the groups, and each question of radios
    assert "до 28\N{NO-BREAK SPACE}сентября" in shown


def test_save_and_finish_later_keeps_the_draft_and_shows_it_again(ask, signed_in, page):
    invitation = ask("mentee")
    client = signed_in("mentee")
    answer = client.post(
        page("invitation-detail", invitation), {"A1": "5", "C2_what": "игра", "later": "1"}, follow=True
    )
    assert "Сохранено. Вернитесь к анкете, когда будет удобно: её видите только вы." in answer.content.decode()
    invitation.refresh_from_db()
    assert invitation.draft == {"A1": 5, "C2_what": "игра"}
    again = client.get(page("invitation-detail", invitation)).context["form"]
    assert (again["A1"].value(), again["C2_what"].value()) == (5, "игра")
    assert str(again["A1"]).count(" checked") == 1


def test_hand_in_says_that_nothing_more_is_needed(ask, signed_in, page):
    invitation = ask("mentee")
    answer = signed_in("mentee").post(page("invitation-detail", invitation), every_answer(invitation), follow=True)
    assert "Готово. Анкета сдана, спасибо. Больше ничего не нужно." in answer.content.decode()
    assert Response.objects.get().answers == every_answer(invitation)


def test_an_unanswered_question_is_named_and_what_was_chosen_stays(ask, signed_in, page):
    invitation = ask("mentee")
    answers = every_answer(invitation)
    del answers["B2"]
    answer = signed_in("mentee").post(page("invitation-detail", invitation), answers)
    form = answer.context["form"]
    assert answer.status_code == 200
    assert form.errors == {"B2": ["Выберите ответ."]}
    assert form["A1"].value() == "4"
    assert Response.objects.count() == 0


def test_after_handing_in_the_person_reads_their_own_answers(ask, cast, signed_in, page):
    invitation = ask("mentee", wave=Wave.AFTER)
    answers = every_answer(invitation, F3=["time", "topics"], O1="Взаимопосещения", A1="na")
    submit_response(invitation, answers, by=cast.user("mentee"))
    shown = signed_in("mentee").get(page("invitation-detail", invitation)).content.decode()
    assert "Эту страницу видите только вы." in shown
    assert "нехватка времени, не те темы" in shown
    assert "Взаимопосещения" in shown
    assert "не могу оценить" in shown
    assert "<form" not in shown.split("<main")[1].split("</main>")[0]


def test_a_second_handing_in_from_another_tab_does_nothing(ask, cast, signed_in, page):
    invitation = ask("mentee")
    submit_response(invitation, every_answer(invitation), by=cast.user("mentee"))
    answer = signed_in("mentee").post(page("invitation-detail", invitation), every_answer(invitation, A1=1))
    assert answer.status_code == 200
    assert [response.answers["A1"] for response in Response.objects.all()] == [4]


def test_decline_asks_first_and_can_be_taken_back(ask, signed_in, page):
    invitation = ask("mentee")
    client = signed_in("mentee")
    assert "причину никто не спросит" in client.get(page("invitation-decline", invitation)).content.decode()
    assert Invitation.objects.get().state == "open"
    answer = client.post(page("invitation-decline", invitation), follow=True)
    assert "последствий это не имеет" in answer.content.decode()
    assert Invitation.objects.get().state == "declined"
    client.post(page("invitation-reopen", invitation))
    assert Invitation.objects.get().state == "open"


def test_my_list_holds_only_mine(ask, signed_in, page):
    ask("mentee", about="Программа № 1/2026")
    ask("second_mentee", about="Программа № 2/2026")
    shown = signed_in("mentee").get(page("invitation-list")).content.decode()
    assert "Программа № 1/2026" in shown
    assert "Программа № 2/2026" not in shown


def test_my_list_without_questionnaires_says_when_they_come(signed_in, page, cast):
    assert "Анкет для вас пока нет" in signed_in("bystander").get(page("invitation-list")).content.decode()


@pytest.mark.clause("M3/2")
@pytest.mark.parametrize("part", ["curator", "head"])
def test_those_who_lead_see_who_has_handed_in_and_no_answer(ask, cast, signed_in, page, part):
    handed_in, declined = ask("mentee"), ask("second_mentee")
    ask("third_mentee")
    submit_response(handed_in, every_answer(handed_in, C2_what="тайная мысль"), by=cast.user("mentee"))
    decline_invitation(declined, by=cast.user("second_mentee"))
    client = signed_in(part)
    waiting = client.get(page("invitation-overview"))
    assert [row.person for row in waiting.context["page"]] == [cast.third_mentee]
    everybody = client.get(page("invitation-overview") + "?all")
    assert {row.person: row.get_state_display() for row in everybody.context["page"]} == {
        cast.mentee: "сдана", cast.second_mentee: "отказ", cast.third_mentee: "ждёт ответа",
    }  # fmt: skip
    assert "тайная мысль" not in everybody.content.decode()


@pytest.mark.parametrize(("part", "status"), [("mentor", 403), ("mentee", 403), ("stranger", 404)])
def test_colleagues_and_strangers_do_not_see_who_has_handed_in(cast, signed_in, page, part, status):
    assert signed_in(part).get(page("invitation-overview")).status_code == status


def test_the_overview_takes_the_same_queries_for_one_row_and_for_many(
    ask, signed_in, page, django_assert_num_queries, django_assert_max_num_queries
):
    client = signed_in("curator")
    ask("mentee")
    with django_assert_max_num_queries(8) as one:
        client.get(page("invitation-overview"))
    for part in ("second_mentee", "third_mentee", "mentor", "second_mentor", "bystander"):
        ask(part)
    with django_assert_num_queries(len(one)):
        client.get(page("invitation-overview"))
