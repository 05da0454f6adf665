"""Steps after a withdrawal: made with their day, marked done with a note, closed from above."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.models import Consent, ConsentStep, Resource, StepKind
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused

_OF_THE_PAIR = (StepKind.PAIR, StepKind.SPECIALIST)


def add_steps(consent: Consent, kind: StepKind, due_on: date, resources: Iterable[Resource] | None = None) -> None:
    """One step, or one for each resource. Inside the transaction of the act that makes them necessary."""
    for resource in [None] if resources is None else resources:
        ConsentStep.objects.create(
            organisation_id=consent.organisation_id,
            consent=consent,
            kind=kind,
            resource=resource,
            made_on=clock.today(),
            due_on=due_on,
        )


@transaction.atomic
def close_step(step: ConsentStep, *, by: User | None, note: str) -> ConsentStep:
    """Done, with what was done in words. Raises Refused without words, and when it is done already."""
    stored = ConsentStep.objects.select_for_update().get(pk=step.pk)
    if stored.done_on is not None:
        raise Refused(_("Это уже отмечено %(day)s.") % {"day": f"{stored.done_on:%d.%m.%Y}"})
    if not note.strip():
        raise Refused(_("Напишите, что сделано: отметку будет читать проверяющий."), field="note")
    step.done_on, step.done_by, step.note = clock.today(), by, note.strip()
    step.save(update_fields=["done_on", "done_by", "note"])
    journal.record("consent_step_closed", step, by=by, kind=step.kind)
    return step


@transaction.atomic
def close_steps(about_id: UUID, *, by: User | None, note: str) -> None:
    """The pair has ended, or the member has been replaced: what was waiting for that is done."""
    waiting = ConsentStep.objects.select_for_update(of=("self",)).open()
    for step in waiting.filter(consent__about_id=about_id, kind__in=_OF_THE_PAIR):
        close_step(step, by=by, note=note)
