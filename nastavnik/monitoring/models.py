"""A report with its figures frozen: reopened in a year it says the same (4.4.11, edge case 76)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation


class Report(Keyed):
    """The curator's analytical report of a period: figures taken once, words written by the curator."""

    personal = PersonalData(
        identifying=("figures", "words"),
        plain=("since", "until", "is_final", "made_at", "method"),
        person="",
        ground="4.4.11",
        keep="постоянно, как годовой отчёт",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    since = models.DateField(_("с"))
    until = models.DateField(_("по"))
    figures = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    method = models.PositiveSmallIntegerField(default=1)
    is_final = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
