"""The page of one order: who opens it, whose turn, what is missing; returned, annulled."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.orders.actions import NewItem
from nastavnik.orders.models import ItemKind, OrderState
from nastavnik.organisations.actions import end_role, give_role
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.people.actions import add_person, employ
from tests.cast import FOUNDED, TODAY
from tests.orders.made import base_order, brought_to, drafted, fresh, on_pairs, signed, submitted
from tests.orders.pages import at, page, sent
from tests.pairs.made import agreed, make_room, outsider, plain, ready, sign_consents

pytestmark = pytest.mark.django_db


# --- who --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["order-list", "base-order-start", "relations-order-start", "later-order-add"])
@pytest.mark.parametrize(
    ("part", "status"), [("head", 200), ("curator", 200), ("mentor", 403), ("bystander", 403), ("stranger", 404)]
)
def test_who_opens_the_lists_and_forms(signed_in, full_cast, name, part, status):
    assert signed_in(part).get(at(name)).status_code == status


@pytest.mark.parametrize("name", ["order-detail", "order-sign", "order-return", "order-acquaint", "scan-attach"])
@pytest.mark.parametrize(("part", "status"), [("curator", 200), ("mentor", 403), ("stranger", 404)])
def test_who_opens_an_order(signed_in, cast, name, part, status):
    order = submitted(cast) if name in ("order-sign", "order-return") else signed(cast)
    assert signed_in(part).get(at(name, order.pk)).status_code == status


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("order-sign", "draft"),
        ("order-sign", "in_force"),
        ("order-return", "draft"),
        ("order-return", "in_force"),
        ("order-acquaint", "to_sign"),
    ],
)
def test_a_form_that_makes_no_sense_now_leads_back_to_the_order(signed_in, cast, name, state):
    order = brought_to(cast, state)
    answer = signed_in("curator").get(at(name, order.pk), follow=True)
    assert answer.redirect_chain == [(at("order-detail", order.pk), 302)]
    words = "Ознакомить можно только с подписанным приказом." if name == "order-acquaint" else "Сейчас это невозможно"
    assert words in plain(answer.content.decode())


@pytest.mark.parametrize("name", ["order-submit", "order-annul"])
@pytest.mark.parametrize(("part", "status"), [("mentor", 403), ("stranger", 404)])
def test_who_moves_an_order(signed_in, cast, name, part, status):
    order = drafted(cast)
    assert signed_in(part).post(at(name, order.pk)).status_code == status
    assert fresh(order).state == "draft"


def test_an_order_of_another_kindergarten_does_not_exist(signed_in, cast):
    order = drafted(cast)
    address = reverse("orders:order-detail", args=["teremok", order.pk])
    assert signed_in("stranger").get(address).status_code == 404


# --- one order --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (OrderState.DRAFT, "Проверить проект и передать руководителю на подпись"),
        (OrderState.TO_SIGN, "Распечатать, подписать и зарегистрировать приказ"),
        (OrderState.AGREEING, "Согласовать проект"),
        (OrderState.AGREED, "Проект согласован: передать руководителю на подпись"),
        (OrderState.IN_FORCE, "Ознакомить с приказом под подпись: 7 человек"),
        (OrderState.REVOKED, "Приказ утратил силу: что стало с его пунктами, сказано ниже"),
        (OrderState.ANNULLED, "Проект аннулирован: он ничего не меняет"),
    ],
)
def test_the_page_says_whose_turn_it_is(signed_in, cast, state, words):
    order = brought_to(cast, state)
    for part in ("curator", "head"):
        assert words in page(signed_in(part), at("order-detail", order.pk))


@pytest.mark.clause("4.3/5")
def test_what_is_missing_leads_to_where_it_is_mended(signed_in, full_cast):
    make_room(full_cast, places=3)
    group = agreed(full_cast, ("mentor",), ("mentee", "second_mentee", "third_mentee"))
    sign_consents(group, full_cast, but=("second_mentee",))
    order = drafted(full_cast, *on_pairs(group))
    said = page(signed_in("curator"), at("order-detail", order.pk))
    assert "Нет письменного согласия: Ким Артём." in said
    assert reverse("pairs:relation-detail", args=["ryabinka", group.pk]) in said
    assert "Нет приказа о внедрении целевой модели наставничества." in said and at("base-order-start") in said
    said = sent(signed_in("curator"), at("order-submit", order.pk))
    assert fresh(order).state == "draft" and "Нет письменного согласия: Ким Артём." in said


@pytest.mark.clause("4.3/2")
def test_a_new_head_makes_the_page_ask_for_a_new_address(signed_in, cast):
    order = submitted(cast)
    give_role(cast.organisation, cast.user("bystander"), RoleKind.HEAD, since=TODAY + timedelta(days=1),
              ground="распоряжение № 50", by=None)  # fmt: skip
    with clock.at(TODAY + timedelta(days=1)):
        said = page(signed_in("curator"), at("order-detail", order.pk))
        assert "приказы подписывает Абросимова Наталья Юрьевна" in said and at("order-return", order.pk) in said
        assert "С сегодняшней датой приказ зарегистрировать нельзя" in page(
            signed_in("curator"), at("order-sign", order.pk)
        )


def test_without_a_head_the_page_leads_to_the_institution(signed_in, cast):
    order = drafted(cast)
    end_role(Role.objects.of(cast.organisation).get(kind=RoleKind.HEAD), until=TODAY - timedelta(days=1), by=None)
    said = page(signed_in("curator"), at("order-detail", order.pk))
    assert "На эту дату не указан руководитель" in said
    assert reverse("organisations:organisation-detail", args=["ryabinka"]) in said


@pytest.mark.clause("1.3/3")
def test_a_head_who_is_the_curator_too_sees_that_they_act_alone(signed_in, cast):
    """Edge case 19: the four eyes are two, and the page does not hide it."""
    order = drafted(cast)
    words = "проект готовит и подписывает один человек"
    assert words not in page(signed_in("head"), at("order-detail", order.pk))
    give_role(cast.organisation, cast.user("head"), RoleKind.CURATOR, since=TODAY, ground="приказ № 1", by=None)
    end_role(Role.objects.get(user=cast.user("curator"), kind=RoleKind.CURATOR), until=FOUNDED, by=None)
    assert words in page(signed_in("head"), at("order-detail", order.pk))


def test_a_name_in_the_nominative_is_said_on_the_page_with_the_way_to_mend_it(signed_in, cast):
    person = add_person(cast.organisation, by=None, surname="Ким", first_name="Сон Хи")
    employ(person, "воспитатель", by=None, since=FOUNDED)
    order = drafted(cast, NewItem(ItemKind.APPOINT_CURATOR, person=person))
    said = page(signed_in("curator"), at("order-detail", order.pk))
    assert "Ким Сон Хи: имя или должность не удалось уверенно просклонять" in said
    assert reverse("people:case-forms-change", args=["ryabinka", person.pk]) in said


@pytest.mark.clause("1.4/4")
def test_an_administrator_reads_and_is_offered_no_act(client, cast):
    client.force_login(
        outsider(cast, RoleKind.ADMINISTRATOR), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for state in ("draft", "to_sign", "in_force"):
        said = page(client, at("order-detail", brought_to(cast, state).pk))
        for act in ("Передать на подпись", "Зарегистрировать подписанный", "Аннулировать", "Исключить", "Вернуть"):
            assert act not in said
    assert "Составить приказ" not in page(client, at("order-list"))


def test_the_page_takes_as_many_queries_for_many_items_as_for_one(
    signed_in, full_cast, django_assert_max_num_queries, django_assert_num_queries
):
    make_room(full_cast, "second_mentor", 3)
    one = drafted(full_cast, *on_pairs(agreed(full_cast)))
    parts, why = ("mentee", "second_mentee", "third_mentee"), "Короткие программы, часы согласованы"
    many = [agreed(full_cast, ("second_mentor",), (part,), load_reason=why) for part in parts]
    order = drafted(full_cast, *on_pairs(*many))
    client = signed_in("curator")
    client.get(at("order-detail", one.pk))
    with django_assert_max_num_queries(22) as few:
        client.get(at("order-detail", one.pk))
    with django_assert_num_queries(len(few)):
        client.get(at("order-detail", order.pk))


# --- return, annul ----------------------------------------------------------------------------------------------
def test_the_head_returns_the_draft_with_a_word_that_the_curator_reads(signed_in, cast):
    order = submitted(cast)
    said = sent(signed_in("head"), at("order-return", order.pk), note="Добавьте срок")
    assert "Проект возвращён на доработку. Распечатанный текст больше не действителен." in said
    said = page(signed_in("curator"), at("order-detail", order.pk))
    assert "Добавьте срок" in said and "Передать на подпись" in said


def test_a_return_without_a_word_is_refused_at_its_field(signed_in, cast):
    order = submitted(cast)
    assert "Обязательное поле" in sent(signed_in("head"), at("order-return", order.pk), note=" ")
    assert fresh(order).state == "to_sign"


def test_a_draft_is_annulled_and_leaves_the_list(signed_in, cast):
    order = drafted(cast)
    said = sent(signed_in("curator"), at("order-annul", order.pk))
    assert "Проект аннулирован." in said and "Не подписаны" not in said


@pytest.mark.parametrize("name", ["order-annul", "order-submit"])
def test_what_is_signed_can_be_neither_annulled_nor_handed_over(signed_in, cast, name):
    order = signed(cast)
    assert "Сейчас это невозможно: состояние — «подписан и действует»." in sent(
        signed_in("curator"), at(name, order.pk)
    )
    assert fresh(order).state == "in_force"


@pytest.mark.clause("4.2")
def test_an_agreement_that_is_lacking_is_said_and_stops_nothing(signed_in, full_cast):
    """ТК РФ ст. 351.8 asks for a supplementary agreement; whether of every mentor is disputed (domain 4)."""
    base_order(full_cast)
    order = drafted(full_cast, *on_pairs(ready(full_cast)))
    said = page(signed_in("curator"), at("order-detail", order.pk))
    assert "Нет дополнительного соглашения: Белокопытова" in said and "Передать на подпись" in said
    assert reverse("duties:supplement-list", args=["ryabinka"]) in said
