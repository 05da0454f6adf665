"""The life of an invitation (domain 2.3.7)."""

from django.utils.translation import gettext_lazy as _

from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.surveys.models import InvitationState

INVITATION = Lifecycle(
    "invitation",
    InvitationState,
    (
        Move("submit", _("Сдать анкету"), ("open",), "submitted", "response_submitted"),
        # a refusal is a normal outcome, and a person may change their mind (1.4/5)
        Move("decline", _("Не заполнять"), ("open",), "declined", "invitation_declined"),
        Move("reopen", _("Всё-таки заполнить"), ("declined",), "open", "invitation_reopened"),
    ),
)
