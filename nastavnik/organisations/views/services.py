"""The directory of services for meetings at a distance."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit.refusal import Refused
from nastavnik.organisations import actions
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.foreign import foreign_service_in, foreign_warning
from nastavnik.organisations.forms import MeetingServiceForm
from nastavnik.organisations.models import MeetingService, Organisation
from nastavnik.organisations.tabs import tabs_of


@act("organisations.view_services")
def service_list(request: Request, organisation: Organisation) -> HttpResponse:
    """What may be used, and what is foreign among it."""
    allowed = MeetingService.objects.of(organisation).filter(is_allowed=True)
    context = {
        "tabs": tabs_of(organisation, request.user, "organisations:service-list"),
        "rows": [{"service": one, "foreign": foreign_service_in(f"{one.name} {one.address}")} for one in allowed],
        "may_change": request.user.has_perm("organisations.change_services", organisation),
    }
    return render(request, "organisations/service_list.html", context)


@act("organisations.change_services")
def service_add(request: Request, organisation: Organisation) -> HttpResponse:
    """A service more."""
    form = MeetingServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            service = actions.add_service(organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            return _saved(request, organisation, service)
    return render(request, "organisations/service_change.html", {"form": form, "service": None})


@act("organisations.change_services", MeetingService)
def service_change(request: Request, organisation: Organisation, service: MeetingService) -> HttpResponse:
    """Correct a service."""
    stands = {name: getattr(service, name) for name in ("name", "address", "note")}
    form = MeetingServiceForm(request.POST or None, initial=stands)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_service(service, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            return _saved(request, organisation, service)
    return render(request, "organisations/service_change.html", {"form": form, "service": service})


@act("organisations.change_services", MeetingService)
@require_POST
def service_drop(request: Request, organisation: Organisation, service: MeetingService) -> HttpResponse:
    """Take a service off the list."""
    actions.drop_service(service, by=request.user)
    messages.success(request, _("%(name)s больше не предлагается. Прежние встречи не изменились.") % {"name": service})
    return redirect("organisations:service-list", organisation.slug)


def _saved(request: Request, organisation: Organisation, service: MeetingService) -> HttpResponse:
    messages.success(
        request, _("Сохранено: %(name)s предлагается участникам, когда они назначают встречу.") % {"name": service}
    )
    warning = foreign_warning(f"{service.name} {service.address}")
    if warning:
        messages.warning(request, warning)
    return redirect("organisations:service-list", organisation.slug)
