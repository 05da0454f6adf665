"""Revoked effects at their edges: not begun yet, with a known end, one of two of the same day (edge case 40)."""

from datetime import timedelta

import pytest

from nastavnik.banks.models import MentorEntry
from nastavnik.kit import clock
from nastavnik.orders.actions import NewItem
from nastavnik.orders.consequences import questions_of
from nastavnik.orders.models import Fate, ItemKind
from nastavnik.orders.queries import effects_of
from nastavnik.organisations.actions import end_role
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.pairs.actions import prepare_change
from nastavnik.pairs.models import ChangeKind
from nastavnik.regulation.actions import end_grounded, void_grounded
from nastavnik.regulation.models import Body, Edition
from tests.cast import TODAY
from tests.orders.made import base_order, fresh, on_pairs, register, revoking, signed, submitted
from tests.orders.test_effects import agree_to_mentoring, body_of
from tests.pairs.made import ready

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=20)


@pytest.mark.clause("4.4.1")
def test_a_curator_whose_day_has_not_come_never_is_one(cast):
    item = NewItem(ItemKind.APPOINT_CURATOR, person=cast.bystander)
    order = signed(cast, item, effective_on=LATER)
    signed(cast, revoking(order, Fate.END), number="43-ОД")
    assert not Role.objects.filter(user=cast.bystander.user, kind=RoleKind.CURATOR).exists()


@pytest.mark.clause("4.4.1")
def test_a_curator_with_a_known_last_day_ends_with_the_order_all_the_same(cast):
    order = signed(cast, NewItem(ItemKind.APPOINT_CURATOR, person=cast.bystander))
    role = Role.objects.get(user=cast.bystander.user, kind=RoleKind.CURATOR)
    end_role(role, until=LATER, by=cast.user("head"))
    with clock.at(TODAY + timedelta(days=5)):
        signed(cast, revoking(fresh(order), Fate.END), number="43-ОД")
    role.refresh_from_db()
    assert role.until == TODAY + timedelta(days=4)


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize("fate", [Fate.END, Fate.VOID])
def test_a_council_whose_day_has_not_come_gives_its_members_no_role(cast, fate):
    order = signed(cast, body_of(cast, "mentor", "second_mentor"), effective_on=LATER)
    signed(cast, revoking(order, fate), number="43-ОД")
    assert not Role.objects.filter(kind=RoleKind.COUNCIL, until=None).exists()
    assert not Role.objects.filter(kind=RoleKind.COUNCIL, since=LATER).exists()


@pytest.mark.clause("4.2")
def test_a_mentor_whose_day_has_not_come_was_never_appointed(full_cast):
    agree_to_mentoring(full_cast, "mentor")
    order = signed(full_cast, NewItem(ItemKind.APPOINT_MENTOR, person=full_cast.mentor), effective_on=LATER)
    signed(full_cast, revoking(order, Fate.END), number="43-ОД")
    entry = MentorEntry.objects.get(person=full_cast.mentor)
    assert (entry.appointed_since, entry.appointed_until, entry.appointed_ground) == (None, None, "")


@pytest.mark.clause("10.2")
def test_an_edition_replaced_on_its_own_day_stands_again_when_the_newer_one_never_was(cast):
    signed(cast)
    second = signed(cast, NewItem(ItemKind.APPROVE_REGULATION), number="43-ОД")
    signed(cast, revoking(second, Fate.VOID), number="44-ОД")
    assert [edition.number for edition in Edition.objects.of(cast.organisation).on(LATER)] == [1]


@pytest.mark.clause("10.2")
def test_an_edition_between_two_others_never_was_and_the_first_does_not_outlive_the_third(cast):
    signed(cast)
    again = NewItem(ItemKind.APPROVE_REGULATION)
    with clock.at(TODAY + timedelta(days=2)):
        second = signed(cast, again, number="43-ОД")
    with clock.at(TODAY + timedelta(days=4)):
        signed(cast, again, number="44-ОД")
        signed(cast, revoking(fresh(second), Fate.VOID), number="45-ОД")
    kept = Edition.objects.of(cast.organisation).valid().order_by("number").values_list("number", "until")
    assert list(kept) == [(1, TODAY + timedelta(days=3)), (3, None)]


@pytest.mark.clause("4.4.3")
def test_a_body_without_an_item_takes_no_roles_with_it(cast):
    """Roles without an item are those of the head and of everybody who works here."""
    body = Body.objects.create(
        organisation=cast.organisation, kind="council", name="Совет", since=TODAY, ground="приказ"
    )
    standing = Role.objects.of(cast.organisation).filter(until=None).count()
    end_grounded(body, by=cast.user("head"), until=TODAY)
    void_grounded(body, by=cast.user("head"))
    assert Role.objects.of(cast.organisation).filter(until=None).count() == standing > 0


@pytest.mark.clause("4.3/5", "8.1")
def test_a_pair_whose_end_is_fixed_for_later_ends_with_the_order_that_fixed_it(full_cast):
    base_order(full_cast)
    relation = ready(full_cast)
    order = signed(full_cast, *on_pairs(relation))
    revocation = submitted(full_cast, revoking(fresh(order), Fate.END))
    change = prepare_change(
        relation, ChangeKind.END, by=full_cast.user("curator"), on=TODAY + timedelta(days=30), reason="mutual"
    )
    signed(full_cast, NewItem(ItemKind.END_RELATION, change=change), number="43-ОД")
    with clock.at(TODAY + timedelta(days=3)):
        (question,) = questions_of(effects_of(fresh(order)))
        assert [fate for fate, *_words in question.choices] == [Fate.KEEP, Fate.END, Fate.VOID]
        assert question.choices[0][2] == "Пара или группа завершена, её последний день — 14.10.2026; это не меняется."
        register(fresh(revocation), full_cast, number="44-ОД")
    relation.refresh_from_db()
    assert (relation.state, relation.ended_on, relation.end_reason) == ("ended", TODAY + timedelta(days=2), "order")
