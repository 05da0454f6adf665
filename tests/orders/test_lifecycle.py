"""Every move of an order from every state; drafting, handing over, returning (domain 2.3.2)."""

from datetime import timedelta

import pytest

from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions import (
    NewItem,
    annul_order,
    draft_order,
    note_acquaintances,
    remove_item,
    return_order,
    submit_order,
)
from nastavnik.orders.models import ItemKind, Order, OrderItem, OrderState
from nastavnik.orders.states import ORDER
from nastavnik.pairs.actions import change_terms, drop_relation
from nastavnik.roadmap.actions import change_item
from tests.cast import TODAY
from tests.orders.made import (
    base_order,
    brought_to,
    drafted,
    fresh,
    on_pairs,
    register,
    roadmap_with_terms,
    signed,
    submitted,
)
from tests.pairs.made import agreed, chosen, plain, ready

pytestmark = pytest.mark.django_db

MOVES = {
    ("circulate", "draft"): "agreeing",
    ("agree", "agreeing"): "agreed",
    ("submit", "draft"): "to_sign",
    ("submit", "agreed"): "to_sign",
    ("return", "agreeing"): "draft",
    ("return", "agreed"): "draft",
    ("return", "to_sign"): "draft",
    ("sign", "to_sign"): "in_force",
    ("annul", "draft"): "annulled",
    ("annul", "agreeing"): "annulled",
    ("annul", "agreed"): "annulled",
    ("annul", "to_sign"): "annulled",
    ("amend", "in_force"): "amended",
    ("amend", "amended"): "amended",
    ("revoke", "in_force"): "revoked",
    ("revoke", "amended"): "revoked",
}


def refusal(act, *arguments, **facts) -> str:
    with pytest.raises(Refused) as caught:
        act(*arguments, **facts)
    return plain(caught.value.sentence)


def test_the_table_of_moves_is_this_one():
    assert {(move.name, source): move.target for move in ORDER.moves for source in move.sources} == MOVES


@pytest.mark.parametrize("state", OrderState.values)
def test_only_the_moves_of_the_table_are_possible(cast, state):
    order = brought_to(cast, state)
    for move in ORDER.moves:
        why = ORDER.why_not(order, move.name)
        if (move.name, state) == ("agree", "agreeing"):
            assert why == "Ещё не согласовали: Профсоюзный комитет."
        elif (move.name, state) in MOVES:
            assert why is None
        else:
            assert why == f"Сейчас это невозможно: состояние — «{OrderState(state).label}»."


@pytest.mark.parametrize("move", ["submit", "sign"])
def test_an_order_without_items_orders_nothing(cast, move):
    order = brought_to(cast, "draft" if move == "submit" else "to_sign")
    order.items.all().delete()
    assert ORDER.why_not(order, move) == "В проекте нет ни одного пункта."


@pytest.mark.parametrize("state", ["in_force", "amended", "revoked", "annulled"])
@pytest.mark.parametrize("act", [submit_order, annul_order])
def test_a_finished_order_is_not_moved_any_more(cast, state, act):
    order = brought_to(cast, state)
    assert "Сейчас это невозможно" in refusal(act, order, by=cast.user("curator"))
    assert fresh(order).state == state


# --- drafts ---------------------------------------------------------------------------------------------------
def test_a_draft_holds_its_items_in_their_order_and_no_number(cast):
    order = fresh(drafted(cast))
    assert (order.state, order.number, order.signed_on, order.text) == ("draft", "", None, {})
    assert order.title == "Об организации наставничества педагогических работников"
    assert order.place == "г. Светлореченск"
    assert [item.kind for item in order.items.all()] == ["introduce_model", "approve_regulation"]
    assert str(order) == "проект приказа «Об организации наставничества педагогических работников»"


def test_a_draft_that_does_nothing_is_refused(cast):
    assert refusal(draft_order, cast.organisation, [], by=cast.user("curator"), title="О чём-то") == (
        "Отметьте, что делает приказ: хотя бы одно."
    )


@pytest.mark.clause("4.3/5")
def test_a_pair_stands_in_one_order_at_most(full_cast):
    relation = agreed(full_cast)
    drafted(full_cast, *on_pairs(relation))
    assert refusal(drafted, full_cast, *on_pairs(relation)) == (
        "Белокопытова И. Г. — Зайцева П. А. уже стоит в приказе: "
        "проект приказа «О закреплении наставнических пар (групп)»."
    )
    assert Order.objects.count() == 1


