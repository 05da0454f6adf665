"""With whom somebody would like to be together, and with whom not: known to nobody but the one who said it (7.1/2)."""

from django.db import models

from nastavnik.banks.models.topics import Bank
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person

MOST_WISHES = 3


class PairWish(Keyed):
    """Somebody of one bank would like to work with somebody of the other; `rank` 1 is the most wanted.

    `bank` is the bank that the one who wishes stands in: a person of both may wish for a mentor and for a mentee.
    """

    personal = PersonalData(
        identifying=("rank",),
        plain=("bank",),
        person="person",
        ground="согласие C3; 7.1/2",
        keep="до исключения из базы",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="pair_wishes")
    bank = models.CharField(max_length=10, choices=Bank)
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(default=1)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["bank", "rank", "id"]
        constraints = [models.UniqueConstraint("person", "bank", "other", name="one_wish_for_one_person")]


class PairVeto(Keyed):
    """«Прошу не предлагать»: the two are never put together, in either role. No reason is asked (1.4/5)."""

    personal = PersonalData(
        identifying=(),
        plain=(),
        person="person",
        ground="согласие C3; 7.1/2",
        keep="пока просьба не снята её автором, не дольше работы в учреждении",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="pair_vetoes")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("person", "other", name="one_veto_for_one_person"),
            models.CheckConstraint(name="veto_is_for_another", condition=~models.Q(person=models.F("other"))),
        ]
