"""Only the subject gives, refuses or withdraws; the curator registers the paper (domain 2.2)."""

import pytest

from nastavnik.consents.actions import propose_consent
from nastavnik.consents.models import ConsentKind
from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind

LEADS = {"head", "curator"}
SUBJECT = {"mentor"}
ABOUT_A_CONSENT = {
    "consents.view_consent": LEADS | SUBJECT,
    "consents.register_consent": LEADS,
    "consents.attach_scan": LEADS,
    "consents.refuse_consent": LEADS | SUBJECT,
    "consents.withdraw_consent": LEADS | SUBJECT,
}
ABOUT_ALL = {
    "consents.view_consents": LEADS,
    "consents.propose_consent": LEADS,
    "consents.register_consents": LEADS,
    "consents.change_text": LEADS,
}
PARTS = ("head", "curator", "mentor", "mentee", "bystander", "stranger")


@pytest.mark.clause("1.4/5", "1.4/4")
@pytest.mark.parametrize("permission", ABOUT_A_CONSENT)
def test_who_may_do_what_with_a_consent_of_the_mentor(cast, permission):
    consent = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None)
    assert {part for part in PARTS if cast.user(part).has_perm(permission, consent)} == ABOUT_A_CONSENT[permission]


@pytest.mark.parametrize("permission", ABOUT_ALL)
def test_who_may_do_what_with_all_consents(cast, permission):
    allowed = {part for part in PARTS if cast.user(part).has_perm(permission, cast.organisation)}
    assert allowed == ABOUT_ALL[permission]


def test_council_and_administrator_see_no_consents(cast):
    """The database of consents is not needed for their work (edge case 38, domain 2.2)."""
    consent = propose_consent(cast.mentor, ConsentKind.PROCESSING, by=None)
    for part, kind in (("second_mentor", RoleKind.COUNCIL), ("bystander", RoleKind.ADMINISTRATOR)):
        give_role(cast.organisation, cast.user(part), kind, since=clock.today(), ground="приказ", by=None)
        assert not cast.user(part).has_perm("consents.view_consent", consent)
        assert not cast.user(part).has_perm("consents.view_consents", cast.organisation)
