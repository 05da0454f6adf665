"""Pages of the banks: who opens them, what they say, what they do."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nastavnik.banks.actions import answer_mentor, answer_requests, include_entry, open_collection, select_mentor
from nastavnik.banks.models import Actualisation, MenteeEntry, MentorEntry
from nastavnik.consents.actions import withdraw_consent
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
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
