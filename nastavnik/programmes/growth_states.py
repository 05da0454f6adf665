"""The lives of an invited specialist, a difficulty and a recommendation (5.1/1, 6.2/5, 6.2/7)."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.programmes.models import (
    DifficultyState,
    Engagement,
    EngagementState,
    GrowthRecord,
    RecommendationState,
)


def programme_goes_on(engagement: Engagement) -> str | None:
    """Nobody is asked, and nobody answers, for a programme that has ended."""
    if engagement.item.programme.has_ended:
        return _now("Программа завершена: привлекать специалистов уже не к чему.")
    return None


def work_goes_on(record: GrowthRecord) -> str | None:
    """The log is kept while the programme is carried out; afterwards it can be read."""
    if not record.programme.is_under_way:
        return _now("Ход работы записывают, пока программа реализуется.")
    return None


ENGAGEMENT = Lifecycle(
    "engagement",
    EngagementState,
    (
        Move("accept", _("Согласиться помочь"), ("asked",), "accepted", "specialist_accepted", programme_goes_on),
        Move("decline", _("Не получится"), ("asked",), "declined", "specialist_declined", programme_goes_on),
        Move("release", _("Больше не привлекать"), ("asked", "accepted"), "released", "specialist_released"),
    ),
)

DIFFICULTY = Lifecycle(
    "difficulty",
    DifficultyState,
    (
        Move("act", _("Записать, что делаем"), ("revealed", "joint"), "joint", "difficulty_acted_on", work_goes_on),
        Move("remove", _("Затруднение снято"), ("revealed", "joint"), "removed", "difficulty_removed", work_goes_on),
        Move("return", _("Вернуть в работу"), ("removed",), "joint", "difficulty_returned", work_goes_on),
    ),
)

RECOMMENDATION = Lifecycle(
    "recommendation",
    RecommendationState,
    (
        Move("accept", _("Принять"), ("given", "discussed"), "accepted", "recommendation_accepted", work_goes_on),
        Move("discuss", _("Обсудить"), ("given", "accepted"), "discussed", "recommendation_discussed", work_goes_on),
        Move(
            "finish",
            _("Выполнено"),
            ("given", "accepted", "discussed"),
            "done",
            "recommendation_done",
            work_goes_on,
        ),
        Move(
            "drop",
            _("Снять"),
            ("given", "accepted", "discussed"),
            "dropped",
            "recommendation_dropped",
            work_goes_on,
        ),
    ),
)
