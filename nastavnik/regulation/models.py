"""What the head's base orders bring into force, and the acts that orders refer to."""

from datetime import date
from datetime import date as date_type  # a field of that name hides it inside the class

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.periods import add_months
from nastavnik.kit.personal import Erasure, NotPersonal, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


class CategoryForm(models.TextChoices):
    """By category of mentor and mentee (3.2)."""

    TEACHER_TEACHER = "teacher_teacher", _("педагог – педагог")
    HEAD_TEACHER = "head_teacher", _("руководитель – педагог")


class Form(models.TextChoices):
    """By organisation of the process (3.3). Their rules are in `programmes`."""

    SHORT = "short", _("краткосрочная (целеполагающая)")  # 3.3.1
    SITUATIONAL = "situational", _("ситуационная")  # 3.3.2
    REVERSIVE = "reversive", _("реверсивная")  # 3.3.3
    TRADITIONAL = "traditional", _("традиционная")  # 3.3.4
    VIRTUAL = "virtual", _("виртуальная (дистанционная)")  # 3.3.5


class ExtraForm(Keyed):
    """A form that the institution has added to the five, without rules of its own: «сетевое» (2.2/4, 3.1)."""

    personal = NotPersonal("directory")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name = models.CharField(_("название"), max_length=60)
    note = models.CharField(_("как это происходит"), max_length=300, blank=True)
    is_active = models.BooleanField(_("предлагается"), default=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint("organisation", Lower("name"), name="one_extra_form_of_a_name")]

    def __str__(self) -> str:
        return self.name


class GroundedQuerySet(OwnedQuerySet):
    def on(self, day: date) -> "GroundedQuerySet":
        """What is in force on that day."""
        return self.valid().filter(since__lte=day).filter(models.Q(until__isnull=True) | models.Q(until__gte=day))

    def valid(self) -> "GroundedQuerySet":
        """All but what a revoking order has declared never to have been in force (edge case 40)."""
        return self.filter(is_void=False)


class Grounded(Keyed):
    """Something that an order item brings into force; orders lie above, so the key is plain."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=300)
    ground_id = models.UUIDField(null=True, blank=True)
    is_void = models.BooleanField(default=False)  # revoked from the very first day

    objects = GroundedQuerySet.as_manager()

    class Meta:
        abstract = True


class ModelIntroduction(Grounded):
    """The target model is introduced in the institution (4.1, the first of the two orders)."""

    personal = NotPersonal("a fact about the institution")


class Edition(Grounded):
    """An edition of the regulation, approved by order (4.1, 10.1, 10.2; R1.1)."""

    personal = NotPersonal("text of a local act")

    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("название"), max_length=300)
    text = models.TextField(_("текст"), blank=True)

    def __str__(self) -> str:
        return self.title


class BodyKind(models.TextChoices):
    WORKING_GROUP = "working_group", _("рабочая группа")  # 4.3/3
    COUNCIL = "council", _("объединение наставников")  # 4.4.3, 4.5: its name is a setting


class Body(Grounded):
    """A working group or the mentors' association: the curator proposes, the head approves (4.3/3, 4.4.3)."""

    personal = NotPersonal("a fact about the institution; who sits there is in Seat")

    kind = models.CharField(max_length=15, choices=BodyKind)
    name = models.CharField(_("название"), max_length=200)

    def __str__(self) -> str:
        return self.name


class Duty(models.TextChoices):
    CHAIR = "chair", _("председатель")
    SECRETARY = "secretary", _("секретарь")
    MEMBER = "member", _("член")


class Seat(Keyed):
    """A place in a body, as long as the body stands; post and name are in the order itself."""

    personal = PersonalData(
        identifying=(),
        plain=("duty", "sort"),
        person="person",
        ground="4.3/3, 4.4.3: приказ руководителя",
        keep="как приказ",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=10, choices=Duty, default=Duty.MEMBER)
    sort = models.PositiveSmallIntegerField(default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "id"]
        constraints = [models.UniqueConstraint("body", "person", name="one_seat_per_person")]


