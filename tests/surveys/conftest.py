"""Invitations without programmes: a participation is only a key here."""

from datetime import date
from uuid import UUID

import pytest

from nastavnik.kit.keys import new_key
from nastavnik.surveys.actions import invite
from nastavnik.surveys.models import Invitation, Wave
from nastavnik.surveys.questionnaires import MENTEE, Kind

DUE = date(2026, 9, 28)


def every_answer(invitation: Invitation, **given) -> dict:
    """Answers to all that must be answered: 4, «да», or the first choice; `given` replaces some."""
    answers = {}
    for question in invitation.form.questions_of(invitation.wave):
        if question.kind == Kind.SCALE:
            answers[question.code] = 4
        elif question.is_required:
            answers[question.code] = next(iter(question.allowed()))
    return {**answers, **given}


@pytest.fixture
def ask(cast):
    """`ask("mentee", wave="after", participation=key)` is an invitation, made by the curator."""

    def make(
        part: str,
        questionnaire: str = MENTEE,
        wave: str = Wave.BEFORE,
        participation: UUID | None = None,
        **more,
    ):
        return invite(
            cast.people[part],
            questionnaire,
            wave,
            participation_id=participation or new_key(),
            due_on=DUE,
            by=cast.user("curator"),
            **more,
        )

    return make
