"""Who works in the institution: a person, their employments, and staff tables that were brought in."""

from datetime import date
from typing import cast

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.periods import months_between
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.kit.text import folded, search_words, sort_key
from nastavnik.organisations.models import Organisation
from nastavnik.russian.cases import Cases, apply_override
from nastavnik.russian.names import Sex as NameSex
from nastavnik.russian.names import decline_name, initials, surname_initials


class Sex(models.TextChoices):
    """Needed for grammar only: asked, never guessed from a surname (domain, edge case 4)."""

    FEMALE = "female", _("женский")
    MALE = "male", _("мужской")


class Category(models.TextChoices):
    NONE = "", _("нет")
    CONFORMITY = "conformity", _("соответствие занимаемой должности")
    FIRST = "first", _("первая")
    HIGHEST = "highest", _("высшая")
    METHODIST = "methodist", _("педагог-методист")
    MENTOR = "mentor", _("педагог-наставник")


class PersonQuerySet(OwnedQuerySet):
    def employed(self, day: date) -> "PersonQuerySet":
        """Those who have an employment on that day."""
        return self.filter(pk__in=Employment.objects.on(day).values("person"))

    def teaching(self, day: date, *, external: bool = False) -> "PersonQuerySet":
        """Those in teachers' posts on that day: the head is not among them, external part-timers on wish."""
        posts = Employment.objects.on(day).filter(is_teaching=True)
        if not external:
            posts = posts.exclude(kind=EmploymentKind.EXTERNAL)
        return self.filter(pk__in=posts.values("person"))

    def here(self, day: date) -> "PersonQuerySet":
        """Those who work with the institution on that day: employed, or mentors from outside (3.3.5)."""
        from_outside = Q(outside_since__lte=day) & (Q(outside_until__isnull=True) | Q(outside_until__gte=day))
        return self.filter(from_outside | Q(pk__in=Employment.objects.on(day).values("person")))

    def found_by(self, query: str) -> "PersonQuerySet":
        """Those in whose name, posts or address of mail every word occurs; ё and е are one letter."""
        found = self
        for word in search_words(query):
            posts = Employment.objects.filter(search_text__contains=word)
            found = found.filter(Q(search_text__contains=word) | Q(pk__in=posts.values("person")))
        return found


