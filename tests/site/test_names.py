"""Names of staff in a free text, whatever the case form and however they are hidden (edge case 37)."""

from datetime import date

import pytest

from nastavnik.people.actions import employ
from nastavnik.people.models import FormerName, Person
from nastavnik.site.names import capitals, lone_posts, mentions, posts_named
from tests.cast import TODAY


def somebody(surname: str, first_name: str = "", patronymic: str = "", sex: str = "female") -> Person:
    return Person(surname=surname, first_name=first_name, patronymic=patronymic, sex=sex)


@pytest.mark.parametrize(
    "text",
    [
        "Мы посетили занятия Зайцевой.",
        "Гостили у Зайцевых дома.",
        "ЗАЙЦЕВА провела собрание",
        "За\N{COMBINING ACUTE ACCENT}йцевой помогли",
        "За\N{SOFT HYPHEN}йцеву хвалили",
        "З\N{ZERO WIDTH SPACE}айцева",
        "Зaйцeва",  # Latin a and e
        "Полине помогли",
        "вместе с Полиной Андреевной",
        "Петрова-Зайцева",
    ],
)
def test_a_name_is_found_in_any_form(text):
    person = somebody("Зайцева", "Полина", "Андреевна")
    (mention,) = mentions([text], [person])
    assert mention.person is person and mention.sure


@pytest.mark.parametrize("text", ["Зайцы и белки", "белый заяц", "полинезия", "Кимоно", "", "Аким пришёл"])
def test_words_that_only_look_alike_are_no_names(text):
    people = [somebody("Зайцева", "Полина", "Андреевна"), somebody("Ким", "Артём", sex="male")]
    assert mentions([text], people) == []


def test_a_word_with_a_small_letter_is_a_doubt_not_a_name():
    (mention,) = mentions(["после зайцевой"], [somebody("Зайцева")])
    assert not mention.sure


def test_a_first_name_that_is_a_word_counts_for_sure_only_with_the_patronymic():
    faith = somebody("Орлова", "Вера", "Ивановна")
    assert [one.sure for one in mentions(["Вера в успех помогла."], [faith])] == [False]
    assert [one.sure for one in mentions(["Рядом с Верой Ивановной."], [faith])] == [True]


def test_a_sure_mention_wins_over_a_doubt():
    assert [one.sure for one in mentions(["зайцева, потом Зайцева"], [somebody("Зайцева")])] == [True]


def test_without_the_sex_the_forms_of_both_are_looked_for():
    person = somebody("Зайцев", sex="")
    assert mentions(["Зайцева похвалили"], [person]) and mentions(["с Зайцевым"], [person])


def test_a_name_borne_before_names_its_bearer(cast):
    person = cast.mentee
    before = FormerName(organisation=cast.organisation, person=person, surname="Сорокина", until=date(2025, 1, 1))
    (mention,) = mentions(["Работы Сорокиной"], [person], [before])
    assert mention.person == person


def test_words_with_a_capital_letter_inside_a_sentence_are_listed():
    text = "Дети группы играли с Машей. Потом пришёл Петя Иванов в ДОУ.\nВечером Петя ушёл."
    assert capitals([text]) == ["Машей", "Петя", "Иванов"]


def test_posts_that_one_person_holds_are_known_and_found_in_any_form(cast):
    lone = {one.post: one.person_id for one in lone_posts(cast.organisation, TODAY)}
    assert lone["инструктор по физической культуре"] == cast.second_mentee.pk and "воспитатель" not in lone
    posts = lone_posts(cast.organisation, TODAY)
    (found,) = posts_named(["Занятия инструктора по физической культуре"], posts)
    assert found.person_id == cast.second_mentee.pk
    assert posts_named(["Занятия воспитателя"], posts) == []


def test_a_post_that_a_second_person_takes_is_lone_no_more(cast):
    employ(cast.bystander, "инструктор по физической культуре", by=None, since=TODAY)
    assert "инструктор по физической культуре" not in {one.post for one in lone_posts(cast.organisation, TODAY)}
