"""Who holds which role on a day."""

from datetime import date

from nastavnik.accounts.models import User
from nastavnik.organisations.models import Organisation, Role, RoleKind


def holder_of(organisation: Organisation, kind: str, day: date) -> Role | None:
    """The role of this kind that is held on the day (the latest, when several)."""
    return (
        Role.objects.of(organisation).filter(kind=kind).on(day).select_related("user").order_by("-since").first()
    )


def organisations_of(user: User, day: date) -> list[Organisation]:
    """The institutions where the user holds a role on the day, by name (domain, edge case 24)."""
    return list(
        Organisation.objects.filter(pk__in=Role.objects.filter(user=user).on(day).values("organisation"))
        .select_related("settings")
        .order_by("short_name")
    )


ROLE_ORDER = [RoleKind.HEAD, RoleKind.CURATOR, RoleKind.COUNCIL, RoleKind.ADMINISTRATOR, RoleKind.TEACHER]
