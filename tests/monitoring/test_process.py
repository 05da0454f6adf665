"""How programmes go, what has changed, who is involved, numbers for statistics."""

from datetime import date, timedelta

import pytest

from nastavnik.banks.actions import exclude_entry
from nastavnik.kit import clock
from nastavnik.monitoring.population import population_of
from nastavnik.monitoring.process import changes_of, involvement_of, process_of
from nastavnik.monitoring.statistics import statistics_of
from nastavnik.programmes.models import Meeting, PlanItem
from tests.monitoring.made import (
    ENDED,
    SUMMER,
    YEAR,
    answer,
    make_programme,
    make_teachers,
    people,
)


@pytest.fixture(autouse=True)
def _in_summer(cast):
    with clock.at(SUMMER):
        yield


def rows(found):
    return {row.label: row.value.replace("\u00a0", " ") for row in found}


def process(cast):
    return rows(process_of(population_of(cast.organisation, YEAR)))


def statistics(cast):
    return rows(statistics_of(cast.organisation, population_of(cast.organisation, YEAR)))


def test_nothing_has_happened_is_not_nought_per_cent(cast):
    found = process(cast)
    assert found["Программ за период"] == "0"
    assert found["Выполнено мероприятий плана"] == "—"
    assert found["Запросы разрешены"] == "—"


@pytest.mark.clause("M4/1", "M3/1", "8.1/1", "8.1/2")
def test_process_counts_programmes_by_how_they_ended(cast):
    make_programme(cast, people(cast, "mentee"))
    make_programme(cast, people(cast, "second_mentee"), ended=ENDED)
    make_programme(cast, people(cast, "third_mentee"), ended=ENDED, state="terminated")
    found = process(cast)
    assert [found[label] for label in (
        "Программ за период", "Из них продолжаются", "Завершены полностью", "Завершены досрочно",
    )] == ["3", "1", "1", "1"]  # fmt: skip


@pytest.mark.clause("M4/1")
def test_plan_is_counted_without_what_was_cancelled_by_consent(cast):
    programme = make_programme(cast, people(cast, "mentee"))
    for state in ("done", "done", "planned", "cancelled"):
        PlanItem.objects.create(
            organisation=cast.organisation, programme=programme, title="Беседа", due_on=date(2027, 1, 15),
            state=state, done_on=date(2027, 1, 15) if state == "done" else None,
        )  # fmt: skip
    assert process(cast)["Выполнено мероприятий плана"] == "2 из 3 (66,7 %)"


@pytest.mark.clause("M4/1")
def test_only_meetings_held_in_the_period_count(cast):
    programme = make_programme(cast, people(cast, "mentee"), started=date(2026, 5, 1))
    for on, state, confirmed in (
        (date(2026, 8, 31), "held", True),
        (date(2026, 9, 1), "held", True),
        (date(2026, 10, 5), "held", False),
        (date(2026, 10, 6), "planned", False),
        (date(2026, 10, 7), "not_held", False),
    ):
        Meeting.objects.create(
            organisation=cast.organisation, programme=programme, on=on, state=state, topic="Беседа", minutes=60,
            confirmed_on=on if confirmed else None, recorded_at=clock.now() if state == "held" else None,
        )  # fmt: skip
    Meeting.objects.create(
        organisation=cast.organisation, programme=programme, on=date(2026, 9, 2), state="held", topic="Беседа",
        minutes=60, recorded_at=clock.now() - timedelta(days=8),
    )  # fmt: skip
    found = process_of(population_of(cast.organisation, YEAR))
    held = next(row for row in found if row.label == "Состоялось встреч")
    assert (held.value, held.note.replace("\u00a0", " ")) == (
        "2",
        "всего 2 часа; ждут подтверждения второй стороны: 1; не вошли спорные, не подтверждённые в срок: 1",
    )


@pytest.mark.clause("M4/1")
def test_goals_are_the_mean_of_both_sides(cast):
    programme = make_programme(
        cast,
        people(cast, "mentee", "second_mentee", "third_mentee"),
        mentors=people(cast, "mentor", "second_mentor", "bystander"),
        ended=ENDED,
    )
    answer(programme, "mentee", {"F2": "fully"}, {"F2": "mostly"}, {"F2": "no"})  # 58.33…
    found = process_of(population_of(cast.organisation, YEAR))
    assert (found[-1].value.replace("\u00a0", " "), found[-1].note) == ("58,3 %", "по ответам наставляемых")
    answer(programme, "mentor", {"F2": "fully"}, {"F2": "fully"}, {"F2": "partly"})  # 80
    found = process_of(population_of(cast.organisation, YEAR))
    assert (found[-1].value.replace("\u00a0", " "), found[-1].note) == ("69,2 %", "")  # 69.166…


