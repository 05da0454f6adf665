"""Answers: a teacher's own, or entered by the curator from paper or talk (R2.1, R3.1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from nastavnik.banks import actions
from nastavnik.banks.forms import MentorForm, RequestsForm
from nastavnik.banks.models import Bank, Entry, MenteeEntry, MentorEntry
from nastavnik.banks.queries import open_collections
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


@act("banks.answer_own")
def requests_answer(request: Request, organisation: Organisation) -> HttpResponse:
    """A teacher's own professional requests (R2.1)."""
    return _requests_page(request, organisation, _own_person(request, organisation), own=True)


@act("banks.answer_own")
def mentor_answer(request: Request, organisation: Organisation) -> HttpResponse:
    """A teacher's own questionnaire of a would-be mentor (R3.1)."""
    return _mentor_page(request, organisation, _own_person(request, organisation), own=True)


@act("banks.answer_for", Person)
def requests_answer_for(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """The curator enters somebody's requests from paper or talk."""
    return _requests_page(request, organisation, person, own=False)


@act("banks.answer_for", Person)
def mentor_answer_for(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """The curator enters somebody's questionnaire from paper or talk."""
    return _mentor_page(request, organisation, person, own=False)


def _own_person(request: Request, organisation: Organisation) -> Person:
    return get_object_or_404(Person.objects.of(organisation), user=request.user)


def _requests_page(request: Request, organisation: Organisation, person: Person, *, own: bool) -> HttpResponse:
    person.organisation = organisation
    entry = MenteeEntry.objects.filter(person=person).first()
    collection = open_collections(organisation).get(Bank.MENTEES)
    form = RequestsForm(request.POST or None, organisation=organisation, entry=entry)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("category", "forms", "hours", "distance_ok", "wishes")}
        try:
            saved = actions.answer_requests(person, form.requests(), by=request.user, collection=collection, **said)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _answered(request, organisation, saved, own)
    context = {"form": form, "person": person, "own": own, "collection": collection, "entry": entry}
    return render(request, "banks/requests_answer.html", context)


def _mentor_page(request: Request, organisation: Organisation, person: Person, *, own: bool) -> HttpResponse:
    person.organisation = organisation
    entry = MentorEntry.objects.filter(person=person).first()
    collection = open_collections(organisation).get(Bank.MENTORS)
    form = MentorForm(request.POST or None, organisation=organisation, entry=entry)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.answer_mentor(person, by=request.user, collection=collection, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            return _answered(request, organisation, saved, own)
    context = {"form": form, "person": person, "own": own, "collection": collection, "entry": entry}
    return render(request, "banks/mentor_answer.html", context)


def _answered(request: Request, organisation: Organisation, saved: Entry | None, own: bool) -> HttpResponse:
    """Say aloud what is now true and what comes next."""
    messages.success(request, _thanks(saved, own))
    if own or saved is None:
        return redirect("desk:home" if own else "banks:bank-list", organisation.slug)
    name = "mentor-detail" if isinstance(saved, MentorEntry) else "mentee-detail"
    return redirect(f"banks:{name}", organisation.slug, saved.pk)


def _thanks(saved: Entry | None, own: bool) -> str:
    if saved is None:
        return _("Ответ записан. Больше ничего не нужно.")
    if saved.takes_part:
        return _("Ответ записан. Больше ничего не нужно: запись уже в базе.")
    if own:
        return _("Спасибо, ответ записан. Куратор пригласит подписать согласие на обработку данных.")
    return _("Ответ записан. Теперь нужно согласие на обработку персональных данных.")
