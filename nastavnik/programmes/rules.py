"""Who may do what: the two sides write and act, the curator or the head approves, never their own (4.4.7)."""

from typing import Any

import rules

from nastavnik.kit import clock
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.organisations.rules import is_council, is_member, leads, roles_of
from nastavnik.people.rules import is_self
from nastavnik.programmes.members import member_of, relation_of


@rules.predicate("takes part in the programme")
def takes_part(user, row):
    return row is not None and member_of(row, user) is not None


@rules.predicate("has taken part in the programme")
def has_taken_part(user, row):
    """Who has left may still read what they did."""
    return row is not None and any(one.person.user_id == user.pk for one in relation_of(row).members.all())


@rules.predicate("approves this programme")
def approves(user, row):
    """Whoever holds the role that decides on this programme today."""
    if row is None or approving_role(row) not in roles_of(user, row.organisation_id):
        return False
    return member_of(row, user) is None or approving_role(row) == RoleKind.HEAD


def approving_role(row: Any) -> str:
    """The curator, or the head where the setting says so; the other one when the first is in the pair.

    Nobody decides on their own programme (edge case 20): then a member of the council does. Where one person
    is everything, the head decides visibly alone (edge case 19).
    """
    if "_approving_role" not in row.__dict__:
        row.__dict__["_approving_role"] = _approving_role(row)
    return row.__dict__["_approving_role"]


def _approving_role(row: Any) -> str:
    organisation, today = row.organisation, clock.today()
    relation = relation_of(row)
    own = {member.person.user_id for member in relation.mentors + relation.mentees}
    order = [RoleKind.CURATOR, RoleKind.HEAD]
    if organisation.settings.head_approves_programmes:
        order.reverse()
    for kind in order:
        role = holder_of(organisation, kind, today)
        if role is not None and role.user_id not in own:
            return kind
    council = Role.objects.of(organisation).filter(kind=RoleKind.COUNCIL).on(today)
    return RoleKind.COUNCIL if council.exclude(user_id__in=own).exists() else RoleKind.HEAD


rules.add_perm("programmes.view_programmes", leads | is_council)
rules.add_perm("programmes.view_programme", leads | is_council | has_taken_part)
rules.add_perm("programmes.begin_programme", leads | takes_part)
rules.add_perm("programmes.write_programme", takes_part)
rules.add_perm("programmes.offer_programme", takes_part)
rules.add_perm("programmes.agree_programme", takes_part)
rules.add_perm("programmes.approve_programme", approves)
rules.add_perm("programmes.return_programme", approves | takes_part)
rules.add_perm("programmes.start_programme", leads | takes_part)
rules.add_perm("programmes.start_without_surveys", approves)
rules.add_perm("programmes.do_item", takes_part)
rules.add_perm("programmes.cancel_item", takes_part)
rules.add_perm("programmes.record_meeting", takes_part)
rules.add_perm("programmes.use_calendar", is_member)
rules.add_perm("programmes.change_hours", leads | is_self)
rules.add_perm("programmes.close_programme", leads | takes_part)
rules.add_perm("programmes.complete_programme", approves)
rules.add_perm("programmes.terminate_programme", approves)
