"""Which person a row speaks of: told for certain, or asked (edge cases 5–9)."""

from datetime import date

import pytest

from nastavnik.kit import clock
from nastavnik.people import actions
from nastavnik.people.models import Person
from nastavnik.people.staff_import import (
    answer_staff_import,
    apply_staff_import,
    earlier_import,
    plan_of,
    skip_open_questions,
)
from tests.people.tables import bring_in, check, person, table

IRINA = "Белокопытова Ирина Геннадьевна"


def employed(cast, surname, first_name, patronymic, post="воспитатель", **facts):
    """One more person of the kindergarten."""
    job = {name: facts.pop(name) for name in ("since", "special_months", "months_as_of", "kind") if name in facts}
    one = actions.add_person(
        cast.organisation, by=None, surname=surname, first_name=first_name, patronymic=patronymic, **facts
    )
    actions.employ(one, post, by=None, **job)
    return one


def questions_about(cast, *rows):
    return plan_of(check(cast, table(*rows))).questions


@pytest.mark.parametrize(
    "name",
    [
        "Белокопытова Ирина Геннадьевна",
        "БЕЛОКОПЫТОВА ирина геннадьевна",
        "Белокопытова И.Г.",
        "И. Г. Белокопытова",
        "Белокопытова  Ирина\nГеннадьевна",
    ],
)
def test_a_row_finds_the_person_under_any_spelling_without_a_question(cast, name):
    plan = plan_of(check(cast, table((name, "воспитатель", "высшая"))))
    assert not plan.questions
    (one,) = plan.people
    assert one.person_id == cast.mentor.pk
    assert [(change.label, change.after) for change in one.changes] == [("категория", "высшая")]


@pytest.mark.parametrize(("stored", "said"), [("Артём", "Артем"), ("Артем", "Артём")])
def test_yo_and_ye_are_one_letter_and_the_richer_spelling_stays(cast, stored, said):
    one = employed(cast, "Соловьёв", stored, "Ильич", sex="male")
    bring_in(cast, table((f"Соловьев {said} Ильич", "воспитатель", "первая")))
    one.refresh_from_db()
    assert (one.surname, one.first_name) == ("Соловьёв", "Артём")


def test_an_old_spelling_and_a_new_one_are_asked_about_and_the_answer_may_correct_the_name(cast):
    one = employed(cast, "Быстрова", "Наталия", "Игоревна")
    made = check(cast, table(("Быстрова Наталья Игоревна", "воспитатель")))
    (question,) = plan_of(made).questions
    assert question.sentence == "Имена похожи. Это тот же человек?"
    assert question.choices[0].hint == "в базе: воспитатель"
    answer_staff_import(made, {question.key: f"renamed:person:{one.pk}"}, by=cast.user("curator"))
    made.refresh_from_db()
    apply_staff_import(made, mark=plan_of(made).mark, by=cast.user("curator"))
    one.refresh_from_db()
    assert one.first_name == "Наталья" and Person.objects.of(cast.organisation).filter(surname="Быстрова").count() == 1
    assert not one.former_names.exists()  # a corrected spelling is no former name


def test_a_surname_changed_by_marriage_is_asked_about_and_the_old_one_is_kept(cast):
    actions.change_person(cast.mentee, by=None, email="zaitseva@ryabinka7.example")
    made = check(cast, table(("Орлова Полина Андреевна", "воспитатель", "", "", "", "", "zaitseva@ryabinka7.example")))
    (question,) = plan_of(made).questions
    assert question.choices[0].label == "Тот же человек: Зайцева Полина Андреевна"
    answer_staff_import(made, {question.key: f"renamed:person:{cast.mentee.pk}"}, by=cast.user("curator"))
    made.refresh_from_db()
    apply_staff_import(made, mark=plan_of(made).mark, by=cast.user("curator"))
    cast.mentee.refresh_from_db()
    assert cast.mentee.surname == "Орлова"
    assert [(str(name), name.until) for name in cast.mentee.former_names.all()] == [
        ("Зайцева Полина Андреевна", date(2026, 9, 13))
    ]
    assert cast.user("mentee").shown_name == "Орлова Полина Андреевна"


