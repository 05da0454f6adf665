"""The texts of consents by version, and what each person has given, refused or withdrawn."""

from datetime import date

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


class ConsentQuerySet(OwnedQuerySet):
    def valid(self, day: date) -> "ConsentQuerySet":
        """Given on or before the day, not withdrawn by then, not past their term."""
        return self.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            given_on__lte=day,
        )

    def waiting_first(self) -> "ConsentQuerySet":
        """Those that wait for a signature on top, then by person, the newest first."""
        rank = Case(When(state=ConsentState.PROPOSED, then=0), default=1)
        return self.order_by(rank, "person__sort_key", "-proposed_on", "pk")


class Consent(Keyed):
    """What a person has been asked and has answered, with the paper that proves it."""

    personal = PersonalData(
        identifying=("about",),
        plain=("kind", "state", "about_id", "proposed_on", "given_on", "valid_until", "refused_on", "withdrawn_on"),
        person="person",
        ground="152-ФЗ ст. 9: доказательство согласия",
        keep="3 года после окончания или отзыва (приказ Росархива № 236)",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=12, choices=ConsentKind)
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ConsentState, default=ConsentState.PROPOSED)
    # for C1 and C2: with whom, in words for the paper, and the pair (which lies above, so a plain key)
    about = models.CharField(max_length=500, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    proposed_on = models.DateField()
    given_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
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
                | Q(withdrawn_on__isnull=False, given_on__isnull=False, withdrawn_on__gte=F("given_on")),
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
        if self.valid_until is not None and self.valid_until < day:
            return _now("истекло %(day)s") % {"day": f"{self.valid_until:%d.%m.%Y}"}
        return ""

    @property
    def lapse(self) -> str:
        """Why it does not hold today, for pages."""
        return self.lapse_on(clock.today())

    @property
    def words(self) -> str:
        """The text of its own version with the matter put in."""
        return self.text.body.replace("{about}", self.about or "________________________")

    @property
    def is_older_than_its_words(self) -> bool:
        """Signed before our text was made: then the words of the paper itself are what was agreed to."""
        return self.given_on is not None and self.given_on < self.text.made_on
