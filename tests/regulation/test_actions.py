"""Editions and the registry of acts."""

import uuid
from datetime import date

import pytest

from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions import NewItem
from nastavnik.orders.models import ItemKind
from nastavnik.organisations.models import Organisation
from nastavnik.regulation.actions import (
    add_act,
    approve_edition,
    change_act,
    confirm_act,
    introduce_model,
)
from nastavnik.regulation.acts import ACTS
from nastavnik.regulation.clauses import CLAUSES
from nastavnik.regulation.models import NormativeAct
from nastavnik.regulation.queries import base_on
from tests.cast import TODAY
from tests.orders.made import signed


def order(effect, cast, *, since=TODAY, **more):
    """One effect of a base order, as `orders` calls it."""
    return effect(
        cast.organisation,
        by=cast.user("head"),
        since=since,
        ground="приказ № 41-ОД",
        ground_id=uuid.uuid4(),
        **more,
    )


@pytest.mark.clause("4.1")
def test_mentoring_rests_on_two_effects(cast):
    assert (base_on(cast.organisation, TODAY).introduction, base_on(cast.organisation, TODAY).edition) == (
        None,
        None,
    )
    introduction = order(introduce_model, cast)
    base = base_on(cast.organisation, TODAY)
    assert (base.introduction, base.is_whole) == (introduction, False)
    edition = order(approve_edition, cast, since=date(2026, 9, 20))
    assert not base_on(cast.organisation, date(2026, 9, 19)).is_whole
    base = base_on(cast.organisation, date(2026, 9, 20))
    assert (base.edition, base.is_whole) == (edition, True)
    assert not base_on(cast.other, date(2026, 9, 20)).is_whole


@pytest.mark.clause("10.1", "10.2")
def test_new_edition_ends_the_one_before_and_leaves_its_text(cast):
    first = order(approve_edition, cast, text="Первая редакция")
    assert (first.number, first.until) == (1, None)  # in force indefinitely
    second = order(approve_edition, cast, since=date(2027, 1, 11), text="Вторая редакция")
    first.refresh_from_db()
    assert (second.number, second.until) == (2, None)
    assert (first.until, first.text) == (date(2027, 1, 10), "Первая редакция")
    assert base_on(cast.organisation, date(2027, 1, 10)).edition == first
    assert base_on(cast.organisation, date(2027, 1, 11)).edition == second


@pytest.mark.clause("10.1")
def test_an_edition_begins_on_the_day_of_the_order_that_approves_it(cast):
    signed(cast, NewItem(ItemKind.APPROVE_REGULATION), number="7")
    edition = base_on(cast.organisation, TODAY).edition
    assert (edition.since, edition.until) == (TODAY, None)
    assert edition.ground.startswith("приказ от 14.09.2026 № 7 ")


def test_edition_of_the_same_day_does_not_end_before_it_begins(cast):
    first, second = order(approve_edition, cast), order(approve_edition, cast)
    first.refresh_from_db()
    assert first.until == TODAY
    assert base_on(cast.organisation, date(2026, 9, 15)).edition == second


# --- the registry -------------------------------------------------------------------------------------------
@pytest.mark.clause("1.2", "1.2/1", "1.2/2", "1.2/3", "1.2/4", "1.2/5", "1.2/6", "1.2/7")
def test_all_seven_acts_are_there_from_the_start_with_level_and_number(cast):
    acts = {act.clause: act for act in NormativeAct.objects.of(cast.organisation).exclude(clause="")}
    assert {clause: (act.level, act.number) for clause, act in acts.items()} == {
        "1.2/1": ("federal", "273-ФЗ"),
        "1.2/2": ("federal", "94"),
        "1.2/3": ("federal", "204"),
        "1.2/4": ("federal", "Р-145"),
        "1.2/5": ("federal", ""),
        "1.2/6": ("federal", ""),
        "1.2/7": ("regional", "302-о"),
    }
    assert "более поздние указы" in acts["1.2/3"].hint
    assert "2024 года" in acts["1.2/3"].title  # the text of the source is unchanged
    assert not acts["1.2/5"].in_preamble  # a finished project is not offered
    assert {act["clause"] for act in ACTS if "clause" in act} < set(CLAUSES)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "Указ Президента", "date": date(2018, 3, 2), "number": "94", "title": "О знаке «За труд»"},
         "Указ Президента от 02.03.2018 № 94 «О знаке „За труд“»"),
        ({"kind": "Распоряжение", "number": "Р-145", "title": "О целях"}, "Распоряжение № Р-145 «О целях»"),
        ({"kind": "Трудовой кодекс", "number": "статья 351.8", "title": "Наставничество"},
         "Трудовой кодекс статья 351.8 «Наставничество»"),
        ({"kind": "Национальный проект", "title": "Образование"}, "Национальный проект «Образование»"),
    ],
)  # fmt: skip
def test_act_is_named_as_orders_quote_it(fields, words):
    assert str(NormativeAct(**fields)) == words


