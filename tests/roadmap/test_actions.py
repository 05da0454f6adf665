"""Drawing up, changing, marking, revising, approving a roadmap."""

import uuid
from datetime import date

import pytest
from django.db import transaction

from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.regulation.clauses import CLAUSES
from nastavnik.roadmap.actions import (
    add_item,
    approve_roadmap,
    change_item,
    close_item,
    draft_roadmap,
    revise_roadmap,
)
from nastavnik.roadmap.facts import RULES
from nastavnik.roadmap.models import Roadmap, RoadmapItem
from nastavnik.roadmap.stages import STAGES
from tests.cast import TODAY
from tests.roadmap.made import YEAR


@pytest.fixture
def draft(cast) -> Roadmap:
    return draft_roadmap(cast.organisation, by=cast.user("curator"), since=YEAR[0], until=YEAR[1])


def approve(roadmap, cast, on=TODAY):
    with transaction.atomic():
        return approve_roadmap(
            roadmap,
            by=cast.user("head"),
            on=on,
            ground="приказ от 14.09.2026 № 43-ОД",
            ground_id=uuid.uuid4(),
        )


def item_of(roadmap, clause) -> RoadmapItem:
    return roadmap.items.filter(clause=clause).first()


# --- drawing up ---------------------------------------------------------------------------------------------
@pytest.mark.clause("4.4.4", "R1", "R2", "R3", "R4", "R5", "R6", "R7")
def test_new_organisation_gets_the_seven_stages_as_a_draft(draft):
    assert draft.state == "draft"
    items = [(item.stage, item.clause) for item in draft.items.order_by("sort")]
    assert items == [
        (1, "R1.1"), (1, "R1.2"), (1, "R1.3"), (1, "R1.4"), (2, "R2.1"), (2, "R2.2"), (3, "R3.1"),
        (3, "R3.2"), (4, "R4.1"), (4, "R4.2"), (4, "R4.2"), (5, "R5.1"), (5, "R5.2"), (5, "R5.3"),
        (6, "R6.1"), (6, "R6.2"), (6, "R6.3"), (7, "R7"),
    ]  # fmt: skip
    assert {clause for _stage, clause in items} | {f"R{stage.number}" for stage in STAGES} == {
        clause for clause in CLAUSES if clause.startswith("R")
    }
    assert set(RULES) < set(CLAUSES)
    assert all(item.due_on and item.expected and item.responsible is None for item in draft.items.all())
    assert not draft.items.filter(title__contains="20").exists()  # nothing of any one kindergarten (1.1)


@pytest.mark.parametrize(
    ("since", "until", "clause", "due_on"),
    [
        (*YEAR, "R1.1", date(2026, 9, 15)),
        (*YEAR, "R2.1", date(2026, 9, 30)),
        (*YEAR, "R1.3", date(2026, 10, 31)),
        (*YEAR, "R6.1", date(2027, 5, 31)),
        (date(2026, 9, 20), YEAR[1], "R1.1", date(2026, 9, 20)),  # the usual day has passed already
        (date(2027, 1, 11), date(2027, 8, 31), "R6.1", date(2027, 8, 31)),  # not after the end
        (date(2027, 1, 31), date(2027, 8, 31), "R1.3", date(2027, 2, 28)),  # the end of a short month
    ],
)
def test_items_get_their_usual_terms_inside_the_roadmap(cast, since, until, clause, due_on):
    roadmap = draft_roadmap(cast.organisation, by=cast.user("curator"), since=since, until=until)
    assert item_of(roadmap, clause).due_on == due_on


def test_draft_roadmap_refuses_days_in_the_wrong_order(cast):
    with pytest.raises(Refused) as refused:
        draft_roadmap(cast.organisation, by=cast.user("curator"), since=YEAR[1], until=YEAR[0])
    assert (refused.value.field, Roadmap.objects.count()) == ("until", 0)


