"""Access cards: shown once, printed, cut out and handed over (edge case 80)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people import actions
from nastavnik.people.forms import AccessForm, sent
from nastavnik.people.models import Person
from nastavnik.people.queries import without_access

MOST_AT_ONCE = 60  # hashing one password takes a quarter of a second
_CARDS = "access_cards"


@act("people.open_access", Person)
@require_POST
def access_open(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """A way in for one person, or a new one-time password for somebody who has lost theirs."""
    _open(request, [person])
    return redirect("people:access-cards", organisation.slug)


@act("people.open_access")
def access_open_many(request: Request, organisation: Organisation) -> HttpResponse:
    """Access cards for many people at once."""
    people = without_access(organisation, clock.today())
    form = AccessForm(sent(request), people=people)
    if request.method == "POST" and form.is_valid():
        wanted = list(form.cleaned_data["people"])
        if len(wanted) <= MOST_AT_ONCE:
            _open(request, wanted)
            return redirect("people:access-cards", organisation.slug)
        said = _("За один раз делается не больше %(most)s карточек: отметьте часть людей, потом остальных.")
        form.add_error("people", said % {"most": MOST_AT_ONCE})
    rows: list[dict[str, Any]] = [{"person": one, "post": one.position_on(clock.today())} for one in people]
    chosen = {str(row["person"].pk) for row in rows[:MOST_AT_ONCE]}
    if request.method == "POST":
        chosen = set(request.POST.getlist("people"))
    return render(request, "people/access_open_many.html", {"form": form, "rows": rows, "chosen": chosen})


@never_cache
@act("people.open_access")
def access_cards(request: Request, organisation: Organisation) -> HttpResponse:
    """The cards that have just been made, once: passwords are kept nowhere after this page."""
    cards = request.session.pop(_CARDS, {})
    mine = cards.get("cards", []) if cards.get("organisation") == str(organisation.pk) else []
    address = request.build_absolute_uri(reverse("account_login"))
    return render(request, "people/access_cards.html", {"cards": mine, "address": address})


def _open(request: Request, people: list[Person]) -> None:
    """Make the cards and keep them in the session until they are shown: a page that is an answer to a POST
    would make new passwords whenever it is reloaded, and the printed ones would no longer fit."""
    cards = []
    for person in people:
        try:
            user, password = actions.open_access(person, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            cards.append({"name": person.full_name, "login": user.username, "password": password})
    request.session[_CARDS] = {"organisation": str(people[0].organisation_id), "cards": cards}
