"""The report of events by level for a year, on paper (4.3/6)."""

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.papers.model import Column, DocumentName, Heading, Letterhead, Note, Paper, Signature, Table
from nastavnik.partners.models import EventRole, PartnerEvent
from nastavnik.partners.queries import LevelRow, Report

BY_LEVEL = (
    Column("Уровень", 3.4),
    Column("Событий", 1.3, "center"),
    Column("Из них проводим мы", 1.6, "center"),
    Column("С партнёром", 1.5, "center"),
    Column("Участий слушателем", 1.7, "center"),
    Column("Выступлений", 1.7, "center"),
)
EVENTS = (
    Column("День", 1.6),
    Column("Событие", 4.4),
    Column("Уровень", 2.2),
    Column("Кто проводит, партнёр", 3.4),
    Column("Кто участвовал", 4),
    Column("Что это дало", 3.2),
)


def report_paper(organisation: Organisation, report: Report) -> Paper:
    """Figures by level, then the events of the year in the order of their days."""
    used = [row for row in report.rows if row.events]
    return Paper(
        kind="partner_events",
        title=f"Отчёт о событиях в сфере наставничества за {report.year.title}",
        author=organisation.short_name,
        date=clock.today(),
        page="landscape",
        keep_years=5,
        blocks=(
            Letterhead(
                full_name=organisation.full_name,
                short_name=organisation.short_name,
                founder=organisation.founder,
                address=organisation.address,
            ),
            DocumentName("ОТЧЁТ"),
            Heading(f"о событиях в сфере наставничества по уровням за {report.year.title}"),
            Table(
                BY_LEVEL,
                tuple(_level(row) for row in ([*used, report.total] if used else ())),
                caption="По уровням",
                empty="За этот год событий нет.",
            ),
            Table(EVENTS, tuple(_event(event) for event in report.events), caption="События"),
            Note(f"По состоянию на {clock.today():%d.%m.%Y}. Участвовало разных людей: {report.people}."),
            _signature(organisation),
        ),
    )


def _level(row: LevelRow) -> tuple[str, ...]:
    figures = row.events, row.ours, row.with_partner, row.listeners, row.speakers
    return (row.label[:1].upper() + row.label[1:], *map(str, figures))


def _event(event: PartnerEvent) -> tuple[str, ...]:
    people = [
        f"{one.person.short_name} (выступление)" if one.role == EventRole.SPEAKER else one.person.short_name
        for one in event.participants.all()
    ]
    return (
        f"{event.on:%d.%m.%Y}",
        f"{event.title} ({event.get_kind_display()})",
        str(event.get_level_display()),
        "; ".join(filter(None, (str(event.get_host_display()), event.partner.name if event.partner else ""))),
        ", ".join(people),
        event.result,
    )


def _signature(organisation: Organisation) -> Signature:
    role = holder_of(organisation, RoleKind.CURATOR, clock.today())
    person = getattr(role.user, "person", None) if role else None
    return Signature("Куратор наставничества", person.signature_name if person else "____________________")
