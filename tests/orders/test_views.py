"""The pages of orders: who opens them, whose turn, what is missing, signing, papers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.orders.actions import NewItem, note_acquaintances, submit_order
from nastavnik.orders.models import ItemKind, Order, OrderState
from nastavnik.organisations.actions import end_role, give_role
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.papers.models import Scan
from nastavnik.people.actions import add_person, employ
from nastavnik.regulation.models import ModelIntroduction
from nastavnik.regulation.queries import base_on
from tests.cast import FOUNDED, TODAY
from tests.orders.made import (
    BASE,
    base_order,
    brought_to,
    drafted,
    fresh,
    on_pairs,
    picture,
    program,
    register,
    roadmap_with_terms,
    signed,
    submitted,
)
from tests.pairs.made import agreed, make_room, outsider, plain, ready, sign_consents
from tests.papers.reading import docx_text

pytestmark = pytest.mark.django_db


def at(name: str, *keys) -> str:
    return reverse(f"orders:{name}", args=["ryabinka", *keys])


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def sent(client, address: str, **data) -> str:
    """The page after a form has been sent and its answer followed."""
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


# --- who ------------------------------------------------------------------------------------------------------
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


# --- the register ---------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/2")
def test_the_register_shows_numbers_latest_first_and_what_is_not_signed_on_top(signed_in, cast):
    base_order(cast)
    signed(cast, NewItem(ItemKind.INTRODUCE_MODEL), number="42-ОД")
    drafted(cast)
    said = page(signed_in("curator"), at("order-list"))
    assert said.index("Не подписаны") < said.index("№ 42-ОД") < said.index("№ 41-ОД")
    assert "внесён позже" in said


@pytest.mark.clause("7.2")
def test_agreed_pairs_are_announced_with_the_button_to_their_order(signed_in, full_cast):
    ready(full_cast)
    said = page(signed_in("curator"), at("order-list"))
    assert "Согласована 1 пара или группа." in said and at("relations-order-start") in said


def test_an_empty_register_says_what_to_begin_with(signed_in, cast):
    said = page(signed_in("curator"), at("order-list"))
    assert "Подписанных приказов ещё нет" in said and "Начните с двух основных" in said


def test_an_order_that_takes_effect_later_says_when(signed_in, cast):
    order = drafted(cast, effective_on=date(2026, 10, 1))
    register(submit_order(order, by=cast.user("curator")), cast)
    client = signed_in("curator")
    assert "вступит в силу 1 октября" in page(client, at("order-list"))
    assert "Приказ подписан и вступит в силу 1 октября" in page(client, at("order-detail", order.pk))


def test_the_register_takes_the_same_number_of_queries_for_any_number_of_orders(
    signed_in, full_cast, django_assert_max_num_queries, django_assert_num_queries
):
    client = signed_in("curator")
    base_order(full_cast)
    drafted(full_cast)
    client.get(at("order-list"))
    with django_assert_max_num_queries(12) as few:
        client.get(at("order-list"))
    for number in range(5):
        signed(full_cast, NewItem(ItemKind.INTRODUCE_MODEL), number=str(100 + number))
        drafted(full_cast)
    with django_assert_num_queries(len(few)):
        client.get(at("order-list"))


def test_a_long_register_has_pages(signed_in, cast):
    Order.objects.bulk_create(
        Order(
            organisation=cast.organisation, number=str(number), year=2026, signed_on=TODAY, effective_on=TODAY,
            title=f"О деле {number}", state="in_force", made_at=clock.now(),
        )
        for number in range(51)
    )  # fmt: skip
    client = signed_in("curator")
    first, second = page(client, at("order-list")), page(client, at("order-list") + "?page=2")
    assert first.count("№ ") - second.count("№ ") == 49


# --- drafting -------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.1", "4.3/3", "4.4.1")
def test_the_base_order_is_drafted_handed_over_and_signed(signed_in, cast):
    client = signed_in("curator")
    said = page(client, at("base-order-start"))
    assert "Сейчас куратор — Кудрявцева Елена Борисовна, с 01.09.2026." in said
    said = sent(
        client, at("base-order-start"), introduces="on", approves="on", appoints="on", curator=cast.bystander.pk,
        text="1. Общие положения", effective_on="2026-09-20",
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
    assert _ticked(said, "introduces") and _ticked(said, "approves") and not _ticked(said, "appoints")
    assert 'name="approves_roadmap"' not in said  # there is no draft of a roadmap
    base_order(cast)
    roadmap_with_terms(cast)
    said = page(client, at("base-order-start"))
    assert not _ticked(said, "introduces") and not _ticked(said, "approves")
    assert "Уже сделано: приказ от 01.09.2026 № 41-ОД" in said and "Проект на 2026/2027." in said


def test_a_link_says_what_to_tick(signed_in, cast):
    said = page(signed_in("head"), at("base-order-start") + "?appoints=1")
    assert _ticked(said, "appoints") and not _ticked(said, "introduces")


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
    assert _ticked(said, "relations", whole.pk) and not _ticked(said, "relations", late.pk)
    assert "Все согласия подписаны." in said
    assert "Нет письменного согласия: Гаврилюк Оксана Петровна. Нет письменного согласия: Ким Артём." in said
    said = page(client, at("relations-order-start") + f"?relation={late.pk}")
    assert _ticked(said, "relations", late.pk) and not _ticked(said, "relations", whole.pk)


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
    sent(client, at("relations-order-start"), relations=relation.pk)
    said = sent(client, at("relations-order-start"), relations=relation.pk)
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


# --- one order ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (OrderState.DRAFT, "Проверить проект и передать руководителю на подпись"),
        (OrderState.TO_SIGN, "Распечатать, подписать и зарегистрировать приказ"),
        (OrderState.IN_FORCE, "Приказ подписан и действует"),
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
    many = [agreed(full_cast, ("second_mentor",), (part,)) for part in ("mentee", "second_mentee", "third_mentee")]
    order = drafted(full_cast, *on_pairs(*many))
    client = signed_in("curator")
    client.get(at("order-detail", one.pk))
    with django_assert_max_num_queries(20) as few:
        client.get(at("order-detail", one.pk))
    with django_assert_num_queries(len(few)):
        client.get(at("order-detail", order.pk))


# --- return, annul --------------------------------------------------------------------------------------------
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


# --- registering ----------------------------------------------------------------------------------------------
def test_the_form_suggests_the_next_number_and_today(signed_in, cast):
    base_order(cast)
    said = page(signed_in("head"), at("order-sign", submitted(cast).pk))
    assert 'value="42-ОД"' in said and 'value="2026-09-14"' in said


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"number": "41-ОД"}, "Номер 41-ОД в этом журнале за 2026 год уже занят: укажите другой."),
        ({"number": ""}, "Обязательное поле"),
        ({"number": "№"}, "Укажите номер приказа."),
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


# --- entered later --------------------------------------------------------------------------------------------
@pytest.mark.clause("4.1")
def test_an_order_signed_long_ago_is_entered_with_its_true_facts(signed_in, cast):
    data = {"what-introduces": "on", "what-approves": "on", "number": "26/1", "signed_on": "2022-09-01",
            "journal_of": "main"}  # fmt: skip
    said = sent(signed_in("curator"), at("later-order-add"), **data)
    assert "Готово. Приказ № 26/1 зарегистрирован и действует." in said and "внесён позже" in said
    assert "Текст этого приказа — на бумаге" in said and "Приложить скан" in said and "DOCX" not in said
    assert base_on(cast.organisation, TODAY).is_whole


def test_both_halves_of_the_form_say_what_is_wrong(signed_in, cast):
    said = sent(signed_in("curator"), at("later-order-add"), number="", signed_on="", journal_of="main")
    assert "Отметьте, что делает приказ: хотя бы одно." in said and "Обязательное поле" in said
    assert not Order.objects.exists()


def test_a_taken_number_of_an_old_order_is_said_at_its_field(signed_in, cast):
    base_order(cast)
    said = sent(signed_in("curator"), at("later-order-add"), **{
        "what-introduces": "on", "number": "41-ОД", "signed_on": "2026-09-01", "journal_of": "main",
    })  # fmt: skip
    assert "Номер 41-ОД в этом журнале за 2026 год уже занят" in said and Order.objects.count() == 1


def test_the_scan_of_an_old_order_follows(signed_in, cast):
    order = base_order(cast)
    client = signed_in("curator")
    said = sent(client, at("scan-attach", order.pk), scan=program())
    assert "Прислан файл программы" in said and fresh(order).scan is None
    said = sent(client, at("scan-attach", order.pk), scan=picture())
    assert "Скан приказа сохранён." in said and "Скан с подписью" in said
    assert "заменить его нельзя" in sent(client, at("scan-attach", order.pk), scan=picture())


# --- acquaintance ---------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/2")
def test_the_sheet_of_acquaintance(signed_in, full_cast):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    note_acquaintances(order, by=full_cast.user("curator"), on=TODAY, people=[full_cast.mentor])
    client = signed_in("curator")
    said = page(client, at("order-acquaint", order.pk))
    assert _ticked(said, "people", full_cast.mentee.pk) and not _ticked(said, "people", full_cast.mentor.pk)
    said = sent(client, at("order-acquaint", order.pk), on="2026-09-14", people=full_cast.mentee.pk, refused="on")
    assert "Ознакомление отмечено." in said and "отказ, составлен акт" in said
    assert "Приказ подписан и действует" in said  # everybody has been asked: nothing more to do


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"on": "2026-09-15"}, "Эта дата ещё не наступила."),
        ({"on": "2026-09-13"}, "Ознакомление раньше даты приказа: проверьте дату."),
        ({"people": []}, "Отметьте, кто ознакомлен."),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(signed_in, full_cast, data, sentence):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    data = {"on": "2026-09-14", "people": full_cast.mentee.pk} | data
    assert sentence in sent(signed_in("curator"), at("order-acquaint", order.pk), **data)
    assert not order.acquaintances.exists()


def test_only_those_whom_the_order_concerns_stand_on_the_sheet(signed_in, full_cast):
    base_order(full_cast)
    order = signed(full_cast, *on_pairs(ready(full_cast)))
    data = {"on": "2026-09-14", "people": full_cast.bystander.pk}
    assert "Выберите корректный вариант" in sent(signed_in("curator"), at("order-acquaint", order.pk), **data)
    assert not order.acquaintances.exists()


# --- papers ---------------------------------------------------------------------------------------------------
def downloaded(client, order, paper_format: str = "docx"):
    answer = client.get(at("order-paper", order.pk, paper_format))
    return answer, b"".join(answer) if answer.streaming else answer.content


@pytest.mark.parametrize(("paper_format", "mark"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_a_draft_is_printed_as_it_stands(signed_in, cast, paper_format, mark):
    answer, content = downloaded(signed_in("curator"), drafted(cast), paper_format)
    assert answer.status_code == 200 and content.startswith(mark)
    assert answer["Content-Disposition"].startswith("attachment;")


def test_a_registered_order_is_the_kept_file(signed_in, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        order = signed(cast)
    client = signed_in("curator")
    _answer, first = downloaded(client, order)
    cast.organisation.full_name = "Новое имя"
    cast.organisation.save()
    _answer, second = downloaded(client, order)
    assert first == second and "№ 42-ОД" in plain(docx_text(second))


def test_an_old_order_and_an_unknown_format_have_no_paper(signed_in, cast):
    client = signed_in("curator")
    assert client.get(at("order-paper", base_order(cast).pk, "pdf")).status_code == 404
    assert client.get(at("order-paper", drafted(cast).pk, "odt")).status_code == 404


def test_the_scan_is_downloaded_where_there_is_one(signed_in, cast):
    client = signed_in("curator")
    answer = client.get(at("order-scan", signed(cast).pk))
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert client.get(at("order-scan", drafted(cast, *BASE).pk)).status_code == 404


def _ticked(said: str, name: str, value=None) -> bool:
    """Whether the tick of this name (and value) stands on the page and is set."""
    inputs = [one.split(">")[0] for one in said.split("<input ")[1:]]
    wanted = f'value="{value}"' if value else ""
    return any(f'name="{name}"' in one and wanted in one and " checked" in one for one in inputs)
