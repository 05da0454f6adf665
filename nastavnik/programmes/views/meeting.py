"""Meetings: plan, record in under a minute, confirm."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes import actions
from nastavnik.programmes.forms import MeetingForm, MeetingPlanForm
from nastavnik.programmes.members import member_of
from nastavnik.programmes.models import Meeting, Programme
from nastavnik.programmes.pages import meeting_rows
from nastavnik.programmes.views.answering import back_to, try_act, try_form

OF_MEETING = ("programme__relation",)
MEETINGS = "#meetings"


@act("programmes.view_programme", Programme, related=("relation",))
def meeting_list(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """The journal of meetings (D17)."""
    prefetch_related_objects([programme], "meetings__recorded_by", "meetings__confirmed_by")
    me = member_of(programme, request.user)
    page = Paginator(meeting_rows(programme, me), 50).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "page": page,
        "may_record": me is not None and programme.is_under_way,
        "may_plan": me is not None and (programme.is_writable or programme.state == "running"),
    }
    return render(request, "programmes/meeting_list.html", context)


@act("programmes.record_meeting", Programme, related=("relation",))
def meeting_add(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """Record a meeting that took place: only its topic has to be typed."""
    form = MeetingForm(request.POST or None)
    return _record(request, organisation, programme, form)


@act("programmes.record_meeting", Meeting, related=OF_MEETING)
def meeting_record(request: Request, organisation: Organisation, meeting: Meeting) -> HttpResponse:
    """Record a planned meeting as it really was."""
    day = min(meeting.on, clock.today())
    form = MeetingForm(request.POST or None, initial={"topic": meeting.topic, "on": day, "channel": meeting.channel})
    return _record(request, organisation, meeting.programme, form, meeting)


@act("programmes.record_meeting", Programme, related=("relation",))
def meeting_plan(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """A meeting to come."""
    form = MeetingPlanForm(request.POST or None)
    if request.method == "POST" and try_form(
        form, lambda: actions.plan_meeting(programme, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Встреча назначена."))
        return back_to(programme, organisation, MEETINGS)
    return render(request, "programmes/meeting_plan.html", {"programme": programme, "form": form})


@act("programmes.record_meeting", Meeting, related=OF_MEETING)
@require_POST
def meeting_miss(request: Request, organisation: Organisation, meeting: Meeting) -> HttpResponse:
    """A planned meeting has not taken place."""
    try_act(
        request,
        lambda: actions.mark_not_held(meeting, by=request.user),
        _("Отмечено: встреча не состоялась. Назначьте новую, когда договоритесь."),
    )
    return back_to(meeting.programme, organisation, MEETINGS)


@act("programmes.record_meeting", Meeting, related=OF_MEETING)
@require_POST
def meeting_confirm(request: Request, organisation: Organisation, meeting: Meeting) -> HttpResponse:
    """The other side confirms."""
    try_act(
        request,
        lambda: actions.confirm_meeting(meeting, by=request.user),
        _("Готово. Встреча подтверждена. Больше ничего не нужно."),
    )
    return back_to(meeting.programme, organisation, MEETINGS)


@act("programmes.write_programme", Meeting, related=OF_MEETING)
@require_POST
def meeting_remove(request: Request, organisation: Organisation, meeting: Meeting) -> HttpResponse:
    """Take a planned meeting out while the programme is being written."""
    programme = meeting.programme
    try_act(request, lambda: actions.remove_meeting(meeting, by=request.user), _("Встреча убрана из графика."))
    return back_to(programme, organisation, MEETINGS)


def _record(
    request: Request,
    organisation: Organisation,
    programme: Programme,
    form: MeetingForm,
    meeting: Meeting | None = None,
) -> HttpResponse:
    def record() -> None:
        actions.record_meeting(programme, by=request.user, meeting=meeting, **form.cleaned_data)

    if request.method == "POST" and try_form(form, record):
        messages.success(request, _("Готово. Встреча записана. Второй участник подтвердит её, когда зайдёт."))
        return back_to(programme, organisation)
    context = {"programme": programme, "form": form, "meeting": meeting}
    return render(request, "programmes/meeting_add.html", context)
