"""The next number is suggested in the manner of the journal, never imposed (edge case 42)."""

from datetime import date

import pytest

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions import NewItem
from nastavnik.orders.models import ItemKind
from nastavnik.orders.numbers import suggest_number, tidy_number
from tests.cast import TODAY
from tests.orders.made import drafted, fresh, register, submitted

pytestmark = pytest.mark.django_db


def journal_of(cast, *numbers: str) -> None:
    for number in numbers:
        register(submitted(cast, NewItem(ItemKind.INTRODUCE_MODEL)), cast, number=number)


@pytest.mark.parametrize(
    ("taken", "following"),
    [
        ((), "1"),
        (("41",), "42"),
        (("41", "42-ОД"), "43-ОД"),
        (("ОД-41",), "ОД-42"),
        (("26", "26/1"), "27"),  # a number put in between does not become the manner
        (("9", "10"), "11"),  # as numbers, not as letters
        (("100", "7"), "101"),
        (("12 о/д",), "13 о/д"),
        (("без номера",), "1"),
    ],
)
def test_the_number_after_the_largest_is_suggested(cast, taken, following):
    journal_of(cast, *taken)
    assert suggest_number(cast.organisation, "main", 2026) == following


def test_each_journal_year_and_kindergarten_counts_for_itself(cast):
    journal_of(cast, "41-ОД")
    assert suggest_number(cast.organisation, "personnel", 2026) == "1"
    assert suggest_number(cast.organisation, "main", 2027) == "1"
    assert suggest_number(cast.other, "main", 2026) == "1"
    with clock.at(date(2027, 1, 11)):
        journal_of(cast, "1-ОД")
    assert suggest_number(cast.organisation, "main", 2027) == "2-ОД"
    assert suggest_number(cast.organisation, "main", 2026) == "42-ОД"


def test_a_draft_takes_no_number(cast):
    drafted(cast)
    assert suggest_number(cast.organisation, "main", TODAY.year) == "1"


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        (" 42-ОД ", "42-ОД"),
        ("№ 42", "42"),
        ("№42", "42"),
        ("12  о/д", "12 о/д"),
        ("№", ""),
        ("42\u200b-ОД\u202e", "42-ОД"),
        ("42\t-ОД", "42 -ОД"),
    ],
)
def test_a_number_is_tidied_as_it_stands_in_the_journal(typed, tidy):
    assert tidy_number(typed) == tidy


@pytest.mark.clause("4.3/2")
@pytest.mark.parametrize("again", ["42-од", "42-OД", "42\u2011ОД", "42 - ОД", "42-ОД\u200b"])
def test_a_number_that_one_reads_alike_is_taken(cast, again):
    journal_of(cast, "42-ОД")
    order = submitted(cast, NewItem(ItemKind.INTRODUCE_MODEL))
    with pytest.raises(Refused) as refused:
        register(order, cast, number=again)
    assert refused.value.field == "number" and "уже занят" in refused.value.sentence
    assert fresh(order).state == "to_sign"


def test_a_next_number_that_does_not_fit_is_not_given(cast):
    journal_of(cast, "9" * 30)
    with pytest.raises(Refused) as refused:
        journal_of(cast, "")
    assert refused.value.sentence == "Следующий номер не помещается в журнал: впишите номер сами."
