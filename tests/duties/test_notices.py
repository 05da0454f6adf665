"""A mentor lays the duties down, the employer cancels: three full working days, never a refusal (5.1/3)."""

from datetime import date, timedelta

import pytest

from nastavnik.consents.actions import register_consent, withdraw_consent
from nastavnik.consents.models import ConsentStep
from nastavnik.duties.actions import (
    agree_last_day,
    drop_cancellation,
    give_cancellation,
    give_notice,
    note_notice,
    withdraw_notice,
)
from nastavnik.duties.calendar import notice_clock
from nastavnik.duties.models import Notice, NoticeState
from nastavnik.duties.states import NOTICE
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.actions import start_calendar
from nastavnik.organisations.models import CalendarYear
from nastavnik.pairs.models import RelationState
from tests.cast import TODAY
from tests.duties.made import (
    FRIDAY,
    THURSDAY,
    WEDNESDAY,
    cancelling,
    handed_over,
    mentor_of,
    notice_brought_to,
    resigned,
    stored,
)
from tests.pairs.changes import again, carried_out, prepared
from tests.pairs.made import brought_to, fresh, in_force, make_room, member_of, plain

pytestmark = pytest.mark.django_db


# --- the clock ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("5.1/3")
def test_notice_on_a_friday_binds_to_wednesday_and_frees_from_thursday(full_cast):
    relation = in_force(full_cast)
    with clock.at(FRIDAY):
        notice = resigned(full_cast, relation)
        assert (notice.given_on, notice.last_day, notice.free_from) == (FRIDAY, WEDNESDAY, THURSDAY)
    for day, stands in ((FRIDAY, True), (WEDNESDAY, True), (THURSDAY, False)):
        with clock.at(day):
            assert fresh(relation).stands_on(day) is stands


@pytest.mark.parametrize(
    ("given", "earliest"),
    [
        (date(2026, 10, 5), date(2026, 10, 8)),  # Monday
        (date(2026, 10, 7), date(2026, 10, 12)),
        (date(2026, 10, 10), date(2026, 10, 14)),  # Saturday
        (date(2026, 10, 11), date(2026, 10, 14)),
    ],
)
def test_three_full_working_days_are_counted_from_the_day_after(full_cast, given, earliest):
    assert notice_clock(full_cast.organisation, given).earliest == earliest


def test_holidays_of_the_production_calendar_are_no_working_days(full_cast):
    """4.11.2026 is a Wednesday and a holiday."""
    CalendarYear.objects.of(full_cast.organisation).delete()
    unknown = notice_clock(full_cast.organisation, date(2026, 11, 2))
    assert unknown.earliest == date(2026, 11, 5)
    assert unknown.assumption == (
        "Производственный календарь не заполнен (2026): рабочими считаются дни с понедельника по пятницу."
    )
    start_calendar(full_cast.organisation)
    known = notice_clock(full_cast.organisation, date(2026, 11, 2))
    assert (known.earliest, known.assumption) == (date(2026, 11, 6), "")


@pytest.mark.clause("5.1/3")
@pytest.mark.parametrize("how", [resigned, cancelling])
def test_a_day_too_early_is_refused_at_its_field(full_cast, how):
    relation = in_force(full_cast)
    with clock.at(FRIDAY), pytest.raises(Refused) as caught:
        how(full_cast, relation, last_day=WEDNESDAY - timedelta(days=1))
    assert caught.value.field == "last_day"
    assert plain(caught.value.sentence) == (
        "Предупреждают не менее чем за три рабочих дня: последний день — не раньше 14.10.2026 (статья 351.8 ТК РФ). "
        "Раньше — только по договорённости обеих сторон."
    )
    assert not Notice.objects.exists() and member_of(relation, full_cast, "mentor").consent.state == "given"


def test_a_later_day_is_the_mentors_choice_and_the_consent_holds_to_it(full_cast):
    relation = in_force(full_cast)
    resigned(full_cast, relation, last_day=date(2026, 10, 30))
    consent = member_of(relation, full_cast, "mentor").consent
    assert (consent.state, consent.withdrawal_received_on, consent.withdrawn_on) == (
        "withdrawn", TODAY, date(2026, 10, 31),
    )  # fmt: skip


# --- the lifecycle ------------------------------------------------------------------------------------------------
MOVES = {
    ("give", "prepared"): "given",
    ("drop", "prepared"): "dropped",
    ("note", "given"): "noted",
    ("withdraw", "given"): "withdrawn",
    ("withdraw", "noted"): "withdrawn",
}


def test_the_table_of_moves_is_this_one_and_none_of_them_rejects():
    assert {(move.name, source): move.target for move in NOTICE.moves for source in move.sources} == MOVES


