"""Those left without: why, and what would help (R5.3)."""

from dataclasses import replace

import pytest

from nastavnik.matching import Mentee, Mentor, Names, propose

MENTEE = Mentee("e", topics=("speech",), institution="here")
MENTOR = Mentor("m", topics=("speech",), institution="here")
NAMES = Names(topics={"speech": "Речевое развитие", "icT": "ИКТ", "games": "Игры"})


def _alone(mentee, *mentors, others=()):
    round_ = propose([mentee, *others], mentors, names=NAMES)
    [found] = [one for one in round_.unmatched if one.mentee == mentee.id]
    return found


def _many(mentor, count, **changes):
    return [replace(mentor, id=f"{mentor.id}{number}", **changes) for number in range(count)]


@pytest.mark.clause("R5.3")
def test_distance_is_the_nearest_relaxation_where_suitable_mentors_are_elsewhere():
    found = _alone(MENTEE, *_many(MENTOR, 2, institution="there", distance_ok=True))
    assert found.obstacle == "other_institution"
    assert found.sentence == (
        "Те, кто подходит по теме, работают в других детских садах, а встречи на расстоянии не согласованы."
    )
    assert found.barriers == {"other_institution": 2}
    [way] = found.relaxations
    assert (way.code, way.mentors, way.places) == ("distance", ("m0", "m1"), True)
    assert way.sentence == "Если разрешить дистанционные встречи, появятся двое."


@pytest.mark.clause("R5.3")
def test_relaxation_says_when_the_mentors_it_opens_are_taken():
    other = Mentee("other", topics=("speech",), institution="there", forms=frozenset({"traditional"}))
    mentor = replace(MENTOR, institution="there", distance_ok=True)
    found = _alone(MENTEE, mentor, others=[other])
    [way] = found.relaxations
    assert not way.places
    assert way.sentence == (
        "Если разрешить дистанционные встречи, появится один, "
        "но свободных мест у них не останется: кто-то другой лишится наставника."
    )


def test_place_that_can_be_freed_by_re_seating_counts_as_a_place():
    # m is taken by other, who could go to spare as well
    other = Mentee("other", topics=("speech",), institution="there", wishes=("m",))
    mentor = replace(MENTOR, institution="there", distance_ok=True)
    spare = replace(MENTOR, id="spare", institution="there")
    found = _alone(MENTEE, mentor, spare, others=[other])
    distance = next(way for way in found.relaxations if way.code == "distance")
    assert (distance.mentors, distance.places) == (("m",), True)


def test_no_common_form_offers_another_form_first_of_the_mentee_then_of_the_mentor():
    found = _alone(replace(MENTEE, forms=frozenset({"traditional"})), replace(MENTOR, forms=frozenset({"short"})))
    assert found.obstacle == "no_form"
    assert [(way.code, way.sentence) for way in found.relaxations] == [
        ("any_form", "Если согласиться на любую форму, появится один."),
    ]
    distant = _alone(replace(MENTEE, distance_ok=True), replace(MENTOR, institution="there"))
    assert [(way.code, way.sentence) for way in distant.relaxations] == [
        ("mentor_distance", "Если наставник согласится на дистанционные встречи, появится один."),
    ]


def test_no_mentor_for_the_topic_asks_to_find_one():
    found = _alone(replace(MENTEE, topics=("icT", "games")), MENTOR)
    assert found.obstacle == "no_mentor"
    assert found.sentence == "В банке нет ни одного наставника по направлениям «ИКТ» и «игры»."
    assert [(way.code, way.sentence) for way in found.relaxations] == [
        ("recruit", "Если найти наставника по направлению «ИКТ», место будет.")
    ]


def test_request_without_a_topic_asks_for_one():
    found = _alone(replace(MENTEE, topics=()), MENTOR)
    assert (found.obstacle, found.relaxations) == ("no_request", ())
    assert found.sentence == "В запросе не названо ни одного направления: уточните его вместе с педагогом."


def test_full_mentors_are_asked_for_one_place_more():
    found = _alone(MENTEE, *_many(MENTOR, 3, used=1))
    assert found.obstacle == "no_place"
    assert found.sentence == "У всех, кто подходит по теме, места уже заняты."
    assert [way.sentence for way in found.relaxations] == [
        "Если один из 3 подходящих наставников возьмёт ещё одного человека, место будет."
    ]


def test_outcompeted_is_told_how_many_suit_and_what_each_would_cost():
    rivals = [Mentee(f"r{number}", topics=("speech",), waiting_days=300) for number in range(2)]
    found = _alone(replace(MENTEE, waiting_days=20), *_many(MENTOR, 2), others=rivals)
    assert (found.obstacle, found.waiting_days) == ("outcompeted", 20)
    assert found.sentence == "Есть 2 подходящих наставника, но мест меньше, чем тех, кому они нужны."
    # whose mentor comes to e by lot moves one, the other mentor brings a re-seating with it
    assert [(one.placed_lost, len(one.moves)) for one in found.alternatives] == [(0, 3), (0, 2)]
    assert found.alternatives[1].sentence.endswith("Один останется без наставника.")


def test_strongest_obstacle_is_the_one_of_most_mentors():
    full = _many(MENTOR, 2, used=1)
    shy = replace(MENTOR, id="shy", vetoes=frozenset({"e"}))
    found = _alone(MENTEE, *full, shy)
    assert (found.obstacle, found.barriers) == ("no_place", {"no_place": 2, "veto": 1})
    assert [(ban.mentor, ban.text) for ban in found.bans] == [("shy", "есть просьба не предлагать эту пару")]


@pytest.mark.clause("1.4/5")
def test_veto_is_told_without_its_side_and_without_a_way_round():
    for mentee, mentor in (
        (replace(MENTEE, vetoes=frozenset({"m"})), MENTOR),
        (MENTEE, replace(MENTOR, vetoes=frozenset({"e"}))),
    ):
        found = _alone(mentee, mentor)
        assert found.sentence == ("По просьбе одной из сторон пара с теми, кто подходит по теме, не предлагается.")
        assert found.relaxations == ()


@pytest.mark.clause("3.3.3")
def test_reversive_request_without_a_younger_mentor_says_so():
    mentee = replace(MENTEE, forms=frozenset({"reversive"}), birth_year=1970, experience_months=300)
    found = _alone(mentee, replace(MENTOR, birth_year=1960, experience_months=400))
    assert found.obstacle == "reversive"
    assert "не младше" in found.sentence and "п. 3.3.3" in found.sentence
    assert [way.code for way in found.relaxations] == ["any_form"]


def test_who_waits_longest_stands_first():
    mentees = [Mentee(f"e{days}", topics=("none",), waiting_days=days) for days in (5, 50, 20)]
    assert [one.mentee for one in propose(mentees, []).unmatched] == ["e50", "e20", "e5"]
