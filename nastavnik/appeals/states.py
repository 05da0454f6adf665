"""The lives of a petition (domain 2.3.5), of a proposal and of a mediation.

Petitions and mediations name nobody in the journal: who may read the journal may be the person concerned. Who has
acted stands on the row.
"""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.appeals.models import MediationState, PetitionState, Proposal, ProposalState
from nastavnik.kit.lifecycle import Lifecycle, Move


def its_day_has_passed(proposal: Proposal) -> str | None:
    """Only what has waited too long goes to the head (6.1/4)."""
    if not proposal.is_overdue:
        return _now("Срок ответа ещё не прошёл.")
    return None


_UNDER_WAY = ("registered", "considered", "mediation")

PETITION = Lifecycle(
    "petition",
    PetitionState,
    (
        Move("register", _("Зарегистрировать"), ("submitted",), "registered", "petition_registered"),
        Move("open_talk", _("Открыть разговор"), ("registered", "mediation"), "considered", "petition_talk_opened"),
        Move(
            "suggest_mediation",
            _("Предложить медиацию"),
            ("registered", "considered"),
            "mediation",
            "petition_mediation_suggested",
        ),
        Move("grant", _("Удовлетворить"), _UNDER_WAY, "granted", "petition_granted"),
        Move("decline", _("Отклонить"), _UNDER_WAY, "declined", "petition_declined"),
        Move("withdraw", _("Отозвать"), ("submitted", *_UNDER_WAY), "withdrawn", "petition_withdrawn"),
    ),
)

PROPOSAL = Lifecycle(
    "proposal",
    ProposalState,
    (
        Move(
            "escalate",
            _("Передать руководителю"),
            ("submitted",),
            "escalated",
            "proposal_escalated",
            its_day_has_passed,
        ),
        Move("answer", _("Ответить"), ("submitted", "escalated"), "answered", "proposal_answered"),
        Move("withdraw", _("Отозвать"), ("submitted", "escalated"), "withdrawn", "proposal_withdrawn"),
    ),
)

MEDIATION = Lifecycle(
    "mediation",
    MediationState,
    (
        Move("accept", _("Начать медиацию"), ("asked",), "running", "mediation_accepted"),
        Move("refuse", _("Не быть медиатором"), ("asked",), "refused", "mediation_refused"),
        Move("choose", _("Выбрать медиатора"), ("asked", "running", "refused"), "asked", "mediation_mediator_chosen"),
        Move("close", _("Завершить"), ("running",), "closed", "mediation_closed"),
        Move("withdraw", _("Отозвать"), ("asked", "running", "refused"), "withdrawn", "mediation_withdrawn"),
    ),
)
