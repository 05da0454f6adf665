"""Screens for pairs that ran before the product: who and when, then the day of each written consent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs import actions
from nastavnik.pairs.enter_forms import EnteredPeopleForm, EnteredRelationForm


@act("pairs.enter_relation")
def relation_enter(request: Request, organisation: Organisation) -> HttpResponse:
    """First the people (by GET, so that the address keeps them), then terms and days of consents."""
    chosen = request.GET if "mentors" in request.GET or "mentees" in request.GET else None
    people = EnteredPeopleForm(chosen, organisation=organisation)
    if chosen is None or not people.is_valid():
        return render(request, "pairs/relation_enter.html", {"form": people, "step": 1})
    mentors, mentees = list(people.cleaned_data["mentors"]), list(people.cleaned_data["mentees"])
    form = EnteredRelationForm(request.POST or None, mentors=mentors, mentees=mentees)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        days = {person.pk: day for person in (*mentors, *mentees) if (day := said.pop(form.name_of(person)))}
        try:
            relation = actions.enter_relation(organisation, mentors, mentees, by=request.user, consents=days, **said)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Пара внесена. Теперь внесите приказ, которым она закреплена."))
            return redirect("pairs:relation-detail", organisation.slug, relation.pk)
    context = {"form": form, "step": 2, "mentors": mentors, "mentees": mentees}
    return render(request, "pairs/relation_enter.html", context)
