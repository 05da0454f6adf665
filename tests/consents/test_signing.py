"""The simple electronic signature: off by default, with its preconditions, by the password, with its protocol."""

import hashlib
from datetime import date, datetime, timedelta

import pytest

from nastavnik.accounts.models import User
from nastavnik.consents.actions import (
    propose_consent,
    register_consent,
    sign_consent,
    switch_off_signature,
    switch_on_signature,
    withdraw_consent,
)
from nastavnik.consents.models import Cell, Consent, ConsentKind, SignatureMode
from nastavnik.consents.queries import kept_papers, may_publish, signature_mode
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.papers.actions import verify_paper
from nastavnik.papers.models import IssuedPaper
from tests.cast import PASSWORD, TODAY
from tests.consents.made import agreed, may_sign, places, switched_on, ticks
from tests.consents.paper import pdf_words
from tests.papers.reading import letters


def asked(cast, part="mentor", kind=ConsentKind.PROCESSING) -> Consent:
    return propose_consent(cast.people[part], kind, by=cast.user("curator"))


def sign(cast, consent, part="mentor", password=PASSWORD, **said):
    return sign_consent(consent, by=cast.user(part), password=password, **said)


# --- preconditions ------------------------------------------------------------------------------------------
def test_signing_is_off_by_default(cast):
    assert signature_mode(cast.organisation, TODAY) is None
    with pytest.raises(Refused, match="в учреждении не включено: подпишите на бумаге у куратора"):
        sign(cast, asked(cast))
    with pytest.raises(Refused, match="сначала руководитель указывает локальный акт и срок"):
        asked(cast, kind=ConsentKind.SIGNATURE)


@pytest.mark.parametrize(
    ("facts", "sentence", "field"),
    [
        ({"act_title": " "}, "Укажите название и номер локального акта", "act_title"),
        ({"act_number": ""}, "Укажите название и номер локального акта", "act_title"),
        ({"since": date(2026, 8, 31)}, "не может начаться раньше, чем принят локальный акт", "since"),
        ({"until": date(2026, 8, 31)}, "Срок кончается раньше, чем начинается", "until"),
        ({"until": date(2026, 9, 13)}, "Этот срок уже прошёл", "until"),
    ],
)
def test_the_head_gives_the_act_and_a_period_that_makes_sense(cast, facts, sentence, field):
    with pytest.raises(Refused, match=sentence) as refusal:
        switched_on(cast, **facts)
    assert refusal.value.field == field
    assert not SignatureMode.objects.exists()


def test_two_periods_do_not_overlap(cast):
    first = switched_on(cast, until=date(2026, 12, 31))
    with pytest.raises(Refused, match="На эти дни подписание уже включено"):
        switched_on(cast, since=date(2026, 12, 31))
    later = switched_on(cast, since=date(2027, 1, 1))
    assert signature_mode(cast.organisation, date(2026, 12, 31)) == first
    assert signature_mode(cast.organisation, date(2027, 1, 1)) == later
    assert signature_mode(cast.organisation, date(2026, 8, 31)) is None
    switch_off_signature(later, by=cast.user("head"))  # before it has begun: it never will
    assert signature_mode(cast.organisation, date(2027, 1, 1)) is None


def test_the_agreement_is_signed_on_paper_by_somebody_who_has_been_seen(cast):
    switched_on(cast)
    blank = asked(cast, kind=ConsentKind.SIGNATURE)
    assert blank.scope == {"act": "Положение о простой электронной подписи от 01.09.2026 № 12"}
    with pytest.raises(Refused, match="Отметьте, что личность подписавшего проверена") as refusal:
        register_consent(blank, by=cast.user("curator"), given_on=TODAY)
    assert refusal.value.field == "identity_checked"
    with pytest.raises(Refused, match="Это согласие подписывают только на бумаге"):
        sign(cast, blank)
    with pytest.raises(Refused, match="Нет действующего согласия на простую электронную подпись"):
        sign(cast, asked(cast))
    agreed(cast, "mentor")
    assert sign(cast, asked(cast)).state == "given"


