"""What an order about the pair makes of its programme, and what revoking that order takes back (4.3/5, 8.2)."""

from datetime import timedelta

from django.db import transaction

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import ChangeKind, RelationChange, RelationMember
from nastavnik.programmes.actions.changing import new_version
from nastavnik.programmes.actions.choosing import add_phase
from nastavnik.programmes.actions.locking import locked, new_text
from nastavnik.programmes.actions.writing import invite_all
from nastavnik.programmes.alterations import carry_out, release_items
from nastavnik.programmes.change_states import CHANGE, WISH
from nastavnik.programmes.models import Programme, ProgrammeChange, ProgrammeState, ProposalState, WishState
from nastavnik.surveys.models import Wave

MOVES_PEOPLE = (ChangeKind.JOIN, ChangeKind.LEAVE, ChangeKind.REPLACE, ChangeKind.RELIEVE)


@transaction.atomic
def apply_change(order_change: RelationChange, *, by: User) -> Programme | None:
    """An order has changed the pair: its programme follows, as a new version (8.2). None when there is none to change.

    Called by `orders` after the change has been carried out. The order is never refused for the programme's sake: a
    form that does not fit it any more is told to the curator, on the page and at the next approval.
    """
    programme = _current(order_change)
    if programme is None or order_change.kind == ChangeKind.END:
        return programme
    change = ProgrammeChange.objects.filter(order_change=order_change, state=ProposalState.AGREED).first()
    if order_change.kind in MOVES_PEOPLE:
        _move_people(programme, order_change, by)
    elif order_change.kind == ChangeKind.EXTEND:
        _extend(programme, order_change, change)
    elif not _reform(programme, order_change, change, by):
        return programme
    if change is not None:
        change.programme = programme
        CHANGE.advance(change, "carry_out", by=by, fields={"settled_at": clock.now()}, kind=change.kind)
    if programme.is_writable:
        new_text(programme)
    else:
        agreed = set(change.agreements.filter(agrees=True).values_list("member_id", flat=True)) if change else None
        new_version(programme, by=by, agreed=agreed)
    return programme


@transaction.atomic
def restore_change(order_change: RelationChange, *, by: User) -> Programme | None:
    """The order is revoked and the pair is as before: so are the term and the forms of its programme (edge case 40)."""
    programme = _current(order_change)
    if programme is None:
        return None
    until = programme.relation.until
    if order_change.kind == ChangeKind.EXTEND and until is not None and until < programme.until:
        programme.until = max(until, programme.since)
        programme.save(update_fields=["until"])
    elif order_change.kind == ChangeKind.TERMS:
        programme.phases.filter(begins_on=order_change.on).delete()
        vars(programme).get("_prefetched_objects_cache", {}).pop("phases", None)
    else:
        return programme
    new_version(programme, by=by)
    return programme


def _current(order_change: RelationChange) -> Programme | None:
    """The programme that is not over, locked, with the pair as it is after the order."""
    programme = (
        Programme.objects.filter(relation_id=order_change.relation_id)
        .current()
        .select_related("relation", "organisation__settings")
        .first()
    )
    return locked(programme) if programme is not None else None


def _extend(programme: Programme, order_change: RelationChange, change: ProgrammeChange | None) -> None:
    until = change.until if change is not None else order_change.until
    if until is not None and until > programme.until:
        programme.until = until
        programme.save(update_fields=["until"])


def _reform(programme: Programme, order_change: RelationChange, change: ProgrammeChange | None, by: User) -> bool:
    """The new form begins with the order; one that does not fit leaves the programme as it was, and a trace."""
    if not order_change.form or programme.is_writable or programme.state == ProgrammeState.REVIEW:
        return True  # the form is chosen anew in the text that is being written
    try:
        with transaction.atomic():
            if change is not None:
                change.programme = programme
                carry_out(change, by=by, on=order_change.on)
            else:
                add_phase(
                    programme, by=by, since=order_change.on, forms=[order_change.form], rationale=order_change.ground
                )
    except Refused as refusal:
        journal.record("programme_change_waits", programme, by=by, why=refusal.sentence)
        return False
    return True


def _move_people(programme: Programme, order_change: RelationChange, by: User) -> None:
    """Who comes is asked «до» as everybody was (edge case 56); who leaves answers for nothing from now on."""
    leaving = order_change.leaving
    if leaving is not None:
        release_items(programme, leaving)
        _settle_wishes(programme, leaving, by)
    if order_change.kind in (ChangeKind.JOIN, ChangeKind.REPLACE):
        due_on = clock.today() + timedelta(days=programme.organisation.settings.programme_days)
        invite_all(programme, Wave.BEFORE, due_on, by)  # who has been asked is not asked twice


def _settle_wishes(programme: Programme, member: RelationMember, by: User) -> None:
    for wish in programme.wishes.filter(member=member, state__in=(WishState.ASKED, WishState.ACCEPTED)):
        WISH.advance(wish, "settle", by=None, fields={"settled_by": by, "settled_at": clock.now()})
