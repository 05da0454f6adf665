"""Clean input for drafting, agreeing, registering and correcting orders."""

from nastavnik.orders.forms.agreeing import AgreeVisaForm, CirculateForm, ObjectForm
from nastavnik.orders.forms.base import DEEDS, BaseOrderForm, LaterDeedsForm
from nastavnik.orders.forms.correcting import AmendOrderForm, RevokeOrderForm
from nastavnik.orders.forms.later import LaterOrderForm, LaterRelationForm, LaterSidesForm
from nastavnik.orders.forms.people import BankOrderForm, BodyOrderForm, MentorOrderForm, RewardOrderForm
from nastavnik.orders.forms.register import RegisterForm
from nastavnik.orders.forms.relations import ChangeOrderForm, RelationsOrderForm
from nastavnik.orders.forms.signing import AcquaintanceForm, ReturnOrderForm, ScanForm, SignOrderForm

__all__ = [
    "DEEDS",
    "AcquaintanceForm",
    "AgreeVisaForm",
    "AmendOrderForm",
    "BankOrderForm",
    "BaseOrderForm",
    "BodyOrderForm",
    "ChangeOrderForm",
    "CirculateForm",
    "LaterDeedsForm",
    "LaterOrderForm",
    "LaterRelationForm",
    "LaterSidesForm",
    "MentorOrderForm",
    "ObjectForm",
    "RegisterForm",
    "RelationsOrderForm",
    "ReturnOrderForm",
    "RevokeOrderForm",
    "RewardOrderForm",
    "ScanForm",
    "SignOrderForm",
]
