"""Base of all tables, the journal, and the keys of forms that were already sent."""

import uuid
from typing import ClassVar, Self

from django.db import models

from nastavnik.kit.keys import new_key
from nastavnik.kit.personal import Erasure, NotPersonal, PersonalData


class Keyed(models.Model):
    """A row with a time-ordered key and a declaration of its personal data."""

    personal: ClassVar[PersonalData | NotPersonal]

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)

    class Meta:
        abstract = True


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to an organisation."""

    def of(self, organisation) -> Self:
        """Only the rows of this organisation: what belongs to another does not exist here."""
        return self.filter(organisation=organisation)


class JournalHead(models.Model):
    """The end of an organisation's journal: locked while an entry is added, so that the chain has one order."""

    personal = NotPersonal("position and hash of the last entry")

    organisation_id = models.UUIDField(primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class JournalEntry(Keyed):
    """What somebody did, once and for ever: event, subject, who, when, facts; chained by hash.

    `organisation_id` and `actor_id` are plain keys: the journal lies in the cellar and knows no room above.
    """

    personal = PersonalData(
        identifying=("actor_name",),
        plain=("number", "event", "subject_kind", "subject_id", "actor_id", "at", "facts", "hash"),
        person="",
        ground="152-ФЗ ст. 6 ч. 1 п. 2; 1.4/7 личная ответственность",
        keep="пока существует учреждение",
        erasure=Erasure.KEEP,
    )

    organisation_id = models.UUIDField()
    number = models.PositiveBigIntegerField()
    event = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation_id", "number", name="journal_number_is_unique"),
        ]
        indexes = [models.Index("organisation_id", "subject_id", "number", name="journal_of_subject")]
        ordering = ["number"]


class SentForm(models.Model):
    """A form that has been sent: the same form sent again gets the same answer and does nothing."""

    personal = NotPersonal("random key of a form and the address of its answer")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user_id = models.UUIDField(null=True)
    path = models.CharField(max_length=500)
    answer = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
