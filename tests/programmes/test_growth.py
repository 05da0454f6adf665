"""How the work goes: difficulties, recommendations, observations, projects, events (sections 5 and 6, M4)."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import nastavnik.programmes
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.papers.plain import to_text
from nastavnik.programmes import growth_forms
from nastavnik.programmes.actions import (
    accept_recommendation,
    act_on_difficulty,
    comment_observation,
    discuss_recommendation,
    drop_recommendation,
    erase_record,
    finish_project,
    finish_recommendation,
    give_recommendation,
    make_observation,
    make_remark,
    mend_record,
    note_participation,
    note_result,
    remove_difficulty,
    return_difficulty,
    reveal_difficulty,
    start_project,
)
from nastavnik.programmes.growth_pages import growth_counts, growth_page
from nastavnik.programmes.models import (
    Difficulty,
    GrowthRecord,
    Observation,
    Programme,
    RecommendationState,
)
from nastavnik.programmes.papers_reports import interim_report
from nastavnik.programmes.queries import deadlines_near
from tests.cast import TODAY
from tests.programmes.conftest import bring_to

LATER = TODAY + timedelta(days=10)


@pytest.fixture
def running(brought_to) -> Programme:
    return brought_to("running")


@pytest.fixture
def by(full_cast):
    return full_cast.user


@pytest.mark.clause("6.2/7", "2.2/6")
def test_a_difficulty_is_revealed_worked_on_together_and_removed(running, by):
    difficulty = reveal_difficulty(running, by=by("mentee"), text=" Дети не слушают сказку ")
    assert (difficulty.state, difficulty.text, difficulty.member.person.user) == (
        "revealed", "Дети не слушают сказку", by("mentee"),
    )  # fmt: skip
    act_on_difficulty(difficulty, by=by("mentor"), action="Читаем по ролям")
    with clock.at(LATER):
        remove_difficulty(difficulty, by=by("mentee"), outcome="Театр на столе")
    assert (difficulty.state, difficulty.removed_on, difficulty.outcome) == ("removed", LATER, "Театр на столе")
    counts = growth_counts(running)
    assert (counts.difficulties, counts.removed) == (1, 1)
    return_difficulty(difficulty, by=by("mentor"))
    assert (Difficulty.objects.get().state, growth_counts(running).removed) == ("joint", 0)


@pytest.mark.clause("6.2/5", "1.4/9")
def test_a_mentee_accepts_discusses_or_does_what_is_recommended_and_disagreement_is_no_violation(running, by):
    advice = give_recommendation(running, by=by("mentor"), text="Записывать речь детей")
    discuss_recommendation(advice, by=by("mentee"), answer="Родители против записи")
    assert (advice.state, advice.get_state_display(), advice.answer) == (
        "discussed", "обсуждается", "Родители против записи",
    )  # fmt: skip
    accept_recommendation(advice, by=by("mentee"))
    finish_recommendation(advice, by=by("mentee"), result="Записываю от руки")
    assert (advice.state, advice.done_on) == ("done", TODAY)
    with pytest.raises(Refused, match="состояние — «выполнена»"):
        discuss_recommendation(advice, by=by("mentee"), answer="Передумала")
    assert {str(state.label) for state in RecommendationState} == {
        "ждёт ответа", "принята", "обсуждается", "выполнена", "снята",
    }  # fmt: skip


@pytest.mark.clause("5.2/7")
def test_a_contest_is_recommended_with_its_deadline_and_may_be_taken_back(running, by):
    contest = give_recommendation(
        running, by=by("mentor"), text="Конкурс «Педагогический дебют»", kind="contest", due_on=date(2026, 11, 1)
    )
    assert (contest.get_kind_display(), contest.due_on) == ("конкурс, конференция, форум", date(2026, 11, 1))
    with pytest.raises(Refused) as refused:
        give_recommendation(running, by=by("mentor"), text="Прошедший", kind="contest", due_on=date(2026, 9, 1))
    assert refused.value.field == "due_on"
    drop_recommendation(contest, by=by("mentor"))
    assert growth_counts(running).recommendations == 0


@pytest.mark.clause("5.1/4", "1.4/4")
def test_the_mentee_reads_the_observation_at_once_and_comments_on_it(running, by):
    observation = make_observation(running, by=by("mentor"), text="Говорит спокойно, дети слышат")
    rows = growth_page(running, by("mentee")).sections[2].rows
    assert [(row.record.text, [name for name, _deed in row.deeds]) for row in rows] == [
        ("Говорит спокойно, дети слышат", ["comment"])
    ]
    comment_observation(observation, by=by("mentee"), comment="Стараюсь")
    assert Observation.objects.get().comment == "Стараюсь"


@pytest.mark.clause("5.1/4")
def test_an_observation_is_mended_for_three_days_and_then_stands(running, by):
    observation = make_observation(running, by=by("mentor"), text="Первое")
    told = journal.entries_about(observation)
    for days, user, words in ((2, "mentee", "только тот, кто её сделал"), (3, "mentor", "прошло больше трёх дней")):
        with clock.at(clock.now() + timedelta(days=days)), pytest.raises(Refused, match=words):
            mend_record(observation, by=by(user), text="Второе")
    with clock.at(clock.now() + timedelta(days=2, hours=23)):
        mend_record(observation, by=by("mentor"), text="Второе")
    assert Observation.objects.get().text == "Второе"
    with clock.at(clock.now() + timedelta(days=4)), pytest.raises(Refused, match="прошло больше трёх дней"):
        erase_record(observation, by=by("mentor"))
    erase_record(observation, by=by("mentor"))
    assert not Observation.objects.exists()
    assert [one.event for one in told] == [
        "observation_made", "growth_mended", "growth_erased",
    ]  # fmt: skip


@pytest.mark.clause("M4/2", "5.2/4")
def test_a_project_is_counted_once_for_the_pair_and_ends_with_a_result(running, by):
    project = start_project(running, by=by("mentee"), title="Театр теней", kind="cultural", aim="Речь")
    with pytest.raises(Refused) as refused:
        finish_project(project, by=by("mentor"), result=" ")
    assert refused.value.field == "result"
    with clock.at(LATER):
        finish_project(project, by=by("mentor"), result="Показан родителям")
    counts = growth_counts(running)
    assert (project.member, counts.projects, counts.projects_ended) == (None, 1, 1)


@pytest.mark.clause("5.2/5", "4.5/5", "M4/3")
def test_participation_has_level_role_preparation_and_later_its_result(running, by):
    event = note_participation(
        running, by=by("mentor"), title="Форум", on=LATER, level="regional", role="speaker", preparation="Совет"
    )
    with pytest.raises(Refused, match="Событие ещё впереди"):
        note_result(event, by=by("mentee"), result="Диплом")
    with clock.at(LATER):
        note_result(event, by=by("mentee"), result="Диплом")
    assert (event.get_level_display(), event.get_role_display(), event.result) == (
        "региональный", "выступление, мастер-класс", "Диплом",
    )  # fmt: skip


WRONG_SIDE = [
    (give_recommendation, "mentee", "Это записывает наставник"),
    (make_observation, "mentee", "Это записывает наставник"),
    (make_observation, "curator", "только участник программы"),
    (reveal_difficulty, "bystander", "только участник программы"),
]


@pytest.mark.parametrize(("record", "part", "words"), WRONG_SIDE)
def test_each_records_what_is_theirs(running, by, record, part, words):
    with pytest.raises(Refused, match=words):
        record(running, by=by(part), text="Запись")


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_the_log_is_kept_while_the_programme_is_carried_out(brought_to, by, state):
    with pytest.raises(Refused, match="пока программа реализуется"):
        reveal_difficulty(brought_to(state), by=by("mentor"), text="Запись")


@pytest.mark.clause("1.4/4")
def test_in_a_group_nobody_reads_what_is_about_another_mentee(group, full_cast, by):
    programme = bring_to(full_cast, "running", group)
    one, other = programme.relation.mentees
    with pytest.raises(Refused) as refused:
        make_observation(programme, by=by("mentor"), text="О ком?")
    assert refused.value.field == "member"
    observation = make_observation(programme, by=by("mentor"), text="Об одной", member=one)
    difficulty = reveal_difficulty(programme, by=by("mentor"), text="Общее")
    seen = {part: [row.record for section in growth_page(programme, by(part)).sections for row in section.rows]
            for part in ("mentor", "mentee", "second_mentee", "curator")}  # fmt: skip
    whole = [difficulty, observation]
    assert seen == {"mentor": whole, "mentee": whole, "second_mentee": [difficulty], "curator": whole}
    assert growth_counts(programme, other).observations == 0
    with pytest.raises(Refused, match="о другом наставляемом"):
        comment_observation(observation, by=by("second_mentee"), comment="Чужое")


@pytest.mark.clause("6.2/7", "4.4.8")
def test_the_report_of_the_mentor_counts_what_has_been_recorded(running, by):
    reveal_difficulty(running, by=by("mentee"), text="Одно")
    remove_difficulty(reveal_difficulty(running, by=by("mentor"), text="Другое"), by=by("mentor"), outcome="Помогло")
    start_project(running, by=by("mentor"), title="Театр")
    said = to_text(interim_report(running))
    assert "Снято затруднений: 1 из 2." in said
    assert "Другое – помогло: Помогло" in said
    assert "Совместных проектов: 1, закончено: 0." in said


FORBIDDEN = re.compile(r"дисциплин|рейтинг|подчин[её]н|\bбалл|взыскан|нарушител", re.IGNORECASE)
RATED = re.compile(r"score|rating|grade|rank|discipline|points", re.IGNORECASE)


@pytest.mark.clause("1.4/9", "6.2/8")
def test_no_field_and_no_word_rates_a_person_or_grades_discipline():
    room = Path(nastavnik.programmes.__file__).parent
    names = [field.name for model in GrowthRecord.__subclasses__() for field in model._meta.get_fields()]
    assert len(names) > 40
    assert [name for name in names if RATED.search(name)] == []
    numbers = [
        (model.__name__, field.name)
        for model in GrowthRecord.__subclasses__()
        for field in model._meta.concrete_fields
        if "Integer" in type(field).__name__ or "Decimal" in type(field).__name__ or "Float" in type(field).__name__
    ]
    assert numbers == []  # nothing that a person could be measured by
    texts = [*room.rglob("*.html"), *room.rglob("*.py")]
    assert len(texts) > 60
    assert [path.name for path in texts if FORBIDDEN.search(path.read_text(encoding="utf-8"))] == []


def test_every_form_of_a_record_needs_one_line_and_nothing_else(running):
    me = running.relation.mentors[0]
    for name in ("DifficultyForm", "RecommendationForm", "ObservationForm", "ProjectForm", "ParticipationForm"):
        form = getattr(growth_forms, name)(running, me)
        empty = [field.name for field in form if field.field.required and field.value() in (None, "")]
        assert len(empty) == 1, name


# --- the members' own discussion (5.2/6) ------------------------------------------------------------------------
@pytest.mark.clause("5.2/6")
def test_the_discussion_is_read_by_the_members_and_by_nobody_else(running, by):
    make_remark(running, by=by("mentor"), text="Как прошло собрание?", minutes="протокол от 10.09.2026 № 2")
    make_remark(running, by=by("mentee"), text="Родители слушали")
    for part in ("mentor", "mentee"):
        [section] = [one for one in growth_page(running, by(part)).sections if one.code == "remark"]
        assert [row.record.text for row in section.rows] == ["Родители слушали", "Как прошло собрание?"]
    assert "remark" not in [one.code for one in growth_page(running, by("curator")).sections]
    with pytest.raises(Refused):
        make_remark(running, by=by("curator"), text="А я думаю иначе")


@pytest.mark.clause("5.2/6", "1.4/4")
def test_in_a_group_a_mentor_may_speak_to_one_alone(brought_to, group, by, full_cast):
    programme = brought_to("running", group)
    first = programme.relation.members.get(person=full_cast.mentee)
    make_remark(programme, by=by("mentor"), text="Только вам", member=first)
    make_remark(programme, by=by("second_mentee"), text="Всем")
    told = {}
    for part in ("mentor", "mentee", "second_mentee"):
        [section] = [one for one in growth_page(programme, by(part)).sections if one.code == "remark"]
        told[part] = [row.record.text for row in section.rows]
    assert told == {"mentor": ["Всем", "Только вам"], "mentee": ["Всем", "Только вам"], "second_mentee": ["Всем"]}


# --- contests: both are reminded of the deadline (5.2/7) --------------------------------------------------------
@pytest.mark.clause("5.2/7")
def test_a_contest_whose_deadline_comes_within_a_week_stands_on_the_first_page_of_both(running, by, full_cast):
    due_on = TODAY + timedelta(days=20)
    contest = {"text": "Конкурс «Воспитатель года»", "kind": "contest", "due_on": due_on}
    record = give_recommendation(running, by=by("mentor"), **contest)
    give_recommendation(running, by=by("mentor"), text="Читать вслух", due_on=due_on)  # advice: nobody is hurried

    def told() -> list[list[str]]:
        return [[one.text for one in deadlines_near(person)] for person in (full_cast.mentor, full_cast.mentee)]

    for left, expected in ((8, []), (7, [contest["text"]]), (0, [contest["text"]])):
        with clock.at(due_on - timedelta(days=left)):
            assert told() == [expected] * 2
    with clock.at(due_on - timedelta(days=3)):
        finish_recommendation(record, by=by("mentee"))
        assert told() == [[], []]
