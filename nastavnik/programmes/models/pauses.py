"""A programme rests for some days by consent of its sides: holidays, an absence (domain 2.3.3, edge case 11)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
from nastavnik.programmes.models.programmes import Programme


class PauseReason(models.TextChoices):
    """Never a word about health: that somebody is away is all that the work needs (152-ФЗ ст. 10)."""

    LEAVE = "leave", _("отпуск")
    ABSENCE = "absence", _("отсутствие")
    OTHER = "other", _("иное")


class PauseState(models.TextChoices):
    ASKED = "asked", _("ждёт согласия")
    AGREED = "agreed", _("согласовано")
    DECLINED = "declined", _("не согласовано")
    DROPPED = "dropped", _("снято")


class PauseQuerySet(OwnedQuerySet):
    def on(self, day: date) -> "PauseQuerySet":
        """Agreed ones that this day lies in; whether a programme rests is worked out, not stored (ADR 11)."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), state=PauseState.AGREED, since__lte=day)

    def touching(self, since: date, until: date) -> "PauseQuerySet":
        """Agreed ones that have a day in common with a stretch of days."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=since), state=PauseState.AGREED, since__lte=until)


class Pause(Keyed):
    """Days on which nothing is recorded and nobody is reminded; the term of the programme stays as it is (8.2)."""

    personal = PersonalData(
        identifying=("reason",),
        plain=("state", "since", "until", "asked_at", "resumed_on"),
        person="programme__relation__members__person",
        ground="приказ о закреплении; согласие сторон",
        keep="как программа",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pauses")
    state = models.CharField(max_length=8, choices=PauseState, default=PauseState.ASKED)
    since = models.DateField(_("с"))
    until = models.DateField(_("по"), null=True, blank=True)  # empty: until somebody resumes the work
    reason = models.CharField(_("почему"), max_length=7, choices=PauseReason, default=PauseReason.LEAVE)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    resumed_on = models.DateField(null=True, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                name="pause_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint("programme", condition=Q(state="asked"), name="one_asked_pause_of_a_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.programme}"

    def __contains__(self, day: date) -> bool:
        return self.state == PauseState.AGREED and self.since <= day and (self.until is None or day <= self.until)


class PauseConsent(Keyed):
    """A side consents to rest: by themselves, or it was told to whoever leads, who registers it."""

    personal = PersonalData(
        identifying=(),
        plain=("given_at", "is_registered"),
        person="member__person",
        ground="согласие сторон",
        keep="как программа",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    pause = models.ForeignKey(Pause, models.CASCADE, related_name="consents")
    member = models.ForeignKey(RelationMember, models.CASCADE, related_name="+")
    given_at = models.DateTimeField()
    is_registered = models.BooleanField(default=False)  # who is away cannot press a button

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("pause", "member", name="one_consent_to_a_pause")]
