"""Who may do what: the two sides write and act, the curator or the head approves, never their own (4.4.7)."""

from typing import Any

import rules

from nastavnik.kit import clock
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.organisations.rules import is_council, is_member, leads, roles_of
from nastavnik.pairs.models import EndReason, MemberRole
from nastavnik.people.rules import is_self
from nastavnik.programmes.marks import responsible_specialist
from nastavnik.programmes.members import member_of, relation_of
from nastavnik.programmes.models import PlanItem


@rules.predicate("takes part in the programme")
def takes_part(user, row):
    return row is not None and member_of(row, user) is not None


@rules.predicate("has taken part in the programme")
def has_taken_part(user, row):
    """Who has left may still read what they did."""
    return row is not None and any(one.person.user_id == user.pk for one in relation_of(row).members.all())


@rules.predicate("is a mentor of the programme")
def is_mentor_here(user, row):
    member = member_of(row, user) if row is not None else None
    return member is not None and member.role == MemberRole.MENTOR


@rules.predicate("was a mentee of the programme")
def was_mentee(user, row):
    """Their own words stay theirs to read; a former mentor reads no more."""
    own = [] if row is None else [one for one in relation_of(row).members.all() if one.person.user_id == user.pk]
    return any(one.role == MemberRole.MENTEE for one in own)


@rules.predicate("is a mentor of this mentee")
def is_mentor_of_mentee(user, row):
    """Of today: a former mentor reads no more."""
    return row is not None and row.role == MemberRole.MENTEE and not row.has_left and is_mentor_here(user, row)


@rules.predicate("is asked to help, or helps, with the activity")
def helps(user, row):
    """The limited view of a specialist; who has declined or stepped back has none (5.1/1)."""
    return row is not None and row.person.user_id == user.pk and row.may_read


@rules.predicate("is the specialist who answers for the activity")
def answers_for_item(user, row):
    specialist = responsible_specialist(row) if isinstance(row, PlanItem) else None
    return specialist is not None and specialist.person.user_id == user.pk


@rules.predicate("approves this programme")
def approves(user, row):
    """Whoever holds the role that decides on this programme today."""
    held = roles_of(user, row.organisation_id) & DECIDING if row is not None else frozenset()
    if not held or approving_role(row) not in held:
        return False
    return member_of(row, user) is None or approving_role(row) == RoleKind.HEAD


@rules.predicate("decides how this programme ends")
def decides_end(user, row):
    """Who approves; what the curator ends by their own initiative the head decides on (8.1/3)."""
    if row is not None and getattr(row, "end_reason", "") == EndReason.CURATOR:
        return RoleKind.HEAD in roles_of(user, row.organisation_id)
    return approves(user, row)


@rules.predicate("represents the structure")
def represents(user, row):
    return row is not None and row.person is not None and row.person.user_id == user.pk


@rules.predicate("has proposed it")
def has_proposed(user, row):
    return row is not None and getattr(row, "proposed_by_id", None) == user.pk


@rules.predicate("is the member themselves")
def is_that_member(user, row):
    return row is not None and row.member.person.user_id == user.pk


DECIDING = frozenset({RoleKind.CURATOR, RoleKind.HEAD, RoleKind.COUNCIL})


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
rules.add_perm("programmes.choose_forms", leads | takes_part)  # 3.4
rules.add_perm("programmes.add_phase", leads | takes_part)
rules.add_perm("programmes.remove_phase", leads | takes_part)
rules.add_perm("programmes.change_category", leads)  # 3.2
rules.add_perm("programmes.agree_programme", takes_part)
rules.add_perm("programmes.approve_programme", approves)
rules.add_perm("programmes.return_programme", approves | takes_part)
rules.add_perm("programmes.start_programme", leads | takes_part)
rules.add_perm("programmes.start_without_surveys", approves)
rules.add_perm("programmes.do_item", takes_part | answers_for_item)
rules.add_perm("programmes.cancel_item", takes_part)
rules.add_perm("programmes.invite_specialist", is_mentor_here)  # 5.1/1
rules.add_perm("programmes.view_engagement", helps)
rules.add_perm("programmes.answer_engagement", is_self)
rules.add_perm("programmes.entrust_item", takes_part)
rules.add_perm("programmes.release_specialist", is_mentor_here | is_self)
rules.add_perm("programmes.view_growth", leads | has_taken_part)
rules.add_perm("programmes.record_growth", takes_part)
rules.add_perm("programmes.view_skills", takes_part | was_mentee)  # 2.2/7, 2.2/8: the two and nobody else
rules.add_perm("programmes.record_skills", takes_part)
rules.add_perm("programmes.view_mentee", leads | is_mentor_of_mentee)  # 5.1/2
rules.add_perm("programmes.view_trajectory", leads | is_self)  # 2.2/1
rules.add_perm("programmes.manage_templates", leads | is_council)  # 4.5/3
rules.add_perm("programmes.give_council_task", leads | is_council)  # 4.5/6
rules.add_perm("programmes.finish_council_task", is_self)
rules.add_perm("programmes.drop_council_task", leads | is_council)
rules.add_perm("programmes.record_meeting", takes_part)
rules.add_perm("programmes.use_calendar", is_member)
rules.add_perm("programmes.change_hours", leads | is_self)
rules.add_perm("programmes.close_programme", leads | takes_part)
rules.add_perm("programmes.complete_programme", decides_end)
rules.add_perm("programmes.terminate_programme", approves)
rules.add_perm("programmes.propose_change", leads | takes_part)
rules.add_perm("programmes.answer_change", takes_part)
rules.add_perm("programmes.drop_proposal", leads | has_proposed)
rules.add_perm("programmes.settle_proposal", leads)
rules.add_perm("programmes.split_change", leads & ~takes_part)
rules.add_perm("programmes.repeat_change", leads | takes_part)
rules.add_perm("programmes.propose_pause", leads)
rules.add_perm("programmes.answer_pause", takes_part)
rules.add_perm("programmes.register_pause_consent", leads)
rules.add_perm("programmes.drop_pause", leads)
rules.add_perm("programmes.resume_programme", leads | takes_part)
rules.add_perm("programmes.ask_end", takes_part)
rules.add_perm("programmes.withdraw_wish", is_that_member)
rules.add_perm("programmes.accept_wish", approves)
rules.add_perm("programmes.comment_end", has_taken_part)
rules.add_perm("programmes.view_structures", leads | is_council)  # 5.2/2
rules.add_perm("programmes.change_structure", leads)
rules.add_perm("programmes.view_structure", leads | is_council | represents)
