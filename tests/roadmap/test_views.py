"""The roadmap's pages: who sees what, what they say, what they do."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.papers.plain import to_text
from nastavnik.roadmap.actions import approve_roadmap, change_item, draft_roadmap
from nastavnik.roadmap.models import Roadmap, RoadmapItem
from nastavnik.roadmap.papers import roadmap_paper
from nastavnik.roadmap.queries import read_stages
from tests.cast import TODAY
from tests.roadmap.made import YEAR


def address(name, *rest, slug="ryabinka"):
    return reverse(f"roadmap:{name}", args=[slug, *rest])


def page(client, name, *rest):
    return client.get(address(name, *rest)).content.decode()


@pytest.fixture
def draft(cast) -> Roadmap:
    return draft_roadmap(cast.organisation, by=cast.user("curator"), since=YEAR[0], until=YEAR[1])


@pytest.fixture
def approved(cast, draft) -> Roadmap:
    with transaction.atomic():
        return approve_roadmap(
            draft,
            by=cast.user("head"),
            on=TODAY,
            ground="приказ от 14.09.2026 № 43-ОД",
            ground_id=uuid.uuid4(),
        )


@pytest.fixture
def an_item(draft) -> RoadmapItem:
    return draft.items.get(clause="R6.2")


def test_stranger_finds_nothing(signed_in, draft, an_item):
    client = signed_in("stranger")
    for name, rest in (
        ("roadmap-detail", ()), ("roadmap-begin", ()), ("roadmap-edition", (draft.pk,)),
        ("item-add", (draft.pk,)),
        ("roadmap-paper", (draft.pk, "pdf")), ("item-change", (an_item.pk,)), ("item-close", (an_item.pk,)),
    ):  # fmt: skip
        assert client.get(address(name, *rest)).status_code == 404
        if rest:  # a guessed id at the stranger's own address
            assert client.get(address(name, *rest, slug="teremok")).status_code == 404
    assert client.post(address("roadmap-revise", draft.pk)).status_code == 404


@pytest.mark.parametrize("part", ["mentor", "mentee"])
def test_roadmap_is_not_for_pairs(signed_in, draft, an_item, part):
    client = signed_in(part)
    for name, rest in (("roadmap-detail", ()), ("roadmap-begin", ()), ("item-close", (an_item.pk,))):
        assert client.get(address(name, *rest)).status_code == 403


@pytest.mark.clause("4.5/1")
def test_council_reads_but_does_not_mark(signed_in, cast, draft, an_item):
    give_role(cast.organisation, cast.user("mentor"), "council", since=TODAY, ground="приказ", by=None)
    client = signed_in("mentor")
    assert address("item-close", an_item.pk) not in page(client, "roadmap-detail")
    assert client.get(address("item-close", an_item.pk)).status_code == 403


@pytest.mark.clause("4.4.4")
def test_institution_without_a_roadmap_is_offered_to_begin(signed_in, cast):
    client = signed_in("curator")
    assert "Дорожной карты ещё нет" in page(client, "roadmap-detail")
    begin = page(client, "roadmap-begin")
    assert 'value="2026-09-01"' in begin
    assert 'value="2027-08-31"' in begin
    answer = client.post(address("roadmap-begin"), {"since": "2026-09-01", "until": "2027-08-31"})
    roadmap = Roadmap.objects.get()
    assert answer["Location"] == address("roadmap-edition", roadmap.pk)
    said = page(client, "roadmap-detail")
    assert "не указаны у 18 пунктов" in said
    assert f"{reverse('orders:base-order-start', args=['ryabinka'])}?approves_roadmap=1" in said


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"until": "2026-08-31"}, "until"), ({"since": "вчера"}, "since"), ({"until": ""}, "until")],
)
def test_begin_says_what_is_wrong(signed_in, cast, typed, field):
    answer = signed_in("curator").post(address("roadmap-begin"), {"since": "2026-09-01", "until": "2027-08-31"} | typed)
    assert list(answer.context["form"].errors) == [field]
    assert not Roadmap.objects.exists()


@pytest.mark.clause("R1", "R2", "R3", "R4", "R5", "R6", "R7")
def test_page_shows_seven_stages_and_the_one_blocking_fact(signed_in, approved):
    said = page(signed_in("head"), "roadmap-detail").replace("\u00a0", " ")
    for number in range(1, 8):
        assert f'id="R{number}"' in said
    assert "Сейчас — этап 1, «Подготовка условий»" in said
    assert said.index("Нет приказа об утверждении Положения.") < said.index('id="R1"')
    assert f'href="{reverse("orders:base-order-start", args=["ryabinka"])}"' in said  # the page that mends it
    assert "Приказ от 14.09.2026 № 43-ОД" in said
    assert "выполнено 14.09.2026" in said  # R1.2, by itself
    assert "отмечается автоматически" in said


def test_plan_of_a_draft_is_changed_by_form(signed_in, cast, an_item):
    client = signed_in("curator")
    typed = {
        "title": "Семинар «Первый год»", "due_on": "2027-04-20", "expected": "Проведён",
        "responsible": str(cast.curator.pk),
    }  # fmt: skip
    assert client.post(address("item-change", an_item.pk), typed).status_code == 302
    an_item.refresh_from_db()
    assert (an_item.title, an_item.due_on, an_item.responsible) == (
        "Семинар «Первый год»", date(2027, 4, 20), cast.curator,
    )  # fmt: skip
    said = page(client, "roadmap-detail")
    assert "Кудрявцева\u00a0Е.\u00a0Б." in said
    assert "20.04.2027" in said


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"due_on": ""}, "due_on", "Обязательное поле."),
        ({"due_on": "2027-09-01"}, "due_on", "Срок выходит за пределы"),
        ({"responsible": "stranger"}, "responsible", "Выберите корректный вариант"),
    ],
)
def test_plan_form_says_what_is_wrong(signed_in, cast, an_item, typed, field, error):
    if typed.get("responsible"):
        typed = {"responsible": str(cast.stranger.pk)}  # somebody of another kindergarten
    answer = signed_in("curator").post(
        address("item-change", an_item.pk), {"title": "Семинар", "due_on": "2027-04-20"} | typed
    )
    assert answer.context["form"].errors[field][0].startswith(error)


@pytest.mark.clause("R1.4")
def test_item_is_marked_not_applicable_with_a_reason(signed_in, cast, approved, an_item):
    client = signed_in("curator")
    at = address("item-change", an_item.pk)
    assert "title" not in client.get(at).context["form"].fields  # the approved plan stays
    answer = client.post(at, {"state": "not_applicable", "note": ""})
    assert list(answer.context["form"].errors) == ["note"]
    assert client.post(at, {"state": "not_applicable", "note": "Проводит управление"}).status_code == 302
    assert "Проводит управление" in page(client, "roadmap-detail")


@pytest.mark.clause("R6.2")
def test_item_is_closed_by_form(signed_in, approved, an_item):
    client = signed_in("curator")
    answer = client.post(address("item-close", an_item.pk), {"on": "2026-09-15", "note": ""})
    assert answer.context["form"].errors["on"] == ["Эта дата ещё не наступила."]
    client.post(address("item-close", an_item.pk), {"on": "2026-09-11", "note": "Семинар"})
    an_item.refresh_from_db()
    assert (an_item.state, an_item.done_on, an_item.note) == ("done", date(2026, 9, 11), "Семинар")


def test_page_of_an_item_of_an_order_says_when_it_closes(signed_in, approved):
    item = approved.items.get(clause="R1.3")
    said = page(signed_in("curator"), "item-close", item.pk)
    assert "закроется сам, когда будет зарегистрирован приказ о закреплении пар и групп." in said
    assert 'name="on"' not in said


def test_item_is_added_by_form(signed_in, draft):
    client = signed_in("curator")
    typed = {
        "stage": "4",
        "title": "Школа наставника",
        "due_on": "2026-11-10",
        "responsible": "",
        "expected": "",
    }
    assert client.post(address("item-add", draft.pk), typed)["Location"] == address("roadmap-edition", draft.pk)
    assert "Школа наставника" in page(client, "roadmap-detail")


@pytest.mark.clause("4.3/4")
def test_new_edition_is_drawn_up_beside_the_one_in_force(signed_in, approved):
    client = signed_in("curator")
    answer = client.post(address("roadmap-revise", approved.pk))
    new = Roadmap.objects.get(state="draft")
    assert answer["Location"] == address("roadmap-edition", new.pk)
    said = page(client, "roadmap-detail")
    assert "Составляется новая редакция." in said  # and the page is that of the one in force
    assert address("roadmap-edition", new.pk) in said
    client.post(address("roadmap-revise", approved.pk))
    assert "уже составляется" in page(client, "roadmap-detail")


def test_page_takes_as_many_queries_for_many_people_as_for_few(
    signed_in, cast, approved, django_assert_max_num_queries, django_assert_num_queries
):
    client = signed_in("curator")
    with django_assert_max_num_queries(25) as few:
        client.get(address("roadmap-detail"))
    for item, part in zip(approved.items.all(), ["mentor", "mentee", "curator", "head"], strict=False):
        RoadmapItem.objects.filter(pk=item.pk).update(responsible=cast.people[part])
    with django_assert_num_queries(len(few)):
        client.get(address("roadmap-detail"))


# --- the paper ----------------------------------------------------------------------------------------------
def text_of(cast, roadmap):
    stages = read_stages(cast.organisation, roadmap)
    return to_text(roadmap_paper(cast.organisation, roadmap, stages)).replace("\u00a0", " ")


@pytest.mark.clause("R1.2", "4.4.4")
def test_paper_is_a_table_with_terms_and_responsible_people(cast, draft, an_item):
    change_item(an_item, by=cast.user("curator"), responsible=cast.curator)
    said = text_of(cast, draft)
    assert "ДОРОЖНАЯ КАРТА" in said
    assert "на период с 01.09.2026 по 31.08.2027" in said
    for header in ("Содержание деятельности", "Срок", "Ответственный", "Ожидаемый результат", "Отметка"):
        assert header in said
    assert "Проведение конференции или семинара" in said
    assert "31.05.2027" in said
    assert "Кудрявцева Е. Б." in said
    assert "от «____» ____________ 20____ г. № ______" in said  # not approved yet


@pytest.mark.clause("4.3/4")
def test_paper_of_an_approved_roadmap_names_the_order(cast, approved):
    said = text_of(cast, approved)
    assert "приказом МБДОУ «Детский сад № 7 «Рябинка»\nот 14.09.2026 № 43-ОД" in said
    assert "выполнено 14.09.2026" in said
    assert "____" not in said


@pytest.mark.parametrize(
    ("paper_format", "beginning"), [("docx", b"PK"), ("pdf", b"%PDF")]
)  # fmt: skip
def test_paper_is_downloaded(signed_in, draft, paper_format, beginning):
    answer = signed_in("head").get(address("roadmap-paper", draft.pk, paper_format))
    assert answer.status_code == 200
    assert answer.content.startswith(beginning)
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")


def test_there_is_no_paper_of_another_kind(signed_in, draft):
    assert signed_in("head").get(address("roadmap-paper", draft.pk, "exe")).status_code == 404


def test_a_roadmap_whose_year_is_over_is_not_said_to_wait_for_anything_now(signed_in, approved):
    with clock.at(approved.until + timedelta(days=1)):
        said = page(signed_in("head"), "roadmap-edition", approved.pk)
    assert "Срок этой дорожной карты закончился 31.08.2027" in said
    assert "не отмечено" in said and "просрочено" not in said and "Сейчас — этап" not in said
