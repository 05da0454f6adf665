"""The register of programmes (4.4.8): on a page with filters, and on paper."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import download
from nastavnik.programmes import queries
from nastavnik.programmes.models import ENDED
from nastavnik.programmes.papers_register import programmes_register
from nastavnik.programmes.register_forms import RegisterFilter
from nastavnik.programmes.silence import silent_programmes


@act("programmes.view_programmes")
def programme_list(request: Request, organisation: Organisation) -> HttpResponse:
    """The register (4.4.8); on top, pairs and groups in force that have no programme yet (R5.2)."""
    past, quiet = "past" in request.GET, "silent" in request.GET
    sieve = RegisterFilter(organisation, request.GET)
    asked = any(request.GET.get(name) for name in sieve.fields)
    rows = queries.register(organisation)
    rows = sieve.sift(rows.filter(state__in=ENDED) if past else rows.exclude(state__in=ENDED))
    silent = {one.programme.pk: one for one in silent_programmes(organisation, clock.today())}
    rows = rows.filter(pk__in=silent) if quiet else rows
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    for programme in page:
        programme.silence = silent.get(programme.pk)  # type: ignore[attr-defined]  # shown in its row
    without = [] if past or quiet or asked else list(queries.without_programme(organisation))
    for relation in without:
        relation.organisation = organisation
        relation.programme_due = queries.programme_due(relation)  # type: ignore[attr-defined]  # shown in its row
    context = {
        "page": page,
        "tab_items": _tabs(organisation, past, quiet, len(silent)),
        "past": past,
        "sieve": sieve,
        "asked": asked,
        "year": (sieve.is_valid() and sieve.cleaned_data["year"]) or str(clock.today().year),
        "without": without,
        "may_begin": request.user.has_perm("organisations.change_settings", organisation),
        "may_template": request.user.has_perm("programmes.manage_templates", organisation),
    }
    return render(request, "programmes/programme_list.html", context)


@act("programmes.view_programmes")
def register_paper(request: Request, organisation: Organisation, paper_format: str) -> HttpResponse:
    """The register of a calendar year, to be printed and kept."""
    year = request.GET.get("year", "")
    number = int(year) if year.isdecimal() and len(year) == 4 else clock.today().year
    return download(programmes_register(organisation, number), paper_format, organisation_id=organisation.pk)


def _tabs(organisation: Organisation, past: bool, quiet: bool, silent: int) -> list[dict[str, Any]]:
    here = reverse("programmes:programme-list", args=[organisation.slug])
    tabs = [
        {"label": _("Текущие"), "url": here, "current": not (past or quiet), "count": None},
        {"label": _("Завершённые"), "url": f"{here}?past", "current": past, "count": None},
    ]
    if silent or quiet:
        tabs.append({"label": _("Давно без записей"), "url": f"{here}?silent", "current": quiet, "count": silent})
    return tabs
