"""A member asks to end early, or to leave a group that goes on; the sides comment an end by the curator (8.1)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationChange, RelationMember
from nastavnik.programmes.models.programmes import Programme


class WishState(models.TextChoices):
    ASKED = "asked", _("ждёт решения куратора")
    ACCEPTED = "accepted", _("готовится приказ")
    WITHDRAWN = "withdrawn", _("отозвано")
    SETTLED = "settled", _("исполнено")


class EndWish(Keyed):
    """A member wants to end: two taps, circumstances only if they wish to tell them (8.1/2, domain G4)."""

    personal = PersonalData(
        identifying=("note",),
        plain=("state", "asked_at", "settled_at"),
        person="member__person",
        ground="8.1/2",
        keep="как программа",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="wishes")
    member = models.ForeignKey(RelationMember, models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=WishState, default=WishState.ASKED)
    note = models.CharField(_("обстоятельства"), max_length=500, blank=True)
    order_change = models.ForeignKey(RelationChange, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint("member", condition=Q(state__in=["asked", "accepted"]), name="one_wish_of_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.member.person}: {self.get_state_display()}"


class EndComment(Keyed):
    """What a side says to an end by the initiative of the curator (8.1/3); those who lead and both sides read it."""

    personal = PersonalData(
        identifying=("text",),
        plain=("made_at",),
        person="member__person",
        ground="8.1/3",
        keep="как программа",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="end_comments")
    member = models.ForeignKey(RelationMember, models.CASCADE, related_name="+")
    text = models.CharField(_("ваше мнение"), max_length=1000)
    made_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint("programme", "member", name="one_comment_of_a_member")]
