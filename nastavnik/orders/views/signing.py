"""Registering what was signed on paper, now or long ago, and the sheet of acquaintance."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.kit.ui.words import day
from nastavnik.orders import actions
from nastavnik.orders.forms import AcquaintanceForm, LaterDeedsForm, LaterOrderForm, ScanForm, SignOrderForm
from nastavnik.orders.models import ItemKind, Order
from nastavnik.orders.numbers import suggest_number
from nastavnik.orders.queries import concerned, items_of
from nastavnik.orders.readiness import lacks_of
from nastavnik.orders.states import ORDER
from nastavnik.orders.views.drafting import base_items
from nastavnik.orders.wording import title_of
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.scans import ScanRefused
from nastavnik.people.models import Person


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
        initial={"number": suggest_number(organisation, order.journal, today.year), "signed_on": today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_order(order, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, done_words(order))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    lacks = lacks_of(order, today)
    return render(request, "orders/order_sign.html", {"form": form, "order": order, "lacks": lacks})


@act("orders.draft_order")
def later_order_add(request: Request, organisation: Organisation) -> HttpResponse:
    """Enter a base order that was signed before the product came, with its true dates (edge case 44)."""
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
            _say(form, refusal)
        else:
            messages.success(request, done_words(order))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/later_order_add.html", {"deeds": deeds, "form": form})


@act("orders.attach_scan", Order)
def scan_attach(request: Request, organisation: Organisation, order: Order) -> HttpResponse:
    """The scan of an order that was entered later without one."""
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.attach_scan(order, form.cleaned_data["scan"], by=request.user)
        except Refused as refusal:
            _say(form, refusal)
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
    people = concerned(items_of(order))
    done = set(order.acquaintances.values_list("person_id", flat=True))
    waiting = [person.pk for person in people if person.pk not in done]
    form = AcquaintanceForm(request.POST or None, people=people, initial={"on": clock.today(), "people": waiting})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_acquaintances(order, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("Ознакомление отмечено."))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/order_acquaint.html", {"form": form, "order": order})


def done_words(order: Order) -> str:
    """Completion is said aloud: what is in force now, since when, what is still to do (interaction, chapter 3)."""
    items = items_of(order)
    pairs = sum(item.kind == ItemKind.ASSIGN_RELATION for item in items)
    words = {"number": order.number, "pairs": pairs, "day": day(order.effective_on) if order.effective_on else ""}
    if order.effective_on and order.effective_on > clock.today():
        done = _("Готово. Приказ № %(number)s зарегистрирован и вступит в силу %(day)s.") % words
    elif pairs:
        done = _("Готово. Приказ № %(number)s зарегистрирован, закреплено пар и групп: %(pairs)s.") % words
    else:
        done = _("Готово. Приказ № %(number)s зарегистрирован и действует.") % words
    rest = _("Осталось ознакомить с ним под подпись.") if concerned(items) else _("Больше ничего не нужно.")
    return f"{done} {rest}"


def _say(form: Form, refusal: Refused) -> None:
    """The sentence at the field that mends it; a refused scan calls its field «file»."""
    field = "scan" if isinstance(refusal, ScanRefused) else refusal.field
    form.add_error(field if field in form.fields else None, refusal.sentence)
