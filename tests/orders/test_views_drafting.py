"""The pages on which the base order and the order on pairs are drafted (4.1, 4.3/3, 4.3/5, 7.2)."""

from datetime import date

import pytest
from django.urls import reverse

from nastavnik.orders.models import Order
from nastavnik.people.actions import add_person
from nastavnik.regulation.queries import base_on
from tests.orders.made import (
    base_order,
    drafted,
    on_pairs,
    picture,
    roadmap_with_terms,
    signed,
)
from tests.orders.pages import at, page, sent, ticked
from tests.pairs.made import agreed, ready

pytestmark = pytest.mark.django_db


@pytest.mark.clause("4.1", "4.3/3", "4.4.1")
def test_the_base_order_is_drafted_handed_over_and_signed(signed_in, cast):
    client = signed_in("curator")
    said = page(client, at("base-order-start"))
    assert "Сейчас куратор — Кудрявцева Елена Борисовна, с 01.09.2026." in said
    said = sent(
        client, at("base-order-start"), introduces="on", approves="on", appoints="on", curator=cast.bystander.pk,
        text="1. Общие положения", effective_on="2026-09-20", journal_of="main",
    )  # fmt: skip
    assert "Проект приказа составлен. Проверьте его и передайте на подпись." in said
    order = Order.objects.get()
    assert [item.kind for item in order.items.all()] == ["introduce_model", "approve_regulation", "appoint_curator"]
    assert order.effective_on == date(2026, 9, 20)
    assert "Приказ передан руководителю на подпись." in sent(client, at("order-submit", order.pk))
    said = sent(signed_in("head"), at("order-sign", order.pk), number="42-ОД", signed_on="2026-09-14", scan=picture())
    assert "Готово. Приказ № 42-ОД зарегистрирован и вступит в силу 20 сентября." in said
    assert "Осталось ознакомить с ним под подпись." in said
    assert base_on(cast.organisation, date(2026, 9, 20)).edition.text == "1. Общие положения"


def test_what_is_lacking_is_ticked_already_and_what_is_there_is_said(signed_in, cast):
    client = signed_in("curator")
    said = page(client, at("base-order-start"))
    assert ticked(said, "introduces") and ticked(said, "approves") and not ticked(said, "appoints")
    assert 'name="approves_roadmap"' not in said  # there is no draft of a roadmap
    base_order(cast)
    roadmap_with_terms(cast)
    said = page(client, at("base-order-start"))
    assert not ticked(said, "introduces") and not ticked(said, "approves")
    assert "Уже сделано: приказ от 01.09.2026 № 41-ОД" in said and "Проект на 2026/2027." in said


def test_a_link_says_what_to_tick(signed_in, cast):
    said = page(signed_in("head"), at("base-order-start") + "?appoints=1")
    assert ticked(said, "appoints") and not ticked(said, "introduces")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": "текст"}, "Отметьте, что делает приказ: хотя бы одно."),
        ({"appoints": "on"}, "Выберите, кто назначается куратором."),
        ({"introduces": "on", "effective_on": "2026-09-13"}, "Этот день уже прошёл"),
        ({"introduces": "on", "effective_on": "вчера"}, "Введите правильную дату."),
    ],
)
def test_a_form_that_makes_no_order_says_why(signed_in, cast, data, sentence):
    assert sentence in sent(signed_in("curator"), at("base-order-start"), **data)
    assert not Order.objects.exists()


@pytest.mark.clause("4.4.1")
def test_a_chosen_curator_without_the_tick_is_asked_about(signed_in, cast):
    said = sent(signed_in("curator"), at("base-order-start"), introduces="on", curator=cast.bystander.pk)
    assert "Выбран куратор: отметьте, что приказ его назначает, или снимите выбор." in said
    assert not Order.objects.exists()


@pytest.mark.clause("1.3/3")
def test_only_those_who_work_here_can_be_chosen_as_curator(signed_in, cast):
    person = add_person(cast.organisation, by=None, surname="Лунёва", first_name="Вера", sex="female")
    client = signed_in("curator")
    assert "Лунёва" not in page(client, at("base-order-start"))
    for stranger in (person, cast.stranger):
        assert "Выберите корректный вариант" in sent(client, at("base-order-start"), appoints="on", curator=stranger.pk)
    assert not Order.objects.exists()


@pytest.mark.clause("4.3/5", "7.2")
def test_whole_pairs_are_ticked_and_the_others_say_what_they_lack(signed_in, full_cast):
    base_order(full_cast)
    whole, late = ready(full_cast), agreed(full_cast, ("second_mentor",), ("second_mentee",))
    client = signed_in("curator")
    said = page(client, at("relations-order-start"))
    assert ticked(said, "relations", whole.pk) and not ticked(said, "relations", late.pk)
    assert "Все согласия подписаны." in said
    assert "Нет письменного согласия: Гаврилюк Оксана Петровна. Нет письменного согласия: Ким Артём." in said
    said = page(client, at("relations-order-start") + f"?relation={late.pk}")
    assert ticked(said, "relations", late.pk) and not ticked(said, "relations", whole.pk)


def test_without_agreed_pairs_the_page_says_where_to_look(signed_in, full_cast):
    said = page(signed_in("curator"), at("relations-order-start"))
    assert "Нет пар, готовых к приказу" in said and reverse("pairs:relation-list", args=["ryabinka"]) in said


def test_an_order_without_a_pair_is_no_order(signed_in, full_cast):
    ready(full_cast)
    said = sent(signed_in("curator"), at("relations-order-start"), sent="1")
    assert "Отметьте хотя бы одну пару или группу." in said and not Order.objects.exists()


def test_a_pair_that_stands_in_a_draft_is_offered_no_more(signed_in, full_cast):
    relation = ready(full_cast)
    client = signed_in("curator")
    data = {"relations": relation.pk, "journal_of": "main"}
    sent(client, at("relations-order-start"), **data)
    said = sent(client, at("relations-order-start"), **data)
    assert Order.objects.count() == 1 and "Нет пар, готовых к приказу" in said


@pytest.mark.clause("4.3/5")
def test_an_item_is_taken_out_of_the_draft(signed_in, full_cast):
    base_order(full_cast)
    whole, late = ready(full_cast), agreed(full_cast, ("second_mentor",), ("second_mentee",))
    order = drafted(full_cast, *on_pairs(whole, late))
    client = signed_in("curator")
    said = page(client, at("order-detail", order.pk))
    assert "Дополнить проект" in said and "Передать на подпись" not in said
    said = sent(client, at("item-remove", order.items.get(relation=late).pk))
    assert "Пункт исключён из проекта. Его можно включить в другой приказ." in said
    assert "Передать на подпись" in said and "Исключить" not in said  # the last item stays


def test_an_item_of_a_signed_order_is_not_taken_out(signed_in, cast):
    order = signed(cast)
    said = sent(signed_in("curator"), at("item-remove", order.items.first().pk))
    assert "Изменить можно только проект: состояние — «подписан и действует»." in said
    assert order.items.count() == 2
