"""Who else works with a mentee: associations, services, projects, councils (5.2/2)."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


class Structure(Keyed):
    """A structure of the institution or outside it. Who represents it sees the activities that name it."""

    personal = PersonalData(
        identifying=("contact",),
        plain=("name", "is_active"),
        person="person",
        ground="5.2/2: должностные обязанности; согласие C3",
        keep="пока ведётся перечень",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name = models.CharField(_("название"), max_length=150)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("представитель")
    )
    contact = models.CharField(_("как связаться"), max_length=200, blank=True)
    is_active = models.BooleanField(_("предлагается"), default=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint("organisation", Lower("name"), name="one_structure_of_a_name")]

    def __str__(self) -> str:
        return self.name
