"""Screens of the room: partners with their agreements, events with their report."""

from nastavnik.partners.views.events import (
    event_add,
    event_change,
    event_detail,
    event_drop,
    event_list,
    event_report,
    event_report_paper,
    participant_remove,
    participants_add,
)
from nastavnik.partners.views.outside import outside_mentor_add
from nastavnik.partners.views.registry import (
    agreement_add,
    agreement_change,
    agreement_drop,
    agreement_end,
    agreement_renew,
    agreement_scan,
    agreement_scan_attach,
    partner_add,
    partner_change,
    partner_detail,
    partner_drop,
    partner_list,
)

__all__ = [
    "agreement_add",
    "agreement_change",
    "agreement_drop",
    "agreement_end",
    "agreement_renew",
    "agreement_scan",
    "agreement_scan_attach",
    "event_add",
    "event_change",
    "event_detail",
    "event_drop",
    "event_list",
    "event_report",
    "event_report_paper",
    "outside_mentor_add",
    "participant_remove",
    "participants_add",
    "partner_add",
    "partner_change",
    "partner_detail",
    "partner_drop",
    "partner_list",
]
