"""The pages on which an order is corrected or revoked by another: the old text stays (edge cases 40, 41)."""

from datetime import timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.orders.actions import NewItem
from nastavnik.orders.consequences import consequence
from nastavnik.orders.kinds import KINDS
from nastavnik.orders.models import Fate, ItemKind, Order, OrderState
from nastavnik.orders.papers import order_paper
from nastavnik.orders.queries import effects_of
from nastavnik.pairs.actions import prepare_change
from nastavnik.pairs.models import ChangeKind, Relation, RelationState
from nastavnik.papers.plain import to_text
from tests.cast import TODAY
from tests.orders.made import BASE, base_order, brought_to, fresh, on_pairs, picture, register, revoking, signed
from tests.orders.pages import at, page, sent
from tests.pairs.made import plain, ready

pytestmark = pytest.mark.django_db

CORRECTIONS = ("amend-order-start", "revoke-order-start")


@pytest.mark.parametrize("name", CORRECTIONS)
@pytest.mark.parametrize(
    ("part", "status"), [("head", 200), ("curator", 200), ("mentor", 403), ("bystander", 403), ("stranger", 404)]
)
def test_who_corrects_an_order(signed_in, cast, name, part, status):
    assert signed_in(part).get(at(name, signed(cast).pk)).status_code == status


@pytest.mark.parametrize("name", CORRECTIONS)
@pytest.mark.parametrize("state", [OrderState.DRAFT, OrderState.TO_SIGN, OrderState.REVOKED, OrderState.ANNULLED])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_an_order_in_force_is_corrected_by_another(signed_in, cast, name, state, method):
    order = brought_to(cast, state)
    number = Order.objects.count()
    client = signed_in("curator")
    answer = getattr(client, method)(at(name, order.pk), follow=True)
    assert answer.redirect_chain == [(at("order-detail", order.pk), 302)]
    assert "Исправить или отменить приказом можно только действующий приказ" in plain(answer.content.decode())
    assert Order.objects.count() == number
    assert at(name, order.pk) not in page(client, at("order-detail", order.pk))


# --- corrected -----------------------------------------------------------------------------------------------------
def test_a_place_of_the_text_is_put_anew_by_another_order(signed_in, cast):
    order = signed(cast)
    client = signed_in("curator")
    assert "О внесении изменений в приказ от 14.09.2026 № 42-ОД" in page(client, at("amend-order-start", order.pk))
    sent(
        client, at("amend-order-start", order.pk), title="", journal_of="main", place="пункт 2.",
        text="2. Ознакомить <педагогов> под подпись.", why="в пункте допущена опечатка.",
    )  # fmt: skip
    made = Order.objects.latest("id")
    text = plain(to_text(order_paper(made)))
    assert "В связи с тем, что в пункте допущена опечатка" in text
    assert "пункт 2 изложить в следующей редакции: «2. Ознакомить <педагогов> под подпись.»" in text
    sent(client, at("order-submit", made.pk))
    before = order.text
    register(fresh(made), cast, number="43-ОД")
    order = fresh(order)
    assert (order.state, order.text) == ("amended", before)
    said = page(client, at("order-detail", order.pk))
    assert "изменён приказом" in said and at("order-detail", made.pk) in said
    said = page(client, at("order-detail", made.pk))
    assert "изменяет приказ" in said and at("order-detail", order.pk) in said


@pytest.mark.parametrize("lacking", ["place", "text"])
def test_a_correction_says_which_place_and_how_it_reads(signed_in, cast, lacking):
    order = signed(cast)
    data = {"journal_of": "main", "place": "пункт 1", "text": "Новая редакция."} | {lacking: " "}
    assert "Обязательное поле" in sent(signed_in("head"), at("amend-order-start", order.pk), **data)
    assert Order.objects.count() == 1


# --- revoked -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/5", "7.2")
def test_each_effect_is_asked_about_and_nothing_is_chosen_beforehand(signed_in, full_cast):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    client = signed_in("head")
    said = page(client, at("revoke-order-start", order.pk))
    assert "Закрепление пары (группы) «Белокопытова И. Г. — Зайцева П. А.»" in said
    for words in ("Сохранить", "Прекратить с этого дня", "Отменить с самого начала", "в показатели она не входит"):
        assert words in said
    assert not any(" checked" in one.split(">")[0] for one in said.split('name="fate_')[1:])
    said = sent(client, at("revoke-order-start", order.pk), journal_of="main")
    assert "Решите, что станет с этим пунктом." in said and Order.objects.count() == 2


