"""Pages of what came with C4–C8: the grid, «Мои согласия», the signature, places, steps, the register on a date."""

import re
from datetime import date

import pytest

from nastavnik.consents.actions import propose_consent, refuse_consent, register_consent, withdraw_consent
from nastavnik.consents.models import Cell, Consent, ConsentKind, ConsentStep, Resource, SignatureMode
from nastavnik.consents.queries import may_publish
from nastavnik.kit import clock
from nastavnik.kit.keys import new_key
from nastavnik.papers.models import IssuedPaper
from nastavnik.people.models import Person
from tests.cast import PASSWORD, TODAY, give_consent
from tests.consents.made import SITE, chosen, may_sign, places, switched_on
from tests.consents.test_views import at, shown

HOSTILE = ("<script>alert(1)</script>", "{{ 7|add:7 }}", "=cmd|' /C calc'!A0", "\u202eгнилрев\u202c", "Я" * 80)


def ticked_beforehand(page: str) -> list[str]:
    """Inputs of the grid that come with a tick: there must be none (edge case 30)."""
    inputs = re.findall(r'<input[^>]*name="(?:place_\d|conditions|forbidden|onward)"[^>]*>', page)
    assert inputs, "no input was found: the test shows nothing"
    return [one for one in inputs if "checked" in one]


# --- who opens what -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "open_to"),
    [
        ("consents-own", {"head", "curator", "mentor", "mentee"}),
        ("consent-ask", {"head", "curator"}),
        ("register-on-day", {"head", "curator"}),
        ("step-list", {"head", "curator"}),
        ("resource-list", {"head", "curator"}),
        ("signature-detail", {"head", "curator"}),
    ],
)
def test_who_opens_the_pages(signed_in, cast, name, open_to):
    for part in ("head", "curator", "mentor", "mentee"):
        assert signed_in(part).get(at(name)).status_code == (200 if part in open_to else 403), part
    assert signed_in("stranger").get(at(name)).status_code == 404


def test_only_the_head_switches_the_signature(signed_in, cast):
    typed = {
        "act_title": "Положение о ПЭП", "act_number": "7", "act_date": "2026-09-01", "since": "2026-09-14", "until": ""
    }  # fmt: skip
    signed_in("curator").post(at("signature-detail"), typed)
    assert not SignatureMode.objects.exists()
    assert "Включает руководитель" in shown(signed_in("curator"), "signature-detail")
    head = signed_in("head")
    wrong = head.post(at("signature-detail"), {**typed, "since": "2026-08-01"})
    assert wrong.context["form"].errors["since"] == ["Подписание не может начаться раньше, чем принят локальный акт."]
    assert head.post(at("signature-detail"), typed)["Location"] == at("signature-detail")
    said = shown(head, "signature-detail")
    assert "включена" in said
    assert "Положение о ПЭП от 01.09.2026 № 7" in said
    mode = SignatureMode.objects.get()
    assert signed_in("curator").post(at("signature-off", mode.pk)).status_code == 403
    assert signed_in("head").post(at("signature-off", mode.pk)).status_code == 302
    assert "Выключено. Подписанное раньше сохраняет силу" in shown(signed_in("head"), "signature-detail")


# --- the grid -----------------------------------------------------------------------------------------------
@pytest.mark.clause("9.3")
def test_the_curator_enters_what_was_ticked_on_the_paper(signed_in, cast):
    site, community = places(cast)
    blank = propose_consent(cast.mentor, ConsentKind.DISTRIBUTION, by=cast.user("curator"))
    client = signed_in("curator")
    said = shown(client, "consent-register", blank.pk)
    assert SITE in said
    assert ticked_beforehand(said) == []
    typed = {
        "given_on": "2026-09-14",
        "conditions": "none",
        "onward": "network",
        "valid_until": "",
        "kept_in": "дело 2",
    }
    silent = client.post(at("consent-register", blank.pk), typed)
    assert "Не отмечена ни одна клетка" in silent.context["form"].non_field_errors()[0]
    unsaid = client.post(at("consent-register", blank.pk), {**typed, "conditions": "", "place_0": ["name"]})
    assert list(unsaid.context["form"].errors) == ["conditions"]
    answer = client.post(at("consent-register", blank.pk), {**typed, "place_0": ["name", "post"], "place_1": ["post"]})
    assert answer["Location"] == at("consent-detail", blank.pk)
    assert set(Cell.objects.values_list("field", "resource")) == {
        ("name", site.pk), ("post", site.pk), ("post", community.pk)
    }  # fmt: skip
    said = shown(client, "consent-detail", blank.pk)
    assert "фамилия, имя, отчество, должность" in said
    assert "дело 2" in said
    assert (
        not client.post(at("consent-register", blank.pk), {**typed, "place_0": ["photo"]}).context["form"].is_valid()
    )  # given once


