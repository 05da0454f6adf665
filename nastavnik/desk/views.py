"""The way in, home pages by role, the journal, the page for machines that watch the service."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from nastavnik.appeals import queries as appeals
from nastavnik.desk.events import event_words
from nastavnik.desk.home.leads import leads_page
from nastavnik.desk.home.reminding import told_of, with_reminders
from nastavnik.desk.home.teacher import own_part, teacher_page
from nastavnik.desk.setup.views import is_empty
from nastavnik.help import queries as help
from nastavnik.kit import clock
from nastavnik.kit.access import public
from nastavnik.kit.models import JournalEntry
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import organisations_of
from nastavnik.organisations.rules import roles_of
from nastavnik.papers.models import IssuedPaper
from nastavnik.people.models import Person
from nastavnik.programmes.support import task_lines


@public("sends everybody to their own first page")
def index(request: HttpRequest) -> HttpResponse:
    """The address of the product: the doors, the sign-in page, or one's own institution."""
    if not request.user.is_authenticated:
        return redirect("desk:doors") if is_empty() else redirect_to_login("/")
    mine = organisations_of(request.user, clock.today())
    if len(mine) == 1:
        return redirect("desk:home", mine[0].slug)
    return render(request, "desk/choose.html", {"organisations": mine})


@act("organisations.view_organisation")
def home(request: Request, organisation: Organisation) -> HttpResponse:
    """The first page of one's role; a curator who is a mentor too sees both parts."""
    roles = roles_of(request.user, organisation.pk)
    person = Person.objects.of(organisation).filter(user=request.user).select_related("user").first()
    if {RoleKind.HEAD, RoleKind.CURATOR} & roles:
        mine = own_part(organisation, person) if person else None
        page = leads_page(organisation, roles, request.user, mine)
        return render(request, "desk/home_leads.html", {"mine": mine, **page})
    context = {"mine": teacher_page(organisation, person) if person else None}
    lines: list[Any] = [*help.lines_for(organisation, request.user), *appeals.lines_for(organisation, request.user)]
    lines += task_lines(organisation, request.user) if RoleKind.COUNCIL in roles else []
    lines = with_reminders(lines, organisation, request.user, told=told_of(context["mine"]))
    asked = help.home_part(organisation, person) if person else None
    return render(request, "desk/home_teacher.html", {**context, "lines": lines, "help": asked})


@act("organisations.view_journal")
def journal_list(request: Request, organisation: Organisation) -> HttpResponse:
    """What has been done in the institution, newest first."""
    entries = JournalEntry.objects.filter(organisation_id=organisation.pk).order_by("-number")
    page = Paginator(entries, 50).get_page(request.GET.get("page"))
    papers = dict(
        IssuedPaper.objects.of(organisation)
        .filter(pk__in=[entry.subject_id for entry in page if entry.event == "paper_issued"])
        .values_list("pk", "title")
    )
    events = [
        {"at": entry.at, "who": entry.actor_name, "what": _what(entry, papers.get(entry.subject_id))} for entry in page
    ]
    return render(request, "desk/journal_list.html", {"page": page, "events": events})


def _what(entry: JournalEntry, paper: str | None) -> str:
    """The event in words; a paper by its title and kind of file, for many are issued on one day."""
    words = str(event_words(entry.event))
    return f"{words}: {paper} ({entry.facts.get('format', '').upper()})" if paper else words


@public("says to a watching machine that the service and its database answer")
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
