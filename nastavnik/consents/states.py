"""The life of a consent (domain 2.3.1). That its term is over is a matter of the day, not a state."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.consents.models import Consent, ConsentState
from nastavnik.kit.lifecycle import Lifecycle, Move


def still_holds(consent: Consent) -> str | None:
    """One whose successor has not come into force yet holds, and is withdrawn like any other (152-ФЗ ст. 9)."""
    if consent.state == ConsentState.REPLACED and consent.lapse:
        return _now("Сейчас это невозможно: состояние — «%(state)s».") % {"state": consent.get_state_display()}
    return None


CONSENT = Lifecycle(
    "consent",
    ConsentState,
    (
        Move("register", _("Зарегистрировать"), ("proposed",), "given", "consent_registered"),
        Move("sign", _("Подписать простой электронной подписью"), ("proposed",), "given", "consent_signed"),
        Move("refuse", _("Отметить отказ"), ("proposed",), "refused", "consent_refused"),
        Move("withdraw", _("Отозвать"), ("given", "replaced"), "withdrawn", "consent_withdrawn", still_holds),
        Move("replace", _("Заменить"), ("given",), "replaced", "consent_replaced"),
    ),
)