def test_conditions_are_entered_word_for_word(signed_in, cast):
    places(cast)
    blank = propose_consent(cast.mentor, ConsentKind.DISTRIBUTION, by=cast.user("curator"))
    typed = {
        "given_on": "2026-09-14", "conditions": "set", "onward": "none", "place_0": ["name"],
        "words_name": " без отчества ", "forbidden": ["photo"],
    }  # fmt: skip
    signed_in("curator").post(at("consent-register", blank.pk), typed)
    said = shown(signed_in("mentor"), "consent-detail", blank.pk)
    assert "без отчества" in said
    assert "распространять запрещено" in said
    assert "Опубликовать условия и запреты, которые установил человек" in said
    assert "Срок — 17.09.2026." in said


def test_papers_with_ticks_are_registered_one_by_one(signed_in, cast):
    places(cast)
    propose_consent(cast.mentor, ConsentKind.IMAGE, by=cast.user("curator"))
    said = shown(signed_in("curator"), "consents-register")
    assert "Регистрируют по одному" in said
    assert "Кто подписал" not in said


# --- signing ------------------------------------------------------------------------------------------------
@pytest.mark.clause("9.3", "R2.2")
def test_the_subject_reads_ticks_and_signs(signed_in, cast):
    site, _community = places(cast)
    may_sign(cast, "mentor")
    consent = propose_consent(cast.mentor, ConsentKind.DISTRIBUTION, by=cast.user("curator"))
    client = signed_in("mentor")
    assert at("consent-sign", consent.pk) in shown(client, "consent-detail", consent.pk)
    said = shown(client, "consent-sign", consent.pk)
    assert "неопределённому кругу лиц" in said
    assert ticked_beforehand(said) == []
    typed = {"place_0": ["name"], "conditions": "none", "onward": "network"}
    wrong = client.post(at("consent-sign", consent.pk), {**typed, "password": "nope"})
    assert wrong.context["form"].errors["password"] == [
        "Пароль не подходит. Проверьте раскладку клавиатуры и заглавные буквы."
    ]
    assert "nope" not in wrong.content.decode()
    answer = client.post(at("consent-sign", consent.pk), {**typed, "password": PASSWORD})
    assert answer["Location"] == at("consent-detail", consent.pk)
    assert may_publish(cast.mentor, "name", site, TODAY)
    said = shown(client, "consent-detail", consent.pk)
    assert "простая электронная подпись" in said
    protocol = client.get(at("consent-protocol", consent.pk))
    assert (protocol.status_code, protocol["Content-Type"]) == (200, "application/pdf")
    assert client.get(at("consent-paper", consent.pk, "docx")).status_code == 404  # the PDF is what was signed


def test_where_signing_is_off_the_page_says_so(signed_in, cast):
    consent = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None)
    assert at("consent-sign", consent.pk) not in shown(signed_in("mentor"), "consent-detail", consent.pk)
    assert "в учреждении не включено" in shown(signed_in("mentor"), "consent-sign", consent.pk)
    assert signed_in("curator").get(at("consent-sign", consent.pk)).status_code == 403
    assert signed_in("stranger").get(at("consent-sign", consent.pk)).status_code == 404


def test_identity_is_asked_for_when_the_agreement_is_registered(signed_in, cast):
    switched_on(cast)
    blank = propose_consent(cast.mentor, ConsentKind.SIGNATURE, by=None)
    client = signed_in("curator")
    wrong = client.post(at("consent-register", blank.pk), {"given_on": "2026-09-14"})
    assert list(wrong.context["form"].errors) == ["identity_checked"]
    client.post(at("consent-register", blank.pk), {"given_on": "2026-09-14", "identity_checked": "on"})
    assert Consent.objects.get(pk=blank.pk).state == "given"


