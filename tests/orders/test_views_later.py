"""What was there before the product: old orders, pairs that run already (edge case 44)."""

from datetime import date
from urllib.parse import urlencode

import pytest

from nastavnik.consents.models import Consent
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions import LaterPair, NewItem, add_later_pair
from nastavnik.orders.models import ItemKind, Order
from nastavnik.pairs.models import Relation
from nastavnik.papers.models import Scan
from nastavnik.regulation.queries import base_on
from tests.cast import TODAY
from tests.orders.made import base_order, fresh, picture, program, signed
from tests.orders.pages import at, page, sent

pytestmark = pytest.mark.django_db


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


# --- pairs that run already ----------------------------------------------------------------------------------------
def sides(cast, mentors=("mentor",), mentees=("mentee",), **more) -> str:
    """The address of the second step."""
    query = [("mentors", cast.people[part].pk) for part in mentors]
    query += [("mentees", cast.people[part].pk) for part in mentees]
    return f"{at('later-relations-add')}?{urlencode([*query, *more.items()])}"


def facts(cast, *parts: str, **more) -> dict:
    said = {
        "form": "traditional", "topic": "Речевое развитие", "since": "2026-09-03", "until": "2027-05-31",
        "number": "43-ОД", "signed_on": "2026-09-02", "effective_on": "2026-09-03", "journal_of": "main",
    }  # fmt: skip
    return said | {f"consent_{cast.people[part].pk}": "2026-09-01" for part in parts} | more


@pytest.mark.clause("4.2", "4.3/5", "7.2")
def test_a_pair_that_runs_already_is_entered_with_its_true_dates(signed_in, cast):
    """Nobody of them has been in a bank: facts of life ask for no entry (edge case 44)."""
    base_order(cast)
    client = signed_in("curator")
    said = page(client, at("later-relations-add"))
    assert "Шаг 1 из 2" in said and cast.mentor.full_name in said
    said = page(client, sides(cast))
    assert "Шаг 2 из 2" in said and f'name="consent_{cast.mentee.pk}"' in said
    said = sent(client, sides(cast), **facts(cast, "mentor", "mentee"), scan=picture())
    assert "Готово. Пара внесена и действует по приказу № 43-ОД." in said and "внесён позже" in said
    relation = Relation.objects.get()
    order = Order.objects.get(number="43-ОД")
    assert (relation.state, relation.since, relation.is_entered_later) == ("in_force", date(2026, 9, 3), True)
    assert relation.ground_id == order.items.get().pk
    assert (order.signed_on, order.effective_on, order.scan_id is not None) == (
        date(2026, 9, 2), date(2026, 9, 3), True,
    )  # fmt: skip
    assert {consent.given_on for consent in Consent.objects.filter(about_id=relation.pk)} == {date(2026, 9, 1)}


@pytest.mark.clause("7.2")
def test_an_old_order_has_usually_fixed_several_pairs(signed_in, cast):
    base_order(cast)
    client = signed_in("curator")
    sent(client, sides(cast), **facts(cast, "mentor", "mentee"))
    order = Order.objects.get(number="43-ОД")
    assert f"{at('later-relations-add')}?order={order.pk}" in page(client, at("order-detail", order.pk))
    address = sides(cast, ("second_mentor",), ("second_mentee", "third_mentee"), order=order.pk)
    said = page(client, address)
    assert 'name="number"' not in said and "Её закрепил приказ № 43-ОД" in said
    said = sent(client, address, **facts(cast, "second_mentor", "second_mentee", "third_mentee"))
    assert "Готово. Пара внесена и действует по приказу № 43-ОД." in said
    assert Order.objects.filter(number="43-ОД").get().items.count() == 2
    assert Relation.objects.filter(state="in_force", kind="group").count() == 1


