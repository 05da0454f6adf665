"""What a questionnaire is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from nastavnik.surveys.waves import Wave

NOT_SURE = "na"
"""«Не могу оценить»: an answer, left out of every mean and counted separately."""

SCALE = (1, 2, 3, 4, 5)

BOTH = (Wave.BEFORE, Wave.AFTER)
AFTER = (Wave.AFTER,)


class Kind(StrEnum):
    SCALE = "scale"  # 1 … 5, or NOT_SURE
    YES_NO = "yes_no"  # "yes", "no"
    CHOICE = "choice"  # one of `choices`
    CHOICES = "choices"  # any of `choices`, a list
    TEXT = "text"


@dataclass(frozen=True)
class Question:
    """An item. `clause` is the clause of the regulation whose figure it feeds.

    `about_topic` is the same sentence with the person's own topic in it (`%(topic)s`); `before_hint` says how
    to read it before the programme. Texts and lists of ticks are optional.
    """

    code: str
    text: Any
    clause: str
    kind: Kind = Kind.SCALE
    waves: tuple[str, ...] = BOTH
    choices: tuple[tuple[str, Any], ...] = ()
    about_topic: Any = ""
    before_hint: Any = ""

    @property
    def is_required(self) -> bool:
        return self.kind not in (Kind.TEXT, Kind.CHOICES)

    def worded(self, topic: str) -> str:
        """The sentence as its reader sees it: with their topic when there is one."""
        if topic and self.about_topic:
            return str(self.about_topic) % {"topic": topic}
        return str(self.text)

    def allowed(self) -> dict[Any, Any]:
        """The answers that can be chosen, with their words; empty for a text."""
        if self.kind == Kind.SCALE:
            return {**{point: str(point) for point in SCALE}, NOT_SURE: _("не могу оценить")}
        if self.kind == Kind.YES_NO:
            return {"yes": _("да"), "no": _("нет")}
        return dict(self.choices)


@dataclass(frozen=True)
class Section:
    title: Any
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    code: str
    version: int
    title: Any
    sections: tuple[Section, ...]

    def sections_of(self, wave: str) -> Iterator[tuple[Any, list[Question]]]:
        """The sections that have something to ask in this wave."""
        for section in self.sections:
            asked = [question for question in section.questions if wave in question.waves]
            if asked:
                yield section.title, asked

    def questions_of(self, wave: str) -> list[Question]:
        return [question for _title, asked in self.sections_of(wave) for question in asked]
