"""A pause: asked, consented to, registered for who is away, given up, over (domain 2.3.3)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes import actions
from nastavnik.programmes.change_forms import PauseForm, ResumeForm
from nastavnik.programmes.models import Pause, Programme
from nastavnik.programmes.rests import pause_on
from nastavnik.programmes.views.answering import back_to, try_act, try_form

HERE = "#changing"
RELATED = ("programme__relation",)


@act("programmes.propose_pause", Programme, related=("relation",))
def pause_propose(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Ask the sides whether the programme may rest."""
    form = PauseForm(request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.propose_pause(programme, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Участники увидят вопрос о приостановке. Она начнётся, когда согласятся все."))
        return back_to(programme, organisation, HERE)
    return render(request, "programmes/pause_propose.html", {"programme": programme, "form": form})


@act("programmes.answer_pause", Pause, related=RELATED)
@require_POST
def pause_answer(request: Request, organisation: Organisation, pause: Pause) -> HttpResponse:
    """A member's word."""
    agrees = request.POST.get("agrees") == "yes"

    def said() -> str:
        if pause.state == "agreed":
            return _("Готово. Согласны все: в эти дни ничего не отмечают и ни о чём не напоминают.")
        return _("Готово. Ждём остальных участников.") if agrees else _("Ответ записан. Работа продолжается как шла.")

    try_act(request, lambda: actions.answer_pause(pause, by=request.user, agrees=agrees), said)
    return back_to(pause.programme, organisation, HERE)


@act("programmes.register_pause_consent", Pause, related=RELATED)
@require_POST
def pause_consent_register(request: Request, organisation: Organisation, pause: Pause) -> HttpResponse:
    """Who is away has consented otherwise than here."""
    keys = [str(one.pk) for one in pause.programme.members]
    key = request.POST.get("member", "")
    member = get_object_or_404(pause.programme.relation.members, pk=key if key in keys else None)
    said = _("Согласие записано: %s.") % member.person.short_name
    try_act(request, lambda: actions.register_pause_consent(pause, member, by=request.user), said.replace("..", "."))
    return back_to(pause.programme, organisation, HERE)


@act("programmes.drop_pause", Pause, related=RELATED)
@require_POST
def pause_drop(request: Request, organisation: Organisation, pause: Pause) -> HttpResponse:
    """Not needed after all."""
    try_act(
        request,
        lambda: actions.drop_pause(pause, by=request.user),
        _("Приостановка снята. Работа продолжается как шла."),
    )
    return back_to(pause.programme, organisation, HERE)


@act("programmes.resume_programme", Programme, related=("relation",))
def programme_resume(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """The work goes on from a day."""
    pause = pause_on(programme, clock.today())
    if pause is None:
        messages.info(request, _("Программа сейчас не приостановлена."))
        return back_to(programme, organisation)
    form = ResumeForm(request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.resume_programme(programme, by=request.user, **form.cleaned_data)
    ):
        messages.success(
            request, _("Готово. Работа продолжается, срок программы прежний: его можно предложить продлить.")
        )
        return back_to(programme, organisation)
    return render(request, "programmes/programme_resume.html", {"programme": programme, "form": form, "pause": pause})
