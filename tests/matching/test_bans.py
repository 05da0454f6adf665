"""Every hard rule, alone."""

from dataclasses import replace

import pytest

from nastavnik.matching import Mentee, Mentor, bans, propose
from nastavnik.matching.bans import needs_attestation, usable_forms

MENTEE = Mentee("e", topics=("speech", "games"))
MENTOR = Mentor("m", topics=("games",), capacity=2)


def _with(one, **changes):
    return replace(one, **changes)


def _forms(*keys):
    return frozenset(keys)


def test_bans_of_a_plain_candidate_are_none():
    assert bans.bans(MENTEE, MENTOR) == ()


@pytest.mark.clause("7.1/1")
def test_mentor_without_any_topic_of_the_request_is_no_candidate():
    assert bans.bans(MENTEE, _with(MENTOR, topics=("sport",))) == ("no_topic",)
    assert bans.bans(_with(MENTEE, topics=()), MENTOR) == ("no_topic",)


def test_nobody_is_proposed_to_himself():
    assert bans.bans(_with(MENTEE, person="p"), _with(MENTOR, person="p")) == ("self",)
    assert bans.bans(_with(MENTEE, id="same"), _with(MENTOR, id="same")) == ("self",)


def test_own_line_manager_is_no_candidate():
    mentee = _with(MENTEE, line_manager="boss")
    assert bans.bans(mentee, _with(MENTOR, person="boss")) == ("line_manager",)
    assert bans.bans(mentee, _with(MENTOR, id="boss")) == ("line_manager",)
    assert bans.bans(mentee, MENTOR) == ()


@pytest.mark.clause("1.4/5")
def test_veto_of_either_side_forbids_the_pair_and_does_not_tell_whose_it_is():
    of_mentee = bans.bans(_with(MENTEE, vetoes=_forms("m")), MENTOR)
    of_mentor = bans.bans(MENTEE, _with(MENTOR, vetoes=_forms("e")))
    assert of_mentee == of_mentor == ("veto",)


@pytest.mark.clause("7.1/2")
def test_pair_that_did_not_come_about_is_not_proposed_again():
    assert bans.bans(MENTEE, MENTOR, frozenset({("e", "m")})) == ("declined",)


def test_mentor_without_a_free_place_is_no_candidate():
    assert bans.bans(MENTEE, _with(MENTOR, used=2)) == ("no_place",)
    assert bans.bans(MENTEE, _with(MENTOR, used=3)) == ("no_place",)
    assert bans.bans(MENTEE, _with(MENTOR, capacity=0)) == ("no_place",)


def test_pair_without_a_form_that_both_accept_is_forbidden():
    mentee = _with(MENTEE, forms=_forms("traditional"))
    assert bans.bans(mentee, _with(MENTOR, forms=_forms("short"))) == ("no_form",)
    assert bans.bans(mentee, _with(MENTOR, forms=_forms("short", "traditional"))) == ()
    assert bans.bans(mentee, MENTOR) == ()  # no form named: any


@pytest.mark.clause("3.3.5")
def test_consent_to_distance_meets_a_mentor_who_offers_that_form():
    distant = _with(MENTOR, forms=_forms("virtual"))
    mentee = _with(MENTEE, forms=_forms("traditional"))
    assert bans.bans(mentee, distant) == ("no_form",)
    assert bans.bans(_with(mentee, distance_ok=True), distant) == ()
    # «any form», but not at a distance
    assert bans.bans(MENTEE, distant) == ("no_form",)
    assert usable_forms(_with(MENTEE, distance_ok=True), distant) == {"virtual"}


def test_consent_of_both_to_distance_does_not_reconcile_different_forms():
    mentee = _with(MENTEE, forms=_forms("traditional"), distance_ok=True)
    mentor = _with(MENTOR, forms=_forms("short"), distance_ok=True)
    assert bans.bans(mentee, mentor) == ("no_form",)


@pytest.mark.clause("3.3.3")
@pytest.mark.parametrize(
    ("born", "months", "expected"),
    [
        ((1972, 1998), (300, 36), ()),
        ((1998, 1972), (36, 300), ("reversive",)),
        ((1972, 1998), (36, 36), ("reversive",)),  # younger, but the mentee is not the experienced one
        ((1972, 1972), (300, 36), ("reversive",)),  # not younger
        ((None, 1998), (300, 36), ()),
        ((1972, None), (300, None), ()),
        ((None, None), (36, 300), ("reversive",)),  # what is known is enough to forbid
    ],
)
def test_reversive_form_wants_a_younger_mentor_and_an_experienced_mentee(born, months, expected):
    mentee = _with(MENTEE, forms=_forms("reversive"), birth_year=born[0], experience_months=months[0])
    mentor = _with(MENTOR, birth_year=born[1], experience_months=months[1])
    assert bans.bans(mentee, mentor) == expected


@pytest.mark.clause("3.3.3")
def test_unknown_years_of_a_reversive_pair_are_left_to_the_curator():
    mentee = _with(MENTEE, forms=_forms("reversive"), experience_months=300)
    known = _with(mentee, birth_year=1972)
    mentor = _with(MENTOR, birth_year=1998, experience_months=36)
    assert needs_attestation(mentee, mentor)
    assert not needs_attestation(known, mentor)
    [match] = propose([mentee], [mentor]).pairs
    assert match.note.startswith("Реверсивная форма: возраст или стаж неизвестны")
    assert propose([known], [mentor]).pairs[0].note == ""


def test_reversive_rule_does_not_touch_a_pair_with_another_form():
    mentee = _with(MENTEE, forms=_forms("reversive", "short"), birth_year=2000, experience_months=6)
    mentor = _with(MENTOR, birth_year=1970, experience_months=300)
    assert bans.bans(mentee, mentor) == ()
    assert usable_forms(mentee, mentor) == {"short"}


def test_request_for_the_reversive_form_alone_is_not_met_by_an_older_mentor_at_a_distance():
    mentee = _with(MENTEE, forms=_forms("reversive"), birth_year=1972, experience_months=300, distance_ok=True)
    mentor = _with(MENTOR, forms=_forms("reversive", "virtual"), birth_year=1965, experience_months=400)
    assert bans.bans(mentee, mentor) == ("reversive",)
    assert bans.bans(mentee, _with(mentor, forms=_forms("virtual"))) == ("no_form",)


@pytest.mark.clause("4.4.6")
def test_mentor_of_another_kindergarten_needs_distance_or_the_network_form():
    mentee = _with(MENTEE, institution="a")
    mentor = _with(MENTOR, institution="b")
    assert bans.bans(mentee, mentor) == ("other_institution",)
    assert bans.bans(_with(mentee, distance_ok=True), mentor) == ("other_institution",)
    assert bans.bans(_with(mentee, distance_ok=True), _with(mentor, distance_ok=True)) == ()
    network = _with(mentor, forms=_forms("network", "traditional"))
    assert bans.bans(mentee, network) == ()
    assert usable_forms(mentee, network) == {"network"}
    assert bans.bans(mentee, _with(mentor, institution=None)) == ()


def test_all_bans_of_a_pair_are_named_the_personal_ones_first():
    mentee = _with(MENTEE, person="p", line_manager="p", vetoes=_forms("m"), forms=_forms("short"))
    mentor = _with(MENTOR, person="p", used=2, forms=_forms("traditional"))
    assert bans.bans(mentee, mentor) == ("self", "line_manager", "veto", "no_form", "no_place")
    assert all(code in bans.BAN_TEXTS for code in bans.bans(mentee, mentor))
