"""«Документы»: the 31 documents with the way to each; for a teacher, their own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nastavnik.documents.catalogue import CATALOGUE, GROUPS, Entry, Way
from nastavnik.documents.forms import YearForm
from nastavnik.documents.theirs import papers_of
from nastavnik.kit import clock
from nastavnik.kit.text import folded, search_words
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation


@act("documents.view_catalogue")
def catalogue(request: Request, organisation: Organisation) -> HttpResponse:
    """Grouped and searchable; each with where it is made, or with both formats at once."""
    query = request.GET.get("q", "")[:100].replace("\x00", "")
    asked = YearForm(request.GET)
    year = asked.cleaned_data["year"] if asked.is_valid() else clock.today().year
    found = [(entry, _doors(request, organisation, entry, year)) for entry in CATALOGUE if _matches(entry, query)]
    found = [(entry, doors) for entry, doors in found if doors]
    groups = [
        (label, [(entry, doors) for entry, doors in found if entry.group == group]) for group, label in GROUPS.items()
    ]
    person = getattr(request.user, "person", None)
    mine = papers_of(organisation, person) if person is not None and person.organisation_id == organisation.pk else []
    context = {
        "groups": [(label, entries) for label, entries in groups if entries],
        "query": query,
        "year": year,
        "mine": mine,
        "leads": request.user.has_perm("documents.take_papers", organisation),
        "sees_minutes": request.user.has_perm("documents.view_minutes", organisation),
    }
    return render(request, "documents/catalogue.html", context)


def _matches(entry: Entry, query: str) -> bool:
    said = folded(" ".join([entry.code, str(entry.title), str(entry.hint), *(str(way.label) for way in entry.ways)]))
    return all(word in said for word in search_words(query))


def _doors(request: Request, organisation: Organisation, entry: Entry, year: int) -> list[dict[str, object]]:
    """The ways that this reader may go."""
    allowed = [way for way in entry.ways if request.user.has_perm(way.permission, organisation)]
    return [_door(organisation, way, year) for way in allowed]


def _door(organisation: Organisation, way: Way, year: int) -> dict[str, object]:
    if not way.is_paper:
        return {"label": way.label, "url": reverse(way.address, args=[organisation.slug, *way.arguments])}
    docx, pdf = (
        reverse(way.address, args=[organisation.slug, *way.arguments, ending]) + (f"?year={year}" if way.yearly else "")
        for ending in ("docx", "pdf")
    )
    return {"label": way.label, "docx": docx, "pdf": pdf, "yearly": way.yearly}
