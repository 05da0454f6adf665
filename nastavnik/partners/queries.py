"""Partners with how their agreements stand; events of a year by level."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.periods import academic_year
from nastavnik.organisations.models import Organisation
from nastavnik.partners.models import (
    Agreement,
    EventParticipant,
    EventRole,
    Host,
    Level,
    Partner,
    PartnerEvent,
    Standing,
)

FIRST_YEAR, LAST_YEAR = 2000, 2150
_WEIGHT = [Standing.EXPIRING, Standing.IN_FORCE, Standing.AHEAD, Standing.OVER]


@dataclass(frozen=True)
class PartnerRow:
    """A partner for the list: the agreement that says most about today (None: there is none)."""

    partner: Partner
    agreement: Agreement | None
    events: int


def partner_rows(organisation: Organisation) -> list[PartnerRow]:
    """By name; three queries however many there are."""
    partners = Partner.objects.of(organisation).prefetch_related("agreements")
    events = Counter(PartnerEvent.objects.of(organisation).order_by().values_list("partner", flat=True))
    return [
        PartnerRow(partner, min(partner.agreements.all(), key=_weight, default=None), events[partner.pk])
        for partner in partners
    ]


def _weight(agreement: Agreement) -> tuple[int, int]:
    return _WEIGHT.index(agreement.standing), -agreement.since.toordinal()


def events_of(organisation: Organisation) -> QuerySet[PartnerEvent]:
    """The latest first, with partner and participants."""
    people = EventParticipant.objects.select_related("person")
    found = PartnerEvent.objects.of(organisation).select_related("partner")
    return found.prefetch_related(Prefetch("participants", people))


# --- a year ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Year:
    """An academic year of the institution, both days included; `number` is the year it begins in."""

    number: int
    since: date
    until: date
    title: str


@dataclass(frozen=True)
class LevelRow:
    """Events of one level: how many, how many of them ours, and how often somebody took part."""

    label: str
    events: int
    ours: int
    with_partner: int
    listeners: int
    speakers: int


@dataclass(frozen=True)
class Report:
    """What took place in a year. `people` is how many different persons took part."""

    year: Year
    rows: Sequence[LevelRow]
    total: LevelRow
    events: Sequence[PartnerEvent]
    people: int


def year_of(organisation: Organisation, number: int | None = None) -> Year:
    """The academic year that begins in `number`, or the one of today."""
    starts = organisation.settings.year_starts
    day = clock.today() if number is None else date(number, starts, 1)
    period = academic_year(day, starts)
    assert period.until is not None
    since, until = period.since, period.until
    years = str(since.year) if since.year == until.year else f"{since.year}/{until.year}"
    return Year(since.year, since, until, _("%(years)s учебный год") % {"years": years})


def events_report(organisation: Organisation, year: Year) -> Report:
    """Events that have taken place, by level; those ahead do not count. Three queries."""
    last = min(year.until, clock.today())
    events = list(events_of(organisation).filter(on__range=(year.since, last)).order_by("on", "id"))
    rows = [_row(str(level.label), [event for event in events if event.level == level]) for level in Level]
    people: set[UUID] = {one.person_id for event in events for one in event.participants.all()}
    return Report(year, rows, _row(_("Всего"), events), events, len(people))


def _row(label: str, events: Sequence[PartnerEvent]) -> LevelRow:
    roles = Counter(one.role for event in events for one in event.participants.all())
    return LevelRow(
        label,
        events=len(events),
        ours=sum(event.host != Host.THEIRS for event in events),
        with_partner=sum(event.partner_id is not None for event in events),
        listeners=roles[EventRole.LISTENER],
        speakers=roles[EventRole.SPEAKER],
    )
