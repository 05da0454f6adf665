"""«Какую форму выбрать»: what is known, what is advised, and the choice of those who write the programme (3.4)."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.monitoring.models import Report, ReportState
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.actions import choose_forms
from nastavnik.programmes.adviser import advise
from nastavnik.programmes.models import Phase, Programme
from nastavnik.programmes.phase_forms import ChooseFormsForm
from nastavnik.programmes.phases import phases_of


@dataclass(frozen=True)
class SelfAnalysis:
    """What the last finished report says of the strong and the weak sides (3.4, 4.4.11)."""

    title: str
    strengths: str
    weaknesses: str


def last_self_analysis(organisation: Organisation) -> SelfAnalysis | None:
    """Of the latest finished report that has one; a report that is being written is the curator's own."""
    for report in Report.objects.of(organisation).filter(state=ReportState.FINAL).order_by("-until", "-made_at"):
        strengths, weaknesses = (report.words.get(name, "").strip() for name in ("strengths", "weaknesses"))
        if strengths or weaknesses:
            return SelfAnalysis(report.title, strengths, weaknesses)
    return None


@act("programmes.choose_forms", Programme, related=("relation",))
def forms_choose(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """The advice and the choice, while the programme is being written."""
    page = reverse("programmes:programme-detail", args=[organisation.slug, programme.pk]) + "#forms"
    if not programme.is_writable:
        messages.error(request, _("Программа уже согласована: форму меняют с согласия всех участников (8.2)."))
        return redirect(page)
    phase = _phase(programme, request.GET.get("phase", ""))
    form = ChooseFormsForm(programme, request.POST or None, phase=phase)
    if request.method == "POST" and form.is_valid():
        try:
            choose_forms(
                programme,
                by=request.user,
                version=form.cleaned_data["version"] or 0,
                phase=None if phase._state.adding else phase,
                **form.chosen,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Сохранено. Форма — часть программы: все участники согласятся с ней заново."))
            return redirect(page)
    context = {
        "programme": programme,
        "form": form,
        "advice": advise(programme),
        "analysis": last_self_analysis(organisation),
        "reads_reports": request.user.has_perm("monitoring.view_reports", organisation),
        "page": page,
    }
    return render(request, "desk/forms_choose.html", context)


def _phase(programme: Programme, key: str) -> Phase:
    """The phase of the address, or the first one."""
    phases = phases_of(programme)
    if not key:
        return phases[0]
    try:
        return next(one for one in phases if one.pk == UUID(key))
    except (ValueError, StopIteration):
        raise Http404 from None