@pytest.mark.parametrize(
    ("surname", "first_name", "patronymic", "asked"),
    [
        ("Белокопытова", "Ирина", "Геннадиевна", True),  # another spelling of the patronymic
        ("Белокопытова", "Ирина", "", True),  # left out
        ("Белакопытова", "Ирина", "Геннадьевна", True),  # a letter
        ("Белокопытова-Рус", "Ирина", "Геннадьевна", True),  # a second half
        ("Белокопытова", "Анна", "Геннадьевна", False),  # a sister
        ("Иванова", "Ирина", "Геннадьевна", False),  # many have her first name and patronymic
        ("Белокопытов", "Игорь", "Геннадьевич", False),
    ],
)
def test_only_likely_doubles_are_asked_about(cast, surname, first_name, patronymic, asked):
    name = " ".join(filter(None, (surname, first_name, patronymic)))
    assert bool(questions_about(cast, (name, "воспитатель"))) is asked


def test_the_full_name_of_one_with_another_post_and_address_is_asked_about(cast):
    employed(cast, "Нечаева", "Алла", "Юрьевна", email="a@ds.example", since=date(2022, 10, 3))
    (question,) = questions_about(cast, ("Нечаева Алла Юрьевна", "тьютор", "", "", "", "08.09.2025", "b@ds.example"))
    assert question.sentence == "Имя совпадает полностью. Это тот же человек или однофамилец?"
    assert question.facts == ("b@ds.example", "работает с 08.09.2025")


def test_another_year_of_birth_is_asked_about(cast):
    employed(cast, "Нечаева", "Алла", "Юрьевна", birth_year=1980)
    rows = (("Нечаева Алла Юрьевна", "воспитатель", "1999"),)
    made = check(cast, table(*rows, header=("ФИО", "Должность", "Год рождения")))
    assert len(plan_of(made).questions) == 1


def test_namesakes_who_are_known_are_told_apart_by_post_address_or_experience(cast):
    first = employed(cast, "Нечаева", "Алла", "Юрьевна", special_months=240, months_as_of=date(2026, 9, 1))
    second = employed(cast, "Нечаева", "Алла", "Юрьевна", special_months=24, months_as_of=date(2026, 9, 1))
    plan = plan_of(
        check(
            cast,
            table(
                ("Нечаева Алла Юрьевна", "воспитатель", "первая", "", "2 года"),
                ("Нечаева Алла Юрьевна", "воспитатель", "высшая", "", "20 лет"),
            ),
        )
    )
    assert not plan.questions
    assert {one.person_id: one.fields["category"] for one in plan.people} == {second.pk: "first", first.pk: "highest"}


@pytest.mark.parametrize("turned", [False, True])
def test_a_namesake_beside_the_known_one_is_asked_about_whatever_the_order(cast, turned):
    rows = [(IRINA, "воспитатель", "", "", "19 лет"), (IRINA, "тьютор", "", "", "1 год")]
    plan = plan_of(check(cast, table(*(reversed(rows) if turned else rows))))
    assert [(question.key, question.post) for question in plan.questions] == [
        ("who-2" if turned else "who-3", "тьютор")
    ]
    assert [(one.person_id, one.rows) for one in plan.people] == [(cast.mentor.pk, (3,) if turned else (2,))]


def test_initials_that_fit_two_people_are_asked_about(cast):
    employed(cast, "Белокопытова", "Инна", "Георгиевна")
    (question,) = questions_about(cast, ("Белокопытова И.Г.", "воспитатель"))
    assert question.sentence == "Инициалы подходят. Это тот же человек?"
    assert len(question.choices) == 4  # either of them, another one, skip


