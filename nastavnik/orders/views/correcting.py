"""Orders about orders: a registered text is corrected, or an order revoked, only by another one (edge cases 40, 41)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.orders.actions import NewItem
from nastavnik.orders.consequences import questions_of
from nastavnik.orders.forms import AmendOrderForm, RevokeOrderForm
from nastavnik.orders.models import FORCE_STATES, ItemKind, Order
from nastavnik.orders.queries import effects_of
from nastavnik.orders.views.drafting import draft
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation


@act("orders.draft_order", Order)
def amend_order_start(request: Request, organisation: Organisation, order: Order) -> HttpResponse:
    """Which place of the order reads how: both stay in the register."""
    if order.state not in FORCE_STATES:
        return _back(request, order)
    title = f"О внесении изменений в приказ {_mark(order)}"
    form = AmendOrderForm(request.POST or None, initial={"title": title, "journal_of": order.journal})
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        facts = {"place": cleaned["place"], "why": cleaned["why"]}
        items = [NewItem(ItemKind.AMEND, target=order, text=cleaned["text"].strip(), facts=facts)]
        if made := draft(request, organisation, form, items):
            return redirect("orders:order-detail", organisation.slug, made.pk)
    return render(request, "orders/amend_order_start.html", {"form": form, "order": order})


@act("orders.draft_order", Order)
def revoke_order_start(request: Request, organisation: Organisation, order: Order) -> HttpResponse:
    """Each effect of the order with what would become of it: asked one by one (domain 2.3.2)."""
    if order.state not in FORCE_STATES:
        return _back(request, order)
    title = f"О признании утратившим силу приказа {_mark(order)}"
    form = RevokeOrderForm(
        request.POST or None,
        questions=questions_of(effects_of(order)),
        initial={"title": title, "journal_of": order.journal},
    )
    if request.method == "POST" and form.is_valid():
        facts = {"fates": form.fates, "why": form.cleaned_data["why"]}
        items = [NewItem(ItemKind.REVOKE, target=order, facts=facts)]
        if made := draft(request, organisation, form, items):
            return redirect("orders:order-detail", organisation.slug, made.pk)
    return render(request, "orders/revoke_order_start.html", {"form": form, "order": order})


def _mark(order: Order) -> str:
    """«от 15.09.2026 № 42-ОД»: words of a paper, Russian whatever the language of the page."""
    return f"от {order.signed_on:%d.%m.%Y} № {order.number}"


def _back(request: Request, order: Order) -> HttpResponse:
    words = {"state": order.get_state_display()}
    messages.info(
        request, _("Исправить или отменить приказом можно только действующий приказ: состояние — «%(state)s».") % words
    )
    return redirect("orders:order-detail", order.organisation.slug, order.pk)
