"""The institution's card, its settings, who holds which role."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.organisations import actions
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.forms import TIME_ZONES, OrganisationForm, SettingsForm
from nastavnik.organisations.models import Organisation
from nastavnik.organisations.queries import roles_held
from nastavnik.organisations.tabs import tabs_of


@act("organisations.view_organisation")
def organisation_detail(request: Request, organisation: Organisation) -> HttpResponse:
    """The card and the holders of roles: now, from a future day, formerly."""
    context = {
        "tabs": tabs_of(organisation, request.user, "organisations:organisation-detail"),
        "held": roles_held(organisation, clock.today()),
        "former_names": organisation.former_names.order_by("-until"),
        "time_zone": dict(TIME_ZONES).get(organisation.time_zone, organisation.time_zone),
        "may_give": request.user.has_perm("organisations.give_role", organisation),
        "may_change": request.user.has_perm("organisations.change_organisation", organisation),
    }
    return render(request, "organisations/organisation_detail.html", context)


@act("organisations.change_organisation")
def organisation_change(request: Request, organisation: Organisation) -> HttpResponse:
    """Change the card; former names are kept with their dates (1.1)."""
    form = OrganisationForm(request.POST or None, instance=Organisation.objects.get(pk=organisation.pk))
    if request.method == "POST" and form.is_valid():
        actions.change_organisation(organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("Карточка учреждения сохранена. Прежние документы сохраняют прежнее название."))
        return redirect("organisations:organisation-detail", organisation.slug)
    return render(request, "organisations/organisation_change.html", {"form": form})


@act("organisations.change_settings")
def settings_change(request: Request, organisation: Organisation) -> HttpResponse:
    """Names of bodies, terms, limits, readings of indicators."""
    form = SettingsForm(request.POST or None, instance=organisation.settings)
    if request.method == "POST" and form.is_valid():
        organisation.settings.refresh_from_db()
        actions.change_settings(organisation.settings, by=request.user, **form.cleaned_data)
        messages.success(
            request, _("Настройки сохранены. Они действуют с этой минуты; утверждённые отчёты не меняются.")
        )
        return redirect("organisations:settings-change", organisation.slug)
    tabs = tabs_of(organisation, request.user, "organisations:settings-change")
    return render(request, "organisations/settings_change.html", {"form": form, "tabs": tabs})
