"""Templates of programmes: a start only, what is personal is written by the pair (1.4/8, 4.5/3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import NotPersonal
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.models.plan import ItemKind


class ProgrammeTemplate(Keyed):
    """Texts and activities that a draft may begin with. It holds no request: that is the mentee's own."""

    personal = NotPersonal("words that fit many programmes")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    code = models.SlugField(max_length=30, blank=True)  # of the starting kit; "" for the institution's own
    title = models.CharField(_("название"), max_length=200)
    about = models.CharField(_("кому подходит"), max_length=500, blank=True)
    directions = models.JSONField(_("направления"), default=list, blank=True)  # codes of Direction
    goal = models.TextField(_("цель"), max_length=2000, blank=True)
    tasks = models.TextField(_("задачи"), max_length=4000, blank=True)
    expected_result = models.TextField(_("планируемый результат"), max_length=3000, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    retired_on = models.DateField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                "organisation", "code", condition=~models.Q(code=""), name="one_template_of_the_kit"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TemplateItem(Keyed):
    """An activity of a template; its term is so many days after the programme begins."""

    personal = NotPersonal("an activity that fits many programmes")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    template = models.ForeignKey(ProgrammeTemplate, models.CASCADE, related_name="items")
    kind = models.CharField(_("вид"), max_length=14, choices=ItemKind, default=ItemKind.CONSULTATION)
    title = models.CharField(_("мероприятие"), max_length=300)
    content = models.CharField(_("содержание"), max_length=1000, blank=True)
    method = models.CharField(_("методика, материал"), max_length=300, blank=True)
    expected = models.CharField(_("что должно получиться"), max_length=500, blank=True)
    days = models.PositiveSmallIntegerField(_("дней от начала"))
    sort = models.PositiveSmallIntegerField(default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["days", "sort", "id"]

    def __str__(self) -> str:
        return self.title
