"""The period that figures are counted for, both days included; and the day on which the team is counted."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.periods import academic_year
from nastavnik.organisations.models import Organisation


@dataclass(frozen=True)
class Span:
    """From `since` to `until`; `title` is how papers call it."""

    since: date
    until: date
    title: str

    @property
    def day(self) -> date:
        """The day of the team: the last one, or today while the period lasts."""
        return min(self.until, max(clock.today(), self.since))

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.since <= day <= self.until


def span_of(organisation: Organisation, choice: str) -> Span:
    """`year`, `last_year` (academic), `calendar`, `last_calendar`."""
    today = clock.today()
    if choice in ("calendar", "last_calendar"):
        year = today.year - (choice == "last_calendar")
        return Span(date(year, 1, 1), date(year, 12, 31), _("%(year)s год") % {"year": year})
    starts = organisation.settings.year_starts
    period = academic_year(today, starts)
    if choice == "last_year":
        period = academic_year(date(period.since.year - 1, period.since.month, 1), starts)
    assert period.until is not None
    return Span(period.since, period.until, _academic_title(period.since, period.until))


def own_span(since: date, until: date) -> Span:
    """Days of one's own choice."""
    title = _("с %(since)s по %(until)s") % {"since": f"{since:%d.%m.%Y}", "until": f"{until:%d.%m.%Y}"}
    return Span(since, until, title)


def _academic_title(since: date, until: date) -> str:
    years = str(since.year) if since.year == until.year else f"{since.year}/{until.year}"
    return _("%(years)s учебный год") % {"years": years}
