"""Screens of orders: the register, drafting, the page of one order, signing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.orders import actions
from nastavnik.orders.actions import NewItem
from nastavnik.orders.forms import (
    AcquaintanceForm,
    BaseOrderForm,
    LaterOrderForm,
    RelationsOrderForm,
    ReturnOrderForm,
    SignOrderForm,
)
from nastavnik.orders.models import ItemKind, Order, OrderState
from nastavnik.orders.numbers import suggest_number
from nastavnik.orders.papers import concerned, order_paper
from nastavnik.orders.queries import relations_for_order
from nastavnik.orders.wording import title_of
from nastavnik.organisations.access import act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import download, kept_file
from nastavnik.papers.models import IssuedPaper
from nastavnik.papers.scans import ScanRefused
from nastavnik.people.models import Person
from nastavnik.roadmap.models import Roadmap, RoadmapState


@act("orders.view_orders")
def order_list(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Drafts and what waits for a signature first, then the register."""
    orders = Order.objects.of(organisation).exclude(state=OrderState.ANNULLED).prefetch_related("items")
    return render(
        request,
        "orders/order_list.html",
        {
            "open": [order for order in orders if order.state != OrderState.IN_FORCE],
            "registered": [order for order in orders if order.state == OrderState.IN_FORCE],
            "ready": relations_for_order(organisation).count(),
        },
    )