def test_a_pair_of_an_annulled_draft_is_free_for_another(full_cast):
    relation = agreed(full_cast)
    annul_order(drafted(full_cast, *on_pairs(relation)), by=full_cast.user("curator"))
    assert drafted(full_cast, *on_pairs(relation)).state == "draft"


def test_a_roadmap_stands_in_one_open_draft_at_most(cast):
    item = NewItem(ItemKind.APPROVE_ROADMAP, roadmap=roadmap_with_terms(cast))
    drafted(cast, item)
    assert refusal(drafted, cast, item).startswith("Дорожная карта уже стоит в приказе:")


@pytest.mark.clause("4.3/5")
def test_what_is_not_ready_is_taken_out_and_waits_for_the_next_order(full_cast):
    """Edge case 26: nobody is assumed to agree; the others need not wait."""
    base_order(full_cast)
    whole, late = ready(full_cast), agreed(full_cast, ("second_mentor",), ("second_mentee",))
    order = drafted(full_cast, *on_pairs(whole, late))
    assert "Нет письменного согласия" in refusal(submit_order, order, by=full_cast.user("curator"))
    remove_item(order.items.get(relation=late), by=full_cast.user("curator"))
    register(submit_order(order, by=full_cast.user("curator")), full_cast)
    whole.refresh_from_db(), late.refresh_from_db()
    assert (whole.state, late.state) == ("in_force", "agreed")
    assert drafted(full_cast, *on_pairs(late)).items.count() == 1


@pytest.mark.parametrize("state", ["to_sign", "in_force", "annulled"])
def test_items_are_taken_out_of_a_draft_only(cast, state):
    order = brought_to(cast, state)
    sentence = refusal(remove_item, order.items.first(), by=cast.user("curator"))
    assert sentence == f"Изменить можно только проект: состояние — «{OrderState(state).label}»."
    assert order.items.count() == 2


# --- to the head's table --------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/2")
def test_handing_over_writes_the_signatory_and_freezes_the_text(cast):
    order = fresh(submitted(cast))
    assert (order.state, order.signatory_name) == ("to_sign", "Веретенникова Ольга Станиславовна")
    assert order.signatory_position == "заведующий"
    assert order.signatory_ground == "распоряжение учредителя от 14.08.2017 № 31-р"
    assert order.text["part"] == "Paper"


@pytest.mark.clause("4.3/5", "4.2")
def test_an_order_that_lacks_something_is_not_handed_over(full_cast):
    order = drafted(full_cast, *on_pairs(agreed(full_cast)))
    assert refusal(submit_order, order, by=full_cast.user("curator")) == (
        "Нет приказа о внедрении целевой модели наставничества. Нет приказа об утверждении Положения. "
        "Нет письменного согласия: Белокопытова Ирина Геннадьевна. Нет письменного согласия: Зайцева Полина Андреевна."
    )
    assert (fresh(order).state, fresh(order).text) == ("draft", {})


def test_what_two_pairs_lack_together_is_said_once(full_cast):
    one = ready(full_cast)
    other = ready(full_cast, ("second_mentor",), ("second_mentee",))
    order = drafted(full_cast, *on_pairs(one, other))
    assert refusal(submit_order, order, by=full_cast.user("curator")) == (
        "Нет приказа о внедрении целевой модели наставничества. Нет приказа об утверждении Положения."
    )


def test_returned_with_a_word_it_is_a_draft_again(cast):
    order = return_order(submitted(cast), by=cast.user("head"), note="Добавьте срок ознакомления")
    stored = fresh(order)
    assert (stored.state, stored.return_note, stored.text) == ("draft", "Добавьте срок ознакомления", {})
    assert set(stored.items.values_list("subject_hash", flat=True)) == {""}
    submit_order(stored, by=cast.user("curator"))
    assert fresh(order).return_note == ""


