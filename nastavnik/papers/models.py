"""What was issued and what was scanned: kept as files with their hashes, printed again from the file only."""

import re
import uuid

from django.db import models

from nastavnik.kit import clock
from nastavnik.kit.models import Keyed
from nastavnik.kit.personal import Erasure, PersonalData

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""Formats that papers are issued in, and the content type of each."""


def file_place(row: "Kept", name: str) -> str:
    """Where a file of an institution lies under MEDIA_ROOT; the name says nothing about its content."""
    ending = name.rsplit(".", 1)[-1]
    return f"papers/{row.organisation_id}/{clock.today().year}/{uuid.uuid4()}.{ending}"


class FileQuerySet(models.QuerySet):
    def of(self, organisation) -> "FileQuerySet":
        """Only the files of this organisation."""
        return self.filter(organisation_id=organisation.pk)

    def about(self, row: models.Model) -> "FileQuerySet":
        """The files about this order, consent, programme …, newest first."""
        return self.filter(about_id=row.pk).order_by("-kept_at", "-pk")


class Kept(Keyed):
    """What issued papers and scans have in common. `organisation_id` is plain: the room lies in the cellar.

    `sha256` (hex) and `size` (bytes) are those of the stored file; `kept_by_id` is empty when the product
    itself issued the paper.
    """

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
    """A paper as it was issued: printed again from this file, never made anew (its text must not change)."""

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
        constraints = [
            models.CheckConstraint(condition=models.Q(format__in=list(FORMATS)), name="paper_format_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def content_type(self) -> str:
        return FORMATS[self.format]

    @property
    def download_name(self) -> str:
        """A name that every file system takes: «Приказ о … № 112-од.pdf»."""
        title = re.sub(r'[\s\\/:*?"<>|]+', " ", self.title).strip(" .")
        return f"{title[:120].rstrip(' .') or self.kind}.{self.format}"


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

    def __str__(self) -> str:
        return self.original_name
