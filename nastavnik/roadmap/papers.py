"""The roadmap as a paper (D21): a sheet lying sideways with terms and responsible people (R1.2)."""

from collections.abc import Sequence

from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.papers.model import Approval, Block, Column, DocumentName, Heading, Paper, Table
from nastavnik.roadmap.models import ItemState, Roadmap, RoadmapState
from nastavnik.roadmap.queries import Line, Stage

_COLUMNS = (
    Column("№", 1.2, "center"),
    Column("Этап", 4),
    Column("Содержание деятельности", 7),
    Column("Срок", 2.6),
    Column("Ответственный", 3),
    Column("Ожидаемый результат", 4),
    Column("Отметка", 3),
)


def roadmap_paper(organisation: Organisation, roadmap: Roadmap, stages: Sequence[Stage]) -> Paper:
    """The whole roadmap; in a draft the place for the order's date and number is left blank."""
    years = f"{roadmap.since:%d.%m.%Y} – {roadmap.until:%d.%m.%Y}"
    return Paper(
        kind="roadmap",
        title=f"Дорожная карта наставничества {years}",
        author=organisation.short_name,
        date=roadmap.approved_on or clock.today(),
        page="landscape",
        blocks=(Approval("УТВЕРЖДЕНО", _approved(organisation, roadmap)), *roadmap_blocks(roadmap, stages)),
    )


def roadmap_blocks(roadmap: Roadmap, stages: Sequence[Stage]) -> tuple[Block, ...]:
    """Name, heading and table: also the appendix of the order that approves it (4.3/4)."""
    return (
        DocumentName("ДОРОЖНАЯ КАРТА"),
        Heading(
            "(план мероприятий) по реализации Положения о системе (целевой модели) наставничества "
            f"педагогических работников на период с {roadmap.since:%d.%m.%Y} по {roadmap.until:%d.%m.%Y}"
        ),
        Table(_COLUMNS, tuple(row for stage in stages for row in _rows(stage))),
    )


def _rows(stage: Stage):
    for number, line in enumerate(stage.lines, 1):
        item = line.item
        yield (
            f"{stage.number}.{number}",
            stage.title if number == 1 else "",
            item.title,
            f"{item.due_on:%d.%m.%Y}" if item.due_on else "",
            item.responsible.short_name if item.responsible else "",
            item.expected,
            _mark(line),
        )


def _mark(line: Line) -> str:
    if line.state == ItemState.DONE and line.done_on:
        return f"выполнено {line.done_on:%d.%m.%Y}"
    return "не применимо" if line.state == ItemState.NOT_APPLICABLE else ""


def _approved(organisation: Organisation, roadmap: Roadmap) -> tuple[str, ...]:
    if roadmap.state == RoadmapState.DRAFT:
        return (f"приказом {organisation.short_name}", "от «____» ____________ 20____ г. № ______")
    number = roadmap.ground.partition(" «")[0]  # without the order's heading
    if not number.startswith("приказ "):
        return (number,)
    return (f"приказом {organisation.short_name}", number.removeprefix("приказ "))