class Person(Keyed):
    """A person of one institution. No passport, no exact birth date, no health, no pay (152-ФЗ ст. 5)."""

    personal = PersonalData(
        identifying=(
            "surname", "first_name", "patronymic", "sex", "birth_year", "email", "phone", "category",
            "case_forms", "search_text", "sort_key", "outside_as", "outside_since", "outside_until",
        ),
        plain=("created_at",),
        person="",
        ground="ТК РФ ст. 86; согласие C3",
        keep="пока человек работает в учреждении, затем — как документы, в которых он назван",
        erasure=Erasure.BLANK,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="people")
    user = models.OneToOneField(User, models.SET_NULL, null=True, blank=True, related_name="person")
    surname = models.CharField(_("фамилия"), max_length=80)
    first_name = models.CharField(_("имя"), max_length=80, blank=True)
    patronymic = models.CharField(_("отчество"), max_length=80, blank=True)
    sex = models.CharField(
        _("пол"), max_length=6, choices=Sex, blank=True, help_text=_("Нужен для склонения в приказах.")
    )
    birth_year = models.PositiveSmallIntegerField(
        _("год рождения"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1930), MaxValueValidator(2015)],
    )
    email = models.EmailField(_("рабочая почта"), blank=True)
    phone = models.CharField(_("рабочий телефон"), max_length=30, blank=True)
    category = models.CharField(_("квалификационная категория"), max_length=12, choices=Category, blank=True)
    # a mentor who works elsewhere: as whom, and the days of the agreement that lets them in (3.3.5; kept by `partners`)
    outside_as = models.CharField(max_length=400, blank=True, default="")
    outside_since = models.DateField(null=True, blank=True)
    outside_until = models.DateField(null=True, blank=True)
    case_forms = models.JSONField(_("исправленные падежи"), default=dict, blank=True)
    search_text = models.CharField(max_length=600, editable=False, default="")
    sort_key = models.CharField(max_length=300, editable=False, default="", db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *arguments, **options) -> None:
        self.fill_keys()
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "search_text", "sort_key"}
        super().save(*arguments, **options)

    def fill_keys(self) -> None:
        """Work out what the person is found and sorted by; writes in bulk call it themselves."""
        self.search_text = folded(f"{self.full_name} {self.email}")[:600]
        self.sort_key = sort_key(self.full_name)[:300]

    @property
    def account(self) -> User:
        """The way in of somebody who has one: acts are done in its name."""
        assert self.user is not None, "this person has no way in"
        return self.user

    @property
    def full_name(self) -> str:
        """«Иванова Мария Петровна»; no double space where there is no patronymic."""
        return " ".join(filter(None, (self.surname, self.first_name, self.patronymic)))

    @property
    def short_name(self) -> str:
        """«Иванова М. П.», for lists."""
        return surname_initials(self.surname, self.first_name, self.patronymic)

    @property
    def signature_name(self) -> str:
        """«М. П. Иванова», for signatures."""
        return initials(self.surname, self.first_name, self.patronymic)

    @property
    def cases(self) -> Cases:
        """The full name in six cases, corrections of the card over the computed forms."""
        return apply_override(self.computed_cases, self.case_forms)

    @property
    def computed_cases(self) -> Cases:
        """The cases by the rules alone; with the sex unknown they are the nominative and not certain."""
        return decline_name(self.surname, self.first_name, self.patronymic, cast("NameSex", self.sex) or None)

    def employments_on(self, day: date) -> list["Employment"]:
        """Employments of the day, the main one first (uses prefetched rows when there are)."""
        held = [job for job in self.employments.all() if job.is_held_on(day)]
        return sorted(held, key=lambda job: (job.kind != EmploymentKind.MAIN, not job.is_teaching, job.position))

    def position_on(self, day: date) -> str:
        """The post of the main employment; of a mentor from outside as whom they come; "" when not here."""
        held = self.employments_on(day)
        return held[0].position if held else self.outside_as if self.is_outside_on(day) else ""

    def is_outside_on(self, day: date) -> bool:
        """Whether an agreement with a partner lets this person in as a mentor on that day (3.3.5)."""
        if self.outside_since is None or day < self.outside_since:
            return False
        return self.outside_until is None or day <= self.outside_until

    def is_here_on(self, day: date) -> bool:
        """Whether the person works with the institution on that day: employed, or a mentor from outside."""
        return bool(self.employments_on(day)) or self.is_outside_on(day)

    @property
    def post_today(self) -> str:
        """The post of the main employment today, for pages."""
        return self.position_on(clock.today())

    def experience_on(self, day: date) -> int | None:
        """Whole months of teaching on that day, or None when nobody has said."""
        known = [months for job in self.employments.all() if (months := job.experience_on(day)) is not None]
        return max(known, default=None)


def name_parts(bearer: "Person | FormerName") -> dict[str, str]:
    """Surname, first name and patronymic by field name."""
    return {part: getattr(bearer, part) for part in ("surname", "first_name", "patronymic")}


class FormerName(Keyed):
    """A name that was borne until a day: papers of that time keep it, the card shows both (edge case 6)."""

    personal = PersonalData(
        identifying=("surname", "first_name", "patronymic", "until"),
        plain=(),
        person="person",
        ground="ТК РФ ст. 86",
        keep="как документы, в которых назван человек",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="former_names")
    surname = models.CharField(max_length=80)
    first_name = models.CharField(max_length=80, blank=True)
    patronymic = models.CharField(max_length=80, blank=True)
    until = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-until"]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.surname, self.first_name, self.patronymic)))


class AwardKind(models.TextChoices):
    """How those who take part are stimulated (4.3/8); no sums are kept."""

    THANKS = "thanks", _("благодарность")
    DIPLOMA = "diploma", _("почётная грамота")
    BADGE = "badge", _("знак отличия")  # 1.2.2: «За наставничество»
    BONUS = "bonus", _("премирование")  # the sum stands in the order of the accountant, not here


