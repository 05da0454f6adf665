"""The institution's card, its settings, its working days, and who holds which role when, on what ground."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, NotPersonal, PersonalData


class OrganisationKind(models.TextChoices):
    KINDERGARTEN = "kindergarten", _("Детский сад")
    SCHOOL = "school", _("Школа")
    EXTRA = "extra", _("Учреждение дополнительного образования")
    COLLEGE = "college", _("Колледж")


class Organisation(Keyed):
    """An institution (1.1). Nothing of any one kindergarten is written in the code."""

    personal = NotPersonal("card of a legal entity")

    slug = models.SlugField(_("имя в адресе страницы"), max_length=60, unique=True)
    kind = models.CharField(_("вид"), max_length=20, choices=OrganisationKind, default=OrganisationKind.KINDERGARTEN)
    full_name = models.CharField(_("полное наименование"), max_length=400)
    short_name = models.CharField(_("краткое наименование"), max_length=200)
    founder = models.CharField(_("учредитель"), max_length=300, blank=True)
    inn = models.CharField(_("ИНН"), max_length=12, blank=True)
    ogrn = models.CharField(_("ОГРН"), max_length=15, blank=True)
    address = models.CharField(_("адрес"), max_length=300, blank=True)
    place = models.CharField(_("место издания приказов"), max_length=100, blank=True)
    site_url = models.URLField(_("официальный сайт"), blank=True)
    email = models.EmailField(_("электронная почта"), blank=True)
    time_zone = models.CharField(_("часовой пояс"), max_length=40, default="Europe/Moscow")
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.short_name

    @property
    def organisation_id(self):
        """An institution belongs to itself, so that rules and the journal treat it like any row."""
        return self.pk


class AgreementNeeded(models.TextChoices):
    """For whom a supplementary agreement is drawn up: two readings of ТК РФ ст. 351.8."""

    EVERY = "every", _("с каждым наставником")
    PAID = "paid", _("только если наставничество оплачивается")


class PaperEdition(models.TextChoices):
    """The edition of the standard that papers are laid out by (domain 3.1)."""

    OF_2025 = "2025", _("ГОСТ Р 7.0.97-2025")
    OF_2016 = "2016", _("ГОСТ Р 7.0.97-2016")


class Settings(Keyed):
    """What an institution decides for itself: names of bodies, terms, limits, readings of indicators."""

    personal = NotPersonal("settings of an institution")

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="settings")
    council_name = models.CharField(
        _("название совета наставников"),
        max_length=150,
        blank=True,
        help_text=_("Оставьте пустым, если такого объединения в учреждении нет (4.5)."),
    )
    mentor_limit = models.PositiveSmallIntegerField(
        _("наставляемых у одного наставника, не больше"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("Чтобы наставничество не шло в ущерб работе с детьми (1.5)."),
    )
    group_limit = models.PositiveSmallIntegerField(
        _("пар и групп у одного наставника, не больше"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("Ещё одна возможна, если куратор напишет, почему это не в ущерб работе с детьми (1.5)."),
    )
    young_years = models.PositiveSmallIntegerField(
        _("молодой специалист — стаж до, лет"), default=3, validators=[MaxValueValidator(10)]
    )
    young_age = models.PositiveSmallIntegerField(
        _("молодой специалист — возраст до, лет включительно"), default=35, validators=[MaxValueValidator(60)]
    )
    year_starts = models.PositiveSmallIntegerField(
        _("учебный год начинается с месяца"),
        default=9,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    programme_days = models.PositiveSmallIntegerField(_("программа составляется за, дней после приказа"), default=14)
    collection_days = models.PositiveSmallIntegerField(_("на ответ в сборе запросов и анкете, дней"), default=14)
    after_survey_days = models.PositiveSmallIntegerField(_("на анкету «после», дней"), default=14)
    actualisation_months = models.PositiveSmallIntegerField(
        _("базы актуализируются не реже, чем раз в столько месяцев"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Не реже одного раза в год (4.4.2)."),
    )
    head_approves_programmes = models.BooleanField(
        _("программы утверждает руководитель"),
        default=False,
        help_text=_("Иначе программу утверждает куратор (4.4.7)."),
    )
    code_before_order = models.BooleanField(
        _("не закреплять пару, пока наставник не прочитал манифест и кодекс"),
        default=False,
        help_text=_("Иначе об этом только сказано на странице приказа (5.2)."),
    )
    consent_reminder_days = models.PositiveSmallIntegerField(
        _("напоминать об окончании согласия за, дней"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
        help_text=_("Чтобы новое согласие успели подписать до того, как кончится прежнее."),
    )
    confirm_days = models.PositiveSmallIntegerField(
        _("вторая сторона подтверждает встречу за, дней"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Неподтверждённая встреча потом считается спорной и в число состоявшихся не входит."),
    )
    silence_mentor_days = models.PositiveSmallIntegerField(
        _("нет записей в программе: напомнить наставнику через, дней"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
        help_text=_("Праздники, отпуск и приостановка не считаются."),
    )
    silence_curator_days = models.PositiveSmallIntegerField(
        _("нет записей в программе: сказать куратору через, дней"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
    )
    appeal_days = models.PositiveSmallIntegerField(
        _("на ходатайство и на предложение отвечают за, рабочих дней"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Предложение, на которое не ответили в срок, переходит к руководителю (6.1)."),
    )
    agreement_needed = models.CharField(
        _("дополнительное соглашение к трудовому договору"),
        max_length=10,
        choices=AgreementNeeded,
        default=AgreementNeeded.EVERY,
        help_text=_(
            "Статья 351.8 ТК РФ: содержание, сроки и форма наставничества указываются в трудовом договоре "
            "или в дополнительном соглашении к нему. Второе чтение — соглашение нужно там, где за "
            "наставничество платят; решите с юристом или учредителем."
        ),
    )
    paper_edition = models.CharField(
        _("редакция стандарта оформления"),
        max_length=10,
        choices=PaperEdition,
        default=PaperEdition.OF_2025,
        help_text=_("По какой редакции оформляются новые документы. Уже выданные не меняются."),
    )
    share_of = models.CharField(
        _("показатель 1 считается от"),
        max_length=10,
        choices=[("all", _("всех педагогов")), ("young", _("молодых специалистов"))],
        default="all",
        help_text=_("Пункт 6 (1) «Мониторинга» читают двояко: показываются оба числа, выбранное — главное."),
    )

    @property
    def organisation_name(self) -> str:
        return self.organisation.short_name


class MeetingService(Keyed):
    """A service that meetings at a distance may be held in: the institution's own list (3.3.5)."""

    personal = NotPersonal("directory of services")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="meeting_services")
    name = models.CharField(_("название"), max_length=100)
    address = models.URLField(_("адрес"), max_length=300, blank=True)
    note = models.CharField(
        _("примечание"), max_length=300, blank=True, help_text=_("Например, кто создаёт встречу и как в неё войти.")
    )
    is_allowed = models.BooleanField(default=True)  # what has been taken off the list stays named in old meetings

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("organisation", "name", name="one_service_of_a_name")]

    def __str__(self) -> str:
        return self.name


