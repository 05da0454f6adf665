"""To whom an appeal goes: past everybody whom it concerns (edge cases 19 to 21).

The order is a table; nobody decides on a petition about themselves, and where the head and the curator are one
person, there are no two to turn to: it goes to the council.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from nastavnik.organisations.models import Organisation, Role, RoleKind

Users = frozenset[UUID]

PETITION_ORDER = (RoleKind.CURATOR, RoleKind.HEAD, RoleKind.COUNCIL)  # 6.1/5
REPEATED_ORDER = (RoleKind.HEAD, RoleKind.COUNCIL)  # declined with reasons: once more to the head (domain 2.3.5)
PROPOSAL_ORDER = (RoleKind.CURATOR, RoleKind.HEAD, RoleKind.COUNCIL)  # 6.1/4
ESCALATED_ORDER = (RoleKind.HEAD, RoleKind.CURATOR, RoleKind.COUNCIL)

DECIDE = {
    RoleKind.CURATOR: (RoleKind.CURATOR, RoleKind.HEAD),  # the petition is addressed to both
    RoleKind.HEAD: (RoleKind.HEAD,),
    RoleKind.COUNCIL: (RoleKind.COUNCIL,),
}
"""Who may decide when it is the turn of a role."""

READ = {
    RoleKind.CURATOR: (RoleKind.CURATOR, RoleKind.HEAD),
    RoleKind.HEAD: (RoleKind.CURATOR, RoleKind.HEAD),
    RoleKind.COUNCIL: (RoleKind.COUNCIL,),
}
"""Who reads it then; a curator past whom it goes is left out of it by name."""


@dataclass(frozen=True)
class Holders:
    """The users who hold the roles on a day."""

    heads: Users = frozenset()
    curators: Users = frozenset()
    council: Users = frozenset()

    def of(self, kind: str) -> Users:
        return {
            RoleKind.HEAD: self.heads, RoleKind.CURATOR: self.curators, RoleKind.COUNCIL: self.council,
        }[RoleKind(kind)]  # fmt: skip

    @property
    def both(self) -> Users:
        """Who is the head and the curator at once (edge case 19)."""
        return self.heads & self.curators


def holders_of(organisation: Organisation, day: date) -> Holders:
    """Who holds which role there on the day (one query)."""
    held = Role.objects.of(organisation).on(day)
    found: dict[str, set[UUID]] = defaultdict(set)
    kinds = (RoleKind.HEAD, RoleKind.CURATOR, RoleKind.COUNCIL)
    for kind, user in held.filter(kind__in=kinds).values_list("kind", "user_id"):
        found[kind].add(user)
    return Holders(*(frozenset(found[kind]) for kind in kinds))


def addressee_of(holders: Holders, concerned: Users, order: tuple[RoleKind, ...]) -> RoleKind | None:
    """The first role of the order that somebody holds whom it does not concern; None: nobody of them."""
    return next((kind for kind in order if holders.of(kind) - concerned), None)


@dataclass(frozen=True)
class Way:
    """Where a petition goes: the role whose turn it is, who may decide and who may read it."""

    kind: RoleKind | None
    decide: Users
    read: Users


def way_of(holders: Holders, concerned: Users, *, repeated: bool = False) -> Way:
    """The way of a petition that concerns these users: the members of the pair or group, whatever their roles."""
    past = concerned | holders.both
    kind = addressee_of(holders, past, REPEATED_ORDER if repeated else PETITION_ORDER)
    if kind is None:
        return Way(None, frozenset(), frozenset())
    return Way(kind, _those(holders, DECIDE[kind]) - past, _those(holders, READ[kind]) - past)


def role_acting(holders: Holders, user: Any, kind: RoleKind) -> RoleKind:
    """As whom the user decides when it is the turn of `kind`."""
    return next(role for role in DECIDE[kind] if user.pk in holders.of(role))


def answerers(holders: Holders, author: UUID | None, *, escalated: bool) -> Users:
    """Who may answer a proposal: never the author; after its day the head first (6.1/4)."""
    own = frozenset({author} if author else ())
    kind = addressee_of(holders, own, ESCALATED_ORDER if escalated else PROPOSAL_ORDER)
    if kind is None:
        return frozenset()
    return _those(holders, (kind,) if escalated else DECIDE[kind]) - own


def mediators(holders: Holders, parties: Users) -> Users:
    """Who may mediate: the council and the curator, neither a party nor the head (4.5/8, edge case 19)."""
    return (holders.council | holders.curators) - holders.heads - parties


def _those(holders: Holders, kinds: tuple[RoleKind, ...]) -> Users:
    return frozenset().union(*(holders.of(kind) for kind in kinds))
