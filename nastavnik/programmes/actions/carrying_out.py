"""Start a programme, cancel an activity by consent (M2, 8.1/1, 8.2)."""

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.programmes.actions.locking import locked
from nastavnik.programmes.members import as_member
from nastavnik.programmes.models import ItemConsent, PlanItem, Programme
from nastavnik.programmes.states import ITEM, PROGRAMME
from nastavnik.regulation.queries import base_on
from nastavnik.surveys.actions import mark_late
from nastavnik.surveys.models import Invitation, Wave


@transaction.atomic
def start_programme(programme: Programme, *, by: User, late_note: str = "") -> Programme:
    """The pair is in force, the programme approved, the surveys «до» handed in or declined: it runs.

    With `late_note` the curator lets it run earlier («замер проведён позже»): what is handed in later than
    today counts as late and stays out of the comparison (M2).
    """
    locked(programme)
    refuse(PROGRAMME.why_not(programme, "start"))
    late_note = late_note.strip()
    waiting = waited_for(programme, Wave.BEFORE)
    if waiting and not late_note:
        raise Refused(
            _(
                "Не сданы анкеты «до»: %(count)s. Дождитесь их; иначе куратор должен указать, "
                "почему замер проводится позже."
            )
            % {"count": len(waiting)},
            field="late_note",
        )
    edition = base_on(programme.organisation, clock.today()).edition
    fields = {"started_on": clock.today(), "edition": edition, "late_start_note": late_note[:500] if waiting else ""}
    PROGRAMME.advance(programme, "start", by=by, fields=fields, without_surveys=len(waiting))
    mark_late([invitation.participation_id for invitation in waiting], since=clock.today(), by=by)
    return programme


@transaction.atomic
def cancel_item(item: PlanItem, *, by: User) -> PlanItem:
    """A member consents to cancel an activity; the last consent cancels it (8.2). Twice is once."""
    programme = locked(item.programme)
    item.refresh_from_db(fields=["state"])
    member = as_member(programme, by)
    if item.state != "planned" or not programme.is_under_way:
        refuse(ITEM.why_not(item, "cancel"))
    _consent, is_new = ItemConsent.objects.get_or_create(
        item=item,
        member=member,
        defaults={"organisation_id": item.organisation_id, "given_at": clock.now()},
    )
    if is_new:
        journal.record("item_cancel_agreed", item, by=by)
    if ITEM.why_not(item, "cancel") is None:
        ITEM.advance(item, "cancel", by=by)
    return item


@transaction.atomic
def keep_item(item: PlanItem, *, by: User) -> PlanItem:
    """A member does not consent: the activity stays in the plan."""
    programme = locked(item.programme)
    as_member(programme, by)
    item.refresh_from_db(fields=["state"])
    if item.state != "planned" or not item.consents.exists():
        raise Refused(_("Это мероприятие сейчас никто не предлагает отменить."))
    item.consents.all().delete()
    journal.record("item_kept", item, by=by)
    return item


def waited_for(programme: Programme, wave: str) -> list[Invitation]:
    """Invitations of the members of today that are neither handed in nor declined."""
    members = [member.pk for member in programme.members]
    return list(Invitation.objects.of_participations(members, wave).waiting().select_related("person"))


def past_due(invitations: list[Invitation]) -> bool:
    """Whether all that is waited for is past its day."""
    return all(invitation.due_on < clock.today() for invitation in invitations)
