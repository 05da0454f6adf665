"""The stored correction: it wins over what was computed."""

import pytest

from nastavnik.russian.cases import OBLIQUE, Cases, apply_override
from nastavnik.russian.names import decline_name

NATALIA = Cases("Наталия", "Наталии", "Наталии", "Наталию", "Наталией", "Наталии")


def test_a_stored_form_wins_and_the_others_stay():
    corrected = apply_override(NATALIA, {"dative": "Наталье"})
    assert corrected.dative == "Наталье"
    assert corrected.genitive == "Наталии"
    assert NATALIA.dative == "Наталии"


def test_a_blank_correction_is_none():
    assert apply_override(NATALIA, {"dative": "", "genitive": "  "}) == NATALIA


def test_all_five_corrections_make_an_unknown_sex_certain():
    unknown = decline_name("Ким", "Саша", "", None)
    stored = dict.fromkeys(OBLIQUE, "Ким Саше")
    assert not unknown.certain
    assert apply_override(unknown, stored).certain
    assert not apply_override(unknown, {"dative": "Ким Саше"}).certain


def test_a_misspelled_case_is_refused_rather_than_lost():
    with pytest.raises(ValueError, match="названа неверно: ablative"):
        apply_override(NATALIA, {"ablative": "Натальей"})


def test_joined_parts_leave_out_the_empty_ones():
    joined = Cases.joined((NATALIA, Cases.unchanged(""), Cases.unchanged("Ким")))
    assert joined.instrumental == "Наталией Ким"
    assert joined.certain
