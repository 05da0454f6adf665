"""The register of orders: two journals, calendar years, both ends of every amendment (edge cases 41, 42)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.orders.actions import NewItem, enter_later_order, submit_order
from nastavnik.orders.models import ItemKind, Order
from tests.cast import TODAY
from tests.orders.made import amending, base_order, brought_to, drafted, register, revoking, signed
from tests.orders.pages import at, page
from tests.pairs.made import ready

pytestmark = pytest.mark.django_db


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
    order = drafted(cast, NewItem(ItemKind.INTRODUCE_MODEL), effective_on=date(2026, 10, 1))
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
    with django_assert_max_num_queries(14) as few:
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


# --- two journals --------------------------------------------------------------------------------------------------
def entered(cast, number: str, on: date, *, journal: str = "main", title: str = "О внедрении") -> Order:
    facts = {"title": title, "number": number, "signed_on": on, "journal_of": journal}
    item = NewItem(ItemKind.INTRODUCE_MODEL)
    return enter_later_order(cast.organisation, [item], by=cast.user("head"), **facts)


@pytest.mark.clause("4.3/2")
def test_each_journal_is_a_tab_and_the_same_number_may_stand_in_both(signed_in, cast):
    main, personnel = entered(cast, "7", TODAY), entered(cast, "7", TODAY, journal="personnel", title="О поощрении")
    client = signed_in("curator")
    said = page(client, at("order-list"))
    assert at("order-detail", main.pk) in said and at("order-detail", personnel.pk) not in said
    said = page(client, at("order-list") + "?journal=personnel")
    assert at("order-detail", personnel.pk) in said and at("order-detail", main.pk) not in said
    assert reverse("documents:paper", args=["ryabinka", "orders-personnel", "pdf"]) + "?year=2026" in said


def test_the_register_is_narrowed_by_year_state_and_words(signed_in, cast):
    old, new = entered(cast, "26/1", date(2025, 9, 1), title="О Внедрёнии"), entered(cast, "42-ОД", TODAY)
    client = signed_in("curator")

    def found(query: str) -> list[bool]:
        said = page(client, f"{at('order-list')}?{query}")
        return [at("order-detail", order.pk) in said for order in (old, new)]

    assert found("year=2025") == [True, False] and found("year=2026") == [False, True]
    assert found("q=внедрении+26/1") == [True, False]  # capitals and ё do not matter
    assert found("q=42-од") == [False, True] and found("q=кура") == [False, False]
    assert found("state=revoked") == [False, False] and found("state=in_force") == [True, True]
    assert found("year=1999") == [True, True]  # a year that is not offered narrows nothing
    assert "Такого приказа нет" in page(client, at("order-list") + "?q=кура")


def test_hostile_words_of_a_search_stand_in_their_field_as_letters(signed_in, cast):
    said = page(signed_in("curator"), at("order-list") + '?q="><script>alert(1)</script>')
    assert "<script>alert" not in said and "&lt;script&gt;alert(1)" in said


@pytest.mark.clause("4.3/2")
def test_an_amended_and_a_revoked_order_show_with_links_both_ways(signed_in, cast):
    first = signed(cast, NewItem(ItemKind.INTRODUCE_MODEL), number="1")
    amending_one = signed(cast, amending(first), number="2")
    revoking_one = signed(cast, revoking(first), number="3")
    said = page(signed_in("curator"), at("order-list"))
    for words in (
        "изменён приказом",
        "отменён приказом",
        "изменяет приказ",
        "отменяет приказ",
        "признан утратившим силу",
    ):
        assert words in said
    # its own row, and once in the row of each of the two
    assert said.count(at("order-detail", first.pk)) == 3
    assert said.count(at("order-detail", amending_one.pk)) == 2
    assert said.count(at("order-detail", revoking_one.pk)) == 2


def test_links_take_no_query_for_each_order(signed_in, cast, django_assert_num_queries):
    client = signed_in("curator")
    orders = [signed(cast, NewItem(ItemKind.INTRODUCE_MODEL), number=str(number)) for number in range(1, 4)]
    signed(cast, amending(orders[0]), number="10")
    client.get(at("order-list"))
    with CaptureQueriesContext(connection) as few:
        client.get(at("order-list"))
    for number, order in enumerate(orders[1:], start=11):
        signed(cast, amending(order), number=str(number))
    with django_assert_num_queries(len(few)):
        client.get(at("order-list"))


def test_what_is_nearest_to_its_signature_stands_first(signed_in, cast):
    for state in ("draft", "to_sign", "agreeing", "agreed"):
        order = brought_to(cast, state)
        order.title = f"Приказ «{state}»"
        order.save(update_fields=["title"])
    said = page(signed_in("curator"), at("order-list"))
    places = [said.index(f"Приказ «{state}»") for state in ("to_sign", "agreed", "agreeing", "draft")]
    assert places == sorted(places)
