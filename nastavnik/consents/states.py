"""The life of a consent (domain 2.3.1). That its term is over is a matter of the day, not a state."""

from django.utils.translation import gettext_lazy as _

from nastavnik.consents.models import ConsentState
from nastavnik.kit.lifecycle import Lifecycle, Move

CONSENT = Lifecycle(
    "consent",
    ConsentState,
    (
        Move("register", _("Зарегистрировать"), ("proposed",), "given", "consent_registered"),
        Move("sign", _("Подписать простой электронной подписью"), ("proposed",), "given", "consent_signed"),
        Move("refuse", _("Отметить отказ"), ("proposed",), "refused", "consent_refused"),
        Move("withdraw", _("Отозвать"), ("given",), "withdrawn", "consent_withdrawn"),
        Move("replace", _("Заменить"), ("given",), "replaced", "consent_replaced"),
    ),
)
