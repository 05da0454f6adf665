"""Free times, headings, roles, directions and names: what words mean."""

import pytest

from nastavnik.banks.match_files import headings as h
from nastavnik.banks.match_files.hours import ANY_TIME, WORKDAYS, read_slots
from nastavnik.banks.match_files.model import MENTEE, MENTOR, Person
from nastavnik.banks.match_files.names import Namesakes, names_in
from nastavnik.banks.match_files.roles import read_role
from nastavnik.banks.match_files.topics import Vocabulary, wordings_in

NAP = {f"{day}-nap" for day in WORKDAYS}


@pytest.mark.parametrize(
    ("words", "slots"),
    [
        ("тихий час, кроме четверга", NAP - {"thu-nap"}),
        ("пн, ср 13:30–14:30", {"mon-nap", "wed-nap"}),
        ("вт/чт утром", {"tue-am", "thu-am"}),
        ("пн–пт с 13:15 до 14:45", NAP),
        ("вт, чт 8:30–10:00", {"tue-am", "thu-am"}),
        ("чт после обеда", {"thu-pm"}),
        ("после 15.00", {f"{day}-{time}" for day in WORKDAYS for time in ("pm", "eve")}),
        ("вечером после 19", {f"{day}-eve" for day in WORKDAYS}),
        ("сб", {"sat-am", "sat-nap", "sat-pm"}),
        ("утром в пн, вечером в чт", {"mon-am", "thu-eve"}),
        ("пн утром, ср после обеда", {"mon-am", "wed-pm"}),
        ("2 часа в неделю, вторник", {"tue-am", "tue-nap", "tue-pm"}),
        ("по средам в 13:30", {"wed-nap"}),
        ("tue-nap; wed-eve", {"tue-nap", "wed-eve"}),
        ("любое", ANY_TIME),
        ("по согласованию", set()),
        ("", set()),
    ],
)
def test_free_times_become_slots_of_the_week(words, slots):
    assert read_slots(words) == (frozenset(slots), True)


def test_words_that_tell_no_time_are_not_understood():
    assert read_slots("дистанционно до января") == (frozenset(), False)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ф. И. О. (полностью)", h.NAME), ("Молодой педагог", h.NAME), ("Фамилия", h.SURNAME),
        ("Профессиональные затруднения", h.REQUEST), ("В чём нужна помощь?", h.REQUEST), ("Основной запрос", h.REQUEST),
        ("Компетенции", h.OFFER), ("Чем можете поделиться с коллегами", h.OFFER), ("Сильные стороны", h.OFFER),
        ("Тема наставничества", h.TOPICS), ("Направления", h.TOPICS), ("Опишите своими словами запрос", h.TEXT),
        ("Количество наставляемых", h.CAPACITY), ("Наставляемых, не больше", h.CAPACITY),
        ("Скольких может вести", h.CAPACITY), ("Группа до, человек", h.GROUP), ("Уже ведёт наставляемых", h.USED),
        ("Вид наставничества", h.FORMS), ("График встреч", h.HOURS), ("Готовы ли дистанционно?", h.DISTANCE),
        ("Место работы", h.INSTITUTION), ("Детский сад", h.INSTITUTION), ("Муниципальный район", h.MUNICIPALITY),
        ("Корпус", h.PLACE), ("К кому из коллег хотели бы обратиться", h.WISHES), ("Желаемый наставник", h.WISHES),
        ("Кого не предлагать", h.VETOES), ("С кем не хотели бы работать", h.VETOES), ("Стаж в должности", h.EXPERIENCE),
        ("Непосредственный руководитель", h.MANAGER), ("Роль в программе", h.ROLE), ("Состояние", h.STATE),
        ("Согласие на обработку данных от", h.CONSENT), ("В базе с", h.SINCE), ("Ждёт, дней", h.WAITING),
        ("Год рождения", h.BIRTH), ("Квалификационная категория", h.UNNEEDED), ("Любимый цвет", ""),
    ],
)  # fmt: skip
def test_headings_are_understood_by_their_words(heading, field):
    assert h.meaning_of(heading) == field


@pytest.mark.parametrize(
    ("words", "sides"),
    [
        ("Наставник", (MENTOR,)),
        ("наставляемая", (MENTEE,)),
        ("молодой специалист", (MENTEE,)),
        ("нужен наставник", (MENTEE,)),
        ("наставник и наставляемый", (MENTEE, MENTOR)),
        ("обе роли", (MENTEE, MENTOR)),
        ("гость", ()),
    ],
)
def test_roles_are_understood_by_their_words(words, sides):
    assert read_role(words) == sides


@pytest.mark.parametrize(
    ("cell", "topics"),
    [
        ("1) планирование\n2) развитие речи", ["планирование", "развитие речи"]),
        ("Дети с ОВЗ, адаптированные программы, Игры", ["Дети с ОВЗ, адаптированные программы", "Игры"]),
        ("ИКТ,театр / песок", ["ИКТ", "театр", "песок"]),
        ("speech; parents", ["Речевое развитие", "Взаимодействие с родителями"]),
        ("Речевое развитие: дети не отвечают, молчат", ["Речевое развитие"]),
    ],
)
def test_a_cell_of_directions_is_told_apart(cell, topics):
    assert wordings_in(cell) == (topics, [])


def test_wordings_of_one_side_join_what_the_other_side_means_by_them():
    def person(side, *topics):
        return Person(side, topics=list(topics))

    words = Vocabulary(
        [
            person(MENTEE, "ИКТ", "развитие речи", "Песочная терапия", "планирование образовательной деятельности"),
            person(MENTEE, "Робототехника", "Взаимодействие с родителями"),
            person(MENTOR, "Цифровые технологии", "Речевое развитие", "робототехника", "Планирование"),
            person(MENTOR, "Работа с семьёй"),
        ]
    )
    assert words.name_of("ИКТ") == words.name_of("Цифровые технологии")
    assert words.name_of("развитие речи") == "Речевое развитие"
    assert words.name_of("Планирование") == words.name_of("планирование образовательной деятельности")
    assert words.name_of("Работа с семьёй") == "Взаимодействие с родителями"
    assert words.name_of("РОБОТОТЕХНИКА") == words.name_of("робототехника") == "Робототехника"
    assert words.name_of("Песочная терапия") == "Песочная терапия"
    assert "Песочная терапия" not in words.joined
    assert words.joined["Работа с семьёй"] == "Взаимодействие с родителями"


def test_names_are_told_from_other_words_and_mean_one_person():
    assert names_in("Кудрявцева Е. Б., психолог и Рябых Кристина; любой") == (
        ["Кудрявцева Е. Б.", "Рябых Кристина"],
        ["психолог"],
    )
    bank = Namesakes(
        {
            "1": Person(MENTOR, surname="Лебедева", first_name="Юлия", patronymic="Павловна"),
            "2": Person(MENTOR, surname="Орлова", first_name="Анна", patronymic="Ильинична"),
            "3": Person(MENTOR, surname="Орлова", first_name="Вера", patronymic="Ильинична"),
        }
    )
    assert bank.meant("Лебедеву") == ["1"]
    assert bank.meant("Орловой В.И.") == ["3"]
    assert bank.meant("Орлова") == ["2", "3"]
    assert bank.meant("Чайкина") == []
