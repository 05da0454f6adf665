"""A report with its figures frozen (4.4.11, edge case 76); why somebody has left, where that is told (2.2/5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


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


class LeavingReason(models.TextChoices):
    """Kinds only, no words of one's own: nothing of health or family is kept (152-ФЗ ст. 10)."""

    OTHER_SCHOOL = "school", _("работает в другой образовательной организации")
    STUDY = "study", _("ушёл(ушла) учиться")
    MOVED = "moved", _("переезд")
    TERM = "term", _("закончился срок договора")
    PENSION = "pension", _("пенсия")
    OTHER_WORK = "work", _("сменил(а) профессию")
    OTHER = "other", _("другое")


class Leaving(Keyed):
    """Why a former mentee has left, if they wanted to say: a line of the retention report (2.2/5)."""

    personal = PersonalData(
        identifying=("reason",),
        plain=("left_on", "noted_at"),
        person="person",
        ground="2.2/5, 4.4.11",
        keep="пока показатель закрепления считается по этому человеку: три года",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    left_on = models.DateField()  # the last day at work that the reason is about
    reason = models.CharField(_("причина"), max_length=7, choices=LeavingReason)
    noted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.get_reason_display())
