"""The one writer of the journal. Legal facts are our own events, not differences of fields."""

import hashlib
import json
from datetime import UTC
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry, JournalHead


def record(event: str, subject: models.Model, *, by: Any, organisation_id: UUID | None = None, **facts) -> None:
    """Add an entry. `by` is a user, or None for the product itself; `facts` hold no personal data.

    Must run inside the transaction of the act: an act without its entry, or the reverse, cannot be.
    """
    organisation_id = organisation_id or subject.organisation_id  # type: ignore[attr-defined]
    assert transaction.get_connection().in_atomic_block, "the journal is written inside the act's transaction"
    JournalHead.objects.get_or_create(organisation_id=organisation_id)
    head = JournalHead.objects.select_for_update().get(organisation_id=organisation_id)
    entry = JournalEntry(
        organisation_id=organisation_id,
        number=head.number + 1,
        event=event,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        actor_id=getattr(by, "pk", None),
        actor_name=str(by) if by is not None else "",
        at=clock.now(),
        facts=json.loads(json.dumps(facts, cls=DjangoJSONEncoder)),
    )
    entry.hash = link(head.hash, entry)
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save(update_fields=["number", "hash"])


def link(previous: str, entry: JournalEntry) -> str:
    """The hash of an entry: over the previous hash and everything that the entry says (hex SHA-256)."""
    at = entry.at.astimezone(UTC).isoformat()  # the database gives the moment back in another zone
    said = [
        previous, str(entry.organisation_id), entry.number, entry.event, entry.subject_kind,
        str(entry.subject_id), str(entry.actor_id), entry.actor_name, at, entry.facts,
    ]  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def broken_link(organisation_id: UUID) -> int | None:
    """The number of the first entry that does not fit its chain, or None when the journal is whole."""
    previous, expected = "", 1
    for entry in JournalEntry.objects.filter(organisation_id=organisation_id).order_by("number").iterator():
        if entry.number != expected or entry.hash != link(previous, entry):
            return entry.number
        previous, expected = entry.hash, expected + 1
    return None


def entries_about(subject: models.Model) -> models.QuerySet[JournalEntry]:
    """What has been done with this row, oldest first."""
    return JournalEntry.objects.filter(
        organisation_id=subject.organisation_id,  # type: ignore[attr-defined]
        subject_id=subject.pk,
    )