@pytest.mark.clause("5.1/3")
@pytest.mark.parametrize("state", NoticeState.values)
def test_only_the_moves_of_the_table_are_possible(full_cast, state):
    notice = notice_brought_to(full_cast, state)
    assert stored(notice).state == state
    possible = [move for move, source in MOVES if source == state]
    assert NOTICE.possible(stored(notice)) == possible


@pytest.mark.parametrize("state", sorted(set(NoticeState.values) - {"given"}))
def test_only_what_was_given_is_taken_note_of(full_cast, state):
    notice = stored(notice_brought_to(full_cast, state))
    with pytest.raises(Refused, match="Сейчас это невозможно"):
        note_notice(notice, by=full_cast.user("head"))


# --- who lays down what -------------------------------------------------------------------------------------------
@pytest.mark.clause("5.1/3")
def test_one_of_two_pairs_only(full_cast):
    """Edge case 64."""
    make_room(full_cast)
    first = in_force(full_cast)
    second = in_force(full_cast, ("mentor",), ("second_mentee",))
    resigned(full_cast, first)
    with clock.at(date(2026, 10, 1)):
        assert (fresh(first).stands_on(date(2026, 10, 1)), fresh(second).stands_on(date(2026, 10, 1))) == (False, True)


@pytest.mark.parametrize("state", sorted(set(RelationState.values) - {"in_force"}))
def test_without_duties_there_is_nothing_to_lay_down(full_cast, state):
    member = mentor_of(full_cast, brought_to(full_cast, state))
    with pytest.raises(Refused, match="Обязанностей уже нет"):
        give_notice(member, by=full_cast.user("mentor"))


def test_a_mentee_has_no_duties_of_a_mentor(full_cast):
    with pytest.raises(Refused, match="Сложить обязанности может наставник"):
        give_notice(mentor_of(full_cast, part="mentee"), by=full_cast.user("mentee"))


def test_one_notice_at_a_time(full_cast):
    relation = in_force(full_cast)
    resigned(full_cast, relation)
    for how in (resigned, cancelling):
        with pytest.raises(Refused, match="об этой паре уже есть"):
            how(full_cast, relation)


@pytest.mark.parametrize(
    ("given_on", "said"),
    [
        (TODAY + timedelta(days=1), "Дата заявления ещё не наступила."),
        (TODAY - timedelta(days=1), "В этот день наставничество ещё не началось."),
    ],
)
def test_a_paper_has_its_true_day(full_cast, given_on, said):
    with pytest.raises(Refused) as caught:
        resigned(full_cast, given_on=given_on)
    assert (caught.value.sentence, caught.value.field) == (said, "given_on")


def test_a_consent_that_is_withdrawn_already_stays_so(full_cast):
    relation = in_force(full_cast)
    withdraw_consent(member_of(relation, full_cast, "mentor").consent, by=full_cast.user("mentor"))
    notice = resigned(full_cast, relation)
    assert notice.state == "given" and ConsentStep.objects.open().count() == 1


def test_the_journal_names_the_days_and_no_reason(full_cast):
    notice = resigned(full_cast, note="Семейные обстоятельства")
    entry = entries_about(notice).get()
    assert (entry.event, entry.facts) == (
        "notice_given", {"kind": "resign", "given_on": "2026-09-14", "last_day": "2026-09-17"},
    )  # fmt: skip


# --- an earlier day -----------------------------------------------------------------------------------------------
@pytest.mark.clause("5.1/3")
def test_earlier_only_by_agreement_of_both_and_marked(full_cast):
    notice = agree_last_day(resigned(full_cast), by=full_cast.user("curator"), last_day=TODAY)
    assert (stored(notice).last_day, stored(notice).is_agreed) == (TODAY, True)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY - timedelta(days=1), "Последний день раньше заявления."),
        (date(2026, 9, 17), "Договариваются о более раннем дне, чем 17.09.2026."),
    ],
)
def test_what_is_no_earlier_day_is_refused(full_cast, day, said):
    with pytest.raises(Refused) as caught:
        agree_last_day(resigned(full_cast), by=full_cast.user("curator"), last_day=day)
    assert (caught.value.sentence, caught.value.field) == (said, "last_day")


def test_of_what_is_withdrawn_nothing_is_agreed(full_cast):
    notice = notice_brought_to(full_cast, "withdrawn")
    with pytest.raises(Refused, match="Договариваться уже не о чем"):
        agree_last_day(notice, by=full_cast.user("curator"), last_day=TODAY)