# --- the paper that was issued ------------------------------------------------------------------------------
@pytest.mark.clause("R2.2")
def test_the_paper_of_a_given_consent_is_the_kept_file(signed_in, cast, django_capture_on_commit_callbacks):
    """Edge case 48: printed again from the file, never made anew."""
    blank = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        register_consent(blank, by=cast.user("curator"), given_on=TODAY)
    kept = {row.format: row for row in IssuedPaper.objects.filter(about_id=blank.pk)}
    assert set(kept) == {"pdf", "docx"}
    Person.objects.filter(pk=cast.mentor.pk).update(surname="Иная")
    client = signed_in("mentor")
    for form, row in kept.items():
        with row.file.open("rb") as file:
            assert b"".join(client.get(at("consent-paper", blank.pk, form)).streaming_content) == file.read()
    assert kept["pdf"].sha256 in shown(client, "consent-detail", blank.pk)
    assert IssuedPaper.objects.filter(about_id=blank.pk).count() == 2


def test_a_paper_that_was_not_issued_in_time_is_issued_once(signed_in, cast):
    given = give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    client = signed_in("mentor")
    first, second = (b"".join(client.get(at("consent-paper", given.pk, "pdf")).streaming_content) for _ in "12")
    assert first == second
    assert IssuedPaper.objects.filter(about_id=given.pk, format="pdf").count() == 1


def test_a_paper_signed_elsewhere_has_no_image_of_ours(signed_in, cast, django_capture_on_commit_callbacks):
    blank = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        register_consent(blank, by=cast.user("curator"), given_on=date(2026, 8, 20))
    assert not IssuedPaper.objects.filter(about_id=blank.pk).exists()
    assert signed_in("mentor").get(at("consent-paper", blank.pk, "pdf")).status_code == 404


# --- asking -------------------------------------------------------------------------------------------------
def test_the_curator_asks_for_a_transfer(signed_in, cast):
    client = signed_in("curator")
    typed = {
        "person": cast.mentor.pk,
        "kind": "transfer",
        "recipient": "Управление",
        "purpose": "конкурс",
        "listed": "",
    }
    wrong = client.post(at("consent-ask"), typed)
    assert wrong.context["form"].errors == {"listed": ["Для этого согласия заполните и эту строку."]}
    answer = client.post(at("consent-ask"), {**typed, "listed": "ФИО"})
    consent = Consent.objects.get()
    assert answer["Location"] == at("consent-detail", consent.pk)
    assert "Кому передаются: Управление." in consent.words
    client.post(at("consent-ask"), {**typed, "listed": "ФИО"})
    assert Consent.objects.count() == 1


def test_the_curator_cannot_ask_strangers_nor_press(signed_in, cast):
    client = signed_in("curator")
    foreign = client.post(at("consent-ask"), {"person": cast.stranger.pk, "kind": "processing"})
    assert list(foreign.context["form"].errors) == ["person"]
    pair = client.post(at("consent-ask"), {"person": cast.mentor.pk, "kind": "mentoring"})
    assert list(pair.context["form"].errors) == ["kind"]
    nowhere = client.post(at("consent-ask"), {"person": cast.mentor.pk, "kind": "image"})
    assert "Не внесён ни один информационный ресурс" in nowhere.context["form"].non_field_errors()[0]
    places(cast)
    refuse_consent(propose_consent(cast.mentor, ConsentKind.IMAGE, by=None), by=cast.user("mentor"))
    pressed = client.post(at("consent-ask"), {"person": cast.mentor.pk, "kind": "image"})
    assert "второй раз о публикации не спрашивают" in pressed.context["form"].non_field_errors()[0]
    assert Consent.objects.count() == 1


def test_a_new_blank_is_prepared_in_place_of_a_given_one(signed_in, cast):
    given = give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    answer = signed_in("curator").post(at("consent-renew", given.pk))
    blank = Consent.objects.get(state="proposed")
    assert answer["Location"] == at("consent-detail", blank.pk)
    of_pair = give_consent(cast, cast.mentor, ConsentKind.MENTORING, about_id=new_key())
    assert signed_in("curator").post(at("consent-renew", of_pair.pk)).status_code == 404
    assert signed_in("mentor").post(at("consent-renew", given.pk)).status_code == 403


