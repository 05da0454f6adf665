"""The log of the work as the mentor's report and the portfolio tell it (6.2/7, M4/2, M4/3): counts, then the facts."""

from collections.abc import Iterator

from nastavnik.papers.model import Block, Column, Paragraph, Table
from nastavnik.programmes.growth_pages import GrowthCounts, growth_counts
from nastavnik.programmes.models import Difficulty, DifficultyState, Participation, Programme, Project

EVENT_COLUMNS = (Column("День", 2.4), Column("Событие", 6), Column("Уровень, роль", 4), Column("Результат", 4))


def growth_blocks(programme: Programme) -> Iterator[Block]:
    """What has been recorded; nothing while there is nothing. Observations stay between the two: counted only."""
    counts = growth_counts(programme)
    for line in _counted(counts):
        yield Paragraph(line)
    for difficulty in Difficulty.objects.filter(programme=programme, state=DifficultyState.REMOVED).order_by("on"):
        yield Paragraph(f"{difficulty.text} – помогло: {difficulty.outcome}")
    for project in Project.objects.filter(programme=programme).order_by("since"):
        result = f": {project.result}" if project.result else ""
        yield Paragraph(f"Проект «{project.title}» ({project.get_kind_display()}){result}")
    events = Participation.objects.filter(programme=programme).order_by("on")
    rows = tuple(
        (f"{one.on:%d.%m.%Y}", one.title, f"{one.get_level_display()}; {one.get_role_display()}", one.result)
        for one in events
    )
    if rows:
        yield Table(EVENT_COLUMNS, rows, caption="Участие в событиях")


def _counted(counts: GrowthCounts) -> Iterator[str]:
    if counts.difficulties:
        yield f"Снято затруднений: {counts.removed} из {counts.difficulties}."
    if counts.recommendations:
        yield f"Выполнено рекомендаций: {counts.done} из {counts.recommendations}."
    if counts.observations:
        yield f"Наблюдений наставника: {counts.observations}."
    if counts.projects:
        yield f"Совместных проектов: {counts.projects}, закончено: {counts.projects_ended}."
    if counts.participations:
        yield f"Участие в событиях: {counts.participations}."
