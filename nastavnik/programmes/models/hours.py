"""Hours with children: a weekly schedule that planning a meeting looks at (1.5)."""

from datetime import time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


class Weekday(models.IntegerChoices):
    """As `date.weekday()` counts; a kindergarten may work on Saturday, never on Sunday."""

    MONDAY = 0, _("Понедельник")
    TUESDAY = 1, _("Вторник")
    WEDNESDAY = 2, _("Среда")
    THURSDAY = 3, _("Четверг")
    FRIDAY = 4, _("Пятница")
    SATURDAY = 5, _("Суббота")


class WorkingHours(Keyed):
    """A stretch of a weekday in which a person works with children; nobody has to say, several a day may be said."""

    personal = PersonalData(
        identifying=("weekday", "since", "until"),
        plain=(),
        person="person",
        ground="1.5; ТК РФ ст. 86",
        keep="пока человек работает в учреждении",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    since = models.TimeField()
    until = models.TimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "since"]
        constraints = [
            models.CheckConstraint(name="hours_end_after_they_begin", condition=Q(until__gt=F("since"))),
            models.UniqueConstraint("person", "weekday", "since", name="one_beginning_of_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.since:%H:%M}–{self.until:%H:%M}"

    def touches(self, since: time, until: time) -> bool:
        """Whether at least a minute belongs to both; to end when the other begins is no clash."""
        return self.since < until and since < self.until
