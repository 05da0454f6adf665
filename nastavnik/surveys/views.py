"""One's own questionnaires, and for those who lead: who has handed in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.surveys import actions, matching, queries
from nastavnik.surveys.forms import AnswersForm
from nastavnik.surveys.models import Invitation, InvitationState


@act("surveys.view_own_invitations")
def invitation_list(request: Request, organisation: Organisation) -> HttpResponse:
    """The questionnaires that the user has been asked to fill in."""
    invitations = Invitation.objects.of(organisation).mine(request.user).order_by("-opened_on", "wave")
    context = {"invitations": invitations, "dynamics": matching.own_dynamics(invitations)}
    return render(request, "surveys/invitation_list.html", context)


@act("surveys.answer_invitation", Invitation, related=("person",))
def invitation_detail(request: Request, organisation: Organisation, invitation: Invitation) -> HttpResponse:
    """Fill in, keep for later, hand in; after that, read one's own answers."""
    if invitation.state != InvitationState.OPEN:
        return _closed(request, invitation)
    is_draft = "later" in request.POST
    form = AnswersForm(invitation, request.POST or None, initial=invitation.draft, is_draft=is_draft)
    if request.method == "POST" and (form.is_valid() or is_draft):
        try:
            if is_draft:
                actions.save_draft(invitation, form.cleaned_data, by=request.user)
                messages.success(request, _("Сохранено. Вернитесь к анкете, когда будет удобно: её видите только вы."))
            else:
                actions.submit_response(invitation, form.cleaned_data, by=request.user)
                messages.success(request, _("Готово. Анкета сдана, спасибо. Больше ничего не нужно."))
            return redirect("surveys:invitation-list", organisation.slug)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    context = {"invitation": invitation, "form": form, "asked": queries.asked_alike(invitation)}
    return render(request, "surveys/invitation_detail.html", context)


@act("surveys.answer_invitation", Invitation, related=("person",))
def invitation_decline(request: Request, organisation: Organisation, invitation: Invitation) -> HttpResponse:
    """Not to answer: a normal outcome."""
    if request.method == "POST":
        try:
            actions.decline_invitation(invitation, by=request.user)
            messages.success(request, _("Хорошо. Анкету можно не заполнять, последствий это не имеет."))
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        return redirect("surveys:invitation-list", organisation.slug)
    context = {
        "title": _("Не заполнять анкету"),
        "question": _("Анкета добровольная: причину никто не спросит, и ни на что это не повлияет."),
        "consequences": [
            _("Начатые ответы сотрутся."),
            _("Программа пойдёт своим ходом."),
            _("Если передумаете, анкету можно будет открыть снова."),
        ],
        "form": Form(),
        "submit": _("Не буду заполнять"),
        "tone": "secondary",
        "cancel_url": reverse("surveys:invitation-detail", args=[organisation.slug, invitation.pk]),
    }
    return render(request, "kit/confirm.html", context)


@act("surveys.answer_invitation", Invitation, related=("person",))
def invitation_reopen(request: Request, organisation: Organisation, invitation: Invitation) -> HttpResponse:
    """To answer after all."""
    if request.method == "POST":
        try:
            actions.reopen_invitation(invitation, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
    return redirect("surveys:invitation-detail", organisation.slug, invitation.pk)


@act("surveys.oversee_invitations")
def invitation_overview(request: Request, organisation: Organisation) -> HttpResponse:
    """Who has handed in and who is waited for: states only, never answers."""
    everybody = "all" in request.GET
    rows = queries.overview(organisation, waiting_only=not everybody)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    here = reverse("surveys:invitation-overview", args=[organisation.slug])
    tabs = [
        {"label": _("Ждём ответа"), "url": here, "current": not everybody, "count": None},
        {"label": _("Все"), "url": f"{here}?all", "current": everybody, "count": None},
    ]
    return render(request, "surveys/invitation_overview.html", {"page": page, "tab_items": tabs, "all": everybody})


def _closed(request: Request, invitation: Invitation) -> HttpResponse:
    given = matching.own_answers(invitation) or {}
    answered = [
        {"label": question.worded(invitation.topic), "value": _words(question, given[question.code])}
        for question in invitation.form.questions_of(invitation.wave)
        if question.code in given
    ]
    return render(request, "surveys/invitation_closed.html", {"invitation": invitation, "answered": answered})


def _words(question, answer) -> str:
    allowed = question.allowed()
    if isinstance(answer, list):
        return ", ".join(str(allowed[one]) for one in answer)
    return str(allowed.get(answer, answer))
