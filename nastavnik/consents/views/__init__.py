"""Screens of consents: the register, one consent, asking, one's own, places to publish, the e-signature, steps."""

from nastavnik.consents.views.asking import consent_ask, consent_propose, consent_renew, own_ask
from nastavnik.consents.views.consent import (
    consent_detail,
    consent_paper_download,
    consent_protocol,
    consent_refuse,
    consent_register,
    consent_scan,
    consent_sign,
    consent_withdraw,
    scan_attach,
)
from nastavnik.consents.views.mine import consents_own
from nastavnik.consents.views.places import resource_change, resource_list, resource_retire
from nastavnik.consents.views.register import (
    consent_list,
    consents_register,
    register_download,
    register_on_day,
    text_change,
    waiting_papers,
)
from nastavnik.consents.views.signature import signature_detail, signature_off
from nastavnik.consents.views.steps import step_close, step_list

__all__ = [
    "consent_ask",
    "consent_detail",
    "consent_list",
    "consent_paper_download",
    "consent_propose",
    "consent_protocol",
    "consent_refuse",
    "consent_register",
    "consent_renew",
    "consent_scan",
    "consent_sign",
    "consent_withdraw",
    "consents_own",
    "consents_register",
    "own_ask",
    "register_download",
    "register_on_day",
    "resource_change",
    "resource_list",
    "resource_retire",
    "scan_attach",
    "signature_detail",
    "signature_off",
    "step_close",
    "step_list",
    "text_change",
    "waiting_papers",
]
