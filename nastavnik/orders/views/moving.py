"""A draft on its way: an item out, to those who agree it, to the head, back, given up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders import actions
from nastavnik.orders.actions import Asked
from nastavnik.orders.forms import AgreeVisaForm, CirculateForm, ObjectForm, ReturnOrderForm
from nastavnik.orders.models import Order, OrderItem, OrderState, Visa, VisaState
from nastavnik.orders.rules import is_that_one
from nastavnik.orders.states import ORDER, VISA
from nastavnik.orders.views.drafting import say
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


@act("orders.draft_order", OrderItem, related=("order",))
@require_POST
def item_remove(request: Request, organisation: Organisation, item: OrderItem) -> HttpResponse:
    """Take an item out of a draft: it waits for another order."""
    try:
        actions.remove_item(item, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Пункт исключён из проекта. Его можно включить в другой приказ."))
    return redirect("orders:order-detail", organisation.slug, item.order_id)


@act("orders.circulate_order", Order)
def order_circulate(request: Request, organisation: Organisation, order: Order) -> HttpResponse:
    """To those who agree it first (ТК РФ ст. 372; 4.5/1); from now on the text is frozen."""
    if request.method == "GET" and (sentence := ORDER.why_not(order, "circulate")):
        messages.info(request, sentence)
        return redirect("orders:order-detail", organisation.slug, order.pk)
    form = CirculateForm(
        request.POST or None,
        people=Person.objects.of(organisation).employed(clock.today()),
        council_name=organisation.settings.council_name,
    )
    if request.method == "POST" and form.is_valid():
        asked = [Asked(who, person) for who, person in form.asked]
        try:
            actions.circulate_order(order, asked, by=request.user)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(
                request, _("Проект отправлен на согласование. Когда согласуют все, его передают на подпись.")
            )
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/order_circulate.html", {"form": form, "order": order})


@act("orders.agree_visa", Visa, related=("order", "person"))
def visa_agree(request: Request, organisation: Organisation, visa: Visa) -> HttpResponse:
    """Agreed: by the person's own button, or from the paper with its date."""
    if request.method == "GET" and (back := _nothing_to_say(request, visa, "agree")):
        return back
    # one's own word has no field: what is sent may be empty
    form = AgreeVisaForm(request.POST if request.method == "POST" else None, is_own=is_that_one(request.user, visa))
    if request.method == "POST" and form.is_valid():
        try:
            order = actions.agree_visa(visa, by=request.user, on=form.cleaned_data.get("on"))
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _agreed_words(order))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/visa_agree.html", {"form": form, "visa": visa, "order": visa.order})


@act("orders.object_visa", Visa, related=("order", "person"))
def visa_object(request: Request, organisation: Organisation, visa: Visa) -> HttpResponse:
    """Remarks: the draft goes back to its author with them."""
    if request.method == "GET" and (back := _nothing_to_say(request, visa, "object")):
        return back
    own = is_that_one(request.user, visa)
    form = ObjectForm(request.POST or None, is_own=own)
    if request.method == "POST" and form.is_valid():
        try:
            order = actions.object_to_order(visa, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Замечания записаны. Проект вернулся к куратору на доработку."))
            if own and not request.user.has_perm("orders.view_order", order):  # the new text is agreed anew
                return redirect("desk:home", organisation.slug)
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/visa_object.html", {"form": form, "visa": visa, "order": visa.order})


def _nothing_to_say(request: Request, visa: Visa, move: str) -> HttpResponse | None:
    """Who comes too late is told so on the page of the order."""
    if visa.order.state == OrderState.AGREEING and VISA.why_not(visa, move) is None:
        return None
    messages.info(request, _("Ответ уже не нужен: проект — «%(state)s».") % {"state": visa.order.get_state_display()})
    return redirect("orders:order-detail", visa.organisation.slug, visa.order_id)


def _agreed_words(order: Order) -> str:
    if order.state == OrderState.AGREED:
        return _("Готово. Проект согласован всеми: его можно передать на подпись.")
    waiting = ", ".join(order.visas.filter(state=VisaState.ASKED).values_list("who", flat=True))
    return _("Согласование записано. Ждём ещё: %(who)s.") % {"who": waiting}


@act("orders.submit_order", Order)
@require_POST
def order_submit(request: Request, organisation: Organisation, order: Order) -> HttpResponse:
    """To the head's table; from now on the text is frozen."""
    try:
        actions.submit_order(order, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Приказ передан руководителю на подпись. Распечатайте его и подпишите."))
    return redirect("orders:order-detail", organisation.slug, order.pk)


@act("orders.return_order", Order)
def order_return(request: Request, organisation: Organisation, order: Order) -> HttpResponse:
    """Back to be reworked, with a word."""
    if request.method == "GET" and (sentence := ORDER.why_not(order, "return")):
        messages.info(request, sentence)
        return redirect("orders:order-detail", organisation.slug, order.pk)
    form = ReturnOrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_order(order, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Проект возвращён на доработку. Распечатанный текст больше не действителен."))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/order_return.html", {"form": form, "order": order})


@act("orders.annul_order", Order)
@require_POST
def order_annul(request: Request, organisation: Organisation, order: Order) -> HttpResponse:
    """A draft that will not be signed."""
    try:
        actions.annul_order(order, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("orders:order-detail", organisation.slug, order.pk)
    messages.success(request, _("Проект аннулирован."))
    return redirect("orders:order-list", organisation.slug)