def test_a_new_act_needs_a_new_agreement(cast):
    may_sign(cast, "mentor")
    switch_off_signature(SignatureMode.objects.get(), by=cast.user("head"))
    switched_on(cast, act_number="13", since=TODAY)
    with pytest.raises(Refused, match="дано по прежнему локальному акту: подпишите у куратора новое"):
        sign(cast, asked(cast))


# --- the signature ------------------------------------------------------------------------------------------
@pytest.mark.clause("R2.2", "R3.2")
def test_the_subject_signs_and_the_proof_is_kept(cast):
    agreement = may_sign(cast, "mentor")
    consent = asked(cast)
    with clock.at(datetime.fromisoformat("2026-09-14T11:22:33+03:00")):
        sign(cast, consent)
    kept = Consent.objects.get(pk=consent.pk)
    assert (kept.state, kept.given_on, kept.way, kept.received_by) == ("given", TODAY, "simple", None)
    papers = kept_papers(kept)
    assert set(papers) == {"pdf", "protocol"}
    assert all(verify_paper(paper) for paper in papers.values())
    document = pdf_words(papers["pdf"].file.read())
    assert letters("Подписано простой электронной подписью 14.09.2026 в 11:22:33 (UTC+03:00)") in letters(document)
    proof = pdf_words(papers["protocol"].file.read())
    for words in (
        "Белокопытова Ирина Геннадьевна, воспитатель",
        cast.user("mentor").username,
        "14.09.2026 в 11:22:33 (UTC+03:00), часовой пояс Europe/Moscow",
        "Положение о простой электронной подписи от 01.09.2026 № 12",
        f"подписанное на бумаге {agreement.given_on:%d.%m.%Y}",
        "личность проверена при его регистрации: Кудрявцева",
        "повторным вводом пароля",
    ):
        assert letters(words) in letters(proof), words
    with papers["pdf"].file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() in letters(proof)
    for word in ("УКЭП", "сертификат", "ДОКУМЕНТ ПОДПИСАН"):
        assert word not in document + proof  # a stamp is drawn only where a qualified signature was checked
    assert [entry.event for entry in entries_about(consent)] == ["consent_proposed", "consent_signed"]


@pytest.mark.clause("9.3")
def test_what_is_chosen_cell_by_cell_is_signed_with_the_subjects_own_ticks(cast):
    site, community = places(cast)
    may_sign(cast, "mentor")
    consent = asked(cast, kind=ConsentKind.DISTRIBUTION)
    with pytest.raises(Refused, match="Не отмечена ни одна клетка"):
        sign(cast, consent)
    assert Consent.objects.get(pk=consent.pk).state == "proposed"
    sign(cast, consent, choice=ticks(("name", site)))
    assert may_publish(cast.mentor, "name", site, TODAY)
    assert not may_publish(cast.mentor, "name", community, TODAY)
    text = pdf_words(kept_papers(consent)["pdf"].file.read())
    assert "☑" in text
    assert letters("Условий и запретов не устанавливаю") in letters(text)


def test_nobody_signs_for_another(cast):
    may_sign(cast, "mentor")
    with pytest.raises(Refused, match="Подписать согласие может только тот, кто его даёт"):
        sign_consent(asked(cast), by=cast.user("curator"), password=PASSWORD)


def test_a_wrong_password_signs_nothing_and_is_counted(cast):
    may_sign(cast, "mentor")
    consent = asked(cast)
    with pytest.raises(Refused, match="Пароль не подходит") as refusal:
        sign(cast, consent, password="ryabinka")
    assert refusal.value.field == "password"
    assert Consent.objects.get(pk=consent.pk).state == "proposed"
    assert not IssuedPaper.objects.filter(about_id=consent.pk).exists()
    assert [entry.event for entry in entries_about(consent)] == ["consent_proposed", "signature_password_wrong"]


