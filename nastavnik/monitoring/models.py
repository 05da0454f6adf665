"""A report with its figures frozen: reopened in a year it says the same (4.4.11, edge case 76)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation


class ReportState(models.TextChoices):
    DRAFT = "draft", _("составляется")
    FINAL = "final", _("завершён")


class Report(Keyed):
    """The curator's analytical report of a period: figures taken once, words written by the curator."""

    personal = PersonalData(
        identifying=("figures", "words"),
        plain=("since", "until", "title", "state", "made_at", "taken_at", "finished_on", "method", "version"),
        person="",
        ground="4.4.11",
        keep="постоянно, как годовой отчёт",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    since = models.DateField(_("с"))
    until = models.DateField(_("по"))
    title = models.CharField(max_length=80)  # «2026/2027 учебный год»
    state = models.CharField(max_length=5, choices=ReportState, default=ReportState.DRAFT)
    figures = models.JSONField(default=dict)  # monitoring.figures as plain JSON
    words = models.JSONField(default=dict)  # code of a section → text
    version = models.PositiveIntegerField(default=1)  # grows with each writing: two windows are noticed
    method = models.PositiveSmallIntegerField(default=1)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField()  # when the figures were taken
    finished_on = models.DateField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(name="report_ends_after_it_begins", condition=Q(until__gte=F("since"))),
            models.CheckConstraint(
                name="final_report_has_its_day", condition=~Q(state="final") | Q(finished_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_final(self) -> bool:
        return self.state == ReportState.FINAL
