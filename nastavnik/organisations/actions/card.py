"""Acts on an institution itself: found it, change its card and settings."""

from datetime import timedelta

from django.db import transaction

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.organisations.actions.calendar import start_calendar
from nastavnik.organisations.models import Organisation, OrganisationName, Settings


@transaction.atomic
def found_organisation(*, by: User | None, **card) -> Organisation:
    """A new institution with settings by default. `card` are fields of Organisation."""
    organisation = Organisation.objects.create(**card)
    Settings.objects.create(organisation=organisation)
    start_calendar(organisation)
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


def _keep_name(before: Organisation) -> None:
    """The name up to yesterday. A second change on one day corrects the first, whose name no paper bears."""
    OrganisationName.objects.get_or_create(
        organisation=before,
        until=clock.today() - timedelta(days=1),
        defaults={"full_name": before.full_name, "short_name": before.short_name},
    )
