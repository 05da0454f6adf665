"""Acts on questionnaires: invite, keep a draft, hand in, decline, mark as late."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.people.models import Person
from nastavnik.surveys import matching
from nastavnik.surveys.answers import cleaned, draft_of
from nastavnik.surveys.models import Invitation, InvitationState, Wave
from nastavnik.surveys.questionnaires import current
from nastavnik.surveys.states import INVITATION


@transaction.atomic
def invite(
    person: Person,
    questionnaire: str,
    wave: str,
    *,
    participation_id: UUID,
    due_on: date,
    by: User | None,
    about: str = "",
    topic: str = "",
) -> Invitation:
    """Ask a person about one participation; asked once per wave, a second asking returns the first.

    «After» takes version and topic of «before», so that both waves ask the same sentences (M2).
    """
    asked = Invitation.objects.filter(participation_id=participation_id)
    standing = asked.filter(wave=wave).first()
    if standing:
        return standing
    before = asked.filter(wave=Wave.BEFORE, questionnaire=questionnaire).first()
    invitation = Invitation.objects.create(
        organisation_id=person.organisation_id,
        person=person,
        questionnaire=questionnaire,
        version=before.version if before else current(questionnaire).version,
        wave=wave,
        participation_id=participation_id,
        about=about[:400],
        topic=before.topic if before else topic[:200],
        opened_on=clock.today(),
        due_on=due_on,
    )
    journal.record("invitation_made", invitation, by=by, questionnaire=questionnaire, wave=wave)
    return invitation


@transaction.atomic
def save_draft(invitation: Invitation, answers: Mapping[str, Any], *, by: User) -> Invitation:
    """Keep what has been filled in so far. Not journaled: when a person thinks is nobody's affair."""
    _lock_open(invitation)
    invitation.draft = draft_of(invitation.form, invitation.wave, answers)
    invitation.save(update_fields=["draft"])
    return invitation


@transaction.atomic
def submit_response(invitation: Invitation, answers: Mapping[str, Any], *, by: User) -> Invitation:
    """Hand in: the answers go under a random code, the draft is emptied, the invitation says «сдана».

    Refused when it has been handed in or declined, or a question lacks an answer (`field` is its code).
    """
    checked = cleaned(invitation.form, invitation.wave, answers)
    INVITATION.advance(invitation, "submit", by=by, fields={"draft": {}, "submitted_on": clock.today()})
    matching.keep_response(invitation, checked)
    return invitation


@transaction.atomic
def decline_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Not to answer is a normal outcome: no reason, no consequence (1.4/5)."""
    INVITATION.advance(invitation, "decline", by=by, fields={"draft": {}})
    return invitation


@transaction.atomic
def reopen_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """To answer after all."""
    INVITATION.advance(invitation, "reopen", by=by)
    return invitation


@transaction.atomic
def mark_late(participation_ids: Iterable[UUID], *, since: date, by: User | None) -> int:
    """Surveys «before» that were not handed in by the day `since` (the first meeting): no Δ from them (M2).

    The day itself is still in time. Returns how many were marked now.
    """
    late = Invitation.objects.of_participations(participation_ids, Wave.BEFORE).filter(
        Q(submitted_on__isnull=True) | Q(submitted_on__gt=since), is_late=False
    )
    marked = 0
    for invitation in late.select_for_update():
        invitation.is_late = True
        invitation.save(update_fields=["is_late"])
        journal.record("invitation_marked_late", invitation, by=by, since=since)
        marked += 1
    return marked


def _lock_open(invitation: Invitation) -> None:
    stored = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if stored.state != InvitationState.OPEN:
        raise Refused(_("Анкета уже закрыта: состояние — «%s».") % stored.get_state_display())
