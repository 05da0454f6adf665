"""Words of answers: what they say, and never more."""

import pytest

from nastavnik.banks.answer_sheets import NO, UNCLEAR, YES
from nastavnik.banks.answer_sheets.columns import bank_of, field_of, fields_of
from nastavnik.banks.answer_sheets.topics import likely_name, split_topics
from nastavnik.banks.answer_sheets.values import (
    is_said_by_codes,
    read_capacity,
    read_category,
    read_forms,
    read_hours,
    read_hours_per_week,
    read_yes_no,
    says_no_requests,
)
from nastavnik.banks.models import MenteeCategory
from nastavnik.banks.topics import HOURS, TOPICS
from nastavnik.regulation.models import Form

NAMES = [name for _code, name, _area in TOPICS]


@pytest.mark.clause("R3.1")
@pytest.mark.parametrize(
    ("words", "said", "rest"),
    [
        ("Да", YES, ""),
        ("да.", YES, ""),
        ("TRUE", YES, ""),
        ("готова", YES, ""),
        ("Да, но только одного человека", YES, "Да, но только одного человека"),
        ("Да (я же куратор, можно ли?)", YES, "Да (я же куратор, можно ли?)"),
        ("Да, только не в среду", YES, "Да, только не в среду"),
        ("Нет", NO, ""),
        ("нет, лучше вживую", NO, "нет, лучше вживую"),
        ("не готова", NO, "не готова"),
        ("–", NO, ""),
        ("Скорее да", UNCLEAR, "Скорее да"),
        ("Да нет, наверное", UNCLEAR, "Да нет, наверное"),
        ("Нет, но если очень надо, да", UNCLEAR, "Нет, но если очень надо, да"),
        ("возможно", UNCLEAR, "возможно"),
        ("данные", UNCLEAR, "данные"),
        ("", "", ""),
    ],
)
def test_yes_and_no_are_told_from_what_is_neither(words, said, rest):
    assert read_yes_no(words) == (said, rest)


@pytest.mark.parametrize(
    ("words", "most", "plain"),
    [
        ("1–2", 2, False),
        ("не больше двух", 2, False),
        ("до 4", 4, False),
        ("сколько надо, но не больше 3", 3, False),
        ("2 чел.", 2, True),
        ("один", 1, True),
        ("трёх", 3, True),
        ("3", 3, True),
        ("сколько надо", None, False),
        ("100", None, False),
        ("", None, False),
    ],
)
def test_capacity_is_the_most_that_the_words_allow(words, most, plain):
    assert read_capacity(words) == (most, plain)


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("2 часа в неделю", 2),
        ("1,5 ч в неделю", 1),
        ("2 ч", 2),
        ("2-3 часа в неделю", 2),
        ("4 часа в месяц", 1),
        ("1 час в две недели", None),
        ("1 раз в неделю", None),
        ("по договорённости", None),
        ("редко", None),
        ("", None),
    ],
)
def test_hours_a_week_are_whole_and_never_rounded_up(words, hours):
    assert read_hours_per_week(words) == hours


@pytest.mark.parametrize(
    ("words", "codes", "understood"),
    [
        ("традиционное (3 месяца – 1 год)", ["traditional"], True),
        ("традиционное (3 месяца – 1 год), ситуационное (по мере надобности)", ["situational", "traditional"], True),
        ("краткосрочное (форма «руководитель ДОУ – педагог»)", ["short"], True),
        ("реверсивное (молодой учит опытного), виртуальное", ["reversive", "virtual"], True),
        ("виртуальное (дистанционно)", ["virtual"], True),
        ("любая", [], True),
        ("", [], True),
        ("как получится", [], False),
    ],
)
def test_forms_are_codes_of_the_regulation(words, codes, understood):
    assert read_forms(words) == (codes, understood)
    assert set(codes) <= set(Form.values)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("тихий час, кроме четверга", ["sleep"]),
        ("в тихий час", ["sleep"]),
        ("пн, ср 13:30–14:30", ["sleep"]),
        ("пн–пт с 13:15 до 14:45", ["sleep"]),
        ("вечером после 19", ["remote-evening"]),
        ("сб", ["saturday"]),
        ("после смены или в субботу", ["evening", "saturday"]),
        ("до начала смены", ["morning"]),
        ("после 15.00", []),  # no span: who knows how long
        ("вт, чт 8:30–10:00", []),
        ("вт/чт утром", []),
        ("четверг после обеда", []),
        ("любое", []),
        ("как можно скорее", []),
        ("", []),
    ],
)
def test_times_are_codes_only_where_the_words_leave_no_doubt(words, codes):
    assert read_hours(words) == codes
    assert set(codes) <= {code for code, _words in HOURS}