def test_draft_roadmap_refuses_a_second_draft_but_not_another_institutions(cast, draft):
    with pytest.raises(Refused, match="уже составляется"):
        draft_roadmap(cast.organisation, by=cast.user("curator"), since=YEAR[0], until=YEAR[1])
    draft_roadmap(cast.other, by=cast.user("stranger"), since=YEAR[0], until=YEAR[1])
    assert Roadmap.objects.count() == 2


# --- changing -----------------------------------------------------------------------------------------------
@pytest.mark.clause("1.4/7")
def test_item_of_a_draft_gets_a_term_and_a_responsible_person(cast, draft):
    item = item_of(draft, "R2.1")
    change_item(item, by=cast.user("curator"), due_on=date(2026, 10, 5), responsible=cast.curator)
    kept = RoadmapItem.objects.get(pk=item.pk)
    assert (kept.due_on, kept.responsible) == (date(2026, 10, 5), cast.curator)
    assert entries_about(kept).last().facts == {"fields": ["due_on", "responsible"], "state": "open"}


def test_added_item_stands_in_its_stage(cast, draft):
    item = add_item(
        draft, by=cast.user("curator"), stage=2, title="Беседы с новыми педагогами", due_on=date(2026, 10, 1)
    )
    assert list(draft.items.filter(stage=2).values_list("title", flat=True))[-1] == "Беседы с новыми педагогами"
    assert item.clause == ""


