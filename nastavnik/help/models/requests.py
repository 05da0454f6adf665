"""A request for advice: who asks about what, whose turn it is, when it was first reacted to, the one-line record."""

from datetime import date, datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.banks.models import Topic
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation, Role
from nastavnik.people.models import Employment, Person
from nastavnik.programmes.models import Meeting, Programme


class HelpState(models.TextChoices):
    ASKED = "asked", _("ждёт ответа")
    TAKEN = "taken", _("отвечают")  # the first reaction is there
    ANSWERED = "answered", _("ответ дан")
    HELPED = "helped", _("помогло")
    NOT_HELPED = "not_helped", _("спрошено ещё раз")  # a new request goes on; nobody is judged by it (1.4/9)
    WITHDRAWN = "withdrawn", _("отозван")


OPEN_HELP = (HelpState.ASKED, HelpState.TAKEN)  # help has not been given yet


class NobodyReason(models.TextChoices):
    """Why the rule found nobody, and the curator has it."""

    NO_MENTOR = "no_mentor", _("В базе наставников нет никого с этим направлением.")
    ALL_AWAY = "all_away", _("Все, кого можно спросить, сейчас отсутствуют.")
    ALL_ASKED = "all_asked", _("Все, кто мог бы помочь, уже отвечали или передали вопрос дальше.")


class Way(models.TextChoices):
    IN_PERSON = "in_person", _("лично")
    PHONE = "phone", _("по телефону")
    VIRTUAL = "virtual", _("дистанционно")


class HelpQuerySet(OwnedQuerySet):
    def open(self) -> "HelpQuerySet":
        """Help has not been given yet."""
        return self.filter(state__in=OPEN_HELP)

    def for_leads(self, moment: datetime) -> "HelpQuerySet":
        """Whoever leads is to act (the same rule as `is_with_leads`)."""
        unheard = Q(Q(helper__isnull=True) | Q(due_at__lte=moment), state=HelpState.ASKED)
        left = Q(~Exists(_there(timezone.localdate(moment))), state__in=OPEN_HELP, helper__isnull=False)
        return self.filter(unheard | left)

    def with_helpers(self, day: date) -> "HelpQuerySet":
        """Each with `helper_is_there`, so that lists need no query per row for `helper_has_left`."""
        return self.annotate(helper_is_there=Exists(_there(day)))


def _there(day: date) -> models.QuerySet[Person]:
    """The helper, where they still have a way in and work here or hold a role here on that day."""
    posts = Employment.objects.on(day).filter(person=OuterRef("pk"))
    roles = Role.objects.on(day).filter(user=OuterRef("user"), organisation=OuterRef("organisation"))
    return Person.objects.filter(Exists(posts) | Exists(roles), pk=OuterRef("helper"), user__is_active=True)


