"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from nastavnik.surveys.models import Invitation


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "submitted"},  # without its day
        {"state": "submitted", "submitted_on": "2026-09-14", "draft": {"A1": 5}},  # answers beside the name
    ],
)
def test_the_database_refuses_a_submitted_invitation_that_lacks_its_day_or_keeps_its_draft(ask, broken):
    invitation = ask("mentee")
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(**broken)


def test_the_database_takes_a_submitted_invitation_with_its_day_and_without_draft(ask):
    invitation = ask("mentee")
    Invitation.objects.filter(pk=invitation.pk).update(state="submitted", submitted_on="2026-09-14", draft={})
    assert Invitation.objects.get().state == "submitted"
