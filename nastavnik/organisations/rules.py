"""Who is who in an institution today; predicates that the rules of every room are joined from."""

from typing import Any
from uuid import UUID

import rules

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.organisations.models import Role, RoleKind


def roles_of(user: User, organisation_id: UUID) -> frozenset[str]:
    """The kinds of role that the user holds there today; read once for a request.

    While somebody acts for the head, both are heads here: who is on leave still answers for the institution and reads
    everything. What they may not do is sign: the signatory of a day is `queries.holder_of`, the acting one alone.
    """
    return _held(user, organisation_id)[0]


def acts_for_head(user: User, organisation_id: UUID) -> bool:
    """Whether the user is head there today for a while only, in the place of another (no further query)."""
    return _held(user, organisation_id)[1]


def _held(user: User, organisation_id: UUID) -> tuple[frozenset[str], bool]:
    cache: dict | None = getattr(user, "remembered_roles", None)
    if cache is None:  # set as an attribute: the request's user is a lazy wrapper around the one that rules see
        cache = {}
        user.remembered_roles = cache  # type: ignore[attr-defined]
    key = (organisation_id, clock.today())
    if key not in cache:
        held = list(
            Role.objects.filter(user=user, organisation_id=organisation_id)
            .on(clock.today())
            .values_list("kind", "is_acting")
        )
        as_head = [is_acting for kind, is_acting in held if kind == RoleKind.HEAD]
        cache[key] = frozenset(kind for kind, _acting in held), bool(as_head) and all(as_head)
    return cache[key]


def forget_roles(user: User) -> None:
    """After an act that changes roles within one request."""
    user.remembered_roles = {}  # type: ignore[attr-defined]


def holds(kind: str) -> Any:
    """A predicate: the user holds this role today in the organisation of the row."""

    @rules.predicate(f"is {kind}")
    def predicate(user, row):
        return row is not None and kind in roles_of(user, row.organisation_id)

    return predicate


is_head = holds(RoleKind.HEAD)
is_curator = holds(RoleKind.CURATOR)
is_council = holds(RoleKind.COUNCIL)
is_administrator = holds(RoleKind.ADMINISTRATOR)
is_teacher = holds(RoleKind.TEACHER)


@rules.predicate("is a member")
def is_member(user, row):
    return row is not None and bool(roles_of(user, row.organisation_id))


leads = is_head | is_curator  # the two who run the system (4.3, 4.4)

rules.add_perm("organisations.view_organisation", is_member)
rules.add_perm("organisations.change_organisation", leads | is_administrator)
rules.add_perm("organisations.change_settings", leads)
rules.add_perm("organisations.give_role", leads | is_administrator)
rules.add_perm("organisations.view_calendar", is_member)
rules.add_perm("organisations.change_calendar", leads | is_administrator)
rules.add_perm("organisations.view_services", is_member)
rules.add_perm("organisations.change_services", leads | is_administrator)
rules.add_perm("organisations.view_journal", leads | is_administrator)
