"""Invitations say who is asked; responses say what was answered; only `matching` reads the key between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.keys import random_key
from nastavnik.kit.models import Keyed, OwnedQuerySet
from nastavnik.kit.personal import Erasure, NotPersonal, PersonalData
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person


class Wave(models.TextChoices):
    BEFORE = "before", _("до")
    AFTER = "after", _("после")


class InvitationState(models.TextChoices):
    OPEN = "open", _("ждёт ответа")
    SUBMITTED = "submitted", _("сдана")
    DECLINED = "declined", _("отказ")


class Invitation(Keyed):
    """A person is asked to fill in a questionnaire about one participation (a member of a pair or group)."""

    personal = PersonalData(
        identifying=("draft",),
        plain=("questionnaire", "version", "wave", "participation_id", "state", "opened_on", "due_on", "submitted_on", "is_late"),
        person="person",
        ground="согласие C3",
        keep="до конца учебного года, следующего за программой",
        erasure=Erasure.DELETE,
    )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
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

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("participation_id", "wave", name="one_invitation_per_wave")]


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
