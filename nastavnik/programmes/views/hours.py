"""«Мой график»: hours with children, by oneself or by the curator (1.5)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.programmes import actions
from nastavnik.programmes.meeting_forms import HoursForm


@act("programmes.change_hours", Person)
def hours_change(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """The week of a person; empty days are free."""
    form = HoursForm(person, request.POST or None)
    is_self = person.user_id == request.user.pk
    if request.method == "POST" and form.is_valid():
        actions.change_hours(person, by=request.user, week=form.week)
        messages.success(request, _("График сохранён. О встречах в эти часы участники получат предупреждение."))
        if is_self:
            return redirect("desk:home", organisation.slug)
        return redirect("people:person-detail", organisation.slug, person.pk)
    context = {"form": form, "person": person, "is_self": is_self}
    return render(request, "programmes/hours_change.html", context)
