"""What a mentee can do by now, in words: checkpoints of independence, the map of skills (2.2/7, 2.2/8).

About knowledge and skills alone: there is no number, no sum and no comparison of people (1.4/9, 6.2/8). Each side
says its own word; the two read both, nobody else.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import Topic
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.models.programmes import Programme

MONTHS = (1, 3, 6, 9)
"""Checkpoints come so many months after a mentee's first day in the programme (2.2/8, M5/4)."""


def _personal(identifying: tuple[str, ...], plain: tuple[str, ...]) -> PersonalData:
    return PersonalData(
        identifying=identifying,
        plain=("side", "on", "made_at", *plain),
        person="member__person",
        ground="приказ о закреплении; согласие C3",
        keep="как программа",
        erasure=Erasure.DELETE,
    )


class SkillWord(Keyed):
    """A word of one side about one mentee: `on` is the day on which it was said."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="%(class)ss")
    member = models.ForeignKey(RelationMember, models.CASCADE, related_name="+")  # the mentee
    side = models.CharField(max_length=6, choices=MemberRole)
    on = models.DateField(_("когда"))
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["on", "id"]


class Independence(models.TextChoices):
    """How the mentee works, from the first step to the last."""

    TOGETHER = "together", _("выполняет вместе с наставником")
    MODEL = "model", _("выполняет по образцу")
    ALONE = "alone", _("выполняет самостоятельно")
    HELPS = "helps", _("помогает другим")


class Checkpoint(SkillWord):
    """How independently the mentee works so many months after the beginning (2.2/8)."""

    personal = _personal(("level", "note"), ("month",))

    month = models.PositiveSmallIntegerField()
    level = models.CharField(_("как идёт работа"), max_length=8, choices=Independence)
    note = models.CharField(_("в двух словах, если хотите"), max_length=300, blank=True)

    class Meta(SkillWord.Meta):
        constraints = [
            models.UniqueConstraint("programme", "member", "month", "side", name="one_word_of_a_side_at_a_checkpoint"),
            models.CheckConstraint(name="checkpoint_is_of_a_known_month", condition=Q(month__in=MONTHS)),
        ]

    def __str__(self) -> str:
        return str(self.get_level_display())


class Moment(models.TextChoices):
    BEFORE = "before", _("в начале")
    AFTER = "after", _("в конце")


class Mastery(models.TextChoices):
    """How a direction of work goes: for both sides the same words."""

    NEW = "new", _("пока мало знакомо")
    KNOWN = "known", _("известно, применять трудно")
    USED = "used", _("получается, иногда нужен совет")
    SURE = "sure", _("получается уверенно")


class Competence(SkillWord):
    """A word about one direction of the mentee's work, at the beginning or at the end (2.2/7)."""

    personal = _personal(("level",), ("moment",))

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    moment = models.CharField(max_length=6, choices=Moment)
    level = models.CharField(max_length=5, choices=Mastery)

    class Meta(SkillWord.Meta):
        constraints = [
            models.UniqueConstraint(
                "programme", "member", "topic", "side", "moment", name="one_word_of_a_side_about_a_direction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_level_display()}"
