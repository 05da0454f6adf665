"""What was issued and what was scanned: kept as files with their hashes, printed again from the file only."""

import re
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.kit import clock
from nastavnik.kit.models import Keyed
from nastavnik.kit.personal import Erasure, PersonalData

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""Formats that papers are issued in, and the content type of each."""


def file_place(row: "Kept | PaperJob", name: str) -> str:
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
        plain=(
            "organisation_id",
            "about_id",
            "kind",
            "format",
            "sha256",
            "size",
            "kept_at",
            "kept_by_id",
            "own_form_id",
        ),
        person="",
        ground="125-ФЗ",
        keep="по номенклатуре дел учреждения",
        erasure=Erasure.KEEP,
    )

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    format = models.CharField(max_length=4)
    own_form_id = models.UUIDField(null=True, blank=True)  # the institution's own form that it was made by

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


class OwnForm(Kept):
    """An institution's own variant of one kind of paper: a Word file with our placeholders.

    A form is never edited: a new upload is the next version and takes the place of the last one.
    `placeholders`: the fields that it uses; `notices`: what it does not print by itself, in sentences;
    `failure`: why it could not be filled the last time ("" when it could).
    """

    personal = PersonalData(
        identifying=("kept_by_name",),
        plain=(
            "organisation_id",
            "about_id",
            "file",
            "sha256",
            "size",
            "kept_at",
            "kept_by_id",
            "kind",
            "name",
            "version",
            "placeholders",
            "notices",
            "is_active",
            "failure",
        ),
        person="",
        ground="1.4/7 личная ответственность",
        keep="пока существует учреждение",
        erasure=Erasure.KEEP,
    )

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    placeholders = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    failure = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                "organisation_id", "kind", condition=models.Q(is_active=True), name="own_form_active_once"
            ),
            models.UniqueConstraint("organisation_id", "kind", "version", name="own_form_version_is_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        return FORMATS["docx"]

    @property
    def title(self) -> str:
        """The name of the file when it is downloaded."""
        return f"{self.name}, версия {self.version}"


class JobState(models.TextChoices):
    RUNNING = "running", _("готовится")
    READY = "ready", _("готов")
    FAILED = "failed", _("не удалось")
    STOPPED = "stopped", _("остановлен")


class PaperJob(Keyed):
    """Many papers being packed into one archive, so that a page can tell how far it has come.

    `beat_at`: the last sign of life; `sentence`: why it failed and what to do; `file`: the archive when ready.
    """

    personal = PersonalData(
        identifying=("title", "file", "made_by_name"),
        plain=(
            "organisation_id",
            "format",
            "total",
            "done",
            "state",
            "is_stopping",
            "sentence",
            "size",
            "made_at",
            "made_by_id",
            "beat_at",
            "finished_at",
        ),
        person="",
        ground="152-ФЗ ст. 6 ч. 1 п. 2: документы, которые печатает учреждение",
        keep="неделя",
        erasure=Erasure.DELETE,
    )

    organisation_id = models.UUIDField()
    title = models.CharField(max_length=200)
    format = models.CharField(max_length=4)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.RUNNING)
    is_stopping = models.BooleanField(default=False)
    sentence = models.CharField(max_length=600, blank=True)
    file = models.FileField(upload_to=file_place, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField(null=True, blank=True)
    made_by_name = models.CharField(max_length=200, blank=True)
    beat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "organisation_id", condition=models.Q(state="running"), name="paper_job_runs_alone"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def content_type(self) -> str:
        return "application/zip"

    @property
    def percent(self) -> int:
        """How much is done, 0–100."""
        return min(100, self.done * 100 // self.total) if self.total else 100