def test_initials_that_fit_a_new_person_of_the_table_as_well_are_asked_about(cast):
    rows = (("Белокопытова И.Г.", "воспитатель"), ("Белокопытова Инна Георгиевна", "воспитатель"))
    assert [question.key for question in questions_about(cast, *rows)] == ["who-2"]


def test_initials_of_an_unknown_person_make_a_card_that_asks_for_the_name(cast):
    made = check(cast, table(("Иванова М.П.", "воспитатель")))
    (one,) = plan_of(made).people
    assert one.is_new and "Известны только инициалы: впишите имя и отчество в карточке." in one.notes
    apply_staff_import(made, mark=plan_of(made).mark, by=cast.user("curator"))
    assert person(cast.organisation, "Иванова").first_name == "М."

    plan = plan_of(check(cast, table(("Иванова Мария Петровна", "воспитатель"))))
    assert not plan.questions
    (filled,) = plan.people
    assert (filled.fields["first_name"], filled.fields["sex"]) == ("Мария", "female")


def test_a_full_name_with_another_post_does_not_fill_initials_in_unasked(cast):
    employed(cast, "Иванова", "М.", "П.")
    (question,) = questions_about(cast, ("Иванова Мария Петровна", "тьютор"))
    assert question.choices[0].value.startswith("renamed:person:")


@pytest.mark.clause("4.4.2")
def test_a_dismissed_person_is_never_taken_back_silently(cast):
    actions.dismiss(cast.bystander, by=cast.user("curator"), on=date(2026, 9, 10))
    name = "Абросимова Наталья Юрьевна"
    made = check(cast, table((name, "воспитатель", "", "", "", "22.08.2011")))
    (question,) = plan_of(made).questions
    assert question.sentence == "Это человек, который уволен 10\u00a0сентября и снова принят?"
    answer_staff_import(made, {question.key: f"same:person:{cast.bystander.pk}"}, by=cast.user("curator"))
    made.refresh_from_db()
    apply_staff_import(made, mark=plan_of(made).mark, by=cast.user("curator"))
    held = cast.bystander.employments.get(until__isnull=True)
    assert cast.bystander.employments.count() == 2 and held.since == clock.today()  # the old day of hire is over


def test_a_dismissed_person_hired_after_that_day_is_the_same_person_anew(cast):
    actions.dismiss(cast.bystander, by=cast.user("curator"), on=date(2026, 9, 4))
    bring_in(cast, table(("Абросимова Наталья Юрьевна", "воспитатель", "", "", "", "11.09.2026")))
    spans = sorted((job.since, job.until) for job in cast.bystander.employments.all() if job.until is None)
    assert spans == [(date(2026, 9, 11), None)]
    assert Person.objects.of(cast.organisation).filter(surname="Абросимова").count() == 1


@pytest.mark.parametrize(
    ("answer", "posts"),
    [
        ("moved", {("воспитатель", date(2026, 9, 13)), ("старший воспитатель", None)}),
        ("renamed", {("старший воспитатель", None)}),
        ("second", {("воспитатель", None), ("старший воспитатель", None)}),
        ("keep", {("воспитатель", None)}),
    ],
)
def test_another_post_than_the_known_one_is_asked_about(cast, answer, posts):
    made = check(cast, table((IRINA, "старший воспитатель")))
    (question,) = plan_of(made).questions
    assert question.sentence == "В базе — воспитатель, в таблице — старший воспитатель. Что изменилось?"
    value = next(choice.value for choice in question.choices if choice.value.startswith(answer))
    assert answer_staff_import(made, {question.key: value}, by=cast.user("curator")) == 0
    made.refresh_from_db()
    if answer == "keep":
        assert plan_of(made).changes_nothing
    else:
        apply_staff_import(made, mark=plan_of(made).mark, by=cast.user("curator"))
    assert {(job.position, job.until) for job in cast.mentor.employments.all()} == posts
    assert cast.mentor.experience_on(clock.today()) == 227  # no month is lost on the way