@pytest.mark.clause("1.2")
@pytest.mark.parametrize(
    ("status", "checked_on", "stale"),
    [
        ("unchecked", None, True),
        ("in_force", None, True),
        ("in_force", date(2025, 9, 14), True),  # twelve months today
        ("in_force", date(2025, 9, 15), False),
        ("ended", date(2026, 9, 1), False),
    ],
)
def test_act_is_to_be_checked_every_twelve_months(status, checked_on, stale):
    assert NormativeAct(status=status, checked_on=checked_on).needs_check(TODAY) is stale


def test_confirmed_act_is_in_force_and_checked_today(cast):
    act = NormativeAct.objects.of(cast.organisation).get(clause="1.2/1")
    confirm_act(act, by=cast.user("curator"))
    act.refresh_from_db()
    assert (act.status, act.checked_on, act.needs_check(TODAY)) == ("in_force", TODAY, False)


def test_confirmed_act_keeps_the_state_that_was_noted(cast):
    act = NormativeAct.objects.of(cast.organisation).get(clause="1.2/3")
    change_act(act, by=cast.user("curator"), status="changed", checked_on=date(2025, 1, 1))
    confirm_act(act, by=cast.user("curator"))
    act.refresh_from_db()
    assert (act.status, act.checked_on) == ("changed", TODAY)


@pytest.mark.clause("1.2/7")
def test_act_that_lost_force_is_of_today_unless_said_otherwise(cast):
    act = NormativeAct.objects.of(cast.organisation).get(clause="1.2/7")
    change_act(act, by=cast.user("curator"), status="ended")
    act.refresh_from_db()
    assert (act.status, act.checked_on) == ("ended", TODAY)
    assert entries_about(act).last().facts == {"fields": ["status", "checked_on"], "status": "ended"}


def test_unchanged_act_leaves_no_trace_in_the_journal(cast):
    act = NormativeAct.objects.of(cast.organisation).get(clause="1.2/1")
    change_act(act, by=cast.user("curator"), title=act.title, in_preamble=True)
    assert not entries_about(act).exists()


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"checked_on": date(2026, 9, 15)}, "checked_on", "Дата проверки ещё не наступила."),
        (
            {"status": "ended", "in_preamble": True},
            "in_preamble",
            "Акт утратил силу: в новых приказах его упоминать нельзя. Снимите отметку.",
        ),
    ],
)
def test_change_act_refuses(cast, fields, field, sentence):
    act = NormativeAct.objects.of(cast.organisation).get(clause="1.2/1")
    with pytest.raises(Refused) as refused:
        change_act(act, by=cast.user("curator"), **fields)
    assert (refused.value.sentence, refused.value.field) == (sentence, field)


def test_added_act_stands_last_and_in_one_institution_only(cast):
    act = add_act(
        cast.organisation,
        by=cast.user("head"),
        level="local",
        kind="Приказ",
        number="12-ОД",
        title="Об оплате",
    )
    assert NormativeAct.objects.of(cast.organisation).last() == act
    assert act.sort == len(ACTS)
    assert act.status == "unchecked"
    assert NormativeAct.objects.of(cast.other).count() == len(ACTS)


def test_first_act_of_an_empty_registry(db):
    organisation = Organisation.objects.create(slug="empty", full_name="Сад", short_name="Сад")
    with clock.at(TODAY):
        act = add_act(organisation, by=None, level="local", kind="Приказ", title="О чём-то", status="in_force")
    assert (act.sort, act.checked_on) == (0, TODAY)


def test_clauses_stand_once_each():
    assert len(set(CLAUSES)) == len(CLAUSES) == 168
