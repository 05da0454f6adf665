"""Consents: asked once, registered from paper, refused without a mark, withdrawn at any time; words by version."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from nastavnik.consents.actions import (
    attach_scan,
    change_text,
    current_text,
    discard_consent,
    processing_consent,
    propose_consent,
    refuse_consent,
    register_consent,
    register_consents,
    replace_consent,
    sign_consent,
    withdraw_consent,
)
from nastavnik.consents.models import Consent, ConsentKind, ConsentText
from nastavnik.consents.states import CONSENT
from nastavnik.consents.texts import TEXTS
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.keys import new_key
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.papers.actions import keep_scan
from tests.cast import PASSWORD, TODAY, give_consent
from tests.consents.made import may_sign
from tests.consents.paper import photograph


def events(row):
    return [entry.event for entry in entries_about(row)]


@pytest.fixture
def asked(cast) -> Consent:
    """The mentor has been asked to let their data be processed."""
    return propose_consent(cast.mentor, ConsentKind.PROCESSING, by=cast.user("curator"))


# --- asking -------------------------------------------------------------------------------------------------
def test_propose_consent_takes_the_newest_words_and_writes_the_journal(cast, asked):
    assert (asked.state, asked.proposed_on, asked.given_on) == ("proposed", TODAY, None)
    assert (asked.text.version, asked.text.body) == (1, TEXTS[ConsentKind.PROCESSING])
    assert events(asked) == ["consent_proposed"]


def test_propose_consent_asks_once(cast, asked):
    again = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=cast.user("head"))
    assert again == asked
    assert Consent.objects.count() == 1


def test_propose_consent_gives_back_the_valid_one(cast, asked):
    register_consent(asked, by=cast.user("curator"), given_on=TODAY)
    assert propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None) == asked


def test_propose_consent_asks_again_after_refusal_withdrawal_and_term(cast):
    by = cast.user("curator")
    first = refuse_consent(propose_consent(cast.mentor, ConsentKind.PROCESSING, by=by), by=by)
    second = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=by)
    assert second != first
    withdraw_consent(register_consent(second, by=by, given_on=TODAY), by=by)
    third = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=by)
    assert third not in (first, second)
    register_consent(third, by=by, given_on=TODAY, valid_until=date(2026, 12, 31))
    with clock.at(date(2027, 1, 1)):
        assert propose_consent(cast.mentor, ConsentKind.PROCESSING, by=by) not in (first, second, third)


@pytest.mark.clause("4.3/5")
def test_consents_of_two_pairs_are_two_papers(cast):
    first, second = new_key(), new_key()
    by = cast.user("curator")
    one = propose_consent(cast.mentor, ConsentKind.MENTORING, by=by, about="Зайцева П. А.", about_id=first)
    two = propose_consent(cast.mentor, ConsentKind.MENTORING, by=by, about="Ким А.", about_id=second)
    assert one != two
    assert propose_consent(cast.mentor, ConsentKind.MENTORING, by=by, about_id=first) == one


def test_database_holds_one_question_at_a_time(asked):
    copy = Consent(
        organisation=asked.organisation, person=asked.person, kind=asked.kind, text=asked.text, proposed_on=TODAY
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


# --- registering --------------------------------------------------------------------------------------------
@pytest.mark.clause("4.2", "R2.2", "R3.2")
def test_register_consent_keeps_the_day_of_the_paper_and_who_took_it(cast, asked):
    register_consent(asked, by=cast.user("curator"), given_on=date(2026, 9, 10), valid_until=date(2027, 8, 31))
    kept = Consent.objects.get(pk=asked.pk)
    assert (kept.state, kept.given_on, kept.valid_until) == ("given", date(2026, 9, 10), date(2027, 8, 31))
    assert kept.received_by == cast.user("curator")
    assert events(asked) == ["consent_proposed", "consent_registered"]
    assert entries_about(asked).last().facts == {"kind": "processing", "given_on": "2026-09-10"}


@pytest.mark.clause("4.2")
def test_register_consent_refuses_a_day_that_has_not_come(cast, asked):
    with pytest.raises(Refused) as refusal:
        register_consent(asked, by=cast.user("curator"), given_on=date(2026, 9, 15))
    assert refusal.value.sentence == "Дата подписи ещё не наступила: укажите день, который стоит на бумаге."
    assert refusal.value.field == "given_on"
    assert Consent.objects.get(pk=asked.pk).state == "proposed"
    assert events(asked) == ["consent_proposed"]


def test_register_consent_refuses_a_term_that_ends_before_it_begins(cast, asked):
    with pytest.raises(Refused, match="Срок согласия кончается раньше, чем оно дано") as refusal:
        register_consent(asked, by=cast.user("curator"), given_on=TODAY, valid_until=date(2026, 9, 13))
    assert refusal.value.field == "valid_until"


@pytest.mark.clause("4.3/5", "R2.2", "R3.2")
def test_register_consents_registers_all_or_none(cast, asked):
    by = cast.user("curator")
    other = propose_consent(cast.mentee, ConsentKind.PROCESSING, by=by)
    signed = register_consent(propose_consent(cast.second_mentee, ConsentKind.PROCESSING, by=by), by=by, given_on=TODAY)
    with pytest.raises(Refused):
        register_consents([asked, signed, other], by=by, given_on=TODAY)
    assert set(Consent.objects.exclude(pk=signed.pk).values_list("state", flat=True)) == {"proposed"}
    asked.refresh_from_db()
    register_consents([asked, other], by=by, given_on=date(2026, 9, 11))
    days = Consent.objects.exclude(pk=signed.pk).values_list("state", "given_on", "received_by")
    assert set(days) == {("given", date(2026, 9, 11), by.pk)}
    assert events(other) == ["consent_proposed", "consent_registered"]


def test_discard_consent_takes_only_what_nobody_has_answered(cast, asked):
    by = cast.user("curator")
    discard_consent(asked, by=by)
    assert not Consent.objects.exists()
    assert events(asked) == ["consent_proposed", "consent_discarded"]
    given = give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    with pytest.raises(Refused, match="Бланк уже подписан или на него получен отказ"):
        discard_consent(given, by=by)
    assert Consent.objects.get() == given


def test_register_consent_takes_a_paper_older_than_our_words_and_says_so(cast, asked):
    register_consent(asked, by=cast.user("curator"), given_on=date(2026, 8, 25))
    assert asked.is_older_than_its_words
    assert not propose_consent(cast.mentee, ConsentKind.PROCESSING, by=None).is_older_than_its_words


def test_attach_scan_keeps_the_scan_before_it(cast, asked):
    by = cast.user("curator")
    first, second = (
        keep_scan(photograph(), organisation_id=asked.organisation_id, about_id=asked.pk, by=by) for _ in "12"
    )
    with pytest.raises(Refused, match="Согласие ещё не зарегистрировано"):
        attach_scan(asked, first, by=by)
    register_consent(asked, by=by, given_on=TODAY)
    attach_scan(asked, first, by=by)
    attach_scan(asked, second, by=by)
    assert Consent.objects.get(pk=asked.pk).scan == second
    assert entries_about(asked).last().facts == {"scan": str(second.pk), "before": str(first.pk)}
    first.refresh_from_db()  # still there


def test_scan_of_a_consent_is_not_deleted_under_it(cast, asked):
    by = cast.user("curator")
    scan = keep_scan(photograph(), organisation_id=asked.organisation_id, about_id=asked.pk, by=by)
    register_consent(asked, by=by, given_on=TODAY, scan=scan)
    with pytest.raises(ProtectedError):
        scan.delete()


# --- refusing and withdrawing -------------------------------------------------------------------------------
@pytest.mark.clause("1.4/5")
def test_refuse_consent_leaves_a_day_and_no_other_mark(cast, asked):
    before = {field: getattr(cast.mentor, field) for field in ("category", "phone", "email", "search_text")}
    refuse_consent(asked, by=cast.user("mentor"))
    kept = Consent.objects.get(pk=asked.pk)
    assert (kept.state, kept.refused_on, kept.given_on, kept.withdrawn_on) == ("refused", TODAY, None, None)
    cast.mentor.refresh_from_db()
    assert {field: getattr(cast.mentor, field) for field in before} == before
    assert [entry.subject_id for entry in JournalEntry.objects.filter(event="consent_refused")] == [asked.pk]
    assert entries_about(asked).last().facts == {"kind": "processing"}  # no reason is asked, none is kept


@pytest.mark.clause("1.4/5", "R2.2")
def test_withdraw_consent_ends_it_from_that_day_on(cast, asked):
    register_consent(asked, by=cast.user("curator"), given_on=date(2026, 9, 1))
    withdraw_consent(asked, by=cast.user("mentor"))
    kept = Consent.objects.get(pk=asked.pk)
    assert (kept.state, kept.withdrawn_on, kept.given_on) == ("withdrawn", TODAY, date(2026, 9, 1))
    assert kept.is_valid_on(date(2026, 9, 13))  # what was done before stays lawful
    assert not kept.is_valid_on(TODAY)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2026, 9, 15), "Дата отзыва ещё не наступила: укажите день, когда получено заявление."),
        (date(2026, 8, 31), "Отозвать согласие раньше дня, когда оно дано, нельзя."),
    ],
)
def test_withdraw_consent_refuses_a_day_that_makes_no_sense(cast, asked, on, sentence):
    register_consent(asked, by=cast.user("curator"), given_on=date(2026, 9, 1))
    with pytest.raises(Refused) as refusal:
        withdraw_consent(asked, by=cast.user("mentor"), on=on)
    assert (refusal.value.sentence, refusal.value.field) == (sentence, "on")
    assert Consent.objects.get(pk=asked.pk).state == "given"


# --- the life of a consent ----------------------------------------------------------------------------------
def sign(consent, by):
    """In the system, by the subject; `may_sign` has switched it on and registered the agreement."""
    return sign_consent(consent, by=consent.person.user, password=PASSWORD)


MOVES = {
    "register": lambda consent, by: register_consent(consent, by=by, given_on=TODAY),
    "sign": sign,
    "refuse": lambda consent, by: refuse_consent(consent, by=by),
    "withdraw": lambda consent, by: withdraw_consent(consent, by=by),
    "replace": lambda consent, by: replace_consent(consent, by=by, on=TODAY),
}
ALLOWED = {
    "proposed": {"register", "sign", "refuse"},
    "given": {"withdraw", "replace"},
    "refused": set(),
    "withdrawn": set(),
    "replaced": set(),
}
WAYS = {
    "proposed": (),
    "given": ("register",),
    "refused": ("refuse",),
    "withdrawn": ("register", "withdraw"),
    "replaced": ("register", "replace"),
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", ALLOWED)
def test_consent_moves_only_as_its_table_says(cast, asked, state, move):
    by = cast.user("curator")
    may_sign(cast, "mentor")
    for step in WAYS[state]:
        MOVES[step](asked, by)
    before = events(asked)
    assert set(CONSENT.possible(asked)) == ALLOWED[state]
    if move in ALLOWED[state]:
        MOVES[move](asked, by)
        assert events(asked) == [*before, next(each.event for each in CONSENT.moves if each.name == move)]
    else:
        with pytest.raises(Refused, match=r"Сейчас это невозможно: состояние — «|Это согласие уже не ждёт подписи"):
            MOVES[move](asked, by)
        assert (Consent.objects.get(pk=asked.pk).state, events(asked)) == (state, before)


# --- validity -----------------------------------------------------------------------------------------------
@pytest.mark.clause("4.2", "R2.2", "R3.2")
@pytest.mark.parametrize(
    ("facts", "lapse"),
    [
        ({"given_on": date(2026, 9, 14)}, ""),
        ({"given_on": date(2026, 9, 1), "valid_until": date(2026, 9, 14)}, ""),
        (
            {
                "given_on": date(2026, 9, 1),
                "withdrawal_received_on": date(2026, 9, 10),
                "withdrawn_on": date(2026, 9, 15),
                "state": "withdrawn",
            },
            "",
        ),
        ({"given_on": date(2026, 9, 1), "replaced_on": date(2026, 9, 15), "state": "replaced"}, ""),
        ({}, "ждёт подписи"),
        ({"state": "refused", "refused_on": date(2026, 9, 1)}, "не дано"),
        ({"given_on": date(2026, 9, 15)}, "дано позже, 15.09.2026"),
        ({"given_on": date(2026, 9, 1), "valid_until": date(2026, 9, 13)}, "истекло 13.09.2026"),
        (
            {
                "given_on": date(2026, 9, 1),
                "withdrawal_received_on": date(2026, 9, 14),
                "withdrawn_on": date(2026, 9, 14),
                "state": "withdrawn",
            },
            "отозвано 14.09.2026",
        ),
        (
            {"given_on": date(2026, 9, 1), "replaced_on": date(2026, 9, 14), "state": "replaced"},
            "заменено 14.09.2026",
        ),
    ],
)
def test_consent_and_its_query_agree_on_validity(cast, asked, facts, lapse):
    state = "given" if "given_on" in facts else "proposed"
    Consent.objects.filter(pk=asked.pk).update(**{"state": state, **facts})
    asked.refresh_from_db()
    assert (asked.lapse_on(TODAY), asked.lapse) == (lapse, lapse)
    assert asked.is_valid_on(TODAY) is (lapse == "")
    assert Consent.objects.valid(TODAY).filter(pk=asked.pk).exists() is (lapse == "")


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "given"},
        {"state": "refused"},
        {"state": "withdrawn", "given_on": TODAY},
        {
            "state": "withdrawn",
            "given_on": TODAY,
            "withdrawal_received_on": TODAY,
            "withdrawn_on": date(2026, 9, 13),
        },
        {
            "state": "withdrawn",
            "given_on": TODAY,
            "withdrawal_received_on": date(2026, 9, 13),
            "withdrawn_on": TODAY,
        },
        {"state": "replaced", "given_on": TODAY},
        {"state": "replaced", "given_on": TODAY, "replaced_on": date(2026, 9, 13)},
        {"state": "given", "given_on": TODAY, "valid_until": date(2026, 9, 13)},
    ],
    ids=[
        "given without a day",
        "refused without a day",
        "withdrawn without a day",
        "withdrawn early",
        "received early",
        "replaced without a day",
        "replaced early",
        "ends early",
    ],
)
def test_database_refuses_a_consent_that_cannot_be(asked, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=asked.pk).update(**facts)


@pytest.mark.clause("R2.2")
def test_basis_is_the_latest_valid_consent_to_processing_and_no_other_kind(cast):
    assert processing_consent(cast.mentee, TODAY) is None
    give_consent(cast, cast.mentee, ConsentKind.MENTEE, about_id=new_key())
    assert processing_consent(cast.mentee, TODAY) is None
    given = give_consent(cast, cast.mentee, ConsentKind.PROCESSING, given_on=date(2026, 9, 2))
    assert processing_consent(cast.mentee, TODAY) == given
    assert processing_consent(cast.mentee, date(2026, 9, 1)) is None
    withdraw_consent(given, by=cast.user("mentee"))
    assert processing_consent(cast.mentee, TODAY) is None


# --- the words ----------------------------------------------------------------------------------------------
def test_given_consent_keeps_its_text_when_the_words_change(cast, asked):
    by = cast.user("curator")
    register_consent(asked, by=by, given_on=TODAY)
    change_text(cast.organisation, ConsentKind.PROCESSING, "Согласен на обработку данных.", by=by)
    assert Consent.objects.get(pk=asked.pk).words == TEXTS[ConsentKind.PROCESSING]
    later = propose_consent(cast.mentee, ConsentKind.PROCESSING, by=by)
    assert (later.text.version, later.words) == (2, "Согласен на обработку данных.")


def test_same_words_make_no_new_version(cast):
    by = cast.user("curator")
    first = current_text(cast.organisation, ConsentKind.MENTEE)
    assert change_text(cast.organisation, ConsentKind.MENTEE, f"{TEXTS[ConsentKind.MENTEE]}\n ", by=by) == first
    assert ConsentText.objects.of(cast.organisation).filter(kind=ConsentKind.MENTEE).count() == 1


def test_words_of_one_institution_are_not_those_of_another(cast):
    change_text(cast.organisation, ConsentKind.PROCESSING, "Наши слова.", by=cast.user("curator"))
    assert current_text(cast.other, ConsentKind.PROCESSING).body == TEXTS[ConsentKind.PROCESSING]


@pytest.mark.clause("1.4/3")
def test_one_purpose_has_one_document():
    """152-ФЗ ст. 9 as of 01.09.2025: the consents on mentoring say nothing of data, and the reverse (edge case 35)."""
    for kind in (ConsentKind.MENTORING, ConsentKind.MENTEE):
        assert "персональны" not in TEXTS[kind]
    assert "наставнической пары" not in TEXTS[ConsentKind.PROCESSING]
