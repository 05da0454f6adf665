"""What was issued and what was scanned: kept as files with their hashes, printed again from the file only."""

import uuid

from django.db import models

from nastavnik.kit.models import Keyed
from nastavnik.kit.personal import Erasure, PersonalData


def file_place(row: models.Model, name: str) -> str:
    """Where a file of an institution lies under MEDIA_ROOT; the name says nothing about its content."""
    from nastavnik.kit import clock

    ending = name.rsplit(".", 1)[-1]
    return f"papers/{row.organisation_id}/{clock.today().year}/{uuid.uuid4()}.{ending}"


class FileQuerySet(models.QuerySet):
    def of(self, organisation) -> "FileQuerySet":
        """Only the files of this organisation."""
        return self.filter(organisation_id=organisation.pk)


class Kept(Keyed):
    """What issued papers and scans have in common. `organisation_id` is plain: the room lies in the cellar."""

    organisation_id = models.UUIDField()
    about_id = models.UUIDField(null=True, blank=True)
    file = models.FileField(upload_to=file_place)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kept_at = models.DateTimeField()
    kept_by_id = models.UUIDField(null=True, blank=True)
    kept_by_name = models.CharField(max_length=200, blank=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        abstract = True


class IssuedPaper(Kept):
    """A paper as it was issued."""

    personal = PersonalData(
        identifying=("file", "title", "kept_by_name"),
        plain=("organisation_id", "about_id", "kind", "format", "sha256", "size", "kept_at", "kept_by_id"),
        person="",
        ground="125-ФЗ",
        keep="по номенклатуре дел учреждения",
        erasure=Erasure.KEEP,
    )

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    format = models.CharField(max_length=4)

    class Meta:
        indexes = [models.Index("organisation_id", "about_id", name="papers_about")]


class Scan(Kept):
    """A signed paper that was scanned or photographed, re-encoded, without location data."""

    personal = PersonalData(
        identifying=("file", "original_name", "kept_by_name"),
        plain=("organisation_id", "about_id", "content_type", "sha256", "size", "kept_at", "kept_by_id"),
        person="",
        ground="125-ФЗ",
        keep="как документ, который отсканирован",
        erasure=Erasure.KEEP,
    )

    original_name = models.CharField(max_length=255, blank=True)
    content_type = models.CharField(max_length=60)
