"""Clean input for consents."""

from nastavnik.consents.forms.asking import ConsentAskForm, ConsentFilterForm, RegisterDayForm
from nastavnik.consents.forms.choosing import RegisterConsentForm, SignConsentForm
from nastavnik.consents.forms.plain import (
    EXPIRING,
    WITHOUT_SCAN,
    CloseStepForm,
    ConsentTextForm,
    RegisterConsentsForm,
    ResourceForm,
    ScanForm,
    SignatureModeForm,
    WithdrawConsentForm,
)

__all__ = [
    "EXPIRING",
    "WITHOUT_SCAN",
    "CloseStepForm",
    "ConsentAskForm",
    "ConsentFilterForm",
    "ConsentTextForm",
    "RegisterConsentForm",
    "RegisterConsentsForm",
    "RegisterDayForm",
    "ResourceForm",
    "ScanForm",
    "SignConsentForm",
    "SignatureModeForm",
    "WithdrawConsentForm",
]
