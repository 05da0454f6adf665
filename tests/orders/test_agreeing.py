"""A draft is agreed before it is signed, where the institution wants it (ТК РФ ст. 372, 4.5/1)."""

from datetime import timedelta

import pytest

from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions import Asked, agree_visa, circulate_order, object_to_order, submit_order
from nastavnik.orders.models import Order
from nastavnik.pairs.actions import change_terms
from tests.cast import TODAY
from tests.orders.made import base_order, brought_to, drafted, fresh, on_pairs, register
from tests.orders.test_lifecycle import refusal
from tests.pairs.made import ready

pytestmark = pytest.mark.django_db

UNION, COUNCIL = Asked("Профсоюзный комитет"), Asked("Совет наставников")


def asked(cast, *who: Asked) -> Order:
    return circulate_order(drafted(cast), who or (UNION,), by=cast.user("curator"))


@pytest.mark.clause("4.5/1")
def test_the_last_word_makes_the_draft_agreed_and_it_can_be_signed(cast):
    order = asked(cast, UNION, COUNCIL)
    first, second = order.visas.all()
    assert agree_visa(first, by=cast.user("curator")).state == "agreeing"
    assert refusal(submit_order, fresh(order), by=cast.user("curator")).startswith("Сейчас это невозможно")
    order = agree_visa(second, by=cast.user("curator"), on=TODAY - timedelta(days=1))
    assert (order.state, second.on) == ("agreed", TODAY - timedelta(days=1))
    order = submit_order(order, by=cast.user("curator"))
    assert register(order, cast).state == "in_force"
    assert [visa.who for visa in order.visas.all()] == ["Профсоюзный комитет", "Совет наставников"]


def test_remarks_bring_the_draft_back_with_them_and_everybody_is_asked_anew(cast):
    order = asked(cast, UNION, COUNCIL)
    agree_visa(order.visas.all()[0], by=cast.user("curator"))
    order = object_to_order(order.visas.all()[1], by=cast.user("curator"), remark="Нет срока мониторинга.")
    assert (order.state, order.return_note) == ("draft", "Совет наставников: Нет срока мониторинга.")
    assert (order.text, order.visas.count()) == ({}, 0)
    said = JournalEntry.objects.filter(event="visa_objected").get()
    assert said.facts["remark"] == "Нет срока мониторинга."


def test_remarks_without_words_are_refused(cast):
    order = asked(cast)
    assert refusal(object_to_order, order.visas.get(), by=cast.user("curator"), remark=" ") == (
        "Напишите, с чем вы не согласны: без замечаний проект некуда исправлять."
    )


@pytest.mark.parametrize("who", [(), (Asked("  "),)])
def test_somebody_has_to_be_asked(cast, who):
    order = drafted(cast)
    said = refusal(circulate_order, order, who, by=cast.user("curator"))
    assert said == "Укажите, кто согласует проект: хотя бы один орган или сотрудник."
    assert fresh(order).state == "draft"


def test_one_who_is_named_twice_is_asked_once(cast):
    assert asked(cast, UNION, Asked("Профсоюзный  комитет")).visas.count() == 1


@pytest.mark.parametrize("state", ["draft", "agreed", "to_sign", "annulled"])
def test_only_what_is_being_agreed_can_be_agreed(cast, state):
    order = brought_to(cast, "agreeing")
    visa = order.visas.get()
    Order.objects.filter(pk=order.pk).update(state=state)
    assert "Проект уже не на согласовании" in refusal(agree_visa, visa, by=cast.user("curator"))


def test_a_day_that_has_not_come_is_refused(cast):
    visa = asked(cast).visas.get()
    with pytest.raises(Refused) as caught:
        agree_visa(visa, by=cast.user("curator"), on=TODAY + timedelta(days=1))
    assert (caught.value.sentence, caught.value.field) == ("Эта дата ещё не наступила.", "on")


def test_what_was_agreed_is_what_is_signed_a_changed_pair_goes_back(full_cast):
    """The text stands still from the first visa on: what has been agreed may not change under it."""
    base_order(full_cast)
    relation = ready(full_cast)
    order = circulate_order(drafted(full_cast, *on_pairs(relation)), (UNION,), by=full_cast.user("curator"))
    order = agree_visa(order.visas.get(), by=full_cast.user("curator"))
    facts = {"since": relation.since, "until": relation.until - timedelta(days=30), "form": "traditional", "topic": ""}
    change_terms(relation, by=full_cast.user("curator"), **facts)
    assert "верните проект на доработку" in refusal(submit_order, fresh(order), by=full_cast.user("curator"))


def test_a_draft_that_lacks_something_is_not_circulated(full_cast):
    relation = ready(full_cast)  # no base orders yet
    order = drafted(full_cast, *on_pairs(relation))
    assert "Нет приказа о внедрении" in refusal(circulate_order, order, (UNION,), by=full_cast.user("curator"))
    assert fresh(order).visas.count() == 0
