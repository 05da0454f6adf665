"""What the Labour Code wants of an assignment of mentoring (ТК РФ ст. 351.8): agreements and notices."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation, RelationMember, RelationState
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person

JOB_FUNCTION = "наставничество входит в трудовую функцию с учётом в оплате (письмо Роструда 02.10.2025 № ТЗ/7300-6-1)"
"""The ground on which no agreement is needed that the state's labour inspection names itself."""


class SupplementState(models.TextChoices):
    DRAFT = "draft", _("проект")
    SIGNED = "signed", _("подписано")
    NOT_NEEDED = "not_needed", _("не требуется")
    DROPPED = "dropped", _("снято")


class Supplement(Keyed):
    """A supplementary agreement to the employment contract of a mentor (D24), or why none is needed.

    The law wants content, term and form of the work in it, and how it is paid: the payment is a reference or words,
    never a sum to be counted with. Number and date of the contract itself are left blank for the hand: the product
    keeps no personnel file (152-ФЗ ст. 5). That none is needed is said of the mentor, in all their pairs: then
    `relation` is empty.
    """

    personal = PersonalData(
        identifying=("contract_number", "payment", "ground", "content"),
        plain=("state", "number", "signed_on", "contract_date", "form_words", "since", "until", "made_on"),
        person="person",
        ground="ТК РФ ст. 57, 72, 351.8",
        keep="50 лет (приказ Росархива № 236)",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    relation = models.ForeignKey(Relation, models.PROTECT, null=True, blank=True, related_name="supplements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SupplementState, default=SupplementState.DRAFT)
    ground = models.CharField(_("почему не требуется"), max_length=300, blank=True)
    number = models.CharField(_("номер соглашения"), max_length=30, blank=True)
    signed_on = models.DateField(_("подписано"), null=True, blank=True)
    contract_number = models.CharField(_("номер трудового договора"), max_length=30, blank=True)
    contract_date = models.DateField(_("дата трудового договора"), null=True, blank=True)
    content = models.TextField(_("содержание работы"), max_length=3000, blank=True)
    form_words = models.CharField(_("форма выполнения"), max_length=500, blank=True)
    since = models.DateField(_("с"), null=True, blank=True)
    until = models.DateField(_("по"), null=True, blank=True)
    payment = models.CharField(_("размер и условия оплаты"), max_length=500, blank=True)
    scan = models.ForeignKey(Scan, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="signed_supplement_has_its_day", condition=~Q(state="signed") | Q(signed_on__isnull=False)
            ),
            models.CheckConstraint(
                name="needless_supplement_has_a_ground", condition=~Q(state="not_needed") | ~Q(ground="")
            ),
            models.CheckConstraint(
                name="supplement_belongs_to_a_pair",
                condition=~Q(state__in=["draft", "signed"]) | Q(relation__isnull=False),
            ),
            models.CheckConstraint(
                name="supplement_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint("relation", "person", condition=Q(state="draft"), name="one_draft_of_a_supplement"),
            models.UniqueConstraint("person", condition=Q(state="not_needed"), name="one_ground_per_mentor"),
        ]

    def __str__(self) -> str:
        number = f" № {self.number}" if self.number else ""
        day = f" от {self.signed_on:%d.%m.%Y}" if self.signed_on else ""
        return f"дополнительное соглашение{day}{number}"


class NoticeKind(models.TextChoices):
    RESIGN = "resign", _("Сложение обязанностей наставника")  # D22, 5.1/3
    CANCEL = "cancel", _("Отмена поручения работодателем")  # D25


class NoticeState(models.TextChoices):
    """A notice cannot be rejected: it is taken note of (domain G4, 2.3.6)."""

    PREPARED = "prepared", _("готовится")
    GIVEN = "given", _("подано")
    NOTED = "noted", _("принято к сведению")
    WITHDRAWN = "withdrawn", _("отозвано")
    DROPPED = "dropped", _("не вручено")


OPEN_NOTICES = (NoticeState.PREPARED, NoticeState.GIVEN, NoticeState.NOTED)


class NoticeQuerySet(OwnedQuerySet):
    def open(self) -> "NoticeQuerySet":
        """Neither withdrawn nor given up, of a mentor whom no order has relieved yet."""
        return self.filter(
            state__in=OPEN_NOTICES, member__left_on__isnull=True, member__relation__state=RelationState.IN_FORCE
        )


class Notice(Keyed):
    """A mentor lays the duties down (D22), or the employer cancels the assignment (D25), in one pair or group.

    `last_day` is the last day of mentoring: three full working days after `given_on` at the earliest, sooner only
    when both have agreed on it (`is_agreed`).
    """

    personal = PersonalData(
        identifying=("note",),
        plain=("kind", "state", "given_on", "last_day", "is_agreed", "made_on", "noted_on", "withdrawn_on"),
        person="member__person",
        ground="5.1/3; ТК РФ ст. 351.8",
        keep="50 лет (приказ Росархива № 236)",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    member = models.ForeignKey(RelationMember, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=6, choices=NoticeKind)
    state = models.CharField(max_length=9, choices=NoticeState)
    given_on = models.DateField(_("дата"))  # of a cancellation that is being prepared: the day it is meant for
    last_day = models.DateField(_("последний день"))
    is_agreed = models.BooleanField(_("о более раннем дне договорились"), default=False)
    note = models.CharField(_("обстоятельства"), max_length=500, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField()
    noted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    noted_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-id"]
        constraints = [
            models.CheckConstraint(name="notice_ends_after_it_is_given", condition=Q(last_day__gte=F("given_on"))),
            models.UniqueConstraint(
                "member", condition=Q(state__in=["prepared", "given", "noted"]), name="one_open_notice_of_a_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.member.person}"

    @property
    def is_resignation(self) -> bool:
        return self.kind == NoticeKind.RESIGN

    @property
    def is_running(self) -> bool:
        """Given and not withdrawn."""
        return self.state in (NoticeState.GIVEN, NoticeState.NOTED)

    @property
    def settled_on(self) -> date | None:
        """The last day that an order has fixed, once it has (8.1)."""
        return self.member.left_on or self.member.relation.ended_on

    @property
    def free_from(self) -> date:
        """The first day without the duties."""
        return self.last_day + timedelta(days=1)

    @property
    def is_overdue(self) -> bool:
        """The last day has passed and no order has relieved the mentor."""
        return self.is_running and self.settled_on is None and self.last_day < clock.today()