# --- «Мои согласия» -----------------------------------------------------------------------------------------
@pytest.mark.clause("1.4/5", "9.3")
def test_a_person_sees_their_own_and_nobody_elses(signed_in, cast):
    places(cast)
    give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    other = give_consent(cast, cast.mentee, ConsentKind.MENTEE, about="ЧУЖОЕ", about_id=new_key())
    said = shown(signed_in("mentor"), "consents-own")
    assert "Согласие на обработку персональных данных" in said
    assert "Отозвать" in said
    assert "ЧУЖОЕ" not in said
    assert signed_in("mentor").get(at("consent-detail", other.pk)).status_code == 403
    assert signed_in("mentor").get(at("consent-withdraw", other.pk)).status_code == 403


def test_a_person_is_told_what_is_kept_and_why(signed_in, cast):
    """Edge case 28."""
    given = give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    withdraw_consent(given, by=cast.user("mentor"))
    for name, arguments in (("consents-own", ()), ("consent-detail", (given.pk,))):
        said = shown(signed_in("mentor"), name, *arguments)
        assert "Что останется и почему" in said
        assert "125-ФЗ" in said


def test_a_person_opens_a_blank_for_themselves(signed_in, cast):
    client = signed_in("mentee")
    client.post(at("own-ask", "image"))
    assert "Не внесён ни один информационный ресурс" in shown(client, "consents-own")
    places(cast)
    refuse_consent(propose_consent(cast.mentee, ConsentKind.IMAGE, by=None), by=cast.user("mentee"))
    assert at("own-ask", "image") in shown(client, "consents-own")
    answer = client.post(at("own-ask", "image"))
    assert answer["Location"] == at("consent-detail", Consent.objects.get(state="proposed").pk)
    assert at("own-ask", "image") not in shown(client, "consents-own")
    assert client.post(at("own-ask", "mentoring")).status_code == 404
    assert client.get(at("own-ask", "image")).status_code == 405


@pytest.mark.clause("5.1/3")
def test_a_mentor_is_told_the_last_day_beforehand_and_afterwards(signed_in, cast):
    given = give_consent(cast, cast.mentor, ConsentKind.MENTORING, about="Зайцева", about_id=new_key())
    client = signed_in("mentor")
    with clock.at(date(2026, 9, 18)):
        said = shown(client, "consent-withdraw", given.pk)
        assert "Последний день наставничества — 23.09.2026, с 24.09.2026 обязанностей наставника больше нет" in said
        client.post(at("consent-withdraw", given.pk))
        said = shown(client, "consent-detail", given.pk)
        assert "Отзыв принят. Последний день наставничества — 23.09.2026" in said
        assert "идёт срок предупреждения: последний день — 23.09.2026" in said
    assert "Отозвано: идёт срок предупреждения." in shown(client, "consents-own")


# --- places and steps ---------------------------------------------------------------------------------------
def test_the_curator_keeps_the_places(signed_in, cast):
    client = signed_in("curator")
    typed = {"kind": "site", "name": "Сайт", "address": "ryabinka.example/n/"}
    assert client.post(at("resource-list"), typed)["Location"] == at("resource-list")
    place = Resource.objects.get()
    assert place.address == "https://ryabinka.example/n/"
    assert "Такой адрес уже внесён" in client.post(at("resource-list"), typed).content.decode()
    client.post(at("resource-change", place.pk), {**typed, "name": "Раздел сайта"})
    assert Resource.objects.get().name == "Раздел сайта"
    propose_consent(cast.mentor, ConsentKind.IMAGE, by=None)
    wrong = client.post(at("resource-change", place.pk), {**typed, "address": "https://other.example/"})
    assert "Этот адрес уже стоит в согласиях" in wrong.context["form"].non_field_errors()[0]
    client.post(at("resource-retire", place.pk))
    assert Resource.objects.get().retired_on == TODAY
    assert signed_in("mentor").post(at("resource-retire", place.pk)).status_code == 403
    assert signed_in("stranger").post(at("resource-retire", place.pk)).status_code == 404


