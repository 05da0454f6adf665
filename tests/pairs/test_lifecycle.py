"""Every move of a pair from every state, and the private answers (domain 2.3.3, 7.1/2, 1.4/5)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from nastavnik.consents.actions import refuse_consent, register_consent, withdraw_consent
from nastavnik.kit import clock
from nastavnik.kit.journal import broken_link, entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions import (
    answer_interest,
    assign_relation,
    drop_relation,
    end_relation,
    introduce_relation,
    renew_consent,
)
from nastavnik.pairs.models import Interest, Relation, RelationState
from nastavnik.pairs.states import RELATION
from tests.cast import TODAY
from tests.pairs.made import (
    GROUND,
    agreed,
    answer,
    base_effects,
    brought_to,
    fresh,
    in_force,
    introduced,
    make_room,
    member_of,
    plain,
    ready,
)

pytestmark = pytest.mark.django_db

MOVES = {
    ("introduce", "proposed"): "acquaintance",
    ("agree", "acquaintance"): "agreed",
    ("decline", "acquaintance"): "not_formed",
    ("drop", "proposed"): "dropped",
    ("drop", "acquaintance"): "dropped",
    ("drop", "agreed"): "dropped",
    ("assign", "agreed"): "in_force",
    ("end", "in_force"): "ended",
    ("void", "in_force"): "void",
    ("void", "ended"): "void",
    ("revive", "ended"): "in_force",
}


def test_the_table_of_moves_is_this_one():
    drawn = {(move.name, source): move.target for move in RELATION.moves for source in move.sources}
    assert drawn == MOVES


@pytest.mark.clause("7.1/2", "7.2")
@pytest.mark.parametrize("state", RelationState.values)
def test_only_the_moves_of_the_table_are_possible(full_cast, state):
    relation = brought_to(full_cast, state)
    for move in RELATION.moves:
        sentence = RELATION.why_not(relation, move.name)
        if (move.name, state) not in MOVES:
            assert sentence == f"Сейчас это невозможно: состояние — «{RelationState(state).label}»."
        elif move.name == "agree":
            assert sentence == "Ещё не все участники ответили «да»."
        else:
            assert sentence is None


@pytest.mark.parametrize("state", sorted(set(RelationState.values) - {"proposed"}))
def test_introducing_again_is_refused_and_changes_nothing(full_cast, state):
    relation = brought_to(full_cast, state)
    before = fresh(relation).introduced_on
    with pytest.raises(Refused, match="Сейчас это невозможно"):
        introduce_relation(relation, by=full_cast.user("curator"))
    assert (fresh(relation).state, fresh(relation).introduced_on) == (state, before)


@pytest.mark.parametrize("state", ["in_force", "ended", "not_formed", "dropped", "void"])
def test_what_has_an_order_or_an_end_cannot_be_given_up(full_cast, state):
    relation = brought_to(full_cast, state)
    with pytest.raises(Refused, match="Сейчас это невозможно"):
        drop_relation(relation, by=full_cast.user("curator"))
    assert fresh(relation).state == state


# --- private answers ------------------------------------------------------------------------------------------
@pytest.mark.clause("7.1/2")
def test_all_yes_agree_and_the_blanks_of_all_consents_are_made(full_cast):
    make_room(full_cast)
    relation = introduced(full_cast, ("mentor",), ("mentee", "second_mentee"))
    for part in ("mentor", "mentee"):
        answer(relation, full_cast, part, Interest.YES)
        assert fresh(relation).state == "acquaintance"
    with clock.at(TODAY + timedelta(days=2)):
        answer(relation, full_cast, "second_mentee", Interest.YES)
    stored = fresh(relation)
    assert (stored.state, stored.introduced_on, stored.agreed_on) == ("agreed", TODAY, TODAY + timedelta(days=2))
    asked = [(member.person, member.consent.kind, member.consent.state) for member in stored.members.all()]
    assert asked == [
        (full_cast.mentor, "mentoring", "proposed"),
        (full_cast.mentee, "mentee", "proposed"),
        (full_cast.second_mentee, "mentee", "proposed"),
    ]


@pytest.mark.clause("4.2", "4.3/5")
def test_each_consent_names_with_whom(full_cast):
    make_room(full_cast)
    relation = agreed(full_cast, ("mentor",), ("mentee", "second_mentee"))
    about = {member.person: (member.consent.about, member.consent.about_id) for member in relation.members.all()}
    assert about == {
        full_cast.mentor: ("Зайцева Полина Андреевна, Ким Артём", relation.pk),
        full_cast.mentee: ("Белокопытова Ирина Геннадьевна", relation.pk),
        full_cast.second_mentee: ("Белокопытова Ирина Геннадьевна", relation.pk),
    }


@pytest.mark.clause("7.1/2", "1.4/5")
@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_one_no_is_enough_and_nobody_is_named(full_cast, who):
    relation = introduced(full_cast)
    other = {"mentor": "mentee", "mentee": "mentor"}[who]
    answer(relation, full_cast, other, Interest.YES)
    assert answer(relation, full_cast, who, Interest.NO).state == "not_formed"
    told = list(entries_about(relation).values_list("event", "actor_id", "actor_name", "facts"))
    said = [entry for entry in told if entry[0] in ("interest_answered", "relation_declined")]
    assert said == [
        ("interest_answered", None, "", {}),
        ("interest_answered", None, "", {}),
        ("relation_declined", None, "", {}),
    ]
    assert not full_cast.mentor.consents.filter(kind="mentoring").exists()


@pytest.mark.clause("1.4/5")
def test_a_refusal_leaves_no_mark_on_the_person(full_cast):
    answer(introduced(full_cast), full_cast, "mentor", Interest.NO)
    entry = full_cast.mentor.mentor_entry
    entry.refresh_from_db()
    assert (entry.state, entry.capacity, entry.excluded_on) == ("active", 2, None)


@pytest.mark.clause("1.4/5")
def test_time_to_think_keeps_the_question_open_and_can_turn_into_yes(full_cast):
    relation = introduced(full_cast)
    answer(relation, full_cast, "mentee", Interest.YES)
    assert answer(relation, full_cast, "mentor", Interest.LATER).state == "acquaintance"
    assert answer(relation, full_cast, "mentor", Interest.YES).state == "agreed"


def test_yes_can_be_taken_back_while_others_are_awaited(full_cast):
    relation = introduced(full_cast)
    answer(relation, full_cast, "mentor", Interest.YES)
    assert answer(relation, full_cast, "mentor", Interest.NO).state == "not_formed"


@pytest.mark.clause("1.4/5", "7.1/2")
@pytest.mark.parametrize("who", ["curator", "head", "mentee", "bystander"])
def test_nobody_answers_for_another(full_cast, who):
    relation = introduced(full_cast)
    member = member_of(relation, full_cast, "mentor")
    with pytest.raises(Refused) as caught:
        answer_interest(member, Interest.YES, by=full_cast.user(who))
    assert caught.value.sentence == "Ответить может только сам участник."
    assert member_of(relation, full_cast, "mentor").interest == ""


@pytest.mark.parametrize("state", sorted(set(RelationState.values) - {"acquaintance"}))
def test_an_answer_is_taken_only_during_the_acquaintance(full_cast, state):
    relation = brought_to(full_cast, state)
    before = member_of(relation, full_cast, "mentor").interest
    with pytest.raises(Refused) as caught:
        answer(relation, full_cast, "mentor", Interest.NO)
    assert caught.value.sentence == f"Ответ уже не нужен: состояние — «{RelationState(state).label}»."
    assert member_of(relation, full_cast, "mentor").interest == before


@pytest.mark.parametrize("word", ["", "maybe", "YES"])
def test_an_answer_that_is_none_is_refused_at_its_field(full_cast, word):
    relation = introduced(full_cast)
    with pytest.raises(Refused) as caught:
        answer(relation, full_cast, "mentor", word)
    assert (caught.value.sentence, caught.value.field) == ("Выберите один из ответов.", "interest")


# --- consents -------------------------------------------------------------------------------------------------
@pytest.mark.clause("1.4/5", "4.3/5")
def test_after_a_refused_consent_a_new_blank_can_be_made(full_cast):
    relation = agreed(full_cast)
    refuse_consent(member_of(relation, full_cast, "mentee").consent, by=full_cast.user("mentee"))
    member = renew_consent(member_of(relation, full_cast, "mentee"), by=full_cast.user("curator"))
    assert member_of(relation, full_cast, "mentee").consent == member.consent
    assert member.consent.state == "proposed"
    assert full_cast.mentee.consents.filter(kind="mentee").count() == 2


def test_after_a_withdrawal_a_new_blank_can_be_made(full_cast):
    relation = ready(full_cast)
    withdraw_consent(member_of(relation, full_cast, "mentor").consent, by=full_cast.user("mentor"))
    member = renew_consent(member_of(relation, full_cast, "mentor"), by=full_cast.user("curator"))
    assert (member.consent.state, member.consent.about) == ("proposed", "Зайцева Полина Андреевна")


def test_after_its_term_a_new_blank_can_be_made(full_cast):
    relation = agreed(full_cast)
    consent = member_of(relation, full_cast, "mentee").consent
    register_consent(consent, by=full_cast.user("curator"), given_on=TODAY, valid_until=TODAY + timedelta(days=5))
    with clock.at(TODAY + timedelta(days=6)):
        member = renew_consent(member_of(relation, full_cast, "mentee"), by=full_cast.user("curator"))
    assert member.consent != consent


@pytest.mark.clause("1.4/5")
@pytest.mark.parametrize("given", [False, True])
def test_nobody_is_asked_twice_while_a_blank_waits_or_a_consent_stands(full_cast, given):
    relation = ready(full_cast) if given else agreed(full_cast)
    with pytest.raises(Refused) as caught:
        renew_consent(member_of(relation, full_cast, "mentee"), by=full_cast.user("curator"))
    assert caught.value.sentence == "Бланк согласия уже подготовлен или подписан: Зайцева Полина Андреевна."


@pytest.mark.parametrize("state", sorted(set(RelationState.values) - {"agreed", "in_force"}))
def test_a_new_blank_belongs_to_a_pair_that_waits_for_it_only(full_cast, state):
    relation = brought_to(full_cast, state)
    with pytest.raises(Refused, match="Новый бланк не нужен"):
        renew_consent(member_of(relation, full_cast, "mentee"), by=full_cast.user("curator"))


# --- order and end --------------------------------------------------------------------------------------------
@pytest.mark.clause("4.2", "4.3/5", "7.2")
def test_an_order_puts_the_pair_in_force_from_its_day(full_cast):
    relation = in_force(full_cast)
    stored = fresh(relation)
    assert (stored.state, stored.since, stored.ground) == ("in_force", TODAY, GROUND)
    assert {member.joined_on for member in stored.members.all()} == {TODAY}
    assert list(Relation.objects.in_force(TODAY)) == [stored]
    assert list(Relation.objects.in_force(TODAY - timedelta(days=1))) == []


@pytest.mark.clause("1.4/3", "4.1", "4.2", "4.3/5")
def test_without_anything_the_effect_names_everything_that_is_lacking(full_cast):
    relation = agreed(full_cast)
    with pytest.raises(Refused) as caught:
        _assign(relation, full_cast)
    assert caught.value.sentence == (
        "Нет приказа о внедрении целевой модели наставничества. Нет приказа об утверждении Положения. "
        "Нет письменного согласия: Белокопытова Ирина Геннадьевна. Нет письменного согласия: Зайцева Полина Андреевна."
    )
    assert fresh(relation).state == "agreed"


def test_an_order_that_takes_effect_after_the_term_is_refused_at_its_field(full_cast):
    base_effects(full_cast)
    relation = ready(full_cast, until=TODAY + timedelta(days=3))
    with pytest.raises(Refused) as caught:
        _assign(relation, full_cast, since=TODAY + timedelta(days=4))
    assert plain(caught.value.sentence) == (
        "Белокопытова И. Г. — Зайцева П. А.: срок наставничества кончается раньше, чем вступает в силу приказ "
        "(18.09.2026)."
    )
    assert caught.value.field == "effective_on"


@pytest.mark.clause("8.1/1")
def test_a_done_pair_resolves_the_request_it_was_made_for(full_cast):
    relation = in_force(full_cast)
    with clock.at(date(2027, 5, 20)):
        end_relation(relation, by=full_cast.user("curator"), on=date(2027, 5, 20), reason="done")
    stored = fresh(relation)
    assert (stored.state, stored.ended_on, stored.end_reason) == ("ended", date(2027, 5, 20), "done")
    assert stored.mentees[0].request.state == "resolved"
    assert list(Relation.objects.in_force(date(2027, 5, 20))) == [stored]
    assert list(Relation.objects.in_force(date(2027, 5, 21))) == []


@pytest.mark.clause("R5.3")
def test_a_pair_that_ends_for_another_reason_leaves_the_request_open(full_cast):
    relation = end_relation(in_force(full_cast), by=None, on=TODAY, reason="order")
    assert fresh(relation).mentees[0].request.state == "open"


def test_a_pair_cannot_end_before_it_begins(full_cast):
    relation = in_force(full_cast, since=TODAY)
    with pytest.raises(Refused) as caught:
        end_relation(relation, by=None, on=TODAY - timedelta(days=1), reason="order")
    assert plain(caught.value.sentence).endswith("завершиться раньше, чем начать действовать, нельзя.")
    assert fresh(relation).state == "in_force"


def test_the_journal_tells_the_whole_way_in_an_unbroken_chain(full_cast):
    relation = end_relation(in_force(full_cast), by=None, on=TODAY, reason="done")
    assert list(entries_about(relation).values_list("event", flat=True)) == [
        "relation_proposed", "relation_introduced", "interest_answered", "interest_answered", "relation_agreed",
        "relation_assigned", "relation_ended",
    ]  # fmt: skip
    assert broken_link(full_cast.organisation.pk) is None


def _assign(relation, cast, since=TODAY):
    return assign_relation(
        relation, by=cast.user("head"), since=since, signed_on=TODAY, ground=GROUND, ground_id=uuid4()
    )
