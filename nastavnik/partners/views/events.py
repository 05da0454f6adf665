"""Screens of events, of who took part, and of the report of a year."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import download
from nastavnik.partners import actions
from nastavnik.partners.forms import EventForm, ParticipantsForm
from nastavnik.partners.models import EventParticipant, Partner, PartnerEvent
from nastavnik.partners.papers import report_paper
from nastavnik.partners.queries import FIRST_YEAR, LAST_YEAR, Year, events_of, events_report, year_of
from nastavnik.partners.views.tabs import tabs_of

ON_A_PAGE = 30


@act("partners.view_partners")
def event_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Events, the latest first."""
    page = Paginator(events_of(organisation), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "may_keep": request.user.has_perm("partners.keep_events", organisation),
        "tabs": tabs_of(organisation, "partners:event-list"),
    }
    return render(request, "partners/event_list.html", context)


@act("partners.keep_events")
def event_add(request: Request, organisation: Organisation) -> HttpResponse:
    """A new event; `?partner=` comes from that partner's page."""
    known = {str(key) for key in Partner.objects.of(organisation).values_list("pk", flat=True)}
    asked = request.GET.get("partner", "")
    form = EventForm(
        request.POST or None, organisation=organisation, initial={"partner": asked} if asked in known else {}
    )
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.add_event(organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Событие внесено. Дальше отметьте, кто участвовал."))
            return redirect("partners:event-detail", organisation.slug, event.pk)
    return render(request, "partners/event_write.html", {"form": form})


@act("partners.view_partners", PartnerEvent, related=("partner",))
def event_detail(request: Request, organisation: Organisation, event: PartnerEvent) -> HttpResponse:
    """One event: of which level, whose, who took part."""
    context = {
        "event": event,
        "participants": event.participants.select_related("person").prefetch_related("person__employments"),
        "may_keep": request.user.has_perm("partners.keep_events", event),
    }
    return render(request, "partners/event_detail.html", context)


@act("partners.keep_events", PartnerEvent, related=("partner",))
def event_change(request: Request, organisation: Organisation, event: PartnerEvent) -> HttpResponse:
    """Another day, another level, what came of it."""
    form = EventForm(request.POST or None, instance=PartnerEvent.objects.get(pk=event.pk), organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_event(event, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            event.refresh_from_db()
        else:
            messages.success(request, _("Событие сохранено."))
            return redirect("partners:event-detail", organisation.slug, event.pk)
    return render(request, "partners/event_write.html", {"form": form, "event": event})


@act("partners.keep_events", PartnerEvent)
@require_POST
def event_drop(request: Request, organisation: Organisation, event: PartnerEvent) -> HttpResponse:
    """It did not take place, or is there twice."""
    actions.drop_event(event, by=request.user)
    messages.success(request, _("Событие убрано."))
    return redirect("partners:event-list", organisation.slug)


@act("partners.keep_events", PartnerEvent)
def participants_add(request: Request, organisation: Organisation, event: PartnerEvent) -> HttpResponse:
    """Several people of one role at once."""
    form = ParticipantsForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        people, role = list(form.cleaned_data["people"]), form.cleaned_data["role"]
        try:
            count = actions.add_participants(event, people, by=request.user, role=role)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            words = ngettext("Отмечен %(count)s человек.", "Отмечено людей: %(count)s.", count)
            messages.success(request, words % {"count": count})
            return redirect("partners:event-detail", organisation.slug, event.pk)
    return render(request, "partners/participants_add.html", {"form": form, "event": event})


@act("partners.keep_events", EventParticipant, related=("event",))
@require_POST
def participant_remove(request: Request, organisation: Organisation, participant: EventParticipant) -> HttpResponse:
    """Was not there after all."""
    event = participant.event
    actions.remove_participant(participant, by=request.user)
    messages.success(request, _("Участник убран из события."))
    return redirect("partners:event-detail", organisation.slug, event.pk)


@act("partners.view_partners")
def event_report(request: Request, organisation: Organisation) -> HttpResponse:
    """Events of an academic year by level; `?year=` is the year in which it begins."""
    year = _asked_year(request, organisation)
    context = {
        "report": events_report(organisation, year),
        "query": f"?year={year.number}",
        "before": year.number - 1 if year.number > FIRST_YEAR else None,
        "after": year.number + 1 if year.number < year_of(organisation).number else None,
        "tabs": tabs_of(organisation, "partners:event-report"),
    }
    return render(request, "partners/event_report.html", context)


@act("partners.view_partners")
def event_report_paper(request: Request, organisation: Organisation, paper_format: str) -> HttpResponse:
    """The same on paper."""
    report = events_report(organisation, _asked_year(request, organisation))
    return download(report_paper(organisation, report), paper_format, organisation_id=organisation.pk)


def _asked_year(request: Request, organisation: Organisation) -> Year:
    asked = request.GET.get("year", "")
    known = asked.isascii() and asked.isdigit() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= LAST_YEAR
    return year_of(organisation, int(asked) if known else None)
