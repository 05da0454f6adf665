"""Pages of consents: who opens them, what they say, what they do."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nastavnik.consents.actions import propose_consent, refuse_consent, register_consent, withdraw_consent
from nastavnik.consents.models import Consent, ConsentKind, ConsentText
from nastavnik.consents.texts import TEXTS
from nastavnik.kit.keys import new_key
from nastavnik.papers.models import Scan
from tests.cast import TODAY, give_consent
from tests.consents.paper import photograph

OF_ONE = ("detail", "register", "refuse", "withdraw")


def at(name, *arguments):
    return reverse(f"consents:{name}", args=["ryabinka", *arguments])


def shown(client, name, *arguments, query=""):
    answer = client.get(at(name, *arguments) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def asked(cast) -> Consent:
    return propose_consent(cast.mentor, ConsentKind.PROCESSING, by=cast.user("curator"))


@pytest.fixture
def given(cast, asked) -> Consent:
    return register_consent(asked, by=cast.user("curator"), given_on=TODAY)


# --- who opens what -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", [f"consent-{each}" for each in OF_ONE] + ["scan-attach", "consent-scan"])
def test_stranger_finds_no_consent(signed_in, asked, name):
    client = signed_in("stranger")
    assert client.get(at(name, asked.pk)).status_code == 404
    assert client.get(at(name, asked.pk).replace("/ryabinka/", "/teremok/")).status_code == 404
    assert client.post(at(name, asked.pk)).status_code == 404


@pytest.mark.parametrize(
    ("part", "name", "status"),
    [
        ("head", "consent-list", 200),
        ("curator", "consent-list", 200),
        ("mentor", "consent-list", 403),
        ("mentor", "consent-detail", 200),
        ("mentee", "consent-detail", 403),
        ("mentor", "consent-register", 403),
        ("mentor", "scan-attach", 403),
        ("curator", "consent-register", 200),
        ("mentor", "consent-refuse", 200),
        ("bystander", "consent-withdraw", 403),
        ("mentor", "text-change", 403),
    ],
)
def test_who_opens_what(signed_in, asked, part, name, status):
    arguments = {"consent-list": (), "text-change": ("processing",)}.get(name, (asked.pk,))
    assert signed_in(part).get(at(name, *arguments)).status_code == status


# --- the register -------------------------------------------------------------------------------------------
def test_empty_register_says_where_consents_come_from(signed_in):
    said = shown(signed_in("curator"), "consent-list")
    assert "Согласий пока нет" in said
    assert "когда человек ответит на анкету" in said


@pytest.mark.clause("4.2", "4.3/5", "R2.2")
def test_register_says_who_what_for_since_when_and_by_which_words(signed_in, cast):
    give_consent(cast, cast.mentor, ConsentKind.MENTORING, about="Зайцева Полина Андреевна", about_id=new_key())
    propose_consent(cast.second_mentee, ConsentKind.PROCESSING, by=None)
    refuse_consent(propose_consent(cast.bystander, ConsentKind.PROCESSING, by=None), by=cast.user("bystander"))
    said = shown(signed_in("curator"), "consent-list")
    waiting, refused, given = (said.index(name) for name in ("Ким Артём", "Абросимова", "Белокопытова"))
    assert waiting < refused < given  # what waits stands on top
    for words in (
        "Согласие на наставничество",
        "дано 14.09.2026",
        "скана нет",
        "ждёт с 14.09.2026",
        "не дано 14.09.2026",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=зайцева", {"Зайцева Полина Андреевна"}),
        ("?state=proposed", {"Зайцева Полина Андреевна"}),
        ("?state=without_scan", {"Белокопытова Ирина Геннадьевна"}),
        ("?kind=mentee", {"Ким Артём"}),
        ("?kind=mentoring", set()),
        ("?state=чепуха", {"Зайцева Полина Андреевна", "Белокопытова Ирина Геннадьевна", "Ким Артём"}),
    ],
)
def test_register_is_narrowed(signed_in, cast, query, found):
    propose_consent(cast.mentee, ConsentKind.PROCESSING, by=None)
    give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    consent = give_consent(cast, cast.second_mentee, ConsentKind.MENTEE, about_id=new_key())
    refused = Consent.objects.exclude(pk=consent.pk)
    assert refused.count() == 2
    Consent.objects.filter(pk=consent.pk).update(state="withdrawn", withdrawal_received_on=TODAY, withdrawn_on=TODAY)
    answer = signed_in("curator").get(at("consent-list") + query)
    assert {each.person.full_name for each in answer.context["page"]} == found
    if not found:
        assert "Таких согласий нет" in answer.content.decode()


def test_register_asks_as_many_queries_for_many_consents_as_for_few(
    signed_in, cast, given, django_assert_max_num_queries, django_assert_num_queries
):
    client = signed_in("curator")
    with django_assert_max_num_queries(12) as few:
        client.get(at("consent-list"))
    for person in cast.people.values():
        give_consent(cast, person, ConsentKind.MENTEE, about=str(person), about_id=new_key())
        propose_consent(person, ConsentKind.PROCESSING, by=None)
    with django_assert_num_queries(len(few)):
        answer = client.get(at("consent-list"))
    assert len(answer.context["page"].object_list) == 16


def test_register_says_how_many_wait_and_opens_the_door_to_them(signed_in, cast, asked):
    propose_consent(cast.mentee, ConsentKind.PROCESSING, by=None)
    said = shown(signed_in("curator"), "consent-list")
    assert "Ждут подписи: 2" in said
    assert at("waiting-papers", "pdf") in said
    assert at("consents-register") in said


# --- many at once -------------------------------------------------------------------------------------------
def test_all_waiting_blanks_are_printed_at_once(signed_in, cast, asked):
    propose_consent(cast.mentee, ConsentKind.PROCESSING, by=None)
    answer = signed_in("curator").get(at("waiting-papers", "pdf"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert signed_in("mentor").get(at("waiting-papers", "pdf")).status_code == 403
    assert signed_in("stranger").get(at("waiting-papers", "pdf")).status_code == 404
    Consent.objects.all().delete()
    assert signed_in("curator").get(at("waiting-papers", "pdf")).status_code == 404


@pytest.mark.clause("R2.2", "R3.2")
def test_papers_of_one_day_are_registered_at_once(signed_in, cast, asked):
    other = propose_consent(cast.mentee, ConsentKind.PROCESSING, by=None)
    client = signed_in("curator")
    said = shown(client, "consents-register")
    assert "Белокопытова Ирина Геннадьевна. Согласие на обработку персональных данных" in said
    assert "checked" not in said.split("Кто подписал")[1]  # nobody is assumed (edge case 26)
    nobody = client.post(at("consents-register"), {"given_on": "2026-09-14"})
    assert nobody.context["form"].errors == {"signed": ["Обязательное поле."]}
    early = client.post(at("consents-register"), {"given_on": "2026-09-15", "signed": [asked.pk]})
    assert list(early.context["form"].errors) == ["given_on"]
    answer = client.post(at("consents-register"), {"given_on": "2026-09-14", "signed": [asked.pk]})
    assert answer["Location"] == at("consent-list")
    assert "Готово. Зарегистрировано согласий: 1. Сканы можно приложить позже." in shown(client, "consent-list")
    states = dict(Consent.objects.values_list("pk", "state"))
    assert states == {asked.pk: "given", other.pk: "proposed"}


def test_consent_of_another_institution_is_no_choice(signed_in, cast):
    foreign = propose_consent(cast.stranger, ConsentKind.PROCESSING, by=None)
    propose_consent(cast.mentee, ConsentKind.PROCESSING, by=None)
    answer = signed_in("curator").post(at("consents-register"), {"given_on": "2026-09-14", "signed": [foreign.pk]})
    assert "Выберите корректный вариант" in answer.context["form"].errors["signed"][0]
    assert Consent.objects.get(pk=foreign.pk).state == "proposed"


# --- one consent --------------------------------------------------------------------------------------------
def test_curator_sees_what_to_do_with_a_waiting_consent(signed_in, asked):
    said = shown(signed_in("curator"), "consent-detail", asked.pk)
    assert "Сейчас очередь за вами" in said
    assert "Распечатайте согласие, дайте прочесть и подписать, затем зарегистрируйте" in said
    assert at("consent-register", asked.pk) in said
    assert at("consent-paper", asked.pk, "pdf") in said
    assert "ведение базы наставников" in said  # the words themselves


@pytest.mark.clause("1.4/5")
def test_person_reads_their_own_consent_and_may_say_no(signed_in, asked):
    said = shown(signed_in("mentor"), "consent-detail", asked.pk)
    assert "Прочитайте согласие. Если согласны — подпишите его на бумаге у куратора" in said
    assert "Отказаться можно без объяснений." in said
    assert at("consent-refuse", asked.pk) in said
    assert at("consent-register", asked.pk) not in said  # the paper is registered by the curator


def test_page_says_why_a_consent_no_longer_holds(signed_in, cast, given):
    withdraw_consent(given, by=cast.user("mentor"))
    said = shown(signed_in("curator"), "consent-detail", given.pk)
    assert "Согласие больше не действует: отозвано 14.09.2026" in said
    assert "Записи в базах остаются, но в подборе не участвуют." in said
    assert at("consent-propose", cast.mentor.pk) in said
    Consent.objects.filter(pk=given.pk).update(
        state="given", withdrawal_received_on=None, withdrawn_on=None, valid_until=TODAY
    )
    assert "Согласие дано и действует" in shown(signed_in("curator"), "consent-detail", given.pk)
    Consent.objects.filter(pk=given.pk).update(given_on=date(2026, 9, 1), valid_until=date(2026, 9, 13))
    assert "Согласие больше не действует: истекло 13.09.2026" in shown(signed_in("curator"), "consent-detail", given.pk)


def test_page_warns_of_a_paper_older_than_the_words(signed_in, cast, asked):
    register_consent(asked, by=cast.user("curator"), given_on=date(2026, 8, 20))
    said = shown(signed_in("curator"), "consent-detail", asked.pk)
    assert "Бумага подписана раньше, чем составлен текст ниже (14.09.2026)." in said


# --- acts ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("R2.2", "R3.2")
def test_curator_registers_a_signed_paper_with_its_scan(signed_in, cast, asked):
    client = signed_in("curator")
    answer = client.post(at("consent-register", asked.pk), {"given_on": "2026-09-12", "scan": photograph()})
    assert answer["Location"] == at("consent-detail", asked.pk)
    kept = Consent.objects.get(pk=asked.pk)
    assert (kept.state, kept.given_on, kept.scan.original_name) == ("given", date(2026, 9, 12), "согласие.jpg")
    said = shown(client, "consent-detail", asked.pk)
    assert "Готово. Согласие зарегистрировано: Белокопытова Ирина Геннадьевна. Запись можно включить в базу." in said
    scan = client.get(at("consent-scan", asked.pk))
    assert (scan.status_code, scan["Content-Type"]) == (200, "image/jpeg")
    assert signed_in("mentee").get(at("consent-scan", asked.pk)).status_code == 403


@pytest.mark.clause("4.2")
def test_form_shows_why_a_consent_is_not_registered_and_keeps_no_scan(signed_in, asked):
    client = signed_in("curator")
    typed = {"given_on": "2026-09-15", "scan": photograph()}
    answer = client.post(at("consent-register", asked.pk), typed)
    assert answer.context["form"].errors == {
        "given_on": ["Дата подписи ещё не наступила: укажите день, который стоит на бумаге."]
    }
    assert Consent.objects.get(pk=asked.pk).state == "proposed"
    assert not Scan.objects.exists()


def test_form_refuses_a_file_that_is_no_scan(signed_in, asked):
    typed = {"given_on": "2026-09-14", "scan": SimpleUploadedFile("согласие.pdf", b"MZ\x90\x00 not a paper")}
    answer = signed_in("curator").post(at("consent-register", asked.pk), typed)
    (said,) = answer.context["form"].errors["scan"]
    assert "нужен скан подписанного документа" in said
    assert Consent.objects.get(pk=asked.pk).state == "proposed"


def test_second_tab_is_told_that_the_consent_is_registered_already(signed_in, cast, given):
    said = shown(signed_in("curator"), "consent-register", given.pk)
    assert "Сейчас это невозможно: состояние — «дано»." in said
    answer = signed_in("curator").post(at("consent-register", given.pk), {"given_on": "2026-09-14"})
    assert answer.context["form"].non_field_errors() == ["Сейчас это невозможно: состояние — «дано»."]


@pytest.mark.parametrize(
    ("wanted", "goes_home"),
    [
        ("/o/ryabinka/banks/mentors/", False),
        ("/o/teremok/banks/", True),
        ("https://elsewhere.example/", True),
        ("//elsewhere.example/o/ryabinka/", True),
        ("/o/ryabinka/\\elsewhere.example", True),
    ],
)
def test_way_back_leads_only_inside_the_institution(signed_in, asked, wanted, goes_home):
    answer = signed_in("curator").post(at("consent-register", asked.pk) + f"?next={wanted}", {"given_on": "2026-09-14"})
    assert answer["Location"] == (at("consent-detail", asked.pk) if goes_home else wanted)


def test_scan_is_attached_later(signed_in, cast, given):
    client = signed_in("curator")
    assert "приложить" in shown(client, "consent-detail", given.pk)
    assert client.post(at("scan-attach", given.pk), {}).context["form"].errors["scan"] == ["Обязательное поле."]
    answer = client.post(at("scan-attach", given.pk), {"scan": photograph()})
    assert answer["Location"] == at("consent-detail", given.pk)
    assert Consent.objects.get(pk=given.pk).scan is not None
    assert "Скан приложен" in shown(client, "consent-detail", given.pk)


def test_scan_is_not_attached_to_what_was_not_signed(signed_in, asked):
    answer = signed_in("curator").post(at("scan-attach", asked.pk), {"scan": photograph()})
    assert answer.context["form"].non_field_errors() == [
        "Согласие ещё не зарегистрировано: скан прикладывают к подписанному."
    ]
    assert not Scan.objects.exists()


@pytest.mark.clause("1.4/5")
def test_person_refuses_without_a_reason(signed_in, cast, asked):
    client = signed_in("mentor")
    said = shown(client, "consent-refuse", asked.pk)
    assert "Причину никто не спросит" in said
    assert "<textarea" not in said
    assert client.post(at("consent-refuse", asked.pk))["Location"] == at("consent-detail", asked.pk)
    assert Consent.objects.get(pk=asked.pk).state == "refused"
    assert "Согласие не дано: это обычный исход" in shown(client, "consent-detail", asked.pk)


@pytest.mark.clause("1.4/5", "R2.2")
def test_person_withdraws_in_two_clicks_and_is_told_what_stays(signed_in, cast, given):
    client = signed_in("mentor")
    assert at("consent-withdraw", given.pk) in shown(client, "consents-own")  # the first
    said = shown(client, "consent-withdraw", given.pk)
    assert "Подписанные приказы и реестры остаются: их хранение требует закон." in said
    assert "До 14.10.2026 проверяют, что хранится на другом основании" in said
    assert "приказы, в которых назван человек" in said
    assert client.post(at("consent-withdraw", given.pk))["Location"] == at("consent-detail", given.pk)  # the second
    assert Consent.objects.get(pk=given.pk).withdrawn_on == TODAY
    assert "Согласие отозвано. Подписанные приказы остаются в силе." in shown(client, "consent-detail", given.pk)
    again = client.post(at("consent-withdraw", given.pk), follow=True)
    assert "Сейчас это невозможно: состояние — «отозвано»." in again.content.decode()


def test_curator_registers_a_withdrawal_with_the_day_it_came(signed_in, cast, given):
    client = signed_in("curator")
    wrong = client.post(at("consent-withdraw", given.pk), {"on": "2026-10-01"})
    assert wrong.context["form"].errors["on"] == [
        "Дата отзыва ещё не наступила: укажите день, когда получено заявление."
    ]
    empty = client.post(at("consent-withdraw", given.pk), {"on": ""})
    assert empty.context["form"].errors["on"] == ["Обязательное поле."]
    assert client.post(at("consent-withdraw", given.pk), {"on": "2026-09-14"}).status_code == 302
    assert Consent.objects.get(pk=given.pk).withdrawal_received_on == TODAY


def test_curator_prepares_a_blank_once(signed_in, cast):
    client = signed_in("curator")
    answer = client.post(at("consent-propose", cast.mentee.pk))
    consent = Consent.objects.get(person=cast.mentee)
    assert answer["Location"] == at("consent-detail", consent.pk)
    register_consent(consent, by=cast.user("curator"), given_on=TODAY)
    assert client.post(at("consent-propose", cast.mentee.pk))["Location"] == at("consent-detail", consent.pk)
    assert "Действующее согласие уже есть" in shown(client, "consent-detail", consent.pk)
    assert client.get(at("consent-propose", cast.mentee.pk)).status_code == 405
    assert signed_in("mentor").post(at("consent-propose", cast.mentee.pk)).status_code == 403
    assert Consent.objects.filter(person=cast.mentee).count() == 1


@pytest.mark.parametrize(
    ("paper_format", "content_type"),
    [
        ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_paper_is_downloaded_by_its_subject(signed_in, asked, paper_format, content_type):
    answer = signed_in("mentor").get(at("consent-paper", asked.pk, paper_format))
    assert (answer.status_code, answer["Content-Type"]) == (200, content_type)
    assert signed_in("mentor").get(at("consent-paper", asked.pk, "exe")).status_code == 404


# --- the words ----------------------------------------------------------------------------------------------
def test_words_are_changed_by_a_new_version(signed_in, cast, given):
    client = signed_in("curator")
    typed = {"body": "Согласен на обработку моих данных.\r\nДо отзыва."}
    assert client.post(at("text-change", "processing"), typed)["Location"] == at("text-change", "processing")
    newest = ConsentText.objects.of(cast.organisation).filter(kind="processing").order_by("-version").first()
    assert (newest.version, newest.body) == (2, "Согласен на обработку моих данных.\nДо отзыва.")
    said = shown(client, "text-change", "processing")
    assert "Сохранена редакция № 2. Согласия, данные раньше, сохраняют прежний текст." in said
    assert "Прежние редакции" in said
    assert "ведение базы наставников" in shown(client, "consent-detail", given.pk)


def test_words_sent_unchanged_make_no_version(signed_in, cast):
    client = signed_in("curator")
    client.post(at("text-change", "mentee"), {"body": TEXTS["mentee"].replace("\n", "\r\n")})
    assert "Текст не изменился: новой редакции нет." in shown(client, "text-change", "mentee")
    assert ConsentText.objects.of(cast.organisation).filter(kind="mentee").count() == 1


def test_unknown_kind_of_words_is_not_found(signed_in):
    assert signed_in("curator").get("/o/ryabinka/consents/texts/other/").status_code == 404