def test_goals_of_two_answers_are_not_told(cast):
    programme = make_programme(cast, people(cast, "mentee", "second_mentee"), ended=ENDED)
    answer(programme, "mentee", {"F2": "fully"}, {"F2": "no"})
    found = process_of(population_of(cast.organisation, YEAR))[-1]
    assert (found.value, found.note) == ("—", "ответов меньше трёх")


@pytest.mark.clause("M2", "M3/2", "M5/1")
def test_change_is_told_of_three_who_answered_both_times(cast):
    programme = make_programme(cast, people(cast, "mentee", "second_mentee", "third_mentee"), ended=ENDED)
    skills = {f"A{number}": 2 for number in range(1, 7)}
    answer(programme, "mentee", skills, skills, skills, wave="before")
    answer(programme, "mentee", *({f"A{number}": 4 for number in range(1, 7)} for _ in range(3)))
    found = {(row.who, row.label): row for row in changes_of(population_of(cast.organisation, YEAR))}
    row = found["наставляемые", "Профессиональные умения"]
    assert (row.before, row.after, row.delta, row.matched) == ("25,0", "75,0", "50,0", 3)
    assert list(found) == [("наставляемые", "Профессиональные умения")]  # nobody answered the other blocks


def test_change_of_two_is_not_told(cast):
    programme = make_programme(cast, people(cast, "mentee", "second_mentee"), ended=ENDED)
    for wave, point in (("before", 2), ("after", 4)):
        answer(programme, "mentee", {"A1": point}, {"A1": point}, wave=wave)
    row = changes_of(population_of(cast.organisation, YEAR))[0]
    assert (row.before, row.after, row.delta, row.matched) == ("—", "—", "—", 2)


@pytest.mark.clause("4.4.11", "3.1")
def test_person_in_two_forms_is_one_in_the_total(cast):
    make_programme(cast, people(cast, "mentee"))
    make_programme(cast, people(cast, "mentee"), mentors=people(cast, "second_mentor"), form="reversive")
    found = involvement_of(population_of(cast.organisation, YEAR))
    assert [(row.form, row.programmes, row.mentors, row.mentees) for row in (*found.rows, found.total)] == [
        ("реверсивная", 1, 1, 1), ("традиционная", 1, 1, 1), ("Всего", 2, 2, 1),
    ]  # fmt: skip
    assert found.share.replace("\u00a0", " ") == "3 из 7 (42,9 %)"


@pytest.mark.clause("4.4.12")
def test_statistics_never_confuse_persons_participations_pairs_and_programmes(full_cast):
    cast = full_cast
    make_programme(cast, people(cast, "mentee"))
    make_programme(cast, people(cast, "second_mentee", "third_mentee"), ended=ENDED)
    make_programme(cast, people(cast, "mentee"), mentors=[cast.head], category_form="head_teacher")
    found = statistics_of(cast.organisation, population_of(cast.organisation, YEAR))
    values = rows(found)
    assert {label: values[label] for label in (
        "Педагогов всего", "из них молодых специалистов", "Наставников", "Наставляемых", "Пар", "Групп",
        "Форма «педагог – педагог»", "Форма «руководитель – педагог»", "Программ начато", "Программ завершено",
        "В базе наставников", "В базе наставляемых", "Из них без пары",
    )} == {
        "Педагогов всего": "7", "из них молодых специалистов": "3", "Наставников": "2", "Наставляемых": "3",
        "Пар": "2", "Групп": "1", "Форма «педагог – педагог»": "2", "Форма «руководитель – педагог»": "1",
        "Программ начато": "3", "Программ завершено": "1", "В базе наставников": "2", "В базе наставляемых": "3",
        "Из них без пары": "2",
    }  # fmt: skip
    notes = {row.label: row.note for row in found}
    assert (notes["Наставников"], notes["Наставляемых"]) == ("участий: 3", "участий: 4")


@pytest.mark.clause("R5.3")
def test_excluded_entry_does_not_wait_for_a_mentor(full_cast):
    assert statistics(full_cast)["Из них без пары"] == "3"
    exclude_entry(full_cast.mentee.mentee_entry, by=full_cast.user("curator"))
    assert statistics(full_cast)["Из них без пары"] == "2"


def test_figures_of_age_do_not_count_those_whose_year_is_unknown(cast):
    make_teachers(cast, 1)
    before = statistics(cast)["из них до 35 лет включительно"]
    cast.mentee.birth_year = None
    cast.mentee.save()
    assert (before, statistics(cast)["из них до 35 лет включительно"]) == ("3", "2")
