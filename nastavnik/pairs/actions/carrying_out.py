"""What an order does with a prepared change, and what revoking that order undoes (4.3/5, 8.1, 8.2, edge case 40)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.actions import close_steps, propose_consent, replace_consent
from nastavnik.consents.models import Consent, ConsentState
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions.fixing import end_relation
from nastavnik.pairs.load import check_load
from nastavnik.pairs.models import (
    ChangeKind,
    ChangeState,
    MemberRole,
    Relation,
    RelationChange,
    RelationKind,
    RelationMember,
    RelationState,
)
from nastavnik.pairs.places import check_joining, check_return
from nastavnik.pairs.queries import MEMBERS
from nastavnik.pairs.readiness import CONSENT_OF, missing_for_change
from nastavnik.pairs.states import CHANGE, RELATION
from nastavnik.people.models import Person


@transaction.atomic
def carry_out_change(
    change: RelationChange, *, by: User, on: date, signed_on: date, ground: str, ground_id: UUID
) -> RelationChange:
    """The effect of an order item, called by `orders` inside its transaction.

    `on` as in prepare_change: the first day of the new order of things, for END the last day. Refused with
    everything that is missing on the day of signing. What was before is kept, so that it can be undone.
    """
    relation = _locked(change)
    missing = missing_for_change(change, signed_on)
    if missing:
        raise Refused(" ".join(each.sentence for each in missing))
    newcomers = list(change.newcomers.select_related("person__organisation", "consent", "member__consent"))
    new = [newcomer.person for newcomer in newcomers if newcomer.is_new]
    if new:
        role = next(newcomer.role for newcomer in newcomers if newcomer.is_new)
        check_joining(relation, new, role, but=change)
        if role == MemberRole.MENTOR:
            check_load(relation.organisation, new, change.load_reason, but=change)
    CHANGE.advance(
        change,
        "carry_out",
        by=by,
        fields={"on": on, "before": _snapshot(relation), "ground": ground, "ground_id": ground_id},
        kind=change.kind,
        relation=relation.pk,
        on=on,
    )
    if change.leaving is not None:
        _leave(change.leaving, on - timedelta(days=1), change.note)
    for newcomer in newcomers:
        _take_in(relation, newcomer, by=by, on=on)
    _EFFECTS[ChangeKind(change.kind)](relation, change, by=by, on=on)
    _settle(relation, by=by, note=str(change.get_kind_display()))
    change.relation = relation
    return change


@transaction.atomic
def undo_change(change: RelationChange, *, by: User, on: date) -> RelationChange:
    """Its order is revoked: from `on` everything is as before, as far as it can be (edge case 40).

    Who came leaves the day before; who left is back; an ended pair runs again. A consent that has been replaced
    stays so: those whose consent named the new mentor are asked anew, and the pair rests until they sign.
    Refused when something later stands on the change, or the places have been taken meanwhile.
    """
    relation = _locked(change)
    _check_undoable(change, relation)
    CHANGE.advance(change, "undo", by=by, kind=change.kind, relation=relation.pk, on=on)
    if relation.state == RelationState.ENDED:
        RELATION.advance(relation, "revive", by=by, fields={"ended_on": None, "end_reason": "", "end_note": ""}, on=on)
    _restore_members(change, relation, by=by, on=on)
    _restore_terms(change, relation, on=on)
    _settle(relation, by=by, note="")
    change.relation = relation
    return change


# --- to carry out ----------------------------------------------------------------------------------------------
def _locked(change: RelationChange) -> Relation:
    """The pair and its consents are locked: who withdraws at the same moment does so before the order, or after."""
    Relation.objects.select_for_update().get(pk=change.relation_id)
    list(Consent.objects.select_for_update().filter(about_id=change.relation_id).order_by("pk"))
    relation = Relation.objects.select_related("organisation__settings").prefetch_related(MEMBERS)
    change.relation = relation.get(pk=change.relation_id)
    return change.relation


def _snapshot(relation: Relation) -> dict[str, Any]:
    """What a revoking order restores from; `number` says which changes came later."""
    carried_out = relation.changes.exclude(state__in=(ChangeState.PREPARED, ChangeState.DROPPED))
    return {
        "number": carried_out.count() + 1,
        "until": relation.until.isoformat() if relation.until else None,
        "form": relation.form,
        "category_form": relation.category_form,
        "topic": relation.topic,
        "members": {
            str(member.pk): {
                "left_on": member.left_on.isoformat() if member.left_on else None,
                "consent": str(member.consent_id) if member.consent_id else None,
            }
            for member in relation.members.all()
        },
    }


def _leave(member: RelationMember, last: date, note: str) -> None:
    """Their last day; what they did until then stays theirs."""
    member.left_on, member.leave_note = last, note[:300]
    member.save(update_fields=["left_on", "leave_note"])


def _take_in(relation: Relation, newcomer: Any, *, by: User, on: date) -> None:
    """A new member from that day, or the new consent of one who stays in the place of the old one."""
    if newcomer.is_new:
        entry = getattr(newcomer.person, "mentee_entry", None) if newcomer.role == MemberRole.MENTEE else None
        RelationMember.objects.create(
            organisation_id=relation.organisation_id,
            relation=relation,
            person=newcomer.person,
            role=newcomer.role,
            request=entry.requests.filter(state="open").first() if entry else None,
            consent=newcomer.consent,
            joined_on=on,
        )
        return
    old = newcomer.member.consent
    newcomer.member.consent = newcomer.consent
    newcomer.member.save(update_fields=["consent"])
    if old is not None and old != newcomer.consent and old.state == ConsentState.GIVEN:
        replace_consent(old, by=by, on=on, successor=newcomer.consent)


def _extend(relation: Relation, change: RelationChange, *, by: User, on: date) -> None:
    relation.until = change.until
    relation.save(update_fields=["until"])


def _change_terms(relation: Relation, change: RelationChange, *, by: User, on: date) -> None:
    for name in ("form", "category_form", "topic"):
        setattr(relation, name, getattr(change, name) or getattr(relation, name))
    relation.save(update_fields=["form", "category_form", "topic"])


def _nothing_more(relation: Relation, change: RelationChange, *, by: User, on: date) -> None:
    """Who comes and who leaves is all."""


def _relieve(relation: Relation, change: RelationChange, *, by: User, on: date) -> None:
    """With another mentor the group goes on, without one it has come to its end (5.1/3, edge case 57)."""
    if not relation.members.filter(role=MemberRole.MENTOR, left_on__isnull=True).exists():
        _end(relation, change, by=by, on=on - timedelta(days=1))


def _end(relation: Relation, change: RelationChange, *, by: User, on: date) -> None:
    end_relation(relation, by=by, on=on, reason=change.reason, note=change.note)


_EFFECTS: dict[ChangeKind, Callable[..., None]] = {
    ChangeKind.EXTEND: _extend,
    ChangeKind.TERMS: _change_terms,
    ChangeKind.JOIN: _nothing_more,
    ChangeKind.LEAVE: _nothing_more,
    ChangeKind.REPLACE: _nothing_more,
    ChangeKind.RELIEVE: _relieve,
    ChangeKind.END: _end,
}


def _settle(relation: Relation, *, by: User, note: str) -> None:
    """A pair or a group by those who stay; steps after a withdrawal are done when nobody's is withdrawn any more."""
    stay = list(RelationMember.objects.filter(relation=relation, left_on__isnull=True).select_related("consent"))
    roles = [member.role for member in stay]
    if roles:
        is_pair = sorted(roles) == [MemberRole.MENTEE, MemberRole.MENTOR]
        relation.kind = RelationKind.PAIR if is_pair else RelationKind.GROUP
        relation.save(update_fields=["kind"])
    if note and all(member.consent and member.consent.state == ConsentState.GIVEN for member in stay):
        close_steps(relation.pk, by=by, note=note)
    vars(relation).get("_prefetched_objects_cache", {}).clear()  # the members have changed


