"""The regulation's page and the registry: what they say when something is missing, who may change what."""

import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from nastavnik.kit import clock
from nastavnik.regulation.actions import approve_edition, confirm_act, introduce_model
from nastavnik.regulation.models import Edition, NormativeAct


def address(name, *rest):
    return reverse(f"regulation:{name}", args=["ryabinka", *rest])


def page(client, name, *rest):
    return client.get(address(name, *rest)).content.decode()


def bring(effect, cast, since, **more):
    ground = f"приказ от {since:%d.%m.%Y} № 41-ОД"
    return effect(cast.organisation, by=cast.user("head"), since=since, ground=ground, ground_id=uuid.uuid4(), **more)


@pytest.fixture
def an_act(cast):
    return NormativeAct.objects.of(cast.organisation).get(clause="1.2/7")


@pytest.mark.parametrize("name", ["edition-detail", "act-list", "act-add"])
def test_stranger_finds_no_page(signed_in, name):
    assert signed_in("stranger").get(address(name)).status_code == 404


def test_stranger_finds_no_act_and_no_edition(signed_in, cast, an_act):
    edition = bring(approve_edition, cast, date(2026, 9, 1))
    client = signed_in("stranger")
    assert client.post(address("act-confirm", an_act.pk)).status_code == 404
    for name, row in (("act-change", an_act), ("edition-former", edition)):
        assert client.get(address(name, row.pk)).status_code == 404
        inside = reverse(f"regulation:{name}", args=["teremok", row.pk])  # a guessed id at one's own address
        assert client.get(inside).status_code == 404


@pytest.mark.parametrize(("part", "status"), [("curator", 200), ("head", 200), ("mentor", 403), ("mentee", 403)])
def test_who_keeps_the_registry(signed_in, an_act, part, status):
    client = signed_in(part)
    assert client.get(address("act-add")).status_code == status
    assert client.get(address("act-change", an_act.pk)).status_code == status
    assert client.get(address("act-list")).status_code == 200


@pytest.mark.clause("4.1")
def test_page_names_what_is_missing_and_leads_to_the_order(signed_in, cast):
    client, start = signed_in("head"), reverse("orders:base-order-start", args=["ryabinka"])
    assert "Нет двух основных приказов" in page(client, "edition-detail")
    bring(introduce_model, cast, date(2026, 9, 1))
    said = page(client, "edition-detail")
    assert "Нет приказа об утверждении Положения." in said
    assert f'href="{start}?approves=1"' in said
    bring(approve_edition, cast, date(2026, 9, 1))
    said = page(client, "edition-detail")
    assert start not in said
    assert "приказ от 01.09.2026 № 41-ОД" in said
    assert "бессрочно" in said


@pytest.mark.clause("4.1")
def test_edition_without_the_introduction_is_not_enough(signed_in, cast):
    bring(approve_edition, cast, date(2026, 9, 1))
    assert "Нет приказа о внедрении целевой модели наставничества." in page(signed_in("curator"), "edition-detail")


def test_mentor_reads_the_regulation_but_is_not_asked_for_orders(signed_in, cast):
    bring(approve_edition, cast, date(2026, 9, 1), text="1. Общие положения\n1.1. Настоящее <Положение>")
    said = page(signed_in("mentor"), "edition-detail")
    assert "1.1. Настоящее &lt;Положение&gt;" in said
    assert "Подготовить приказ" not in said


@pytest.mark.clause("10.2")
def test_old_edition_stays_readable(signed_in, cast):
    bring(approve_edition, cast, date(2026, 9, 1), text="Старый текст")
    bring(approve_edition, cast, date(2026, 9, 10), text="Новый текст")
    client = signed_in("mentee")
    said = page(client, "edition-detail")
    assert "Новый текст" in said
    assert "Старый текст" not in said
    old = Edition.objects.get(number=1)
    assert address("edition-former", old.pk) in said
    said = page(client, "edition-former", old.pk)
    assert "Старый текст" in said
    assert "с 01.09.2026 по 09.09.2026" in strip_tags(said)


@pytest.mark.clause("1.2")
def test_registry_highlights_what_nobody_has_checked_for_a_year(signed_in, cast, an_act):
    client = signed_in("curator")
    assert "Не проверяли больше года: 10." in page(client, "act-list")
    answer = client.post(address("act-confirm", an_act.pk))
    assert answer["Location"] == address("act-list")
    said = page(client, "act-list")
    assert "Не проверяли больше года: 9." in said
    assert address("act-confirm", an_act.pk) not in said
    with clock.at(date(2027, 9, 14)):
        said = page(client, "act-list")
    assert "Не проверяли больше года: 10." in said
    assert address("act-confirm", an_act.pk) in said


@pytest.mark.clause("1.2/3")
def test_registry_shows_hints_to_the_institution(signed_in):
    assert "Есть более поздние указы: № 474 от 21.07.2020" in page(signed_in("curator"), "act-list")


def _typed(**changes):
    return {
        "level": "regional", "kind": "Приказ Департамента", "date": "2022-03-25", "number": "302-о",
        "title": "О системе наставничества", "status": "in_force", "checked_on": "2026-09-01", "hint": "",
    } | changes  # fmt: skip


def test_act_is_added_and_changed(signed_in, cast, an_act):
    client = signed_in("curator")
    assert client.post(address("act-add"), _typed(title="Свой акт"))["Location"] == address("act-list")
    assert NormativeAct.objects.of(cast.organisation).get(title="Свой акт").checked_on == date(2026, 9, 1)
    assert client.post(address("act-change", an_act.pk), _typed(status="ended"))["Location"] == address("act-list")
    an_act.refresh_from_db()
    assert an_act.status == "ended"
    assert "утратил силу" in page(client, "act-list")


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"title": ""}, "title", "Обязательное поле."),
        ({"date": "2026-10-01"}, "date", "Дата акта ещё не наступила."),
        ({"checked_on": "2026-10-01"}, "checked_on", "Дата проверки ещё не наступила."),
        (
            {"status": "ended", "in_preamble": "on"},
            "in_preamble",
            "Акт утратил силу: в новых приказах его упоминать нельзя. Снимите отметку.",
        ),
    ],
)
def test_act_forms_say_what_is_wrong(signed_in, an_act, typed, field, error):
    client = signed_in("curator")
    for at in (address("act-add"), address("act-change", an_act.pk)):
        answer = client.post(at, _typed(**typed))
        assert answer.context["form"].errors[field] == [error]


def test_registry_asks_as_many_queries_for_many_acts_as_for_few(
    signed_in, cast, django_assert_max_num_queries, django_assert_num_queries
):
    client = signed_in("curator")
    with django_assert_max_num_queries(12) as few:
        client.get(address("act-list"))
    for number in range(15):
        NormativeAct.objects.create(
            organisation=cast.organisation,
            level="local",
            kind="Приказ",
            title=f"Акт {number}",
            sort=50 + number,
        )
    confirm_act(NormativeAct.objects.of(cast.organisation).first(), by=cast.user("curator"))
    with django_assert_num_queries(len(few)):
        client.get(address("act-list"))
