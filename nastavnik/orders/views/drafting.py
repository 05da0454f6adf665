"""Drafts of the two usual orders: the base of the system, agreed pairs and groups."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders import actions
from nastavnik.orders.actions import NewItem
from nastavnik.orders.forms import DEEDS, BaseOrderForm, RelationsOrderForm
from nastavnik.orders.forms.draft import DraftForm
from nastavnik.orders.models import ItemKind, Order, OrderState
from nastavnik.orders.queries import relations_for_order
from nastavnik.orders.wording import title_of
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.readiness import missing_for_order
from nastavnik.papers.scans import ScanRefused
from nastavnik.people.models import Person
from nastavnik.regulation.queries import base_on
from nastavnik.roadmap.models import Roadmap, RoadmapState


@act("orders.draft_order")
def base_order_start(request: Request, organisation: Organisation) -> HttpResponse:
    """A draft of the base order, combined or single (4.1, 4.3/3, 4.4.1); what is lacking is ticked already."""
    roadmap, base = draft_roadmap_of(organisation), base_on(organisation, clock.today())
    wanted = {name: True for name in request.GET if name in DEEDS}
    lacking = {"introduces": base.introduction is None, "approves": base.edition is None}
    form = BaseOrderForm(
        request.POST or None,
        people=Person.objects.of(organisation).employed(clock.today()),
        roadmap=roadmap,
        base=base,
        initial=wanted or lacking,
    )
    if request.method == "POST" and form.is_valid():
        order = draft(request, organisation, form, base_items(form.cleaned_data, roadmap))
        if order:
            return redirect("orders:order-detail", organisation.slug, order.pk)
    curator = holder_of(organisation, RoleKind.CURATOR, clock.today())
    return render(request, "orders/base_order_start.html", {"form": form, "curator": curator})


@act("orders.draft_order")
def relations_order_start(request: Request, organisation: Organisation) -> HttpResponse:
    """A draft of the order on pairs and groups (4.3/5, 7.2); those that lack nothing are ticked already."""
    agreed = list(relations_for_order(organisation))
    whole, hints, base = [], {}, base_on(organisation, clock.today())
    for relation in agreed:
        relation.organisation = organisation
        missing = missing_for_order(relation, clock.today(), base)
        if not missing:
            whole.append(relation.pk)
        hints[str(relation.pk)] = " ".join(each.sentence for each in missing) or _("Все согласия подписаны.")
    asked = [relation.pk for relation in agreed if str(relation.pk) == request.GET.get("relation")]
    form = RelationsOrderForm(
        request.POST or None,
        relations=relations_for_order(organisation),
        hints=hints,
        initial={"relations": asked or whole},
    )
    if request.method == "POST" and form.is_valid():
        items = [NewItem(ItemKind.ASSIGN_RELATION, relation=relation) for relation in form.cleaned_data["relations"]]
        order = draft(request, organisation, form, items)
        if order:
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/relations_order_start.html", {"form": form, "agreed": agreed, "whole": whole})


def draft_roadmap_of(organisation: Organisation) -> Roadmap | None:
    """The roadmap that waits for its approval."""
    return Roadmap.objects.of(organisation).filter(state=RoadmapState.DRAFT).first()


def base_items(wanted: Mapping[str, Any], roadmap: Roadmap | None) -> list[NewItem]:
    """The items of a base order by what was ticked."""
    items = []
    if wanted.get("introduces"):
        items.append(NewItem(ItemKind.INTRODUCE_MODEL))
    if wanted.get("approves"):
        items.append(NewItem(ItemKind.APPROVE_REGULATION, text=wanted.get("text", "")))
    if wanted.get("appoints"):
        items.append(NewItem(ItemKind.APPOINT_CURATOR, person=wanted["curator"]))
    if wanted.get("approves_roadmap") and roadmap:
        items.append(NewItem(ItemKind.APPROVE_ROADMAP, roadmap=roadmap))
    return items


def draft(request: Request, organisation: Organisation, form: DraftForm, items: list[NewItem]) -> Order | None:
    """The draft with the requisites of the form, or None when it is refused: the form says why.

    With `?into=` the items go into a draft that is there already: one order may do several things.
    """
    into = draft_of(request, organisation)
    if into is not None:
        try:
            actions.add_items(into, items, by=request.user)
        except Refused as refusal:
            say(form, refusal)
            return None
        messages.success(request, _("Пункт добавлен в проект. Проверьте текст: нумерация пунктов новая."))
        return into
    facts = form.requisites
    facts["title"] = facts["title"] or title_of([item.kind for item in items])
    try:
        order = actions.draft_order(organisation, items, by=request.user, **facts)
    except Refused as refusal:
        say(form, refusal)
        return None
    messages.success(request, _("Проект приказа составлен. Проверьте его и передайте на подпись."))
    return order


def draft_of(request: Request, organisation: Organisation) -> Order | None:
    """The draft that further items are added to, when the address names one (`?into=`)."""
    try:
        key = UUID(request.GET.get("into", ""))
    except ValueError:
        return None
    return Order.objects.of(organisation).filter(pk=key, state=OrderState.DRAFT, is_entered_later=False).first()


def say(form: Form, refusal: Refused) -> None:
    """The sentence at the field that mends it; a refused scan calls its field «file»."""
    field = "scan" if isinstance(refusal, ScanRefused) else refusal.field
    form.add_error(field if field in form.fields else None, refusal.sentence)
