"""Papers that are made at once, portfolios, the note of a destruction, the section of the site (D14–D16, D26–D31)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nastavnik.documents import actions
from nastavnik.documents.at_once import AT_ONCE
from nastavnik.documents.forms import DestructionForm, YearForm
from nastavnik.documents.fragment import html_fragment
from nastavnik.documents.papers.destruction import destruction_paper, destructions
from nastavnik.documents.papers.portfolio import petition_paper, portfolio_paper
from nastavnik.documents.papers.site_section import site_section
from nastavnik.documents.portfolio import mentors_of, portfolio_of
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.papers.download import download
from nastavnik.people.models import Person

PORTFOLIO = {"portfolio": portfolio_paper, "petition": petition_paper}


@act("documents.take_papers")
def paper_download(request: Request, organisation: Organisation, name: str, paper_format: str) -> HttpResponse:
    """A paper that needs no choice but, for some, the calendar year (`?year=`)."""
    at_once = AT_ONCE.get(name)
    if at_once is None:
        raise Http404
    form = YearForm(request.GET)
    year = form.cleaned_data["year"] if form.is_valid() else clock.today().year
    try:
        return download(at_once(organisation, year), paper_format, organisation_id=organisation.pk)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("documents:catalogue", organisation.slug)


@act("documents.take_papers")
def portfolio_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Everybody who is or has been a mentor, with the reference and the draft of the petition."""
    return render(request, "documents/portfolio_list.html", {"mentors": list(mentors_of(organisation))})


@act("documents.view_portfolio", Person)
def portfolio_paper_download(
    request: Request, organisation: Organisation, person: Person, kind: str, paper_format: str
) -> HttpResponse:
    """The reference of a mentor, or the draft of the petition for them."""
    portfolio = portfolio_of(person) if kind in PORTFOLIO else None
    if portfolio is None:
        raise Http404
    return download(PORTFOLIO[kind](portfolio, organisation), paper_format, organisation_id=organisation.pk)


@act("documents.note_destruction")
def destruction_list(request: Request, organisation: Organisation) -> HttpResponse:
    """What was destroyed by hand and noted here; the acts; the form of the next note."""
    form = DestructionForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_destruction(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(
                request, _("Отмечено в журнале. Напечатайте акт с выгрузкой, подпишите и храните три года.")
            )
            return redirect("documents:destruction-list", organisation.slug)
    context = {"form": form, "destructions": destructions(organisation)}
    return render(request, "documents/destruction_list.html", context)


@act("documents.note_destruction")
def destruction_paper_download(
    request: Request, organisation: Organisation, key: object, paper_format: str
) -> HttpResponse:
    """The act with the extract from the journal."""
    noted = next((one for one in destructions(organisation) if one.key == key), None)
    if noted is None:
        raise Http404
    return download(destruction_paper(organisation, noted), paper_format, organisation_id=organisation.pk)


@act("documents.take_papers")
def site_section_detail(request: Request, organisation: Organisation) -> HttpResponse:
    """The section of the official site as it would look, and the HTML to copy (9.2)."""
    fragment = html_fragment(site_section(organisation))
    return render(request, "documents/site_section.html", {"fragment": fragment})
