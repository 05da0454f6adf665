"""Days that people type: a year of two digits in a date field becomes the year 26, not 2026."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIRST, LAST = 1900, 2199


def believable(day: date | datetime | None) -> None:
    """Refuse a year that no paper of an institution can bear, before any arithmetic goes wrong with it."""
    if day is not None and not FIRST <= day.year <= LAST:
        raise ValidationError(
            _("Проверьте год: получилось %(year)s. Год пишется четырьмя цифрами, например 2026.") % {"year": day.year}
        )
