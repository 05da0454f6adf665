"""People in the banks: their state, their basis, what they ask for and what they offer (1.3/1, 1.3/2, R2.2, R3.2)."""

from datetime import date
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.banks.models.topics import Topic
from nastavnik.banks.topics import HOURS
from nastavnik.consents.models import Consent
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.regulation.models import Form


class EntryState(models.TextChoices):
    DRAFT = "draft", _("черновик")
    ACTIVE = "active", _("в базе")
    SUSPENDED = "suspended", _("приостановлен")
    EXCLUDED = "excluded", _("исключён")


IN_BANK = (EntryState.ACTIVE, EntryState.SUSPENDED)


class EntryQuerySet(OwnedQuerySet):
    def active(self, day: date | None = None) -> "EntryQuerySet":
        """Those who take part in forming pairs today: in the bank, with a basis that holds, employed (R2.2, R3.2).

        A consent may be withdrawn and a person dismissed below, in rooms that know nothing of banks: whether
        an entry is used is therefore asked of the day, never stored.
        """
        day = day or clock.today()
        valid = Consent.objects.valid(day)
        return self.filter(
            models.Q(basis__in=valid) | models.Q(basis__successor__in=valid),  # a newer paper carries the entry too
            state=EntryState.ACTIVE,
            person__in=Person.objects.here(day),
        )

    def lapsed(self) -> "EntryQuerySet":
        """Those in the bank that are not used, because consent or employment has ended."""
        used: EntryQuerySet = self.model._default_manager.active()  # type: ignore[attr-defined]  # the same set of rows
        return self.filter(state=EntryState.ACTIVE).exclude(pk__in=used.values("pk"))

    def in_bank(self) -> "EntryQuerySet":
        """Those that the yearly act goes through: used, lapsed or suspended."""
        return self.filter(state__in=IN_BANK)


class Entry(Keyed):
    """What both banks have in common; each has its own one-to-one field to the person."""

    person: Person
    person_id: UUID

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.DRAFT)
    # the legal basis without which an entry stays a draft (R2.2, R3.2)
    basis = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")
    included_on = models.DateField(null=True, blank=True)
    excluded_on = models.DateField(null=True, blank=True)
    forms = models.JSONField(_("удобные формы"), default=list, blank=True)  # codes of regulation.Form; empty: any
    hours = models.JSONField(_("удобное время"), default=list, blank=True)  # codes of banks.hours; empty: any
    distance_ok = models.BooleanField(_("можно дистанционно"), default=False)
    wishes = models.TextField(_("пожелания своими словами"), max_length=1000, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)  # yearly actualisation (4.4.2)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="active_%(class)s_has_its_basis",
                condition=~models.Q(state=EntryState.ACTIVE) | models.Q(basis__isnull=False, included_on__isnull=False),
            ),
        ]

    def lapse_on(self, day: date) -> str:
        """Why an entry of the bank is not used on that day («согласие отозвано 14.09.2026»); "" when it is."""
        if not self.person.is_here_on(day):
            return _now("не работает в учреждении")
        if self.basis is None:
            return _now("согласия нет")
        why = self.basis.lapse_on(day) and self.basis.standing.lapse_on(day)  # a newer paper carries the entry too
        return _now("согласие %(why)s") % {"why": why} if why else ""

    @property
    def lapse(self) -> str:
        """For an entry of the bank: why it is not used today."""
        return self.lapse_on(clock.today()) if self.state == EntryState.ACTIVE else ""

    @property
    def form_labels(self) -> list[str]:
        """The forms that suit, in words; empty when any does."""
        return [str(Form(code).label) for code in self.forms if code in Form.values]

    @property
    def hour_labels(self) -> list[str]:
        """The times that suit, in words; empty when any does."""
        return [str(words) for code, words in HOURS if code in self.hours]

    @property
    def takes_part(self) -> bool:
        """Whether it is used today in forming pairs (the same rule as EntryQuerySet.active)."""
        return self.state == EntryState.ACTIVE and not self.lapse


class MenteeCategory(models.TextChoices):
    YOUNG = "young", _("молодой специалист")
    BEGINNER = "beginner", _("начинающий педагог")
    NEW_PLACE = "new_place", _("сменивший место работы")
    RETURNED = "returned", _("вернувшийся после перерыва")
    LESS_EXPERIENCED = "less_experienced", _("менее опытный педагог")
    DIFFICULTY = "difficulty", _("имеющий профессиональное затруднение")
    EXPERIENCED = "experienced", _("опытный педагог (для реверсивной формы)")


class MenteeEntry(Entry):
    """A person in the bank of mentees."""

    personal = PersonalData(
        identifying=("category", "forms", "hours", "distance_ok", "wishes"),
        plain=("state", "included_on", "excluded_on", "confirmed_on"),
        person="person",
        ground="согласие C3",
        keep="до исключения из базы",
        erasure=Erasure.DELETE,
    )

    person = models.OneToOneField(Person, models.CASCADE, related_name="mentee_entry")
    category = models.CharField(_("категория"), max_length=20, choices=MenteeCategory, blank=True)


class RequestState(models.TextChoices):
    OPEN = "open", _("открыт")
    RESOLVED = "resolved", _("разрешён")
    DROPPED = "dropped", _("снят")


class ProfessionalRequest(Keyed):
    """What a teacher wants help with (1.3/2, R2.1)."""

    personal = PersonalData(
        identifying=("text",),
        plain=("priority", "state", "made_on"),
        person="entry__person",
        ground="согласие C3",
        keep="до исключения из базы",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    entry = models.ForeignKey(MenteeEntry, models.CASCADE, related_name="requests")
    text = models.TextField(_("запрос своими словами"), max_length=2000, blank=True)
    topics = models.ManyToManyField(Topic, related_name="requests", verbose_name=_("направления"))
    priority = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    made_on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["priority", "made_on", "id"]


class MentorEntry(Entry):
    """A person in the bank of mentors: experience and competences, readiness, selection by the curator (1.3/1)."""

    personal = PersonalData(
        identifying=(
            "about",
            "adults_experience",
            "needs",
            "forms",
            "hours",
            "distance_ok",
            "wishes",
            "capacity",
            "group_size",
            "hours_per_week",
        ),
        plain=(
            "state", "included_on", "excluded_on", "confirmed_on", "selected_on", "appointed_since", "appointed_until",
            "appointed_ground", "appointed_ground_id",
        ),
        person="person",
        ground="согласие C3",
        keep="до исключения из базы",
        erasure=Erasure.DELETE,
    )  # fmt: skip

    person = models.OneToOneField(Person, models.CASCADE, related_name="mentor_entry")
    competences = models.ManyToManyField(Topic, related_name="mentors", verbose_name=_("сильные темы"))
    about = models.TextField(_("опыт и достижения"), max_length=2000, blank=True)
    adults_experience = models.CharField(_("опыт обучения взрослых"), max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("наставляемых, не больше"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    group_size = models.PositiveSmallIntegerField(
        _("готов(а) вести группу до, человек"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    hours_per_week = models.PositiveSmallIntegerField(
        _("часов в неделю"), null=True, blank=True, validators=[MaxValueValidator(20)]
    )
    needs = models.CharField(_("что нужно для начала"), max_length=500, blank=True)
    selected_on = models.DateField(null=True, blank=True)
    selected_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    appointed_since = models.DateField(null=True, blank=True)  # by an order of its own, before any pair (4.2)
    appointed_until = models.DateField(null=True, blank=True)
    appointed_ground = models.CharField(max_length=300, blank=True)
    appointed_ground_id = models.UUIDField(null=True, blank=True)