@act("orders.draft_order")
def base_order_start(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A draft of the base order, combined or single (4.1, 4.3/3, 4.4.1)."""
    people = Person.objects.of(organisation).employed(clock.today())
    roadmap = Roadmap.objects.of(organisation).filter(state=RoadmapState.DRAFT).first()
    wanted = {name: True for name in request.GET if name in ("introduces", "approves", "appoints", "approves_roadmap")}
    form = BaseOrderForm(
        request.POST or None,
        people=people,
        roadmap=roadmap,
        initial=wanted or {"introduces": True, "approves": True},
    )
    if request.method == "POST" and form.is_valid():
        items = base_items(form.cleaned_data, roadmap)
        order = actions.draft_order(organisation, items, by=request.user, title=title_of([item.kind for item in items]))
        messages.success(request, _("Проект приказа составлен. Проверьте его и передайте на подпись."))
        return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/base_order_start.html", {"form": form})


@act("orders.draft_order")
def relations_order_start(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A draft of the order on pairs and groups (4.3/5, 7.2)."""
    ready = relations_for_order(organisation)
    chosen = [relation.pk for relation in ready if str(relation.pk) == request.GET.get("relation")]
    form = RelationsOrderForm(
        request.POST or None,
        relations=ready,
        initial={"relations": chosen or [relation.pk for relation in ready]},
    )
    if request.method == "POST" and form.is_valid():
        items = [NewItem(ItemKind.ASSIGN_RELATION, relation=relation) for relation in form.cleaned_data["relations"]]
        try:
            order = actions.draft_order(
                organisation, items, by=request.user, title=title_of([ItemKind.ASSIGN_RELATION])
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Проект приказа составлен. Проверьте его и передайте на подпись."))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/relations_order_start.html", {"form": form, "ready": ready})


@act("orders.view_order", Order)
def order_detail(request: HttpRequest, organisation: Organisation, order: Order) -> HttpResponse:
    """The order: what it does, what is missing, whose turn it is, its papers."""
    items = list(
        order.items.select_related("person", "relation__organisation", "roadmap").prefetch_related(
            "person__employments", "relation__members__person", "relation__members__consent"
        )
    )
    day = order.signed_on or clock.today()
    missing = [] if order.state == OrderState.IN_FORCE else actions.why_not_sign(order, day)
    sheets = {sheet.person_id: sheet for sheet in order.acquaintances.all()}
    return render(
        request,
        "orders/order_detail.html",
        {
            "order": order,
            "items": items,
            "missing": missing,
            "people": [(person, sheets.get(person.pk)) for person in concerned(items)],
            "papers": IssuedPaper.objects.of(organisation).filter(about_id=order.pk).order_by("kept_at"),
            "may_sign": request.user.has_perm("orders.sign_order", order),
            "may_return": request.user.has_perm("orders.return_order", order),
            "events": entries_about(order),
        },
    )


@require_POST
@act("orders.submit_order", Order)
def order_submit(request: HttpRequest, organisation: Organisation, order: Order) -> HttpResponse:
    """To the head's table; the text to be signed is kept as it will be printed."""
    try:
        actions.submit_order(order, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Приказ передан руководителю на подпись. Распечатайте его и подпишите."))
    return redirect("orders:order-detail", organisation.slug, order.pk)


@act("orders.return_order", Order)
def order_return(request: HttpRequest, organisation: Organisation, order: Order) -> HttpResponse:
    """The head sends the draft back with a word."""
    form = ReturnOrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_order(order, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Проект возвращён куратору."))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/order_return.html", {"form": form, "order": order})


@act("orders.sign_order", Order)
def order_sign(request: HttpRequest, organisation: Organisation, order: Order) -> HttpResponse:
    """Register the signed order: from now on its effects are in force."""
    today = clock.today()
    form = SignOrderForm(
        request.POST or None,
        request.FILES or None,
        initial={"number": suggest_number(organisation, order.journal, today.year), "signed_on": today},
    )
    if request.method == "POST" and form.is_valid() and _register(request, order, form):
        messages.success(request, _done(order))
        return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(
        request,
        "orders/order_sign.html",
        {"form": form, "order": order, "missing": actions.why_not_sign(order, today)},
    )


@act("orders.draft_order")
def later_order_add(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Enter a base order that was signed before the product came, with its true dates (edge case 44)."""
    people = Person.objects.of(organisation).employed(clock.today())
    what = BaseOrderForm(
        request.POST or None, people=people, prefix="what", initial={"introduces": True, "approves": True}
    )
    form = LaterOrderForm(request.POST or None, request.FILES or None, organisation=organisation)
    if request.method == "POST" and what.is_valid() and form.is_valid():
        items = base_items(what.cleaned_data, None)
        try:
            order = actions.enter_later_order(
                organisation,
                items,
                by=request.user,
                title=title_of([item.kind for item in items]),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _done(order))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/later_order_add.html", {"what": what, "form": form})


@require_POST
@act("orders.annul_order", Order)
def order_annul(request: HttpRequest, organisation: Organisation, order: Order) -> HttpResponse:
    """A draft that will not be signed."""
    try:
        actions.annul_order(order, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("orders:order-detail", organisation.slug, order.pk)
    messages.success(request, _("Проект аннулирован."))
    return redirect("orders:order-list", organisation.slug)


@act("orders.note_acquaintance", Order)
def order_acquaint(request: HttpRequest, organisation: Organisation, order: Order) -> HttpResponse:
    """Mark who has signed the sheet of acquaintance."""
    people = concerned(list(order.items.select_related("person", "relation").prefetch_related("relation__members")))
    form = AcquaintanceForm(
        request.POST or None,
        people=Person.objects.of(organisation).filter(pk__in=[person.pk for person in people]),
        initial={"on": clock.today(), "people": [person.pk for person in people]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_acquaintances(order, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, _("Ознакомление отмечено."))
            return redirect("orders:order-detail", organisation.slug, order.pk)
    return render(request, "orders/order_acquaint.html", {"form": form, "order": order})


@act("orders.view_order", Order)
def order_paper_download(
    request: HttpRequest, organisation: Organisation, order: Order, paper_format: str
) -> HttpResponse:
    """The order as .docx or PDF: a registered one from the file that was kept, a draft made now."""
    issued = IssuedPaper.objects.of(organisation).filter(about_id=order.pk, format=paper_format).order_by("-kept_at")
    if order.state == OrderState.IN_FORCE and (kept := issued.first()):
        return kept_file(kept)
    return download(order_paper(order), paper_format)


@act("orders.view_order", Order)
def order_scan(request: HttpRequest, organisation: Organisation, order: Order) -> HttpResponse:
    """The scan of the signed order."""
    return kept_file(order.scan)


def base_items(wanted: dict, roadmap: Roadmap | None) -> list[NewItem]:
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


def _register(request: HttpRequest, order: Order, form: SignOrderForm) -> bool:
    """Sign; a refusal goes to its field and nothing is registered."""
    try:
        actions.sign_order(order, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        field = "scan" if isinstance(refusal, ScanRefused) else refusal.field
        form.add_error(field if field in form.fields else None, refusal.sentence)
    return not form.errors


def _done(order: Order) -> str:
    """Completion is said aloud: what is in force now (interaction, chapter 3)."""
    pairs = sum(item.kind == ItemKind.ASSIGN_RELATION for item in order.items.all())
    if pairs:
        return _("Готово. Приказ № %(number)s зарегистрирован, пары и группы действуют: %(pairs)s.") % {
            "number": order.number,
            "pairs": pairs,
        }
    return _("Готово. Приказ № %(number)s зарегистрирован и действует.") % {"number": order.number}