def test_words_that_codes_say_wholly_need_not_be_kept():
    said = ("любое", "в тихий час", "сб", "тихий час, кроме четверга")
    assert [words for words in said if is_said_by_codes(words)] == ["любое", "в тихий час", "сб"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("молодой специалист", "young"),
        ("начинающий", "beginner"),
        ("сменивший место работы или должность", "new_place"),
        ("имею профессиональное затруднение", "difficulty"),
        ("опытный педагог (хочу освоить новое)", "experienced"),
        ("менее опытный педагог", "less_experienced"),
        ("возвращаюсь после перерыва (отпуск по уходу)", "returned"),
        ("педагог со стажем", ""),
        ("", ""),
    ],
)
def test_categories_are_known_or_left_open(words, code):
    assert read_category(words) == code
    assert code in {"", *MenteeCategory.values}


@pytest.mark.parametrize(
    ("words", "none"),
    [
        ("Запросов нет, спасибо", True),
        ("нет", True),
        ("Пока нет", True),
        ("Нет вопросов", True),
        ("Не нужно, спасибо!", True),
        ("Нет времени на планы, помогите", False),
        ("Не знаю, с чего начать", False),
    ],
)
def test_answer_without_a_request_is_told(words, none):
    assert says_no_requests(words) is none


# --- headers ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Отметка времени", "stamp"),
        ("Ваши фамилия, имя, отчество", "name"),
        ("Ф.И.О. педагога", "name"),
        ("Должность", "position"),
        ("Стаж в должности", "experience"),
        ("Сколько лет Вы работаете в этой должности?", "experience"),
        ("К какой категории Вы себя относите?", "category"),
        ("Квалификационная категория", ""),
        ("Выберите темы, по которым нужна помощь (можно несколько)", "topics"),
        ("Ваши сильные темы", "topics"),
        ("Опишите своими словами, что хотелось бы решить", "text"),
        ("Чем именно можете поделиться (своими словами)", "about"),
        ("Какая форма Вам удобна?", "forms"),
        ("В каких формах готовы работать?", "forms"),
        ("Когда удобно встречаться?", "hours"),
        ("Удобные дни и часы", "hours"),
        ("Готовы ли к дистанционным встречам?", "distance"),
        ("Какого результата ждёте?", "result"),
        ("К кому из коллег хотели бы обратиться (по желанию)", "colleague"),
        ("Хотите ли Вы быть наставником?", "ready"),
        ("Готовы ли Вы стать наставником", "ready"),
        ("Сколько наставляемых готовы взять?", "capacity"),
        ("Сколько времени готовы уделять?", "time"),
        ("Был ли опыт обучения взрослых?", "adults"),
        ("Что Вам нужно для начала?", "needs"),
        ("Любимый цвет", ""),
    ],
)
def test_header_asks_for_its_field(header, field):
    assert field_of(header) == field


def test_first_column_of_a_field_has_it():
    assert fields_of(["ФИО", "Тема 1", "", "Тема 2"]) == {"name": 0, "topics": 1}


@pytest.mark.parametrize(
    ("fields", "bank"),
    [
        ({"name", "topics", "ready"}, "mentors"),
        ({"name", "topics", "text"}, "mentees"),
        ({"name", "topics", "about", "capacity"}, "mentors"),
        ({"name", "topics", "forms"}, ""),
    ],
)
def test_questions_tell_the_bank(fields, bank):
    assert bank_of(dict.fromkeys(fields, 0)) == bank


# --- directions ---------------------------------------------------------------------------------------------
def test_chosen_directions_are_told_apart_by_the_names_of_the_directory():
    """A form service joins choices by a comma and a space; two of our names hold that themselves."""
    cell = "Дети с ОВЗ, адаптированные программы, Речевое развитие, Аттестация, портфолио, Игровые технологии"
    assert split_topics(cell, NAMES) == (
        ["Дети с ОВЗ, адаптированные программы", "Речевое развитие", "Аттестация, портфолио"],
        ["Игровые технологии"],
    )


@pytest.mark.parametrize(
    ("cell", "found", "others"),
    [
        ("Педагогическая диагностика и наблюдение", ["Наблюдение и педагогическая диагностика"], []),
        ("речевое РАЗВИТИЕ; Трудное поведение", ["Речевое развитие", "Трудное поведение"], []),
        ("Речевое развитие, Речевое развитие", ["Речевое развитие"], []),
        ("Хор, Хор, Речевое развитие", ["Речевое развитие"], ["Хор"]),
        ("", [], []),
    ],
)
def test_directions_in_other_writings(cell, found, others):
    assert split_topics(cell, NAMES) == (found, others)


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        ("Адаптация детей раннего возраста", "Дети раннего возраста"),
        ("Игровые технологии", "Игровая деятельность"),
        ("Работа с детьми с ОВЗ", "Дети с ОВЗ, адаптированные программы"),
        ("Цифровые инструменты в работе педагога", "Цифровые средства в работе"),
        ("Подготовка к аттестации", ""),  # as near to «Подготовка к школе»: nobody is led astray
        ("Робототехника", ""),
        ("", ""),
    ],
)
def test_likely_direction_is_proposed_only_when_one_is_clearly_nearest(wording, name):
    assert likely_name(wording, NAMES) == name
