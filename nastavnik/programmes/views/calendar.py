"""One's own calendar: the file of one meeting, the private address, and what is behind it."""

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nastavnik.kit import clock
from nastavnik.kit.access import public
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.programmes import actions
from nastavnik.programmes.calendars import CalendarFile, calendar_file, meetings_of
from nastavnik.programmes.models import CalendarAddress, Meeting
from nastavnik.programmes.views.answering import try_act

REASON = "1.4/5: calendar programmes cannot sign in; the address itself is the secret, and shows no names or topics"


@act("programmes.view_programme", Meeting, related=("programme__relation", "service"))
def meeting_file(request: Request, organisation: Organisation, meeting: Meeting) -> HttpResponse:
    """One meeting, to be put into any calendar."""
    meeting.programme.organisation = organisation
    made = calendar_file(organisation, [meeting], _own(request, organisation), _site(request), meeting.changed_at)
    response = _as_file(made)
    response.headers["Content-Disposition"] = f'attachment; filename="vstrecha-{meeting.on:%Y-%m-%d}.ics"'
    return response


@act("programmes.use_calendar")
def calendar_detail(request: Request, organisation: Organisation) -> HttpResponse:
    """The private address, when it is on; what it shows and what it does not."""
    person = _own(request, organisation)
    row = CalendarAddress.objects.filter(person=person).first() if person else None
    address = _site(request) + reverse("calendar", args=[row.token]) if row else ""
    context = {
        "person": person,
        "address": address,
        "subscribe": f"webcal://{address.split('://', 1)[-1]}",
        "made_at": row.made_at if row else None,
    }
    return render(request, "programmes/calendar_detail.html", context)


@act("programmes.use_calendar")
@require_POST
def calendar_open(request: Request, organisation: Organisation) -> HttpResponse:
    """Switch it on."""
    said = _("Готово. Добавьте адрес в календарь на телефоне или компьютере: встречи появятся там сами.")
    return _try(request, organisation, lambda person: actions.open_calendar(person, by=request.user), said)


@act("programmes.use_calendar")
@require_POST
def calendar_renew(request: Request, organisation: Organisation) -> HttpResponse:
    """Another address, when somebody has seen the old one."""
    said = _("Адрес сменён: прежний больше ничего не показывает. Добавьте новый в свои календари.")
    return _try(request, organisation, lambda person: actions.renew_calendar(person, by=request.user), said)


@act("programmes.use_calendar")
@require_POST
def calendar_close(request: Request, organisation: Organisation) -> HttpResponse:
    """Switch it off."""
    said = _("Подписка выключена: адрес больше ничего не показывает.")
    return _try(request, organisation, lambda person: actions.close_calendar(person, by=request.user), said)


@public(REASON)
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """All meetings of the person whose token this is; anything else does not exist. Sets no cookie, keeps no trace."""
    row = CalendarAddress.by_token(token)
    if row is None or row.person.user is None or not row.person.user.is_active:
        raise Http404
    organisation = row.organisation
    with timezone.override(ZoneInfo(organisation.time_zone)):
        meetings = meetings_of(row.person, clock.today())
        for meeting in meetings:
            meeting.programme.organisation = organisation
        made = calendar_file(organisation, meetings, row.person, _site(request), row.made_at)
    changed = int(made.changed_at.timestamp())
    response = get_conditional_response(request, etag=made.etag, last_modified=changed, response=_as_file(made))
    assert response is not None
    if isinstance(response, HttpResponseNotModified):
        response.headers["ETag"] = made.etag
    response.headers["Last-Modified"] = http_date(changed)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _as_file(made: CalendarFile) -> HttpResponse:
    response = HttpResponse(made.content, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = made.etag
    return response


def _own(request: Request, organisation: Organisation) -> Person | None:
    return Person.objects.of(organisation).filter(user=request.user).first()


def _site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _try(request: Request, organisation: Organisation, act, said: str) -> HttpResponse:
    person = _own(request, organisation)
    if person is None:
        raise Http404
    try_act(request, lambda: act(person), said)
    return redirect("programmes:calendar-detail", organisation.slug)
