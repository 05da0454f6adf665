"""Registering what was signed on paper, its scan, and the sheet of acquaintance."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.kit.ui.words import day
from nastavnik.orders import actions
from nastavnik.orders.forms import AcquaintanceForm, ScanForm, SignOrderForm
from nastavnik.orders.models import ItemKind, Order, OrderItem
from nastavnik.orders.numbers import suggest_number, tidy_number
from nastavnik.orders.queries import items_of, readers_of
from nastavnik.orders.readiness import lacks_of
from nastavnik.orders.sheet import asks_effect
from nastavnik.orders.states import ORDER
from nastavnik.orders.views.drafting import say
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation


@act("orders.sign_order", Order)
def order_sign(request: Request, organisation: Organisation, order: Order) -> HttpResponse:
    """Register the signed order: from now on its effects are in force."""
    if request.method == "GET" and (sentence := ORDER.why_not(order, "sign")):
        messages.info(request, sentence)
        return redirect("orders:order-detail", organisation.slug, order.pk)
    today = clock.today()
    form = SignOrderForm(
        request.POST or None,
        request.FILES or None,
        next_number=suggest_number(organisation, order.journal, today.year),
        asks_effect=asks_effect(order, items_of(order)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_order(order, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            typed = tidy_number(form.cleaned_data["number"])
            given = "" if typed else _("Впишите номер %(number)s в подписанный экземпляр.")
            messages.success(request, " ".join(filter(None, (done_words(order), given % {"number": order.number}))))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    lacks = lacks_of(order, today)
    return render(request, "orders/order_sign.html", {"form": form, "order": order, "lacks": lacks})


@act("orders.attach_scan", Order)
def scan_attach(request: Request, organisation: Organisation, order: Order) -> HttpResponse:
    """The scan of an order that was entered later without one."""
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.attach_scan(order, form.cleaned_data["scan"], by=request.user)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Скан приказа сохранён."))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/scan_attach.html", {"form": form, "order": order})


@act("orders.note_acquaintance", Order)
def order_acquaint(request: Request, organisation: Organisation, order: Order) -> HttpResponse:
    """Mark who has signed the sheet of acquaintance; those who have not yet are ticked already."""
    if request.method == "GET" and order.signed_on is None:
        messages.info(request, _("Ознакомить можно только с подписанным приказом."))
        return redirect("orders:order-detail", organisation.slug, order.pk)
    people = readers_of(order, items_of(order))
    done = set(order.acquaintances.values_list("person_id", flat=True))
    waiting = [person.pk for person in people if person.pk not in done]
    form = AcquaintanceForm(request.POST or None, people=people, initial={"on": clock.today(), "people": waiting})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_acquaintances(order, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Ознакомление отмечено."))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/order_acquaint.html", {"form": form, "order": order})


def done_words(order: Order) -> str:
    """Completion is said aloud: what is in force now, since when, what is still to do (interaction, chapter 3)."""
    items = items_of(order)
    if order.effective_on and order.effective_on > clock.today():
        words = {"number": order.number, "day": day(order.effective_on)}
        done = _("Готово. Приказ № %(number)s зарегистрирован и вступит в силу %(day)s.") % words
    else:
        done = _deed_words(order, items)
    rest = _("Больше ничего не нужно.")
    if readers_of(order, items) and not order.is_entered_later:
        rest = _("Осталось ознакомить с ним под подпись.")
    return f"{done} {rest}"


def _deed_words(order: Order, items: list[OrderItem]) -> str:
    words = {"number": order.number, "pairs": 0, "target": ""}
    kinds = [item.kind for item in items]
    words["pairs"] = kinds.count(ItemKind.ASSIGN_RELATION)
    target = next((item.target for item in items if item.target), None)
    words["target"] = f"№ {target.number}" if target else ""
    if words["pairs"]:
        return _("Готово. Приказ № %(number)s зарегистрирован, закреплено пар и групп: %(pairs)s.") % words
    if ItemKind.REVOKE in kinds:
        return _("Готово. Приказ № %(number)s зарегистрирован, приказ %(target)s утратил силу.") % words
    if ItemKind.AMEND in kinds:
        return _("Готово. Приказ № %(number)s зарегистрирован, приказ %(target)s действует с изменениями.") % words
    if any(item.change for item in items):
        return _("Готово. Приказ № %(number)s зарегистрирован, изменения в парах и группах оформлены.") % words
    return _("Готово. Приказ № %(number)s зарегистрирован и действует.") % words
