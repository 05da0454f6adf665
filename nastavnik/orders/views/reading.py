"""The register, the page of one order, its papers."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.forms import RegisterForm
from nastavnik.orders.models import Journal, Order
from nastavnik.orders.papers import order_paper
from nastavnik.orders.papers.reading import readers_sheet, refusal_act
from nastavnik.orders.queries import items_of, readers_of, relations_for_order
from nastavnik.orders.register import counts_of, open_orders, registered, with_links, years_of
from nastavnik.orders.sheet import sheet_of
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import download, kept_file
from nastavnik.papers.models import FORMATS, IssuedPaper
from nastavnik.people.models import Person

PER_PAGE = 50


@act("orders.view_orders")
def order_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Drafts and what waits for a signature first, then the register of one journal, the latest on top."""
    form = RegisterForm(request.GET, years=years_of(organisation))
    wanted = form.cleaned_data if form.is_valid() else {}
    journal = wanted.get("journal") or Journal.MAIN
    page = Paginator(registered(organisation, journal, wanted), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = with_links(page.object_list)
    narrowed = any(wanted.get(name) for name in ("q", "year", "state"))
    context = {
        "open": [] if narrowed else open_orders(organisation),
        "page": page,
        "filters": form,
        "narrowed": narrowed,
        "tabs": _tabs(organisation, journal, request.GET),
        "print_urls": _print_urls(organisation, journal, wanted.get("year") or clock.today().year),
        "ready": relations_for_order(organisation).prefetch_related(None).count(),
        "today": clock.today(),
        "may_draft": request.user.has_perm("orders.draft_order", organisation),
    }
    return render(request, "orders/order_list.html", context)


def _tabs(organisation: Organisation, current: str, query: QueryDict) -> list[dict]:
    """Both journals; what was looked for in one is looked for in the other."""
    counts, tabs = counts_of(organisation), []
    for journal in Journal:
        kept = query.copy()
        kept.pop("page", None)
        kept["journal"] = journal.value
        tabs.append(
            {
                "label": str(journal.label)[0].upper() + str(journal.label)[1:],
                "url": f"{reverse('orders:order-list', args=[organisation.slug])}?{kept.urlencode()}",
                "current": journal.value == current,
                "count": counts[journal.value],
            }
        )
    return tabs


def _print_urls(organisation: Organisation, journal: str, year: int) -> dict[str, Any]:
    """The printed journal of a year (D28); it lies in a room above, so by name."""
    at = {
        paper_format: reverse("documents:paper", args=[organisation.slug, f"orders-{journal}", paper_format])
        for paper_format in FORMATS
    }
    return {"year": year, **{name: f"{url}?year={year}" for name, url in at.items()}}


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
    if order.is_registered and (kept := issued.first()):
        return kept_file(kept)
    try:
        return download(order_paper(order), paper_format, organisation_id=organisation.pk)
    except Refused as refusal:
        raise Http404(refusal.sentence) from refusal


@act("orders.view_order", Order, related=("scan",))
def order_scan(request: Request, organisation: Organisation, order: Order) -> HttpResponseBase:
    """The scan of the signed order."""
    return kept_file(order.scan)


@act("orders.note_acquaintance", Order)
def readers_sheet_download(
    request: Request, organisation: Organisation, order: Order, paper_format: str
) -> HttpResponseBase:
    """The sheet of acquaintance by itself, for everybody who is to read the order (4.1)."""
    people, today = readers_of(order, items_of(order)), clock.today()
    try:
        return download(readers_sheet(order, people, today), paper_format, organisation_id=organisation.pk)
    except Refused as refusal:
        raise Http404(refusal.sentence) from refusal


@act("orders.note_acquaintance", Order)
def refusal_act_download(
    request: Request, organisation: Organisation, order: Order, key: UUID, paper_format: str
) -> HttpResponseBase:
    """The act for one who will not sign the sheet (edge case 46)."""
    person = next((each for each in readers_of(order, items_of(order)) if each.pk == key), None)
    if person is None:
        raise Http404
    drawn_by = Person.objects.of(organisation).filter(user=request.user).prefetch_related("employments").first()
    try:
        act_paper = refusal_act(order, person, clock.today(), drawn_by=drawn_by)
        return download(act_paper, paper_format, organisation_id=organisation.pk)
    except Refused as refusal:
        raise Http404(refusal.sentence) from refusal
