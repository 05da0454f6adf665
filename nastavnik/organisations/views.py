"""The institution's card, its settings, who holds which role."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.organisations import actions
from nastavnik.organisations.access import act
from nastavnik.organisations.forms import OrganisationForm, SettingsForm
from nastavnik.organisations.models import Organisation, Role


@act("organisations.view_organisation")
def organisation_detail(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The card and the holders of roles."""
    roles = Role.objects.of(organisation).exclude(kind="teacher").select_related("user").order_by("kind", "-since")
    return render(request, "organisations/organisation_detail.html", {"roles": roles})


@act("organisations.change_organisation")
def organisation_change(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Change the card; former names are kept with their dates (1.1)."""
    form = OrganisationForm(request.POST or None, instance=Organisation.objects.get(pk=organisation.pk))
    if request.method == "POST" and form.is_valid():
        actions.change_organisation(organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("Карточка учреждения сохранена. Прежние документы сохраняют прежнее название."))
        return redirect("organisations:organisation-detail", organisation.slug)
    return render(request, "organisations/organisation_change.html", {"form": form})


@act("organisations.change_settings")
def settings_change(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Names of bodies, terms, limits, readings of indicators."""
    form = SettingsForm(request.POST or None, instance=organisation.settings)
    if request.method == "POST" and form.is_valid():
        organisation.settings.refresh_from_db()
        actions.change_settings(organisation.settings, by=request.user, **form.cleaned_data)
        messages.success(request, _("Настройки сохранены."))
        return redirect("organisations:organisation-detail", organisation.slug)
    return render(request, "organisations/settings_change.html", {"form": form})

