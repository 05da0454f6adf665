"""Meetings to come and held: plan, move, call off; record in under a minute, confirm."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.kit.ui.words import day as in_words
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.foreign import foreign_warning
from nastavnik.organisations.models import Organisation
from nastavnik.programmes import actions
from nastavnik.programmes.meeting_forms import MeetingEndForm, MeetingForm, MeetingMoveForm, MeetingPlanForm
from nastavnik.programmes.members import member_of
from nastavnik.programmes.models import Meeting, MeetingState, Programme
from nastavnik.programmes.pages import meeting_rows
from nastavnik.programmes.reading import read_meetings
from nastavnik.programmes.views.answering import back_to, try_act, try_form

OF_MEETING = ("programme__relation", "service")
MEETINGS = "#meetings"


@act("programmes.view_programme", Programme, related=("relation",))
def meeting_list(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """The journal of meetings (D17)."""
    read_meetings(programme)
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
    return _record(request, organisation, programme, MeetingForm(programme, request.POST or None))


@act("programmes.record_meeting", Meeting, related=OF_MEETING)
def meeting_record(request: Request, organisation: Organisation, meeting: Meeting) -> HttpResponse:
    """Record a planned meeting as it really was."""
    stands = {name: getattr(meeting, name) for name in ("topic", "minutes", "channel", "service", "place")}
    programme = _whole(meeting, organisation)
    form = MeetingForm(programme, request.POST or None, initial={**stands, "on": min(meeting.on, clock.today())})
    return _record(request, organisation, programme, form, meeting)


@act("programmes.record_meeting", Programme, related=("relation",))
def meeting_plan(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """A meeting to come; what it clashes with is said before it is planned, and does not forbid it (1.5)."""
    form = MeetingPlanForm(programme, request.POST or None)
    context = {"programme": programme, "form": form, "meeting": None}

    def plan() -> str:
        meeting = actions.plan_meeting(programme, by=request.user, **form.cleaned_data)
        return _("Встреча назначена: %(when)s.") % {"when": _when(meeting)}

    return _arrange(request, organisation, context, plan)


@act("programmes.record_meeting", Meeting, related=OF_MEETING)
def meeting_move(request: Request, organisation: Organisation, meeting: Meeting) -> HttpResponse:
    """Another day, hour or place; the other side sees who has moved it."""
    programme = _whole(meeting, organisation)
    form = MeetingMoveForm.of(meeting, request.POST or None)
    context = {"programme": programme, "form": form, "meeting": meeting}

    def move() -> str:
        moved = actions.move_meeting(meeting, by=request.user, **form.cleaned_data)
        return _("Сохранено: встреча — %(when)s. Второй участник увидит, что она перенесена и кем.") % {
            "when": _when(moved)
        }

    return _arrange(request, organisation, context, move)


@act("programmes.record_meeting", Meeting, related=OF_MEETING)
def meeting_miss(request: Request, organisation: Organisation, meeting: Meeting) -> HttpResponse:
    """A planned meeting has not taken place."""
    said = _("Отмечено: встреча не состоялась. Назначьте новую, когда договоритесь.")
    return _end(request, organisation, meeting, actions.mark_not_held, said)


@act("programmes.record_meeting", Meeting, related=OF_MEETING)
def meeting_cancel(request: Request, organisation: Organisation, meeting: Meeting) -> HttpResponse:
    """A planned meeting will not take place."""
    said = _("Встреча отменена, второй участник это увидит. Назначьте новую, когда договоритесь.")
    return _end(request, organisation, meeting, actions.cancel_meeting, said)


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
        _warn(request, form.names_a_place)
        return back_to(programme, organisation)
    awaited = programme.meetings.filter(state=MeetingState.PLANNED, on__lte=clock.today()).first()
    context = {"programme": programme, "form": form, "meeting": meeting, "awaited": None if meeting else awaited}
    return render(request, "programmes/meeting_add.html", context)


def _arrange(request: Request, organisation: Organisation, context: dict, act: Callable[[], str]) -> HttpResponse:
    """Plan or move; a clash that the reader has not seen yet is shown first, with what was typed."""
    form, said = context["form"], []
    if request.method == "POST" and form.is_valid():
        context["clashes"] = form.clashes
        seen = not form.clashes or request.POST.get("despite") == form.clashes
        if seen and try_form(form, lambda: said.append(act())):
            messages.success(request, said[0])
            _warn(request, form.names_a_place)
            return back_to(context["programme"], organisation, MEETINGS)
    return render(request, "programmes/meeting_plan.html", context)


def _end(
    request: Request, organisation: Organisation, meeting: Meeting, act: Callable[..., Meeting], said: str
) -> HttpResponse:
    """Say in a word why a meeting is not held."""
    form = MeetingEndForm(request.POST or None)
    if request.method == "POST" and try_form(form, lambda: act(meeting, by=request.user, **form.cleaned_data)):
        messages.success(request, said)
        return back_to(meeting.programme, organisation, MEETINGS)
    calls_off = act is actions.cancel_meeting
    context = {"programme": meeting.programme, "form": form, "meeting": meeting, "calls_off": calls_off}
    return render(request, "programmes/meeting_end.html", context)


def _whole(meeting: Meeting, organisation: Organisation) -> Programme:
    """The programme of a meeting, with the institution that is known already."""
    meeting.programme.organisation = organisation
    return meeting.programme


def _when(meeting: Meeting) -> str:
    hour = f", {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    return f"{in_words(meeting.on)}{hour}"


def _warn(request: Request, place: str) -> None:
    warning = foreign_warning(place)
    if warning:
        messages.warning(request, warning)
