"""The texts of consents by version, and what each person has given, refused or withdrawn."""

import re
from datetime import date, timedelta

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, NotPersonal, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person


class ConsentKind(models.TextChoices):
    """One document per purpose, never combined (152-ФЗ ст. 9, from 01.09.2025)."""

    MENTORING = "mentoring", _("Согласие на наставничество")  # C1, 4.2
    MENTEE = "mentee", _("Согласие наставляемого")  # C2, 4.3/5
    PROCESSING = "processing", _("Согласие на обработку персональных данных")  # C3, R2.2, R3.2
    DISTRIBUTION = "distribution", _("Согласие на распространение персональных данных")  # C4, 152-ФЗ ст. 10.1
    IMAGE = "image", _("Согласие на использование изображения")  # C5, ГК РФ ст. 152.1
    SPECIALIST = "specialist", _("Согласие привлечённого специалиста")  # C6, 5.1/1
    TRANSFER = "transfer", _("Согласие на передачу персональных данных третьему лицу")  # C7, ТК РФ ст. 88
    SIGNATURE = "signature", _("Согласие на простую электронную подпись")  # C8, 63-ФЗ ст. 6, 9


OF_A_PAIR = (ConsentKind.MENTORING, ConsentKind.MENTEE, ConsentKind.SPECIALIST)
"""Given for one pair or programme: a newer paper does not end the older one by itself, the order above does."""

CHOSEN = (ConsentKind.DISTRIBUTION, ConsentKind.IMAGE)
"""Chosen cell by cell: what × where. Registering them takes what the subject has ticked."""


class Way(models.TextChoices):
    """How it was given; a click is nothing else than one of these (63-ФЗ ст. 9)."""

    PAPER = "paper", _("на бумаге")
    SIMPLE = "simple", _("простая электронная подпись")


class ConsentText(Keyed):
    """The words of a consent. A given consent keeps the version it was given under (edge case 34)."""

    personal = NotPersonal("words of a form")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ConsentKind)
    version = models.PositiveSmallIntegerField(default=1)
    body = models.TextField()
    made_on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("organisation", "kind", "version", name="consent_text_version")]


class ConsentState(models.TextChoices):
    PROPOSED = "proposed", _("ждёт подписи")
    GIVEN = "given", _("дано")
    REFUSED = "refused", _("не дано")
    WITHDRAWN = "withdrawn", _("отозвано")
    REPLACED = "replaced", _("заменено")


class ConsentQuerySet(OwnedQuerySet):
    def valid(self, day: date) -> "ConsentQuerySet":
        """Given on or before the day, not withdrawn or replaced by then, not past their term."""
        return self.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day),
            Q(replaced_on__isnull=True) | Q(replaced_on__gt=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            given_on__lte=day,
        )

    def expiring(self, day: date, days: int) -> "ConsentQuerySet":
        """Those that hold on the day and whose term ends within so many days from it."""
        last = day + timedelta(days=days)
        return self.valid(day).filter(state=ConsentState.GIVEN, valid_until__lte=last)

    def waiting_first(self) -> "ConsentQuerySet":
        """Those that wait for a signature on top, then by person, the newest first."""
        rank = Case(When(state=ConsentState.PROPOSED, then=0), default=1)
        return self.order_by(rank, "person__sort_key", "-proposed_on", "pk")


