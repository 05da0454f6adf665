"""The five compulsory parts of a programme (1.3/6): which are there, which are missing."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nastavnik.programmes.models import ItemState, Programme
from nastavnik.programmes.phases import needs_no_plan, spans_of


@dataclass(frozen=True)
class Part:
    """One part: its code, its name, whether it is there, and what to write when it is not."""

    code: str
    title: str
    is_there: bool
    hint: str = ""


def parts_of(programme: Programme) -> list[Part]:
    """The five parts in the order of the regulation."""
    return list(_parts(programme))


def missing_parts(programme: Programme) -> list[Part]:
    """What is asked for before the programme can be agreed."""
    return [part for part in _parts(programme) if not part.is_there]


def _parts(programme: Programme) -> Iterator[Part]:
    relation = programme.relation
    yield Part(
        "forms",
        _("формы и виды наставничества"),
        bool(programme.directions and all(span.forms for span in spans_of(programme))),
        _("Отметьте направления наставничества."),
    )
    yield Part(
        "members",
        _("участники"),
        bool(relation.mentors and relation.mentees),
        _("Нужны наставник и хотя бы один наставляемый."),
    )
    yield Part(
        "request",
        _("профессиональный запрос"),
        bool(programme.request.strip()),
        _("Запишите, с чем нужна помощь."),
    )
    yield Part(
        "plan",
        _("перечень мероприятий"),
        needs_no_plan(programme) or any(item.state != ItemState.CANCELLED for item in programme.items.all()),
        _("Добавьте хотя бы одно мероприятие."),
    )
    yield Part(
        "results",
        _("результаты наставничества"),
        bool(programme.expected_result.strip()),
        _("Запишите, что должно получиться."),
    )
