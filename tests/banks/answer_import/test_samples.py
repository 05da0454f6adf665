"""The two sample tables of the kindergarten, from the file to drafts in the banks (R2.1, R3.1)."""

import pytest

from nastavnik.banks.actions import open_collection
from nastavnik.banks.answer_import import answer_questions, apply_sheet, check_sheet, plan_of, skip_questions
from nastavnik.banks.answer_import.plan import (
    ASKED,
    LEFT_OUT,
    NEW,
    NOTHING,
    READY,
    SAME,
    SKIP,
    TAKEN,
    TOPIC,
    WORDS,
)
from nastavnik.banks.models import AnswerSheet, CollectionAnswer, MenteeEntry, MentorEntry
from nastavnik.consents.models import Consent
from nastavnik.people.models import Person
from tests.banks.answer_import.staff import hire_staff, sample


@pytest.fixture
def staff(cast):
    hire_staff(cast)
    return cast


def check(cast, name):
    return check_sheet(cast.organisation, sample(name), by=cast.user("curator"))


def answered_as_proposed(cast, sheet):
    """Every wording as it is proposed, the undecided one by the curator, unclear readiness is a yes."""
    answers = {}
    for question in plan_of(sheet).questions:
        if question.kind == TOPIC:
            answers[question.key] = question.likely or str(cast.topics["attestation"].pk)
        else:
            answers[question.key] = TAKEN
    assert answer_questions(sheet, answers, by=cast.user("curator")) == 0
    return plan_of(sheet)


@pytest.mark.clause("R2.1")
def test_plan_of_the_sample_of_requests(staff):
    plan = plan_of(check(staff, "requests.xlsx"))
    assert plan.counts == {
        "new": 13, "changed": 0, "same": 0, "nothing": 1, "leaves": 0, "asked": 0, "left_out": 1,
    }  # fmt: skip
    lines = {line.name: line for line in plan.lines}
    (stranger,) = plan.with_outcome(LEFT_OUT)
    assert (stranger.row, stranger.name) == (17, "ПЕТРОВА")
    assert stranger.notes == ("нет в списке сотрудников: внесите человека в «Люди» или исправьте имя в файле",)
    assert (lines["Овсянникова Дарья Максимовна"].row, lines["Овсянникова Дарья Максимовна"].earlier) == (14, (2,))
    assert lines["Лапшина Алёна Игоревна"].outcome == NEW  # answered as «Алена»
    (nothing,) = plan.with_outcome(NOTHING)
    assert nothing.name == "Фокин Пётр Аркадьевич"  # answered as «Фокин П. А.»
    assert nothing.notes[0] == "имя указано не полностью, понято как Фокин Пётр Аркадьевич"
    assert {question.title for question in plan.open_questions} == {
        "Адаптация детей раннего возраста", "Игровые технологии", "Подготовка к аттестации", "Работа с детьми с ОВЗ",
        "Цифровые инструменты в работе педагога",
    }  # fmt: skip


@pytest.mark.clause("R2.1", "R2.2")
def test_sample_of_requests_becomes_drafts(staff):
    collection = open_collection(staff.organisation, "mentees", by=staff.user("curator"))
    sheet = check(staff, "requests.xlsx")
    assert not MenteeEntry.objects.exists()  # nothing before the curator's yes
    plan = answered_as_proposed(staff, sheet)
    apply_sheet(sheet, mark=plan.mark, by=staff.user("curator"))
    assert MenteeEntry.objects.filter(state="draft").count() == MenteeEntry.objects.count() == 13
    entry = MenteeEntry.objects.get(person__surname="Овсянникова")
    requests = [([topic.code for topic in each.topics.all()], each.text) for each in entry.requests.all()]
    assert requests == [
        (["planning"], "Второй раз отвечаю, в первый забыла: ещё документация. Остальное то же\n"
                       "Ожидаемый результат: Сама составляю план и провожу собрание"),
        (["parents"], ""), (["documents"], ""), (["early-age"], ""),
    ]  # fmt: skip
    assert (entry.category, entry.forms, entry.hours, entry.distance_ok) == ("young", ["traditional"], ["sleep"], True)
    assert entry.wishes.splitlines()[0] == "Время: тихий час, кроме четверга"
    reversive = MenteeEntry.objects.get(person__surname="Пономаренко")
    assert (reversive.forms, reversive.category, reversive.distance_ok) == (["reversive"], "experienced", False)
    assert Consent.objects.filter(kind="processing", state="proposed").count() == 13
    answers = dict(CollectionAnswer.objects.filter(collection=collection).values_list("person__surname", "said_yes"))
    assert len(answers) == 14
    assert answers["Фокин"] is False
    assert not MenteeEntry.objects.filter(person__surname="Фокин").exists()


@pytest.mark.clause("R3.1")
def test_plan_of_the_sample_of_questionnaires(staff):
    plan = plan_of(check(staff, "mentors.xlsx"))
    assert plan.counts == {
        "new": 11, "changed": 0, "same": 0, "nothing": 1, "leaves": 0, "asked": 1, "left_out": 0,
    }  # fmt: skip
    (unclear,) = plan.with_outcome(ASKED)
    assert unclear.name == "Щепкина Зоя Ильинична"
    (question,) = [each for each in plan.open_questions if each.kind == READY]
    assert question.sentence == "Готовность стать наставником: «Скорее да». Спросите человека."
    lines = {line.name: line for line in plan.lines}
    assert lines["Рябых Кристина Евгеньевна"].notes == (
        "Сказано «до 4», а в учреждении у наставника не больше 3 наставляемых (1.5).",
    )


