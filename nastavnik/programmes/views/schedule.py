"""Plan several meetings at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nastavnik.kit.ui.words import counted
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.actions.scheduling import plan_schedule
from nastavnik.programmes.meeting_forms import ScheduleForm
from nastavnik.programmes.models import Programme
from nastavnik.programmes.views.answering import back_to, try_form


@act("programmes.record_meeting", Programme, related=("relation",))
def schedule_add(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """A line is a meeting: its topic; the days follow from the first one (3.3.1, 3.3.4)."""
    form = ScheduleForm(programme, request.POST or None)

    def plan() -> None:
        facts = dict(form.cleaned_data)
        plan_schedule(programme, by=request.user, topics=facts.pop("topics").splitlines(), **facts)

    if request.method == "POST" and try_form(form, plan):
        lines = [line for line in form.cleaned_data["topics"].splitlines() if line.strip()]
        said = _("Назначено: %(meetings)s.") % {"meetings": counted(len(lines), _("встреча/встречи/встреч"))}
        messages.success(request, said)
        return back_to(programme, organisation, "#meetings")
    return render(request, "programmes/schedule_add.html", {"programme": programme, "form": form})
