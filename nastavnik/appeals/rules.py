"""Who may see and do what: past the person concerned, mediation past the head, the administrator never (4.5/8, 6.1)."""

from typing import Any

import rules

from nastavnik.appeals.addressees import (
    Holders,
    Users,
    Way,
    answerers,
    holders_of,
    way_of,
)
from nastavnik.appeals.models import MediationCase, MediationState, Petition, Proposal, ProposalState
from nastavnik.duties.rules import has_a_card, is_that_mentee
from nastavnik.kit import clock
from nastavnik.organisations.models import RoleKind
from nastavnik.organisations.rules import is_council, is_head, is_member, leads, roles_of
from nastavnik.pairs.models import Relation


# --- petitions ----------------------------------------------------------------------------------------------------
def way_of_petition(petition: Petition, holders: Holders | None = None) -> Way:
    """Where this petition goes today; kept on the row. Lists read the holders once and give them."""
    if "_way" not in petition.__dict__:
        known = holders or holders_of(petition.organisation, clock.today())
        concerned = members_of(petition.member.relation)
        petition.__dict__["_way"] = way_of(known, concerned, repeated=petition.repeats_id is not None)
    return petition.__dict__["_way"]


def members_of(relation: Relation) -> Users:
    """All who take or have taken part in the pair or group: none of them decides on it (edge case 20)."""
    if "members" in getattr(relation, "_prefetched_objects_cache", {}):
        users = [member.person.user_id for member in relation.members.all()]
    else:
        users = list(relation.members.values_list("person__user_id", flat=True))
    return frozenset(user for user in users if user)


@rules.predicate("is the author of the petition")
def has_petitioned(user, petition):
    return petition is not None and petition.member.person.user_id == user.pk


@rules.predicate("is an addressee of the petition whom it does not concern")
def is_addressee(user, petition):
    return petition is not None and user.pk in way_of_petition(petition).read


@rules.predicate("decides on the petition")
def decides(user, petition):
    return petition is not None and user.pk in way_of_petition(petition).decide


@rules.predicate("is the mentor, and the talk is open")
def is_told_mentor(user, petition):
    return petition is not None and petition.is_told and petition.mentor.person.user_id == user.pk


@rules.predicate("is granted")
def is_granted(user, petition):
    """Whoever prepares orders has to know what was decided, not why."""
    return petition is not None and petition.state == "granted"


# --- proposals ----------------------------------------------------------------------------------------------------
@rules.predicate("is the author of the proposal")
def has_proposed(user, proposal):
    return proposal is not None and proposal.author.user_id == user.pk


@rules.predicate("is shown to colleagues by its author's will")
def is_shown(user, proposal):
    return proposal is not None and proposal.is_shown and proposal.state == ProposalState.ANSWERED


@rules.predicate("answers the proposal")
def answers(user, proposal):
    return proposal is not None and user.pk in answerers_of(proposal)


def answerers_of(proposal: Proposal, holders: Holders | None = None) -> Users:
    """Who may answer it today."""
    known = holders or holders_of(proposal.organisation, clock.today())
    return answerers(known, proposal.author.user_id, escalated=proposal.is_with_head)


# --- mediation ----------------------------------------------------------------------------------------------------
@rules.predicate("is the author of the mediation")
def has_asked(user, case):
    return case is not None and case.author.user_id == user.pk


@rules.predicate("is the mediator")
def is_mediator(user, case):
    """While they hold the role that they were chosen for; never when they have become the head."""
    if case is None or case.mediator_id != user.pk:
        return False
    roles = roles_of(user, case.organisation_id)
    return bool(roles & {RoleKind.COUNCIL, RoleKind.CURATOR}) and RoleKind.HEAD not in roles


@rules.predicate("is a party")
def is_party(user, case):
    return case is not None and case.party_of(user) is not None


@rules.predicate("has begun")
def has_begun(user, case):
    """Parties learn of it when the mediator has agreed to begin."""
    return case is not None and case.state in (MediationState.RUNNING, MediationState.CLOSED)


@rules.predicate("is with the mediator")
def is_with_mediator(user, case):
    return case is not None and case.state in (MediationState.ASKED, MediationState.RUNNING, MediationState.CLOSED)


@rules.predicate("all parties let the head know")
def is_open_to_head(user, case):
    return case is not None and case.opens_to_head


@rules.predicate("is the party themselves")
def is_that_party(user, party):
    return party is not None and party.person.user_id == user.pk


@rules.predicate("belongs to a mediation that has begun")
def of_begun(user, party):
    case: Any = getattr(party, "case", None)
    return isinstance(case, MediationCase) and has_begun(user, case)


rules.add_perm("appeals.view_appeals", is_member)
rules.add_perm("appeals.view_addressed", leads | is_council)

rules.add_perm("appeals.submit_petition", is_that_mentee)
rules.add_perm("appeals.read_petition", has_petitioned | is_addressee)  # with its reasons and its text
rules.add_perm(
    "appeals.view_petition", has_petitioned | is_addressee | is_told_mentor | (leads & is_granted)
)  # that it is there
rules.add_perm("appeals.decide_petition", decides)
rules.add_perm("appeals.withdraw_petition", has_petitioned)
rules.add_perm("appeals.repeat_petition", has_petitioned)

rules.add_perm("appeals.submit_proposal", has_a_card)
rules.add_perm("appeals.view_proposals", is_member)
rules.add_perm("appeals.view_proposal", has_proposed | leads | is_council | (is_member & is_shown))
rules.add_perm("appeals.answer_proposal", answers)
rules.add_perm("appeals.show_proposal", has_proposed)
rules.add_perm("appeals.withdraw_proposal", has_proposed)

rules.add_perm("appeals.ask_mediation", has_a_card)
rules.add_perm(
    "appeals.view_mediation",
    has_asked | (is_mediator & is_with_mediator) | (has_begun & (is_party | (is_head & is_open_to_head))),
)
rules.add_perm("appeals.read_mediation", has_asked | (is_mediator & is_with_mediator))  # the author's own words
rules.add_perm("appeals.mediate", is_mediator)
rules.add_perm("appeals.choose_mediator", has_asked)
rules.add_perm("appeals.withdraw_mediation", has_asked)
rules.add_perm("appeals.answer_mediation", is_that_party & of_begun)
rules.add_perm("appeals.open_mediation", is_that_party & of_begun)  # to the head
