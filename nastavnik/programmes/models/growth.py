"""How the work goes: difficulties, recommendations, observations, projects, events (sections 5 and 6, M4).

Nothing here measures a person: there is no mark, no rating, no field for discipline (1.4/9, 6.2/8).
"""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
from nastavnik.partners.models import Level
from nastavnik.programmes.models.programmes import Programme

EDIT_DAYS = 3
"""So many days the author may mend or take back a record; afterwards it stands (5.1/4)."""


def _personal(identifying: tuple[str, ...], plain: tuple[str, ...]) -> PersonalData:
    return PersonalData(
        identifying=identifying,
        plain=("made_at", *plain),
        person="member__person",
        ground="приказ о закреплении; согласие C3",
        keep="как программа",
        erasure=Erasure.BLANK,
    )


class GrowthRecord(Keyed):
    """What all records share: whose programme, about whom (None: all of them), who wrote it and when."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="%(class)s_set")
    member = models.ForeignKey(
        RelationMember, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("о ком")
    )
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-made_at", "-id"]

    @property
    def is_open_to_its_author(self) -> bool:
        """Whether the words may still be mended: three days, then they stand."""
        return clock.now() < self.made_at + timedelta(days=EDIT_DAYS)


class DifficultyState(models.TextChoices):
    REVEALED = "revealed", _("выявлено")
    JOINT = "joint", _("работаем вместе")
    REMOVED = "removed", _("снято")


class Difficulty(GrowthRecord):
    """Revealed, then a joint action, then removed: together with the mentor (6.2/7, 2.2/6)."""

    personal = _personal(("text", "action", "outcome"), ("state", "on", "removed_on"))

    text = models.CharField(_("в чём затруднение"), max_length=500)
    on = models.DateField(_("когда выявлено"))
    state = models.CharField(max_length=8, choices=DifficultyState, default=DifficultyState.REVEALED)
    action = models.CharField(_("что делаем вместе"), max_length=500, blank=True)
    outcome = models.CharField(_("что помогло"), max_length=500, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    class Meta(GrowthRecord.Meta):
        constraints = [
            models.CheckConstraint(
                name="removed_difficulty_has_its_day", condition=~Q(state="removed") | Q(removed_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.text


class RecommendationKind(models.TextChoices):
    ADVICE = "advice", _("совет в работе")
    CONTEST = "contest", _("конкурс, конференция, форум")  # 5.2/7


class RecommendationState(models.TextChoices):
    GIVEN = "given", _("ждёт ответа")
    ACCEPTED = "accepted", _("принята")
    DISCUSSED = "discussed", _("обсуждается")
    DONE = "done", _("выполнена")
    DROPPED = "dropped", _("снята")


class Recommendation(GrowthRecord):
    """Given, then accepted, discussed or done. Not to agree is a talk, never a violation (6.2/5)."""

    personal = _personal(("text", "answer", "result"), ("kind", "state", "due_on", "answered_on", "done_on"))

    kind = models.CharField(_("о чём"), max_length=7, choices=RecommendationKind, default=RecommendationKind.ADVICE)
    text = models.CharField(_("рекомендация"), max_length=500)
    due_on = models.DateField(_("срок, если есть"), null=True, blank=True)
    state = models.CharField(max_length=9, choices=RecommendationState, default=RecommendationState.GIVEN)
    answer = models.CharField(_("что смущает, что предлагаете"), max_length=500, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    result = models.CharField(_("что получилось"), max_length=500, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta(GrowthRecord.Meta):
        constraints = [
            models.CheckConstraint(
                name="done_recommendation_has_its_day", condition=~Q(state="done") | Q(done_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Observation(GrowthRecord):
    """What the mentor has seen in the mentee's work (5.1/4): the mentee reads it and may comment (1.4/4)."""

    personal = _personal(("text", "comment"), ("on", "commented_on"))

    text = models.CharField(_("что увидели"), max_length=1000)
    on = models.DateField(_("когда"))
    comment = models.CharField(_("ваш комментарий"), max_length=1000, blank=True)
    commented_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text


class Remark(GrowthRecord):
    """A word in the members' own discussion of the mentee's work; nobody else reads it (5.2/6)."""

    personal = _personal(("text", "minutes"), ())

    text = models.CharField(_("что обсуждаете"), max_length=1000)
    minutes = models.CharField(_("протокол, если говорили на совете"), max_length=200, blank=True)

    def __str__(self) -> str:
        return self.text


class ProjectKind(models.TextChoices):
    EDUCATIONAL = "educational", _("образовательный")
    CULTURAL = "cultural", _("культурный")


class Project(GrowthRecord):
    """An educational or cultural project done together (M4/2, 5.2/4): counted once for the pair."""

    personal = _personal(("title", "aim", "result"), ("kind", "since", "ended_on"))

    kind = models.CharField(_("вид"), max_length=11, choices=ProjectKind, default=ProjectKind.EDUCATIONAL)
    title = models.CharField(_("проект"), max_length=300)
    aim = models.CharField(_("для чего"), max_length=500, blank=True)
    since = models.DateField(_("начат"))
    result = models.CharField(_("что получилось"), max_length=1000, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta(GrowthRecord.Meta):
        constraints = [
            models.CheckConstraint(
                name="ended_project_has_a_result", condition=Q(ended_on__isnull=True) | ~Q(result="")
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EventRole(models.TextChoices):
    PARTICIPANT = "participant", _("участник")
    SPEAKER = "speaker", _("выступление, мастер-класс")
    ORGANISER = "organiser", _("организатор")
    LISTENER = "listener", _("слушатель")


class Participation(GrowthRecord):
    """Taking part in a contest, conference, forum, festival: level, role, result (5.2/5, 4.5/5, M4/3)."""

    personal = _personal(("title", "result", "preparation"), ("on", "level", "role"))

    title = models.CharField(_("событие"), max_length=300)
    on = models.DateField(_("день"))
    level = models.CharField(_("уровень"), max_length=9, choices=Level, default=Level.MUNICIPAL)
    role = models.CharField(_("в качестве кого"), max_length=11, choices=EventRole, default=EventRole.PARTICIPANT)
    preparation = models.CharField(_("кто и как помогает готовиться"), max_length=500, blank=True)
    result = models.CharField(_("результат"), max_length=500, blank=True)

    def __str__(self) -> str:
        return self.title
