"""Agree with a text, approve it, return it (6.1/2, 4.4.7)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.pairs.models import RelationMember
from nastavnik.programmes.actions.choosing import answer_findings
from nastavnik.programmes.actions.locking import check_version, locked, new_text
from nastavnik.programmes.actions.versions import approve_version, keep_version
from nastavnik.programmes.form_rules import findings_of
from nastavnik.programmes.members import as_member, member_of
from nastavnik.programmes.models import Agreement, Programme, ProgrammeState
from nastavnik.programmes.states import PROGRAMME, all_parts_are_there


@transaction.atomic
def offer_programme(programme: Programme, *, by: User, version: int) -> Programme:
    """Ask all members to agree; who offers agrees thereby.

    Refused with the names of the missing parts, when one of the five is not there (1.3/6).
    """
    locked(programme)
    check_version(programme, version)
    PROGRAMME.advance(programme, "offer", by=by, fields={"return_note": ""}, version=version)
    keep_version(programme, by=by)
    member = member_of(programme, by)
    if member is not None:
        _agree(programme, member, by)
    return programme


@transaction.atomic
def agree_programme(programme: Programme, *, by: User, version: int) -> Programme:
    """A member agrees with the text that they have read; the last one passes it on for approval (6.1/2).

    Raises Outdated when the text has changed since. Agreeing twice is agreeing once.
    """
    locked(programme)
    member = as_member(programme, by)
    check_version(programme, version)
    if programme.agreements.filter(member=member, version=version).exists():
        return programme
    if programme.state not in (ProgrammeState.AGREEING, ProgrammeState.APPROVED, ProgrammeState.RUNNING):
        raise Refused(
            _("Согласовать сейчас нельзя: состояние — «%(state)s».") % {"state": programme.get_state_display()}
        )
    if programme.state == ProgrammeState.AGREEING:  # later only who came by an order has not agreed yet (edge case 56)
        refuse(all_parts_are_there(programme))
    _agree(programme, member, by)
    return programme


@transaction.atomic
def approve_programme(
    programme: Programme, *, by: User, version: int, reasons: Mapping[str, str] | None = None, attests: bool = False
) -> Programme:
    """The decision of the curator or the head, without which no programme is carried out (4.4.7).

    What is unusual for the form wants a reason for each (by the key of its finding); who of the two is older and
    more experienced is attested where it is not known (3.3.3). Both are kept with the phase.
    """
    locked(programme)
    check_version(programme, version)
    refuse(PROGRAMME.why_not(programme, "approve"))
    answer_findings(programme, findings_of(programme), by=by, reasons=reasons, attests=attests)
    PROGRAMME.advance(
        programme, "approve", by=by, fields={"approved_on": clock.today(), "approved_by": by}, version=version
    )
    approve_version(programme, by=by)
    return programme


@transaction.atomic
def return_programme(programme: Programme, *, by: User, note: str) -> Programme:
    """Back to its authors with words: from the approver, or from a member who does not agree."""
    note = note.strip()
    if not note:
        raise Refused(_("Напишите, что нужно изменить."), field="note")
    locked(programme)
    PROGRAMME.advance(programme, "return", by=by, fields={"return_note": note[:1000]})
    new_text(programme)  # even if not a word is changed, everybody agrees anew
    return programme


def _agree(programme: Programme, member: RelationMember, by: User) -> None:
    Agreement.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        member=member,
        version=programme.version,
        agreed_at=clock.now(),
    )
    journal.record("programme_agreed", programme, by=by, version=programme.version)
    if PROGRAMME.why_not(programme, "submit") is None:
        PROGRAMME.advance(programme, "submit", by=None, version=programme.version)
