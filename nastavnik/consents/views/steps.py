"""What withdrawals have left to do, and the mark that it is done."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.consents import actions
from nastavnik.consents.forms import CloseStepForm
from nastavnik.consents.models import ConsentKind, ConsentStep
from nastavnik.consents.queries import open_steps
from nastavnik.consents.wording import KEPT_BY_LAW
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation

PAGE = 50


@act("consents.view_consents")
def step_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Open steps, the most urgent first, and what has been done lately."""
    done = ConsentStep.objects.of(organisation).filter(done_on__isnull=False)
    done = done.select_related("consent__person", "resource", "done_by").order_by("-done_on", "-pk")
    context = {
        "steps": open_steps(organisation),
        "page": Paginator(done, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "consents/step_list.html", context)


@act("consents.close_step", ConsentStep, related=("consent__person", "resource"))
def step_close(request: Request, organisation: Organisation, step: ConsentStep) -> HttpResponse:
    """Mark a step done, with words."""
    form = CloseStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_step(step, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Отмечено: сделано."))
            return redirect("consents:step-list", organisation.slug)
    kept = KEPT_BY_LAW if step.consent.kind == ConsentKind.PROCESSING else ()
    return render(request, "consents/step_close.html", {"form": form, "step": step, "kept": kept})
