"""What has been said to whom, once; and how far the daily command has come."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, NotPersonal, PersonalData
from nastavnik.organisations.models import Organisation, RoleKind


class ReminderQuerySet(OwnedQuerySet):
    def open(self) -> "ReminderQuerySet":
        """Not closed by the daily command; whether the matter still stands is asked of it when it is shown."""
        return self.filter(closed_on__isnull=True)

    def for_user(self, user: User, roles: frozenset[str]) -> "ReminderQuerySet":
        """To the user by name, or to a role that they hold."""
        return self.filter(Q(user=user) | Q(role__in=roles))


class Reminder(Keyed):
    """One thing said to one person, or to whoever holds a role, about one matter, on one occasion (4.3/4, 6.2/2).

    The four together are unique in the database: a command that is run twice, or killed and run again, says nothing
    twice. `occasion` tells one time from another: the day of a term, of a meeting, the first day of a silence. The
    words are made when it is shown, so that they are those of today.
    """

    personal = PersonalData(
        identifying=(),
        plain=("role", "kind", "about_id", "occasion", "said_on", "put_off_until", "closed_on"),
        person="user__person",
        ground="4.3/4, 4.4.4, 6.2/2: сроки и ответственные",
        keep="до конца учебного года, следующего за тем, в котором сказано",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=20, choices=RoleKind, blank=True)
    kind = models.CharField(max_length=20)  # a code of KINDS
    about_id = models.UUIDField()  # the row that it is about; rooms are many, so a plain key
    occasion = models.DateField()
    said_on = models.DateField(_("сказано"))
    put_off_until = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["occasion", "id"]
        constraints = [
            models.CheckConstraint(
                name="reminder_is_for_a_person_or_a_role",
                condition=(Q(user__isnull=False) & Q(role="")) | (Q(user__isnull=True) & ~Q(role="")),
            ),
            models.UniqueConstraint(
                "organisation",
                "user",
                "kind",
                "about_id",
                "occasion",
                condition=Q(user__isnull=False),
                name="said_once_to_a_person",
            ),
            models.UniqueConstraint(
                "organisation",
                "role",
                "kind",
                "about_id",
                "occasion",
                condition=Q(user__isnull=True),
                name="said_once_to_a_role",
            ),
        ]
        indexes = [
            models.Index("organisation", "user", name="open_reminders_of_user", condition=Q(closed_on__isnull=True)),
            models.Index("organisation", "role", name="open_reminders_of_role", condition=Q(closed_on__isnull=True)),
            models.Index("kind", "id", name="open_reminders_of_kind", condition=Q(closed_on__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.occasion:%d.%m.%Y}"

    def is_put_off_on(self, day: date) -> bool:
        return self.put_off_until is not None and self.put_off_until > day


class Step(Keyed):
    """How far one step of one day has come: a run that was killed goes on behind `cursor`.

    `cursor` and what was said move in one transaction; of two runs at once only the one that finds the cursor where
    it left it may write.
    """

    personal = NotPersonal("how far the daily command has come")

    day = models.DateField()
    name = models.CharField(max_length=30)
    cursor = models.UUIDField(null=True, blank=True)  # the key of the last row that has been looked at
    seen = models.PositiveIntegerField(default=0)
    said = models.PositiveIntegerField(default=0)  # or, of the step that closes: closed
    faults = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint("day", "name", name="one_step_of_a_day")]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}, {self.name}"
