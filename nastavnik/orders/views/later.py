"""Existing life first: orders and pairs of before the product, with their true dates (edge case 44)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders import actions
from nastavnik.orders.actions import LaterPair
from nastavnik.orders.forms import LaterDeedsForm, LaterOrderForm, LaterRelationForm, LaterSidesForm
from nastavnik.orders.models import FORCE_STATES, Order
from nastavnik.orders.views.drafting import base_items, say
from nastavnik.orders.views.signing import done_words
from nastavnik.orders.wording import title_of
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


@act("orders.draft_order")
def later_order_add(request: Request, organisation: Organisation) -> HttpResponse:
    """Enter a base order that was signed before the product came, with its true dates."""
    people = Person.objects.of(organisation).employed(clock.today())
    deeds = LaterDeedsForm(
        request.POST or None, people=people, prefix="what", initial={"introduces": True, "approves": True}
    )
    form = LaterOrderForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and deeds.is_valid() & form.is_valid():
        items = base_items(deeds.cleaned_data, None)
        title = title_of([item.kind for item in items])
        try:
            order = actions.enter_later_order(organisation, items, by=request.user, title=title, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, done_words(order))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/later_order_add.html", {"deeds": deeds, "form": form})


@act("orders.draft_order")
def later_relations_add(request: Request, organisation: Organisation) -> HttpResponse:
    """A pair or group that runs already, in two steps: who with whom (by GET), then dates, consents and the order.

    `?order=` is an old order that is entered already: one more of the pairs that it has fixed.
    """
    staff = Person.objects.of(organisation).employed(clock.today())
    order = _order_asked(request, organisation)
    sides = LaterSidesForm(request.GET if "mentors" in request.GET or "mentees" in request.GET else None, people=staff)
    if not sides.is_valid():
        return render(request, "orders/later_sides_add.html", {"form": sides, "order": order})
    mentors, mentees = list(sides.cleaned_data["mentors"]), list(sides.cleaned_data["mentees"])
    form = LaterRelationForm(request.POST or None, request.FILES or None, people=[*mentors, *mentees], order=order)
    if request.method == "POST" and form.is_valid():
        try:
            made = _enter(request, organisation, form, order, mentors, mentees)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Готово. Пара внесена и действует по приказу № %s.") % made.number)
            return redirect("orders:order-detail", organisation.slug, made.pk)
    context = {"form": form, "order": order, "mentors": mentors, "mentees": mentees}
    return render(request, "orders/later_relations_add.html", context)


def _order_asked(request: Request, organisation: Organisation) -> Order | None:
    """The order of `?order=`; a key that means nothing is ignored."""
    known = Order.objects.of(organisation).filter(is_entered_later=True, state__in=FORCE_STATES)
    return next((order for order in known if str(order.pk) == request.GET.get("order")), None)


def _enter(
    request: Request,
    organisation: Organisation,
    form: LaterRelationForm,
    order: Order | None,
    mentors: list[Person],
    mentees: list[Person],
) -> Order:
    cleaned: dict[str, Any] = form.cleaned_data
    pair = LaterPair(
        mentors,
        mentees,
        since=cleaned["since"],
        until=cleaned["until"],
        form=cleaned["form"],
        topic=cleaned["topic"],
        consents=form.consents,
    )
    if order is not None:
        actions.add_later_pair(order, pair, by=request.user)
        return order
    facts = {name: cleaned[name] for name in LaterOrderForm.base_fields}
    return actions.enter_later_pair(organisation, pair, by=request.user, **facts)
