"""Weights of the criteria: settings that people see and change, never changed silently (7.1, 1.4/5)."""

from dataclasses import dataclass, fields

from nastavnik.matching.refusal import InputError

LABELS = {
    "topics": "Направления запроса",
    "experience": "Опыт",
    "position": "Должность",
    "forms": "Форма наставничества",
    "hours": "Свободное время",
    "place": "Место работы",
    "wishes": "Пожелания",
    "waiting": "Время ожидания",
}

TOP = 1000  # one weight; bounded so that no sum grows out of sight


@dataclass(frozen=True)
class Weights:
    """The most points that each criterion can bring, whole numbers 0–1000; 0 leaves the criterion out.

    The profile and the competences come first (7.1/1), wishes of both sides after them (7.1/2). With the
    default weights a pair that fits in everything has 100 points.
    """

    topics: int = 35
    experience: int = 15
    position: int = 10
    forms: int = 10
    hours: int = 10
    place: int = 5
    wishes: int = 10
    waiting: int = 5

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= TOP:
                raise InputError(f"Вес «{LABELS[item.name]}» должен быть целым числом от 0 до {TOP}, а не {value!r}.")

    @property
    def total(self) -> int:
        """The points of a pair that fits in everything."""
        return sum(getattr(self, item.name) for item in fields(self))

    def numbers(self) -> list[int]:
        """The weights in the order of LABELS and, after them, their sum."""
        return [*(getattr(self, criterion) for criterion in LABELS), self.total]


DEFAULT = Weights()
