"""Orders and their items; effects hang on items, because one order may carry several (domain G1, edge case 45)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation, RelationChange
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person
from nastavnik.roadmap.models import Roadmap


class Journal(models.TextChoices):
    """Two journals of registration (edge case 42)."""

    MAIN = "main", _("по основной деятельности")
    PERSONNEL = "personnel", _("по личному составу")


class OrderState(models.TextChoices):
    """Domain 2.3.2. That a registered order takes effect later is a matter of its date, not a state."""

    DRAFT = "draft", _("проект")
    AGREEING = "agreeing", _("на согласовании")
    AGREED = "agreed", _("согласован")
    TO_SIGN = "to_sign", _("на подписи")
    IN_FORCE = "in_force", _("подписан и действует")
    AMENDED = "amended", _("действует с изменениями")
    REVOKED = "revoked", _("признан утратившим силу")
    ANNULLED = "annulled", _("проект аннулирован")


OPEN_STATES = (OrderState.DRAFT, OrderState.AGREEING, OrderState.AGREED, OrderState.TO_SIGN)
FORCE_STATES = (OrderState.IN_FORCE, OrderState.AMENDED)
REGISTERED_STATES = (*FORCE_STATES, OrderState.REVOKED)  # they keep their number for ever


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
                condition=Q(state__in=REGISTERED_STATES),
                name="order_number_is_unique",
            ),
            models.CheckConstraint(
                name="order_in_force_is_registered",
                condition=~Q(state__in=REGISTERED_STATES)
                | (~Q(number="") & Q(signed_on__isnull=False, effective_on__isnull=False, year__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        if self.number and self.signed_on:
            return f"приказ от {self.signed_on:%d.%m.%Y} № {self.number} «{self.title}»"
        return f"проект приказа «{self.title}»"

    @property
    def is_open(self) -> bool:
        """Not registered yet and not given up."""
        return self.state in OPEN_STATES

    @property
    def key(self) -> str:
        """For addresses that name the order after the question mark."""
        return str(self.pk)

    @property
    def is_registered(self) -> bool:
        """Signed, with its number in the journal; it may have been amended or revoked since."""
        return self.state in REGISTERED_STATES


class ItemKind(models.TextChoices):
    """What an item of an order may do; the effects stand in `kinds`."""

    INTRODUCE_MODEL = "introduce_model", _("ввести целевую модель наставничества")  # 4.1
    APPROVE_REGULATION = "approve_regulation", _("утвердить Положение")  # 4.1, R1.1
    APPOINT_CURATOR = "appoint_curator", _("назначить куратора")  # 4.3/3, 4.4.1
    APPROVE_BODY = "approve_body", _("утвердить состав рабочей группы или объединения")  # 4.3/3, 4.4.3
    APPROVE_ROADMAP = "approve_roadmap", _("утвердить дорожную карту")  # 4.3/4, R1.2
    APPROVE_BANK = "approve_bank", _("утвердить базу")  # 4.3/3
    APPOINT_MENTOR = "appoint_mentor", _("назначить наставника")  # 4.2
    ASSIGN_RELATION = "assign_relation", _("закрепить пару или группу")  # 4.3/5, 7.2
    CHANGE_RELATION = "change_relation", _("внести изменения в закрепление")  # 8.2
    EXTEND_RELATION = "extend_relation", _("продлить наставничество")  # 8.2
    REPLACE_MENTOR = "replace_mentor", _("заменить наставника")  # 6.1/5
    RELIEVE_MENTOR = "relieve_mentor", _("освободить наставника от обязанностей")  # 5.1/3
    END_RELATION = "end_relation", _("прекратить наставничество")  # 8.1
    REWARD = "reward", _("поощрить")  # 4.3/8
    AMEND = "amend", _("исправить текст приказа")
    REVOKE = "revoke", _("признать приказ утратившим силу")


class Fate(models.TextChoices):
    """What becomes of an effect when its order is revoked: asked for each item (domain 2.3.2, edge case 40)."""

    KEEP = "keep", _("сохранить")
    END = "end", _("прекратить с этого дня")
    VOID = "void", _("отменить с самого начала")


class OrderItem(Keyed):
    """One item: its kind and what it is about."""

    personal = PersonalData(
        identifying=(),
        plain=(
            "kind", "sort", "since", "text", "facts", "subject_hash", "carried_out_at", "outcome", "fate", "undone_on",
        ),
        person="person",
        ground="как приказ",
        keep="как приказ",
        erasure=Erasure.KEEP,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20, choices=ItemKind)
    sort = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    relation = models.ForeignKey(Relation, models.PROTECT, null=True, blank=True, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, null=True, blank=True, related_name="+")
    change = models.ForeignKey(RelationChange, models.PROTECT, null=True, blank=True, related_name="+")
    target = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="amendments")
    facts = models.JSONField(default=dict, blank=True)  # what the kind needs besides; `kinds` says what
    since = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)  # for APPROVE_REGULATION: the text of the edition
    # what the effect will be, as it was when the paper went to be signed: it may not change under the paper
    subject_hash = models.CharField(max_length=64, blank=True)
    carried_out_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict, blank=True)  # keys of what the effect has made: from it is undone
    fate = models.CharField(max_length=4, choices=Fate, blank=True)  # decided by a revoking order
    undone_on = models.DateField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "id"]


class VisaState(models.TextChoices):
    ASKED = "asked", _("ждёт согласования")
    AGREED = "agreed", _("согласовано")
    OBJECTED = "objected", _("есть замечания")


class Visa(Keyed):
    """Somebody who agrees a draft before it is signed: a body, the trade union, a person (ТК ст. 372; 4.5/1)."""

    personal = PersonalData(
        identifying=("who", "remark"),
        plain=("state", "on"),
        person="person",
        ground="ТК РФ ст. 372; 4.5/1",
        keep="как приказ",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, models.CASCADE, related_name="visas")
    who = models.CharField(_("кто согласует"), max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=VisaState, default=VisaState.ASKED)
    on = models.DateField(null=True, blank=True)
    remark = models.CharField(_("замечания"), max_length=1000, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint("order", "who", name="one_visa_of_each")]


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