@pytest.mark.clause("R3.1", "1.4/5")
def test_sample_of_questionnaires_becomes_drafts_only_on_yes(staff):
    sheet = check(staff, "mentors.xlsx")
    apply_sheet(sheet, mark=answered_as_proposed(staff, sheet).mark, by=staff.user("curator"))
    capacities = dict(MentorEntry.objects.values_list("person__surname", "capacity"))
    assert capacities == {
        "Абросимова": 2, "Белокопытова": 2, "Веретенникова": 1, "Гаврилюк": 2, "Зайцева-Орлова": 1, "Кудрявцева": 1,
        "Никитина": 2, "Пономаренко": 2, "Рябых": 3, "Фокин": 1, "Цветкова": 3, "Щепкина": 3,
    }  # fmt: skip
    assert set(MentorEntry.objects.values_list("state", "selected_on")) == {("draft", None)}
    entry = MentorEntry.objects.get(person__surname="Абросимова")
    assert [topic.code for topic in entry.competences.all()] == ["early-age", "planning", "parents"]
    assert (entry.adults_experience, entry.needs, entry.hours_per_week) == (
        "Да, вела стажировку студентов колледжа", "Пример программы", 2,
    )  # fmt: skip
    refused = Person.objects.get(surname="Жаворонкова")
    assert not Consent.objects.filter(person=refused).exists()  # «нет» leaves no mark


@pytest.mark.parametrize("name", ["requests.xlsx", "mentors.xlsx"])
def test_same_table_twice_changes_nothing_and_does_not_ask_again(staff, name):
    sheet = check(staff, name)
    apply_sheet(sheet, mark=answered_as_proposed(staff, sheet).mark, by=staff.user("curator"))
    model = MentorEntry if name == "mentors.xlsx" else MenteeEntry
    before = list(model.objects.order_by("pk").values())
    requests = list(MenteeEntry.objects.order_by("pk").values_list("requests__pk", "requests__text"))
    again = check(staff, name)
    plan = plan_of(again)
    assert [question.kind for question in plan.open_questions] == ([READY] if name == "mentors.xlsx" else [])
    skip_questions(again, by=staff.user("curator"))
    plan = plan_of(again)
    assert plan.changes_nothing
    assert len(plan.with_outcome(SAME)) == (11 if name == "mentors.xlsx" else 13)
    apply_sheet(again, mark=plan.mark, by=staff.user("curator"))
    assert list(model.objects.order_by("pk").values()) == before
    assert list(MenteeEntry.objects.order_by("pk").values_list("requests__pk", "requests__text")) == requests


def test_wordings_left_as_words_stay_in_the_words_of_the_answer(staff):
    sheet = check(staff, "requests.xlsx")
    skip_questions(sheet, by=staff.user("curator"))
    plan = plan_of(sheet)
    assert {question.answer for question in plan.questions} == {WORDS}
    apply_sheet(sheet, mark=plan.mark, by=staff.user("curator"))
    entry = MenteeEntry.objects.get(person__surname="Мельник")
    (request,) = entry.requests.all()
    assert list(request.topics.all()) == []
    assert request.text == (
        "Темы: Подготовка к аттестации.\nподготовка на первую категорию\nОжидаемый результат: Первая категория"
    )


def test_skipped_unclear_readiness_makes_no_profile(staff):
    sheet = check(staff, "mentors.xlsx")
    skip_questions(sheet, by=staff.user("curator"))
    plan = plan_of(sheet)
    assert {question.answer for question in plan.questions if question.kind == READY} == {SKIP}
    apply_sheet(sheet, mark=plan.mark, by=staff.user("curator"))
    assert not MentorEntry.objects.filter(person__surname="Щепкина").exists()


def test_applied_sheet_forgets_the_answers_and_keeps_the_numbers(staff):
    sheet = check(staff, "requests.xlsx")
    assert "Внучка устала объяснять" in str(AnswerSheet.objects.values_list("table", flat=True).get())
    plan = answered_as_proposed(staff, sheet)
    apply_sheet(sheet, mark=plan.mark, by=staff.user("curator"))
    kept = AnswerSheet.objects.get()
    assert (kept.state, kept.table, kept.file_name) == ("applied", {}, "requests.xlsx")
    assert kept.counts == plan.counts
    assert all(key.startswith("topic-") for key in kept.choices)


def test_plan_of_many_people_asks_a_fixed_number_of_queries(staff, django_assert_num_queries):
    sheet = AnswerSheet.objects.select_related("organisation__settings").get(pk=check(staff, "requests.xlsx").pk)
    with django_assert_num_queries(6):  # head, people, employments, former names, directory, entries
        plan_of(sheet)
    apply_sheet(sheet, mark=answered_as_proposed(staff, sheet).mark, by=staff.user("curator"))
    again = AnswerSheet.objects.select_related("organisation__settings").get(pk=check(staff, "requests.xlsx").pk)
    with django_assert_num_queries(8):  # and requests with their directions
        plan_of(again)
