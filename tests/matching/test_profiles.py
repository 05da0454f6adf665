"""People as whole numbers: the sweep over the index says of every pair what the rules say of it alone."""

import subprocess
import sys
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings

from nastavnik.matching import InputError, Instance, Mentee, Mentor, Weights, explain, propose_for
from nastavnik.matching.bans import bans
from nastavnik.matching.candidates import build_problem
from nastavnik.matching.criteria import grades, score
from nastavnik.matching.many import match_columns
from nastavnik.matching.profiles.coding import code_columns, columns_of
from nastavnik.matching.profiles.columns import checked
from nastavnik.matching.profiles.compiling import COMPILED
from nastavnik.matching.profiles.index import index_of
from nastavnik.matching.profiles.numbers import Fast
from nastavnik.matching.profiles.pricing import Pricing
from nastavnik.matching.profiles.sheet import MORE_PLACES, NO_MENTOR, NO_REQUEST, OUTCOMPETED, RECRUIT, sheet_of
from nastavnik.matching.profiles.sweep import sweep
from nastavnik.matching.unmatched import OBSTACLE_TEXTS, WAYS
from nastavnik.matching.weights import DEFAULT, LABELS
from tests.matching.crowd import crowd
from tests.matching.tiny import people

EXCLUDED = frozenset({("e0", "m0"), ("e1", "m1")})


def _columns(found):
    mentees, mentors = found
    return columns_of(mentees, Mentee), columns_of(mentors, Mentor)


@settings(max_examples=80, deadline=None)
@given(people())
def test_sweep_finds_the_pairs_that_no_rule_forbids_with_the_points_of_each_alone(found):
    instance = Instance(*map(tuple, found), excluded=EXCLUDED)
    problem = build_problem(instance)
    for i, mentee in enumerate(instance.mentees):
        alone = [v for v, mentor in enumerate(instance.mentors) if not bans(mentee, mentor, EXCLUDED)]
        assert [problem.mentor[arc] for arc in problem.arcs(i)] == alone
        for arc in problem.arcs(i):
            assert problem.score[arc] == score(mentee, instance.mentors[problem.mentor[arc]], DEFAULT)


@pytest.fixture(scope="module")
def town():
    return crowd(300, seed=5)


@pytest.fixture(scope="module")
def answer(town):
    return match_columns(*town, keep=400)


def test_answer_does_not_depend_on_how_many_candidates_are_listed(town, answer):
    short = match_columns(*town, keep=3)
    assert short.rounds > answer.rounds == 1
    assert len(short.lists.mentor) < len(answer.lists.mentor) / 2
    assert list(short.mate) == list(answer.mate)
    assert [tuple(price) for price in short.solution.prices] == [tuple(price) for price in answer.solution.prices]


@pytest.mark.skipif(not COMPILED, reason="numba is not installed, or not wanted")
def test_compiled_rules_say_of_everybody_what_the_plain_ones_say(town, answer):
    topics, weights = len(answer.coded.topics), answer.weights.numbers()
    people = code_columns(checked(town[0], Mentee, ""), checked(town[1], Mentor, ""), (), "nastavnik", Fast()).people
    for keep in (5, 400):
        ours, plain = (sweep(one, index_of(one, topics), weights, keep) for one in (people, answer.coded.people))
        for field in fields(plain):
            assert list(getattr(ours, field.name)) == getattr(plain, field.name), field.name
    pricing = Pricing(people, topics, weights, answer.solution)
    assert pricing.faults() == []
    assert Pricing(people, topics, weights, replace(answer.solution, mate=[-1] * 300)).faults()
    sheet = sheet_of(people, topics, pricing, ours)
    for field in fields(sheet):
        assert list(getattr(sheet, field.name)) == list(getattr(answer.sheet, field.name)), field.name


def test_answer_does_not_depend_on_the_order_of_the_columns(town, answer):
    turned = [{name: column[::-1] for name, column in side.items()} for side in town]
    assert match_columns(*turned).pairs == answer.pairs


