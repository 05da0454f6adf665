"""A roadmap of one academic year and its items."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, NotPersonal, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


class RoadmapState(models.TextChoices):
    DRAFT = "draft", _("составляется")
    APPROVED = "approved", _("утверждена")
    REPLACED = "replaced", _("заменена новой редакцией")


class Roadmap(Keyed):
    """Drawn up by the curator (4.4.4), approved by the head's order (4.3/4)."""

    personal = NotPersonal("plan of an institution")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    since = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=10, choices=RoadmapState, default=RoadmapState.DRAFT)
    approved_on = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=300, blank=True)
    ground_id = models.UUIDField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]

    def __str__(self) -> str:
        return f"{self.years}, {self.get_state_display()}"

    @property
    def years(self) -> str:
        """«2026/2027», or «2027» when it begins and ends in one calendar year."""
        first, last = self.since.year, self.until.year
        return str(first) if first == last else f"{first}/{last}"


class ItemState(models.TextChoices):
    OPEN = "open", _("предстоит")
    DONE = "done", _("выполнено")
    NOT_APPLICABLE = "not_applicable", _("не применимо")


class RoadmapItem(Keyed):
    """One line: activity, term, responsible, result; some are closed by a fact of the system."""

    personal = PersonalData(
        identifying=(),
        plain=("stage", "clause", "title", "due_on", "expected", "state", "done_on", "note", "sort"),
        person="responsible",
        ground="4.3/4: приказ об утверждении дорожной карты",
        keep="постоянно, как план учреждения",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="items")
    stage = models.PositiveSmallIntegerField(_("этап"))
    clause = models.CharField(max_length=10, blank=True)
    title = models.CharField(_("содержание деятельности"), max_length=500)
    due_on = models.DateField(_("срок"), null=True, blank=True)
    responsible = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ответственный")
    )
    expected = models.CharField(_("ожидаемый результат"), max_length=300, blank=True)
    state = models.CharField(max_length=15, choices=ItemState, default=ItemState.OPEN)
    done_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    sort = models.PositiveSmallIntegerField(default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["stage", "sort"]
