"""Russian words of the explanations."""

import pytest

from nastavnik.matching import Names
from nastavnik.matching.words import experience, inside_sentence, joined, people, points


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 баллов"), (1, "1 балл"), (3, "3 балла"), (11, "11 баллов"), (14, "14 баллов"), (21, "21 балл")],
)
def test_points_agree_with_their_number(count, expected):
    assert points(count) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [(0, "меньше года"), (11, "меньше года"), (12, "1 год"), (59, "4 года"), (144, "12 лет")],
)
def test_experience_is_told_in_full_years(months, expected):
    assert experience(months) == expected


def test_people_are_counted_together_up_to_ten():
    assert [people(count) for count in (1, 2, 10, 11, 22)] == [
        "один",
        "двое",
        "десятеро",
        "11 человек",
        "22 человека",
    ]


def test_names_lose_their_capital_inside_a_sentence_but_abbreviations_keep_it():
    assert inside_sentence("Речевое развитие") == "речевое развитие"
    assert inside_sentence("ФОП дошкольного образования") == "ФОП дошкольного образования"
    assert inside_sentence("") == ""


def test_hours_are_named_unless_the_institution_names_them():
    names = Names(hours={"tue-am": "Вторник до завтрака"})
    assert names.hour("tue-am") == "вторник до завтрака"
    assert names.hour("thu-nap") == "четверг в тихий час"
    assert names.hour("sat") == "суббота"
    assert names.hour("7:30") == "7:30"


def test_unnamed_keys_are_shown_as_they_are():
    assert (Names().topic("speech"), Names().form("traditional"), Names().form("studio")) == (
        "speech",
        "традиционная",
        "studio",
    )


def test_lists_are_joined_with_and():
    assert [joined(list(parts)) for parts in ("", "a", "ab", "abc")] == ["", "a", "a и b", "a, b и c"]
