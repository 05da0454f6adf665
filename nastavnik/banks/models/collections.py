"""Campaigns that collect requests and questionnaires, and who has answered (R2.1, R3.1)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.banks.models.topics import Bank
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, NotPersonal, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


class Collection(Keyed):
    """«Сбор профессиональных запросов» (R2.1) or «Анкета потенциального наставника» (R3.1), open for a time."""

    personal = NotPersonal("dates of a campaign")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    bank = models.CharField(max_length=10, choices=Bank)
    opened_on = models.DateField(_("открыт"))
    deadline = models.DateField(_("ответить до"))
    closed_on = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on"]
        constraints = [
            models.UniqueConstraint(
                "organisation", "bank", condition=models.Q(closed_on__isnull=True), name="one_open_collection"
            )
        ]

    def is_open_on(self, day: date) -> bool:
        """The deadline asks, it does not shut the door: late answers are taken until the curator closes."""
        return self.closed_on is None and self.opened_on <= day


class CollectionAnswer(Keyed):
    """Somebody has answered: yes with an entry, or «у меня нет запроса» / «не готов быть наставником»."""

    personal = PersonalData(
        identifying=("said_yes",),
        plain=("answered_at",),
        person="person",
        ground="согласие C3",
        keep="до следующего сбора",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    collection = models.ForeignKey(Collection, models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    said_yes = models.BooleanField()
    answered_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("collection", "person", name="one_answer_per_person")]
