"""The register of programmes on paper (D28, 4.4.8): continuous numbers within a calendar year."""

from collections.abc import Mapping

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.papers.model import Column, DocumentName, Heading, Letterhead, Note, Paper, Signature, Table
from nastavnik.programmes.models import Programme
from nastavnik.programmes.phases import categories_text, forms_lines, names_in
from nastavnik.programmes.queries import register

COLUMNS = (
    Column("№", 1.3),
    Column("Вид", 2),
    Column("Наставник и наставляемые", 4),
    Column("Форма", 2.6),
    Column("Направления", 2.8),
    Column("Срок", 2.4),
    Column("Утверждена", 2),
    Column("Состояние, результат", 3.4),
)
NO_NAME = "____________________"


def programmes_register(organisation: Organisation, year: int) -> Paper:
    """The register of programmes of a calendar year, by number (4.4.8)."""
    programmes = list(register(organisation).filter(year=year).order_by("number").prefetch_related("phases"))
    names = names_in(programmes)
    return Paper(
        kind="programmes_register",
        title=f"Реестр персонализированных программ за {year} год",
        author=organisation.short_name,
        date=clock.today(),
        page="landscape",
        blocks=(
            Letterhead(
                full_name=organisation.full_name,
                short_name=organisation.short_name,
                founder=organisation.founder,
                address=organisation.address,
            ),
            DocumentName("РЕЕСТР"),
            Heading(f"персонализированных программ наставничества за {year} год"),
            Table(
                COLUMNS,
                tuple(_row(programme, names) for programme in programmes),
                empty=f"Программ с номером {year} года нет.",
            ),
            Note(f"По состоянию на {clock.today():%d.%m.%Y}."),
            _signature(organisation),
        ),
    )


def type_of(programme: Programme) -> str:
    """Individual or group (4.4.8): as the pair has been fixed."""
    return "групповая" if programme.relation.kind == "group" else "индивидуальная"


def _row(programme: Programme, names: Mapping[str, str]) -> tuple[str, ...]:
    relation = programme.relation
    state = str(programme.get_state_display())
    if programme.ended_on:
        state = f"{state} {programme.ended_on:%d.%m.%Y}, {programme.get_end_reason_display()}"
    return (
        f"{programme.number}/{programme.year}",
        type_of(programme),
        "\n".join((relation.mentor_names, relation.mentee_names)) if relation.members.all() else "",
        f"{categories_text(programme)}; {'; '.join(forms_lines(programme, names))}",
        programme.directions_text,
        f"{programme.since:%d.%m.%Y} – {programme.until:%d.%m.%Y}",
        f"{programme.approved_on:%d.%m.%Y}" if programme.approved_on else "",
        state,
    )


def _signature(organisation: Organisation) -> Signature:
    role = holder_of(organisation, RoleKind.CURATOR, clock.today())
    person = getattr(role.user, "person", None) if role else None
    return Signature("Куратор наставничества", person.signature_name if person else NO_NAME)
