"""Acts on roles: give one, end one (1.3/3, 4.3/3, 4.4.1)."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation, Role, RoleKind
from nastavnik.organisations.rules import forget_roles

ONE_HOLDER = (RoleKind.HEAD, RoleKind.CURATOR)


@transaction.atomic
def give_role(
    organisation: Organisation,
    user: User,
    kind: str,
    *,
    since: date,
    ground: str,
    by: User | None,
    until: date | None = None,
    ground_id: UUID | None = None,
) -> Role:
    """A role from a day on. A head or a curator who comes ends the one before, the day before.

    Raises Refused when the ground is missing or the role is held already.
    """
    if not ground.strip():
        raise Refused(_("Укажите основание: приказ или распоряжение с датой и номером."), field="ground")
    open_roles = Role.objects.select_for_update().filter(organisation=organisation, kind=kind, until__isnull=True)
    if open_roles.filter(user=user).exists():
        raise Refused(_("%(who)s уже исполняет эту роль.") % {"who": user})
    if kind in ONE_HOLDER:
        for role in open_roles:
            end_role(role, until=max(role.since, since - timedelta(days=1)), by=by)
    role = Role.objects.create(
        organisation=organisation,
        user=user,
        kind=kind,
        since=since,
        until=until,
        ground=ground,
        ground_id=ground_id,
    )
    forget_roles(user)
    journal.record("role_given", role, by=by, kind=kind, since=since)
    return role


@transaction.atomic
def end_role(role: Role, *, until: date, by: User | None) -> Role:
    """The last day of a role."""
    role.until = until
    role.save(update_fields=["until"])
    forget_roles(role.user)
    journal.record("role_ended", role, by=by, kind=role.kind, until=until)
    return role
