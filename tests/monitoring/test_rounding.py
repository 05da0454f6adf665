"""Half away from zero, one digit, comma, no-break space (domain 5.4, edge case 72)."""

from decimal import Decimal

import pytest

from nastavnik.monitoring.rounding import of_all, percent, shown, with_comma


@pytest.mark.clause("M6")
@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [
        (3, 12, "25.0"),
        (8, 12, "66.7"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 16, "6.3"),  # 6.25: banker's rounding would say 6.2
        (5, 16, "31.3"),  # 31.25
        (1333, 2000, "66.7"),  # 66.65: a binary float lies below it and would say 66.6
        (29, 200, "14.5"),
        (57, 400, "14.3"),  # 14.25
        (0, 5, "0.0"),
        (5, 5, "100.0"),
    ],
)
def test_share_is_rounded_half_away_from_zero(numerator, denominator, value):
    assert percent(numerator, denominator) == Decimal(value)


def test_nothing_to_divide_by_is_no_number():
    assert percent(0, 0) is None
    assert percent(3, 0) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [(Decimal("66.7"), "66,7\u00a0%"), (Decimal("100.0"), "100,0\u00a0%"), (None, "—")],
)
def test_share_is_shown_as_russian_papers_write_it(value, words):
    assert shown(value) == words


def test_fall_has_a_true_minus():
    assert with_comma(Decimal("-12.5")) == "−12,5"


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"), [(8, 12, "8 из 12 (66,7 %)"), (0, 0, "0 из 0"), (1, 1, "1 из 1 (100,0 %)")]
)
def test_share_is_never_the_per_cent_alone(numerator, denominator, words):
    assert of_all(numerator, denominator).replace("\u00a0", " ") == words


def test_thirds_are_not_forced_to_make_a_hundred():
    assert sum(percent(1, 3) for _ in range(3)) == Decimal("99.9")