# --- to undo ----------------------------------------------------------------------------------------------------
def _check_undoable(change: RelationChange, relation: Relation) -> None:
    number = change.before.get("number", 0)
    carried_out = relation.changes.filter(state=ChangeState.CARRIED_OUT)
    later = [other for other in carried_out if other.before.get("number", 0) > number]
    if later:
        raise Refused(
            _("На этом изменении стоит более позднее — «%(kind)s», %(ground)s. Сначала отмените его.")
            % {"kind": later[0].get_kind_display(), "ground": later[0].ground}
        )
    if relation.state != RelationState.IN_FORCE and not _has_ended_it(change, relation):
        raise Refused(
            _("%(pair)s: состояние — «%(state)s», вернуть прежнее уже нельзя.")
            % {"pair": relation, "state": relation.get_state_display()}
        )
    standing = relation.changes.filter(state=ChangeState.PREPARED).first()
    if standing is not None:
        raise Refused(
            _("%(pair)s: уже готовится изменение «%(kind)s». Сначала отмените его подготовку.")
            % {"pair": relation, "kind": standing.get_kind_display()}
        )
    back = [member for member in relation.members.all() if member.left_on is not None and _was_there(change, member)]
    check_return(relation, back)


def _has_ended_it(change: RelationChange, relation: Relation) -> bool:
    last = {ChangeKind.END: change.on, ChangeKind.RELIEVE: change.on - timedelta(days=1)}.get(ChangeKind(change.kind))
    return relation.state == RelationState.ENDED and relation.ended_on == last


