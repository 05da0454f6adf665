"""Who holds which role on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nastavnik.accounts.models import User
from nastavnik.organisations.models import Organisation, Role, RoleKind

ROLE_ORDER = [RoleKind.HEAD, RoleKind.CURATOR, RoleKind.COUNCIL, RoleKind.ADMINISTRATOR, RoleKind.TEACHER]


@dataclass(frozen=True)
class Held:
    """Roles of an institution other than «педагог»: held on the day, from a later day, ended before."""

    now: list[Role]
    later: list[Role]
    before: list[Role]

    @property
    def lacks_head(self) -> bool:
        return not any(role.kind == RoleKind.HEAD for role in self.now)

    @property
    def lacks_curator(self) -> bool:
        """Nobody runs the system: the head has to know (1.3/3, 4.4.1)."""
        return not any(role.kind == RoleKind.CURATOR for role in self.now)


def roles_held(organisation: Organisation, day: date) -> Held:
    """Who holds, will hold and has held which role, in the order of roles (one query)."""
    roles = list(
        Role.objects.of(organisation)
        .exclude(kind=RoleKind.TEACHER)
        .select_related("user")
        .order_by("-since", "user__shown_name")
    )
    roles.sort(key=lambda role: (ROLE_ORDER.index(RoleKind(role.kind)), role.is_acting))
    ended = [role for role in roles if role.until is not None and role.until < day]
    later = [role for role in roles if role.since > day]
    return Held([role for role in roles if role not in ended and role not in later], later, ended)


def holder_of(organisation: Organisation, kind: str, day: date) -> Role | None:
    """Who has the authority of this role on the day: the acting head, where somebody acts (edge case 18)."""
    held = Role.objects.of(organisation).filter(kind=kind).on(day).select_related("user")
    return held.order_by("-is_acting", "-since").first()


def head_proper(organisation: Organisation, day: date) -> Role | None:
    """The head's own role on the day, also while somebody acts: whose post it is, and who cannot be a mentee (3.2)."""
    held = Role.objects.of(organisation).filter(kind=RoleKind.HEAD, is_acting=False).on(day).select_related("user")
    return held.order_by("-since").first()


def users_of(organisation: Organisation, day: date) -> QuerySet[User]:
    """Those who can sign in here on the day, in the order of their names."""
    held = Role.objects.of(organisation).on(day)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("shown_name")


def organisations_of(user: User, day: date) -> list[Organisation]:
    """The institutions where the user holds a role on the day, by name (domain, edge case 24)."""
    return list(
        Organisation.objects.filter(pk__in=Role.objects.filter(user=user).on(day).values("organisation"))
        .select_related("settings")
        .order_by("short_name")
    )
