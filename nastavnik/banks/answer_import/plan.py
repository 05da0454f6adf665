"""What a sheet of answers would do: lines about people, questions to the curator."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from nastavnik.banks.models import Topic
from nastavnik.people.models import Person

NEW, CHANGED, SAME, NOTHING, LEAVES, ASKED, LEFT_OUT = (
    "new", "changed", "same", "nothing", "leaves", "asked", "left_out",
)  # fmt: skip
"""What becomes of a line: a draft is made; an entry changes; nothing changes; «нет» makes nothing; «нет» of
somebody in the bank takes them out; a question is open; nobody is found, or it cannot be."""

WRITTEN = (NEW, CHANGED, SAME, NOTHING, LEAVES)
SKIP, WORDS, TAKEN = "skip", "words", "yes"
TOPIC, WHO, READY = "topic", "who", "ready"


@dataclass(frozen=True)
class Choice:
    """One answer to a question; `value` is a key of a row, or SKIP, WORDS, TAKEN."""

    value: str
    label: str
    area: str = ""


@dataclass(frozen=True)
class Question:
    """What the words of the table do not decide. `answer` is "" while it is open; `likely` is only proposed."""

    key: str
    kind: str
    title: str
    sentence: str
    choices: tuple[Choice, ...]
    answer: str = ""
    likely: str = ""


@dataclass(frozen=True)
class Fact:
    """One thing that is said; `before` is "" for what is new."""

    label: str
    after: str
    before: str = ""


@dataclass(frozen=True)
class Said:
    """What an answer asks the acts to do: `yes` is False for «нет» and «запросов нет»."""

    yes: bool
    requests: tuple[tuple[tuple[Topic, ...], str], ...] = ()
    competences: tuple[Topic, ...] = ()
    profile: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One person's answer. `earlier` are rows that it replaces: the later answer of one person stands."""

    row: int
    name: str
    outcome: str
    person: Person | None = None
    said: Said | None = None
    earlier: tuple[int, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        return self.outcome in WRITTEN


@dataclass(frozen=True)
class Plan:
    """All lines in the order of the table, and the questions."""

    bank: str
    lines: tuple[Line, ...]
    questions: tuple[Question, ...]

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if not question.answer]

    @property
    def changes_nothing(self) -> bool:
        """Nothing that applying would write to the bank."""
        return not any(line.outcome in (NEW, CHANGED, LEAVES) for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """Lines by outcome, zeros too."""
        found = Counter(line.outcome for line in self.lines)
        return {outcome: found[outcome] for outcome in (*WRITTEN, ASKED, LEFT_OUT)}

    def with_outcome(self, outcome: str) -> list[Line]:
        """The lines of one outcome."""
        return [line for line in self.lines if line.outcome == outcome]

    @property
    def mark(self) -> str:
        """The same for the same plan: what is applied is what was shown."""
        return hashlib.sha256(json.dumps([_marked(line) for line in self.lines]).encode()).hexdigest()


def _marked(line: Line) -> list:
    said = line.said
    return [
        line.row,
        str(line.person.pk) if line.person else "",
        line.outcome,
        [[[str(topic.pk) for topic in topics], text] for topics, text in (said.requests if said is not None else ())],
        [str(topic.pk) for topic in said.competences] if said is not None else [],
        sorted(said.profile.items()) if said is not None else [],
    ]
