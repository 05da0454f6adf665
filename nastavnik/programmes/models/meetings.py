"""Meetings: planned, held, confirmed by the other side (D17)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.models.programmes import Programme


class Channel(models.TextChoices):
    IN_PERSON = "in_person", _("очно")
    VIDEO = "video", _("видеосвязь")
    PHONE = "phone", _("телефон")
    MESSAGES = "messages", _("переписка")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("назначена")
    HELD = "held", _("состоялась")
    NOT_HELD = "not_held", _("не состоялась")


class Meeting(Keyed):
    """A meeting of the pair or group: planned beforehand or recorded afterwards."""

    personal = PersonalData(
        identifying=("topic", "result"),
        plain=("state", "on", "minutes", "channel", "recorded_at", "confirmed_on"),
        person="programme__relation__members__person",
        ground="приказ о закреплении; согласие C3",
        keep="как программа",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="meetings")
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    on = models.DateField(_("день"))
    minutes = models.PositiveSmallIntegerField(
        _("минут"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    channel = models.CharField(_("как"), max_length=10, choices=Channel, default=Channel.IN_PERSON)
    topic = models.CharField(_("о чём"), max_length=300)
    result = models.CharField(_("к чему пришли"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_on = models.DateField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                name="held_meeting_is_recorded",
                condition=~Q(state="held") | Q(minutes__isnull=False, recorded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.topic
