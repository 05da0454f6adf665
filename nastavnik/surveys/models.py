"""Invitations say who is asked, responses what was answered; only `matching` reads the key between."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.keys import random_key
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, NotPersonal, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.surveys.questionnaires import Questionnaire, questionnaire
from nastavnik.surveys.waves import Wave


class InvitationState(models.TextChoices):
    OPEN = "open", _("ждёт ответа")
    SUBMITTED = "submitted", _("сдана")
    DECLINED = "declined", _("отказ")


class InvitationQuerySet(OwnedQuerySet):
    def mine(self, user) -> "InvitationQuerySet":
        """Those of the user themselves."""
        return self.filter(person__user=user)

    def of_participations(self, participation_ids: Iterable[UUID], wave: str) -> "InvitationQuerySet":
        """Those of one wave for these members of pairs or groups."""
        return self.filter(participation_id__in=list(participation_ids), wave=wave)

    def waiting(self) -> "InvitationQuerySet":
        """Neither handed in nor declined."""
        return self.filter(state=InvitationState.OPEN)


class Invitation(Keyed):
    """A person is asked to fill in a questionnaire about one participation (a member of a pair or group)."""

    personal = PersonalData(
        identifying=("draft", "about", "topic"),
        plain=(
            "questionnaire", "version", "wave", "participation_id", "state", "opened_on", "due_on",
            "submitted_on", "is_late",
        ),
        person="person",
        ground="согласие C3",
        keep="до конца учебного года, следующего за программой",
        erasure=Erasure.DELETE,
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    about = models.CharField(max_length=400, blank=True)  # which programme, in words: one may have two (edge case 69)
    topic = models.CharField(max_length=200, blank=True)  # of the person's request, said in one of the items
    questionnaire = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField()
    wave = models.CharField(max_length=6, choices=Wave)
    participation_id = models.UUIDField()
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.OPEN)
    draft = models.JSONField(default=dict, blank=True)  # emptied when the answers are handed in
    opened_on = models.DateField()
    due_on = models.DateField()
    submitted_on = models.DateField(null=True, blank=True)
    is_late = models.BooleanField(default=False)  # «before» given after the first meeting: no Δ (M2)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "wave", "id"]
        constraints = [
            models.UniqueConstraint("participation_id", "wave", name="one_invitation_per_wave"),
            models.CheckConstraint(
                name="submitted_invitation_has_its_day",
                condition=~Q(state="submitted") | Q(submitted_on__isnull=False),
            ),
            models.CheckConstraint(name="draft_goes_with_the_answers", condition=~Q(state="submitted") | Q(draft={})),
        ]
        indexes = [models.Index("organisation", "state", name="invitations_by_state")]

    @property
    def form(self) -> Questionnaire:
        """The questionnaire in the version that the person was invited to."""
        return questionnaire(self.questionnaire, self.version)

    @property
    def title(self) -> str:
        """«Анкета наставника «до»»."""
        return f"{self.form.title} «{self.get_wave_display()}»"


class ResponseKey(models.Model):
    """Which random code stands for which participation: read by `surveys.matching` and nobody else (2.4)."""

    personal = PersonalData(
        identifying=("code",),
        plain=("participation_id",),
        person="",
        ground="согласие C3",
        keep="как приглашение",
        erasure=Erasure.DELETE,
    )

    id = models.UUIDField(primary_key=True, default=random_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    participation_id = models.UUIDField(unique=True)
    code = models.UUIDField(unique=True, default=random_key)

    def __str__(self) -> str:
        return "key"  # says nothing: not even a log may join the two


class Response(models.Model):
    """What was answered, under a random code, with no time and no name."""

    personal = NotPersonal("answers under a random code; the key lies apart")

    id = models.UUIDField(primary_key=True, default=random_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    code = models.UUIDField()
    questionnaire = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField()
    wave = models.CharField(max_length=6, choices=Wave)
    answers = models.JSONField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("code", "wave", name="one_response_per_wave")]

    def __str__(self) -> str:
        return f"{self.questionnaire}, {self.wave}"
