"""Pages of the banks: who opens them, what they say, what they do."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.banks.actions import answer_mentor, answer_requests, include_entry, open_collection, select_mentor
from nastavnik.banks.models import Actualisation, Collection, MenteeEntry, MentorEntry, Topic
from nastavnik.consents.actions import withdraw_consent
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.kit import clock
from nastavnik.kit.keys import new_key
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
from nastavnik.people.actions import add_person, employ
from tests.cast import TODAY, give_consent


def at(name, *arguments):
    return reverse(f"banks:{name}", args=["ryabinka", *arguments])


def shown(client, name, *arguments, query=""):
    answer = client.get(at(name, *arguments) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def page_of(entry):
    return "mentor-detail" if isinstance(entry, MentorEntry) else "mentee-detail"


# --- who opens what -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("bank-list", ()),
        ("entry-list", ("mentors",)),
        ("bank-actualise", ("mentees",)),
        ("bank-export", ("mentees",)),
        ("collection-open", ("mentors",)),
        ("topic-list", ()),
        ("requests-answer", ()),
        ("mentor-answer", ()),
    ],
)
def test_stranger_finds_nothing(signed_in, name, arguments):
    client = signed_in("stranger")
    assert client.get(at(name, *arguments)).status_code == 404
    assert client.post(at(name, *arguments), {}).status_code == 404


def test_stranger_finds_no_row_of_another_institution(signed_in, cast, mentee_draft, mentor_draft):
    collection = open_collection(cast.organisation, "mentees", by=None)
    client = signed_in("stranger")
    for name, key in (
        ("mentee-detail", mentee_draft.pk),
        ("mentor-detail", mentor_draft.pk),
        ("collection-detail", collection.pk),
        ("topic-change", cast.topics["play"].pk),
        ("requests-answer-for", cast.mentee.pk),
        ("mentor-answer-for", cast.mentee.pk),
    ):
        assert client.get(at(name, key)).status_code == 404
        assert client.get(at(name, key).replace("/ryabinka/", "/teremok/")).status_code == 404
    act = at("entry-act", "mentees", mentee_draft.pk, "exclude").replace("/ryabinka/", "/teremok/")
    assert client.post(act).status_code == 404
    mentee_draft.refresh_from_db()
    assert mentee_draft.state == "draft"


@pytest.mark.clause("4.4.5", "4.5/2")
@pytest.mark.parametrize(
    ("part", "allowed"),
    [
        ("head", {"bank-list", "entry-list", "bank-actualise", "bank-export", "collection-open", "topic-list"}),
        ("second_mentor", {"bank-list", "entry-list"}),  # of the council
        ("bystander", set()),  # the administrator brings answers in, and takes no bank out
        ("mentee", set()),
    ],
)
def test_who_opens_what(signed_in, cast, part, allowed):
    for member, kind in (("second_mentor", RoleKind.COUNCIL), ("bystander", RoleKind.ADMINISTRATOR)):
        give_role(cast.organisation, cast.user(member), kind, since=clock.today(), ground="приказ", by=None)
    client = signed_in(part)
    for name in ("bank-list", "entry-list", "bank-actualise", "bank-export", "collection-open", "topic-list"):
        arguments = () if name in ("bank-list", "topic-list") else ("mentees",)
        assert client.get(at(name, *arguments)).status_code == (200 if name in allowed else 403), name


def test_council_sees_the_banks_without_the_buttons_of_the_curator(signed_in, cast, entry_in):
    entry = entry_in("mentees", "active")
    give_role(cast.organisation, cast.user("second_mentor"), RoleKind.COUNCIL, since=TODAY, ground="приказ", by=None)
    client = signed_in("second_mentor")
    said = shown(client, "bank-list")
    assert "1 человек" in said
    for words in ("Собрать запросы педагогов", "Актуализировать", "Выгрузить в Excel", "Справочник направлений"):
        assert words not in said
    said = shown(client, "mentee-detail", entry.pk)
    assert "Связная речь" in said
    assert "Исключить из базы" not in said
    assert reverse("consents:consent-detail", args=["ryabinka", entry.basis.pk]) not in said


# --- both banks ---------------------------------------------------------------------------------------------
def test_empty_banks_say_what_to_begin_with(signed_in):
    said = shown(signed_in("curator"), "bank-list")
    assert at("collection-open", "mentees") in said
    assert at("collection-open", "mentors") in said
    assert "когда в базе появятся люди" in said
    assert "В базе пока никого" in shown(signed_in("curator"), "entry-list", "mentors")


@pytest.mark.clause("4.4.2")
def test_overdue_bank_is_flagged_to_curator_and_head_until_the_act(signed_in, cast, entry_in):
    entry_in("mentees", "active")
    Actualisation.objects.create(organisation=cast.organisation, bank="mentees", done_on=TODAY - timedelta(days=366))
    for part in ("curator", "head"):
        said = shown(signed_in(part), "bank-list")
        assert "просрочена" in said
        assert "до 13.09.2026" in said
    client = signed_in("curator")
    entry = MenteeEntry.objects.get()
    answer = client.post(at("bank-actualise", "mentees"), {"shown": [entry.pk], "keep": [entry.pk]})
    assert answer["Location"] == at("bank-list")
    said = shown(client, "bank-list")
    assert "Готово. База актуализирована: подтверждено 1, исключено 0. Следующий раз — до 14.09.2027." in said
    assert "просрочена" not in said


def test_banks_tell_of_people_whose_consent_has_ended(signed_in, cast, full_cast):
    withdraw_consent(MenteeEntry.objects.get(person=cast.mentee).basis, by=cast.user("mentee"))
    said = shown(signed_in("curator"), "bank-list")
    assert "2 человека" in said
    assert "Согласие закончилось" in said
    assert at("entry-list", "mentees") + "?state=lapsed" in said
    listed = signed_in("curator").get(at("entry-list", "mentees") + "?state=lapsed")
    assert [entry.person for entry in listed.context["page"]] == [cast.mentee]
    assert "согласие отозвано 14.09.2026" in listed.content.decode()


@pytest.mark.clause("R2.1")
def test_banks_show_how_far_a_campaign_has_come(signed_in, cast):
    open_collection(cast.organisation, "mentees", by=cast.user("curator"))
    said = shown(signed_in("curator"), "bank-list")
    assert "Идёт сбор профессиональных запросов" in said
    assert "Кто ещё не ответил" in said


# --- one bank -----------------------------------------------------------------------------------------------
@pytest.mark.clause("R2.2", "R3.2")
def test_drafts_stand_on_top_with_what_they_lack(signed_in, cast, mentor_draft):
    client = signed_in("curator")
    said = shown(client, "entry-list", "mentors")
    assert "Черновики: чего не хватает" in said
    assert "Куратор ещё не отметил отбор наставника." in said
    select_mentor(mentor_draft, by=cast.user("curator"))
    assert "обработку персональных данных: ждёт подписи." in shown(client, "entry-list", "mentors")
    give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    assert "всё есть" in shown(client, "entry-list", "mentors")
    answer = client.post(at("entry-act", "mentors", mentor_draft.pk, "include"), {"back": "list"})
    assert answer["Location"] == at("entry-list", "mentors")  # the next draft is at hand
    assert "Черновики" not in shown(client, "entry-list", "mentors").split("</form>", 1)[1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=зайцева", ["Зайцева"]),
        ("?q=физической", ["Ким"]),
        ("?state=suspended", []),
        ("?state=чепуха", ["Зайцева", "Ким", "Мухаметзянова"]),
        ("", ["Зайцева", "Ким", "Мухаметзянова"]),
    ],
)
def test_bank_is_narrowed(signed_in, full_cast, query, found):
    answer = signed_in("curator").get(at("entry-list", "mentees") + query)
    assert [entry.person.surname for entry in answer.context["page"]] == found
    if not found:
        assert "Никто не подошёл" in answer.content.decode()


def test_bank_is_narrowed_by_direction(signed_in, full_cast):
    query = f"?topic={full_cast.topics['speech'].pk}"
    client = signed_in("curator")
    mentees = client.get(at("entry-list", "mentees") + query).context["page"]
    assert [entry.person.surname for entry in mentees] == ["Зайцева", "Мухаметзянова"]
    mentors = client.get(at("entry-list", "mentors") + query).context["page"]
    assert [entry.person.surname for entry in mentors] == ["Белокопытова", "Гаврилюк"]
    MenteeEntry.objects.get(person=full_cast.mentee).requests.update(state="dropped")
    mentees = client.get(at("entry-list", "mentees") + query).context["page"]
    assert [entry.person.surname for entry in mentees] == ["Мухаметзянова"]


@pytest.mark.parametrize("bank", ["mentees", "mentors"])
def test_bank_asks_as_many_queries_for_many_entries_as_for_few(
    signed_in, cast, entry_in, bank, django_assert_max_num_queries, django_assert_num_queries
):
    entry_in(bank, "active")
    client, by = signed_in("curator"), cast.user("curator")
    answer_requests(cast.second_mentee, [{"topics": [cast.topics["play"]], "text": ""}], by=by)
    answer_mentor(cast.second_mentor, by=by, ready=True, competences=[cast.topics["play"]])
    with django_assert_max_num_queries(19) as few:
        client.get(at("entry-list", bank))
    topics = [cast.topics["play"], cast.topics["digital"]]
    for part in ("bystander", "third_mentee", "curator"):
        person = cast.people[part]
        give_consent(cast, person, ConsentKind.PROCESSING)
        include_entry(answer_requests(person, [{"topics": topics, "text": "…"}], by=by), by=by)
        include_entry(select_mentor(answer_mentor(person, by=by, ready=True, competences=topics), by=by), by=by)
    with django_assert_num_queries(len(few)):
        answer = client.get(at("entry-list", bank))
    assert len(answer.context["page"].object_list) == 4
    assert len(answer.context["drafts"]) == 1


# --- one entry ----------------------------------------------------------------------------------------------
@pytest.mark.clause("R3.2", "1.3/1")
def test_mentor_comes_into_the_bank_step_by_step_on_one_page(signed_in, cast, mentor_draft):
    """Select, print the consent, register it, include: each step is the button of the page, none is a dead end."""
    client = signed_in("curator")
    here = at("mentor-detail", mentor_draft.pk)
    consent = Consent.objects.get()
    said = shown(client, "mentor-detail", mentor_draft.pk)
    assert "Куратор ещё не отметил отбор наставника." in said
    assert reverse("consents:consent-detail", args=["ryabinka", consent.pk]) in said
    assert client.post(at("entry-act", "mentors", mentor_draft.pk, "select"))["Location"] == here
    said = shown(client, "mentor-detail", mentor_draft.pk)
    assert "Отбор наставника отмечен: Белокопытова Ирина Геннадьевна." in said
    assert "обработку персональных данных: ждёт подписи." in said
    assert "Открыть бланк согласия" in said
    give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    assert "Всё есть: можно включить в базу" in shown(client, "mentor-detail", mentor_draft.pk)
    client.post(at("entry-act", "mentors", mentor_draft.pk, "include"))
    said = shown(client, "mentor-detail", mentor_draft.pk)
    assert "Готово. Белокопытова Ирина Геннадьевна — в базе и участвует в подборе." in said
    assert "В базе, участвует в подборе" in said


@pytest.mark.clause("R2.2")
def test_entry_is_not_included_by_a_made_up_click(signed_in, mentee_draft):
    client = signed_in("curator")
    client.post(at("entry-act", "mentees", mentee_draft.pk, "include"))
    mentee_draft.refresh_from_db()
    assert mentee_draft.state == "draft"
    assert "Нет действующего согласия на обработку персональных данных: ждёт подписи." in shown(
        client, "mentee-detail", mentee_draft.pk
    )


@pytest.mark.clause("R2.2", "R3.2")
@pytest.mark.parametrize("bank", ["mentees", "mentors"])
def test_page_of_an_entry_tells_of_a_withdrawn_consent_and_of_the_way_back(signed_in, cast, entry_in, bank):
    entry, client = entry_in(bank, "active"), signed_in("curator")
    withdraw_consent(entry.basis, by=cast.user("curator"))
    said = shown(client, page_of(entry), entry.pk)
    assert "согласие отозвано 14.09.2026" in said
    assert "Когда будет новое согласие, запись возобновится одной кнопкой." in said
    assert reverse("consents:consent-propose", args=["ryabinka", entry.person.pk]) in said
    give_consent(cast, entry.person, ConsentKind.PROCESSING)
    assert "Новое согласие есть: запись можно вернуть в подбор" in shown(client, page_of(entry), entry.pk)
    client.post(at("entry-act", bank, entry.pk, "resume"))
    assert "В базе, участвует в подборе" in shown(client, page_of(entry), entry.pk)


def test_pause_and_exclusion_from_the_page(signed_in, cast, entry_in):
    entry, client = entry_in("mentees", "active"), signed_in("curator")
    client.post(at("entry-act", "mentees", entry.pk, "suspend"))
    assert "Участие в подборе приостановлено" in shown(client, "mentee-detail", entry.pk)
    client.post(at("entry-act", "mentees", entry.pk, "resume"))
    client.post(at("entry-act", "mentees", entry.pk, "exclude"))
    said = shown(client, "mentee-detail", entry.pk)
    assert "Зайцева Полина Андреевна больше не в базе. Действующие пары продолжаются." in said
    assert "Включить снова" in said
    assert "Исключены" in shown(client, "entry-list", "mentees", query="?state=excluded")


@pytest.mark.parametrize(
    ("bank", "deed", "status"),
    [("mentees", "select", 404), ("mentees", "delete", 404), ("mentors", "include", 404)],
)
def test_act_that_is_none_is_not_found(signed_in, mentee_draft, bank, deed, status):
    assert signed_in("curator").post(at("entry-act", bank, mentee_draft.pk, deed)).status_code == status


def test_person_acts_on_no_entry(signed_in, mentee_draft):
    client = signed_in("mentee")
    assert client.post(at("entry-act", "mentees", mentee_draft.pk, "exclude")).status_code == 403
    assert client.get(at("entry-act", "mentees", mentee_draft.pk, "exclude")).status_code == 403
    assert signed_in("curator").get(at("entry-act", "mentees", mentee_draft.pk, "exclude")).status_code == 405


@pytest.mark.clause("1.4/4")
def test_person_sees_their_own_entry_and_whose_turn_it_is(signed_in, mentee_draft):
    said = shown(signed_in("mentee"), "mentee-detail", mentee_draft.pk)
    assert "Сейчас ждём: куратор" in said
    assert "Связная речь" in said
    assert at("requests-answer") in said
    assert "Исключить из базы" not in said
    assert signed_in("mentor").get(at("mentee-detail", mentee_draft.pk)).status_code == 403


def test_page_of_a_mentee_keeps_earlier_requests_apart(signed_in, cast, entry_in):
    entry = entry_in("mentees", "active")
    entry.requests.update(state="resolved")
    said = shown(signed_in("curator"), "mentee-detail", entry.pk)
    assert "Открытых запросов нет." in said
    assert "Прежние запросы" in said
    assert "разрешён" in said


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
