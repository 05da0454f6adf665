"""A round of proposals from people: exact on all four levels, the same in any order, hard rules kept."""

import itertools
import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.matching import Instance, Mentee, Mentor, Round, Weights, check_certificate, propose
from nastavnik.matching.bans import bans
from nastavnik.matching.criteria import score
from tests.matching.kindergarten import MENTEES, MENTORS, NAMES
from tests.matching.tiny import people

ROOT = Path(__file__).parents[2]


def _pairs(round_: Round) -> list[tuple[str, str]]:
    return [(pair.mentee, pair.mentor) for pair in round_.pairs]


@pytest.mark.clause("R5.1", "7.1/1")
@settings(max_examples=80, deadline=None)
@given(people())
def test_propose_places_most_then_fits_best_then_loads_evenly(found):
    mentees, mentors = found
    round_ = propose(mentees, mentors)
    certificate = round_.certificate
    assert (-certificate.placed, -certificate.fit, certificate.load) == _best_by_trying(mentees, mentors)


@settings(max_examples=60, deadline=None)
@given(people(), st.randoms())
def test_propose_gives_the_same_record_for_people_in_any_order(found, lot):
    mentees, mentors = found
    round_ = propose(mentees, mentors)
    lot.shuffle(mentees)
    lot.shuffle(mentors)
    assert propose(mentees, mentors) == round_


def test_propose_gives_the_same_record_for_a_shuffled_crowd_of_equals():
    mentees = [Mentee(f"e{number}", topics=("t",)) for number in range(40)]
    mentors = [Mentor(f"m{number}", topics=("t",), capacity=2) for number in range(15)]
    round_ = propose(mentees, mentors)
    assert round_.certificate.placed == 30
    for seed in range(3):
        random.Random(seed).shuffle(mentees)
        random.Random(seed).shuffle(mentors)
        assert propose(mentees, mentors) == round_


def test_lot_depends_on_its_key_alone():
    mentees = [Mentee(f"e{number}", topics=("t",)) for number in range(8)]
    mentors = [Mentor(f"m{number}", topics=("t",)) for number in range(8)]
    first, second = (_pairs(propose(mentees, mentors, tie_key=key)) for key in ("2026", "2027"))
    assert first == _pairs(propose(mentees, mentors, tie_key="2026")) != second


@settings(max_examples=80, deadline=None)
@given(people())
def test_propose_never_breaks_a_hard_rule(found):
    mentees, mentors = found
    excluded = frozenset({("e0", "m0"), ("e1", "m1")})
    round_ = propose(mentees, mentors, excluded=excluded)
    by_id = {one.id: one for one in (*mentees, *mentors)}
    for mentee, mentor in _pairs(round_):
        assert bans(by_id[mentee], by_id[mentor], excluded) == ()
    for mentor in mentors:
        given_now = sum(pair.mentor == mentor.id for pair in round_.pairs)
        assert given_now <= max(0, mentor.capacity - mentor.used)
    assert sorted([pair.mentee for pair in round_.pairs] + [one.mentee for one in round_.unmatched]) == sorted(
        one.id for one in mentees
    )


@pytest.mark.clause("1.4/5")
def test_vetoes_that_cross_still_leave_a_pair_for_everybody():
    """A veto is no pair at all, not a pair of no points: with points for it all four would stay alone."""
    mentees = [
        Mentee("a", topics=("t",), vetoes=frozenset({"y"}), wishes=("x",)),
        Mentee("b", topics=("t",), wishes=("x",)),
    ]
    mentors = [
        Mentor("x", topics=("t",), wishes=("b",)),
        Mentor("y", topics=("t",), vetoes=frozenset({"a"})),
    ]
    assert _pairs(propose(mentees, mentors)) == [("a", "x"), ("b", "y")]


def test_number_placed_goes_before_any_fit():
    mentees = [Mentee("a", topics=("t", "u")), Mentee("b", topics=("t",))]
    mentors = [
        Mentor("x", topics=("t",), wishes=("a",)),
        Mentor("y", topics=("u",)),
    ]
    assert _pairs(propose(mentees, mentors)) == [("a", "y"), ("b", "x")]


@pytest.mark.clause("R5.3")
def test_who_waits_longer_gets_the_place_between_equals():
    mentees = [Mentee("a", topics=("t",)), Mentee("b", topics=("t",), waiting_days=200)]
    mentors = [Mentor("x", topics=("t",))]
    assert _pairs(propose(mentees, mentors)) == [("b", "x")]
    swapped = [replace(mentees[0], waiting_days=200), replace(mentees[1], waiting_days=0)]
    assert _pairs(propose(swapped, mentors)) == [("a", "x")]


