"""Groups among the pairs, and what the bank lacks."""

import pytest

from nastavnik.matching import Mentee, Mentor, Names, propose
from tests.matching.kindergarten import MENTEES, MENTORS
from tests.matching.kindergarten import NAMES as KINDERGARTEN_NAMES

NAMES = Names(topics={"speech": "Речевое развитие", "games": "Игры", "sport": "Физическое развитие"})


def _mentees(count, *topics):
    return [Mentee(f"e{number}", topics=topics) for number in range(count)]


def _groups(round_):
    return [(group.mentor, len(group.mentees), group.topic) for group in round_.groups]


@pytest.mark.clause("7.1", "7.2")
def test_same_request_to_one_mentor_who_leads_groups_is_a_group():
    mentor = Mentor("m", topics=("speech",), capacity=3, accepts_group=3)
    [group] = propose(_mentees(3, "speech"), [mentor], names=NAMES).groups
    assert (group.mentor, group.mentees, group.topic) == ("m", ("e0", "e1", "e2"), "speech")
    assert group.sentence == (
        "Можно работать группой (3 человека): общий запрос — речевое развитие, наставник ведёт группу до 3 человек."
    )


def test_kindergarten_makes_one_reversive_group():
    round_ = propose(MENTEES, MENTORS, names=KINDERGARTEN_NAMES)
    assert [(group.mentor, group.mentees) for group in round_.groups] == [("ryabykh", ("ponomarenko", "zhavoronkova"))]


def test_group_is_never_larger_than_the_mentor_takes():
    def sizes(count, largest):
        mentor = Mentor("m", topics=("speech",), capacity=5, accepts_group=largest)
        return [size for _, size, _ in _groups(propose(_mentees(count, "speech"), [mentor]))]

    assert sizes(5, 1) == []
    assert sizes(5, 2) == [2, 2]
    assert sizes(4, 3) == [2, 2]
    assert sizes(5, 4) == [3, 2]
    assert sizes(1, 4) == []


def test_different_first_topics_make_no_group():
    mentees = [Mentee("a", topics=("speech", "games")), Mentee("b", topics=("games", "speech"))]
    mentor = Mentor("m", topics=("speech", "games"), capacity=2, accepts_group=2)
    assert propose(mentees, [mentor]).groups == ()


def test_first_topic_that_the_mentor_lacks_makes_no_group():
    mentor = Mentor("m", topics=("games",), capacity=2, accepts_group=2)
    assert propose(_mentees(2, "speech", "games"), [mentor]).groups == ()


@pytest.mark.clause("R4.1")
def test_topic_without_a_mentor_is_lacking_even_if_all_are_placed():
    round_ = propose(_mentees(2, "sport", "games"), [Mentor("m", topics=("games",), capacity=2)], names=NAMES)
    assert round_.unmatched == ()
    [lacking] = round_.lacking_topics
    assert (lacking.topic, lacking.asked, lacking.left, lacking.mentors, lacking.places) == (
        "sport",
        2,
        0,
        0,
        0,
    )
    assert lacking.sentence == ("По направлению «физическое развитие» нет ни одного наставника: просят 2 человека.")


def test_topic_is_lacking_if_one_who_asks_has_nobody_even_if_another_has():
    mentees = [
        Mentee("a", topics=("speech",), forms=frozenset({"traditional"})),
        Mentee("b", topics=("speech",), forms=frozenset({"short"})),
    ]
    mentors = [Mentor("m", topics=("speech",), capacity=3, forms=frozenset({"short"}))]
    [lacking] = propose(mentees, mentors).lacking_topics
    assert (lacking.topic, lacking.placed_more, lacking.left, lacking.asked) == ("speech", 1, 1, 2)


@pytest.mark.clause("R4.1", "R5.3")
def test_topic_where_a_place_more_would_place_somebody_is_lacking_first():
    mentees = [*_mentees(3, "speech"), Mentee("g", topics=("games",)), Mentee("s", topics=("sport",))]
    mentors = [Mentor("m", topics=("speech",), capacity=2), Mentor("n", topics=("games",), capacity=2)]
    round_ = propose(mentees, mentors, names=NAMES)
    assert [(one.topic, one.placed_more, one.left, one.mentors) for one in round_.lacking_topics] == [
        ("sport", 1, 1, 0),
        ("speech", 1, 1, 1),
    ]
    assert round_.lacking_topics[1].sentence == (
        "По направлению «речевое развитие» мест у подходящих наставников не хватает: без наставника 1 человек."
    )
    roomier = [Mentor("m", topics=("speech",), capacity=3), mentors[1]]
    assert propose(mentees, roomier).certificate.placed == round_.certificate.placed + 1


def test_topic_whose_place_would_bring_points_is_lacking_by_so_many():
    # both are placed, but only one has a mentor for the first topic
    mentees = _mentees(2, "speech", "games")
    mentors = [Mentor("m", topics=("speech", "games")), Mentor("n", topics=("games",))]
    round_ = propose(mentees, mentors, names=NAMES)
    assert round_.unmatched == ()
    [lacking] = round_.lacking_topics
    assert (lacking.topic, lacking.placed_more) == ("speech", 0)
    roomier = [Mentor("m", topics=("speech", "games"), capacity=2), mentors[1]]
    assert lacking.points_more == propose(mentees, roomier).certificate.fit - round_.certificate.fit == 24
    assert lacking.sentence == (
        "По направлению «речевое развитие» мест у подходящих наставников мало: ещё одно улучшило бы подбор на 24 балла."
    )
