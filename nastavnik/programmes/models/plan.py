"""The plan of a programme: activities, and the consent to cancel one (1.3/6, 8.2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
from nastavnik.programmes.models.programmes import Programme
from nastavnik.programmes.models.structures import Structure


class ItemKind(models.TextChoices):
    """Kinds of activity (2.2/10, 5.2); individual or collective."""

    CONSULTATION = "consultation", _("консультация")
    VISIT = "visit", _("взаимопосещение")
    OPEN_LESSON = "open_lesson", _("открытое занятие")
    MASTER_CLASS = "master_class", _("мастер-класс")
    CASE = "case", _("разбор ситуации")
    PROJECT = "project", _("проект, инновационная деятельность")
    SELF_STUDY = "self_study", _("самообразование")
    ADAPTATION = "adaptation", _("вхождение в должность")
    COMMUNITY = "community", _("общественная жизнь коллектива")
    CONTEST = "contest", _("конкурс, конференция, форум")
    OTHER = "other", _("другое")


COLLECTIVE_KINDS = frozenset(
    {ItemKind.OPEN_LESSON, ItemKind.MASTER_CLASS, ItemKind.COMMUNITY, ItemKind.CONTEST}  # before colleagues, with them
)
"""Work in the team; the other kinds are work of the two (2.2/10)."""


class ItemState(models.TextChoices):
    PLANNED = "planned", _("запланировано")
    DONE = "done", _("выполнено")
    CANCELLED = "cancelled", _("отменено по согласию")


class PlanItem(Keyed):
    """One activity of the plan (domain D13)."""

    personal = PersonalData(
        identifying=("title", "content", "method", "expected", "actual"),
        plain=("kind", "due_on", "state", "done_on", "sort", "version"),
        person="programme__relation__members__person",
        ground="приказ о закреплении; согласие C3",
        keep="как программа",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="items")
    kind = models.CharField(_("вид"), max_length=14, choices=ItemKind, default=ItemKind.CONSULTATION)
    title = models.CharField(_("мероприятие"), max_length=300)
    content = models.CharField(_("содержание"), max_length=1000, blank=True)
    method = models.CharField(_("методика, материал"), max_length=300, blank=True)  # 1.4/1
    due_on = models.DateField(_("срок"))
    responsible = models.ForeignKey(
        RelationMember,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ответственный"),
    )
    structure = models.ForeignKey(
        Structure, models.SET_NULL, null=True, blank=True, related_name="items", verbose_name=_("вместе с кем ещё")
    )  # 5.2/2
    expected = models.CharField(_("что должно получиться"), max_length=500, blank=True)
    actual = models.CharField(_("что получилось"), max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.PLANNED)
    done_on = models.DateField(null=True, blank=True)
    sort = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)  # as Programme.version, for one item

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "sort", "id"]
        constraints = [
            models.CheckConstraint(name="done_item_has_its_day", condition=~Q(state="done") | Q(done_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title


class Side(models.TextChoices):
    """Whose mark it is: an activity is done when the responsible side and another one have marked it (6.2/2)."""

    MENTOR = "mentor", _("наставник")
    MENTEE = "mentee", _("наставляемый")
    SPECIALIST = "specialist", _("привлечённый специалист")


class ItemMark(Keyed):
    """One side says that an activity has been carried out, and on which day."""

    personal = PersonalData(
        identifying=(),
        plain=("side", "on", "made_at"),
        person="made_by__person",
        ground="6.2/2",
        keep="как программа",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="marks")
    side = models.CharField(max_length=10, choices=Side)
    on = models.DateField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint("item", "side", name="one_mark_of_a_side")]


class ItemConsent(Keyed):
    """A member's consent to cancel an item: it is cancelled when each member has consented (8.2, 8.1/1)."""

    personal = PersonalData(
        identifying=(),
        plain=("given_at",),
        person="member__person",
        ground="8.2",
        keep="как программа",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="consents")
    member = models.ForeignKey(RelationMember, models.CASCADE, related_name="+")
    given_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("item", "member", name="one_consent_to_cancel")]
