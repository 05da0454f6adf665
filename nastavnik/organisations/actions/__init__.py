"""Acts of the room: the card and the settings, roles, the production calendar."""

from nastavnik.organisations.actions.calendar import change_calendar, fill_calendar, start_calendar
from nastavnik.organisations.actions.card import change_organisation, change_settings, found_organisation
from nastavnik.organisations.actions.roles import cancel_role, end_role, give_role, take_back_roles
from nastavnik.organisations.actions.services import add_service, change_service, drop_service

__all__ = [
    "add_service",
    "cancel_role",
    "change_calendar",
    "change_organisation",
    "change_service",
    "change_settings",
    "drop_service",
    "end_role",
    "fill_calendar",
    "found_organisation",
    "give_role",
    "start_calendar",
    "take_back_roles",
]