class OrganisationName(Keyed):
    """A former name with its dates: papers of that time keep it (1.1)."""

    personal = NotPersonal("names of a legal entity")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_names")
    full_name = models.CharField(max_length=400)
    short_name = models.CharField(max_length=200)
    until = models.DateField()

    objects = OwnedQuerySet.as_manager()


class RoleKind(models.TextChoices):
    HEAD = "head", _("Руководитель")
    CURATOR = "curator", _("Куратор")
    COUNCIL = "council", _("Член совета наставников")
    ADMINISTRATOR = "administrator", _("Системный администратор")
    TEACHER = "teacher", _("Педагог")


class RoleQuerySet(OwnedQuerySet):
    def on(self, day: date) -> "RoleQuerySet":
        """Roles held on that day: rights follow dates, not a checkbox (domain, edge case 25)."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Role(Keyed):
    """A role from day to day, on a ground (an order, an act of the founder)."""

    personal = PersonalData(
        identifying=(),
        plain=("kind", "since", "until", "is_acting", "ground", "ground_id"),
        person="user__person",
        ground="4.3/3, 4.4.1: приказ руководителя",
        keep="как приказ, которым назначена роль",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    is_acting = models.BooleanField(default=False)  # holds the head's authority while the head is away or absent
    ground = models.CharField(max_length=300)
    ground_id = models.UUIDField(null=True, blank=True)  # the order item: orders lie above, so a plain key

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint(
                "organisation",
                "user",
                "kind",
                "is_acting",
                condition=Q(until__isnull=True),
                name="one_open_role_of_a_kind",
            ),
            models.CheckConstraint(name="only_a_head_is_acted_for", condition=Q(is_acting=False) | Q(kind="head")),
        ]
        indexes = [models.Index("user", "organisation", name="roles_of_user")]

    def __str__(self) -> str:
        return str(_("Исполняющий обязанности руководителя")) if self.is_acting else self.get_kind_display()


class CalendarYear(Keyed):
    """The production calendar of a year is known to the institution, with or without deviating days.

    `checked_on` is empty while nobody has compared it with the decree.
    """

    personal = NotPersonal("working days of a year")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="calendar_years")
    year = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("organisation", "year", name="one_calendar_of_a_year")]
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(Keyed):
    """A day that is not what its day of the week says: a day off, or a Saturday or Sunday that is worked."""

    personal = NotPersonal("working days of a year")

    calendar = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    day = models.DateField()
    is_working = models.BooleanField()
    note = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("calendar", "day", name="one_deviation_of_a_day")]
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {self.note}".strip()