class ActLevel(models.TextChoices):
    FEDERAL = "federal", _("федеральный")
    REGIONAL = "regional", _("региональный")
    MUNICIPAL = "municipal", _("муниципальный")
    LOCAL = "local", _("локальный")


class ActStatus(models.TextChoices):
    IN_FORCE = "in_force", _("действует")
    CHANGED = "changed", _("изменён")
    ENDED = "ended", _("утратил силу")
    UNCHECKED = "unchecked", _("не проверено")


CHECK_MONTHS = 12
_INNER_QUOTES = str.maketrans("«»", "„“")


class NormativeAct(Keyed):
    """An act that mentoring rests on (1.2); orders quote it in their preamble."""

    personal = NotPersonal("published acts")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    clause = models.CharField(max_length=10, blank=True)
    level = models.CharField(_("уровень"), max_length=10, choices=ActLevel)
    kind = models.CharField(_("вид акта"), max_length=120)
    date = models.DateField(_("дата"), null=True, blank=True)
    number = models.CharField(_("номер"), max_length=60, blank=True)
    title = models.CharField(_("название"), max_length=500)
    status = models.CharField(_("состояние"), max_length=10, choices=ActStatus, default=ActStatus.UNCHECKED)
    checked_on = models.DateField(_("проверено"), null=True, blank=True)
    hint = models.CharField(_("пометка"), max_length=300, blank=True)
    in_preamble = models.BooleanField(_("упоминать в приказах"), default=False)
    sort = models.PositiveSmallIntegerField(default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["sort"]

    def __str__(self) -> str:
        """«Указ Президента Российской Федерации от 02.03.2018 № 94 «Об учреждении знака …»»."""
        day = f" от {self.date:%d.%m.%Y}" if self.date else ""
        sign = "" if self.number[:1].islower() else "№ "  # «статья 351.8» is no number
        number = f" {sign}{self.number}" if self.number else ""
        return f"{self.kind}{day}{number} «{self.title.translate(_INNER_QUOTES)}»"

    def needs_check(self, day: date_type) -> bool:
        """Nobody has looked at it for twelve months, or ever (1.2)."""
        if self.status == ActStatus.UNCHECKED or self.checked_on is None:
            return True
        return add_months(self.checked_on, CHECK_MONTHS) <= day


class CodeKind(models.TextChoices):
    MANIFEST = "manifest", _("манифест наставника")
    CODE = "code", _("кодекс наставника")


class MentorCode(Keyed):
    """A version of the mentors' manifest or code (5.2/8); the latest of its kind is what mentors have agreed on."""

    personal = NotPersonal("text of a local act")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(_("что это"), max_length=8, choices=CodeKind)
    version = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(_("текст"), max_length=20000)
    since = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint("organisation", "kind", "version", name="one_code_of_a_version")]

    def __str__(self) -> str:
        """«Кодекс наставника», and from the second version on which one."""
        name = str(self.get_kind_display()).capitalize()
        return name if self.version == 1 else str(_("%s, редакция %s")) % (name, self.version)


class Reading(Keyed):
    """A person notes that they have read an edition, a manifest or code, or an act (5.2/1, 5.2/8, 6.2/1)."""

    personal = PersonalData(
        identifying=(),
        plain=("on",),
        person="person",
        ground="5.2/1, 5.2/8, 6.2/1",
        keep="пока работает в учреждении",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="readings")
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, blank=True, related_name="readings")
    code = models.ForeignKey(MentorCode, models.CASCADE, null=True, blank=True, related_name="readings")
    act = models.ForeignKey(NormativeAct, models.CASCADE, null=True, blank=True, related_name="readings")
    on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reading_is_of_one_text",
                condition=models.Q(edition__isnull=False, code=None, act=None)
                | models.Q(edition=None, code__isnull=False, act=None)
                | models.Q(edition=None, code=None, act__isnull=False),
            ),
            models.UniqueConstraint("person", "edition", name="edition_is_read_once"),
            models.UniqueConstraint("person", "code", name="code_is_read_once"),
            models.UniqueConstraint("person", "act", name="act_is_read_once"),
        ]
