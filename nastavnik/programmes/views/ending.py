"""Sum up and end (8.1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes import actions
from nastavnik.programmes.actions.carrying_out import past_due, waited_for
from nastavnik.programmes.actions.ending import last_day
from nastavnik.programmes.form_rules import to_answer, violations
from nastavnik.programmes.forms import CloseForm, CompleteForm, TerminateForm
from nastavnik.programmes.forms_part import findings_now
from nastavnik.programmes.members import member_of
from nastavnik.programmes.models import EndReason, ItemState, Programme
from nastavnik.programmes.phase_forms import add_answers
from nastavnik.programmes.views.answering import back_to, try_form
from nastavnik.surveys.models import Wave

RELATED = ("relation", "approved_by")


@act("programmes.close_programme", Programme, related=RELATED)
def programme_close(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """What has come of it, and why it ends; opens the surveys «после»."""
    me = member_of(programme, request.user)
    open_items = programme.items.filter(state=ItemState.PLANNED).count()
    initial = {"result": programme.result, "note": programme.end_note}
    initial["reason"] = programme.end_reason or ("" if open_items else EndReason.DONE)
    form = CloseForm(programme, me.role if me else "", request.POST or None, initial=initial)
    if request.method == "POST" and try_form(
        form, lambda: actions.close_programme(programme, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Итоги записаны. Участникам открыты анкеты «после»; затем программа завершится."))
        return back_to(programme, organisation)
    context = {"programme": programme, "form": form, "open_items": open_items}
    return render(request, "programmes/programme_close.html", context)


@act("programmes.complete_programme", Programme, related=RELATED)
def programme_complete(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """End the programme and its pair."""
    waiting = waited_for(programme, Wave.AFTER)
    form = CompleteForm(request.POST or None, initial={"on": last_day(programme)})
    if not waiting or past_due(waiting):
        del form.fields["without_surveys"]
    findings = findings_now(programme)
    keys = add_answers(form, to_answer(findings))

    def complete() -> None:
        facts = dict(form.cleaned_data)
        reasons = {key: facts.pop(key) for key in keys}
        actions.complete_programme(programme, by=request.user, reasons=reasons, **facts)

    if request.method == "POST" and try_form(form, complete):
        messages.success(
            request, _("Готово. Программа завершена, пара завершена вместе с ней. Больше ничего не нужно.")
        )
        return back_to(programme, organisation)
    context = {"programme": programme, "form": form, "waiting": waiting, "hinders": violations(findings)}
    return render(request, "programmes/programme_complete.html", context)


@act("programmes.terminate_programme", Programme, related=RELATED)
def programme_terminate(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """End a programme that has not begun."""
    form = TerminateForm(request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.terminate_programme(programme, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Программа завершена досрочно, пара завершена вместе с ней."))
        return back_to(programme, organisation)
    context = {"programme": programme, "form": form}
    return render(request, "programmes/programme_terminate.html", context)