def test_a_second_post_beside_the_known_one_is_added_without_a_question(cast):
    bring_in(cast, table((f"{IRINA}", "воспитатель, педагог-психолог")))
    assert {(job.position, job.kind) for job in cast.mentor.employments.all()} == {
        ("воспитатель", "main"), ("педагог-психолог", "internal"),
    }  # fmt: skip


def test_an_empty_cell_erases_nothing(cast):
    actions.change_person(cast.mentor, by=None, category="first", email="i@ds.example", phone="+79000000001")
    plan = plan_of(check(cast, table((IRINA, "воспитатель", "", "", "", "", "", ""))))
    assert plan.changes_nothing and not plan.questions


def test_a_category_that_is_denied_in_words_is_taken_away(cast):
    actions.change_person(cast.mentor, by=None, category="first")
    bring_in(cast, table((IRINA, "воспитатель", "без категории")))
    cast.mentor.refresh_from_db()
    assert cast.mentor.category == ""


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("18 лет", None),  # 18 years 11 months are still «18 лет»
        ("18 лет 11 мес.", None),
        ("19 лет", 228),
        ("17 лет", 204),
    ],
)
def test_experience_changes_only_when_the_table_says_something_else(cast, said, months):
    (one,) = plan_of(check(cast, table((IRINA, "воспитатель", "", "", said)))).people
    assert [post.fields.get("special_months") for post in one.posts] == ([] if months is None else [months])


def test_the_same_file_brought_in_a_year_later_does_not_turn_experience_back(cast):
    rows = ((IRINA, "воспитатель", "", "", "20 лет"),)
    bring_in(cast, table(*rows))
    with clock.at(date(2027, 9, 20)):
        assert plan_of(check(cast, table(*rows))).changes_nothing
        assert cast.mentor.experience_on(clock.today()) == 252


def test_an_answered_question_is_not_asked_again_for_the_same_file(cast):
    rows = (("Нечаева Алла Юрьевна", "воспитатель"), ("Нечаева Алла Юрьевна", "тьютор"))
    made = check(cast, table(*rows))
    answer_staff_import(made, {"who-3": "same:row:2"}, by=cast.user("curator"))
    made.refresh_from_db()
    apply_staff_import(made, mark=plan_of(made).mark, by=cast.user("curator"))
    assert earlier_import(cast.organisation, made.file_hash) == made
    again = plan_of(check(cast, table(*rows)))
    assert again.changes_nothing and not again.open_questions
    assert person(cast.organisation, "Нечаева").employments.count() == 2


def test_open_questions_may_be_left_out_at_once(cast):
    rows = (("Новикова Вера Львовна", "воспитатель"), ("Белокопытова Ирина", "воспитатель"), (IRINA, "методист"))
    made = check(cast, table(*rows))
    assert len(plan_of(made).open_questions) == 2
    assert skip_open_questions(made, by=cast.user("curator")) == 0
    made.refresh_from_db()
    counts = apply_staff_import(made, mark=plan_of(made).mark, by=cast.user("curator")).counts
    assert (counts["added"], counts["changed"], counts["skipped"]) == (1, 0, 1)


def test_an_answer_that_was_not_offered_is_passed_over(cast):
    made = check(cast, table(("Белокопытова Ирина", "воспитатель")))
    stranger = f"same:person:{cast.stranger.pk}"
    assert answer_staff_import(made, {"who-2": stranger, "who-99": "another"}, by=cast.user("curator")) == 1
    made.refresh_from_db()
    assert made.answers == {}


def test_a_row_without_a_post_or_with_one_too_long_is_a_fault_of_its_cell(cast):
    plan = plan_of(
        check(cast, table(("Новикова Вера Львовна", ""), ("Орлова Яна Львовна", "воспитатель " + "х" * 300)))
    )
    assert [fault.sentence for fault in plan.faults] == [
        "Строка 2, столбец «Должность»: должность не указана; впишите её.",
        "Строка 3, столбец «Должность»: длиннее 200 знаков; сократите.",
    ]
    assert plan.changes_nothing
