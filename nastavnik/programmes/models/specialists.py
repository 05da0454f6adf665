"""A colleague who is asked to help with one activity: the mentor's right, with their consent (5.1/1)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.consents.models import Consent, ConsentState
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.programmes.models.plan import PlanItem
from nastavnik.programmes.models.programmes import Programme


class EngagementState(models.TextChoices):
    ASKED = "asked", _("ждём ответа")
    ACCEPTED = "accepted", _("согласие высказано")
    DECLINED = "declined", _("не получится")
    RELEASED = "released", _("больше не привлекается")


STANDING = (EngagementState.ASKED, EngagementState.ACCEPTED)


class Engagement(Keyed):
    """A specialist asked to help with an activity. They see this activity alone, and only while they take part.

    The answer in the system is a word; what lets somebody be responsible is the written consent (C6), which
    opens with it. Who declines gives no reason and leaves no trace on anybody else's page (1.4/5).
    """

    personal = PersonalData(
        identifying=("words",),
        plain=("state", "asked_at", "answered_on", "is_responsible"),
        person="person",
        ground="5.1/1; согласие C6",
        keep="как программа",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="engagements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="engagements")
    state = models.CharField(max_length=8, choices=EngagementState, default=EngagementState.ASKED)
    words = models.CharField(_("о чём просите"), max_length=300, blank=True)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")
    is_responsible = models.BooleanField(_("отвечает за мероприятие"), default=False)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_on = models.DateField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                "item", "person", condition=Q(state__in=["asked", "accepted"]), name="one_standing_engagement"
            ),
            models.UniqueConstraint("item", condition=Q(is_responsible=True), name="one_responsible_specialist"),
            models.CheckConstraint(
                name="responsible_specialist_has_accepted",  # edge case 59
                condition=Q(is_responsible=False) | Q(state="accepted", consent__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.person.short_name

    @property
    def programme(self) -> Programme:
        """Whose members and rules are meant."""
        return self.item.programme

    @property
    def may_read(self) -> bool:
        """The limited view is open: asked, or taking part with a consent that is signed or waits for its signature."""
        if self.programme.has_ended:
            return False
        return self.state == EngagementState.ASKED or self.holds or self.waits_for_paper

    @property
    def holds(self) -> bool:
        """Accepted in words, and the written consent is valid today."""
        accepted = self.state == EngagementState.ACCEPTED and self.consent is not None
        return accepted and self.consent.is_valid_on(clock.today())  # type: ignore[union-attr]

    @property
    def waits_for_paper(self) -> bool:
        """Accepted in words; the consent still waits for its signature."""
        waits = self.consent is not None and self.consent.state == ConsentState.PROPOSED
        return self.state == EngagementState.ACCEPTED and waits