class Consent(Keyed):
    """What a person has been asked and has answered, with the paper that proves it."""

    personal = PersonalData(
        identifying=("about", "scope"),
        plain=(
            "kind", "state", "way", "about_id", "proposed_on", "given_on", "valid_until", "refused_on",
            "withdrawal_received_on", "withdrawn_on", "replaced_on", "kept_in",
        ),
        person="person",
        ground="152-ФЗ ст. 9: доказательство согласия",
        keep="3 года после окончания или отзыва (приказ Росархива № 236)",
        erasure=Erasure.KEEP,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=12, choices=ConsentKind)
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ConsentState, default=ConsentState.PROPOSED)
    # C1, C2, C6: with whom, in words for the paper, and the pair (which lies above, so a plain key); C7: to whom
    about = models.CharField(max_length=500, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    # what its words leave open, fixed on the blank: C4, C5 «resources» (keys) and, when given, «conditions» and
    # «onward»; C7 «recipient», «purpose», «data»; C8 «act»
    scope = models.JSONField(default=dict, blank=True)
    way = models.CharField(max_length=6, choices=Way, default=Way.PAPER)
    proposed_on = models.DateField()
    given_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    withdrawal_received_on = models.DateField(null=True, blank=True)  # the day the paper came
    withdrawn_on = models.DateField(null=True, blank=True)  # the first day on which it no longer holds
    replaced_on = models.DateField(null=True, blank=True)  # the same for one in whose place another stands
    successor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    kept_in = models.CharField(max_length=120, blank=True)  # where the signed paper lies
    scan = models.ForeignKey(Scan, models.PROTECT, null=True, blank=True, related_name="+")
    received_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="given_consent_has_its_day",
                condition=~Q(state=ConsentState.GIVEN) | Q(given_on__isnull=False),
            ),
            models.CheckConstraint(
                name="refused_consent_has_its_day",
                condition=~Q(state=ConsentState.REFUSED) | Q(refused_on__isnull=False),
            ),
            models.CheckConstraint(
                name="withdrawn_consent_was_given",
                condition=~Q(state=ConsentState.WITHDRAWN)
                | Q(
                    withdrawn_on__gte=F("given_on"),
                    withdrawal_received_on__gte=F("given_on"),
                    withdrawn_on__isnull=False,
                    withdrawal_received_on__isnull=False,
                    given_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="replaced_consent_was_given",
                condition=~Q(state=ConsentState.REPLACED)
                | Q(replaced_on__gte=F("given_on"), replaced_on__isnull=False, given_on__isnull=False),
            ),
            models.CheckConstraint(
                name="consent_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("given_on")),
            ),
            # the same thing is asked once, however many people press the button
            models.UniqueConstraint(
                "person",
                "kind",
                condition=Q(state=ConsentState.PROPOSED, about_id__isnull=True),
                name="one_proposed_consent_of_a_kind",
            ),
            models.UniqueConstraint(
                "person",
                "kind",
                "about_id",
                condition=Q(state=ConsentState.PROPOSED, about_id__isnull=False),
                name="one_proposed_consent_for_a_matter",
            ),
        ]
        indexes = [models.Index("organisation", "person", "kind", name="consents_of_person")]

    def is_valid_on(self, day: date) -> bool:
        """Whether it holds on that day (the same rule as ConsentQuerySet.valid)."""
        return not self.lapse_on(day)

    def lapse_on(self, day: date) -> str:
        """Why it does not hold on that day, in a few words («отозвано 14.09.2026»); "" when it holds."""
        if self.given_on is None:
            return str(self.get_state_display())
        if self.given_on > day:
            return _now("дано позже, %(day)s") % {"day": f"{self.given_on:%d.%m.%Y}"}
        if self.withdrawn_on is not None and self.withdrawn_on <= day:
            return _now("отозвано %(day)s") % {"day": f"{self.withdrawn_on:%d.%m.%Y}"}
        if self.replaced_on is not None and self.replaced_on <= day:
            return _now("заменено %(day)s") % {"day": f"{self.replaced_on:%d.%m.%Y}"}
        if self.valid_until is not None and self.valid_until < day:
            return _now("истекло %(day)s") % {"day": f"{self.valid_until:%d.%m.%Y}"}
        return ""

    @property
    def lapse(self) -> str:
        """Why it does not hold today, for pages."""
        return self.lapse_on(clock.today())

    @property
    def words(self) -> str:
        """The text of its own version with the matter put in; what is put in is never read as a mark itself."""
        said = {"about": self.about, **{name: value for name, value in self.scope.items() if isinstance(value, str)}}
        return re.sub(r"\{(\w+)\}", lambda mark: said.get(mark[1]) or "________________________", self.text.body)

    @property
    def standing(self) -> "Consent":
        """What carries now what this one carried: itself, or the newer paper in whose place it stands."""
        return self.successor or self

    @property
    def is_chosen(self) -> bool:
        """Whether it is given cell by cell (C4, C5)."""
        return self.kind in CHOSEN

    @property
    def is_leaving(self) -> bool:
        """Withdrawn, but it still holds for the days of notice (ТК РФ ст. 351.8)."""
        return self.state == ConsentState.WITHDRAWN and not self.lapse

    @property
    def may_be_withdrawn(self) -> bool:
        """It holds today, also when another will stand in its place from a later day on."""
        return self.state in (ConsentState.GIVEN, ConsentState.REPLACED) and not self.lapse

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as far as is known: before its withdrawal or replacement, or its term."""
        ends = [day - timedelta(days=1) for day in (self.withdrawn_on, self.replaced_on) if day]
        return min([*ends, *([self.valid_until] if self.valid_until else [])], default=None)

    @property
    def is_older_than_its_words(self) -> bool:
        """Signed before our text was made: then the words of the paper itself are what was agreed to."""
        return self.given_on is not None and self.given_on < self.text.made_on
