"""Acts on consents. Only the subject gives, refuses or withdraws; the curator registers what was signed on paper."""

from nastavnik.consents.actions.asking import (
    change_text,
    current_text,
    discard_consent,
    propose_consent,
)
from nastavnik.consents.actions.giving import (
    attach_scan,
    processing_consent,
    refuse_consent,
    register_consent,
    register_consents,
    replace_consent,
)
from nastavnik.consents.actions.resources import add_resource, change_resource, retire_resource
from nastavnik.consents.actions.signing import sign_consent, switch_off_signature, switch_on_signature
from nastavnik.consents.actions.steps import close_step, close_steps
from nastavnik.consents.actions.withdrawing import withdraw_consent

__all__ = [
    "add_resource",
    "attach_scan",
    "change_resource",
    "change_text",
    "close_step",
    "close_steps",
    "current_text",
    "discard_consent",
    "processing_consent",
    "propose_consent",
    "refuse_consent",
    "register_consent",
    "register_consents",
    "replace_consent",
    "retire_resource",
    "sign_consent",
    "switch_off_signature",
    "switch_on_signature",
    "withdraw_consent",
]
