"""A mentee petitions the curator and the head to replace the mentor (6.1/5, domain 2.3.5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.pairs.models import RelationMember


class PetitionReason(models.TextChoices):
    """What may be ticked, or not: a petition needs no reason (1.4/5). None of them is a reproach (1.4/9)."""

    TIME = "time", _("не получается встречаться: разные смены, график")
    PLACE = "place", _("работаем в разных корпусах или группах")
    TOPIC = "topic", _("нужна помощь по другому направлению")
    FORM = "form", _("хочется работать в другой форме")
    CONTACT = "contact", _("трудно найти общий язык")
    OTHER = "other", _("другое")


class PetitionState(models.TextChoices):
    SUBMITTED = "submitted", _("подано")
    REGISTERED = "registered", _("зарегистрировано")
    CONSIDERED = "considered", _("рассматривается")  # the talk with the mentor is open
    MEDIATION = "mediation", _("предложена медиация")
    GRANTED = "granted", _("удовлетворено")
    DECLINED = "declined", _("отклонено")
    WITHDRAWN = "withdrawn", _("отозвано")


OPEN_PETITIONS = (
    PetitionState.SUBMITTED, PetitionState.REGISTERED, PetitionState.CONSIDERED, PetitionState.MEDIATION,
)  # fmt: skip


class PetitionQuerySet(OwnedQuerySet):
    def open(self) -> "PetitionQuerySet":
        """Waits for a decision."""
        return self.filter(state__in=OPEN_PETITIONS)


class Petition(Keyed):
    """Who asks (`member`), about which mentor of the pair or group, and what was decided.

    The decision is due on `due_on`, counted in working days from the day of submitting: who does not register it
    gains no time. A petition that `repeats` a declined one goes to the head. Who has acted stands here and not in
    the journal, which the person concerned may be able to read.
    """

    personal = PersonalData(
        identifying=("reasons", "text", "answer"),
        plain=(
            "state", "submitted_on", "due_on", "registered_on", "talk_on", "decided_on", "decided_as", "withdrawn_on",
        ),
        person="member__person",
        ground="6.1/5; согласие C3",
        keep="5 лет; отозванное — без текста",
        erasure=Erasure.BLANK,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    member = models.ForeignKey(RelationMember, models.PROTECT, related_name="petitions")
    mentor = models.ForeignKey(RelationMember, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PetitionState, default=PetitionState.SUBMITTED)
    reasons = models.JSONField(default=list, blank=True)  # codes of PetitionReason
    text = models.TextField(_("обстоятельства"), max_length=2000, blank=True)
    submitted_on = models.DateField()
    due_on = models.DateField()
    registered_on = models.DateField(null=True, blank=True)
    talk_on = models.DateField(null=True, blank=True)  # from here on the mentor knows
    handled_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_as = models.CharField(max_length=20, choices=RoleKind, blank=True)
    answer = models.TextField(_("ответ"), max_length=1000, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    repeats = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="repeated")

    objects = PetitionQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                "member",
                condition=Q(state__in=["submitted", "registered", "considered", "mediation"]),
                name="one_open_petition_of_a_mentee",
            ),
            models.CheckConstraint(
                name="decided_petition_has_its_day",
                condition=~Q(state__in=["granted", "declined"]) | Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="declined_petition_has_reasons", condition=~Q(state="declined") | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="withdrawn_petition_has_no_text", condition=~Q(state="withdrawn") | Q(text="", reasons=[])
            ),
            models.CheckConstraint(name="petition_is_due_later", condition=Q(due_on__gte=F("submitted_on"))),
        ]

    def __str__(self) -> str:
        return str(_("Ходатайство о замене наставника"))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_PETITIONS

    @property
    def is_granted(self) -> bool:
        return self.state == PetitionState.GRANTED

    @property
    def is_overdue(self) -> bool:
        """No decision, though its day has passed."""
        return self.is_open and self.due_on < clock.today()

    @property
    def is_told(self) -> bool:
        """The mentor knows: the talk is open, or the petition is granted (6.1/5)."""
        return self.talk_on is not None or self.is_granted

    @property
    def reasons_text(self) -> str:
        """What was ticked, in words."""
        known = [PetitionReason(code) for code in self.reasons if code in PetitionReason.values]
        return "; ".join(str(reason.label) for reason in known)

    @property
    def is_carried_out(self) -> bool:
        """An order has done what was granted: the mentor or the mentee has another place now."""
        return bool(self.mentor.left_on or self.member.left_on or self.member.relation.ended_on)
