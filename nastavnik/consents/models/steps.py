"""What a withdrawal leaves to people, each with its term in working days (domain 2.3.1, edge cases 28, 31, 32)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.consents.models.consents import Consent
from nastavnik.consents.models.publishing import Resource
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation


class StepKind(models.TextChoices):
    PAIR = "pair", _("Приказом завершить работу пары или заменить участника")
    SPECIALIST = "specialist", _("Заменить специалиста в программе или обойтись без него")
    REVIEW = "review", _("Проверить, на каком основании хранятся данные, остальное уничтожить")
    TAKE_DOWN = "take_down", _("Убрать опубликованное")
    TELL = "tell", _("Потребовать от получателя прекратить обработку")
    PUBLISH = "publish", _("Опубликовать условия и запреты, которые установил человек")


class StepQuerySet(OwnedQuerySet):
    def open(self) -> "StepQuerySet":
        """Those that nobody has marked done, the most urgent first."""
        return self.filter(done_on__isnull=True).order_by("due_on", "pk")


class ConsentStep(Keyed):
    """One thing to do because of a consent: what, by which day, and what was done."""

    personal = PersonalData(
        identifying=("note",),
        plain=("kind", "made_on", "due_on", "done_on"),
        person="consent__person",
        ground="152-ФЗ ст. 10.1, 21; ТК РФ ст. 351.8",
        keep="как согласие",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    resource = models.ForeignKey(Resource, models.PROTECT, null=True, blank=True, related_name="+")
    made_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(_("что сделано"), max_length=500, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="done_step_says_what_was_done", condition=Q(done_on__isnull=True) | ~Q(note="")
            ),
            models.UniqueConstraint(
                "consent", "kind", "resource", condition=Q(done_on__isnull=True), name="step_stands_once"
            ),
        ]
        indexes = [models.Index("organisation", "done_on", name="open_steps")]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """What is to be done, with the place of a publication or the recipient named."""
        what = str(self.get_kind_display())
        if self.resource is not None:
            return f"{what}: {self.resource.name}, {self.resource.address}"
        return f"{what}: {self.consent.about}" if self.consent.about else what

    def is_overdue_on(self, day: date) -> bool:
        return self.done_on is None and self.due_on < day

    @property
    def is_overdue(self) -> bool:
        """For pages: not done, and its day has passed."""
        return self.is_overdue_on(clock.today())
