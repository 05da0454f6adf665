"""Runs of the matching, relations (a pair or a group) and their members."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import ProfessionalRequest
from nastavnik.consents.models import Consent, ConsentState
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.regulation.models import CategoryForm, Form


class MatchRun(Keyed):
    """One run of the engine: who, when, with which weights, on which data, and the proof of its answer."""

    personal = PersonalData(
        identifying=("outcome", "instance", "mutual"),
        plain=("made_at", "weights", "certificate", "input_hash"),
        person="",
        ground="согласие C3; 7.1/1",
        keep="до конца следующего учебного года",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    weights = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)  # matching.Round as plain JSON
    certificate = models.JSONField(default=dict)
    input_hash = models.CharField(max_length=64)
    # matching.Instance as plain JSON: what the run was made of, keys and answers without names; {}: an older run
    instance = models.JSONField(default=dict)
    mutual = models.JSONField(default=list)  # pairs.mutual: who would both rather have each other
    # the run whose proposals this one mends
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followers")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]


class RelationKind(models.TextChoices):
    PAIR = "pair", _("пара")
    GROUP = "group", _("группа")


class RelationState(models.TextChoices):
    PROPOSED = "proposed", _("подбор")
    ACQUAINTANCE = "acquaintance", _("знакомство")
    AGREED = "agreed", _("согласована участниками")
    IN_FORCE = "in_force", _("действует")
    ENDED = "ended", _("завершена")
    NOT_FORMED = "not_formed", _("не сложилась")
    DROPPED = "dropped", _("отменена куратором")
    VOID = "void", _("признана не состоявшейся")  # its order was revoked from the very first day (edge case 40)


class EndReason(models.TextChoices):
    """Why a pair and its programme end (8.1)."""

    DONE = "done", _("план выполнен в полном объёме")  # 8.1/1: what was asked for is reached, nobody waits again
    MENTOR = "mentor", _("по инициативе наставника")  # 8.1/2
    MENTEE = "mentee", _("по инициативе наставляемого")
    MUTUAL = "mutual", _("по обоюдному решению")
    CURATOR = "curator", _("по инициативе куратора")  # 8.1/3
    DISMISSAL = "dismissal", _("увольнение")  # edge case 10


FORMING_STATES = (RelationState.PROPOSED, RelationState.ACQUAINTANCE, RelationState.AGREED)
OPEN_STATES = (*FORMING_STATES, RelationState.IN_FORCE)


class RelationQuerySet(OwnedQuerySet):
    def open(self) -> "RelationQuerySet":
        """Being formed or in force."""
        return self.filter(state__in=OPEN_STATES)

    def in_force(self, day: date) -> "RelationQuerySet":
        """Fixed by an order, not ended on that day, with the consents of all its members (4.2, 4.3/5)."""
        return self.fixed(day).exclude(pk__in=lapsed_members(day).values("relation"))

    def fixed(self, day: date) -> "RelationQuerySet":
        """Fixed by an order and not ended on that day, whatever has become of the consents."""
        return self.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gte=day), since__lte=day, ground_id__isnull=False
        ).exclude(state=RelationState.VOID)


class Relation(Keyed):
    """A pair, or a group: one mentor with several mentees or several mentors (domain 2.1)."""

    personal = PersonalData(
        identifying=("topic", "explanation", "end_note", "load_reason"),
        plain=(
            "kind", "state", "category_form", "form", "since", "until", "ended_on", "end_reason", "ground",
            "ground_id", "made_on", "introduced_on", "agreed_on", "is_entered_later",
        ),
        person="members__person",
        ground="приказ о закреплении (4.3/5); согласия C1, C2",
        keep="как приказ",
        erasure=Erasure.BLANK,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=RelationKind, default=RelationKind.PAIR)
    state = models.CharField(max_length=12, choices=RelationState, default=RelationState.PROPOSED)
    category_form = models.CharField(
        _("форма по категории"), max_length=16, choices=CategoryForm, default=CategoryForm.TEACHER_TEACHER
    )
    form = models.CharField(_("форма"), max_length=12, choices=Form, default=Form.TRADITIONAL)
    topic = models.CharField(_("направление"), max_length=200, blank=True)
    since = models.DateField(_("с"), null=True, blank=True)  # wanted term; fixed by the order
    until = models.DateField(_("по"), null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=30, blank=True)
    end_note = models.CharField(max_length=500, blank=True)
    ground = models.CharField(max_length=300, blank=True)  # «приказ от 15.09.2026 № 42-ОД»
    ground_id = models.UUIDField(null=True, blank=True)  # the order item
    run = models.ForeignKey(MatchRun, models.SET_NULL, null=True, blank=True, related_name="relations")
    explanation = models.JSONField(default=dict, blank=True)
    # why a mentor takes one pair more than usual, by the curator (1.5)
    load_reason = models.CharField(_("почему наставнику под силу ещё одна"), max_length=300, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField()
    introduced_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    # it ran before the product: no private answers were given here (edge case 44)
    is_entered_later = models.BooleanField(_("действовала до программы"), default=False)

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="relation_in_force_has_an_order",
                condition=~Q(state__in=["in_force", "ended", "void"]) | Q(ground_id__isnull=False, since__isnull=False),
            ),
            models.CheckConstraint(
                name="relation_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        indexes = [models.Index("organisation", "state", name="relations_by_state")]

    def __str__(self) -> str:
        return f"{self.mentor_names} — {self.mentee_names}"

    def stands_on(self, day: date) -> bool:
        """In force on that day (the same rule as RelationQuerySet.in_force): an order, its term, all consents."""
        fixed = self.ground_id is not None and self.since is not None and self.since <= day
        ended = self.state == RelationState.VOID or (self.ended_on is not None and self.ended_on < day)
        return fixed and not ended and not self.lapsed_on(day)

    def lapsed_on(self, day: date) -> list["RelationMember"]:
        """Members whose written consent does not hold on that day: until it is mended the pair rests."""
        members = [member for member in self.members.all() if member.belongs_on(day)]
        return [member for member in members if not member.consents_on(day)]

    @cached_property
    def lapsed_today(self) -> list["RelationMember"]:
        """Those without a consent today; read once, for many pairs by `queries.note_lapses`."""
        return self.lapsed_on(clock.today())

    @property
    def is_resting(self) -> bool:
        """Fixed by an order and not ended, but a consent does not hold today."""
        return self.is_running and bool(self.lapsed_today)

    @property
    def is_running(self) -> bool:
        """In force, or with an end that an order has fixed and that is still to come."""
        ends_later = self.state == RelationState.ENDED and self.ended_on is not None and self.ended_on > clock.today()
        return self.state == RelationState.IN_FORCE or ends_later

    @property
    def is_forming(self) -> bool:
        """No order has fixed it yet, and it has not failed."""
        return self.state in FORMING_STATES

    @property
    def is_told(self) -> bool:
        """The members know of it: they have been introduced. A mere proposal is told to nobody (7.1/2)."""
        unknown = self.state in (RelationState.PROPOSED, RelationState.DROPPED)
        return self.introduced_on is not None or not unknown

    @property
    def mentor_names(self) -> str:
        """The mentors in one line, for lists."""
        return ", ".join(member.person.short_name for member in self.mentors)

    @property
    def mentee_names(self) -> str:
        """The mentees in one line, for lists."""
        return ", ".join(member.person.short_name for member in self.mentees)

    @property
    def waits_for_consents(self) -> bool:
        """All have said yes, but not all have signed their consent yet (4.2, 4.3/5)."""
        members = self.mentors + self.mentees
        signed = all(member.consent and member.consent.state == "given" for member in members)
        return self.state == RelationState.AGREED and not signed

    @property
    def mentors(self) -> list["RelationMember"]:
        return [member for member in self.members.all() if member.role == MemberRole.MENTOR and not member.has_left]

    @property
    def mentees(self) -> list["RelationMember"]:
        return [member for member in self.members.all() if member.role == MemberRole.MENTEE and not member.has_left]


class MemberRole(models.TextChoices):
    MENTOR = "mentor", _("наставник")
    MENTEE = "mentee", _("наставляемый")


class Interest(models.TextChoices):
    """The private answer (7.1/2): shown to its author and, as a count, to the curator; never to the other side."""

    NONE = "", _("ещё не ответил(а)")
    YES = "yes", _("да")
    NO = "no", _("нет")
    LATER = "later", _("нужно время")


class RelationMemberQuerySet(OwnedQuerySet):
    def staying(self, day: date) -> "RelationMemberQuerySet":
        """Whose last day has not passed: a leave that an order has fixed for a later day is still to come."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gte=day))