@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2027, 9, 1)])
def test_term_outside_the_roadmap_is_refused(cast, draft, day):
    for attempt in (
        lambda: change_item(item_of(draft, "R2.1"), by=cast.user("curator"), due_on=day),
        lambda: add_item(draft, by=cast.user("curator"), stage=1, title="…", due_on=day),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.field == "due_on"
        assert "с 01.09.2026 по 31.08.2027" in refused.value.sentence


@pytest.mark.clause("R1.4")
def test_not_applicable_needs_a_reason_and_keeps_it(cast, draft):
    item = item_of(draft, "R1.4")
    with pytest.raises(Refused) as refused:
        change_item(item, by=cast.user("curator"), state="not_applicable", note="  ")
    assert refused.value.field == "note"
    item.refresh_from_db()
    change_item(item, by=cast.user("curator"), state="not_applicable", note="Наставляемых в этом году нет")
    item.refresh_from_db()
    assert (item.state, item.note) == ("not_applicable", "Наставляемых в этом году нет")
    change_item(item, by=cast.user("curator"), state="open")
    item.refresh_from_db()
    assert (item.state, item.note) == ("open", "Наставляемых в этом году нет")


def test_done_is_not_set_by_changing(cast, draft):
    with pytest.raises(Refused, match="отмечается отдельно"):
        change_item(item_of(draft, "R6.2"), by=cast.user("curator"), state="done")


# --- marking ------------------------------------------------------------------------------------------------
@pytest.mark.clause("R6.2")
def test_item_without_a_fact_is_closed_by_hand_and_opened_again(cast, draft):
    item = item_of(draft, "R6.2")
    close_item(item, by=cast.user("curator"), on=TODAY, note="Семинар в методическом кабинете")
    item.refresh_from_db()
    assert (item.state, item.done_on) == ("done", TODAY)
    change_item(item, by=cast.user("curator"), state="open")
    item.refresh_from_db()
    assert (item.state, item.done_on) == ("open", None)


@pytest.mark.parametrize("clause", sorted(clause for clause, rule in RULES.items() if not rule.by_hand))
def test_item_that_only_a_fact_closes_is_not_closed_by_hand(cast, draft, clause):
    with pytest.raises(Refused, match="закроется сам"):
        close_item(item_of(draft, clause), by=cast.user("curator"), on=TODAY, note="так")


@pytest.mark.clause("R2.1")
@pytest.mark.parametrize("clause", sorted(clause for clause, rule in RULES.items() if rule.by_hand))
def test_item_done_outside_the_product_is_closed_with_words(cast, draft, clause):
    item = item_of(draft, clause)
    with pytest.raises(Refused) as refused:
        close_item(item, by=cast.user("curator"), on=TODAY, note="")
    assert refused.value.field == "note"
    close_item(item, by=cast.user("curator"), on=TODAY, note="Запросы собраны на педсовете, протокол № 1")
    assert RoadmapItem.objects.get(pk=item.pk).state == "done"


def test_item_is_not_done_on_a_day_to_come(cast, draft):
    with pytest.raises(Refused) as refused:
        close_item(item_of(draft, "R6.2"), by=cast.user("curator"), on=date(2026, 9, 15))
    assert refused.value.field == "on"


# --- approving ----------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/4", "R1.2")
def test_order_brings_the_roadmap_into_force(cast, draft):
    approve(draft, cast)
    kept = Roadmap.objects.get(pk=draft.pk)
    assert (kept.state, kept.approved_on, kept.ground) == ("approved", TODAY, "приказ от 14.09.2026 № 43-ОД")
    assert entries_about(kept).last().event == "roadmap_approved"


@pytest.mark.clause("4.3/4")
def test_approved_plan_is_not_rewritten_but_marked(cast, draft):
    approve(draft, cast)
    item = item_of(draft, "R6.2")
    for attempt in (
        lambda: change_item(item, by=cast.user("curator"), due_on=date(2027, 6, 10)),
        lambda: add_item(draft, by=cast.user("curator"), stage=1, title="…"),
    ):
        with pytest.raises(Refused, match="составьте новую редакцию"):
            attempt()
    change_item(item_of(draft, "R5.3"), by=cast.user("curator"), state="not_applicable", note="Все в парах")
    close_item(item_of(draft, "R6.3"), by=cast.user("curator"), on=TODAY)


@pytest.mark.clause("4.3/4")
def test_change_after_approval_makes_a_new_edition_that_needs_an_order(cast, draft):
    item = item_of(draft, "R6.2")
    change_item(item, by=cast.user("curator"), responsible=cast.curator)
    close_item(item, by=cast.user("curator"), on=TODAY)
    approve(draft, cast)
    revised = revise_roadmap(draft, by=cast.user("curator"))
    assert (revised.state, revised.items.count()) == ("draft", 18)
    copied = item_of(revised, "R6.2")
    assert (copied.responsible, copied.state, copied.done_on) == (cast.curator, "done", TODAY)
    assert Roadmap.objects.get(pk=draft.pk).state == "approved"  # in force until the order
    approve(revised, cast, on=date(2026, 10, 1))
    assert Roadmap.objects.get(pk=draft.pk).state == "replaced"
    with pytest.raises(Refused, match="заменена новой редакцией"):
        close_item(item_of(draft, "R6.3"), by=cast.user("curator"), on=TODAY)


def test_revise_roadmap_refuses_a_draft(cast, draft):
    with pytest.raises(Refused, match="из утверждённой"):
        revise_roadmap(draft, by=cast.user("curator"))


def test_roadmap_of_the_next_year_does_not_replace_this_one(cast, draft):
    approve(draft, cast)
    with clock.at(date(2027, 8, 25)):
        following = draft_roadmap(
            cast.organisation, by=cast.user("curator"), since=date(2027, 9, 1), until=date(2028, 8, 31)
        )
        approve(following, cast, on=date(2027, 8, 26))
    assert set(Roadmap.objects.values_list("state", flat=True)) == {"approved"}


def test_approve_roadmap_refuses_a_plan_without_a_term(cast, draft):
    RoadmapItem.objects.filter(pk=item_of(draft, "R6.2").pk).update(due_on=None)
    with pytest.raises(Refused, match="Не указан срок: Проведение конференции или семинара"):
        approve(draft, cast)
    assert Roadmap.objects.get(pk=draft.pk).state == "draft"


def test_approve_roadmap_refuses_twice(cast, draft):
    approve(draft, cast)
    with pytest.raises(Refused, match="утверждена"):
        approve(Roadmap.objects.get(pk=draft.pk), cast)
