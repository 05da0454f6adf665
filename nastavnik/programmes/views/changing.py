"""Propose a change, answer it, give it up, carry it on, split off who has not agreed (8.2)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationKind
from nastavnik.programmes import actions
from nastavnik.programmes.actions.changing import CHANGEABLE, who_declined
from nastavnik.programmes.change_forms import KINDS, SplitForm
from nastavnik.programmes.models import Programme, ProgrammeChange, ProgrammeState, ProposalState
from nastavnik.programmes.views.answering import address, back_to, try_act, try_form

HERE = "#changing"
RELATED = ("programme__relation", "order_change")


@act("programmes.propose_change", Programme, related=("relation",))
def change_propose(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """First what, on cards; then how, by the form of that kind."""
    if programme.state not in CHANGEABLE:
        messages.info(request, _("Изменить по согласию можно программу, которая утверждена или реализуется."))
        return back_to(programme, organisation)
    leads = request.user.has_perm("programmes.propose_pause", programme)
    kinds = _kinds_for(programme, leads)
    name = request.GET.get("kind", "")
    if name not in kinds:
        context = {"programme": programme, "kinds": [(each, *KINDS[each][2:]) for each in kinds]}
        return render(request, "programmes/change_choose.html", context)
    kind, make, title, _note = KINDS[name]
    form = make(programme, request.POST or None)
    made: list[ProgrammeChange] = []
    if request.method == "POST" and try_form(
        form, lambda: made.append(actions.propose_change(programme, kind, by=request.user, **form.change))
    ):
        messages.success(request, _after(made[0]))
        return back_to(programme, organisation, HERE)
    context = {"programme": programme, "form": form, "title": title, "kind": name}
    return render(request, f"programmes/change_{'plan' if name == 'plan' else 'propose'}.html", context)


@act("programmes.answer_change", ProgrammeChange, related=RELATED)
@require_POST
def change_answer(request: Request, organisation: Organisation, change: ProgrammeChange) -> HttpResponse:
    """A member's word; nobody is asked why not (1.4/5)."""
    agrees = request.POST.get("agrees") == "yes"
    try_act(request, lambda: actions.answer_change(change, by=request.user, agrees=agrees), lambda: _after(change))
    return back_to(change.programme, organisation, HERE)


@act("programmes.drop_proposal", ProgrammeChange, related=RELATED)
@require_POST
def change_drop(request: Request, organisation: Organisation, change: ProgrammeChange) -> HttpResponse:
    """Not wanted any more."""
    said = _("Предложение снято. Всё остаётся как было.")
    try_act(request, lambda: actions.drop_proposal(change, by=request.user), said)
    return back_to(change.programme, organisation, HERE)


@act("programmes.settle_proposal", ProgrammeChange, related=RELATED)
@require_POST
def change_settle(request: Request, organisation: Organisation, change: ProgrammeChange) -> HttpResponse:
    """Carry on what all have agreed with."""
    try_act(request, lambda: actions.settle_proposal(change, by=request.user), lambda: _after(change))
    return back_to(change.programme, organisation, HERE)


@act("programmes.repeat_change", ProgrammeChange, related=RELATED)
@require_POST
def change_repeat(request: Request, organisation: Organisation, change: ProgrammeChange) -> HttpResponse:
    """Ask those who are in it now once more."""
    said = _("Изменение предложено заново. Ждём ответа участников.")
    try_act(request, lambda: actions.repeat_change(change, by=request.user), said)
    return back_to(change.programme, organisation, HERE)


@act("programmes.split_change", ProgrammeChange, related=RELATED)
def change_split(request: Request, organisation: Organisation, change: ProgrammeChange) -> HttpResponse:
    """One mentee works apart on the old terms, so that the others may change theirs."""
    member = who_declined(change)
    if member is None or change.state != ProposalState.DECLINED:
        messages.info(request, _("Выделять в отдельную пару здесь некого."))
        return back_to(change.programme, organisation, HERE)
    form = SplitForm(request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.split_change(change, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Предложено. Когда все согласятся, подготовится приказ о выходе из группы."))
        return redirect(address("programme-detail", organisation, change.programme) + HERE)
    context = {"programme": change.programme, "change": change, "form": form, "member": member}
    return render(request, "programmes/change_split.html", context)


def _kinds_for(programme: Programme, leads: bool) -> list[str]:
    """Who leaves is asked of a group only; who comes is chosen by those who see the banks."""
    absent = set() if programme.relation.kind == RelationKind.GROUP else {"leave"}
    absent |= set() if leads else {"join"}
    absent |= set() if programme.state == ProgrammeState.RUNNING else {"form"}
    return [name for name in KINDS if name not in absent]


def _after(change: ProgrammeChange) -> str:
    """What is true now, and what comes next."""
    match change.state:
        case ProposalState.IN_FORCE:
            return _("Готово. Согласны все: изменение вступило в силу, программа стала новым вариантом.")
        case ProposalState.AGREED if change.order_change_id:
            return _("Готово. Согласны все. Дальше — приказ: с ним изменение вступит в силу.")
        case ProposalState.AGREED:
            return _("Готово. Согласны все. Приказ пока не подготовлен: решает куратор.")
        case ProposalState.DECLINED:
            return _("Ваш ответ записан. Изменение не согласовано, программа остаётся прежней.")
        case _:
            return _("Готово. Ждём ответа остальных участников.")