def _was_there(change: RelationChange, member: RelationMember) -> bool:
    """A member before the change who had not left."""
    return change.before["members"].get(str(member.pk), {"left_on": "came by it"})["left_on"] is None


def _restore_terms(change: RelationChange, relation: Relation, *, on: date) -> None:
    """The terms of before; a term that has been prolonged and used holds to the day before the revocation."""
    for name in ("form", "category_form", "topic"):
        setattr(relation, name, change.before[name])
    if change.before["until"]:
        until = date.fromisoformat(change.before["until"])
        relation.until = max(until, on - timedelta(days=1)) if change.kind == ChangeKind.EXTEND else until
    relation.save(update_fields=["until", "form", "category_form", "topic"])


def _restore_members(change: RelationChange, relation: Relation, *, by: User, on: date) -> None:
    members = list(RelationMember.objects.filter(relation=relation).select_related("consent", "person__organisation"))
    former = [member.person for member in members if member.role == MemberRole.MENTOR and _was_there(change, member)]
    for member in members:
        if _was_there(change, member):
            member.left_on, member.leave_note = None, ""
            was = change.before["members"][str(member.pk)]["consent"]
            if change.kind == ChangeKind.REPLACE and was != str(member.consent_id):
                _ask_about_former(relation, member, former, by=by, on=on)
        elif str(member.pk) not in change.before["members"]:  # came by this change
            member.left_on = on - timedelta(days=1)
        member.save(update_fields=["left_on", "leave_note", "consent"])


def _ask_about_former(relation: Relation, member: RelationMember, mentors: list[Person], *, by: User, on: date) -> None:
    """The consent of today names a mentor who is not theirs any more."""
    standing = member.consent
    if standing is not None and standing.state == ConsentState.GIVEN:
        replace_consent(standing, by=by, on=max(on, standing.given_on or on))
    member.consent = propose_consent(
        member.person,
        CONSENT_OF[MemberRole(member.role)],
        by=by,
        about=", ".join(person.full_name for person in mentors),
        about_id=relation.pk,
        anew=True,
    )
