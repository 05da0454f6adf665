"""The goal of mentoring in linked figures, and why somebody has left (2.1, 2.2/5)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.monitoring import actions
from nastavnik.monitoring.forms import LeavingForm
from nastavnik.monitoring.goal import goal_of
from nastavnik.monitoring.models import Leaving
from nastavnik.monitoring.views.figures import period_of
from nastavnik.monitoring.views.tabs import tabs_of
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


@act("monitoring.view_indicators")
def goal_detail(request: Request, organisation: Organisation) -> HttpResponse:
    """Coverage, completion, retention side by side; each opens the list that it is counted from."""
    form = period_of(request, organisation)
    context = {
        "form": form,
        "span": form.span,
        "indicators": goal_of(organisation, form.span),
        "query": request.GET.urlencode(),
        "tabs": tabs_of(request, organisation, "monitoring:goal-detail"),
        "may_see_people": request.user.has_perm("monitoring.view_people", organisation),
    }
    return render(request, "monitoring/goal_detail.html", context)


@act("monitoring.note_leaving", Person)
def leaving_note(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """The kind of reason, if the person wanted to say."""
    back = reverse("monitoring:goal-detail", args=[organisation.slug])
    noted = Leaving.objects.of(organisation).filter(person=person).first()
    form = LeavingForm(request.POST or None, initial={"reason": noted.reason if noted else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_leaving(person, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Готово. Причина учтена; видят её только руководитель и куратор."))
            return redirect(back)
    return render(request, "monitoring/leaving_note.html", {"form": form, "person": person, "back": back})
