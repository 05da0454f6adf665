"""Orders and their items; effects hang on items, because one order may carry several (domain G1, edge case 45)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person
from nastavnik.roadmap.models import Roadmap


class Journal(models.TextChoices):
    """Two journals of registration (edge case 42)."""

    MAIN = "main", _("по основной деятельности")
    PERSONNEL = "personnel", _("по личному составу")


class OrderState(models.TextChoices):
    DRAFT = "draft", _("проект")
    TO_SIGN = "to_sign", _("на подписи")
    IN_FORCE = "in_force", _("подписан и действует")
    ANNULLED = "annulled", _("проект аннулирован")


OPEN_STATES = (OrderState.DRAFT, OrderState.TO_SIGN)


class Order(Keyed):
    """An order of the head. Its text is frozen when it goes to be signed: that paper, and no other, is registered.

    `text` is the paper as plain JSON (papers/frozen.py) with blanks for date and number; {} for a draft, and
    for an order that was signed before the product came.
    """

    personal = PersonalData(
        identifying=("signatory_name", "text"),
        plain=(
            "journal", "number", "year", "signed_on", "effective_on", "place", "title", "state", "signatory_position",
            "signatory_ground", "is_entered_later", "made_at", "return_note",
        ),
        person="items__person",
        ground="125-ФЗ; приказы по основной деятельности",
        keep="постоянно",
        erasure=Erasure.KEEP,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    journal = models.CharField(_("журнал"), max_length=10, choices=Journal, default=Journal.MAIN)
    number = models.CharField(_("номер"), max_length=30, blank=True)  # «26/1», «42-ОД»
    year = models.PositiveSmallIntegerField(null=True, blank=True)  # the calendar year of the number
    signed_on = models.DateField(_("подписан"), null=True, blank=True)
    effective_on = models.DateField(_("вступает в силу"), null=True, blank=True)
    place = models.CharField(_("место"), max_length=100, blank=True)
    title = models.CharField(_("заголовок"), max_length=300)
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.DRAFT)
    signatory_name = models.CharField(max_length=200, blank=True)
    signatory_position = models.CharField(max_length=200, blank=True)
    signatory_ground = models.CharField(max_length=300, blank=True)
    scan = models.ForeignKey(Scan, models.PROTECT, null=True, blank=True, related_name="+")
    is_entered_later = models.BooleanField(_("действовал до программы"), default=False)
    return_note = models.CharField(max_length=500, blank=True)
    text = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "journal",
                "year",
                "number",
                condition=Q(state="in_force"),
                name="order_number_is_unique",
            ),
            models.CheckConstraint(
                name="order_in_force_is_registered",
                condition=~Q(state="in_force")
                | (~Q(number="") & Q(signed_on__isnull=False, effective_on__isnull=False, year__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        if self.number and self.signed_on:
            return f"приказ от {self.signed_on:%d.%m.%Y} № {self.number} «{self.title}»"
        return f"проект приказа «{self.title}»"

    @property
    def is_open(self) -> bool:
        """A draft, or waiting for its signature."""
        return self.state in OPEN_STATES


class ItemKind(models.TextChoices):
    """What an item of an order may do; the effects stand in `kinds.py`."""

    INTRODUCE_MODEL = "introduce_model", _("ввести целевую модель наставничества")  # 4.1
    APPROVE_REGULATION = "approve_regulation", _("утвердить Положение")  # 4.1, R1.1
    APPOINT_CURATOR = "appoint_curator", _("назначить куратора")  # 4.3/3, 4.4.1
    APPROVE_ROADMAP = "approve_roadmap", _("утвердить дорожную карту")  # 4.3/4, R1.2
    ASSIGN_RELATION = "assign_relation", _("закрепить пару или группу")  # 4.3/5, 7.2


class OrderItem(Keyed):
    """One item: its kind and what it is about."""

    personal = PersonalData(
        identifying=(),
        plain=("kind", "sort", "since", "text", "subject_hash", "carried_out_at"),
        person="person",
        ground="как приказ",
        keep="как приказ",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20, choices=ItemKind)
    sort = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    relation = models.ForeignKey(Relation, models.PROTECT, null=True, blank=True, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)  # for APPROVE_REGULATION: the text of the edition
    # what the effect will be, as it was when the paper went to be signed: it may not change under the paper
    subject_hash = models.CharField(max_length=64, blank=True)
    carried_out_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "id"]


class Acquaintance(Keyed):
    """Somebody has read an order under signature, or refused to sign (edge case 46)."""

    personal = PersonalData(
        identifying=(),
        plain=("signed_on", "refused"),
        person="person",
        ground="ТК РФ ст. 22",
        keep="как приказ",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, models.CASCADE, related_name="acquaintances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    refused = models.BooleanField(default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint("order", "person", name="one_acquaintance_per_person")]