@pytest.mark.clause("4.2", "4.3/5")
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"consent_mentee": ""}, "Без даты письменного согласия закрепить нельзя (4.2, 4.3)."),
        ({"consent_mentee": "2026-09-03"}, "Согласие подписано позже приказа: проверьте обе даты."),
        ({"consent_mentee": "2026-12-01"}, "Эта дата ещё не наступила."),
        ({"until": "2026-09-02"}, "Окончание раньше начала."),
        ({"until": "2026-09-10"}, "Срок кончился 10.09.2026"),
        ({"since": "2026-09-20"}, "Эта пара ещё не работает"),
        ({"number": ""}, "Обязательное поле"),
        ({"number": "41-ОД", "signed_on": "2026-09-02"}, "Номер 41-ОД в этом журнале за 2026 год уже занят"),
        ({"effective_on": "2026-09-01"}, "Приказ не может вступить в силу раньше, чем подписан."),
        ({"signed_on": "2026-09-15"}, "Дата подписания ещё не наступила."),
    ],
)
def test_what_cannot_have_been_is_refused_and_nothing_is_half_made(signed_in, cast, data, sentence):
    base_order(cast)
    data = {name.replace("consent_mentee", f"consent_{cast.mentee.pk}"): value for name, value in data.items()}
    client = signed_in("curator")
    said = sent(client, sides(cast), **facts(cast, "mentor", "mentee") | data, scan=picture())
    assert sentence in said and 'class="error-summary"' in said
    assert not Relation.objects.exists() and Order.objects.count() == 1
    assert not Consent.objects.exists() and not Scan.objects.exists()


@pytest.mark.clause("4.1")
def test_without_the_base_orders_the_page_says_what_to_enter_first(signed_in, cast):
    said = sent(signed_in("curator"), sides(cast), **facts(cast, "mentor", "mentee"))
    assert "Нет приказа о внедрении целевой модели наставничества." in said
    assert not Relation.objects.exists() and not Order.objects.exists()


def test_a_program_instead_of_a_scan_makes_neither_pair_nor_order(signed_in, cast):
    base_order(cast)
    said = sent(signed_in("curator"), sides(cast), **facts(cast, "mentor", "mentee"), scan=program())
    assert "Прислан файл программы" in said and 'href="#id_scan"' in said
    assert not Relation.objects.exists() and Order.objects.count() == 1


@pytest.mark.parametrize(
    ("mentors", "mentees", "sentence"),
    [
        ((), ("mentee",), "Отметьте хотя бы одного наставника."),
        (("mentor",), (), "Отметьте хотя бы одного наставляемого."),
        (("mentor",), ("mentor",), "Один человек не может быть на обеих сторонах: Белокопытова Ирина Геннадьевна."),
    ],
)
def test_sides_that_cannot_be_stay_on_the_first_step(signed_in, cast, mentors, mentees, sentence):
    said = page(signed_in("curator"), sides(cast, mentors, mentees))
    assert sentence in said and "Шаг 1 из 2" in said


def test_people_of_another_kindergarten_cannot_be_chosen(signed_in, cast):
    address = f"{at('later-relations-add')}?mentors={cast.stranger.pk}&mentees={cast.mentee.pk}"
    said = page(signed_in("curator"), address)
    assert "Выберите корректный вариант" in said and "Шаг 1 из 2" in said


def test_a_pair_cannot_be_slipped_into_an_order_that_was_signed_here(signed_in, cast):
    """A registered text never changes: only an order whose text is on its own paper is completed (edge case 41)."""
    base_order(cast)
    order = signed(cast, NewItem(ItemKind.INTRODUCE_MODEL))
    said = page(signed_in("curator"), sides(cast, order=order.pk))
    assert 'name="number"' in said  # the key means nothing: a new order is asked for
    pair = LaterPair([cast.mentor], [cast.mentee], since=TODAY, until=TODAY, form="short", topic="", consents={})
    with pytest.raises(Refused, match="Дополнить можно только действующий приказ"):
        add_later_pair(order, pair, by=cast.user("head"))
    assert order.items.count() == 1 and not Relation.objects.exists()
