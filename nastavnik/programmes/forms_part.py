"""What the page of a programme says of its forms: the phases, what hinders, what wants a word of who approves."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.programmes.form_rules import Finding, findings_at_end, findings_of, to_answer, violations
from nastavnik.programmes.models import EndReason, Phase, Programme, ProgrammeState
from nastavnik.programmes.phases import Span, forms_text, names_in, spans_of
from nastavnik.regulation.models import CategoryForm

ASKED_BEFORE = (ProgrammeState.DRAFT, ProgrammeState.AGREEING, ProgrammeState.REVIEW)


@dataclass(frozen=True)
class PhaseRow:
    """A phase in words; `departures` are the reasons for what is unusual in it."""

    span: Span
    forms: str
    category: str
    departures: list[str]

    @property
    def phase(self) -> Phase:
        return self.span.phase


@dataclass(frozen=True)
class FormsPart:
    rows: list[PhaseRow]
    hinders: list[Finding]  # violations: to be mended
    unusual: list[Finding]  # warnings and attestations that nobody has answered yet
    may_choose: bool
    may_change_category: bool

    @property
    def is_one(self) -> bool:
        return len(self.rows) == 1


def forms_part(programme: Programme, reader: User) -> FormsPart:
    """Both axes, phase by phase (3.2, 3.3), and what is not as the forms say while it can still be mended."""
    names = names_in([programme])
    found = findings_now(programme)
    rows = [
        PhaseRow(
            span,
            forms_text(span, names),
            str(CategoryForm(span.phase.category_form).label),
            [*span.phase.reasons.values(), *_attested(span.phase)],
        )
        for span in spans_of(programme)
    ]
    return FormsPart(
        rows,
        hinders=violations(found),
        unusual=to_answer(found),
        may_choose=programme.is_writable and reader.has_perm("programmes.choose_forms", programme),
        may_change_category=not programme.has_ended and reader.has_perm("programmes.change_category", programme),
    )


def findings_now(programme: Programme) -> list[Finding]:
    """By the rules for what is to be agreed, or for what is to end in full; none in between."""
    if programme.state in ASKED_BEFORE:
        return findings_of(programme)
    if programme.state == ProgrammeState.CLOSING and programme.end_reason == EndReason.DONE:
        return findings_at_end(programme)
    return []


def _attested(phase: Phase) -> list[Any]:
    if phase.attested_on is None:
        return []
    return [_("подтверждено, что наставник моложе, а наставляемый опытнее")]
