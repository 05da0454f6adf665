"""A registered text is never edited: other orders amend and revoke it, effect by effect (edge cases 40, 41)."""

from datetime import timedelta

import pytest

from nastavnik.banks.models import BankList
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions import NewItem, draft_order, submit_order
from nastavnik.orders.kinds import KINDS
from nastavnik.orders.models import Fate, ItemKind, Order
from nastavnik.orders.papers import order_paper
from nastavnik.orders.queries import amendments_of, effects_of, targets_of
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.pairs.actions import prepare_change
from nastavnik.pairs.models import ChangeKind, Relation
from nastavnik.papers.models import IssuedPaper
from nastavnik.papers.plain import to_text
from nastavnik.people.models import Award
from nastavnik.programmes.actions import begin_programme
from nastavnik.regulation.models import Body, Edition, ModelIntroduction
from nastavnik.roadmap.models import Roadmap
from tests.cast import TODAY
from tests.orders.made import (
    amending,
    base_order,
    brought_to,
    drafted,
    fresh,
    on_pairs,
    register,
    revoking,
    roadmap_with_terms,
    signed,
    submitted,
)
from tests.orders.test_effects import bank_of, body_of
from tests.orders.test_lifecycle import refusal
from tests.pairs.made import plain, ready

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=20)


def in_force_pair(cast) -> tuple[Order, Relation]:
    base_order(cast)
    relation = ready(cast)
    return signed(cast, *on_pairs(relation)), relation


