"""The programme of a pair or group, and who has agreed with which version of it (1.3/6, 6.1/2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import EndReason, Relation, RelationMember
from nastavnik.regulation.models import Edition


class Direction(models.TextChoices):
    """What the programme accompanies (1.3/4)."""

    FORMATION = "formation", _("профессиональное становление")
    DEVELOPMENT = "development", _("профессиональное развитие")
    ADAPTATION = "adaptation", _("адаптация")


class ProgrammeState(models.TextChoices):
    DRAFT = "draft", _("составляется")
    AGREEING = "agreeing", _("согласуется участниками")
    REVIEW = "review", _("на утверждении")
    APPROVED = "approved", _("утверждена")
    RUNNING = "running", _("реализуется")
    CLOSING = "closing", _("подводятся итоги")
    COMPLETED = "completed", _("завершена полностью")
    TERMINATED = "terminated", _("завершена досрочно")


WRITABLE = (ProgrammeState.DRAFT, ProgrammeState.AGREEING)
UNDER_WAY = (ProgrammeState.RUNNING, ProgrammeState.CLOSING)
ENDED = (ProgrammeState.COMPLETED, ProgrammeState.TERMINATED)


class ProgrammeQuerySet(OwnedQuerySet):
    def current(self) -> "ProgrammeQuerySet":
        """Not ended: a pair or group has one such programme (R5.2)."""
        return self.exclude(state__in=ENDED)


class Programme(Keyed):
    """The five compulsory parts of 1.3/6: forms and kinds, participants, request, activities, results."""

    personal = PersonalData(
        identifying=("request", "goal", "tasks", "expected_result", "result", "end_note", "return_note"),
        plain=(
            "number", "year", "state", "directions", "since", "until", "version", "approved_on", "started_on",
            "ended_on", "end_reason", "late_start_note",
        ),
        person="relation__members__person",
        ground="приказ о закреплении; согласие C3",
        keep="5 лет после завершения",
        erasure=Erasure.BLANK,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    relation = models.ForeignKey(Relation, models.PROTECT, related_name="programmes")
    number = models.PositiveIntegerField()  # of the register, continuous within a calendar year (4.4.8)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    directions = models.JSONField(_("направления"), default=list)  # codes of Direction
    request = models.TextField(_("профессиональный запрос"), max_length=3000, blank=True)
    goal = models.TextField(_("цель"), max_length=2000, blank=True)
    tasks = models.TextField(_("задачи"), max_length=4000, blank=True)
    expected_result = models.TextField(_("планируемый результат"), max_length=3000, blank=True)
    result = models.TextField(_("достигнутый результат"), max_length=5000, blank=True)
    since = models.DateField(_("начало"))
    until = models.DateField(_("окончание"))
    version = models.PositiveIntegerField(default=1)  # grows with each change of the text: two tabs are noticed
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    return_note = models.CharField(max_length=1000, blank=True)
    started_on = models.DateField(null=True, blank=True)
    # the regulation as it stood when the programme began: a later edition does not change what was agreed (10.1)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    late_start_note = models.CharField(max_length=500, blank=True)  # «замер проведён позже» (M2)
    template = models.ForeignKey(
        "programmes.ProgrammeTemplate", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # what the draft began with (1.4/8)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=10, choices=EndReason, blank=True)
    end_note = models.CharField(max_length=1000, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint("organisation", "year", "number", name="programme_number_is_unique"),
            models.UniqueConstraint(
                "relation", condition=~Q(state__in=["completed", "terminated"]), name="one_current_programme"
            ),
            models.CheckConstraint(name="programme_ends_after_it_begins", condition=Q(until__gte=F("since"))),
            models.CheckConstraint(
                name="running_programme_is_approved",  # 4.4.7
                condition=~Q(state__in=["approved", "running", "closing", "completed"]) | Q(approved_on__isnull=False),
            ),
            models.CheckConstraint(
                name="running_programme_has_its_day",
                condition=~Q(state__in=["running", "closing", "completed"]) | Q(started_on__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_programme_has_day_and_reason",
                condition=~Q(state__in=["completed", "terminated"]) | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
            ),
        ]
        indexes = [models.Index("organisation", "state", name="programmes_by_state")]

    def __str__(self) -> str:
        return f"№\N{NO-BREAK SPACE}{self.number}/{self.year}"

    @property
    def members(self) -> list[RelationMember]:
        """The mentors and mentees of today, mentors first."""
        return self.relation.mentors + self.relation.mentees

    @property
    def directions_text(self) -> str:
        """«профессиональное развитие, адаптация»."""
        return ", ".join(str(Direction(code).label) for code in self.directions if code in Direction.values)

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED


class Agreement(Keyed):
    """A member agrees with a version of the text (6.1/2): an older version's agreement does not count."""

    personal = PersonalData(
        identifying=(),
        plain=("version", "agreed_at"),
        person="member__person",
        ground="6.1/2",
        keep="как программа",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="agreements")
    member = models.ForeignKey(RelationMember, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    agreed_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("programme", "member", "version", name="one_agreement_per_version")]
