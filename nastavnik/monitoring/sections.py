"""The parts of the analytical report that people write (domain D20); figures stand between them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """A text: its code, heading, what to write there. `number` is that of the report's section it belongs to."""

    code: str
    number: int
    title: Any
    hint: Any
    is_required: bool = False


SECTIONS: tuple[Section, ...] = (
    Section(
        "conditions",
        1,
        _("Условия"),
        _("Что помогло и что изменилось в учреждении за год: люди, время, обучение наставников."),
    ),
    Section(
        "process",
        3,
        _("Ход программ"),
        _("Что выполнено, что нет и почему; какие были трудности и как их решали."),
        True,
    ),
    Section("impact", 4, _("Влияние на участников"), _("Что изменилось у наставляемых и наставников.")),
    Section("practices", 7, _("Лучшие практики"), _("Какой опыт стоит описать и показать другим.")),
    Section("strengths", 8, _("Сильные стороны"), _("На что система может опираться.")),
    Section("weaknesses", 8, _("Слабые стороны"), _("Что мешает изнутри.")),
    Section("opportunities", 8, _("Возможности"), _("Что может помочь извне.")),
    Section("risks", 8, _("Риски"), _("Что может помешать извне.")),
    Section(
        "problems",
        9,
        _("Проблемы и меры"),
        _("По строке на проблему: в чём она, что сделать, кто отвечает, к какому сроку."),
        True,
    ),
    Section("plan", 10, _("План на следующий год"), _("Главное, что предстоит сделать."), True),
)

HEADINGS: dict[int, Any] = {
    1: _("Основание и условия"),
    2: _("Количественные показатели"),
    3: _("Ход реализации программ"),
    4: _("Влияние на участников"),
    5: _("Показатели реализации целевой модели"),
    6: _("Вовлечённость в формы наставничества"),
    7: _("Лучшие практики"),
    8: _("Самоанализ"),
    9: _("Проблемы и меры"),
    10: _("План на следующий год"),
}
"""The ten sections of the report by number."""


def sections_of(number: int) -> list[Section]:
    """The texts that belong to a section of the report."""
    return [section for section in SECTIONS if section.number == number]