# --- taken back ---------------------------------------------------------------------------------------------------
def test_taken_back_by_its_day_a_new_consent_is_asked_for_and_the_old_one_holds(full_cast):
    relation = in_force(full_cast)
    notice = resigned(full_cast, relation)
    change = prepared(full_cast, relation, "relieve", leaving="mentor")
    with clock.at(date(2026, 9, 17)):
        withdraw_notice(stored(notice), by=full_cast.user("mentor"))
        assert fresh(relation).stands_on(clock.today())
        blank = member_of(relation, full_cast, "mentor").consent
        assert (blank.state, blank.about) == ("proposed", "Зайцева Полина Андреевна")
        assert again(change).state == "dropped"
        register_consent(blank, by=full_cast.user("curator"), given_on=clock.today())
    with clock.at(date(2026, 9, 18)):
        assert fresh(relation).stands_on(clock.today())


def test_after_its_day_it_is_not_taken_back(full_cast):
    notice = resigned(full_cast)
    with clock.at(date(2026, 9, 18)), pytest.raises(Refused) as caught:
        withdraw_notice(stored(notice), by=full_cast.user("mentor"))
    assert caught.value.sentence == "Последний день наставничества уже прошёл: отозвать нельзя."


def test_after_the_order_it_is_not_taken_back(full_cast):
    relation = in_force(full_cast)
    notice = resigned(full_cast, relation)
    carried_out(prepared(full_cast, relation, "relieve", leaving="mentor", on=date(2026, 9, 18)), full_cast)
    with pytest.raises(Refused, match="Приказ уже издан"):
        withdraw_notice(stored(notice), by=full_cast.user("mentor"))
    assert stored(notice).settled_on == date(2026, 9, 17)
    assert not Notice.objects.open().exists()


# --- the employer -------------------------------------------------------------------------------------------------
def test_a_cancellation_is_prepared_then_handed_over_and_the_consent_stays(full_cast):
    notice = handed_over(full_cast)
    assert (notice.state, notice.given_on, notice.last_day) == ("given", TODAY, date(2026, 9, 17))
    assert stored(notice).member.consent.state == "given"


def test_handed_over_too_late_for_its_day_is_refused(full_cast):
    notice = cancelling(full_cast)
    with clock.at(TODAY + timedelta(days=1)), pytest.raises(Refused, match=r"не раньше 18\.09\.2026"):
        give_cancellation(stored(notice), by=full_cast.user("curator"), given_on=clock.today())
    assert stored(notice).state == "prepared"


def test_a_day_of_handing_over_that_has_not_come_is_refused(full_cast):
    with pytest.raises(Refused, match="Этот день ещё не наступил"):
        give_cancellation(cancelling(full_cast), by=full_cast.user("curator"), given_on=TODAY + timedelta(days=1))


def test_with_an_agreed_day_it_may_be_handed_over_later_but_not_after_that_day(full_cast):
    notice = agree_last_day(cancelling(full_cast), by=full_cast.user("curator"), last_day=TODAY + timedelta(days=1))
    with clock.at(TODAY + timedelta(days=2)), pytest.raises(Refused, match="Последний день раньше вручения"):
        give_cancellation(stored(notice), by=full_cast.user("curator"), given_on=clock.today())
    with clock.at(TODAY + timedelta(days=1)):
        given = give_cancellation(stored(notice), by=full_cast.user("curator"), given_on=clock.today())
    assert given.state == "given"


def test_one_that_was_not_handed_over_leaves_everything_as_it_was(full_cast):
    relation = in_force(full_cast)
    drop_cancellation(cancelling(full_cast, relation), by=full_cast.user("curator"))
    assert resigned(full_cast, relation).state == "given"  # the way is free again


def test_the_employer_takes_it_back_and_no_consent_is_asked_for(full_cast):
    notice = withdraw_notice(stored(handed_over(full_cast)), by=full_cast.user("curator"))
    assert (notice.state, stored(notice).member.consent.state) == ("withdrawn", "given")


# --- the way to the order -----------------------------------------------------------------------------------------
@pytest.mark.clause("5.1/3", "7.2")
def test_a_notice_leads_to_an_order_that_closes_the_step(full_cast):
    relation = in_force(full_cast)
    notice = note_notice(resigned(full_cast, relation), by=full_cast.user("curator"))
    assert ConsentStep.objects.open().get().due_on == date(2026, 9, 17)
    carried_out(prepared(full_cast, relation, "relieve", leaving="mentor", on=notice.free_from), full_cast)
    assert (fresh(relation).state, fresh(relation).ended_on) == ("ended", notice.last_day)
    assert not ConsentStep.objects.open().exists()


def test_overdue_when_its_day_has_passed_without_an_order(full_cast):
    notice = resigned(full_cast)
    assert not notice.is_overdue
    with clock.at(date(2026, 9, 18)):
        assert stored(notice).is_overdue
