"""The papers of orders (D1–D6): their words, kept as readable snapshots, and what is frozen when they are signed.

`SNAPSHOTS=new pytest tests/orders/test_papers.py` writes the snapshots anew; review the difference.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions import NewItem, submit_order
from nastavnik.orders.models import ItemKind, Order
from nastavnik.orders.papers import order_paper
from nastavnik.orders.wording import act_words, is_declinable, title_of
from nastavnik.organisations.actions import change_organisation
from nastavnik.papers.actions import render
from nastavnik.papers.frozen import freeze, thaw
from nastavnik.papers.plain import to_text
from nastavnik.people.actions import add_person, change_case_forms, change_person, employ
from nastavnik.regulation.models import NormativeAct
from tests.cast import FOUNDED, TODAY
from tests.orders.made import (
    BASE,
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
from tests.pairs.made import make_room, ready
from tests.papers.reading import docx_text, letters, pdf_tags

pytestmark = pytest.mark.django_db
SNAPSHOTS = Path(__file__).parent / "snapshots"


def is_as_kept(name: str, order: Order) -> None:
    text = to_text(order_paper(fresh(order))).replace("\u00a0", " ")
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("SNAPSHOTS") == "new":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


# --- snapshots ------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.1", "4.3/3", "4.3/4", "4.4.1", "R1.1", "R1.2")
def test_the_combined_base_order_with_the_text_and_the_roadmap_as_appendices(cast):
    order = signed(
        cast,
        BASE[0],
        NewItem(ItemKind.APPROVE_REGULATION, text="1. Общие положения\n\n1.1. Настоящее Положение определяет цели."),
        NewItem(ItemKind.APPOINT_CURATOR, person=cast.curator),
        NewItem(ItemKind.APPROVE_ROADMAP, roadmap=roadmap_with_terms(cast)),
    )
    is_as_kept("combined", order)


@pytest.mark.clause("4.2", "4.3/5", "7.2", "R1.3")
def test_the_order_on_a_pair_and_a_group_of_three(full_cast):
    base_order(full_cast)
    make_room(full_cast, places=3)
    full_cast.mentor.category = "highest"
    full_cast.mentor.save()
    group = ready(full_cast, ("mentor",), ("mentee", "second_mentee", "third_mentee"))
    pair = ready(full_cast, ("second_mentor",), ("mentee",), form="short", since=date(2026, 10, 1))
    is_as_kept("pairs", signed(full_cast, *on_pairs(group, pair)))


@pytest.mark.clause("4.1", "4.3/2")
def test_a_draft_has_blanks_for_date_and_number(cast):
    is_as_kept("draft", drafted(cast, effective_on=date(2026, 10, 1)))


# --- names in cases -------------------------------------------------------------------------------------------
def appointment(order: Order) -> str:
    text = to_text(order_paper(order)).replace("\u00a0", " ")
    return next(line for line in text.splitlines() if "Назначить" in line).partition(" ")[2]


@pytest.mark.clause("4.4.1")
def test_the_curator_is_appointed_in_the_accusative(cast):
    assert appointment(drafted(cast, NewItem(ItemKind.APPOINT_CURATOR, person=cast.curator))) == (
        "Назначить куратором реализации персонализированных программ наставничества Кудрявцеву Елену Борисовну, "
        "старшего воспитателя, со дня подписания настоящего приказа."
    )


def test_a_name_that_cannot_be_declined_stands_in_the_nominative(cast):
    """Edge case 4: no guess is ever printed."""
    person = add_person(cast.organisation, by=None, surname="Ким", first_name="Сон Хи")  # the sex is not told
    employ(person, "воспитатель", by=None, since=FOUNDED)
    assert not is_declinable(person, TODAY)
    order = drafted(cast, NewItem(ItemKind.APPOINT_CURATOR, person=person))
    assert appointment(order) == (
        "Назначить куратором реализации персонализированных программ наставничества со дня подписания настоящего "
        "приказа: Ким Сон Хи, воспитатель."
    )


def test_a_post_that_cannot_be_declined_puts_the_name_in_the_nominative_too(cast):
    person = add_person(cast.organisation, by=None, surname="Лунёва", first_name="Вера", sex="female")
    employ(person, "manager", by=None, since=FOUNDED)
    assert appointment(drafted(cast, NewItem(ItemKind.APPOINT_CURATOR, person=person))).endswith(
        ": Лунёва Вера, manager."
    )


def test_a_correction_by_hand_wins(cast):
    change_case_forms(cast.curator, {"accusative": "Кудрявцеву Е. Б."}, by=cast.user("curator"))
    cast.curator.refresh_from_db()
    order = drafted(cast, NewItem(ItemKind.APPOINT_CURATOR, person=cast.curator))
    assert "Кудрявцеву Е. Б., старшего воспитателя" in appointment(order)


# --- words ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("1.2")
@pytest.mark.parametrize(
    ("kind", "number", "day", "title", "words"),
    [
        (
            "Федеральный закон", "273-ФЗ", date(2012, 12, 29), "Об образовании",
            "Федеральным законом от 29.12.2012 № 273-ФЗ «Об образовании»",
        ),
        (
            "Приказ Департамента образования", "302-о", date(2022, 3, 25), "О системе «Наставник»",
            "приказом Департамента образования от 25.03.2022 № 302-о «О системе „Наставник“»",
        ),
        ("Указ Президента", "94", date(2018, 3, 2), "О знаке", "Указом Президента от 02.03.2018 № 94 «О знаке»"),
        ("Закон Ивановской области", "66-ОЗ", None, "О детях", "Законом Ивановской области № 66-ОЗ «О детях»"),
        (
            "Трудовой кодекс Российской Федерации", "статья 351.8", None, "Наставничество",
            "статьёй 351.8 Трудового кодекса Российской Федерации",
        ),
        ("Трудовой кодекс Российской Федерации", "", None, "", "Трудовым кодексом Российской Федерации"),
        ("Методические рекомендации", "", None, "По внедрению", "методическими рекомендациями «По внедрению»"),
        ("Стратегия", "7", None, "Развития", "документом Стратегия № 7 «Развития»"),
    ],
)  # fmt: skip
def test_an_act_is_quoted_in_the_instrumental(kind, number, day, title, words):
    act = NormativeAct(kind=kind, number=number, date=day, title=title)
    assert act_words(act).replace("\u00a0", " ") == words


@pytest.mark.clause("1.2")
def test_an_act_that_has_lost_force_leaves_new_preambles_and_stays_in_signed_orders(cast):
    order = signed(cast)
    NormativeAct.objects.of(cast.organisation).update(status="ended")
    assert "273-ФЗ" in to_text(order_paper(fresh(order)))
    assert "В соответствии с законодательством об образовании, в целях" in to_text(order_paper(drafted(cast)))


@pytest.mark.parametrize(
    ("kinds", "title"),
    [
        (["introduce_model"], "О внедрении целевой модели наставничества"),
        (["assign_relation", "assign_relation"], "О закреплении наставнических пар (групп)"),
        (["appoint_curator", "approve_roadmap"], "Об организации наставничества педагогических работников"),
    ],
)
def test_the_heading_is_that_of_the_only_kind_or_of_the_whole(kinds, title):
    assert title_of(kinds) == title


# --- frozen ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/2", "1.1")
def test_what_goes_to_be_signed_does_not_change_any_more(full_cast):
    """A rename, another name, another post: the text stays what the head has on the table, then what is kept."""
    base_order(full_cast)
    order = submitted(full_cast, *on_pairs(ready(full_cast)))
    before = to_text(order_paper(fresh(order)))
    change_organisation(full_cast.organisation, by=full_cast.user("head"), full_name="Новое", short_name="Новое")
    change_person(full_cast.mentee, by=full_cast.user("curator"), surname="Лунёва")
    full_cast.mentee.employments.update(position="методист")
    with clock.at(date(2026, 11, 2)):  # experience has grown
        assert to_text(order_paper(fresh(order))) == before
        register(order, full_cast)
    after = to_text(order_paper(fresh(order)))
    blanks = ("«____» ______________ 20____ г.    № __________", "02.11.2026    № 42-ОД")
    assert after == before.replace(*blanks)


def test_freezing_and_thawing_a_paper_gives_the_same_paper(cast):
    order = drafted(cast, *BASE, NewItem(ItemKind.APPROVE_ROADMAP, roadmap=roadmap_with_terms(cast)))
    paper = order_paper(order)
    assert thaw(freeze(paper)) == paper
    submit_order(order, by=cast.user("curator"))
    assert thaw(Order.objects.get(pk=order.pk).text) == paper  # through the database


def test_a_name_with_the_letters_of_markup_stays_a_name(cast):
    change_person(cast.curator, by=cast.user("curator"), surname="<b>{{ Ива }}\u202e</b>", patronymic="=cmd")
    cast.curator.refresh_from_db()
    order = signed(cast, NewItem(ItemKind.APPOINT_CURATOR, person=cast.curator))
    text = to_text(order_paper(fresh(order)))
    assert "<b>{{ Ива }}</b> Елена =cmd" in text and "\u202e" not in text
    assert "<b>{{ Ива }}</b>" in docx_text(render(order_paper(fresh(order)), ["docx"])["docx"])


def test_an_order_entered_later_has_no_text_of_ours(cast):
    with pytest.raises(Refused) as caught:
        order_paper(base_order(cast))
    assert caught.value.sentence == "Этот приказ составлен на бумаге до программы: его текст — в скане."


@pytest.mark.parametrize("state", ["draft", "to_sign", "in_force"])
def test_both_formats_hold_the_same_letters(cast, state):
    paper = order_paper(fresh(brought_to(cast, state)))
    rendered = render(paper)
    docx, pdf = letters(docx_text(rendered["docx"])), letters(pdf_tags(rendered["pdf"]).text)
    for words in ("Внедрить в учреждении целевую модель", "Контроль за исполнением", "Веретенникова"):
        assert letters(words) in docx and letters(words) in pdf


@pytest.mark.clause("1.1")
def test_no_other_kindergarten_is_named_in_any_order(full_cast):
    base_order(full_cast)
    orders = [
        signed(full_cast, *on_pairs(ready(full_cast))),
        drafted(full_cast, *BASE, NewItem(ItemKind.APPOINT_CURATOR, person=full_cast.curator)),
        drafted(full_cast, NewItem(ItemKind.APPROVE_ROADMAP, roadmap=roadmap_with_terms(full_cast))),
    ]
    for order in orders:
        assert "20»" not in letters(to_text(order_paper(fresh(order)))) + to_text(order_paper(fresh(order)))
        assert "Детский сад № 7" in to_text(order_paper(fresh(order))).replace("\u00a0", " ")
