"""The life of an entry: in only with its basis; consent and employment decide every day whether it is used."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from nastavnik.banks.actions import (
    exclude_entry,
    include_entry,
    resume_entry,
    select_mentor,
    suspend_entry,
)
from nastavnik.banks.models import MenteeEntry, MentorEntry
from nastavnik.banks.queries import LAPSED, entries
from nastavnik.banks.states import lifecycle_of
from nastavnik.consents.actions import propose_consent, refuse_consent, register_consent, withdraw_consent
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.people.actions import dismiss
from tests.cast import TODAY, give_consent

BANKS = ("mentees", "mentors")
MODELS = {"mentees": MenteeEntry, "mentors": MentorEntry}
MOVES = {"include": include_entry, "suspend": suspend_entry, "resume": resume_entry, "exclude": exclude_entry}
ALLOWED = {
    "draft": {"exclude"},  # «include» too, when everything is there: see below
    "active": {"suspend", "exclude"},
    "suspended": {"resume", "exclude"},
    "excluded": {"include", "reopen"},
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", ALLOWED)
@pytest.mark.parametrize("bank", BANKS)
def test_entry_moves_only_as_its_table_says(cast, entry_in, bank, state, move):
    entry = entry_in(bank, state)
    assert set(lifecycle_of(entry).possible(entry)) == ALLOWED[state]
    before = [each.event for each in entries_about(entry)]
    if move in ALLOWED[state]:
        MOVES[move](entry, by=cast.user("curator"))
        target = {"include": "active", "suspend": "suspended", "resume": "active", "exclude": "excluded"}[move]
        assert MODELS[bank].objects.get(pk=entry.pk).state == target
        assert len(entries_about(entry)) == len(before) + 1
    else:
        with pytest.raises(Refused):
            MOVES[move](entry, by=cast.user("curator"))
        assert MODELS[bank].objects.get(pk=entry.pk).state == state
        assert [each.event for each in entries_about(entry)] == before


# --- the basis (R2.2, R3.2) ---------------------------------------------------------------------------------
def test_draft_names_what_it_lacks_one_thing_after_another(cast, mentor_draft):
    by, why = cast.user("curator"), lambda: lifecycle_of(mentor_draft).why_not(mentor_draft, "include")
    mentor_draft.competences.clear()
    assert why() == "Не указана ни одна сильная тема."
    mentor_draft.competences.add(cast.topics["play"])
    assert why() == "Куратор ещё не отметил отбор наставника."
    select_mentor(mentor_draft, by=by)
    assert why() == "Нет действующего согласия на обработку персональных данных: ждёт подписи."
    Consent.objects.all().delete()
    assert why() == "Нет действующего согласия на обработку персональных данных."
    refuse_consent(propose_consent(cast.mentor, ConsentKind.PROCESSING, by=by), by=by)
    assert why() == "Нет действующего согласия на обработку персональных данных: не дано."
    consent = give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    assert why() is None
    withdraw_consent(consent, by=by)
    assert why() == "Нет действующего согласия на обработку персональных данных: отозвано 14.09.2026."


@pytest.mark.clause("1.3/2")
def test_mentee_without_a_request_stays_a_draft(cast, mentee_draft):
    give_consent(cast, cast.mentee, ConsentKind.PROCESSING)
    mentee_draft.requests.update(state="dropped")
    with pytest.raises(Refused, match="Нет ни одного профессионального запроса"):
        include_entry(mentee_draft, by=cast.user("curator"))


@pytest.mark.clause("R2.2", "R3.2")
@pytest.mark.parametrize("bank", BANKS)
def test_entry_without_basis_stays_a_draft(cast, entry_in, bank):
    entry = entry_in(bank, "draft")
    if bank == "mentors":
        select_mentor(entry, by=cast.user("curator"))
    with pytest.raises(Refused, match="Нет действующего согласия на обработку персональных данных"):
        include_entry(entry, by=cast.user("curator"))
    kept = MODELS[bank].objects.get(pk=entry.pk)
    assert (kept.state, kept.included_on, kept.basis) == ("draft", None, None)
    assert list(MODELS[bank].objects.active()) == []


@pytest.mark.clause("R2.2", "R3.2", "1.3/1")
@pytest.mark.parametrize("bank", BANKS)
def test_include_entry_notes_the_basis_and_the_day(cast, entry_in, bank):
    entry = entry_in(bank, "active")
    kept = MODELS[bank].objects.get(pk=entry.pk)
    assert (kept.included_on, kept.confirmed_on, kept.excluded_on) == (TODAY, TODAY, None)
    assert kept.basis == Consent.objects.get(person=entry.person)
    assert kept.takes_part
    assert list(MODELS[bank].objects.of(cast.organisation).active()) == [entry]


@pytest.mark.clause("R2.2")
@pytest.mark.parametrize("bank", BANKS)
def test_database_refuses_an_active_entry_without_basis(entry_in, bank):
    entry = entry_in(bank, "draft")
    with pytest.raises(IntegrityError), transaction.atomic():
        MODELS[bank].objects.filter(pk=entry.pk).update(state="active", included_on=TODAY)


def test_consent_of_another_kind_is_no_basis(cast, mentee_draft):
    give_consent(cast, cast.mentee, ConsentKind.MENTEE)
    with pytest.raises(Refused):
        include_entry(mentee_draft, by=cast.user("curator"))


# --- withdrawal, term, dismissal: asked of the day, never stored -------------------------------------------------
@pytest.mark.clause("R2.2", "R3.2")
@pytest.mark.parametrize("bank", BANKS)
def test_withdrawal_takes_an_entry_out_of_use_and_shows(cast, entry_in, bank):
    entry = entry_in(bank, "active")
    withdraw_consent(entry.basis, by=cast.user("curator"))
    kept = MODELS[bank].objects.get(pk=entry.pk)
    assert (kept.state, kept.takes_part, kept.lapse) == ("active", False, "согласие отозвано 14.09.2026")
    assert list(MODELS[bank].objects.of(cast.organisation).active()) == []
    assert list(MODELS[bank].objects.of(cast.organisation).lapsed()) == [kept]
    assert list(entries(cast.organisation, bank, {"state": LAPSED})) == [kept]


@pytest.mark.clause("R2.2", "R3.2")
def test_term_of_the_consent_ends_the_use_on_the_next_day(cast, mentee_draft):
    by = cast.user("curator")
    consent = propose_consent(cast.mentee, ConsentKind.PROCESSING, by=by)
    register_consent(consent, by=by, given_on=TODAY, valid_until=date(2026, 12, 31))
    entry = include_entry(mentee_draft, by=by)
    with clock.at(date(2026, 12, 31)):
        assert list(MenteeEntry.objects.active()) == [entry]
    with clock.at(date(2027, 1, 1)):
        assert list(MenteeEntry.objects.active()) == []
        assert MenteeEntry.objects.get().lapse == "согласие истекло 31.12.2026"


@pytest.mark.clause("4.4.2")
def test_dismissed_person_is_no_longer_used(cast, entry_in):
    entry = entry_in("mentors", "active")
    dismiss(cast.mentor, by=cast.user("head"), on=TODAY)
    assert list(MentorEntry.objects.active()) == [entry]  # to the last day
    with clock.at(date(2026, 9, 15)):
        assert list(MentorEntry.objects.active()) == []
        assert MentorEntry.objects.get().lapse == "не работает в учреждении"
        with pytest.raises(Refused, match="Сейчас не работает в учреждении"):
            resume_entry(MentorEntry.objects.get(), by=cast.user("curator"))


@pytest.mark.parametrize("bank", BANKS)
def test_new_consent_brings_an_entry_back_by_one_act(cast, entry_in, bank):
    entry, by = entry_in(bank, "active"), cast.user("curator")
    withdraw_consent(entry.basis, by=by)
    entry = MODELS[bank].objects.get(pk=entry.pk)
    with pytest.raises(Refused, match="отозвано"):
        resume_entry(entry, by=by)
    again = give_consent(cast, entry.person, ConsentKind.PROCESSING)
    entry = MODELS[bank].objects.get(pk=entry.pk)
    assert not entry.takes_part  # not by itself: the curator decides
    resume_entry(entry, by=by)
    kept = MODELS[bank].objects.get(pk=entry.pk)
    assert (kept.basis, kept.takes_part) == (again, True)


def test_resume_refuses_an_entry_that_takes_part(cast, entry_in):
    with pytest.raises(Refused, match="Запись и так участвует в подборе"):
        resume_entry(entry_in("mentees", "active"), by=cast.user("curator"))


def test_included_again_after_exclusion_with_a_valid_basis_only(cast, entry_in):
    entry, by = entry_in("mentees", "excluded"), cast.user("curator")
    assert (entry.excluded_on, entry.takes_part, entry.lapse) == (TODAY, False, "")
    with clock.at(date(2026, 10, 1)):
        include_entry(entry, by=by)
    assert (entry.state, entry.included_on, entry.excluded_on) == ("active", date(2026, 10, 1), None)
    exclude_entry(entry, by=by)
    withdraw_consent(entry.basis, by=by)
    with pytest.raises(Refused, match="отозвано"):
        include_entry(MenteeEntry.objects.get(), by=by)


# --- selection (1.3/1, R4.1) --------------------------------------------------------------------------------
@pytest.mark.clause("1.3/1")
def test_select_mentor_notes_who_and_when_once(cast, mentor_draft):
    select_mentor(mentor_draft, by=cast.user("curator"))
    kept = MentorEntry.objects.get()
    assert (kept.selected_on, kept.selected_by) == (TODAY, cast.user("curator"))
    assert entries_about(kept).last().event == "mentor_selected"
    with pytest.raises(Refused, match=r"Отбор уже отмечен 14\.09\.2026"):
        select_mentor(kept, by=cast.user("head"))


@pytest.mark.clause("1.3/1")
def test_mentor_without_selection_stays_a_draft(cast, mentor_draft):
    give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    with pytest.raises(Refused, match="Куратор ещё не отметил отбор наставника"):
        include_entry(mentor_draft, by=cast.user("curator"))
