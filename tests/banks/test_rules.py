"""Who sees and changes the banks (4.4.5, 4.5/2)."""

import pytest

from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind

LEADS = {"head", "curator"}
MEMBERS = {"head", "curator", "mentor", "mentee", "second_mentor", "bystander"}
ALL = {
    "banks.view_banks": LEADS | {"second_mentor"},
    "banks.change_entry": LEADS,
    "banks.run_collection": LEADS,
    "banks.answer_own": MEMBERS,
    "banks.answer_for": LEADS,
    "banks.import_answers": LEADS | {"bystander"},
    "banks.actualise_bank": LEADS,
    "banks.export_bank": LEADS,
    "banks.change_topics": LEADS,
}
PARTS = (*MEMBERS, "stranger")


@pytest.fixture
def roles(cast):
    """The second mentor sits in the council; the bystander is the administrator."""
    for part, kind in (("second_mentor", RoleKind.COUNCIL), ("bystander", RoleKind.ADMINISTRATOR)):
        give_role(cast.organisation, cast.user(part), kind, since=clock.today(), ground="приказ", by=None)


@pytest.mark.clause("4.4.5", "4.5/2")
@pytest.mark.parametrize("permission", ALL)
def test_who_may_do_what_with_the_banks(cast, roles, permission):
    assert {part for part in PARTS if cast.user(part).has_perm(permission, cast.organisation)} == ALL[permission]


@pytest.mark.clause("1.4/4")
def test_entry_is_seen_by_those_who_lead_the_council_and_its_person(cast, roles, mentee_draft):
    allowed = {part for part in PARTS if cast.user(part).has_perm("banks.view_entry", mentee_draft)}
    assert allowed == LEADS | {"second_mentor", "mentee"}
