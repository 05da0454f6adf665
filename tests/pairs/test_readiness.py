"""What an order would lack, in words, with what mends it (4.1, 4.2, 4.3/5, 7.1/2)."""

from datetime import date, timedelta

import pytest
from django.db.models import prefetch_related_objects

from nastavnik.consents.actions import refuse_consent, register_consent, withdraw_consent
from nastavnik.kit import clock
from nastavnik.pairs.models import RelationState
from nastavnik.pairs.readiness import missing_for_order
from nastavnik.people.actions import dismiss
from tests.cast import FOUNDED, TODAY
from tests.pairs.made import (
    agreed,
    base_effects,
    brought_to,
    chosen,
    fresh,
    make_room,
    member_of,
    plain,
    ready,
    sign_consents,
)

pytestmark = pytest.mark.django_db


def lacks(relation, day=TODAY):
    return [(plain(each.sentence), each.mend, each.clause) for each in missing_for_order(fresh(relation), day)]


@pytest.mark.clause("7.2", "4.3/5")
def test_an_agreed_pair_with_base_orders_and_all_consents_lacks_nothing(full_cast):
    base_effects(full_cast)
    assert lacks(ready(full_cast)) == []


@pytest.mark.clause("4.1", "1.4/3")
def test_both_base_orders_are_asked_for_and_count_from_their_day(full_cast):
    relation = ready(full_cast)
    assert lacks(relation) == [
        ("Нет приказа о внедрении целевой модели наставничества.", "base_orders", "4.1"),
        ("Нет приказа об утверждении Положения.", "base_orders", "4.1"),
    ]
    base_effects(full_cast, since=TODAY + timedelta(days=1))
    assert len(lacks(relation)) == 2
    assert lacks(relation, TODAY + timedelta(days=1)) == []


@pytest.mark.clause("4.3/5")
def test_a_group_of_four_with_three_consents_names_the_one_that_is_missing(full_cast):
    base_effects(full_cast)
    make_room(full_cast, places=3)
    relation = agreed(full_cast, ("mentor",), ("mentee", "second_mentee", "third_mentee"))
    sign_consents(relation, full_cast, but=("second_mentee",))
    assert lacks(relation) == [("Нет письменного согласия: Ким Артём.", "consent", "4.3/5")]


@pytest.mark.clause("4.2")
def test_the_mentor_s_consent_is_asked_by_its_own_clause(full_cast):
    base_effects(full_cast)
    relation = agreed(full_cast)
    sign_consents(relation, full_cast, but=("mentor",))
    assert lacks(relation) == [("Нет письменного согласия: Белокопытова Ирина Геннадьевна.", "consent", "4.2")]


@pytest.mark.clause("4.2", "4.3/5")
def test_a_consent_counts_from_the_day_it_was_signed(full_cast):
    base_effects(full_cast)
    relation = agreed(full_cast)
    sign_consents(relation, full_cast, on=TODAY - timedelta(days=1))
    assert lacks(relation, TODAY - timedelta(days=1)) == []
    assert lacks(relation, TODAY - timedelta(days=2)) == [
        ("Согласие подписано позже даты приказа: Белокопытова Ирина Геннадьевна.", "", "4.2"),
        ("Согласие подписано позже даты приказа: Зайцева Полина Андреевна.", "", "4.3/5"),
    ]


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("refused", "Согласие не дано: Зайцева Полина Андреевна."),
        ("withdrawn", "Согласие отозвано: Зайцева Полина Андреевна."),
        ("lapsed", "Согласие не действует на дату приказа: Зайцева Полина Андреевна."),
    ],
)
@pytest.mark.clause("4.3/5", "1.4/5")
def test_a_consent_that_does_not_stand_can_be_asked_for_anew(full_cast, end, sentence):
    base_effects(full_cast)
    relation = agreed(full_cast)
    sign_consents(relation, full_cast, but=("mentee",))
    consent, by = member_of(relation, full_cast, "mentee").consent, full_cast.user("curator")
    if end == "refused":
        refuse_consent(consent, by=by)
    else:
        until = TODAY - timedelta(days=1) if end == "lapsed" else None
        register_consent(consent, by=by, given_on=TODAY - timedelta(days=2), valid_until=until)
    if end == "withdrawn":
        withdraw_consent(consent, by=by, on=TODAY)
    assert lacks(relation) == [(sentence, "renew", "4.3/5")]


def test_a_withdrawal_does_not_reach_back(full_cast):
    base_effects(full_cast)
    relation = agreed(full_cast)
    sign_consents(relation, full_cast, on=TODAY - timedelta(days=2))
    withdraw_consent(member_of(relation, full_cast, "mentee").consent, by=full_cast.user("mentee"), on=TODAY)
    assert lacks(relation, TODAY - timedelta(days=1)) == []


@pytest.mark.clause("4.3/5")
def test_who_has_left_the_kindergarten_is_named(full_cast):
    """Edge case 10: no consent helps any more, only another pair."""
    base_effects(full_cast)
    relation = ready(full_cast)
    dismiss(full_cast.mentee, by=full_cast.user("head"), on=TODAY)
    with clock.at(TODAY + timedelta(days=1)):
        assert lacks(relation, TODAY) == []
        assert lacks(relation, TODAY + timedelta(days=1)) == [
            ("На дату приказа не работает в учреждении: Зайцева Полина Андреевна.", "", "4.3/5")
        ]


@pytest.mark.clause("7.1/2")
def test_before_all_have_answered_the_answers_are_what_is_missing(full_cast):
    base_effects(full_cast)
    sentences = [each[0] for each in lacks(chosen(full_cast))]
    assert sentences == [
        "Участники ещё не подтвердили взаимный интерес.",
        "Нет письменного согласия: Белокопытова Ирина Геннадьевна.",
        "Нет письменного согласия: Зайцева Полина Андреевна.",
    ]


def test_a_term_that_is_not_given_or_over_is_asked_for(full_cast):
    base_effects(full_cast)
    relation = ready(full_cast, until=TODAY + timedelta(days=2))
    assert lacks(relation, TODAY + timedelta(days=3)) == [
        ("Срок наставничества кончается 16.09.2026, раньше приказа.", "term", "4.3/5")
    ]
    relation.until = None
    relation.save()
    assert lacks(relation) == [("Не указан срок наставничества.", "term", "4.3/5")]


@pytest.mark.parametrize("state", ["in_force", "ended", "not_formed", "dropped"])
def test_what_is_no_longer_being_formed_cannot_be_fixed_and_says_so(full_cast, state):
    relation = brought_to(full_cast, state)
    assert lacks(relation) == [
        (
            "Закрепить приказом нельзя: Белокопытова И. Г. — Зайцева П. А., "
            f"состояние — «{RelationState(state).label}».",
            "",
            "7.2",
        )
    ]


def test_readiness_of_a_group_is_read_in_a_fixed_number_of_queries(full_cast, django_assert_num_queries):
    base_effects(full_cast, since=FOUNDED)
    make_room(full_cast, places=3)
    full_cast.second_mentor.mentor_entry.capacity = 3
    full_cast.second_mentor.mentor_entry.save()
    big = ready(full_cast, ("mentor",), ("mentee", "second_mentee", "third_mentee"))
    small = ready(full_cast, ("second_mentor",), ("mentee",))
    for relation in (big, small):
        prefetch_related_objects([relation], "members__person__employments", "members__consent")
        with django_assert_num_queries(2):  # the two base orders
            assert missing_for_order(relation, date(2026, 9, 14)) == []
