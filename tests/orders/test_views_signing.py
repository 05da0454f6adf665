"""The page on which a signed order is registered (4.3/2, 4.3/5, 7.2)."""

from datetime import date

import pytest

from nastavnik.orders.actions import NewItem
from nastavnik.orders.models import ItemKind
from nastavnik.papers.models import Scan
from nastavnik.regulation.models import ModelIntroduction
from tests.orders.made import (
    base_order,
    fresh,
    on_pairs,
    picture,
    program,
    submitted,
)
from tests.orders.pages import at, page, sent
from tests.pairs.made import ready

pytestmark = pytest.mark.django_db


def test_the_form_suggests_the_next_number_and_today(signed_in, cast):
    base_order(cast)
    said = page(signed_in("head"), at("order-sign", submitted(cast).pk))
    assert "оставьте пустым: присвоится следующий (сейчас это № 42-ОД)" in said and 'value="2026-09-14"' in said


@pytest.mark.clause("4.3/2")
@pytest.mark.parametrize("number", ["", "№ "])
def test_a_blank_number_takes_the_next_one_and_the_page_says_which(signed_in, cast, number):
    base_order(cast)
    order = submitted(cast, NewItem(ItemKind.INTRODUCE_MODEL))
    data = {"number": number, "signed_on": "2026-09-14", "scan": picture()}
    said = sent(signed_in("head"), at("order-sign", order.pk), **data)
    assert "Готово. Приказ № 42-ОД зарегистрирован и действует." in said
    assert "Впишите номер 42-ОД в подписанный экземпляр." in said
    assert fresh(order).number == "42-ОД"


def test_the_day_of_effect_is_asked_only_where_the_text_does_not_name_it(signed_in, full_cast):
    """Edge case 43: signed on Friday, in force from Monday."""
    base_order(full_cast)
    client = signed_in("head")
    pairs = submitted(full_cast, *on_pairs(ready(full_cast)))
    assert 'name="effective_on"' in page(client, at("order-sign", pairs.pk))
    told = submitted(full_cast, NewItem(ItemKind.INTRODUCE_MODEL))  # «со дня подписания» stands in its text
    assert 'name="effective_on"' not in page(client, at("order-sign", told.pk))
    data = {"number": "42-ОД", "signed_on": "2026-09-14", "scan": picture()}
    said = sent(client, at("order-sign", pairs.pk), **data, effective_on="2026-09-13")
    assert "Приказ не может вступить в силу раньше, чем подписан." in said
    said = sent(client, at("order-sign", pairs.pk), **data | {"scan": picture()}, effective_on="2026-09-21")
    assert "Готово. Приказ № 42-ОД зарегистрирован и вступит в силу 21 сентября." in said
    assert fresh(pairs).effective_on == date(2026, 9, 21)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"number": "41-ОД"}, "Номер 41-ОД в этом журнале за 2026 год уже занят: укажите другой."),
        ({"signed_on": "2026-09-15"}, "Дата подписания ещё не наступила."),
        ({"scan": ""}, "Обязательное поле"),
    ],
)
def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(signed_in, cast, data, sentence):
    base_order(cast)
    order = submitted(cast, NewItem(ItemKind.INTRODUCE_MODEL))
    data = {"number": "77-ОД", "signed_on": "2026-09-14", "scan": picture()} | data
    said = sent(signed_in("head"), at("order-sign", order.pk), **data)
    assert sentence in said and 'class="error-summary"' in said
    if data["number"]:
        assert f'value="{data["number"]}"' in said
    assert fresh(order).state == "to_sign" and not Scan.objects.exists()


def test_a_program_instead_of_a_scan_is_named_at_the_field_and_nothing_is_registered(signed_in, cast):
    order = submitted(cast)
    said = sent(signed_in("head"), at("order-sign", order.pk), number="42", signed_on="2026-09-14", scan=program())
    assert "Прислан файл программы, а нужен скан подписанного документа." in said
    assert 'href="#id_scan"' in said
    assert fresh(order).state == "to_sign" and not ModelIntroduction.objects.exists() and not Scan.objects.exists()


@pytest.mark.clause("7.2", "4.3/5")
def test_completion_is_said_aloud(signed_in, full_cast):
    base_order(full_cast)
    order = submitted(full_cast, *on_pairs(ready(full_cast)))
    data = {"number": "42-ОД", "signed_on": "2026-09-14", "scan": picture()}
    said = sent(signed_in("head"), at("order-sign", order.pk), **data)
    assert "Готово. Приказ № 42-ОД зарегистрирован, закреплено пар и групп: 1." in said
    assert "Ознакомить с приказом под подпись: 2 человека" in said
    other = submitted(full_cast, NewItem(ItemKind.INTRODUCE_MODEL))
    said = sent(signed_in("head"), at("order-sign", other.pk), **data | {"number": "43-ОД", "scan": picture()})
    assert "Готово. Приказ № 43-ОД зарегистрирован и действует. Больше ничего не нужно." in said


def test_the_same_form_sent_twice_registers_once(signed_in, cast):
    order = submitted(cast)
    client = signed_in("head")
    data = {"number": "42-ОД", "signed_on": "2026-09-14", "form_key": "5f0e7f0e-6a0c-4a57-9b5e-1b1f3f6f2a11"}
    sent(client, at("order-sign", order.pk), **data, scan=picture())
    said = sent(client, at("order-sign", order.pk), **data, scan=picture())
    assert "Эта форма уже отправлена: второй раз ничего не сделано." in said
    assert ModelIntroduction.objects.count() == 1 and Scan.objects.count() == 1
