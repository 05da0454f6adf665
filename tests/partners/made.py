"""Partners, agreements and events, brought about by the acts that people do."""

from datetime import date, timedelta

from nastavnik.partners.actions import add_agreement, add_event, add_participants, add_partner
from nastavnik.partners.models import Agreement, Partner, PartnerEvent
from tests.cast import TODAY, Cast


def day(number: int) -> date:
    """So many days from the day of the cast."""
    return TODAY + timedelta(days=number)


def partner(cast: Cast, name: str = "Институт развития образования", **facts) -> Partner:
    told = {"kind": "institute", "level": "regional", "contact": "методический отдел, 8 (495) 000-00-07", **facts}
    return add_partner(cast.organisation, by=cast.user("curator"), name=name, **told)


LONG, LAST_WEEK = day(200), day(-5)


def agreement(cast: Cast, of: Partner | None = None, until: date | None = LONG, **terms) -> Agreement:
    told = {"number": "12/26", "signed_on": day(-10), "since": day(-10), "subject": "Обмен опытом", **terms}
    return add_agreement(of or partner(cast), by=cast.user("curator"), until=until, **told)


def event(cast: Cast, on: date = LAST_WEEK, level: str = "municipal", **facts) -> PartnerEvent:
    told = {"title": "Форум наставников", "kind": "conference", "host": "theirs", **facts}
    return add_event(cast.organisation, by=cast.user("curator"), on=on, level=level, **told)


def took_part(cast: Cast, made: PartnerEvent, role: str, *parts: str) -> int:
    return add_participants(made, [cast.people[part] for part in parts], by=cast.user("curator"), role=role)
