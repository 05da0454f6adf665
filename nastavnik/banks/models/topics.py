"""The two banks by name, and the directory of directions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import NotPersonal
from nastavnik.organisations.models import Organisation


class Bank(models.TextChoices):
    MENTEES = "mentees", _("База наставляемых")
    MENTORS = "mentors", _("База наставников")


class Topic(Keyed):
    """A direction that requests and competences are named by (ФГОС ДО, ФОП ДО, профстандарт); editable."""

    personal = NotPersonal("directory")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    code = models.SlugField(max_length=40)
    name = models.CharField(_("направление"), max_length=120)
    area = models.CharField(_("область"), max_length=80)
    sort = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(_("предлагается"), default=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "name"]
        constraints = [models.UniqueConstraint("organisation", "code", name="topic_code_is_unique")]

    def __str__(self) -> str:
        return self.name
