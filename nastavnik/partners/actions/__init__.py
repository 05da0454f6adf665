"""Acts of the room: partners, agreements, events."""

from nastavnik.partners.actions.events import (
    add_event,
    add_participants,
    change_event,
    drop_event,
    remove_participant,
)
from nastavnik.partners.actions.outside import add_outside_mentor
from nastavnik.partners.actions.registry import (
    add_agreement,
    add_partner,
    attach_agreement_scan,
    change_agreement,
    change_partner,
    drop_agreement,
    drop_partner,
    end_agreement,
)

__all__ = [
    "add_agreement",
    "add_event",
    "add_outside_mentor",
    "add_participants",
    "add_partner",
    "attach_agreement_scan",
    "change_agreement",
    "change_event",
    "change_partner",
    "drop_agreement",
    "drop_event",
    "drop_partner",
    "end_agreement",
    "remove_participant",
]
