"""Minutes of the bodies, of an acquaintance and of sessions (domain D27): a draft, then a frozen text with its scan."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person


class MinutesKind(models.TextChoices):
    """What has met; each kind counts its own numbers."""

    COUNCIL = "council", _("заседание объединения наставников")  # 4.4.3, 4.5
    PEDAGOGICAL = "pedagogical", _("заседание педагогического совета")
    ACQUAINTANCE = "acquaintance", _("знакомство участников пары или группы")  # 7.1/2, 7.2
    SESSION = "session", _("установочная сессия наставников")  # R4.2


BODIES = (MinutesKind.COUNCIL, MinutesKind.PEDAGOGICAL)
"""Kinds that decide by vote and have a secretary."""


class MinutesState(models.TextChoices):
    DRAFT = "draft", _("составляется")
    SIGNED = "signed", _("подписан")


class Minutes(Keyed):
    """One meeting. `text` is the paper as plain JSON (papers/frozen.py), {} for a draft: after signing it is all.

    `number` is continuous within its kind and calendar year, given when the draft is made: it is printed.
    """

    personal = PersonalData(
        identifying=("guests", "text"),
        plain=("kind", "number", "year", "state", "held_on", "version", "made_at"),
        person="presences__person",
        ground="4.5, 7.2: решения коллегиальных органов и формирование пар",
        keep="постоянно (приказ Росархива № 236)",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(_("что это было"), max_length=12, choices=MinutesKind)
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=MinutesState, default=MinutesState.DRAFT)
    held_on = models.DateField(_("когда"))
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("председатель")
    )
    secretary = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("секретарь")
    )
    guests = models.TextField(_("ещё присутствовали"), max_length=1000, blank=True)
    relation = models.ForeignKey(Relation, models.PROTECT, null=True, blank=True, related_name="minutes")
    text = models.JSONField(default=dict, blank=True)
    scan = models.ForeignKey(Scan, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)  # grows with each change: two tabs are noticed
    made_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number", "kind"]
        constraints = [
            models.UniqueConstraint("organisation", "kind", "year", "number", name="minutes_number_is_unique"),
            models.CheckConstraint(name="signed_minutes_have_their_text", condition=~Q(state="signed") | ~Q(text={})),
        ]

    def __str__(self) -> str:
        return f"протокол № {self.number} от {self.held_on:%d.%m.%Y}"

    @property
    def decides(self) -> bool:
        """A body with a vote and a secretary."""
        return self.kind in BODIES

    @property
    def is_draft(self) -> bool:
        return self.state == MinutesState.DRAFT


class Presence(Keyed):
    """Somebody of the institution who was there."""

    personal = PersonalData(
        identifying=(),
        plain=("sort",),
        person="person",
        ground="4.5, 7.2",
        keep="как протокол",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sort = models.PositiveSmallIntegerField(default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "id"]
        constraints = [models.UniqueConstraint("minutes", "person", name="present_once")]


class AgendaItem(Keyed):
    """A question of the agenda: heard, spoke, decided, votes. Votes are empty where nobody has voted."""

    personal = PersonalData(
        identifying=("speaker", "spoke", "decided"),
        plain=("topic", "votes_for", "votes_against", "abstained", "sort"),
        person="minutes__presences__person",
        ground="4.5, 7.2",
        keep="как протокол",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="items")
    topic = models.CharField(
        _("вопрос"), max_length=300, help_text=_("О чём? Например: «О программах наставничества на год».")
    )
    speaker = models.CharField(
        _("кого слушали"), max_length=300, blank=True, help_text=_("Фамилия и инициалы, кратко о чём доложил(а).")
    )
    spoke = models.TextField(_("кто выступил"), max_length=3000, blank=True)
    decided = models.TextField(_("что решили"), max_length=3000, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("«за»"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("«против»"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("«воздержались»"), null=True, blank=True)
    sort = models.PositiveSmallIntegerField(default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "id"]

    def __str__(self) -> str:
        return self.topic

    @property
    def votes(self) -> tuple[int, int, int] | None:
        """«За», «против», «воздержались»; None where nobody has voted."""
        cast = (self.votes_for, self.votes_against, self.abstained)
        return None if cast == (None, None, None) else tuple(vote or 0 for vote in cast)  # type: ignore[return-value]