def test_one_person_in_both_banks_gets_a_mentor_and_is_one():
    round_ = propose(MENTEES, MENTORS, names=NAMES)
    assert round_.mentor_of("ponomarenko") == "ryabykh"
    assert round_.mentor_of("safina") == "ponomarenko"


@pytest.mark.clause("R4.1", "R5.1")
def test_kindergarten_places_all_fourteen():
    round_ = propose(MENTEES, MENTORS, names=NAMES)
    assert round_.unmatched == ()
    assert dict(_pairs(round_)) == {
        "drozdetskaya": "nikitina",
        "elkina": "gavrilyuk",
        "ismailova": "tsvetkova",
        "karpenko": "kudryavtseva",
        "khomyakov": "shchepkina",
        "lapshina": "veretennikova",
        "melnik": "gavrilyuk",
        "ovsyannikova": "abrosimova",
        "petrova": "belokopytova",
        "ponomarenko": "ryabykh",
        "safina": "ponomarenko",
        "sharipova": "fokin",
        "tretyakova": "abrosimova",
        "zhavoronkova": "ryabykh",
    }


def test_record_goes_to_json_and_back():
    round_ = propose(MENTEES, MENTORS[:6], Weights(waiting=0), names=NAMES)
    assert round_.unmatched
    kept = json.dumps(round_.to_plain(), ensure_ascii=False)
    assert Round.from_plain(json.loads(kept)) == round_
    instance = Instance(MENTEES, MENTORS[:6], Weights(waiting=0))
    assert check_certificate(instance, Round.from_plain(json.loads(kept))) == []


def test_propose_reports_its_stages_and_stops_when_asked():
    seen = []
    propose(MENTEES, MENTORS, progress=lambda stage, done, of: seen.append((stage, done, of)))
    assert list(dict.fromkeys(stage for stage, _, _ in seen)) == ["candidates", "pairs", "explanations"]
    pairs = [done for stage, done, _ in seen if stage == "pairs"]
    assert (pairs[0], pairs[-1]) == (0, 14)
    assert pairs == sorted(pairs)
    assert seen[-1] == ("explanations", 14, 14)
    assert {of for _, _, of in seen} == {14}

    def stop(stage, done, of):
        if stage == "pairs":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        propose(MENTEES, MENTORS, progress=stop)


@pytest.mark.parametrize(
    ("mentees", "mentors"),
    [((), ()), ((), MENTORS), (MENTEES, ())],
    ids=["nobody", "no mentees", "no mentors"],
)
def test_propose_answers_when_a_bank_is_empty(mentees, mentors):
    round_ = propose(mentees, mentors)
    assert round_.pairs == ()
    assert len(round_.unmatched) == len(mentees)


def test_propose_answers_when_everybody_vetoes_everybody():
    everybody = frozenset(one.id for one in MENTORS)
    round_ = propose([replace(one, vetoes=everybody) for one in MENTEES], MENTORS)
    assert round_.pairs == ()


def test_municipality_of_500_by_170_with_twenty_candidates_each_is_solved_and_proved():
    lot = random.Random("municipality")
    topics = [f"t{number}" for number in range(40)]
    mentees = [
        Mentee(f"e{number}", topics=tuple(lot.sample(topics, 2)), experience_months=lot.randrange(120))
        for number in range(500)
    ]
    mentors = [
        Mentor(
            f"m{number}",
            tuple(lot.sample(topics, 3)),
            lot.randint(1, 4),
            experience_months=lot.randrange(400),
        )
        for number in range(170)
    ]
    instance = Instance(tuple(mentees), tuple(mentors))
    assert check_certificate(instance, propose(mentees, mentors)) == []


def test_engine_runs_without_django_and_numpy():
    program = (
        "import sys\n"
        "for name in ('django', 'numpy', 'scipy', 'numba'): sys.modules[name] = None\n"
        "from nastavnik.matching import Mentee, Mentor, propose\n"
        "print(propose([Mentee('e', topics=('t',))], [Mentor('m', topics=('t',))]).pairs[0].score)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "64\n"


def _best_by_trying(mentees, mentors) -> tuple[int, int, int]:
    """(-placed, -fit, load) over all ways of giving mentors to mentees that no hard rule forbids."""
    places = {one.id: max(0, one.capacity - one.used) for one in mentors}
    options = [[None, *(one for one in mentors if not bans(mentee, one))] for mentee in mentees]
    best = []
    for choice in itertools.product(*options):
        given_now = {one.id: 0 for one in mentors}
        for one in filter(None, choice):
            given_now[one.id] += 1
        if all(given_now[key] <= places[key] for key in places):
            chosen = [(a, b) for a, b in zip(mentees, choice, strict=True) if b]
            fit = sum(score(a, b, Weights()) for a, b in chosen)
            load = sum((one.used + given_now[one.id]) ** 2 for one in mentors)
            best.append((-len(chosen), -fit, load))
    return min(best)
