"""The public section: opens without sign-in, sets no cookie, shows what may be shown at this moment (9.1, 9.3)."""

from collections.abc import Callable
from functools import wraps
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nastavnik.consents.models import PublicField
from nastavnik.consents.queries import conditions_to_publish
from nastavnik.kit import clock
from nastavnik.kit.access import public
from nastavnik.organisations.models import Organisation
from nastavnik.site.models import Publication, PublicationQuerySet, PublicationState
from nastavnik.site.places import is_ours
from nastavnik.site.shown import Shown, shown_of

REASON = "9.1: the section of the site is for everybody; it shows what consents allow at this moment (9.3)"


def for_everybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the section: the day is the institution's, nothing of the answer outlives a withdrawal.

    No cache may keep it; search engines are asked to keep no copy, and where people are named not to list it.
    """

    @public(REASON)
    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **rest) -> HttpResponse:
        organisation = get_object_or_404(Organisation, slug=slug)
        with timezone.override(ZoneInfo(organisation.time_zone)):
            response = view(request, organisation, **rest)
        response.headers["Cache-Control"] = "no-store"
        return response

    return wrapped


@for_everybody
def publication_list(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """All results that may be shown now, the latest first; an empty section says so."""
    visible = [one for one in shown_of(_published(organisation), clock.today()) if not one.hidden]
    return _page(request, "site/section.html", organisation, visible, {"visible": visible})


@for_everybody
def publication_detail(request: HttpRequest, organisation: Organisation, number: int) -> HttpResponse:
    """One publication. What has been taken down, or hidden because a consent has gone, answers 410 «снята»."""
    everything = Publication.objects.of(organisation).with_people().filter(number=number)
    publication = everything.exclude(published_on=None).first()
    if publication is None or not is_ours(publication.resource, organisation):
        raise Http404
    publication.organisation = organisation
    seen = shown_of([publication], clock.today())[0]
    if publication.state != PublicationState.PUBLISHED or seen.hidden:
        return _page(request, "site/section_gone.html", organisation, [], {}, status=410)
    context = {"seen": seen, "publication": publication, "conditions": _conditions(seen)}
    return _page(request, "site/section_page.html", organisation, [seen], context)


def _published(organisation: Organisation) -> list[Publication]:
    rows: PublicationQuerySet = Publication.objects.of(organisation).filter(state=PublicationState.PUBLISHED)
    found = [row for row in rows.with_people() if is_ours(row.resource, organisation)]
    for row in found:
        row.organisation = organisation  # the same object: no further query for it
    return sorted(found, key=lambda row: (row.published_on, row.number), reverse=True)


def _conditions(seen: Shown) -> list[tuple[str, str, str]]:
    """What people have laid down for the data shown stands beside them: who, what, words (152-ФЗ ст. 10.1 ч. 10)."""
    shown_people = {one.key: one for one in seen.people if not one.is_anonymous}
    people = [row.person for row in seen.publication.people.all() if row.person_id in shown_people]
    return [
        (shown_people[person.pk].name or shown_people[person.pk].role, str(PublicField(field).label), words)
        for person, field, words in conditions_to_publish(people, seen.publication.resource, clock.today())
        if field in shown_people[person.pk].fields
    ]


def _page(
    request: HttpRequest, template: str, organisation: Organisation, visible: list[Shown], context: dict, status=200
) -> HttpResponse:
    context = {**context, "organisation": organisation, "may_list": status == 200}
    response = render(request, template, context, status=status)
    named = any(one.names_people for one in visible)
    closed = status != 200 or named or organisation.is_example
    response.headers["X-Robots-Tag"] = "noindex, noarchive, nosnippet" if closed else "noarchive"
    return response
