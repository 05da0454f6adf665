"""Changes of a pair or group in force: prepared, then carried out by an order (8.1, 8.2; domain D6)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.consents.models import Consent
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models.relations import EndReason, MemberRole, Relation, RelationMember
from nastavnik.people.models import Person
from nastavnik.regulation.models import CategoryForm, Form


class ChangeKind(models.TextChoices):
    """What an order may do to a pair or group that is in force (8.1, 8.2; domain D6)."""

    EXTEND = "extend", _("продлить")  # 8.2
    TERMS = "terms", _("изменить форму или направление")  # 8.2
    JOIN = "join", _("включить в группу")
    LEAVE = "leave", _("исключить из группы")  # 8.1/2
    REPLACE = "replace", _("заменить наставника")  # 6.1/5
    RELIEVE = "relieve", _("освободить наставника от обязанностей")  # 5.1/3
    END = "end", _("прекратить наставничество")  # 8.1


class ChangeState(models.TextChoices):
    PREPARED = "prepared", _("готовится")
    CARRIED_OUT = "carried_out", _("вступило в силу")
    DROPPED = "dropped", _("отменено")
    UNDONE = "undone", _("отменено приказом")


class RelationChange(Keyed):
    """A change of a pair in force that waits for its order: what will be other, from which day, and why."""

    personal = PersonalData(
        identifying=("note", "topic", "load_reason"),
        plain=(
            "kind", "state", "on", "until", "form", "category_form", "reason", "ground", "ground_id", "made_on",
            "before",
        ),
        person="relation__members__person",
        ground="приказ об изменении (4.3/5, 8.1, 8.2)",
        keep="как приказ",
        erasure=Erasure.BLANK,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    relation = models.ForeignKey(Relation, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    state = models.CharField(max_length=12, choices=ChangeState, default=ChangeState.PREPARED)
    on = models.DateField(_("с какого дня"))  # the first day of the new order of things; for an end the last day
    until = models.DateField(_("новое окончание"), null=True, blank=True)  # EXTEND
    form = models.CharField(_("форма"), max_length=12, choices=Form, blank=True)  # TERMS
    category_form = models.CharField(_("форма по категории"), max_length=16, choices=CategoryForm, blank=True)
    topic = models.CharField(_("направление"), max_length=200, blank=True)
    leaving = models.ForeignKey(  # REPLACE, RELIEVE, LEAVE
        RelationMember, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("кто выбывает")
    )
    reason = models.CharField(_("причина"), max_length=30, choices=EndReason, blank=True)  # END, RELIEVE
    note = models.CharField(_("обстоятельства"), max_length=500, blank=True)
    load_reason = models.CharField(_("почему наставнику под силу ещё одна"), max_length=300, blank=True)  # 1.5
    before = models.JSONField(default=dict, blank=True)  # what it has changed: from this a revoking order restores
    ground = models.CharField(max_length=300, blank=True)
    ground_id = models.UUIDField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="change_in_force_has_an_order", condition=~Q(state="carried_out") | Q(ground_id__isnull=False)
            ),
            # who prolongs and who replaces at the same moment meet here: the curator decides (edge case 62)
            models.UniqueConstraint("relation", condition=Q(state="prepared"), name="one_prepared_change"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.relation}"


class Newcomer(Keyed):
    """Who comes into a pair or group by a change: becomes a member when its order takes effect.

    Members who stay are asked anew about who comes, for their consent names the other side (4.2, 4.3/5): they
    stand here with `member` filled.
    """

    personal = PersonalData(
        identifying=(),
        plain=("role",),
        person="person",
        ground="приказ об изменении (4.3/5); согласия C1, C2",
        keep="как приказ",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    change = models.ForeignKey(RelationChange, models.CASCADE, related_name="newcomers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=6, choices=MemberRole)
    member = models.ForeignKey(RelationMember, models.CASCADE, null=True, blank=True, related_name="+")
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint("change", "person", name="one_newcomer_per_change")]

    @property
    def is_new(self) -> bool:
        """Not a member yet; otherwise a member who consents to somebody new."""
        return self.member_id is None