def test_shards_go_on_to_the_answer_of_the_whole(town, answer):
    mentees, mentors = town
    parts = []
    for half in (0, 1):
        mine = [
            {name: [one for one, at in zip(column, side["institution"], strict=True) if at[-1] in "02468"[half:]]
             for name, column in side.items()}
            for side in town
        ]  # fmt: skip
        parts.append(match_columns(*mine))
    assert match_columns(mentees, mentors, shards=parts).pairs == answer.pairs


@settings(max_examples=60, deadline=None)
@given(people())
def test_columns_give_the_round_of_the_same_people(found):
    instance = Instance(*map(tuple, found), excluded=EXCLUDED)
    round_ = propose_for(instance)
    result = match_columns(*_columns(found), excluded=EXCLUDED, keep=3)
    assert result.pairs == [(pair.mentee, pair.mentor) for pair in round_.pairs]
    sheet, matched = result.sheet, {pair.mentee: pair for pair in round_.pairs}
    left = {one.mentee: one for one in round_.unmatched}
    for i, key in enumerate(result.coded.mentees):
        if key in matched:
            pair = matched[key]
            assert [sheet.points[8 * i + place] for place in range(8)] == [
                {one.criterion: one.points for one in pair.contributions}.get(name, 0) for name in LABELS
            ]
            assert (sheet.score[i], sheet.fits[i], sheet.of[i]) == (pair.score, pair.fits.matched, pair.fits.of)
            assert result.coded.form_keys(int(sheet.forms[i])) == set(pair.forms)
        else:
            assert _obstacle(sheet.obstacle[i]) == left[key].obstacle
        _compare_others(result, i, (matched.get(key) or left[key]).alternatives)


def _compare_others(result, i, alternatives):
    sheet = result.sheet
    for number, other in enumerate(alternatives):
        assert result.coded.mentors[sheet.others[2 * i + number]] == other.mentor
        assert sheet.other_score[2 * i + number] == other.score
        assert sheet.others_lost(i, number) <= (other.placed_lost + (sheet.mentor[i] < 0), other.others_lost) or (
            sheet.others_lost(i, number)[0] < other.placed_lost
        )
    assert all(v == -1 for v in sheet.others[2 * i + len(alternatives) : 2 * i + 2])


def _obstacle(code):
    special = {OUTCOMPETED: "outcompeted", NO_MENTOR: "no_mentor", NO_REQUEST: "no_request"}
    return special.get(code) or list(explain.BAN_TEXTS)[code]


@settings(max_examples=60, deadline=None)
@given(people())
def test_nearest_relaxation_is_the_first_of_the_round(found):
    instance = Instance(*map(tuple, found))
    round_ = propose_for(instance)
    result = match_columns(*_columns(found), keep=5)
    codes = {-1: None, MORE_PLACES: "more_places", RECRUIT: "recruit"} | {k: way[0] for k, way in enumerate(WAYS)}
    for one in round_.unmatched:
        first = one.relaxations[0].code if one.relaxations else None
        assert codes[result.sheet.relaxation[result.coded.mentees.index(one.mentee)]] == first


@settings(max_examples=60, deadline=None)
@given(people())
def test_lacking_topics_are_those_of_the_round(found):
    round_ = propose_for(Instance(*map(tuple, found)))
    result = match_columns(*_columns(found), keep=5)
    table = {}
    for code, topic in enumerate(result.coded.topics):
        asked, left, mentors, places, more, points = (int(one) for one in result.sheet.topics[6 * code : 6 * code + 6])
        if asked and (not mentors or more or points):
            table[topic] = (asked, left, mentors, places, more, points)
    assert table == {
        one.topic: (one.asked, one.left, one.mentors, one.places, one.placed_more, one.points_more)
        for one in round_.lacking_topics
    }


def test_no_pair_breaks_a_hard_rule_and_points_add_up(town, answer):
    sheet = answer.sheet
    assert len(answer.pairs) > 150
    for i, v in enumerate(answer.mate):
        if v >= 0:
            mentee, mentor = answer.mentee(i), answer.mentor(int(v))
            assert bans(mentee, mentor) == ()
            parts = grades(mentee, mentor, DEFAULT)
            assert [one.points for one in parts] == list(sheet.points[8 * i : 8 * i + 8])
            assert sum(one.points for one in parts) == sheet.score[i]
    taken = [list(answer.mate).count(v) for v in range(len(answer.coded.mentors))]
    assert all(a <= b for a, b in zip(taken, answer.mentors["capacity"], strict=True))


