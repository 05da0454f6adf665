"""Screens of mediation: the author asks, the mediator begins and closes, parties answer for themselves (4.5/8)."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.appeals import actions
from nastavnik.appeals.forms import CloseForm, MediationForm, MediatorForm, PartyForm, possible_mediators
from nastavnik.appeals.models import MediationCase, MediationParty, MediationState
from nastavnik.appeals.states import MEDIATION
from nastavnik.appeals.turns import turn_of_mediation
from nastavnik.appeals.views.answering import do, form_page, typed
from nastavnik.kit.refusal import Refused
from nastavnik.kit.sent_forms import never_kept
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation

RELATED = ("author", "mediator")


@never_kept
@act("appeals.ask_mediation")
def mediation_ask(request: Request, organisation: Organisation) -> HttpResponse:
    """Ask a mediator of one's own choice."""
    author = request.user.person
    author.organisation = organisation
    form = MediationForm(typed(request), author=author)

    def ask(*, near=(), others=None, **said) -> MediationCase:
        return actions.ask_mediation(author, by=request.user, **said)

    return form_page(
        request, organisation, form, ask,
        _("Просьба отправлена. О ней знаете только вы и медиатор; остальные узнают, когда он согласится."),
        "appeals/mediation_ask.html",
        has_mediators=possible_mediators(organisation, [author]).exists(),
    )  # fmt: skip


@act("appeals.view_mediation", MediationCase, related=RELATED)
def mediation_detail(request: Request, organisation: Organisation, case: MediationCase) -> HttpResponse:
    """One mediation, for those whom it concerns."""
    user = request.user
    possible = MEDIATION.possible(case)
    is_author = user.has_perm("appeals.withdraw_mediation", case)
    mediates = user.has_perm("appeals.mediate", case)
    context = {
        "case": case,
        "own": case.party_of(user),
        "has_begun": case.state in (MediationState.RUNNING, MediationState.CLOSED),
        "is_author": is_author,
        "reads": user.has_perm("appeals.read_mediation", case),
        "may": [move for move in possible if (is_author if move in ("choose", "withdraw") else mediates)],
        "turn": turn_of_mediation(case, user),
    }
    return render(request, "appeals/mediation_detail.html", context)


@act("appeals.mediate", MediationCase, related=RELATED)
@require_POST
def mediation_accept(request: Request, organisation: Organisation, case: MediationCase) -> HttpResponse:
    """The mediator begins."""
    words = _("Медиация начата: участники видят приглашение. Договоритесь о встрече.")
    return do(request, organisation, case, actions.accept_mediation, words)


@act("appeals.mediate", MediationCase, related=RELATED)
@require_POST
def mediation_refuse(request: Request, organisation: Organisation, case: MediationCase) -> HttpResponse:
    """Whoever was asked will not mediate: from now on they do not see it."""
    try:
        actions.refuse_mediation(case, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Вы отказались. Автор выберет другого медиатора."))
    return redirect("appeals:appeal-list", organisation.slug)


@act("appeals.choose_mediator", MediationCase, related=RELATED)
def mediator_choose(request: Request, organisation: Organisation, case: MediationCase) -> HttpResponse:
    """Another mediator."""
    parties = [party.person for party in case.sides]
    possible = possible_mediators(organisation, parties).exclude(pk=case.mediator_id)
    return form_page(
        request, organisation, MediatorForm(typed(request), possible=possible),
        partial(actions.choose_mediator, case, by=request.user),
        _("Медиатор выбран. Прежний больше не видит вашей просьбы."),
        "appeals/mediator_choose.html",
        case=case, has_mediators=possible.exists(),
    )  # fmt: skip


@never_kept
@act("appeals.mediate", MediationCase, related=RELATED)
def mediation_close(request: Request, organisation: Organisation, case: MediationCase) -> HttpResponse:
    """How it ended, in a few words."""
    return form_page(
        request, organisation, CloseForm(typed(request)),
        partial(actions.close_mediation, case, by=request.user),
        _("Медиация завершена. Написанное автором стёрто."),
        "appeals/mediation_close.html",
        case=case,
    )  # fmt: skip


@act("appeals.withdraw_mediation", MediationCase, related=RELATED)
@require_POST
def mediation_withdraw(request: Request, organisation: Organisation, case: MediationCase) -> HttpResponse:
    """Taken back by the author."""
    return do(request, organisation, case, actions.withdraw_mediation, _("Просьба отозвана, написанное стёрто."))


@act("appeals.answer_mediation", MediationParty, related=("person", "case"))
@require_POST
def mediation_answer(request: Request, organisation: Organisation, party: MediationParty) -> HttpResponse:
    """A party answers for themselves."""
    form = PartyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Выберите ответ."))
        return redirect("appeals:mediation-detail", organisation.slug, party.case_id)
    answer = form.cleaned_data["answer"]
    words = _("Ответ записан, его видят участники и медиатор.")
    deed = partial(_answer, party, answer)
    return do(request, organisation, party.case, deed, words)


@act("appeals.open_mediation", MediationParty, related=("person", "case"))
@require_POST
def mediation_open(request: Request, organisation: Organisation, party: MediationParty) -> HttpResponse:
    """Let the head know, or no longer."""
    opens = request.POST.get("opens") == "yes"
    words = _("Для руководителя медиация закрыта.")
    if opens:
        words = _("Вы не против, чтобы руководитель знал. Он увидит медиацию, только если так решат все участники.")
    return do(request, organisation, party.case, partial(_open, party, opens), words)


def _answer(party: MediationParty, answer: str, case: MediationCase, *, by) -> None:
    actions.answer_mediation(party, by=by, answer=answer)


def _open(party: MediationParty, opens: bool, case: MediationCase, *, by) -> None:
    actions.open_mediation(party, by=by, opens=opens)
