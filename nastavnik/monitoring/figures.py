"""The figures of a report as plain JSON: taken once, read back the same whatever happens to the data since."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.monitoring.indicators import METHOD, Behind, Indicator, compute
from nastavnik.monitoring.population import population_of
from nastavnik.monitoring.process import (
    Changed,
    Involved,
    Involvement,
    Row,
    changes_of,
    involvement_of,
    process_of,
)
from nastavnik.monitoring.spans import Span
from nastavnik.monitoring.statistics import statistics_of
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.people.addressing import head_on
from nastavnik.people.models import Person
from nastavnik.regulation.queries import base_on


@dataclass(frozen=True)
class Signed:
    """Somebody who signs: as they were called on the day the figures were taken."""

    name: str
    position: str


@dataclass(frozen=True)
class Figures:
    """Everything in a report that is not written by hand, in words and numbers of that day."""

    method: int
    full_name: str
    short_name: str
    founder: str
    place: str
    day: str
    grounds: tuple[str, ...]
    statistics: tuple[Row, ...]
    process: tuple[Row, ...]
    changes: tuple[Changed, ...]
    involvement: Involvement
    indicators: tuple[Indicator, ...]
    head: Signed
    curator: Signed


def take(organisation: Organisation, span: Span) -> Figures:
    """Count everything for the period as the data stand now."""
    population = population_of(organisation, span)
    return Figures(
        method=METHOD,
        full_name=organisation.full_name,
        short_name=organisation.short_name,
        founder=organisation.founder,
        place=organisation.place,
        day=f"{span.day:%d.%m.%Y}",
        grounds=tuple(_grounds(organisation, span)),
        statistics=tuple(statistics_of(organisation, population)),
        process=tuple(process_of(population)),
        changes=tuple(changes_of(population)),
        involvement=involvement_of(population),
        indicators=tuple(compute(organisation, population)),
        head=_signed(organisation, RoleKind.HEAD, span),
        curator=_signed(organisation, RoleKind.CURATOR, span),
    )


def to_json(figures: Figures) -> dict[str, Any]:
    """What is stored in the report."""
    return asdict(figures)


def from_json(stored: dict[str, Any]) -> Figures:
    """What was stored, as it was."""
    made = {
        "grounds": tuple(stored["grounds"]),
        "statistics": tuple(Row(**row) for row in stored["statistics"]),
        "process": tuple(Row(**row) for row in stored["process"]),
        "changes": tuple(Changed(**row) for row in stored["changes"]),
        "involvement": Involvement(
            tuple(Involved(**row) for row in stored["involvement"]["rows"]),
            Involved(**stored["involvement"]["total"]),
            stored["involvement"]["share"],
        ),
        "indicators": tuple(_indicator(one) for one in stored["indicators"]),
        "head": Signed(**stored["head"]),
        "curator": Signed(**stored["curator"]),
    }
    return Figures(**(stored | made))


def _indicator(stored: dict[str, Any]) -> Indicator:
    people = tuple(Behind(**one) for one in stored["people"])
    texts = {name: tuple(stored[name]) for name in ("notes", "left_out")}
    return Indicator(**(stored | texts | {"people": people}))


def _grounds(organisation: Organisation, span: Span) -> list[str]:
    """The base orders that were in force (4.1)."""
    base = base_on(organisation, span.day)
    grounds = []
    if base.introduction:
        grounds.append(_("Целевая модель наставничества введена: %(ground)s.") % {"ground": base.introduction.ground})
    if base.edition:
        grounds.append(_("Положение утверждено: %(ground)s.") % {"ground": base.edition.ground})
    return grounds


def _signed(organisation: Organisation, kind: str, span: Span) -> Signed:
    if kind == RoleKind.HEAD:
        head = head_on(organisation, span.day)
        return Signed(head.signature_name, head.post if head.person else str(RoleKind.HEAD.label))
    role = holder_of(organisation, kind, span.day)
    if role is None:
        return Signed("", str(RoleKind(kind).label))
    person = Person.objects.of(organisation).filter(user_id=role.user_id).prefetch_related("employments").first()
    if person is None:
        return Signed(str(role.user), str(RoleKind(kind).label))
    return Signed(person.signature_name, person.position_on(span.day) or str(RoleKind(kind).label))
