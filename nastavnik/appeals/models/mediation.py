"""Mediation: a confidential appeal to somebody who takes no side (4.5/8)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


class MediationState(models.TextChoices):
    ASKED = "asked", _("медиатор ещё не ответил")
    RUNNING = "running", _("медиация идёт")
    REFUSED = "refused", _("нужен другой медиатор")
    CLOSED = "closed", _("завершена")
    WITHDRAWN = "withdrawn", _("отозвана")


OPEN_CASES = (MediationState.ASKED, MediationState.RUNNING, MediationState.REFUSED)


class MediationOutcome(models.TextChoices):
    AGREED = "agreed", _("договорились")
    PARTLY = "partly", _("договорились отчасти")
    NOT_AGREED = "not_agreed", _("не договорились")
    NOT_HELD = "not_held", _("разговор не состоялся")


class MediationCase(Keyed):
    """Who asks, the mediator of their choice, and how it ended in a few words.

    The author's text is for the mediator alone and is erased when the case is closed or withdrawn: the fact stays,
    the accusation does not. The parties are told when the mediator has agreed to begin.
    """

    personal = PersonalData(
        identifying=("text", "outcome_note"),
        plain=("state", "asked_on", "accepted_on", "outcome", "closed_on"),
        person="author",
        ground="4.5/8; согласие C3",
        keep="текст — до завершения; сведение о том, что медиация была, — 5 лет",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    mediator = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=MediationState, default=MediationState.ASKED)
    text = models.TextField(_("о чём нужно поговорить"), max_length=2000, blank=True)
    asked_on = models.DateField()
    accepted_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(_("чем закончилось"), max_length=10, choices=MediationOutcome, blank=True)
    outcome_note = models.CharField(_("о чём договорились"), max_length=150, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="ended_mediation_has_no_text", condition=~Q(state__in=["closed", "withdrawn"]) | Q(text="")
            ),
            models.CheckConstraint(
                name="closed_mediation_has_an_outcome",
                condition=~Q(state="closed") | (~Q(outcome="") & Q(closed_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Медиация"))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_CASES

    @cached_property
    def sides(self) -> list["MediationParty"]:
        """All parties with their people, the author first; read once."""
        read = getattr(self, "_prefetched_objects_cache", {})
        return list(self.parties.all() if "parties" in read else self.parties.select_related("person"))

    @property
    def others(self) -> list["MediationParty"]:
        """The parties beside the author."""
        return [party for party in self.sides if party.person_id != self.author_id]

    @property
    def opens_to_head(self) -> bool:
        """All parties, the author among them, want the head to know (4.5/8)."""
        return bool(self.sides) and all(party.opens_to_head for party in self.sides)

    def party_of(self, user: Any) -> "MediationParty | None":
        """The user's own place in the case."""
        return next((party for party in self.sides if party.person.user_id == user.pk), None)


class PartyAnswer(models.TextChoices):
    NONE = "", _("ещё не ответил(а)")
    YES = "yes", _("готов(а) к разговору")
    NO = "no", _("не участвует")


class MediationParty(Keyed):
    """One side of a case, the author too. Taking part is voluntary, and so is letting the head know (1.4/5)."""

    personal = PersonalData(
        identifying=("answer",),
        plain=("answered_on", "opens_to_head"),
        person="person",
        ground="4.5/8; согласие C3",
        keep="5 лет",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    case = models.ForeignKey(MediationCase, models.CASCADE, related_name="parties")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=3, choices=PartyAnswer, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    opens_to_head = models.BooleanField(default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint("case", "person", name="one_place_in_a_mediation")]
