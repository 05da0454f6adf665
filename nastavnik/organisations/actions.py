"""Acts on an institution: found it, change its card and settings, give and end roles."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation, OrganisationName, Role, RoleKind, Settings
from nastavnik.organisations.rules import forget_roles

ONE_HOLDER = (RoleKind.HEAD, RoleKind.CURATOR)


@transaction.atomic
def found_organisation(*, by: User | None, **card) -> Organisation:
    """A new institution with settings by default. `card` are fields of Organisation."""
    organisation = Organisation.objects.create(**card)
    Settings.objects.create(organisation=organisation)
    journal.record("organisation_founded", organisation, by=by)
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, *, by: User, **card) -> Organisation:
    """Change the card. A new name leaves the old one with its last day (1.1)."""
    before = Organisation.objects.select_for_update().get(pk=organisation.pk)
    changed = [name for name, value in card.items() if getattr(before, name) != value]
    if not changed:
        return organisation
    if {"full_name", "short_name"} & set(changed):
        _keep_name(before)
    for name in changed:
        setattr(organisation, name, card[name])
    organisation.save(update_fields=changed)
    journal.record("organisation_changed", organisation, by=by, fields=changed)
    return organisation


@transaction.atomic
def change_settings(settings: Settings, *, by: User, **values) -> Settings:
    """Change what the institution decides for itself; the journal keeps the old values."""
    before = {name: getattr(settings, name) for name in values}
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save(update_fields=list(values))
    changed = {name: [before[name], values[name]] for name in values if before[name] != values[name]}
    journal.record("settings_changed", settings, by=by, changed=changed)
    return settings


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


def _keep_name(before: Organisation) -> None:
    """The name up to yesterday. A second change on one day corrects the first, whose name no paper bears."""
    OrganisationName.objects.get_or_create(
        organisation=before,
        until=clock.today() - timedelta(days=1),
        defaults={"full_name": before.full_name, "short_name": before.short_name},
    )
