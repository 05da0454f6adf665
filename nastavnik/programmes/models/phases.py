"""The forms of mentoring of a programme, one after another: each phase has its own (3.2, 3.3, 3.4, 8.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.models.programmes import Programme
from nastavnik.regulation.models import CategoryForm


class Phase(Keyed):
    """A stretch of a programme in one form, or in several together (3.4, domain 2.4).

    Only the day on which it begins is kept, and none for the first: it lasts to the day before the next one, the
    last to the end of the programme. So phases cover the programme without gaps and overlaps by themselves,
    however its term is changed (see programmes.phases.spans_of).
    """

    personal = PersonalData(
        identifying=("rationale", "topic", "category_reason", "reasons"),
        plain=("begins_on", "forms", "category_form", "attested_on"),
        person="programme__relation__members__person",
        ground="приказ о закреплении; согласие C3",
        keep="как программа",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="phases")
    begins_on = models.DateField(_("с какого дня"), null=True, blank=True)
    forms = models.JSONField(_("формы"), default=list)  # codes of Form and keys of ExtraForm, the leading one first
    topic = models.CharField(_("по какому вопросу"), max_length=200, blank=True)  # 3.3.3
    rationale = models.CharField(_("обоснование выбора формы"), max_length=1000, blank=True)  # 3.4
    category_form = models.CharField(
        _("форма по категории"), max_length=16, choices=CategoryForm, default=CategoryForm.TEACHER_TEACHER
    )
    category_reason = models.CharField(_("почему изменена"), max_length=300, blank=True)  # 3.2
    reasons = models.JSONField(default=dict, blank=True)  # code of a warning → why it may stand, by who approves
    attested_on = models.DateField(null=True, blank=True)  # who of the two is older and more experienced (3.3.3)
    attested_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = [models.F("begins_on").asc(nulls_first=True), "id"]
        constraints = [
            models.UniqueConstraint("programme", "begins_on", name="one_phase_begins_on_a_day"),
            models.UniqueConstraint(
                "programme", condition=models.Q(begins_on__isnull=True), name="programme_has_one_first_phase"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {', '.join(self.forms)}"

    @property
    def leading(self) -> str:
        """The form that the phase is counted by (edge case 55)."""
        return self.forms[0] if self.forms else ""
