"""The own page of wishes and of requests «не предлагать»: for one's own eyes (7.1/2)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from nastavnik.banks import actions
from nastavnik.banks.forms import WishesForm
from nastavnik.banks.models import Bank
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


@act("banks.answer_own")
def wishes_say(request: Request, organisation: Organisation) -> HttpResponse:
    """With whom I would like to be together, and with whom not."""
    person = get_object_or_404(Person.objects.of(organisation), user=request.user)
    person.organisation = organisation
    form = WishesForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_wishes(person, form.wishes(), form.cleaned_data["vetoes"], by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Записано. Подбор учтёт это; больше ничего не нужно."))
            return redirect("desk:home", organisation.slug)
    context = {
        "form": form,
        "as_mentee": form.banks.get(Bank.MENTEES),
        "as_mentor": form.banks.get(Bank.MENTORS),
        "vetoes_open": bool(form["vetoes"].value()) or bool(form["vetoes"].errors),
    }
    return render(request, "banks/wishes_say.html", context)
