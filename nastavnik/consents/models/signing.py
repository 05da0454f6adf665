"""When signing by a simple electronic signature is switched on, and by which local act (63-ФЗ ст. 6, 9)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation


class ModeQuerySet(OwnedQuerySet):
    def on(self, day: date) -> "ModeQuerySet":
        """What is switched on that day."""
        return self.filter(
            Q(until__isnull=True) | Q(until__gte=day),
            Q(switched_off_on__isnull=True) | Q(switched_off_on__gt=day),
            since__lte=day,
        )


class SignatureMode(Keyed):
    """A period in which the institution takes consents signed so. Off when there is none: paper first."""

    personal = PersonalData(
        identifying=(),
        plain=("act_title", "act_number", "act_date", "since", "until", "switched_off_on"),
        person="made_by__person",
        ground="63-ФЗ ст. 6, 9",
        keep="как локальный акт",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    act_title = models.CharField(_("название локального акта"), max_length=300)
    act_number = models.CharField(_("номер"), max_length=40)
    act_date = models.DateField(_("дата акта"))
    since = models.DateField(_("действует с"))
    until = models.DateField(_("действует по"), null=True, blank=True)
    switched_off_on = models.DateField(null=True, blank=True)  # the first day on which it is off, whatever its term
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = ModeQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="signing_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(name="signing_begins_after_its_act", condition=Q(since__gte=F("act_date"))),
        ]

    @property
    def act_words(self) -> str:
        """The act as papers name it: its title, day and number."""
        return _now("%(title)s от %(day)s № %(number)s") % {
            "title": self.act_title,
            "day": f"{self.act_date:%d.%m.%Y}",
            "number": self.act_number,
        }