def test_proof_refuses_planted_wrong_answers(answer):
    def faults(**changes):
        solution = replace(answer.solution, **changes)
        return Pricing(answer.coded.people, len(answer.coded.topics), answer._weights, solution).faults()

    mate, prices = [int(v) for v in answer.mate], [tuple(map(int, price)) for price in answer.solution.prices]
    assert faults() == []
    paired = next(i for i, v in enumerate(mate) if v >= 0)
    seat = mate[paired]
    assert faults(mate=[-1 if i == paired else v for i, v in enumerate(mate)])
    assert faults(mate=[seat if v < 0 else v for v in mate])[0].startswith("Недопустимых пар: ")
    dear = next(v for v, price in enumerate(prices) if price > (0, 9, 0, 0, 0))
    assert faults(prices=[(0, 0, 1, 0, 0) if v == dear else price for v, price in enumerate(prices)])
    assert OBSTACLE_TEXTS.keys() <= explain.BAN_TEXTS.keys()


@pytest.mark.parametrize(
    ("mentees", "mentors", "sentence"),
    [
        ({"id": ["e", "e"]}, {"id": []}, "Код «e» стоит в списке наставляемых дважды"),
        ({"id": ["e"], "topics": [("a",), ("b",)]}, {"id": []}, "столбец «topics» другой длины: 2 вместо 1"),
        ({"topics": []}, {"id": []}, "нет столбца id"),
        ({"id": ["e"], "age": [3]}, {"id": []}, "неизвестный столбец «age»"),
        ({"id": ["e"], "topics": ["speech"]}, {"id": []}, "Запись «e»: поле topics содержит недопустимое"),
        ({"id": []}, {"id": ["m"], "capacity": [10**9]}, "Запись «m»: поле capacity содержит недопустимое"),
        ({"id": ["e"], "hours": [frozenset(map(str, range(70)))]}, {"id": []}, "времени названо 70"),
        ({"id": ["e"], "topics": [tuple(map(str, range(5000)))]}, {"id": []}, "Разных направлений названо 5000"),
    ],
)
def test_columns_that_cannot_be_used_are_refused_with_a_sentence(mentees, mentors, sentence):
    with pytest.raises(InputError, match=sentence):
        match_columns(mentees, mentors)


def test_small_bank_is_matched_without_loading_the_compiler():
    code = (
        "import sys; from nastavnik.matching import match_columns as match; "
        "r = match({'id': ['e'], 'topics': [('t',)]}, {'id': ['m'], 'topics': [('t',)]}); "
        "print(r.pairs, r.sheet.score, 'numba' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert shown.startswith("[('e', 'm')]") and shown.endswith("False\n")


def test_million_of_equals_is_refused_at_once_with_a_sentence():
    count = 4000
    crowd_of = {"id": [str(number) for number in range(count)], "topics": [("t",)] * count}
    with pytest.raises(InputError, match="Пришлось бы сравнить 16000000 пар, это слишком много"):
        match_columns(crowd_of, {**crowd_of, "id": [f"m{key}" for key in crowd_of["id"]]}, most_pairs=10**7)


@pytest.mark.parametrize("heaviest", [1, 1000])
def test_extreme_banks_get_an_answer(heaviest):
    ids, seats = [f"e{number}" for number in range(30)], [f"m{number}" for number in range(10)]
    weights = Weights(*[heaviest] * 8)
    mentees = {"id": ids, "topics": [("t",)] * 30, "wishes": [("gone",)] * 30}
    mentors = {"id": seats, "topics": [("t",)] * 10, "capacity": [2] * 10}
    assert len(match_columns(mentees, mentors, weights).pairs) == 20
    assert match_columns(mentees, {**mentors, "capacity": [0] * 10}, weights).pairs == []
    assert match_columns({**mentees, "vetoes": [frozenset(seats)] * 30}, mentors, weights).pairs == []
    assert match_columns({"id": []}, mentors, weights).pairs == []
    assert match_columns(mentees, {"id": []}, weights).pairs == []
    assert match_columns({**mentees, "topics": [("unknown",)] * 30}, mentors, weights).pairs == []
