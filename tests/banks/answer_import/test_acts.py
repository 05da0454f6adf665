"""A sheet of answers: whose answer it is, what is asked, all or nothing, forgotten in time."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.db.models.signals import pre_save

from nastavnik.banks.actions import answer_mentor, answer_requests, change_topic, include_entry, select_mentor
from nastavnik.banks.answer_import import (
    answer_questions,
    apply_sheet,
    check_sheet,
    drop_sheet,
    drop_sheets_due,
    plan_of,
    skip_questions,
)
from nastavnik.banks.answer_import.plan import CHANGED, LEAVES, LEFT_OUT, NEW, NOTHING, SAME, SKIP, WHO
from nastavnik.banks.models import AnswerSheet, MenteeEntry, MentorEntry
from nastavnik.banks.states import ANSWER_SHEET
from nastavnik.consents.models import Consent, ConsentKind
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.models import Settings
from nastavnik.people.actions import add_person, change_person, dismiss, employ
from tests.banks.answer_import.staff import QUESTIONNAIRES, REQUESTS, table
from tests.cast import TODAY, give_consent


def requests_of(cast, *rows, by="curator"):
    return check_sheet(cast.organisation, table(REQUESTS, *rows), by=cast.user(by))


def questionnaires_of(cast, *rows):
    return check_sheet(cast.organisation, table(QUESTIONNAIRES, *rows), by=cast.user("curator"))


def request(name, topics="Речевое развитие", text="Помогите", *, at="", post="", category="", hours=""):
    return [at, name, post, topics, text, category, hours]


def one_line(cast, *rows):
    (line,) = plan_of(requests_of(cast, *rows)).lines
    return line


# --- whose answer it is -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("Зайцева Полина Андреевна", ()),
        ("зайцева полина андреевна", ()),
        ("Полина Андреевна Зайцева", ()),
        ("Зайцева Полина", ()),
        ("Зайцева П. А.", ("имя указано не полностью, понято как Зайцева Полина Андреевна",)),
        ("ЗАЙЦЕВА", ("имя указано не полностью, понято как Зайцева Полина Андреевна",)),
    ],
)
def test_person_is_known_by_the_name_however_it_is_written(cast, name, note):
    line = one_line(cast, request(name))
    assert (line.person, line.outcome, line.notes) == (cast.mentee, NEW, note)


@pytest.mark.parametrize("name", ["Ким Артем", "КИМ АРТЁМ", "Ким А."])
def test_e_and_yo_are_one_letter(cast, name):
    assert one_line(cast, request(name)).person == cast.second_mentee


def test_former_name_is_known(cast):
    change_person(cast.mentee, by=None, name_until=date(2026, 9, 10), surname="Соловьёва")
    assert one_line(cast, request("Зайцева Полина Андреевна")).person == cast.mentee
    assert one_line(cast, request("Соловьева П. А.")).person == cast.mentee


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("ПЕТРОВА", "нет в списке сотрудников: внесите человека в «Люди» или исправьте имя в файле"),
        ("Зайцева Мария Андреевна", "нет в списке сотрудников: внесите человека в «Люди» или исправьте имя в файле"),
        ("", "имя не прочитано: впишите в файл фамилию, имя и отчество"),
    ],
)
def test_unknown_person_is_named_and_left_out(cast, name, sentence):
    line = one_line(cast, request(name))
    assert (line.outcome, line.notes[0], line.name) == (LEFT_OUT, sentence, name or "без имени")


def test_dismissed_person_is_named_and_left_out(cast):
    dismiss(cast.mentee, by=cast.user("head"), on=date(2026, 9, 13))
    line = one_line(cast, request("Зайцева Полина Андреевна"))
    assert (line.outcome, line.notes) == (LEFT_OUT, ("сейчас не работает в учреждении: Зайцева Полина Андреевна",))


def test_stranger_of_another_institution_is_nobody_here(cast):
    assert one_line(cast, request("Бочкарёва Ксения Павловна")).outcome == LEFT_OUT


def namesake(cast, post):
    twin = add_person(cast.organisation, by=None, surname="Зайцева", first_name="Полина", patronymic="Андреевна")
    employ(twin, post, by=None)
    return twin


def test_of_two_namesakes_the_post_tells(cast):
    twin = namesake(cast, "учитель-логопед")
    assert one_line(cast, request("Зайцева Полина Андреевна", post="Учитель-логопед")).person == twin
    assert one_line(cast, request("Зайцева Полина Андреевна", post="воспитатель")).person == cast.mentee


def test_namesakes_are_asked_about_never_guessed(cast):
    twin = namesake(cast, "воспитатель")
    sheet = requests_of(cast, request("Зайцева Полина Андреевна", post="воспитатель"))
    (question,) = plan_of(sheet).open_questions
    assert (question.kind, question.sentence) == (WHO, "Кто это? Так зовут нескольких сотрудников.")
    assert {choice.value for choice in question.choices} == {str(cast.mentee.pk), str(twin.pk), SKIP}
    with pytest.raises(Refused, match="Сначала ответьте на вопросы"):
        apply_sheet(sheet, mark=plan_of(sheet).mark, by=cast.user("curator"))
    answer_questions(sheet, {question.key: str(twin.pk)}, by=cast.user("curator"))
    (line,) = plan_of(sheet).lines
    assert (line.person, line.outcome) == (twin, NEW)


def test_surname_alone_is_not_enough_for_two(cast):
    namesake(cast, "учитель-логопед")
    assert [question.kind for question in plan_of(requests_of(cast, request("ЗАЙЦЕВА"))).open_questions] == [WHO]


def test_name_typed_differently_is_asked_about(cast):
    sheet = requests_of(cast, request("Зайцыва Полина Андреевна"))
    (question,) = plan_of(sheet).open_questions
    assert question.sentence == "Кто это? Такого имени нет, но есть похожее."
    assert [choice.label for choice in question.choices] == [
        "Зайцева Полина Андреевна, воспитатель", "не вносить этот ответ",
    ]  # fmt: skip
    skip_questions(sheet, by=cast.user("curator"))
    (line,) = plan_of(sheet).lines
    assert line.outcome == LEFT_OUT


# --- which answer stands ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ("01.09.2026 10:00:00", "02.09.2026 10:00:00", 3),
        ("02.09.2026 10:00:00", "01.09.2026 10:00:00", 2),
        ("", "01.09.2026 10:00:00", 3),  # without a time the order of rows tells
        ("", "", 3),
    ],
)
def test_later_answer_of_one_person_stands(cast, first, second, stands):
    line = one_line(cast, request("Ким Артём", at=first), request("Ким А.", at=second))
    assert (line.row, line.earlier) == (stands, (5 - stands,))


@pytest.mark.clause("3.2")
def test_request_of_the_head_is_left_out_with_the_clause(cast):
    line = one_line(cast, request("Веретенникова Ольга Станиславовна"))
    assert (line.outcome, line.notes) == (LEFT_OUT, ("Руководитель не может быть наставляемым (3.2).",))


def test_experience_far_from_the_card_is_pointed_at(cast):
    headers = [*REQUESTS, "Стаж"]
    sheet = check_sheet(cast.organisation, table(headers, [*request("Ким Артём"), "9 лет"]), by=cast.user("curator"))
    (line,) = plan_of(sheet).lines
    assert line.notes == ("Стаж в ответе — 9 лет, в карточке — 1 год 2 месяца: проверьте карточку.",)


def test_unknown_category_is_told_and_left_open(cast):
    line = one_line(cast, request("Ким Артём", category="педагог со стажем"))
    assert line.notes == ("Категория «педагог со стажем» не распознана: её можно выбрать позже.",)
    assert line.said.profile["category"] == ""


# --- what changes -------------------------------------------------------------------------------------------
def test_answer_that_differs_shows_before_and_after(cast):
    by = cast.user("curator")
    topics = [cast.topics["speech"]]
    answer_requests(cast.mentee, [{"topics": topics, "text": "Помогите"}], by=by, category="young")
    line = one_line(cast, request("Зайцева Полина", hours="в тихий час", category="начинающий"))
    assert line.outcome == CHANGED
    assert [(fact.label, fact.before, fact.after) for fact in line.facts] == [
        ("Удобное время", "", "в тихий час"),
        ("Категория", "молодой специалист", "начинающий педагог"),
    ]


def test_requests_gone_are_dropped_and_those_that_stay_are_kept(cast):
    by = cast.user("curator")
    said = [{"topics": [cast.topics[code]], "text": text} for code, text in (("speech", "Помогите"), ("play", ""))]
    answer_requests(cast.mentee, said, by=by)
    kept = MenteeEntry.objects.get().requests.get(text="Помогите")
    sheet = requests_of(cast, request("Зайцева Полина", "Речевое развитие, Трудное поведение"))
    apply_sheet(sheet, mark=plan_of(sheet).mark, by=by)
    open_requests = MenteeEntry.objects.get().requests.filter(state="open")
    assert [[topic.code for topic in each.topics.all()] for each in open_requests] == [["speech"], ["behaviour"]]
    assert open_requests[0] == kept


def test_no_requests_takes_open_ones_away_and_says_so_beforehand(cast, entry_in):
    entry_in("mentees", "active")
    sheet = requests_of(cast, request("Зайцева Полина", "", "Запросов нет, спасибо"))
    (line,) = plan_of(sheet).lines
    assert (line.outcome, line.notes) == (LEAVES, ("Ответ «запросов нет»: открытые запросы будут сняты.",))
    apply_sheet(sheet, mark=plan_of(sheet).mark, by=cast.user("curator"))
    assert not MenteeEntry.objects.get().requests.filter(state="open").exists()


@pytest.mark.clause("R3.1", "1.4/5")
def test_no_makes_nothing(cast):
    sheet = questionnaires_of(cast, ["", "Абросимова Н. Ю.", "Нет", "", "В этом году лучше сама поучусь", ""])
    (line,) = plan_of(sheet).lines
    assert line.outcome == NOTHING
    apply_sheet(sheet, mark=plan_of(sheet).mark, by=cast.user("curator"))
    assert not MentorEntry.objects.exists()


@pytest.mark.clause("1.4/5")
def test_no_of_somebody_in_the_bank_takes_them_out_and_says_so_beforehand(cast, entry_in):
    entry = entry_in("mentors", "active")
    sheet = questionnaires_of(cast, ["", "Белокопытова И. Г.", "Нет", "", "", ""])
    (line,) = plan_of(sheet).lines
    assert (line.outcome, line.notes[-1]) == (
        LEAVES, "Ответ «нет»: запись уйдёт из базы, действующие пары продолжаются.",
    )  # fmt: skip
    apply_sheet(sheet, mark=plan_of(sheet).mark, by=cast.user("curator"))
    entry.refresh_from_db()
    assert entry.state == "excluded"


def test_questionnaire_without_a_single_strength_is_left_out(cast):
    (line,) = plan_of(questionnaires_of(cast, ["", "Абросимова Наталья", "Да", "", "", "2"])).lines
    assert (line.outcome, line.notes) == (LEFT_OUT, ("Не названа ни одна сильная тема.",))


@pytest.mark.clause("1.5")
@pytest.mark.parametrize(
    ("words", "limit", "capacity", "notes"),
    [
        ("1–2", 3, 2, ()),
        ("до 4", 3, 3, ("Сказано «до 4», а в учреждении у наставника не больше 3 наставляемых (1.5).",)),
        ("2", 1, 1, ("Сказано «2», а в учреждении у наставника не больше 1 наставляемого (1.5).",)),
        ("сколько надо", 3, 1, ("Сколько наставляемых, числом не сказано: записан один.",)),
    ],
)
def test_capacity_in_words_never_passes_the_limit(cast, words, limit, capacity, notes):
    Settings.objects.filter(organisation=cast.organisation).update(mentor_limit=limit)
    cast.organisation.settings.refresh_from_db()
    row = ["", "Абросимова Наталья Юрьевна", "Да", "Речевое развитие", "Речь", words]
    (line,) = plan_of(questionnaires_of(cast, row)).lines
    assert (line.said.profile["capacity"], line.notes) == (capacity, notes)


def test_mentor_of_the_bank_keeps_selection_and_group(cast):
    by = cast.user("curator")
    give_consent(cast, cast.mentor, ConsentKind.PROCESSING)
    topics = [cast.topics["play"]]
    entry = answer_mentor(cast.mentor, by=by, ready=True, competences=topics, capacity=3, group_size=3)
    include_entry(select_mentor(entry, by=by), by=by)
    sheet = questionnaires_of(cast, ["", "Белокопытова И. Г.", "Да", "Речевое развитие", "Речь", "2"])
    apply_sheet(sheet, mark=plan_of(sheet).mark, by=by)
    entry.refresh_from_db()
    assert (entry.state, entry.selected_on, entry.capacity, entry.group_size) == ("active", TODAY, 2, 2)
    assert [topic.code for topic in entry.competences.all()] == ["speech"]


# --- all or nothing -----------------------------------------------------------------------------------------
def test_when_one_answer_cannot_be_written_none_is(cast):
    rows = [["", name, "Да", "Речевое развитие", "Речь", "2"] for name in ("Абросимова Н. Ю.", "Гаврилюк О. П.")]
    sheet = questionnaires_of(cast, *rows)

    def disk_is_full(sender, instance, **_facts):
        if instance.person == cast.second_mentor:
            raise OperationalError("database or disk is full")

    pre_save.connect(disk_is_full, sender=MentorEntry)
    try:
        with pytest.raises(OperationalError):
            apply_sheet(sheet, mark=plan_of(sheet).mark, by=cast.user("curator"))
    finally:
        pre_save.disconnect(disk_is_full, sender=MentorEntry)
    assert not MentorEntry.objects.exists()
    assert not Consent.objects.exists()
    assert (AnswerSheet.objects.get().state, len(entries_about(sheet))) == ("checked", 1)
    apply_sheet(sheet, mark=plan_of(sheet).mark, by=cast.user("curator"))
    assert MentorEntry.objects.count() == 2


def test_plan_that_was_not_shown_is_not_applied(cast):
    sheet = requests_of(cast, request("Ким Артём"))
    mark = plan_of(sheet).mark
    topics = [cast.topics["speech"]]
    answer_requests(cast.second_mentee, [{"topics": topics, "text": "Помогите"}], by=cast.user("second_mentee"))
    with pytest.raises(Outdated, match="План составлен заново"):
        apply_sheet(sheet, mark=mark, by=cast.user("curator"))
    assert plan_of(sheet).counts[SAME] == 1


def test_wording_that_became_a_direction_is_no_question_any_more(cast):
    sheet = requests_of(cast, request("Ким Артём", "Хореография"))
    assert [question.title for question in plan_of(sheet).open_questions] == ["Хореография"]
    change_topic(cast.topics["play"], by=cast.user("curator"), name="Хореография")
    assert plan_of(sheet).questions == ()


def test_answer_that_is_no_choice_is_passed_over(cast):
    sheet = requests_of(cast, request("Ким Артём", "Хореография"))
    (question,) = plan_of(sheet).questions
    foreign = str(cast.other.pk)
    assert answer_questions(sheet, {question.key: foreign, "topic-x": "words"}, by=cast.user("curator")) == 1
    assert AnswerSheet.objects.get().choices == {}


# --- its life -----------------------------------------------------------------------------------------------
DEEDS = {
    "apply": lambda sheet, by: apply_sheet(sheet, mark=plan_of(sheet).mark, by=by),
    "drop": lambda sheet, by: drop_sheet(sheet, by=by),
}


@pytest.mark.parametrize("second", DEEDS)
@pytest.mark.parametrize("first", DEEDS)
def test_sheet_is_applied_or_dropped_once(cast, first, second):
    by = cast.user("curator")
    sheet = requests_of(cast, request("Ким Артём"))
    assert set(ANSWER_SHEET.possible(sheet)) == {"apply", "drop"}
    stale = AnswerSheet.objects.select_related("organisation__settings").get(pk=sheet.pk)
    DEEDS[first](sheet, by)
    assert ANSWER_SHEET.possible(AnswerSheet.objects.get()) == []
    with pytest.raises(Refused):
        DEEDS[second](stale, by)
    with pytest.raises(Outdated, match="уже внесены или отменены"):
        answer_questions(stale, {}, by=by)
    assert [entry.event for entry in entries_about(sheet)] == [
        "answer_sheet_checked", {"apply": "answer_sheet_applied", "drop": "answer_sheet_dropped"}[first],
    ]  # fmt: skip


def test_dropped_sheet_forgets_the_answers(cast):
    sheet = requests_of(cast, request("Ким Артём"))
    drop_sheet(sheet, by=cast.user("curator"))
    kept = AnswerSheet.objects.get()
    assert (kept.state, kept.table, kept.choices) == ("dropped", {}, {})
    assert not MenteeEntry.objects.exists()


def test_sheets_that_nobody_applies_are_forgotten_after_two_weeks(cast):
    requests_of(cast, request("Ким Артём"))
    with clock.at(TODAY + timedelta(days=13)):
        assert drop_sheets_due(clock.today()) == 0
    with clock.at(TODAY + timedelta(days=15)):
        assert drop_sheets_due(clock.today()) == 1
    assert AnswerSheet.objects.get().table == {}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "пуст"),
        (b"%PDF-1.7\n\x00", "документ PDF"),
        ("ФИО;Должность\nКим;воспитатель".encode(), "не найдена строка с вопросами"),
    ],
)
def test_file_that_cannot_be_taken_keeps_nothing(cast, content, sentence):
    with pytest.raises(Refused, match=sentence) as refusal:
        check_sheet(cast.organisation, SimpleUploadedFile("т.csv", content), by=cast.user("curator"))
    assert refusal.value.field == "file"
    assert not AnswerSheet.objects.exists()


def test_huge_file_is_refused_by_its_size(cast):
    file = SimpleUploadedFile("т.xlsx", b"")
    file.size = 21 * 1024 * 1024
    with pytest.raises(Refused, match=r"Файл больше 20 МБ \(21 МБ\)"):
        check_sheet(cast.organisation, file, by=cast.user("curator"))
