"""Pages of «Учреждение»: the card and the settings, roles, the production calendar."""

from nastavnik.organisations.views.calendar import calendar_change, calendar_detail, calendar_fill
from nastavnik.organisations.views.card import organisation_change, organisation_detail, settings_change
from nastavnik.organisations.views.roles import acting_appoint, head_replace, role_cancel, role_end
from nastavnik.organisations.views.services import service_add, service_change, service_drop, service_list

__all__ = [
    "acting_appoint",
    "calendar_change",
    "calendar_detail",
    "calendar_fill",
    "head_replace",
    "organisation_change",
    "organisation_detail",
    "role_cancel",
    "role_end",
    "service_add",
    "service_change",
    "service_drop",
    "service_list",
    "settings_change",
]
