"""Numbers with their nouns, dates and lengths of time in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

NBSP = "\N{NO-BREAK SPACE}"

# In the genitive, as a date needs them.
MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)


def plural(number: int | float | Decimal, one: str, few: str, many: str) -> str:
    """The number with the noun in agreement: plural(5, "встреча", "встречи", "встреч") -> "5 встреч".

    A fraction is written with a comma and takes the genitive singular: "1,5 ставки". From 10 000 on,
    thousands are set apart by no-break spaces.
    """
    return f"{_written(number)} {plural_form(number, one, few, many)}"


def plural_form(number: int | float | Decimal, one: str, few: str, many: str) -> str:
    """The form of the noun alone: after 1, 21 (one), after 2-4 and fractions (few), after 0, 5-20 (many)."""
    if number % 1:
        return few
    tens, units = divmod(abs(int(number)) % 100, 10)
    if tens == 1:
        return many
    if units == 1:
        return one
    return few if 2 <= units <= 4 else many


def date_words(day: date) -> str:
    """«1 сентября 2026 г.», bound by no-break spaces so that a line never breaks inside."""
    return NBSP.join((str(day.day), MONTHS[day.month - 1], str(day.year), "г."))


def months_words(months: int) -> str:
    """A length of time in whole months as years and months: 41 -> «3 года 5 месяцев».

    0 means that the first month is not yet over: «менее месяца». Raises ValueError below zero.
    """
    if months < 0:
        raise ValueError(f"Срок не может быть отрицательным: {months} мес.")
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(plural(years, "год", "года", "лет"))
    if rest:
        parts.append(plural(rest, "месяц", "месяца", "месяцев"))
    return " ".join(parts) or "менее месяца"


def _written(number: int | float | Decimal) -> str:
    text = str(int(number)) if not number % 1 else f"{Decimal(str(number)):f}"
    whole, point, fraction = text.partition(".")
    if len(whole.lstrip("-")) > 4:
        whole = f"{int(whole):,}".replace(",", NBSP)
    return f"{whole},{fraction}" if point else whole
