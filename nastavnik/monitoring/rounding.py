"""Figures as they are printed: decimal arithmetic, half away from zero, one digit (domain 5.4, edge case 72)."""

from decimal import ROUND_HALF_UP, Decimal

NBSP = "\N{NO-BREAK SPACE}"
_TENTH = Decimal("0.1")


def percent(numerator: int, denominator: int) -> Decimal | None:
    """The share in per cent with one digit; None when there is nothing to divide by."""
    if denominator == 0:
        return None
    return (Decimal(numerator) * 100 / Decimal(denominator)).quantize(_TENTH, ROUND_HALF_UP)


def with_comma(value: Decimal | int | None) -> str:
    """«66,7»; «—» for what is not computable."""
    return "—" if value is None else str(value).replace(".", ",").replace("-", "−")


def shown(value: Decimal | None) -> str:
    """«66,7 %», or «—»."""
    return "—" if value is None else f"{with_comma(value)}{NBSP}%"


def of_all(numerator: int, denominator: int) -> str:
    """«8 из 12 (66,7 %)»: never the per cent alone, a small team must see how small it is (7, 4)."""
    value = percent(numerator, denominator)
    counted = f"{numerator}{NBSP}из{NBSP}{denominator}"
    return counted if value is None else f"{counted} ({shown(value)})"
