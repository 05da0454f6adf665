"""The register, the page of one order, its papers."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.models import Order, OrderState
from nastavnik.orders.papers import order_paper
from nastavnik.orders.queries import items_of, relations_for_order
from nastavnik.orders.sheet import sheet_of
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import download, kept_file
from nastavnik.papers.models import IssuedPaper

PER_PAGE = 50


@act("orders.view_orders")
def order_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Drafts and what waits for a signature first, then the register, the latest on top."""
    orders = Order.objects.of(organisation)
    registered = orders.filter(state=OrderState.IN_FORCE).order_by("-signed_on", "-made_at")
    context = {
        "open": orders.filter(state__in=(OrderState.DRAFT, OrderState.TO_SIGN)).order_by("-state", "made_at"),
        "page": Paginator(registered, PER_PAGE).get_page(request.GET.get("page")),
        "ready": relations_for_order(organisation).prefetch_related(None).count(),
        "today": clock.today(),
        "may_draft": request.user.has_perm("orders.draft_order", organisation),
    }
    return render(request, "orders/order_list.html", context)


@act("orders.view_order", Order, related=("scan",))
def order_detail(request: Request, organisation: Organisation, order: Order) -> HttpResponse:
    """The order: what it does, what is missing, whose turn it is, its papers."""
    items = items_of(order)
    context = {"order": order, "items": items, "today": clock.today()}
    context["sheet"] = sheet_of(order, items, request.user)
    return render(request, "orders/order_detail.html", context)


@act("orders.view_order", Order)
def order_paper_download(
    request: Request, organisation: Organisation, order: Order, paper_format: str
) -> HttpResponseBase:
    """The order as .docx or PDF: a registered one from the file that was kept, an open one made now."""
    issued = IssuedPaper.objects.of(organisation).about(order).filter(kind="order", format=paper_format)
    if order.state == OrderState.IN_FORCE and (kept := issued.first()):
        return kept_file(kept)
    try:
        return download(order_paper(order), paper_format)
    except Refused as refusal:
        raise Http404(refusal.sentence) from refusal


@act("orders.view_order", Order, related=("scan",))
def order_scan(request: Request, organisation: Organisation, order: Order) -> HttpResponseBase:
    """The scan of the signed order."""
    return kept_file(order.scan)
