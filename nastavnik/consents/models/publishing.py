"""What of a person may be shown where: cells of field × information resource (152-ФЗ ст. 10.1, edge case 30)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.consents.models.consents import Consent, ConsentKind
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, NotPersonal, PersonalData
from nastavnik.organisations.models import Organisation


class PublicField(models.TextChoices):
    """The items of the list that the subject chooses from, one by one."""

    NAME = "name", _("фамилия, имя, отчество")
    POST = "post", _("должность")
    PHOTO = "photo", _("фотография")
    VIDEO = "video", _("видеозапись")
    EXPERIENCE = "experience", _("стаж и квалификационная категория")
    ACHIEVEMENTS = "achievements", _("профессиональные достижения")
    RESULTS = "results", _("результаты персонализированной программы")
    REVIEW = "review", _("отзыв о программе")


IMAGES = (PublicField.PHOTO, PublicField.VIDEO)
"""A picture of a person needs both consents: to distribute the datum (C4) and to use the image (C5)."""

FIELDS_OF: dict[str, tuple[PublicField, ...]] = {
    ConsentKind.DISTRIBUTION: tuple(PublicField),
    ConsentKind.IMAGE: IMAGES,
}
"""The rows of the grid of each kind that is chosen cell by cell."""


class ResourceKind(models.TextChoices):
    SITE = "site", _("раздел официального сайта")
    COMMUNITY = "community", _("официальное сообщество")
    OTHER = "other", _("иной информационный ресурс")


class ResourceQuerySet(OwnedQuerySet):
    def on(self, day: date) -> "ResourceQuerySet":
        """Those in use on the day."""
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=day))


class Resource(Keyed):
    """Where the institution publishes. A consent names the full address, so a named one is never changed."""

    personal = NotPersonal("addresses of an institution's pages")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(_("вид"), max_length=10, choices=ResourceKind, default=ResourceKind.SITE)
    name = models.CharField(_("название"), max_length=150)
    address = models.URLField(_("полный адрес"), max_length=300)
    added_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True)  # the first day on which it is not used any more

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["added_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                "organisation", "address", condition=Q(retired_on__isnull=True), name="one_resource_at_an_address"
            ),
            models.CheckConstraint(
                name="resource_ends_after_it_begins",
                condition=Q(retired_on__isnull=True) | Q(retired_on__gte=F("added_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Cell(Keyed):
    """One cell that the subject has ticked. What is not here has not been allowed: silence is no consent."""

    personal = PersonalData(
        identifying=(),
        plain=("field",),
        person="consent__person",
        ground="152-ФЗ ст. 10.1",
        keep="как согласие",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, models.CASCADE, related_name="cells")
    field = models.CharField(max_length=12, choices=PublicField)
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="cells")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("consent", "field", "resource", name="cell_is_ticked_once")]


class Onward(models.TextChoices):
    """How the operator may pass the data on (приказ Роскомнадзора 24.02.2021 № 18)."""

    NETWORK = "network", _("с передачей по сети Интернет и иным сетям")
    INTERNAL = "internal", _("только по внутренней сети, для определённых сотрудников")
    NONE = "none", _("без передачи")


class Condition(Keyed):
    """What the subject has laid down for a datum: it is forbidden, or allowed with these words."""

    personal = PersonalData(
        identifying=("words",),
        plain=("field", "is_ban"),
        person="consent__person",
        ground="152-ФЗ ст. 10.1 ч. 9",
        keep="как согласие",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, models.CASCADE, related_name="conditions")
    field = models.CharField(max_length=12, choices=PublicField)
    is_ban = models.BooleanField(default=False)
    words = models.CharField(max_length=300, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("consent", "field", name="one_condition_for_a_field"),
            models.CheckConstraint(name="condition_says_something", condition=Q(is_ban=True) | ~Q(words="")),
        ]