def test_steps_stand_on_the_register_and_are_red_when_overdue(signed_in, cast):
    given = give_consent(cast, cast.mentor, ConsentKind.MENTORING, about="Зайцева", about_id=new_key())
    withdraw_consent(given, by=cast.user("mentor"))
    step = ConsentStep.objects.get()
    client = signed_in("curator")
    assert "просрочено" not in shown(client, "consent-list")
    with clock.at(date(2026, 9, 18)):
        said = shown(client, "consent-list")
        assert "После отзыва согласий просрочено одно дело" in said
        assert "tone-bad" in said
        assert "просрочено" in shown(client, "step-list")
        assert client.post(at("step-close", step.pk), {"note": " "}).context["form"].errors["note"] == [
            "Обязательное поле."
        ]
        answer = client.post(at("step-close", step.pk), {"note": "Приказ от 17.09.2026 № 51-ОД"})
        assert answer["Location"] == at("step-list")
        said = shown(client, "step-list")
        assert "Приказ от 17.09.2026 № 51-ОД" in said
        again = client.post(at("step-close", step.pk), {"note": "x"})
        assert again.context["form"].non_field_errors() == ["Это уже отмечено 18.09.2026."]
    assert signed_in("mentor").get(at("step-close", step.pk)).status_code == 403
    assert signed_in("stranger").get(at("step-close", step.pk)).status_code == 404


# --- the register -------------------------------------------------------------------------------------------
def test_the_register_speaks_of_what_ends_soon(signed_in, cast):
    blank = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None)
    register_consent(blank, by=cast.user("curator"), given_on=TODAY, valid_until=date(2026, 10, 14))
    give_consent(cast, cast.mentee, ConsentKind.PROCESSING)
    client = signed_in("curator")
    assert "В ближайшие 30 дней истекает одно согласие." in shown(client, "consent-list")
    found = client.get(at("consent-list") + "?state=expiring").context["page"].object_list
    assert [one.person for one in found] == [cast.mentor]


@pytest.mark.parametrize("name", ["consent-list", "register-on-day", "step-list"])
def test_the_register_asks_as_many_queries_for_many_as_for_few(
    signed_in, cast, name, django_assert_max_num_queries, django_assert_num_queries
):
    site, _community = places(cast)

    def one(part: str) -> None:
        given = chosen(cast, part, "image", ("photo", site))
        withdraw_consent(given, by=cast.user("curator"))
        give_consent(cast, cast.people[part], ConsentKind.PROCESSING)

    one("mentor")
    client = signed_in("curator")
    client.get(at(name))
    with django_assert_max_num_queries(13) as few:
        client.get(at(name))
    for part in ("mentee", "second_mentee", "second_mentor", "bystander"):
        one(part)
    with django_assert_num_queries(len(few)):
        client.get(at(name))


def test_the_register_on_a_date_is_a_page_and_a_paper(signed_in, cast):
    give_consent(cast, cast.mentor, ConsentKind.PROCESSING, given_on=date(2026, 9, 10))
    client = signed_in("curator")
    assert "Белокопытова" in shown(client, "register-on-day")
    assert "На эту дату согласий нет" in shown(client, "register-on-day", query="?on=2026-09-09")
    assert shown(client, "register-on-day", query="?on=чепуха")
    for form, head in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = client.get(at("register-download", form) + "?on=2026-09-10")
        assert answer.content.startswith(head)
    assert client.get(at("register-download", "exe")).status_code == 404
    assert signed_in("mentor").get(at("register-download", "pdf")).status_code == 403
    assert signed_in("stranger").get(at("register-download", "pdf")).status_code == 404


# --- hostile names ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", HOSTILE, ids=["script", "braces", "formula", "direction", "long"])
def test_a_hostile_name_is_shown_as_letters(signed_in, cast, name):
    Person.objects.filter(pk=cast.mentor.pk).update(surname=name)
    mentor = Person.objects.get(pk=cast.mentor.pk)
    about = (name + " {about} {purpose}")[:200].ljust(200, "ж")
    consent = give_consent(cast, mentor, ConsentKind.MENTORING, about=about, about_id=new_key())
    assert consent.words.count(about) == 1  # what is put in is not read as a mark itself
    client = signed_in("curator")
    for page, arguments in (("consent-list", ()), ("consent-detail", (consent.pk,)), ("register-on-day", ())):
        said = shown(client, page, *arguments)
        assert "<script>alert(1)" not in said
        assert "{{ 14" not in said
    for address in (
        at("consent-paper", consent.pk, "pdf"),
        at("register-download", "pdf"),
        at("register-download", "docx"),
    ):
        assert client.get(address).status_code == 200
