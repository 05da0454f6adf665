"""The screen on which a mentor from outside is written down (3.3.5)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.partners import actions
from nastavnik.partners.forms import OutsideMentorForm
from nastavnik.partners.models import Agreement


@act("partners.keep_partners", Agreement, related=("partner",))
def outside_mentor_add(request: Request, organisation: Organisation, agreement: Agreement) -> HttpResponse:
    """A mentor who works at the partner, for as long as the agreement lasts."""
    form = OutsideMentorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            mentor = actions.add_outside_mentor(agreement, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            words = _("Внешний наставник внесён: %s. Дальше — подписанное согласие и анкета наставника.")
            messages.success(request, words % mentor.person.full_name)
            return redirect("partners:partner-detail", organisation.slug, agreement.partner_id)
    context = {"form": form, "agreement": agreement, "partner": agreement.partner}
    return render(request, "partners/outside_mentor_add.html", context)
