"""Reads that pages of several rooms need."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from nastavnik.organisations.models import Organisation
from nastavnik.surveys.models import Invitation, InvitationState


def asked_alike(invitation: Invitation) -> int:
    """How many people are asked the same in this institution about the same time (half a year around).

    So few may be guessed behind a figure: the form says so before its first question (edge case 67).
    """
    half_year = timedelta(days=183)
    return (
        Invitation.objects.of(invitation.organisation)
        .filter(
            questionnaire=invitation.questionnaire,
            wave=invitation.wave,
            opened_on__range=(invitation.opened_on - half_year, invitation.opened_on + half_year),
        )
        .values("person")
        .distinct()
        .count()
    )


def states_of(participation_ids: Iterable[UUID], wave: str) -> dict[UUID, Invitation]:
    """Who has been asked and has handed in, by participation; answers are not here."""
    invitations = Invitation.objects.of_participations(participation_ids, wave).select_related("person")
    return {invitation.participation_id: invitation for invitation in invitations}


def overview(organisation: Organisation, *, waiting_only: bool) -> QuerySet[Invitation]:
    """For those who lead: who has handed in (states only), those who are waited for first by their day."""
    invitations = Invitation.objects.of(organisation).select_related("person").defer("draft")
    if waiting_only:
        return invitations.filter(state=InvitationState.OPEN).order_by("due_on", "person__sort_key")
    return invitations.order_by("-opened_on", "person__sort_key", "wave")
