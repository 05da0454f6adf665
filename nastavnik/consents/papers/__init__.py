"""The papers of consents: D7–D11, D26, of transfer, of the e-signature; the protocol of signing; the register (D28)."""

from nastavnik.consents.papers.consent import consent_paper, consents_paper
from nastavnik.consents.papers.protocol import Signing, protocol_paper
from nastavnik.consents.papers.register import RegisterRow, register_paper, register_rows

__all__ = [
    "RegisterRow",
    "Signing",
    "consent_paper",
    "consents_paper",
    "protocol_paper",
    "register_paper",
    "register_rows",
]
