"""Partners, agreements with them, events of a level, who of the institution took part (2.2/3, 4.3/6)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, NotPersonal, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person

EXPIRES_IN = timedelta(days=30)
"""So long before its last day an agreement is said to be running out (domain 2.2.3)."""


class Level(models.TextChoices):
    """Of an event; a partner is of one of the three in the middle. Words and codes are those of programmes."""

    OWN = "own", _("внутри учреждения")
    MUNICIPAL = "municipal", _("муниципальный")
    REGIONAL = "regional", _("региональный")
    FEDERAL = "federal", _("федеральный")
    INTERNATIONAL = "world", _("международный")


PARTNER_LEVELS = [Level.MUNICIPAL, Level.REGIONAL, Level.FEDERAL]


class PartnerKind(models.TextChoices):
    INSTITUTE = "institute", _("институт развития образования")
    METHODICAL = "methodical", _("методическая служба")
    KINDERGARTEN = "kindergarten", _("детский сад")
    SCHOOL = "school", _("школа")
    COLLEGE = "college", _("колледж или вуз")
    EXTRA = "extra", _("учреждение дополнительного образования, культуры, спорта")
    PUBLIC = "public", _("общественная организация, сообщество педагогов")
    OTHER = "other", _("другая организация")


class Partner(Keyed):
    """An organisation with which the institution works. `contact` is a contact of work, wanted without a name."""

    personal = PersonalData(
        identifying=("contact",),
        plain=("name", "kind", "level", "note"),
        person="",
        ground="4.3/6; 152-ФЗ ст. 6 ч. 1 п. 7: служебный контакт",
        keep="пока организация — партнёр",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name = models.CharField(_("название организации"), max_length=300)
    kind = models.CharField(_("что это за организация"), max_length=12, choices=PartnerKind)
    level = models.CharField(
        _("уровень"),
        max_length=9,
        choices=[(level.value, level.label) for level in PARTNER_LEVELS],
        default=Level.MUNICIPAL,
    )
    contact = models.CharField(_("служебный контакт"), max_length=200, blank=True)
    note = models.CharField(_("в чём сотрудничаем"), max_length=500, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("organisation", "name", name="partner_name_is_unique")]

    def __str__(self) -> str:
        return self.name


class Standing(models.TextChoices):
    """How an agreement stands on a day: worked out, never stored."""

    AHEAD = "ahead", _("ещё не начало действовать")
    IN_FORCE = "in_force", _("действует")
    EXPIRING = "expiring", _("скоро закончится")
    OVER = "over", _("закончилось")


class AgreementQuerySet(OwnedQuerySet):
    def on(self, day: date) -> "AgreementQuerySet":
        """In force on that day."""
        ended = Q(ended_on__isnull=True) | Q(ended_on__gte=day)
        return self.filter(ended, Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def running_out(self, day: date) -> "AgreementQuerySet":
        """The last day is not far, it has not come early, and nothing has taken the agreement's place."""
        soon = self.filter(until__range=(day, day + EXPIRES_IN), since__lte=day, ended_on__isnull=True)
        return soon.filter(renewed_by__isnull=True)


