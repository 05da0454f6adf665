"""The workbook of a bank: columns of D14 and D15, texts stay texts, nobody without a valid consent in it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from nastavnik.banks.actions import (
    answer_mentor,
    answer_requests,
    export_bank,
    include_entry,
    select_mentor,
    suspend_entry,
)
from nastavnik.banks.exports import Column, bank_workbook
from nastavnik.banks.models import MenteeEntry, MentorEntry
from nastavnik.consents.actions import withdraw_consent
from nastavnik.consents.models import ConsentKind
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.people.models import Person
from tests.cast import TODAY, give_consent

FORMULA = '=cmd|"/c calc"!A1'


def read(content: bytes) -> list[list]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    (name,) = book.sheet_names
    return [[name], *book.get_sheet_by_name(name).to_python()]


def row_of(rows, surname):
    (found,) = [row for row in rows if len(row) > 1 and str(row[1]).startswith(surname)]
    return dict(zip(rows[1], found, strict=True))


@pytest.mark.clause("4.4.5", "R2.2")
def test_mentees_are_written_by_the_columns_of_d14(full_cast):
    rows = read(export_bank(full_cast.organisation, "mentees", by=full_cast.user("curator")))
    assert rows[0] == ["База наставляемых"]
    assert rows[1] == [
        "№", "Фамилия, имя, отчество", "Должность", "Рабочий телефон, почта", "Педагогический стаж", "Год рождения",
        "Категория", "Основной запрос", "Другие запросы", "Удобные формы", "Пожелания", "Состояние", "В базе с",
        "Согласие на обработку данных от",
    ]  # fmt: skip
    assert [row[0] for row in rows[2:]] == [1, 2, 3]
    assert [row[1] for row in rows[2:]] == [
        "Зайцева Полина Андреевна", "Ким Артём", "Мухаметзянова Алсу Ринатовна",
    ]  # fmt: skip
    said = row_of(rows, "Зайцева")
    assert said["Основной запрос"] == (
        "Речевое развитие, Взаимодействие с родителями: Как говорить с родителями о трудном поведении"
    )
    assert (said["Должность"], said["Педагогический стаж"], said["Категория"]) == (
        "воспитатель", "8 месяцев", "молодой специалист",
    )  # fmt: skip
    assert (said["Год рождения"], said["Состояние"]) == (2002, "в базе")
    assert said["В базе с"] == said["Согласие на обработку данных от"] == TODAY


@pytest.mark.clause("4.4.5", "R3.2")
def test_mentors_are_written_by_the_columns_of_d15(full_cast):
    rows = read(export_bank(full_cast.organisation, "mentors", by=full_cast.user("curator")))
    assert rows[1] == [
        "№", "Фамилия, имя, отчество", "Должность", "Рабочий телефон, почта", "Педагогический стаж", "Место работы",
        "Квалификационная категория", "Компетенции", "Опыт и достижения", "Опыт обучения взрослых",
        "Наставляемых, не больше", "Группа до, человек", "Часов в неделю", "Удобные формы", "Пожелания", "Состояние",
        "В базе с", "Согласие на обработку данных от",
    ]  # fmt: skip
    said = row_of(rows, "Белокопытова")
    assert said["Место работы"] == "МБДОУ «Детский сад № 7 «Рябинка»"
    assert said["Компетенции"] == "Речевое развитие, Физическое развитие, Взаимодействие с родителями"
    assert (said["Наставляемых, не больше"], said["Группа до, человек"]) == (2, "")


@pytest.mark.clause("4.4.5")
def test_names_and_texts_that_look_like_formulas_stay_texts(cast):
    by = cast.user("curator")
    Person.objects.filter(pk=cast.mentee.pk).update(surname=FORMULA, phone="+7 900 000-00-01")
    mentee = Person.objects.get(pk=cast.mentee.pk)
    give_consent(cast, mentee, ConsentKind.PROCESSING)
    texts = ["=1+1", "@SUM(A1)", "-2+3", "+1", "http://elsewhere.example/"]
    entry = answer_requests(mentee, [{"topics": [], "text": text} for text in texts], by=by, wishes="=HYPERLINK(1)")
    include_entry(entry, by=by)
    content = export_bank(cast.organisation, "mentees", by=by)
    said = row_of(read(content), "=cmd")
    assert said["Фамилия, имя, отчество"] == f"{FORMULA} Полина Андреевна"
    assert said["Основной запрос"] == "=1+1"
    assert said["Другие запросы"] == "\n".join(texts[1:])
    assert (said["Пожелания"], said["Рабочий телефон, почта"]) == ("=HYPERLINK(1)", "+7 900 000-00-01")
    assert b"<f>" not in _sheet_xml(content)
    assert b"<hyperlink" not in _sheet_xml(content)


def test_text_of_many_lines_and_several_requests_is_kept_whole(cast):
    by = cast.user("curator")
    give_consent(cast, cast.mentee, ConsentKind.PROCESSING)
    requests = [
        {"topics": [cast.topics["speech"]], "text": "Первая строка\nвторая"},
        {"topics": [cast.topics["play"]], "text": ""},
        {"topics": [], "text": "Своими словами"},
    ]
    include_entry(answer_requests(cast.mentee, requests, by=by, forms=["short", "virtual"]), by=by)
    said = row_of(read(export_bank(cast.organisation, "mentees", by=by)), "Зайцева")
    assert said["Основной запрос"] == "Речевое развитие: Первая строка\nвторая"
    assert said["Другие запросы"] == "Игровая деятельность\nСвоими словами"
    assert said["Удобные формы"] == "краткосрочная (целеполагающая), виртуальная (дистанционная)"


@pytest.mark.clause("R2.2", "R3.2")
def test_nobody_without_a_valid_consent_is_handed_out(full_cast):
    cast, by = full_cast, full_cast.user("curator")
    topics = [cast.topics["play"]]
    answer_mentor(cast.bystander, by=by, ready=True, competences=topics)  # a draft
    withdraw_consent(MentorEntry.objects.get(person=cast.second_mentor).basis, by=by)
    suspend_entry(MentorEntry.objects.get(person=cast.mentor), by=by)
    rows = read(export_bank(cast.organisation, "mentors", by=by))
    assert [row[1] for row in rows[2:]] == ["Белокопытова Ирина Геннадьевна"]
    assert row_of(rows, "Белокопытова")["Состояние"] == "приостановлен"


def test_excluded_and_strangers_are_not_in_it(full_cast):
    assert len(read(export_bank(full_cast.other, "mentees", by=full_cast.user("stranger")))) == 2  # name and header


@pytest.mark.clause("4.4.5")
def test_journal_keeps_who_took_the_bank_out(full_cast):
    export_bank(full_cast.organisation, "mentees", by=full_cast.user("curator"))
    entry = entries_about(full_cast.organisation).last()
    assert (entry.event, entry.facts) == ("bank_exported", {"bank": "mentees", "count": 3})
    assert entry.actor_id == full_cast.user("curator").pk


def test_rooms_above_add_their_columns(full_cast):
    further = [Column("Наставник", 20, lambda entry: f"наставник для {entry.person.surname}")]
    content, count = bank_workbook(full_cast.organisation, "mentees", further)
    assert row_of(read(content), "Ким")["Наставник"] == "наставник для Ким"
    assert count == 3


def test_export_asks_as_many_queries_for_many_people_as_for_few(cast, full_cast, django_assert_num_queries):
    by = cast.user("curator")
    with clock.at(TODAY), django_assert_num_queries(5):  # entries, employments, consents, requests, topics
        bank_workbook(cast.organisation, "mentees")
    for part in ("bystander", "curator", "mentor"):
        give_consent(cast, cast.people[part], ConsentKind.PROCESSING)
        requests = [{"topics": [cast.topics["play"], cast.topics["digital"]], "text": "…"}]
        include_entry(answer_requests(cast.people[part], requests, by=by), by=by)
    with django_assert_num_queries(5):
        _content, count = bank_workbook(cast.organisation, "mentees")
    assert count == MenteeEntry.objects.active().count() == 6
    with django_assert_num_queries(4):
        bank_workbook(cast.organisation, "mentors")
    entry = answer_mentor(cast.curator, by=by, ready=True, competences=[cast.topics["play"]])
    include_entry(select_mentor(entry, by=by), by=by)
    with django_assert_num_queries(4):
        _content, count = bank_workbook(cast.organisation, "mentors")
    assert count == 3


def _sheet_xml(content: bytes) -> bytes:
    """What stands in the sheet itself, before any reader."""
    with ZipFile(BytesIO(content)) as packed:
        return packed.read("xl/worksheets/sheet1.xml")
