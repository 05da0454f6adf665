"""Who may do what with orders: the curator prepares, the head signs, the administrator reads (4.3/2, 4.3/5)."""

import pytest

from nastavnik.orders.actions import Asked, circulate_order
from nastavnik.organisations.models import RoleKind
from tests.orders.made import drafted
from tests.pairs.made import outsider

pytestmark = pytest.mark.django_db

ALLOWED = {
    "orders.view_orders": {"head", "curator", "administrator"},
    "orders.view_order": {"head", "curator", "administrator"},
    "orders.draft_order": {"head", "curator"},
    "orders.circulate_order": {"head", "curator"},
    "orders.submit_order": {"head", "curator"},
    "orders.return_order": {"head", "curator"},
    "orders.annul_order": {"head", "curator"},
    "orders.sign_order": {"head", "curator"},
    "orders.attach_scan": {"head", "curator"},
    "orders.note_acquaintance": {"head", "curator"},
}
PARTS = ("head", "curator", "council", "administrator", "mentor", "bystander", "stranger")


@pytest.mark.clause("4.3/2", "4.3/5")
@pytest.mark.parametrize("permission", ALLOWED)
@pytest.mark.parametrize("part", PARTS)
def test_who_may_do_what(cast, permission, part):
    user = outsider(cast, part) if part in (RoleKind.COUNCIL, RoleKind.ADMINISTRATOR) else cast.user(part)
    assert user.has_perm(permission, drafted(cast)) == (part in ALLOWED[permission])


@pytest.mark.clause("4.5/1")
@pytest.mark.parametrize("part", PARTS)
def test_who_is_asked_reads_that_order_and_answers_for_themselves(cast, part):
    """A person of the draft's own choice, whatever their role; nobody else because of it."""
    asked = Asked(cast.mentor.full_name, cast.mentor)
    order = circulate_order(drafted(cast), [asked], by=cast.user("curator"))
    user = outsider(cast, part) if part in (RoleKind.COUNCIL, RoleKind.ADMINISTRATOR) else cast.user(part)
    visa, other = order.visas.get(), drafted(cast)
    assert user.has_perm("orders.view_order", order) == (part in {"head", "curator", "administrator", "mentor"})
    assert user.has_perm("orders.view_order", other) == (part in {"head", "curator", "administrator"})
    for permission in ("orders.agree_visa", "orders.object_visa"):
        assert user.has_perm(permission, visa) == (part in {"head", "curator", "mentor"})
    assert user.has_perm("orders.view_orders", cast.organisation) == (part in {"head", "curator", "administrator"})