def test_five_wrong_passwords_close_signing_for_a_quarter_of_an_hour(cast):
    may_sign(cast, "mentor")
    consent = asked(cast)
    for _try in range(5):
        with pytest.raises(Refused, match="Пароль не подходит"):
            sign(cast, consent, password="x")
    with pytest.raises(Refused, match="подписание закрыто на 15 минут"):
        sign(cast, consent)  # even the right one
    with clock.at(clock.now() + timedelta(minutes=14)), pytest.raises(Refused, match="закрыто на 15 минут"):
        sign(cast, consent)
    with clock.at(clock.now() + timedelta(minutes=16)):
        assert sign(cast, consent).state == "given"


def test_the_tries_of_one_person_do_not_close_signing_for_another(cast):
    may_sign(cast, "mentor")
    agreed(cast, "mentee")
    for _try in range(5):
        with pytest.raises(Refused):
            sign(cast, asked(cast), password="x")
    assert sign(cast, asked(cast, "mentee"), "mentee").state == "given"


def test_a_closed_account_signs_nothing(cast):
    may_sign(cast, "mentor")
    consent = asked(cast)
    User.objects.filter(pk=cast.mentor.user_id).update(is_active=False)
    with pytest.raises(Refused, match="Пароль не подходит"):
        sign(cast, consent)


# --- off again ----------------------------------------------------------------------------------------------
def test_switched_off_nothing_is_signed_and_what_was_given_stays(cast):
    may_sign(cast, "mentor")
    given = sign(cast, asked(cast))
    mode = SignatureMode.objects.get()
    switch_off_signature(mode, by=cast.user("head"))
    blank = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=cast.user("curator"), anew=True)
    with pytest.raises(Refused, match="в учреждении не включено"):
        sign(cast, blank)
    with pytest.raises(Refused, match=r"Подписание уже выключено 14.09.2026"):
        switch_off_signature(mode, by=cast.user("head"))
    assert Consent.objects.get(pk=given.pk).is_valid_on(TODAY)


def test_a_withdrawn_agreement_ends_signing_at_once_and_what_was_given_stays(cast):
    agreement = may_sign(cast, "mentor")
    given = sign(cast, asked(cast))
    withdraw_consent(agreement, by=cast.user("mentor"))
    blank = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=cast.user("curator"), anew=True)
    with pytest.raises(Refused, match="Нет действующего согласия на простую электронную подпись"):
        sign(cast, blank)
    assert Consent.objects.get(pk=given.pk).is_valid_on(TODAY)
    assert not agreement.steps.exists()


def test_signed_a_second_time_it_is_refused(cast):
    may_sign(cast, "mentor")
    consent = asked(cast)
    stale = Consent.objects.get(pk=consent.pk)
    sign(cast, consent)
    with pytest.raises(Refused):
        sign(cast, stale)
    assert IssuedPaper.objects.filter(about_id=consent.pk).count() == 2


def test_a_signature_replaces_the_older_consent_like_a_paper_does(cast):
    site, _community = places(cast)
    may_sign(cast, "mentor")
    for _time in range(2):
        blank = propose_consent(cast.mentor, ConsentKind.IMAGE, by=cast.user("mentor"), anew=True)
        sign(cast, blank, choice=ticks(("photo", site)))
    assert sorted(Consent.objects.filter(kind="image").values_list("state", flat=True)) == ["given", "replaced"]
    assert Cell.objects.count() == 2


def test_switching_needs_an_organisation_of_ones_own(cast):
    mode = switch_on_signature(
        cast.other, by=cast.user("stranger"), act_title="Положение", act_number="1", act_date=TODAY, since=TODAY
    )
    assert signature_mode(cast.organisation, TODAY) is None
    assert signature_mode(cast.other, TODAY) == mode
