"""Meetings: planned, moved, held, confirmed by the other side or disputed (D17, edge case 66)."""

from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import MeetingService, Organisation
from nastavnik.programmes.models.programmes import Programme

DEFAULT_MINUTES = 40


class Channel(models.TextChoices):
    IN_PERSON = "in_person", _("очно")
    VIDEO = "video", _("видеосвязь")
    PHONE = "phone", _("телефон")
    MESSAGES = "messages", _("переписка")


NEEDS_SERVICE = (Channel.VIDEO, Channel.MESSAGES)  # where people meet has to be named (3.3.5)


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("назначена")
    HELD = "held", _("состоялась")
    NOT_HELD = "not_held", _("не состоялась")
    CANCELLED = "cancelled", _("отменена")


class MeetingQuerySet(OwnedQuerySet):
    def done(self, confirm_days: int) -> "MeetingQuerySet":
        """Held and not disputed: what the other side does not confirm for so many days is not done (edge case 66)."""
        return self.filter(state=MeetingState.HELD).exclude(
            confirmed_on=None, recorded_at__lt=silent_since(confirm_days)
        )


class Meeting(Keyed):
    """A meeting of the pair or group: planned beforehand or recorded afterwards.

    `sequence` grows with each change that a calendar has to learn of, `changed_at` is when (RFC 5545).
    """

    personal = PersonalData(
        identifying=("topic", "result", "place", "miss_note", "clash_note"),
        plain=(
            "state", "on", "starts_at", "minutes", "channel", "recorded_at", "confirmed_on", "moved_from", "moved_at",
            "sequence", "changed_at", "is_help",
        ),
        person="programme__relation__members__person",
        ground="приказ о закреплении; согласие C3",
        keep="как программа",
        erasure=Erasure.BLANK,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="meetings")
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    on = models.DateField(_("день"))
    starts_at = models.TimeField(_("время"), null=True, blank=True)  # in the time zone of the institution
    minutes = models.PositiveSmallIntegerField(
        _("минут"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    channel = models.CharField(_("как"), max_length=10, choices=Channel, default=Channel.IN_PERSON)
    service = models.ForeignKey(
        MeetingService, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("сервис")
    )
    place = models.CharField(_("место или ссылка"), max_length=300, blank=True)
    topic = models.CharField(_("о чём"), max_length=300)
    result = models.CharField(_("к чему пришли"), max_length=1000, blank=True)
    # help in passing, over the meetings of the short form: it is not one of the two to four (3.3.1, 3.3.2, 6.1/3)
    is_help = models.BooleanField(_("разовая помощь"), default=False)
    clash_note = models.CharField(max_length=500, blank=True)  # what it was planned against (1.5)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_on = models.DateField(null=True, blank=True)
    moved_from = models.DateField(null=True, blank=True)  # the day that it stood on before the last move
    moved_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    moved_at = models.DateTimeField(null=True, blank=True)
    miss_note = models.CharField(max_length=200, blank=True)  # why it was not held, or was called off
    sequence = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["on", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="held_meeting_is_recorded",
                condition=~Q(state="held") | Q(minutes__isnull=False, recorded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="moved_meeting_says_when", condition=Q(moved_from__isnull=True) | Q(moved_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def where(self) -> str:
        """The service and the place in one line: «Яндекс Телемост, https://…», «методический кабинет»."""
        return ", ".join(filter(None, (str(self.service or ""), self.place)))

    @property
    def link(self) -> str:
        """The address to press, when the place is one."""
        return self.place if self.place.startswith(("https://", "http://")) and " " not in self.place else ""

    @property
    def is_disputed(self) -> bool:
        """Recorded by one side, and the other has not confirmed it within the days of the setting (edge case 66)."""
        if self.state != MeetingState.HELD or self.confirmed_on is not None or self.recorded_at is None:
            return False
        return self.recorded_at < silent_since(self.programme.organisation.settings.confirm_days)


def silent_since(confirm_days: int) -> datetime:
    """What was recorded before this moment has waited for its confirmation for more than so many whole days."""
    first = clock.today() - timedelta(days=confirm_days)
    return timezone.make_aware(datetime(first.year, first.month, first.day))
