"""Another head, somebody who acts for the head, the end of a role: each with its ground and days."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations import actions
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.forms import ActingHeadForm, NewHeadForm, RoleEndForm
from nastavnik.organisations.models import Organisation, Role, RoleKind
from nastavnik.organisations.queries import head_proper


@act("organisations.give_role")
def acting_appoint(request: Request, organisation: Organisation) -> HttpResponse:
    """Somebody acts for the head: signs instead of them on these days."""
    form = ActingHeadForm(_sent(request), organisation=organisation, initial={"since": clock.today()})
    if role := _given(request, organisation, form, is_acting=True):
        words = {"who": role.user, "term": _term(role)}
        said = _("Готово: %(term)s обязанности руководителя исполняет %(who)s — эта подпись стоит в приказах.") % words
        if role.until is None:
            said += " " + _("Когда руководитель вернётся, завершите эту роль.")
        messages.success(request, said)
        return redirect("organisations:organisation-detail", organisation.slug)
    context = {"form": form, "head": head_proper(organisation, clock.today())}
    return render(request, "organisations/acting_appoint.html", context)


@act("organisations.give_role")
def head_replace(request: Request, organisation: Organisation) -> HttpResponse:
    """Another head comes: the one before ends the day before; signed papers stay as they are."""
    form = NewHeadForm(_sent(request), organisation=organisation, initial={"since": clock.today()})
    if role := _given(request, organisation, form):
        said = _("Готово: %(term)s руководитель — %(who)s. Приказы, которые ждут подписи, оформите на новое имя.")
        messages.success(request, said % {"who": role.user, "term": _term(role)})
        return redirect("organisations:organisation-detail", organisation.slug)
    context = {"form": form, "head": head_proper(organisation, clock.today())}
    return render(request, "organisations/head_replace.html", context)


@act("organisations.give_role", Role, related=("user",))
def role_end(request: Request, organisation: Organisation, role: Role) -> HttpResponse:
    """The last day of a role, or another term of it; a role that has not begun is cancelled here."""
    is_ahead = role.since > clock.today()
    form = RoleEndForm(_sent(request), initial={"until": role.until or (None if is_ahead else clock.today())})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(role, until=form.cleaned_data["until"], by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            words = {"who": role.user, "role": str(role).lower(), "term": _term(role)}
            messages.success(request, _("Готово: %(who)s — %(role)s %(term)s.") % words)
            return redirect("organisations:organisation-detail", organisation.slug)
    context = {"form": form, "role": role, "is_ahead": is_ahead}
    return render(request, "organisations/role_end.html", context)


@act("organisations.give_role", Role, related=("user",))
@require_POST
def role_cancel(request: Request, organisation: Organisation, role: Role) -> HttpResponse:
    """Take back a role that has not begun."""
    try:
        actions.cancel_role(role, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Назначение отменено: роль не начнётся. Запись об этом осталась в журнале."))
    return redirect("organisations:organisation-detail", organisation.slug)


def _given(request: Request, organisation: Organisation, form: NewHeadForm, *, is_acting=False) -> Role | None:
    """The role that the form has given; None while it is looked at or refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return actions.give_role(
            organisation, kind=RoleKind.HEAD, is_acting=is_acting, by=request.user, **form.cleaned_data
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return None


def _term(role: Role) -> str:
    if role.until is None:
        return _("с %(since)s") % {"since": f"{role.since:%d.%m.%Y}"}
    return _("с %(since)s по %(until)s") % {"since": f"{role.since:%d.%m.%Y}", "until": f"{role.until:%d.%m.%Y}"}


def _sent(request: Request):
    return request.POST if request.method == "POST" else None
