"""Each criterion: whole points of its weight, and its state."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from nastavnik.matching import InputError, Mentee, Mentor, Weights
from nastavnik.matching.criteria import grades, score
from nastavnik.matching.weights import LABELS
from tests.matching.tiny import people

MENTEE = Mentee("e", topics=("speech", "games", "plan"))
MENTOR = Mentor("m", topics=("speech",))
# every weight 24, so that all the fractions come out whole
EVEN = Weights(topics=24, experience=24, position=24, forms=24, hours=24, place=24, wishes=24, waiting=0)


def _grade(criterion, mentee=MENTEE, mentor=MENTOR, weights=EVEN):
    [found] = [one for one in grades(mentee, mentor, weights) if one.criterion == criterion]
    return found.points, found.state


@pytest.mark.clause("7.1/1")
def test_first_topic_counts_most():
    assert _grade("topics", mentor=replace(MENTOR, topics=("speech",))) == (12, "fit")
    assert _grade("topics", mentor=replace(MENTOR, topics=("games",))) == (8, "part")
    assert _grade("topics", mentor=replace(MENTOR, topics=("plan",))) == (4, "part")
    assert _grade("topics", mentor=replace(MENTOR, topics=("plan", "games", "speech"))) == (24, "fit")
    assert _grade("topics", mentor=replace(MENTOR, topics=("sport",))) == (0, "miss")


def test_experience_is_enough_at_three_years_more_and_nothing_at_none():
    def of(mentee, mentor):
        return _grade(
            "experience",
            replace(MENTEE, experience_months=mentee),
            replace(MENTOR, experience_months=mentor),
        )

    assert of(0, 36) == (24, "fit")
    assert of(12, 408) == (24, "fit")
    assert of(12, 30) == (12, "part")
    assert of(12, 12) == of(24, 12) == (0, "miss")
    assert of(None, 12) == of(12, None) == (12, "unknown")


@pytest.mark.clause("3.3.3")
def test_experience_of_a_reversive_pair_is_the_mentees():
    mentee = replace(MENTEE, forms=frozenset({"reversive"}), experience_months=300, birth_year=1972)
    mentor = replace(MENTOR, experience_months=60, birth_year=1998)
    assert _grade("experience", mentee, mentor) == (24, "fit")


def test_position_is_compared_without_case_and_spaces():
    mentee = replace(MENTEE, position="Воспитатель ")
    assert _grade("position", mentee, replace(MENTOR, position="воспитатель")) == (24, "fit")
    assert _grade("position", mentee, replace(MENTOR, position="логопед")) == (0, "miss")
    assert _grade("position", mentee) == (12, "unknown")


def test_form_that_was_asked_for_is_a_fit_and_one_only_agreed_to_a_part():
    mentee = replace(MENTEE, forms=frozenset({"short"}), distance_ok=True)
    assert _grade("forms", mentee, replace(MENTOR, forms=frozenset({"short"}))) == (24, "fit")
    assert _grade("forms", mentee, replace(MENTOR, forms=frozenset({"virtual"}))) == (12, "part")
    assert _grade("forms") == (24, "any")


def test_one_hour_in_common_is_a_fit_and_two_are_better():
    mentee = replace(MENTEE, hours=frozenset({"mon-am", "tue-am", "wed-am"}))
    assert _grade("hours", mentee, replace(MENTOR, hours=frozenset({"mon-am"}))) == (12, "fit")
    assert _grade("hours", mentee, replace(MENTOR, hours=frozenset({"mon-am", "wed-am"}))) == (24, "fit")
    assert _grade("hours", mentee, replace(MENTOR, hours=frozenset({"fri-am"}))) == (0, "miss")
    assert _grade("hours", mentee) == (12, "unknown")


@pytest.mark.clause("3.3.5")
def test_place_counts_less_with_every_step_away():
    mentee = replace(MENTEE, place="p", institution="i", distance_ok=True)
    mentor = replace(MENTOR, place="p", institution="i", distance_ok=True)
    assert _grade("place", mentee, mentor) == (24, "fit")
    assert _grade("place", mentee, replace(mentor, place="q")) == (12, "part")
    assert _grade("place", mentee, replace(mentor, place="q", distance_ok=False)) == (0, "miss")
    assert _grade("place", mentee, replace(mentor, institution="j")) == (6, "part")
    here, far = replace(mentee, municipality="m"), replace(mentor, institution="j", municipality="n")
    assert _grade("place", here, replace(far, municipality="m")) == (6, "part")
    assert _grade("place", here, far) == (3, "part")
    assert _grade("place", here, replace(far, distance_ok=False)) == (0, "miss")
    assert _grade("place", mentee, replace(mentor, place=None)) == (12, "unknown")
    assert _grade("place", replace(mentee, forms=frozenset({"virtual"})), mentor) == (24, "any")


@pytest.mark.clause("7.1/2")
def test_wishes_of_both_sides_count_half_each_and_the_first_most():
    """A side without any wishes leaves its half to the other."""
    wished = replace(MENTEE, wishes=("m",))
    offered = replace(MENTOR, wishes=("x", "e"))
    assert _grade("wishes", wished, offered) == (21, "fit")
    assert _grade("wishes", wished) == (24, "fit")
    assert _grade("wishes", wished, replace(MENTOR, wishes=("x",))) == (12, "fit")
    assert _grade("wishes", MENTEE, offered) == (18, "fit")
    assert _grade("wishes", replace(MENTEE, wishes=("a", "b", "c", "d", "m"))) == (6, "fit")
    assert _grade("wishes", replace(MENTEE, wishes=("a",)), offered) == (9, "fit")
    assert _grade("wishes", replace(MENTEE, wishes=("a",))) == (0, "miss")
    assert _grade("wishes") == (0, "any")


def test_waiting_grows_for_a_year():
    weights = Weights(waiting=73)
    assert _grade("waiting", replace(MENTEE, waiting_days=5), weights=weights) == (1, "any")
    assert _grade("waiting", replace(MENTEE, waiting_days=365), weights=weights) == (73, "any")
    assert _grade("waiting", replace(MENTEE, waiting_days=9999), weights=weights) == (73, "any")


@settings(max_examples=60, deadline=None)
@given(people())
def test_grades_add_up_to_the_score_and_stay_within_their_weights(found):
    mentees, mentors = found
    weights = Weights(place=7, wishes=13)
    for mentee in mentees:
        for mentor in mentors:
            parts = grades(mentee, mentor, weights)
            assert sum(one.points for one in parts) == score(mentee, mentor, weights) <= weights.total
            assert all(0 <= one.points <= one.max_points for one in parts)


def test_criterion_of_weight_nought_is_left_out():
    assert [one.criterion for one in grades(MENTEE, MENTOR, EVEN)] == [c for c in LABELS if c != "waiting"]


def test_default_weights_of_a_perfect_pair_are_a_hundred():
    assert Weights().total == 100


@pytest.mark.parametrize("value", [-1, 1001, 2.5, True, "5"])
def test_weight_that_is_no_whole_number_in_range_is_refused(value):
    with pytest.raises(InputError, match="Вес «Опыт» должен быть целым числом от 0 до 1000"):
        Weights(experience=value)
