"""Where the institution publishes: a small page of the curator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.consents import actions
from nastavnik.consents.forms import ResourceForm
from nastavnik.consents.models import Resource
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation


@act("consents.manage_resources")
def resource_list(request: Request, organisation: Organisation) -> HttpResponse:
    """What is in use, what is closed, and a form for one more."""
    form = ResourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_resource(organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Ресурс внесён. Он войдёт в новые бланки; прежние согласия его не касаются."))
            return redirect("consents:resource-list", organisation.slug)
    rows = list(Resource.objects.of(organisation))
    context = {
        "form": form,
        "used": [one for one in rows if one.retired_on is None],
        "closed": [one for one in rows if one.retired_on is not None],
    }
    return render(request, "consents/resource_list.html", context)


@act("consents.manage_resources", Resource)
def resource_change(request: Request, organisation: Organisation, resource: Resource) -> HttpResponse:
    """Correct a name or an address while no consent names it."""
    form = ResourceForm(request.POST or None, instance=Resource.objects.get(pk=resource.pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_resource(resource, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Сохранено."))
            return redirect("consents:resource-list", organisation.slug)
    return render(request, "consents/resource_change.html", {"form": form, "resource": resource})


@act("consents.manage_resources", Resource)
@require_POST
def resource_retire(request: Request, organisation: Organisation, resource: Resource) -> HttpResponse:
    """Close it: from today nothing may be published there."""
    try:
        actions.retire_resource(resource, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Ресурс закрыт: публиковать на нём больше нельзя. Подписанные согласия остаются."))
    return redirect("consents:resource-list", organisation.slug)