class Award(Keyed):
    """An encouragement by the head's order, or from outside (4.3/8)."""

    personal = PersonalData(
        identifying=("title",),
        plain=("kind", "given_on", "ground", "ground_id", "is_void"),
        person="person",
        ground="4.3/8: приказ руководителя",
        keep="как приказ",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="awards")
    kind = models.CharField(_("вид"), max_length=10, choices=AwardKind)
    title = models.CharField(_("за что"), max_length=300)
    given_on = models.DateField(_("дата"))
    ground = models.CharField(_("основание"), max_length=300)
    ground_id = models.UUIDField(null=True, blank=True)
    is_void = models.BooleanField(default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-id"]


class EmploymentKind(models.TextChoices):
    MAIN = "main", _("основное место")
    INTERNAL = "internal", _("внутреннее совместительство")
    EXTERNAL = "external", _("внешнее совместительство")


class EmploymentQuerySet(OwnedQuerySet):
    def on(self, day: date) -> "EmploymentQuerySet":
        """Employments held on that day; an unknown beginning lies in the past."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))


class Employment(Keyed):
    """A post held from day to day. Experience is kept with the day it was true on, and counted from there."""

    personal = PersonalData(
        identifying=(
            "position",
            "since",
            "until",
            "total_months",
            "special_months",
            "on_leave",
            "search_text",
        ),
        plain=("is_teaching", "kind", "months_as_of"),
        person="person",
        ground="ТК РФ ст. 86",
        keep="как документы, в которых назван человек",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="employments")
    position = models.CharField(_("должность"), max_length=200)
    is_teaching = models.BooleanField(_("педагогическая должность"), default=True)
    kind = models.CharField(_("вид занятости"), max_length=10, choices=EmploymentKind, default=EmploymentKind.MAIN)
    since = models.DateField(_("работает с"), null=True, blank=True)
    until = models.DateField(_("работает по"), null=True, blank=True)
    total_months = models.PositiveSmallIntegerField(_("общий стаж, месяцев"), null=True, blank=True)
    special_months = models.PositiveSmallIntegerField(_("педагогический стаж, месяцев"), null=True, blank=True)
    months_as_of = models.DateField(_("стаж указан на"), null=True, blank=True)
    on_leave = models.BooleanField(_("в длительном отпуске"), default=False)
    search_text = models.CharField(max_length=200, editable=False, default="")

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="employment_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        indexes = [models.Index("organisation", "person", name="employments_of_person")]

    def __str__(self) -> str:
        return self.position

    def save(self, *arguments, **options) -> None:
        self.fill_keys()
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "search_text"}
        super().save(*arguments, **options)

    def fill_keys(self) -> None:
        """Work out what the post is found by; writes in bulk call it themselves."""
        self.search_text = folded(self.position)[:200]

    def is_held_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def experience_on(self, day: date) -> int | None:
        """Months of teaching on that day: what was stated, plus the months since, while the post lasted."""
        return None if self.special_months is None else self.special_months + self._months_since_stated(day)

    def total_on(self, day: date) -> int | None:
        """Months of all work on that day, counted in the same way."""
        return None if self.total_months is None else self.total_months + self._months_since_stated(day)

    def _months_since_stated(self, day: date) -> int:
        return months_between(self.months_as_of, min(day, self.until or day)) if self.months_as_of else 0


class StaffImport(Keyed):
    """A staff table that was brought in: read, shown as a plan, then applied as a whole or dropped.

    `table` holds the rows as read (staff_import.stored); the plan is worked out from them and from the people
    of the moment whenever it is shown, so it is never older than the page. `answers` are by question: a
    person's key, «another person», «skip»; they stay, so that the same file does not ask twice.
    """

    personal = PersonalData(
        identifying=("table",),
        plain=("file_name", "file_hash", "state", "answers", "made_at", "applied_at", "counts"),
        person="",
        ground="ТК РФ ст. 86",
        keep="строки стираются после внесения, отмены или через 14 дней; остаются имя файла и числа",
        erasure=Erasure.DELETE,
    )

    class State(models.TextChoices):
        CHECKED = "checked", _("проверена")
        APPLIED = "applied", _("внесена")
        DROPPED = "dropped", _("отменена")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.CHECKED)
    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=64)
    table = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.file_name
