"""What people decide about the matching: how much each criterion weighs, what the council says of a proposal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models.relations import Relation


class MatchWeights(Keyed):
    """How much each criterion weighs from a moment on; rows are added, never changed: a run keeps its own."""

    personal = PersonalData(
        identifying=("reason",),
        plain=("values", "changed_at"),
        person="",
        ground="7.1; 4.4",
        keep="пока учреждение подбирает пары",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    values = models.JSONField(default=dict)  # criterion → points, by matching.Weights
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("почему"), max_length=500)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-id"]


class Stand(models.TextChoices):
    FOR = "for", _("рекомендую")
    DISCUSS = "discuss", _("предлагаю обсудить")


class CouncilOpinion(Keyed):
    """What a member of the council says of a pair that is being formed (4.5/2); the later word replaces the earlier."""

    personal = PersonalData(
        identifying=("note",),
        plain=("stand", "given_on"),
        person="relation__members__person",
        ground="4.5/2",
        keep="как подбор",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    relation = models.ForeignKey(Relation, models.CASCADE, related_name="opinions")
    given_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    stand = models.CharField(_("ваше мнение"), max_length=8, choices=Stand)
    note = models.CharField(_("пояснение"), max_length=500, blank=True)
    given_on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["given_on", "id"]
        constraints = [models.UniqueConstraint("relation", "given_by", name="one_opinion_of_each")]
