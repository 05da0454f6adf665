"""What a programme was when it was offered, approved or changed: kept, so that changes can be read (8.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.models.programmes import Programme


class Occasion(models.TextChoices):
    OFFERED = "offered", _("отправлена на согласование")
    CHANGED = "changed", _("изменена по согласию участников")


class ProgrammeVersion(Keyed):
    """Texts and plan as they stood; `content` is what `programmes.snapshots.snapshot` makes."""

    personal = PersonalData(
        identifying=("content",),
        plain=("version", "occasion", "made_at", "approved_on"),
        person="programme__relation__members__person",
        ground="приказ о закреплении; согласие C3",
        keep="как программа",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    occasion = models.CharField(max_length=8, choices=Occasion, default=Occasion.OFFERED)
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint("programme", "version", name="one_snapshot_of_a_version")]

    def __str__(self) -> str:
        return str(self.version)