# --- to amend -----------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.3/2")
def test_a_wrong_surname_is_corrected_by_an_order_and_both_show(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        order = signed(cast)
    kept = [(paper.pk, paper.sha256) for paper in IssuedPaper.objects.about(order)]
    assert len(kept) == 2
    text = fresh(order).text
    second = signed(cast, amending(order, "пункт 1", "Внедрить с 1 октября."), number="43-ОД")
    order = fresh(order)
    assert order.state == "amended"
    assert (order.text, [(paper.pk, paper.sha256) for paper in IssuedPaper.objects.about(order)]) == (text, kept)
    assert (amendments_of(order), targets_of(second)) == ([second], [order])
    said = plain(to_text(order_paper(second)))
    assert (
        "В приказе от 14.09.2026 № 42-ОД «Об организации наставничества педагогических работников» пункт 1 изложить "
        "в следующей редакции: «Внедрить с 1 октября.»." in said
    )


@pytest.mark.parametrize("state", ["draft", "to_sign", "annulled"])
def test_only_a_registered_order_is_amended(cast, state):
    order = brought_to(cast, state)
    assert "изменить его нельзя" in refusal(submit_order, drafted(cast, amending(order)), by=cast.user("curator"))


def test_an_amendment_says_which_place_and_how_it_reads(cast):
    order = signed(cast)
    for item in (amending(order, place=" "), amending(order, text=" ")):
        assert refusal(submit_order, drafted(cast, item), by=cast.user("curator")) == (
            "Не указано, какой пункт и в какой редакции изложить."
        )


@pytest.mark.clause("8.2", "4.3/5")
def test_a_change_of_a_pair_amends_the_order_that_fixed_it(full_cast):
    order, relation = in_force_pair(full_cast)
    until = relation.until + timedelta(days=20)
    change = prepare_change(relation, ChangeKind.EXTEND, by=full_cast.user("curator"), on=TODAY, until=until)
    second = signed(full_cast, NewItem(ItemKind.EXTEND_RELATION, change=change), number="43-ОД")
    relation.refresh_from_db()
    assert (relation.until, relation.state, fresh(order).state) == (until, "in_force", "amended")
    assert amendments_of(order) == [second]
    said = plain(to_text(order_paper(second)))
    assert "изложить в следующей редакции" in said and f"{until:%d.%m.%Y}" in said


@pytest.mark.clause("8.2", "5.1/3")
@pytest.mark.parametrize("drafted_before", [True, False])
def test_a_pair_kept_at_the_revocation_of_its_order_is_changed_all_the_same(full_cast, drafted_before):
    order, relation = in_force_pair(full_cast)
    change = prepare_change(
        relation, ChangeKind.END, by=full_cast.user("curator"), on=TODAY + timedelta(days=2), reason="mutual"
    )
    item = NewItem(ItemKind.END_RELATION, change=change)
    early = submitted(full_cast, item) if drafted_before else None
    signed(full_cast, revoking(order, Fate.KEEP), number="43-ОД")
    second = register(early or submitted(full_cast, item), full_cast, number="44-ОД")
    relation.refresh_from_db()
    assert (relation.state, fresh(order).state, fresh(second).state) == ("ended", "revoked", "in_force")
    said = plain(to_text(order_paper(second)))
    assert ("строку таблицы" in said) == drafted_before and str(relation).replace("\u00a0", " ") in said


# --- to revoke: what becomes of each effect -------------------------------------------------------------------------
def test_revoking_asks_about_every_effect(cast):
    order = signed(cast)
    undecided = NewItem(ItemKind.REVOKE, target=order, facts={"fates": {}})
    said = refusal(submit_order, drafted(cast, undecided), by=cast.user("curator"))
    assert said == (
        "Не решено, что станет с пунктом: ввести целевую модель наставничества. "
        "Не решено, что станет с пунктом: утвердить Положение."
    )


def test_a_fate_that_makes_no_sense_is_no_decision(cast):
    order = signed(cast, NewItem(ItemKind.APPOINT_CURATOR, person=cast.bystander))
    item = NewItem(ItemKind.REVOKE, target=order, facts={"fates": {str(effects_of(order)[0].pk): Fate.VOID}})
    assert "Не решено, что станет с пунктом: назначить куратора." in refusal(
        submit_order, drafted(cast, item), by=cast.user("curator")
    )


@pytest.mark.parametrize("fate", Fate.values)
def test_the_model_and_the_regulation_follow_their_fate(cast, fate):
    order = signed(cast)
    with clock.at(LATER):
        signed(cast, revoking(order, fate), number="43-ОД")
        order = fresh(order)
        assert order.state == "revoked"
        for model in (ModelIntroduction, Edition):
            row = model.objects.get(ground_id__in=order.items.values("pk"))
            expected = {"keep": (None, False), "end": (LATER - timedelta(1), False), "void": (None, True)}[fate]
            assert (row.until, row.is_void) == expected
            assert model.objects.of(cast.organisation).on(LATER).exists() == (fate == "keep")
            assert model.objects.of(cast.organisation).on(TODAY).exists() == (fate != "void")
        undone = {(item.fate, item.undone_on) for item in order.items.all()}
        assert undone == {(fate, None if fate == "keep" else LATER)}


def test_an_edition_that_never_was_gives_the_former_one_back(cast):
    base_order(cast)
    second = signed(cast, NewItem(ItemKind.APPROVE_REGULATION), number="42-ОД")
    assert Edition.objects.of(cast.organisation).on(TODAY).get().number == 2
    signed(cast, revoking(second, Fate.VOID), number="43-ОД")
    assert Edition.objects.of(cast.organisation).on(TODAY).get().number == 1


@pytest.mark.clause("4.4.1")
def test_a_revoked_appointment_ends_the_role_the_day_before(cast):
    order = signed(cast, NewItem(ItemKind.APPOINT_CURATOR, person=cast.bystander))
    with clock.at(LATER):
        signed(cast, revoking(order, Fate.END), number="43-ОД")
        held = Role.objects.of(cast.organisation).filter(kind=RoleKind.CURATOR)
        assert not held.on(LATER).exists()
        assert held.on(LATER - timedelta(1)).get().user.person == cast.bystander


@pytest.mark.parametrize("fate", Fate.values)
def test_a_body_a_bank_and_a_roadmap_follow_their_fate(full_cast, fate):
    roadmap = roadmap_with_terms(full_cast)
    plan = NewItem(ItemKind.APPROVE_ROADMAP, roadmap=roadmap)
    order = signed(full_cast, body_of(full_cast, "mentor"), bank_of("mentors"), plan)
    with clock.at(LATER):
        signed(full_cast, revoking(order, fate), number="43-ОД")
        body, listed = Body.objects.get(), BankList.objects.get()
        last = LATER - timedelta(1) if fate == "end" else None
        assert (body.until, body.is_void, listed.until, listed.is_void) == (last, fate == "void", last, fate == "void")
        sits = Role.objects.of(full_cast.organisation).filter(kind=RoleKind.COUNCIL, until__isnull=True)
        assert sits.exists() == (fate == "keep")
        assert Roadmap.objects.get(pk=roadmap.pk).state == ("draft" if fate == "end" else "approved")


def test_a_revoked_reward_is_void(cast):
    item = NewItem(ItemKind.REWARD, person=cast.mentor, text="за труд", facts={"award": "thanks"})
    order = signed(cast, item)
    signed(cast, revoking(order, Fate.VOID), number="43-ОД")
    assert Award.objects.get().is_void


@pytest.mark.clause("4.3/5", "8.1/3")
@pytest.mark.parametrize(
    ("fate", "state", "ended_on"),
    [("keep", "in_force", None), ("end", "ended", LATER - timedelta(1)), ("void", "void", None)],
)
def test_a_pair_follows_its_fate_and_its_programme_ends_with_it(full_cast, fate, state, ended_on):
    order, relation = in_force_pair(full_cast)
    programme = begin_programme(relation, by=full_cast.user("curator"))
    with clock.at(LATER):
        signed(full_cast, revoking(order, fate), number="43-ОД")
        relation.refresh_from_db()
        programme.refresh_from_db()
        assert (relation.state, fresh(order).state) == (state, "revoked")
        if fate == "end":
            assert relation.ended_on == ended_on
        assert programme.state == ("draft" if fate == "keep" else "terminated")
        assert Relation.objects.of(full_cast.organisation).in_force(TODAY).exists() == (fate != "void")
        assert Relation.objects.of(full_cast.organisation).in_force(LATER).exists() == (fate == "keep")


@pytest.mark.clause("8.2")
def test_a_revoked_extension_gives_the_old_term_back(full_cast):
    _order, relation = in_force_pair(full_cast)
    before = relation.until
    change = prepare_change(
        relation, ChangeKind.EXTEND, by=full_cast.user("curator"), on=TODAY, until=before + timedelta(days=20)
    )
    second = signed(full_cast, NewItem(ItemKind.EXTEND_RELATION, change=change), number="43-ОД")
    signed(full_cast, revoking(second, Fate.VOID), number="44-ОД")
    relation.refresh_from_db()
    assert (relation.until, relation.state, fresh(second).state) == (before, "in_force", "revoked")


def test_an_order_is_revoked_once(cast):
    order = signed(cast)
    first, second = drafted(cast, revoking(order)), None
    with pytest.raises(Refused):
        second = draft_order(cast.organisation, [revoking(order)], by=cast.user("curator"), title="О признании")
    assert second is None
    register(submit_order(first, by=cast.user("curator")), cast, number="43-ОД")
    assert "изменить его нельзя" in refusal(submit_order, drafted(cast, revoking(order)), by=cast.user("curator"))


def test_a_revoked_order_keeps_its_number_and_its_paper(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        order = signed(cast)
    signed(cast, revoking(order), number="43-ОД")
    said = refusal(register, submitted(cast, NewItem(ItemKind.INTRODUCE_MODEL)), cast, number="42-ОД")
    assert said == "Номер 42-ОД в этом журнале за 2026 год уже занят: укажите другой."
    assert IssuedPaper.objects.about(order).count() == 2


def test_the_revoking_order_says_what_becomes_of_each_effect(full_cast):
    order, _relation = in_force_pair(full_cast)
    second = drafted(full_cast, revoking(order, Fate.END))
    said = plain(to_text(order_paper(second)))
    assert "Признать со дня подписания настоящего приказа утратившим силу приказ от 14.09.2026 № 42-ОД" in said
    assert "Прекратить с того же дня: закрепление пары (группы) «Белокопытова И. Г. — Зайцева П. А.»" in said


def test_an_order_entered_later_can_be_revoked_too(cast):
    order = base_order(cast)
    signed(cast, revoking(order, Fate.END), number="43-ОД")
    assert fresh(order).state == "revoked"


def test_every_kind_says_how_it_is_reversed():
    """A kind without a way back is one about texts only."""
    assert {kind for kind, row in KINDS.items() if row.undo is None} == {ItemKind.AMEND, ItemKind.REVOKE}
    assert set(KINDS) == set(ItemKind.values)
    assert all(Fate.KEEP in row.fates for row in KINDS.values())
