"""Input that contradicts itself is refused with a sentence; equal input has one hash."""

from dataclasses import replace

import pytest

from nastavnik.matching import (
    InputError,
    Instance,
    Mentee,
    Mentor,
    Round,
    Weights,
    from_plain,
    propose,
    to_plain,
)
from tests.matching.kindergarten import MENTEES, MENTORS


def test_instance_refuses_one_id_twice():
    with pytest.raises(InputError, match="Код «e» стоит в списке наставляемых дважды: оставьте одну запись"):
        propose([Mentee("e"), Mentee("e", topics=("t",))], [])
    with pytest.raises(InputError, match="Код «m» стоит в списке наставников дважды"):
        propose([], [Mentor("m"), Mentor("m")])


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"topics": "speech"}, "topics"),
        ({"topics": ("speech", 5)}, "topics"),
        ({"forms": ("short",)}, "forms"),
        ({"experience_months": -1}, "experience_months"),
        ({"experience_months": 3.5}, "experience_months"),
        ({"waiting_days": True}, "waiting_days"),
        ({"waiting_days": 10**9}, "waiting_days"),
        ({"distance_ok": "нет"}, "distance_ok"),
        ({"place": 7}, "place"),
    ],
)
def test_instance_refuses_a_value_of_the_wrong_kind(changes, name):
    with pytest.raises(InputError, match=f"Запись «e»: поле {name} содержит недопустимое значение"):
        propose([replace(Mentee("e"), **changes)], [])


def test_instance_refuses_people_of_the_wrong_bank_and_an_empty_id():
    with pytest.raises(InputError, match="В списке наставляемых ожидается запись Mentee, а стоит Mentor"):
        propose([Mentor("m")], [])
    with pytest.raises(InputError, match="поле id содержит недопустимое значение ''"):
        propose([Mentee("")], [])


def test_dismissed_people_in_wishes_and_vetoes_harm_nobody():
    mentee = Mentee("e", topics=("t",), wishes=("gone", "m"), vetoes=frozenset({"gone"}), line_manager="gone")
    mentor = Mentor("m", topics=("t",), wishes=("gone",), vetoes=frozenset({"gone"}))
    assert propose([mentee], [mentor], excluded={("e", "gone")}).mentor_of("e") == "m"


def test_topic_named_twice_counts_once():
    assert Mentee("e", topics=("a", "b", "a")).topics == ("a", "b")
    assert Mentor("m", wishes=("x", "x")).wishes == ("x",)


def test_input_hash_is_the_same_in_any_order_and_another_after_any_change():
    instance = Instance(MENTEES, MENTORS)
    assert Instance(MENTEES[::-1], MENTORS[::-1]).input_hash == instance.input_hash
    others = [
        replace(instance, mentees=MENTEES[1:]),
        replace(instance, mentors=(*MENTORS[1:], replace(MENTORS[0], used=1))),
        replace(instance, weights=Weights(place=6)),
        replace(instance, excluded=frozenset({("elkina", "fokin")})),
        replace(instance, tie_key="x"),
    ]
    assert len({instance.input_hash, *(one.input_hash for one in others)}) == 6


def test_people_go_to_plain_values_and_back():
    for one in (*MENTEES, *MENTORS):
        assert from_plain(type(one), to_plain(one)) == one
    instance = Instance(MENTEES, MENTORS, excluded=frozenset({("a", "b")}))
    again = from_plain(Instance, to_plain(instance))
    assert (again, again.input_hash) == (instance, instance.input_hash)


@pytest.mark.parametrize("value", [None, [], {"pairs": 5}, {"surprise": 1}, {}])
def test_record_of_another_shape_is_refused(value):
    with pytest.raises(InputError, match="Запись подбора"):
        Round.from_plain(value)