class Agreement(Keyed):
    """With a partner, on paper: number, day, subject, from when until when (empty: until somebody ends it).

    `ended_on` is the last day when it has ended before its time; `renews` the agreement whose place it takes.
    """

    personal = NotPersonal("an agreement between two organisations; who signed it stands on the paper alone")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="agreements")
    number = models.CharField(_("номер"), max_length=40, blank=True)
    signed_on = models.DateField(_("дата соглашения"))
    subject = models.CharField(_("предмет"), max_length=500)
    since = models.DateField(_("действует с"))
    until = models.DateField(_("действует по"), null=True, blank=True)
    ended_on = models.DateField(_("последний день"), null=True, blank=True)
    scan = models.ForeignKey(Scan, models.PROTECT, null=True, blank=True, related_name="+")
    renews = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="renewed_by")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("Окончание соглашения раньше начала."),
            ),
            models.CheckConstraint(
                name="agreement_is_ended_after_it_begins",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")),
                violation_error_message=_("Соглашение закончилось раньше этого дня."),
            ),
        ]

    def __str__(self) -> str:
        number = f" № {self.number}" if self.number else ""
        return f"соглашение от {self.signed_on:%d.%m.%Y}{number}"

    @property
    def last_day(self) -> date | None:
        """The day it ends with, or None."""
        return self.ended_on or self.until

    @property
    def standing(self) -> Standing:
        """How it stands today."""
        day, last = clock.today(), self.last_day
        if last is not None and last < day:
            return Standing.OVER
        if self.since > day:
            return Standing.AHEAD
        if last is not None and last <= day + EXPIRES_IN:
            return Standing.EXPIRING
        return Standing.IN_FORCE

    @property
    def is_open(self) -> bool:
        """Whether there is still something to end."""
        return self.standing != Standing.OVER


class EventKind(models.TextChoices):
    MEETING = "meeting", _("совещание, рабочая встреча")
    CONFERENCE = "conference", _("конференция, форум")
    SEMINAR = "seminar", _("семинар, мастер-класс")
    WEBINAR = "webinar", _("вебинар")
    CONTEST = "contest", _("конкурс, фестиваль")
    VISIT = "visit", _("стажировка, обмен опытом")
    OTHER = "other", _("другое")


class Host(models.TextChoices):
    OURS = "ours", _("мы")
    TOGETHER = "together", _("вместе с партнёром")
    THEIRS = "theirs", _("партнёр или другой организатор")


class PartnerEvent(Keyed):
    """An event outside one pair: once for the institution, whoever took part. `partner`: None when none had part.

    What a mentee prepares for and what came of it is a record of the programme (programmes, 5.2/5); it is another
    matter, and no figure adds the two up.
    """

    personal = NotPersonal("an event of organisations; who took part is EventParticipant")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    title = models.CharField(_("название"), max_length=300)
    kind = models.CharField(_("вид"), max_length=10, choices=EventKind)
    on = models.DateField(_("день"))
    level = models.CharField(_("уровень"), max_length=9, choices=Level, default=Level.MUNICIPAL)
    host = models.CharField(_("кто проводит"), max_length=8, choices=Host, default=Host.THEIRS)
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("партнёр")
    )
    result = models.CharField(_("что это дало"), max_length=1000, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ahead(self) -> bool:
        """It has not taken place yet: no report counts it."""
        return self.on > clock.today()


class EventRole(models.TextChoices):
    LISTENER = "listener", _("слушатель")
    SPEAKER = "speaker", _("выступающий")


class EventParticipant(Keyed):
    """Somebody of the institution who took part; those of the partner are not written down (152-ФЗ ст. 5)."""

    personal = PersonalData(
        identifying=("role",),
        plain=(),
        person="person",
        ground="4.3/6; ТК РФ ст. 86",
        keep="5 лет, как отчёты о работе",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    event = models.ForeignKey(PartnerEvent, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(_("в качестве кого"), max_length=8, choices=EventRole, default=EventRole.LISTENER)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["person__sort_key"]
        constraints = [models.UniqueConstraint("event", "person", name="takes_part_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"


class OutsideMentor(Keyed):
    """Who works at a partner and is a mentor here by its agreement (3.3.5): no employment, in no list of staff.

    As whom and on which days they come stands on the person (`outside_as`, `outside_since`, `outside_until`), so that
    rooms below and beside know of it; it is kept here, whenever the agreement changes.
    """

    personal = PersonalData(
        identifying=("post",),
        plain=("made_on",),
        person="person",
        ground="согласие C3; 4.3/6",
        keep="как документы, в которых назван человек",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, models.CASCADE, related_name="outside_mentor")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="mentors")
    post = models.CharField(_("должность у партнёра"), max_length=80)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["person__sort_key"]

    def __str__(self) -> str:
        return str(self.person)
