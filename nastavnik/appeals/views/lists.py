"""Lists: one's own appeals, those addressed to the reader, proposals that colleagues may read."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.appeals import queries
from nastavnik.appeals.models import Proposal
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation


@act("appeals.view_appeals")
def appeal_list(request: Request, organisation: Organisation) -> HttpResponse:
    """What the reader has asked for, where they are asked, and the doors to ask for more."""
    own = queries.own_appeals(organisation, request.user)
    context = {
        "own": own,
        "nothing": not (own.petitions or own.proposals or own.cases or own.about_me),
        "may_ask": request.user.has_perm("appeals.submit_proposal", organisation),
        "tab_items": _tabs(request, organisation, "appeal-list"),
    }
    return render(request, "appeals/appeal_list.html", context)


@act("appeals.view_addressed")
def addressed_list(request: Request, organisation: Organisation) -> HttpResponse:
    """For the curator, the head and the council: only what they may see, what is due first on top."""
    past = "past" in request.GET
    context = {
        "past": past,
        "petitions": Paginator(queries.petitions_for(organisation, request.user, past=past), 50).get_page(
            request.GET.get("page")
        ),
        "proposals": Paginator(queries.proposals_of(organisation, past=past), 50).get_page(request.GET.get("page")),
        "mediation": queries.mediation_count(organisation),
        "tab_items": _tabs(request, organisation, "addressed-list"),
    }
    return render(request, "appeals/addressed_list.html", context)


@act("appeals.view_proposals")
def proposal_list(request: Request, organisation: Organisation) -> HttpResponse:
    """Answered proposals that their authors want colleagues to read (6.1/4)."""
    rows = Proposal.objects.of(organisation).shown().select_related("author").order_by("-answered_on", "-id")
    context = {
        "page": Paginator(rows, 25).get_page(request.GET.get("page")),
        "may_ask": request.user.has_perm("appeals.submit_proposal", organisation),
        "tab_items": _tabs(request, organisation, "proposal-list"),
    }
    return render(request, "appeals/proposal_list.html", context)


def _tabs(request: Request, organisation: Organisation, here: str) -> list[dict]:
    names = [("appeal-list", _("Мои"))]
    if request.user.has_perm("appeals.view_addressed", organisation):
        names.append(("addressed-list", _("На рассмотрении")))
    names.append(("proposal-list", _("Предложения коллег")))
    return [
        {
            "label": label,
            "url": reverse(f"appeals:{name}", args=[organisation.slug]),
            "current": name == here,
            "count": None,
        }
        for name, label in names
    ]
