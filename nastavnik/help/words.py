"""How long something took, in words, and its middle."""

from collections.abc import Collection
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nastavnik.kit.ui.words import counted

_UNITS = (
    (timedelta(days=1), gettext_noop("день/дня/дней")),
    (timedelta(hours=1), gettext_noop("час/часа/часов")),
    (timedelta(minutes=1), gettext_noop("минута/минуты/минут")),
)


def lasted(length: timedelta) -> str:
    """«2 часа 5 минут», «1 день 3 часа»: the two greatest units, whole ones; less than a minute is said so."""
    parts: list[tuple[int, str]] = []
    rest = length
    for unit, forms in _UNITS:
        number, rest = divmod(rest, unit)
        if number or parts:
            parts.append((number, forms))
    said = [counted(number, forms) for number, forms in parts[:2] if number]
    return " ".join(said) or _("меньше минуты")


def middle(lengths: Collection[timedelta]) -> timedelta | None:
    """The median, exact: of an even number the mean of the two in the middle; None of nothing."""
    if not lengths:
        return None
    ordered, half = sorted(lengths), len(lengths) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
