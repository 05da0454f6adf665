"""The forms of a programme: another one from a day on, the category, the reasons of who approves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes import actions
from nastavnik.programmes.form_rules import findings_of, to_answer
from nastavnik.programmes.models import Phase, Programme
from nastavnik.programmes.phase_forms import AddPhaseForm, AnswersForm, ChangeCategoryForm
from nastavnik.programmes.phases import phases_of
from nastavnik.programmes.views.answering import address, back_to, seen_version, try_act, try_form

RELATED = ("relation", "approved_by")
FORMS = "#forms"


@act("programmes.add_phase", Programme, related=RELATED)
def phase_add(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """From a day on the programme that is being written goes on in other forms (3.3, 8.2)."""
    if not programme.is_writable:
        messages.error(request, _("Программа уже согласована: форму меняют с согласия всех участников (8.2)."))
        return back_to(programme, organisation, FORMS)
    form = AddPhaseForm(programme, request.POST or None)
    if request.method == "POST" and try_form(
        form,
        lambda: actions.add_phase(programme, by=request.user, since=form.cleaned_data["since"], **form.chosen),
    ):
        messages.success(request, _("Записано: с этого дня программа продолжится в другой форме."))
        return back_to(programme, organisation, FORMS)
    return render(request, "programmes/phase_add.html", {"programme": programme, "form": form})


@act("programmes.remove_phase", Phase, related=("programme__relation",))
@require_POST
def phase_remove(request: Request, organisation: Organisation, phase: Phase) -> HttpResponse:
    """The form before lasts on."""
    programme = phase.programme
    try_act(request, lambda: actions.remove_phase(phase, by=request.user), _("Смена формы убрана из программы."))
    return back_to(programme, organisation, FORMS)


@act("programmes.change_category", Programme, related=RELATED)
def category_change(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """The form by category, where the curator sees it otherwise than the post of the mentor says (3.2)."""
    phase = phases_of(programme)[0]
    initial = {"category_form": phase.category_form, "reason": phase.category_reason}
    form = ChangeCategoryForm(request.POST or None, initial=initial)
    if request.method == "POST" and try_form(
        form, lambda: actions.change_category(programme, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Форма по категории изменена, причина записана."))
        return back_to(programme, organisation, FORMS)
    return render(request, "programmes/category_change.html", {"programme": programme, "form": form})


@act("programmes.approve_programme", Programme, related=RELATED)
def programme_approve(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """The decision without which no programme is carried out (4.4.7); what is unusual for the form is answered."""
    said = _("Готово. Программа утверждена. Она начнётся, когда участники сдадут анкеты «до».")
    waiting = to_answer(findings_of(programme))
    if request.method != "POST" and not (waiting and programme.state == "review"):
        return back_to(programme, organisation)
    form = AnswersForm(waiting, request.POST or None, initial={"version": programme.version})
    version = seen_version(request)
    if not waiting:
        try_act(request, lambda: actions.approve_programme(programme, by=request.user, version=version), said)
        return back_to(programme, organisation)
    if request.method == "POST" and "answers" not in request.POST:
        return redirect(address("programme-approve", organisation, programme))
    if request.method == "POST" and try_form(
        form, lambda: actions.approve_programme(programme, by=request.user, version=version, **form.given)
    ):
        messages.success(request, said)
        return back_to(programme, organisation)
    return render(request, "programmes/programme_approve.html", {"programme": programme, "form": form})