@pytest.mark.clause("8.2", "4.3/5")
def test_terms_changed_under_a_paper_that_waits_for_its_signature_stop_it(full_cast):
    """What the head signs is what comes into force: nothing may change behind the printed text."""
    base_order(full_cast)
    relation = ready(full_cast)
    order = submitted(full_cast, *on_pairs(relation))
    change_terms(
        relation, by=full_cast.user("curator"), since=TODAY, until=TODAY + timedelta(days=60), form="short", topic=""
    )
    assert refusal(register, order, full_cast) == (
        "После передачи на подпись изменилось (Белокопытова И. Г. — Зайцева П. А.): "
        "верните проект на доработку и распечатайте заново."
    )
    return_order(order, by=full_cast.user("curator"), note="Изменён срок")
    register(submit_order(order, by=full_cast.user("curator")), full_cast)
    relation.refresh_from_db()
    assert (relation.state, relation.form) == ("in_force", "short")


@pytest.mark.clause("4.3/4")
def test_a_roadmap_changed_under_a_paper_stops_it(cast):
    roadmap = roadmap_with_terms(cast)
    order = submitted(cast, NewItem(ItemKind.APPROVE_ROADMAP, roadmap=roadmap))
    item = roadmap.items.first()
    change_item(item, by=cast.user("curator"), due_on=item.due_on + timedelta(days=1))
    assert refusal(register, order, cast).startswith("После передачи на подпись изменилось (утвердить дорожную карту)")
    roadmap.refresh_from_db()
    assert roadmap.state == "draft"


@pytest.mark.clause("7.2")
def test_a_pair_given_up_while_the_paper_waits_stops_it(full_cast):
    base_order(full_cast)
    relation = ready(full_cast)
    order = submitted(full_cast, *on_pairs(relation))
    drop_relation(relation, by=full_cast.user("curator"))
    assert refusal(register, order, full_cast) == (
        "Закрепить приказом нельзя: Белокопытова И. Г. — Зайцева П. А., состояние — «отменена куратором»."
    )


def test_a_pair_that_nobody_knows_of_yet_cannot_be_handed_over(full_cast):
    base_order(full_cast)
    order = drafted(full_cast, *on_pairs(chosen(full_cast)))
    assert "Участники ещё не подтвердили взаимный интерес." in refusal(
        submit_order, order, by=full_cast.user("curator")
    )


# --- acquaintance ---------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/2")
def test_who_has_read_the_order_is_noted_with_the_day(full_cast):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    by = full_cast.user("curator")
    note_acquaintances(order, by=by, on=TODAY, people=[full_cast.mentor])
    note_acquaintances(order, by=by, on=TODAY, people=[full_cast.mentee], refused=True)
    sheets = {each.person: (each.signed_on, each.refused) for each in order.acquaintances.all()}
    assert sheets == {full_cast.mentor: (TODAY, False), full_cast.mentee: (TODAY, True)}


def test_a_correction_of_the_sheet_replaces_the_line(full_cast):
    order, by = base_order(full_cast), full_cast.user("curator")
    note_acquaintances(order, by=by, on=TODAY, people=[full_cast.mentor], refused=True)
    note_acquaintances(order, by=by, on=TODAY, people=[full_cast.mentor])
    assert order.acquaintances.get().refused is False


@pytest.mark.parametrize("state", ["draft", "to_sign", "annulled"])
def test_nobody_is_made_acquainted_with_a_draft(cast, state):
    order = brought_to(cast, state)
    sentence = refusal(note_acquaintances, order, by=cast.user("curator"), on=TODAY, people=[cast.mentor])
    assert sentence == "Ознакомить можно только с подписанным приказом."


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-1, "Ознакомление раньше даты приказа: проверьте дату."), (1, "Эта дата ещё не наступила.")],
)
def test_the_day_of_acquaintance_lies_between_the_order_and_today(cast, days, sentence):
    order = signed(cast)
    with pytest.raises(Refused) as caught:
        note_acquaintances(order, by=cast.user("curator"), on=TODAY + timedelta(days=days), people=[cast.mentor])
    assert (caught.value.sentence, caught.value.field) == (sentence, "on")


@pytest.mark.clause("1.4/7")
def test_the_journal_tells_the_whole_way(cast):
    order = return_order(submitted(cast), by=cast.user("head"), note="Уточните")
    register(submit_order(order, by=cast.user("curator")), cast)
    told = list(entries_about(order).values_list("event", "actor_name"))
    curator, head = "Кудрявцева Елена Борисовна", "Веретенникова Ольга Станиславовна"
    assert told == [
        ("order_drafted", curator),
        ("order_submitted", curator),
        ("order_returned", head),
        ("order_submitted", curator),
        ("order_signed", head),
    ]
    assert OrderItem.objects.filter(carried_out_at=None).count() == 0
