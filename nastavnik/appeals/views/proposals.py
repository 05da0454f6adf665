"""Screens of proposals (6.1/4)."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.appeals import actions
from nastavnik.appeals.forms import AnswerForm, ProposalForm, TrainingForm
from nastavnik.appeals.models import Proposal, ProposalKind
from nastavnik.appeals.states import PROPOSAL
from nastavnik.appeals.turns import turn_of_proposal
from nastavnik.appeals.views.answering import do, form_page, typed
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation

RELATED = ("author", "answered_by")


@act("appeals.submit_proposal")
def proposal_submit(request: Request, organisation: Organisation) -> HttpResponse:
    """Propose something."""
    author = request.user.person
    author.organisation = organisation
    return form_page(
        request, organisation, ProposalForm(typed(request)),
        partial(actions.submit_proposal, author, by=request.user),
        _("Предложение внесено. Ответ вы увидите здесь; если его не будет в срок, ответит руководитель."),
        "appeals/proposal_submit.html",
    )  # fmt: skip


@act("appeals.submit_proposal")
def training_ask(request: Request, organisation: Organisation) -> HttpResponse:
    """Ask for training (6.1/1): it goes the way of a proposal, and is shown to nobody else."""
    author = request.user.person
    author.organisation = organisation
    return form_page(
        request, organisation, TrainingForm(typed(request)),
        partial(actions.submit_proposal, author, by=request.user, kind=ProposalKind.TRAINING),
        _("Запрос у куратора. Ответ вы увидите здесь; если его не будет в срок, ответит руководитель."),
        "appeals/training_ask.html",
    )  # fmt: skip


@act("appeals.view_proposal", Proposal, related=RELATED)
def proposal_detail(request: Request, organisation: Organisation, proposal: Proposal) -> HttpResponse:
    """A proposal with its answer."""
    user = request.user
    is_author = user.has_perm("appeals.withdraw_proposal", proposal)
    context = {
        "proposal": proposal,
        "is_author": is_author,
        "may_answer": proposal.is_open and user.has_perm("appeals.answer_proposal", proposal),
        "may_withdraw": is_author and PROPOSAL.why_not(proposal, "withdraw") is None,
        "turn": turn_of_proposal(proposal, user),
        "sees_addressed": user.has_perm("appeals.view_addressed", organisation),
    }
    return render(request, "appeals/proposal_detail.html", context)


@act("appeals.answer_proposal", Proposal, related=RELATED)
def proposal_answer(request: Request, organisation: Organisation, proposal: Proposal) -> HttpResponse:
    """Answer it."""
    return form_page(
        request, organisation, AnswerForm(typed(request)),
        partial(actions.answer_proposal, proposal, by=request.user),
        _("Ответ записан, автор его видит."),
        "appeals/proposal_answer.html",
        proposal=proposal,
    )  # fmt: skip


@act("appeals.show_proposal", Proposal, related=RELATED)
@require_POST
def proposal_show(request: Request, organisation: Organisation, proposal: Proposal) -> HttpResponse:
    """Colleagues may read it, or no longer."""
    shown = request.POST.get("shown") == "yes"
    words = _("Коллеги не увидят предложение.")
    if shown:
        words = _("Коллеги увидят предложение вместе с ответом и вашим именем.")
    return do(request, organisation, proposal, partial(actions.show_proposal, shown=shown), words)


@act("appeals.withdraw_proposal", Proposal, related=RELATED)
@require_POST
def proposal_withdraw(request: Request, organisation: Organisation, proposal: Proposal) -> HttpResponse:
    """Taken back before the answer."""
    words = _("Предложение отозвано, написанное стёрто.")
    return do(request, organisation, proposal, actions.withdraw_proposal, words)