class HelpRequest(Keyed):
    """One help: asked, reacted to, answered in a line, marked by its author (3.3.2, 6.1/3).

    `helper` is the one whose turn it is, or who has answered; nobody while it is with the curator. The text is
    between the author and the helper; whoever leads sees the topic, the times and the record. The time to the first
    reaction is `reacted_at − asked_at`: passing on is not a reaction, since the author still has no answer.
    """

    personal = PersonalData(
        identifying=("text", "record", "place"),
        plain=(
            "state", "asked_at", "turned_at", "due_at", "reacted_at", "answered_on", "closed_on", "nobody", "way",
            "minutes",
        ),
        person="author",
        ground="6.1/3, 3.3.2; ТК РФ ст. 86; согласие C3",
        keep="5 лет; отозванное — без текста",
        erasure=Erasure.BLANK,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="help_asked")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    # one at a time: the programme whose phase of this day is situational (3.3.2); empty for everybody else
    programme = models.ForeignKey(Programme, models.SET_NULL, null=True, blank=True, related_name="help_requests")
    text = models.CharField(_("вопрос"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=HelpState, default=HelpState.ASKED)
    helper = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="help_given")
    nobody = models.CharField(max_length=10, choices=NobodyReason, blank=True)
    asked_at = models.DateTimeField()
    turned_at = models.DateTimeField()  # since when it is the turn of whoever has it now
    due_at = models.DateTimeField()  # from here on whoever leads sees it; passing on gains no time
    reacted_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(_("день"), null=True, blank=True)
    record = models.CharField(_("что ответили"), max_length=300, blank=True)
    way = models.CharField(_("как"), max_length=9, choices=Way, blank=True)
    place = models.CharField(_("сервис или ссылка"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("минут"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    # the same help in the journal of meetings of the pair, where the helper is its mentor: one fact, one place
    meeting = models.OneToOneField(Meeting, models.SET_NULL, null=True, blank=True, related_name="help_request")
    closed_on = models.DateField(null=True, blank=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")

    objects = HelpQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                "programme", "author", condition=Q(state__in=["asked", "taken"]), name="one_help_at_a_time"
            ),
            models.UniqueConstraint(
                "author", "topic", condition=Q(state__in=["asked", "taken"]), name="one_open_help_on_a_topic"
            ),
            models.CheckConstraint(
                name="nobody_helps_themselves", condition=Q(helper__isnull=True) | ~Q(helper=F("author"))
            ),
            models.CheckConstraint(
                name="help_under_way_has_a_helper",
                condition=Q(state__in=["asked", "withdrawn"]) | Q(helper__isnull=False, reacted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="answered_help_has_its_record",  # the line itself may be blanked when data are destroyed
                condition=~Q(state__in=["answered", "helped", "not_helped"])
                | (Q(answered_on__isnull=False, minutes__isnull=False) & ~Q(way="")),
            ),
            models.CheckConstraint(name="withdrawn_help_has_no_text", condition=~Q(state="withdrawn") | Q(text="")),
            models.CheckConstraint(
                name="help_is_reacted_to_later", condition=Q(reacted_at__isnull=True) | Q(reacted_at__gte=F("asked_at"))
            ),
        ]
        indexes = [models.Index("organisation", "state", name="help_by_state")]

    def __str__(self) -> str:
        return str(self.topic)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_HELP

    @property
    def is_late(self) -> bool:
        """No reaction, though the time for it has run out."""
        return self.state == HelpState.ASKED and self.due_at <= clock.now()

    @property
    def is_with_leads(self) -> bool:
        """Whoever leads is to act: nobody was found, nobody has reacted in time, or the helper has left."""
        return self.is_open and (self.helper_id is None or self.is_late or self.helper_has_left)

    @property
    def helper_has_left(self) -> bool:
        """The one who has the question works here no longer, or has no way in: nobody else would ever answer it."""
        if not self.is_open or self.helper_id is None:
            return False
        if "helper_is_there" not in self.__dict__:
            here = type(self).objects.with_helpers(clock.today())  # type: ignore[attr-defined]
            self.__dict__["helper_is_there"] = here.values_list("helper_is_there", flat=True).get(pk=self.pk)
        return not self.__dict__["helper_is_there"]

    @property
    def has_answer(self) -> bool:
        return self.record != ""

    @property
    def reaction(self) -> timedelta | None:
        """From the asking to the first reaction, by the clock; None while there is none."""
        return self.reacted_at - self.asked_at if self.reacted_at else None

    @property
    def state_for_leads(self) -> str:
        """Whether it helped is between the two: for everybody else an ended help is ended (1.4/9)."""
        if self.state in (HelpState.ANSWERED, HelpState.HELPED, HelpState.NOT_HELPED):
            return str(HelpState.ANSWERED.label)
        return str(self.get_state_display())


class HelpAsk(Keyed):
    """Somebody has been asked: so that nobody is asked twice, and the way of the question can be told."""

    personal = PersonalData(
        identifying=(),
        plain=("asked_at", "passed_at"),
        person="person",
        ground="6.1/3, 3.3.2",
        keep="как вопрос",
        erasure=Erasure.KEEP,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    help = models.ForeignKey(HelpRequest, models.CASCADE, related_name="asks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True, blank=True)
    routed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")  # by whoever leads

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint("help", "person", name="nobody_is_asked_twice")]
