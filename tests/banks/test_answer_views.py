"""Pages of the banks: answers of teachers, campaigns, the yearly act, the workbook, the directory."""

import re
from datetime import date

import pytest
from django.urls import reverse

from nastavnik.banks.actions import open_collection
from nastavnik.banks.models import Actualisation, Collection, MenteeEntry, MentorEntry, Topic
from nastavnik.kit import clock
from nastavnik.kit.keys import new_key
from nastavnik.people.actions import add_person, employ
from tests.cast import TODAY


def at(name, *arguments):
    return reverse(f"banks:{name}", args=["ryabinka", *arguments])


def shown(client, name, *arguments, query=""):
    answer = client.get(at(name, *arguments) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# --- answers ------------------------------------------------------------------------------------------------
@pytest.mark.clause("R2.1")
def test_teacher_answers_the_collection(signed_in, cast):
    collection = open_collection(cast.organisation, "mentees", by=cast.user("curator"))
    client = signed_in("mentee")
    said = shown(client, "requests-answer")
    assert "Отвечать не обязательно: можно отметить, что запросов нет." in said
    assert "Ответ ждут до 28 сентября." in said
    typed = {"topic1": cast.topics["speech"].pk, "text1": "Связная речь", "category": "young", "hours": ["sleep"]}
    answer = client.post(at("requests-answer"), typed)
    assert answer["Location"] == reverse("desk:home", args=["ryabinka"])
    entry = MenteeEntry.objects.get(person=cast.mentee)
    assert (entry.state, entry.category, entry.requests.get().text) == ("draft", "young", "Связная речь")
    assert collection.answers.get().person == cast.mentee
    assert "Спасибо, ответ записан. Куратор пригласит подписать согласие на обработку данных." in shown(
        client, "mentee-detail", entry.pk
    )


def test_form_with_errors_keeps_what_was_typed(signed_in, cast):
    answer = signed_in("mentee").post(at("requests-answer"), {"text1": "Очень важное", "wishes": "кроме среды"})
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "Выберите направление: по нему подбирается наставник." in said
    assert "Очень важное" in said
    assert "кроме среды" in said
    assert not MenteeEntry.objects.exists()


@pytest.mark.clause("R2.1")
def test_teacher_says_that_there_are_no_requests(signed_in, cast):
    open_collection(cast.organisation, "mentees", by=cast.user("curator"))
    client = signed_in("mentee")
    assert client.post(at("requests-answer"), {"no_requests": "on"}).status_code == 302
    assert not MenteeEntry.objects.exists()
    assert Collection.objects.get().answers.get().said_yes is False


@pytest.mark.clause("R3.1", "1.4/5")
@pytest.mark.parametrize("ready", [True, False])
def test_questionnaire_makes_a_draft_only_on_yes(signed_in, cast, ready):
    typed = {
        "ready": "yes" if ready else "no", "competences": [cast.topics["play"].pk], "capacity": 2, "group_size": 1,
        "hours_per_week": 2,
    }  # fmt: skip
    client = signed_in("mentor")
    assert client.post(at("mentor-answer"), typed)["Location"] == reverse("desk:home", args=["ryabinka"])
    assert MentorEntry.objects.exists() is ready
    if not ready:
        said = shown(signed_in("curator"), "entry-list", "mentors", query="?state=excluded")
        assert "Белокопытова" not in said  # no negative mark on any screen


def test_curator_enters_an_answer_from_paper(signed_in, cast):
    client = signed_in("curator")
    assert "Ким Артём" in shown(client, "requests-answer-for", cast.second_mentee.pk)
    answer = client.post(at("requests-answer-for", cast.second_mentee.pk), {"topic1": cast.topics["play"].pk})
    entry = MenteeEntry.objects.get(person=cast.second_mentee)
    assert answer["Location"] == at("mentee-detail", entry.pk)
    answer = client.post(at("mentor-answer-for", cast.mentor.pk), {"ready": "no", "capacity": 1, "group_size": 1})
    assert answer["Location"] == at("bank-list")
    assert signed_in("mentor").get(at("requests-answer-for", cast.mentee.pk)).status_code == 403


@pytest.mark.clause("3.2")
def test_curator_is_told_that_the_head_is_nobodys_mentee(signed_in, cast):
    answer = signed_in("curator").post(at("requests-answer-for", cast.head.pk), {"topic1": cast.topics["play"].pk})
    assert answer.context["form"].non_field_errors() == ["Руководитель не может быть наставляемым (3.2)."]


def test_known_answers_are_played_back(signed_in, cast, mentor_draft):
    answer = signed_in("mentor").get(at("mentor-answer"))
    ticked = re.findall(
        r'<input type="checkbox" name="competences" value="([0-9a-f-]{36})"[^>]* checked', answer.content.decode()
    )
    assert ticked == [str(cast.topics["speech"].pk)]
    form = answer.context["form"]
    assert (form.initial["capacity"], form.initial["competences"]) == (2, [cast.topics["speech"]])


# --- campaigns ----------------------------------------------------------------------------------------------
@pytest.mark.clause("R2.1")
def test_curator_opens_a_collection_and_sees_who_is_silent(signed_in, cast):
    client = signed_in("curator")
    assert "срок будет через 14 дн." in shown(client, "collection-open", "mentees")
    answer = client.post(at("collection-open", "mentees"), {"deadline": ""})
    collection = Collection.objects.get()
    assert (answer["Location"], collection.deadline) == (at("collection-detail", collection.pk), date(2026, 9, 28))
    said = shown(client, "collection-detail", collection.pk)
    assert "Сбор открыт до 28.09.2026" in said
    for surname in ("Абросимова", "Белокопытова", "Гаврилюк", "Зайцева", "Ким", "Кудрявцева", "Мухаметзянова"):
        assert surname in said
    assert "Веретенникова" not in said.split("Ещё не ответили")[1]
    assert at("requests-answer-for", cast.mentee.pk) in said
    assert "Такой сбор уже идёт" in shown(client, "collection-open", "mentees")


def test_collection_with_a_past_term_is_refused_on_its_field(signed_in):
    answer = signed_in("curator").post(at("collection-open", "mentors"), {"deadline": "2026-09-01"})
    assert answer.context["form"].errors == {"deadline": ["Срок ответа уже прошёл: укажите будущую дату."]}
    assert not Collection.objects.exists()


def test_late_collection_says_so_and_is_closed(signed_in, cast):
    collection = open_collection(cast.organisation, "mentors", by=cast.user("curator"), deadline=TODAY)
    client = signed_in("curator")
    with clock.at(date(2026, 9, 20)):
        assert "срок прошёл" in shown(client, "collection-detail", collection.pk)
        client.post(at("collection-close", collection.pk))
        said = shown(client, "collection-detail", collection.pk)
    assert "Сбор закрыт." in said
    assert "Закрыть сбор" not in said
    client.post(at("collection-close", collection.pk))
    assert "Сбор уже закрыт." in shown(client, "collection-detail", collection.pk)


def test_questionnaire_is_printed_for_people_without_a_device(signed_in, cast):
    collection = open_collection(cast.organisation, "mentees", by=cast.user("curator"))
    client = signed_in("curator")
    address = at("questionnaire-paper", "mentees", "pdf")
    assert address in shown(client, "collection-detail", collection.pk)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert client.get(at("questionnaire-paper", "mentors", "txt")).status_code == 404
    assert signed_in("mentor").get(address).status_code == 403
    assert signed_in("stranger").get(address).status_code == 404


def test_collection_asks_as_many_queries_for_many_teachers_as_for_few(
    signed_in, cast, django_assert_num_queries, django_assert_max_num_queries
):
    collection = open_collection(cast.organisation, "mentors", by=cast.user("curator"))
    client = signed_in("curator")
    with django_assert_max_num_queries(9) as few:
        client.get(at("collection-detail", collection.pk))
    for number in range(5):
        employ(add_person(cast.organisation, by=None, surname=f"Новая{number}"), "воспитатель", by=None)
    with django_assert_num_queries(len(few)):
        answer = client.get(at("collection-detail", collection.pk))
    assert answer.context["coverage"].asked == 12


# --- the yearly act, the workbook, the directory ----------------------------------------------------------------
@pytest.mark.clause("4.4.2")
def test_yearly_act_shows_everybody_ticked_and_excludes_the_unticked(signed_in, full_cast):
    client = signed_in("curator")
    said = shown(client, "bank-actualise", "mentees")
    assert len(re.findall(r'name="keep" value="[0-9a-f-]{36}" checked>', said)) == said.count('name="keep"') == 3
    keys = {str(entry.person): str(entry.pk) for entry in MenteeEntry.objects.all()}
    client.post(
        at("bank-actualise", "mentees"),
        {"shown": list(keys.values()), "keep": [keys["Ким Артём"], "чепуха", str(new_key())]},
    )
    assert [entry.person for entry in MenteeEntry.objects.active()] == [full_cast.second_mentee]
    assert Actualisation.objects.get().count == 3


def test_yearly_act_is_possible_for_an_empty_bank(signed_in, cast):
    client = signed_in("curator")
    assert "Просмотр можно записать и для пустой базы" in shown(client, "bank-actualise", "mentors")
    client.post(at("bank-actualise", "mentors"), {})
    assert Actualisation.objects.get().count == 0


@pytest.mark.clause("4.4.5")
def test_workbook_is_downloaded_with_a_russian_name(signed_in, full_cast):
    answer = signed_in("curator").get(at("bank-export", "mentors"))
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert "%D0%91%D0%B0%D0%B7%D0%B0%20%D0%BD%D0%B0%D1%81%D1%82" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content[:2] == b"PK"


def test_directory_is_edited(signed_in, cast):
    client = signed_in("curator")
    typed = {"name": "Музейная педагогика", "area": "Взаимодействие", "is_active": "on"}
    assert client.post(at("topic-list"), typed)["Location"] == at("topic-list")
    answer = client.post(at("topic-list"), typed)
    assert answer.context["form"].errors == {"name": ["Такое направление уже есть: «Музейная педагогика»."]}
    topic = Topic.objects.get(name="Музейная педагогика")
    client.post(at("topic-change", topic.pk), {"name": "Музей", "area": "Взаимодействие"})
    topic.refresh_from_db()
    assert (topic.name, topic.is_active) == ("Музей", False)
    answer = client.post(at("topic-change", topic.pk), {"name": "речевое развитие", "area": "…"})
    assert answer.context["form"].errors == {"name": ["Такое направление уже есть: «Речевое развитие»."]}


def test_form_sent_twice_does_its_work_once(signed_in, cast):
    client, key = signed_in("mentee"), "0b7f8a5e-9f0a-4a57-9d6c-2f6f0b8f8f10"
    typed = {"topic1": cast.topics["speech"].pk, "form_key": key}
    first, second = client.post(at("requests-answer"), typed), client.post(at("requests-answer"), typed)
    assert first["Location"] == second["Location"]
    assert MenteeEntry.objects.get().requests.count() == 1