@pytest.mark.clause("8.1/2")
def test_a_pair_that_has_ended_cannot_be_ended_once_more(signed_in, full_cast):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    with clock.at(TODAY + timedelta(days=7)):
        relation, by = Relation.objects.get(), full_cast.user("curator")
        change = prepare_change(relation, ChangeKind.END, by=by, on=clock.today(), reason="mutual")
        signed(full_cast, NewItem(ItemKind.END_RELATION, change=change), number="43-ОД")
        said = page(signed_in("head"), at("revoke-order-start", order.pk))
    assert Relation.objects.get().state == RelationState.ENDED
    assert "её последний день — 21.09.2026; это не меняется" in said
    assert "Отменить с самого начала" in said and "Прекратить с этого дня" not in said


@pytest.mark.clause("4.3/5", "8.1")
def test_what_was_decided_happens_when_the_revoking_order_is_signed(signed_in, full_cast):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    effect = effects_of(order)[0]
    client, day = signed_in("curator"), TODAY + timedelta(days=7)
    sent(
        client, at("revoke-order-start", order.pk), journal_of="main", why="приказ издан ошибочно",
        **{f"fate_{effect.pk}": Fate.END}, effective_on=day,
    )  # fmt: skip
    made = Order.objects.latest("id")
    assert made.items.get().facts == {"fates": {str(effect.pk): "end"}, "why": "приказ издан ошибочно"}
    sent(client, at("order-submit", made.pk))
    with clock.at(day):
        client = signed_in("head")
        data = {"number": "", "signed_on": f"{day:%Y-%m-%d}"}
        said = sent(client, at("order-sign", made.pk), **data, scan=picture())
        assert "Готово. Приказ № 43-ОД зарегистрирован, приказ № 42-ОД утратил силу." in said
        said = page(client, at("order-detail", order.pk))
    assert "Приказ утратил силу: что стало с его пунктами, сказано ниже" in said
    assert "прекращено с 21.09.2026" in said and "отменён приказом" in said
    relation = Relation.objects.get()
    assert (relation.state, relation.ended_on) == (RelationState.ENDED, day - timedelta(days=1))


def test_an_effect_that_cannot_be_undone_is_kept_without_a_question(signed_in, cast):
    """An order that has amended another: its effect stays where it is."""
    amended = brought_to(cast, OrderState.AMENDED)
    amending = Order.objects.exclude(pk=amended.pk).get()
    said = page(signed_in("head"), at("revoke-order-start", amending.pk))
    assert "Останется как есть" in said and "Исправление текста приказа" in said
    sent(signed_in("head"), at("revoke-order-start", amending.pk), journal_of="main")
    item = Order.objects.latest("id").items.get()
    assert list(item.facts["fates"].values()) == ["keep"]


def test_a_second_draft_that_revokes_the_same_order_is_refused(signed_in, cast):
    order = signed(cast, NewItem(ItemKind.INTRODUCE_MODEL))
    effect = effects_of(order)[0]
    data = {"journal_of": "main", f"fate_{effect.pk}": Fate.KEEP}
    sent(signed_in("head"), at("revoke-order-start", order.pk), **data)
    said = sent(signed_in("head"), at("revoke-order-start", order.pk), **data)
    assert "уже стоит в приказе" in said and Order.objects.count() == 2


def test_every_choice_that_a_kind_offers_is_explained():
    said = {(kind, fate): consequence(kind, fate) for kind, what in KINDS.items() for fate in what.fates}
    assert all(len(sentence) > 10 for sentence in said.values())
    assert len(said) > len(KINDS)


def test_the_effects_of_a_revoked_order_are_told_one_by_one(signed_in, cast):
    order = signed(cast, *BASE)
    signed(cast, revoking(order, introduce_model=Fate.KEEP, approve_regulation=Fate.VOID), number="43-ОД")
    said = page(signed_in("curator"), at("order-detail", order.pk))
    assert "сохранено" in said and "отменено с самого начала" in said
    assert "Ознакомить с приказом" not in said
