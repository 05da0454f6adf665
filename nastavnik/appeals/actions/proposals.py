"""Proposals: any teacher proposes, whoever runs the system answers in time, or the head does (6.1/4)."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.appeals.models import Proposal, ProposalKind, ProposalState
from nastavnik.appeals.rules import answerers_of
from nastavnik.appeals.states import PROPOSAL
from nastavnik.kit import clock, journal
from nastavnik.kit.apart import each_apart
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.calendar import working_calendar
from nastavnik.people.models import Person


@transaction.atomic
def submit_proposal(
    author: Person, *, by: User, text: str, is_shown: bool = False, kind: str = ProposalKind.IMPROVEMENT
) -> Proposal:
    """A proposal under one's own name; `is_shown`: colleagues may read it when it is answered."""
    if not text.strip():
        asked = _("Напишите, чему хотите учиться.") if kind == ProposalKind.TRAINING else ""
        raise Refused(asked or _("Напишите, что предлагаете изменить."), field="text")
    organisation, today = author.organisation, clock.today()
    proposal = Proposal.objects.create(
        organisation=organisation,
        kind=kind,
        author=author,
        text=text.strip()[:3000],
        is_shown=is_shown and kind == ProposalKind.IMPROVEMENT,
        submitted_on=today,
        due_on=working_calendar(organisation).add(today, organisation.settings.appeal_days),
    )
    journal.record("proposal_submitted", proposal, by=by)
    return proposal


@transaction.atomic
def answer_proposal(proposal: Proposal, *, by: User, answer: str) -> Proposal:
    """The answer that the author gets; nobody answers their own."""
    if not answer.strip():
        raise Refused(_("Напишите ответ: автор его ждёт."), field="answer")
    if by.pk not in answerers_of(proposal):
        raise Refused(_("На это предложение отвечаете не вы: срок прошёл, и оно передано дальше."))
    fields = {"answer": answer.strip()[:2000], "answered_on": clock.today(), "answered_by": by}
    PROPOSAL.advance(proposal, "answer", by=by, fields=fields)
    return proposal


@transaction.atomic
def show_proposal(proposal: Proposal, *, by: User, shown: bool) -> Proposal:
    """The author's will, at any time: colleagues read it with its answer, or they do not."""
    stored = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if stored.state == ProposalState.WITHDRAWN:
        raise Refused(_("Предложение отозвано: показывать нечего."))
    if stored.kind == ProposalKind.TRAINING:
        raise Refused(_("Запрос на обучение коллегам не показывают: его читают те, кто на него отвечает."))
    proposal.is_shown = shown
    if stored.is_shown != shown:
        proposal.save(update_fields=["is_shown"])
        journal.record("proposal_shown" if shown else "proposal_hidden", proposal, by=by)
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Taken back before the answer; the text goes with it."""
    fields = {"withdrawn_on": clock.today(), "text": "", "is_shown": False}
    PROPOSAL.advance(proposal, "withdraw", by=by, fields=fields)
    return proposal


def escalate_proposals_due(today: date) -> int:
    """What has waited past its day goes to the head; returns how many (for the daily command).

    Each in its own transaction and once: what has gone to the head is found no more.
    """
    late = Proposal.objects.filter(state=ProposalState.SUBMITTED, due_on__lt=today).values_list("pk", flat=True)

    @transaction.atomic
    def escalate(key: UUID) -> bool:
        proposal = Proposal.objects.select_for_update().filter(pk=key, state=ProposalState.SUBMITTED).first()
        if proposal is None:  # answered meanwhile
            return False
        PROPOSAL.advance(proposal, "escalate", by=None, fields={"escalated_on": today})
        return True

    return each_apart(list(late), escalate)
