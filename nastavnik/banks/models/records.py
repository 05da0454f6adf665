"""What is done with a whole bank: the yearly act (4.4.2), answers brought in from a form service."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.banks.models.topics import Bank
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation


class Actualisation(Keyed):
    """The yearly act on a bank: each entry confirmed, changed or excluded (4.4.2)."""

    personal = PersonalData(
        identifying=("decisions",),
        plain=("bank", "done_on", "count"),
        person="",
        ground="4.4.2",
        keep="5 лет",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    bank = models.CharField(max_length=10, choices=Bank)
    done_on = models.DateField()
    done_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decisions = models.JSONField(default=list)  # [{"entry": id, "decision": "confirmed" | "excluded"}]
    count = models.PositiveIntegerField(default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-id"]


class BankList(Keyed):
    """A bank as the head has approved it by order: a list that never changes (4.3/3).

    `rows` are plain: {"name", "post", "what"} in the order of the paper; `until` is empty while no newer list
    has been approved.
    """

    personal = PersonalData(
        identifying=("rows",),
        plain=("bank", "since", "until", "ground", "ground_id", "is_void", "rows_hash"),
        person="",
        ground="4.3/3: приказ руководителя",
        keep="как приказ",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    bank = models.CharField(max_length=10, choices=Bank)
    rows = models.JSONField(default=list)
    rows_hash = models.CharField(max_length=64)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=300)
    ground_id = models.UUIDField(null=True, blank=True)
    is_void = models.BooleanField(default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]


class AnswerSheetState(models.TextChoices):
    CHECKED = "checked", _("прочитан")
    APPLIED = "applied", _("внесён")
    DROPPED = "dropped", _("отменён")


class AnswerSheet(Keyed):
    """Answers that a form service exported as a table: read, shown as a plan, then applied as a whole or dropped.

    `table` holds the rows as read (answer_sheets.model); the plan is worked out anew whenever it is shown.
    `choices` are what the curator decided: by unknown wording or by row.
    """

    personal = PersonalData(
        identifying=("table", "choices"),
        plain=("bank", "state", "file_name", "file_hash", "counts", "made_at", "applied_at"),
        person="",
        ground="согласие C3",
        keep="строки стираются после внесения, отмены или через 14 дней; остаются имя файла и числа",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    bank = models.CharField(max_length=10, choices=Bank)
    state = models.CharField(max_length=10, choices=AnswerSheetState, default=AnswerSheetState.CHECKED)
    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=64)
    table = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.file_name
