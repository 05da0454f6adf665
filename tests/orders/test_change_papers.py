"""The words of orders that compose bodies, approve banks, reward, change pairs, amend and revoke (D4, D6)."""

from datetime import timedelta

import pytest

from nastavnik.orders.actions import NewItem
from nastavnik.orders.models import Fate, ItemKind
from nastavnik.pairs.actions import prepare_change
from nastavnik.pairs.models import ChangeKind, EndReason
from tests.cast import TODAY
from tests.orders.made import amending, drafted, revoking, signed
from tests.orders.test_effects import agree_to_mentoring, bank_of, body_of
from tests.orders.test_papers import is_as_kept
from tests.orders.test_revoking import in_force_pair

pytestmark = pytest.mark.django_db


@pytest.mark.clause("4.3/3", "4.4.3")
def test_the_composition_of_the_council_and_both_banks_stand_in_appendices(full_cast):
    items = body_of(full_cast, "mentor", "second_mentor", "bystander"), bank_of("mentors"), bank_of("mentees")
    is_as_kept("body_and_banks", signed(full_cast, *items))


@pytest.mark.clause("4.2", "4.3/8")
def test_mentors_are_appointed_and_people_rewarded_in_their_cases(full_cast):
    agree_to_mentoring(full_cast, "mentor")
    rewards = [
        NewItem(
            ItemKind.REWARD, person=full_cast.people[part], text="за успешное наставничество", facts={"award": award}
        )
        for part, award in (
            ("mentor", "thanks"),
            ("second_mentor", "diploma"),
            ("curator", "badge"),
            ("mentee", "bonus"),
        )
    ]
    is_as_kept("people", signed(full_cast, NewItem(ItemKind.APPOINT_MENTOR, person=full_cast.mentor), *rewards))


CHANGES = {
    "extend": (ItemKind.EXTEND_RELATION, ChangeKind.EXTEND),
    "terms": (ItemKind.CHANGE_RELATION, ChangeKind.TERMS),
    "replace": (ItemKind.REPLACE_MENTOR, ChangeKind.REPLACE),
    "relieve": (ItemKind.RELIEVE_MENTOR, ChangeKind.RELIEVE),
    "end": (ItemKind.END_RELATION, ChangeKind.END),
    "join": (ItemKind.CHANGE_RELATION, ChangeKind.JOIN),
}


@pytest.mark.clause("8.1/2", "8.2", "5.1/3")
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_names_the_order_that_it_amends_and_the_row_as_it_reads_from_then_on(full_cast, name):
    _order, relation = in_force_pair(full_cast)
    item, kind = CHANGES[name]
    mentor = next(iter(relation.mentors))
    facts = {
        "extend": {"until": relation.until + timedelta(days=20)},
        "terms": {"form": "virtual"},
        "replace": {"leaving": mentor, "people": [full_cast.second_mentor]},
        "relieve": {"leaving": mentor},
        "end": {"reason": EndReason.MUTUAL},
        "join": {"people": [full_cast.second_mentee]},
    }[name]
    change = prepare_change(relation, kind, by=full_cast.user("curator"), on=TODAY + timedelta(days=10), **facts)
    is_as_kept(f"change_{name}", drafted(full_cast, NewItem(item, change=change)))


def test_orders_about_an_order(full_cast):
    order, _relation = in_force_pair(full_cast)
    is_as_kept("amend", drafted(full_cast, amending(order, "пункт 3", "Контроль возложить на старшего воспитателя.")))
    is_as_kept("revoke", drafted(full_cast, revoking(order, Fate.END)))
