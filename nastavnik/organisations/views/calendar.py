"""The production calendar, a year at a time: a grid to look at, two lists of days to change."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.organisations import actions
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.day_lines import written
from nastavnik.organisations.decrees import DECREES
from nastavnik.organisations.forms import CalendarForm
from nastavnik.organisations.models import CalendarYear, Organisation
from nastavnik.organisations.months import months_of
from nastavnik.organisations.tabs import tabs_of

FIRST, LAST = 2000, 2199


@act("organisations.view_calendar")
def calendar_detail(request: Request, organisation: Organisation, *, year: int | None = None) -> HttpResponse:
    """Twelve months of a year (of this one by default): what is worked, what is not, where it is known from."""
    year = year or clock.today().year
    calendar = _calendar(organisation, year)
    months = months_of(year, list(calendar.days.all()) if calendar else [])
    context = {
        "tabs": tabs_of(organisation, request.user, "organisations:calendar-now"),
        "year": year,
        "earlier": year - 1 if year > FIRST else None,
        "later": year + 1 if year < LAST else None,
        "week_days": [(WEEKDAYS_ABBR[number], WEEKDAYS[number]) for number in range(7)],
        "calendar": calendar,
        "months": months,
        "worked": sum(month.worked for month in months),
        "has_decree": year in DECREES,
        "may_change": request.user.has_perm("organisations.change_calendar", organisation),
    }
    return render(request, "organisations/calendar_detail.html", context)


@act("organisations.change_calendar")
def calendar_change(request: Request, organisation: Organisation, *, year: int) -> HttpResponse:
    """The days of a year, typed or pasted, one to a line."""
    sent = request.POST if request.method == "POST" else None
    form = CalendarForm(sent, year=year, initial=_initial(_calendar(organisation, year)))
    if sent is not None and form.is_valid():
        try:
            actions.change_calendar(organisation, year, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            said = _("Готово: календарь на %(year)s год сверен и записан. Сроки в рабочих днях считаются по нему.")
            messages.success(request, said % {"year": year})
            return redirect("organisations:calendar-detail", organisation.slug, year)
    return render(request, "organisations/calendar_change.html", {"form": form, "year": year})


@act("organisations.change_calendar")
@require_POST
def calendar_fill(request: Request, organisation: Organisation, *, year: int) -> HttpResponse:
    """Fill the year in from the decree that is shipped."""
    _calendar(organisation, year)
    try:
        actions.fill_calendar(organisation, year, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        said = _("Готово: дни %(year)s года внесены по постановлению. Сверьте их и добавьте праздники региона.")
        messages.success(request, said % {"year": year})
    return redirect("organisations:calendar-detail", organisation.slug, year)


def _calendar(organisation: Organisation, year: int) -> CalendarYear | None:
    if not FIRST <= year <= LAST:
        raise Http404
    return CalendarYear.objects.of(organisation).filter(year=year).prefetch_related("days").first()


def _initial(calendar: CalendarYear | None) -> dict[str, str]:
    if calendar is None:
        return {}
    days = list(calendar.days.all())
    return {
        "days_off": written({day.day: day.note for day in days if not day.is_working}),
        "working_weekends": written({day.day: day.note for day in days if day.is_working}),
        "ground": calendar.ground,
    }
