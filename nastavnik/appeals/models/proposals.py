"""Proposals to improve the programmes of the institution, with an answer to each (6.1/4)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


class ProposalKind(models.TextChoices):
    IMPROVEMENT = "improve", _("предложение")  # 6.1/4
    TRAINING = "training", _("запрос на обучение")  # 6.1/1


class ProposalState(models.TextChoices):
    SUBMITTED = "submitted", _("внесено")
    ESCALATED = "escalated", _("передано руководителю")
    ANSWERED = "answered", _("есть ответ")
    WITHDRAWN = "withdrawn", _("отозвано")


OPEN_PROPOSALS = (ProposalState.SUBMITTED, ProposalState.ESCALATED)


class ProposalQuerySet(OwnedQuerySet):
    def open(self) -> "ProposalQuerySet":
        """Waits for an answer."""
        return self.filter(state__in=OPEN_PROPOSALS)

    def shown(self) -> "ProposalQuerySet":
        """Answered, and the author wants colleagues to read it."""
        return self.filter(state=ProposalState.ANSWERED, is_shown=True)


class Proposal(Keyed):
    """A text by any teacher, under their name, about programmes in general and not only their own.

    Whoever runs the system answers by `due_on`; after that the head does. Colleagues read it only when it is
    answered and the author wants it (`is_shown`); a request for training goes to nobody but those who answer.
    """

    personal = PersonalData(
        identifying=("text", "answer"),
        plain=("kind", "state", "submitted_on", "due_on", "escalated_on", "answered_on", "withdrawn_on", "is_shown"),
        person="author",
        ground="6.1/4; согласие C3",
        keep="5 лет; отозванное — без текста",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=ProposalKind, default=ProposalKind.IMPROVEMENT)
    author = models.ForeignKey(Person, models.PROTECT, related_name="proposals")
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.SUBMITTED)
    text = models.TextField(_("предложение"), max_length=3000, blank=True)
    is_shown = models.BooleanField(_("показать коллегам вместе с ответом"), default=False)
    submitted_on = models.DateField()
    due_on = models.DateField()
    escalated_on = models.DateField(null=True, blank=True)
    answer = models.TextField(_("ответ"), max_length=2000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="answered_proposal_has_an_answer",
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_on__isnull=False)),
            ),
            models.CheckConstraint(name="withdrawn_proposal_has_no_text", condition=~Q(state="withdrawn") | Q(text="")),
            models.CheckConstraint(name="proposal_is_due_later", condition=Q(due_on__gte=F("submitted_on"))),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display()).capitalize()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_PROPOSALS

    @property
    def is_overdue(self) -> bool:
        """No answer, though its day has passed."""
        return self.is_open and self.due_on < clock.today()

    @property
    def is_with_head(self) -> bool:
        """The day of the answer has passed: it is the head's now, whether or not the daily command has run."""
        return self.state == ProposalState.ESCALATED or self.is_overdue
