"""What the council of mentors does for a programme: a task with one person and one day (4.5/6, 1.4/7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.programmes.models.programmes import Programme


class CouncilTaskState(models.TextChoices):
    OPEN = "open", _("поручено")
    DONE = "done", _("выполнено")
    DROPPED = "dropped", _("снято")


class CouncilTask(Keyed):
    """Organisational or methodical support of programmes by a member of the council; of one programme, or of all."""

    personal = PersonalData(
        identifying=("title", "outcome"),
        plain=("state", "due_on", "made_on", "done_on"),
        person="person",
        ground="4.5/6",
        keep="как программа",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="council_tasks", verbose_name=_("программа")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="council_tasks", verbose_name=_("кому"))
    title = models.CharField(_("что сделать"), max_length=300)
    due_on = models.DateField(_("срок"))
    state = models.CharField(max_length=8, choices=CouncilTaskState, default=CouncilTaskState.OPEN)
    outcome = models.CharField(_("что сделано"), max_length=500, blank=True)
    done_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="done_council_task_has_its_day", condition=~Q(state="done") | Q(done_on__isnull=False)
            ),
        ]
        indexes = [models.Index("person", "state", name="council_tasks_of_person")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == CouncilTaskState.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on < clock.today()
