"""Withdrawal: at any time, with what ends at once and what is left to people, each by its day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.banks.models import MenteeEntry
from nastavnik.consents.actions import (
    close_step,
    close_steps,
    propose_consent,
    register_consent,
    replace_consent,
    withdraw_consent,
)
from nastavnik.consents.models import Consent, ConsentKind, ConsentStep
from nastavnik.consents.queries import expiring, may_publish, open_steps
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.keys import new_key
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.calendar import working_calendar
from tests.cast import TODAY, give_consent
from tests.consents.made import chosen, places

FRIDAY = date(2026, 9, 18)


def given(cast, kind, part="mentor", **said) -> Consent:
    if kind == ConsentKind.TRANSFER:
        said["scope"] = {"recipient": "Управление образования", "purpose": "конкурс", "data": "ФИО, должность"}
    elif kind != ConsentKind.PROCESSING:
        said = {"about": "Зайцева Полина Андреевна", "about_id": new_key(), **said}
    return give_consent(cast, cast.people[part], kind, given_on=date(2026, 9, 1), **said)


# --- the clock of three working days ------------------------------------------------------------------------
@pytest.mark.clause("5.1/3")
def test_a_mentor_who_gives_notice_on_a_friday_is_free_on_thursday(cast):
    """ТК РФ ст. 351.8: Monday, Tuesday and Wednesday are the three full working days."""
    consent = given(cast, ConsentKind.MENTORING)
    with clock.at(FRIDAY):
        withdraw_consent(consent, by=cast.user("mentor"))
        assert (consent.withdrawal_received_on, consent.withdrawn_on) == (FRIDAY, date(2026, 9, 24))
        assert consent.is_leaving
    assert consent.is_valid_on(date(2026, 9, 23))
    assert not consent.is_valid_on(date(2026, 9, 24))
    assert consent.last_day == date(2026, 9, 23)
    with clock.at(date(2026, 9, 24)):
        assert not consent.is_leaving


@pytest.mark.clause("5.1/3")
@pytest.mark.parametrize(
    ("received", "free_from"),
    [
        (date(2026, 9, 14), date(2026, 9, 18)),  # Monday: Tuesday, Wednesday, Thursday
        (date(2026, 9, 15), date(2026, 9, 19)),  # Tuesday: Friday is the last, Saturday is free
        (date(2026, 9, 16), date(2026, 9, 22)),
        (date(2026, 9, 19), date(2026, 9, 24)),  # Saturday
        (date(2026, 10, 30), date(2026, 11, 6)),  # 4 November is a day off
    ],
)
def test_the_notice_runs_on_the_production_calendar(cast, received, free_from):
    consent = given(cast, ConsentKind.MENTORING)
    assert working_calendar(cast.organisation).known(2026)
    with clock.at(received):
        withdraw_consent(consent, by=cast.user("mentor"))
    assert consent.withdrawn_on == free_from
    assert ConsentStep.objects.get().due_on == free_from - timedelta(days=1)


@pytest.mark.clause("5.1/3")
def test_the_notice_counts_from_the_day_the_paper_came(cast):
    consent = given(cast, ConsentKind.MENTORING)
    with clock.at(date(2026, 9, 21)):
        withdraw_consent(consent, by=cast.user("curator"), on=FRIDAY)
    assert (consent.withdrawal_received_on, consent.withdrawn_on) == (FRIDAY, date(2026, 9, 24))


# --- what is left to do -------------------------------------------------------------------------------------
@pytest.mark.clause("4.2", "4.3/5", "R2.2", "R3.2")
@pytest.mark.parametrize(
    ("kind", "ends", "steps"),
    [
        ("mentoring", date(2026, 9, 24), [("pair", date(2026, 9, 23))]),
        ("mentee", FRIDAY, [("pair", date(2026, 9, 23))]),
        ("specialist", FRIDAY, [("specialist", date(2026, 9, 23))]),
        ("processing", FRIDAY, [("review", date(2026, 10, 18))]),
        ("transfer", FRIDAY, [("tell", date(2026, 9, 23))]),
    ],
)
def test_each_kind_leaves_its_step_with_its_term(cast, kind, ends, steps):
    consent = given(cast, kind)
    with clock.at(FRIDAY):
        withdraw_consent(consent, by=cast.user("mentor"))
    assert consent.withdrawn_on == ends
    assert [(step.kind, step.due_on) for step in open_steps(cast.organisation)] == steps


@pytest.mark.clause("9.3")
@pytest.mark.parametrize("kind", ["distribution", "image"])
def test_each_resource_is_to_be_cleared_in_three_working_days(cast, kind):
    """Edge case 32: all places, not only our own page."""
    site, community = places(cast)
    consent = chosen(cast, "mentor", kind, ("photo", site), ("video", site), ("photo", community))
    with clock.at(FRIDAY):
        withdraw_consent(consent, by=cast.user("mentor"))
        steps = open_steps(cast.organisation)
        assert {(step.kind, step.resource, step.due_on) for step in steps} == {
            ("take_down", site, date(2026, 9, 23)),
            ("take_down", community, date(2026, 9, 23)),
        }
        assert steps.count() == 2


def test_a_consent_without_a_pair_leaves_no_step_for_a_pair(cast):
    consent = give_consent(cast, cast.mentee, ConsentKind.MENTEE)
    withdraw_consent(consent, by=cast.user("mentee"))
    assert not ConsentStep.objects.exists()


@pytest.mark.clause("R2.2")
def test_withdrawal_of_processing_stops_the_matching_at_once(full_cast):
    basis = Consent.objects.get(person=full_cast.mentee, kind="processing")
    assert MenteeEntry.objects.active().filter(person=full_cast.mentee).exists()
    withdraw_consent(basis, by=full_cast.user("mentee"))
    assert not MenteeEntry.objects.active().filter(person=full_cast.mentee).exists()


@pytest.mark.clause("R2.2", "R3.2")
def test_a_newer_paper_to_process_data_carries_the_entry_of_the_bank(full_cast):
    """Replaced, not withdrawn: nobody falls out of the matching for having signed again."""
    entry = MenteeEntry.objects.get(person=full_cast.mentee)
    for _time in range(2):
        blank = propose_consent(full_cast.mentee, ConsentKind.PROCESSING, by=None, anew=True)
        newest = register_consent(blank, by=full_cast.user("curator"), given_on=TODAY)
    entry.refresh_from_db()
    assert entry.basis.state == "replaced"
    assert (entry.takes_part, MenteeEntry.objects.active().filter(pk=entry.pk).exists()) == (True, True)
    withdraw_consent(newest, by=full_cast.user("mentee"))
    entry.refresh_from_db()
    assert entry.lapse == "согласие отозвано 14.09.2026"
    assert not MenteeEntry.objects.active().filter(pk=entry.pk).exists()


# --- two at once, and days that make no sense ---------------------------------------------------------------
def test_the_second_of_two_withdrawals_is_refused_and_leaves_nothing(cast):
    consent = given(cast, ConsentKind.PROCESSING)
    stale = Consent.objects.get(pk=consent.pk)
    withdraw_consent(consent, by=cast.user("mentor"))
    with pytest.raises(Refused, match="Сейчас это невозможно: состояние — «отозвано»"):
        withdraw_consent(stale, by=cast.user("curator"))
    assert ConsentStep.objects.count() == 1
    assert [entry.event for entry in entries_about(consent)].count("consent_withdrawn") == 1


def test_a_withdrawal_before_the_giving_day_is_refused(cast):
    consent = given(cast, ConsentKind.MENTORING)
    with pytest.raises(Refused, match="Отозвать согласие раньше дня, когда оно дано, нельзя"):
        withdraw_consent(consent, by=cast.user("curator"), on=date(2026, 8, 31))
    assert Consent.objects.get(pk=consent.pk).state == "given"
    assert not ConsentStep.objects.exists()


@pytest.mark.clause("9.3")
def test_a_paper_signed_before_the_withdrawal_does_not_undo_it(cast):
    site, _community = places(cast)
    consent = chosen(cast, "mentor", ConsentKind.DISTRIBUTION, ("name", site), given_on=date(2026, 9, 10))
    withdraw_consent(consent, by=cast.user("mentor"), on=date(2026, 9, 13))
    with pytest.raises(Refused) as refused:
        chosen(cast, "mentor", ConsentKind.DISTRIBUTION, ("name", site), given_on=date(2026, 9, 12))
    assert refused.value.field == "given_on"
    assert refused.value.sentence.startswith(
        "Эта бумага подписана раньше, чем такое согласие отозвано (13.09.2026): она уже не действует."
    )
    assert not may_publish(cast.people["mentor"], "name", site, TODAY)
    chosen(cast, "mentor", ConsentKind.DISTRIBUTION, ("name", site), given_on=date(2026, 9, 13))
    assert may_publish(cast.people["mentor"], "name", site, TODAY)


def test_a_paper_about_another_mentor_is_not_touched_by_the_withdrawal_of_the_old_one(cast):
    pair, mentee = new_key(), cast.people["mentee"]
    old = give_consent(cast, mentee, ConsentKind.MENTEE, about="Белокопытова", about_id=pair, given_on=date(2026, 9, 1))
    blank = propose_consent(
        mentee, ConsentKind.MENTEE, by=cast.user("curator"), about="Гаврилюк", about_id=pair, anew=True
    )
    withdraw_consent(old, by=cast.user("mentee"), on=date(2026, 9, 13))
    register_consent(blank, by=cast.user("curator"), given_on=date(2026, 9, 12))
    assert blank.is_valid_on(TODAY)


@pytest.mark.clause("4.3/5")
def test_a_consent_that_another_will_replace_later_is_withdrawn_until_then(cast, signed_in):
    """152-ФЗ ст. 9: at any time; an order of a later day does not bind the subject to the old mentor."""
    old = given(cast, ConsentKind.MENTEE, "mentee")
    replace_consent(old, by=cast.user("curator"), on=TODAY + timedelta(days=10))
    client, key = signed_in("mentee"), old.pk
    page = client.get(reverse("consents:consents-own", args=[cast.organisation.slug])).content.decode()
    assert "Отозвать" in page and "идёт срок предупреждения" not in page
    client.post(reverse("consents:consent-withdraw", args=[cast.organisation.slug, key]))
    old.refresh_from_db()
    assert (old.state, old.withdrawn_on, old.is_valid_on(TODAY)) == ("withdrawn", TODAY, False)


def test_a_consent_that_has_been_replaced_is_not_withdrawn_any_more(cast):
    old = given(cast, ConsentKind.MENTEE, "mentee")
    replace_consent(old, by=cast.user("curator"), on=TODAY)
    with pytest.raises(Refused, match="Сейчас это невозможно: состояние — «заменено»"):
        withdraw_consent(old, by=cast.user("mentee"))


def test_a_withdrawal_on_the_giving_day_is_possible(cast):
    consent = give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    withdraw_consent(consent, by=cast.user("mentor"))
    assert not consent.is_valid_on(TODAY)


# --- steps --------------------------------------------------------------------------------------------------
def test_a_step_is_marked_done_once_and_with_words(cast):
    withdraw_consent(given(cast, ConsentKind.PROCESSING), by=cast.user("mentor"))
    step = ConsentStep.objects.get()
    with pytest.raises(Refused, match="Напишите, что сделано") as refusal:
        close_step(step, by=cast.user("curator"), note="  ")
    assert refusal.value.field == "note"
    close_step(step, by=cast.user("curator"), note="Анкета удалена.")
    kept = ConsentStep.objects.get()
    assert (kept.done_on, kept.done_by, kept.note) == (TODAY, cast.user("curator"), "Анкета удалена.")
    assert not open_steps(cast.organisation).exists()
    with pytest.raises(Refused, match=r"Это уже отмечено 14.09.2026"):
        close_step(step, by=cast.user("head"), note="Ещё раз.")
    assert entries_about(step).get().event == "consent_step_closed"


@pytest.mark.clause("5.1/3")
def test_the_end_of_the_pair_closes_its_steps_and_no_others(cast):
    pair, other = new_key(), new_key()
    for about_id, part in ((pair, "mentor"), (other, "second_mentor")):
        withdraw_consent(given(cast, ConsentKind.MENTORING, part, about_id=about_id), by=cast.user("curator"))
    withdraw_consent(given(cast, ConsentKind.PROCESSING), by=cast.user("mentor"))
    close_steps(pair, by=cast.user("head"), note="Приказ от 17.09.2026 № 51-ОД.")
    left = {(step.kind, step.consent.about_id) for step in open_steps(cast.organisation)}
    assert left == {("pair", other), ("review", None)}
    assert ConsentStep.objects.get(consent__about_id=pair).note == "Приказ от 17.09.2026 № 51-ОД."


def test_a_step_is_overdue_the_day_after_its_term(cast):
    withdraw_consent(given(cast, ConsentKind.TRANSFER), by=cast.user("mentor"))
    step = ConsentStep.objects.get()
    assert step.words == "Потребовать от получателя прекратить обработку: Управление образования"
    assert not step.is_overdue_on(date(2026, 9, 17))
    assert step.is_overdue_on(date(2026, 9, 18))


# --- replacing ----------------------------------------------------------------------------------------------
@pytest.mark.clause("R2.2")
def test_a_newer_consent_to_the_same_replaces_the_older(cast):
    old = give_consent(cast, cast.mentor, ConsentKind.PROCESSING, given_on=date(2026, 9, 1))
    assert propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None) == old
    blank = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None, anew=True)
    assert Consent.objects.get(pk=old.pk).state == "given"  # until the new one is signed
    new = register_consent(blank, by=cast.user("curator"), given_on=date(2026, 9, 10))
    old.refresh_from_db()
    assert (old.state, old.replaced_on, old.successor) == ("replaced", date(2026, 9, 10), new)
    assert old.is_valid_on(date(2026, 9, 9))
    assert not old.is_valid_on(date(2026, 9, 10))
    third = register_consent(
        propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None, anew=True),
        by=cast.user("curator"),
        given_on=TODAY,
    )
    old.refresh_from_db()
    assert old.successor == third  # what stands now is one step away


def test_a_paper_older_than_the_one_that_stands_does_not_replace_it(cast):
    old = give_consent(cast, cast.mentor, ConsentKind.PROCESSING, given_on=date(2026, 9, 10))
    blank = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None, anew=True)
    with pytest.raises(Refused, match=r"Уже зарегистрировано согласие, подписанное позже, 10.09.2026") as refusal:
        register_consent(blank, by=cast.user("curator"), given_on=date(2026, 9, 9))
    assert refusal.value.field == "given_on"
    assert (Consent.objects.get(pk=blank.pk).state, Consent.objects.get(pk=old.pk).state) == ("proposed", "given")


@pytest.mark.clause("4.2")
def test_consents_of_a_pair_stand_side_by_side_until_the_order_replaces_one(cast):
    pair = new_key()
    old = give_consent(cast, cast.mentee, ConsentKind.MENTEE, about="Белокопытова", about_id=pair)
    blank = propose_consent(cast.mentee, ConsentKind.MENTEE, by=None, about="Гаврилюк", about_id=pair, anew=True)
    register_consent(blank, by=cast.user("curator"), given_on=TODAY)
    assert Consent.objects.get(pk=old.pk).state == "given"
    with pytest.raises(Refused, match="Заменить согласие раньше дня, когда оно дано, нельзя"):
        replace_consent(old, by=cast.user("head"), on=date(2026, 9, 13))
    replace_consent(old, by=cast.user("head"), on=date(2026, 10, 1))
    assert Consent.objects.get(pk=old.pk).is_valid_on(date(2026, 9, 30))
    assert not Consent.objects.get(pk=old.pk).is_valid_on(date(2026, 10, 1))


def test_transfers_to_two_recipients_are_two_papers(cast):
    one, other = (
        propose_consent(
            cast.mentor, ConsentKind.TRANSFER, by=None,
            scope={"recipient": who, "purpose": "конкурс", "data": "ФИО"},
        )
        for who in ("Управление образования", "Дом учителя")
    )  # fmt: skip
    assert one != other
    register_consent(one, by=cast.user("curator"), given_on=TODAY)
    register_consent(other, by=cast.user("curator"), given_on=TODAY)
    assert set(Consent.objects.values_list("state", flat=True)) == {"given"}
    assert one.about == "Управление образования"


def test_a_transfer_names_recipient_purpose_and_data(cast):
    with pytest.raises(Refused, match="Укажите получателя, цель передачи и перечень данных") as refusal:
        propose_consent(cast.mentor, ConsentKind.TRANSFER, by=None, scope={"recipient": "Кто-то", "data": "ФИО"})
    assert refusal.value.field == "purpose"


# --- the term -----------------------------------------------------------------------------------------------
def test_consents_that_end_within_thirty_days_are_named_the_earliest_first(cast):
    ends = {"mentor": date(2026, 10, 14), "mentee": date(2026, 9, 14), "curator": date(2026, 10, 15)}
    for part, last in ends.items():
        blank = propose_consent(cast.people[part], ConsentKind.PROCESSING, by=None)
        register_consent(blank, by=cast.user("curator"), given_on=date(2026, 9, 1), valid_until=last)
    found = expiring(cast.organisation, TODAY)
    assert [consent.person for consent in found] == [cast.mentee, cast.mentor]
    withdraw_consent(found[0], by=cast.user("mentee"))
    assert [consent.person for consent in expiring(cast.organisation, TODAY)] == [cast.mentor]
    assert not expiring(cast.other, TODAY).exists()