class RelationMember(Keyed):
    """A person's participation: the unit that surveys, satisfaction and load are counted by (domain 0.3)."""

    personal = PersonalData(
        identifying=("interest", "leave_note"),
        plain=("role", "answered_on", "joined_on", "left_on"),
        person="person",
        ground="приказ о закреплении (4.3/5); согласия C1, C2",
        keep="как приказ",
        erasure=Erasure.BLANK,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    relation = models.ForeignKey(Relation, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=6, choices=MemberRole)
    request = models.ForeignKey(ProfessionalRequest, models.SET_NULL, null=True, blank=True, related_name="+")
    interest = models.CharField(max_length=5, choices=Interest, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    leave_note = models.CharField(max_length=300, blank=True)

    objects = RelationMemberQuerySet.as_manager()

    class Meta:
        ordering = ["id"]  # as they were chosen: papers name a group in one order
        constraints = [
            # nobody mentors themselves: one person stands once in a relation (edge case 2)
            models.UniqueConstraint("relation", "person", name="one_membership_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person}"

    def belongs_on(self, day: date) -> bool:
        """Whether the person takes part on that day: members of a group may come later and leave earlier."""
        joined = self.joined_on is not None and self.joined_on <= day
        return joined and (self.left_on is None or self.left_on >= day)

    @property
    def has_left(self) -> bool:
        """Their last day has passed; one that is still to come changes nothing yet."""
        return self.left_on is not None and self.left_on < clock.today()

    def consents_on(self, day: date) -> bool:
        """Whether a written consent to this pair holds on that day (the same rule as lapsed_members)."""
        if self.consent is not None and self.consent.is_valid_on(day):
            return True
        return _former_consents(day).filter(person=self.person_id, about_id=self.relation_id).exists()


def lapsed_members(day: date) -> models.QuerySet[RelationMember]:
    """Who takes part on that day without a written consent that holds (4.2, 4.3/5)."""
    former = _former_consents(day).filter(person=OuterRef("person"), about_id=OuterRef("relation"))
    return (
        RelationMember.objects.staying(day)
        .filter(joined_on__lte=day)
        .exclude(consent__in=Consent.objects.valid(day))
        .exclude(Exists(former))
    )


def _former_consents(day: date) -> models.QuerySet[Consent]:
    """Consents that hold on that day and have been replaced or withdrawn: the days until then stay lawful.

    One that is given and waits for its order (a replacement) is not among them: it counts from the order on.
    """
    return Consent.objects.valid(day).exclude(state__in=(ConsentState.PROPOSED, ConsentState.GIVEN))
