"""Who waits for a mentor is accompanied: by whom, since when, what has been talked over and tried (R5.3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


class AccompanimentState(models.TextChoices):
    RUNNING = "running", _("сопровождается")
    CLOSED = "closed", _("завершено")


class EndOfAccompaniment(models.TextChoices):
    """Why it was closed. A pair that starts ends it by itself: that is worked out, and stored with the next act."""

    PAIR = "pair", _("началась работа в паре")
    REPLACED = "replaced", _("сопровождает другой специалист")
    DECLINED = "declined", _("педагог больше не ищет наставника")
    DISMISSAL = "dismissal", _("увольнение")
    OTHER = "other", _("другое")


BY_HAND = (EndOfAccompaniment.DECLINED, EndOfAccompaniment.DISMISSAL, EndOfAccompaniment.OTHER)


class Accompaniment(Keyed):
    """A member of the staff accompanies a teacher without a pair, from a day on, until a pair starts."""

    personal = PersonalData(
        identifying=(),
        plain=("state", "since", "ended_on", "end_reason"),
        person="person",
        ground="R5.3; согласие C3",
        keep="5 лет после завершения",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="accompaniments")
    specialist = models.ForeignKey(Person, models.PROTECT, related_name="accompanies")
    state = models.CharField(max_length=7, choices=AccompanimentState, default=AccompanimentState.RUNNING)
    since = models.DateField(_("с"))
    appointed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=9, choices=EndOfAccompaniment, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint("person", condition=Q(state="running"), name="one_running_accompaniment"),
            models.CheckConstraint(name="nobody_accompanies_themselves", condition=~Q(specialist=F("person"))),
            models.CheckConstraint(
                name="closed_accompaniment_has_day_and_reason",
                condition=~Q(state="closed") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person.short_name)


class ContactKind(models.TextChoices):
    TALK = "talk", _("разговор")
    SEARCH = "search", _("поиск наставника")


class Contact(Keyed):
    """A line of the log: a talk, or an attempt to find a mentor. Nothing about health (152-ФЗ ст. 10)."""

    personal = PersonalData(
        identifying=("note",),
        plain=("kind", "on"),
        person="accompaniment__person",
        ground="R5.3; согласие C3",
        keep="как сопровождение",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    accompaniment = models.ForeignKey(Accompaniment, models.CASCADE, related_name="contacts")
    kind = models.CharField(_("что"), max_length=6, choices=ContactKind, default=ContactKind.TALK)
    on = models.DateField(_("день"))
    note = models.CharField(_("о чём"), max_length=300)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
