"""Texts of consents, consents, what of a person may be published where, steps after a withdrawal, the e-signature."""

from nastavnik.consents.models.consents import (
    CHOSEN,
    OF_A_PAIR,
    Consent,
    ConsentKind,
    ConsentQuerySet,
    ConsentState,
    ConsentText,
    Way,
)
from nastavnik.consents.models.publishing import (
    FIELDS_OF,
    Cell,
    Condition,
    Onward,
    PublicField,
    Resource,
    ResourceKind,
)
from nastavnik.consents.models.signing import SignatureMode
from nastavnik.consents.models.steps import ConsentStep, StepKind

__all__ = [
    "CHOSEN",
    "FIELDS_OF",
    "OF_A_PAIR",
    "Cell",
    "Condition",
    "Consent",
    "ConsentKind",
    "ConsentQuerySet",
    "ConsentState",
    "ConsentStep",
    "ConsentText",
    "Onward",
    "PublicField",
    "Resource",
    "ResourceKind",
    "SignatureMode",
    "StepKind",
    "Way",
]
