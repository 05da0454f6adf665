"""What an order makes of a pair or group: in force, ended, never valid (4.2, 4.3/5, 7.2, 8.1)."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.banks.actions import resolve_request
from nastavnik.consents.actions import close_steps
from nastavnik.consents.models import Consent
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions.changing import drop_change
from nastavnik.pairs.models import ChangeState, EndReason, Relation, RelationState
from nastavnik.pairs.queries import MEMBERS
from nastavnik.pairs.readiness import missing_for_order
from nastavnik.pairs.states import RELATION

BY_ORDER = "order"
"""Why a pair has ended whose order was revoked: none of the reasons of 8.1."""


@transaction.atomic
def assign_relation(
    relation: Relation, *, by: User, since: date, signed_on: date, ground: str, ground_id: UUID
) -> Relation:
    """The effect of an order item, called by `orders` inside its transaction: from `since` the pair is in force.

    Raises Refused with everything that is missing on the day of signing (4.2, 4.3/5, 7.2). The consents are
    locked: who withdraws at the same moment does so before the order, or after it.
    """
    Relation.objects.select_for_update().get(pk=relation.pk)
    list(Consent.objects.select_for_update().filter(about_id=relation.pk).order_by("pk"))
    stored = Relation.objects.select_related("organisation").prefetch_related(MEMBERS).get(pk=relation.pk)
    missing = missing_for_order(stored, signed_on)
    if missing:
        raise Refused(" ".join(each.sentence for each in missing))
    assert stored.until is not None  # missing_for_order asks for the term
    if since > stored.until:
        raise Refused(
            _("%(pair)s: срок наставничества кончается раньше, чем вступает в силу приказ (%(day)s).")
            % {"day": f"{since:%d.%m.%Y}", "pair": relation},
            field="effective_on",
        )
    RELATION.advance(
        relation,
        "assign",
        by=by,
        fields={"since": since, "ground": ground, "ground_id": ground_id},
        ground=ground,
    )
    stored.members.filter(left_on__isnull=True).update(joined_on=since)
    return relation


@transaction.atomic
def end_relation(relation: Relation, *, by: User | None, on: date, reason: str, note: str = "") -> Relation:
    """The last day of a pair or group, when its programme has ended or an order ends it (8.1)."""
    if relation.since is not None and on < relation.since:
        raise Refused(_("%(pair)s: завершиться раньше, чем начать действовать, нельзя.") % {"pair": relation})
    RELATION.advance(
        relation,
        "end",
        by=by,
        fields={"ended_on": on, "end_reason": reason, "end_note": note},
        reason=reason,
        on=on,
    )
    if reason == EndReason.DONE:
        for member in relation.members.select_related("request"):
            if member.request is not None and member.request.state == "open":
                resolve_request(member.request, by=by)
    _nothing_left_open(relation, by=by, note=note)
    return relation


@transaction.atomic
def end_by_revocation(relation: Relation, *, by: User, on: date, note: str) -> Relation:
    """Its order is revoked from a day on: what has been done until then stays and counts (edge case 40).

    An end that was fixed for a later day gives way to this one.
    """
    if relation.state == RelationState.ENDED:
        RELATION.advance(relation, "revive", by=by, fields={"ended_on": None, "end_reason": "", "end_note": ""}, on=on)
    return end_relation(relation, by=by, on=on, reason=BY_ORDER, note=note)


@transaction.atomic
def void_relation(relation: Relation, *, by: User, note: str) -> Relation:
    """Its order is revoked from the very first day: it has never been valid and counts nowhere (edge case 40)."""
    RELATION.advance(relation, "void", by=by, fields={"end_note": note[:500]})
    _nothing_left_open(relation, by=by, note=note)
    return relation


def _nothing_left_open(relation: Relation, *, by: User | None, note: str) -> None:
    """What was being prepared has lost its object; so have the steps after withdrawn consents."""
    for change in relation.changes.filter(state=ChangeState.PREPARED):
        drop_change(change, by=by)
    close_steps(relation.pk, by=by, note=note or _("Наставничество завершено."))
