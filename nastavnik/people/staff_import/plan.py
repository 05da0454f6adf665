"""The plan of an import: what would be done with each row of the table, before anything is done."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from nastavnik.people.staff_table.model import Problem

ANOTHER = "another"
SKIP = "skip"
KEEP = "keep"


@dataclass(frozen=True)
class Choice:
    """One answer to a question."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Question:
    """What only a person can tell. `answer` is the value of a choice, "" while nobody has answered."""

    key: str
    row: int
    name: str
    post: str
    facts: tuple[str, ...]
    sentence: str
    choices: tuple[Choice, ...]
    answer: str = ""

    @property
    def said(self) -> str:
        """The chosen answer in words."""
        return next((choice.label for choice in self.choices if choice.value == self.answer), "")


@dataclass(frozen=True)
class Change:
    """One value that would change, in words; `before` is "" when nothing was known."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class PlannedPost:
    """A post to be added (`employment_id` is None) or corrected: `fields` are those of Employment."""

    employment_id: UUID | None
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class PlannedPerson:
    """A person whom rows speak of: to be added (`person_id` is None), changed, or left alone."""

    rows: tuple[int, ...]
    person_id: UUID | None
    name: str
    post: str
    fields: Mapping[str, Any]
    posts: tuple[PlannedPost, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]

    @property
    def is_new(self) -> bool:
        return self.person_id is None

    @property
    def is_same(self) -> bool:
        return not self.is_new and not self.fields and not self.posts


@dataclass(frozen=True)
class Absent:
    """Somebody who works in the institution and is not in the table: shown, never touched."""

    person_id: UUID
    name: str
    post: str


@dataclass(frozen=True)
class Plan:
    """Everything that an import would do, and what it would not do.

    `faults` are rows that cannot be taken, one entry for each thing to mend; `remarks` are doubts about
    values that are taken; `skipped` are the numbers of rows left out by an answer.
    """

    people: tuple[PlannedPerson, ...]
    questions: tuple[Question, ...]
    faults: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    skipped: tuple[int, ...]
    absent: tuple[Absent, ...]
    row_count: int

    @cached_property
    def new(self) -> list[PlannedPerson]:
        return [person for person in self.people if person.is_new]

    @cached_property
    def changed(self) -> list[PlannedPerson]:
        return [person for person in self.people if not person.is_new and not person.is_same]

    @cached_property
    def same(self) -> list[PlannedPerson]:
        return [person for person in self.people if person.is_same]

    @cached_property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if not question.answer]

    @property
    def changes_nothing(self) -> bool:
        return not self.new and not self.changed

    @property
    def can_be_applied(self) -> bool:
        return not self.open_questions and not self.changes_nothing

    @cached_property
    def counts(self) -> dict[str, int]:
        """The figures that stay when the plan is gone; they name nobody."""
        return {
            "rows": self.row_count,
            "added": len(self.new),
            "changed": len(self.changed),
            "same": len(self.same),
            "posts": sum(post.employment_id is None for person in self.people for post in person.posts),
            "faulty": len({fault.row for fault in self.faults if fault.row}),
            "skipped": len(self.skipped),
            "absent": len(self.absent),
        }

    @cached_property
    def mark(self) -> str:
        """A digest of all that would be written: two plans with one mark do the same."""
        written = [
            [
                person.rows,
                str(person.person_id),
                person.fields,
                [[str(p.employment_id), p.fields] for p in person.posts],
            ]
            for person in self.people
            if not person.is_same
        ]
        open_keys = [question.key for question in self.open_questions]
        said = json.dumps([written, open_keys], cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()
