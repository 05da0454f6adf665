"""Checkpoints of independence and the map of skills: when, whose word, who reads it (2.2/7, 2.2/8)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import RelationMember
from nastavnik.programmes.actions import close_programme, record_checkpoint, say_competences
from nastavnik.programmes.checkpoints import points_of
from nastavnik.programmes.competences import Known, end_opens, known_of, open_moment
from nastavnik.programmes.models import Checkpoint, Competence, Independence, Mastery, Programme
from nastavnik.programmes.skills_line import skills_line
from nastavnik.programmes.skills_pages import skills_page
from nastavnik.programmes.turns import turn_of
from tests.cast import TODAY
from tests.programmes.conftest import carry_out

MONTH, THREE = date(2026, 10, 14), date(2026, 12, 14)
THE_END = date(2027, 5, 20)


@pytest.fixture
def running(brought_to) -> Programme:
    """From 14.09.2026 to 31.05.2027: points at 1, 3 and 6 months; the ninth month lies past the term."""
    return brought_to("running")


@pytest.fixture
def by(full_cast):
    return full_cast.user


def mentee_of(programme: Programme) -> RelationMember:
    return programme.relation.mentees[0]


def fresh(programme: Programme) -> Programme:
    return Programme.objects.get(pk=programme.pk)


# --- checkpoints ------------------------------------------------------------------------------------------------
@pytest.mark.clause("2.2/8", "M5/4")
@pytest.mark.parametrize(
    ("until", "months"),
    [
        (date(2027, 6, 14), [1, 3, 6, 9]),
        (date(2027, 6, 13), [1, 3, 6]),
        (date(2026, 10, 14), [1]),
        (date(2026, 10, 13), []),
    ],
)
def test_checkpoints_past_the_term_do_not_exist(running, until, months):
    running.until = until
    found = points_of(running, mentee_of(running))
    assert [point.month for point in found] == months
    assert [point.day for point in found] == [date(2026, 10, 14), date(2026, 12, 14), date(2027, 3, 14), until][
        : len(months)
    ]


@pytest.mark.clause("2.2/8")
def test_both_sides_say_their_word_at_each_checkpoint_and_its_day_is_kept(running, by):
    for month, (on, levels) in {
        1: (MONTH, ("together", "model")),
        3: (THREE + timedelta(days=5), ("model", "alone")),
    }.items():
        with clock.at(on):
            record_checkpoint(running, by=by("mentor"), level=levels[0], note="Держит план занятия")
            record_checkpoint(running, by=by("mentee"), level=levels[1])
        kept = Checkpoint.objects.filter(month=month).order_by("side")
        assert [(one.side, one.level, one.on) for one in kept] == [
            ("mentee", levels[1], on),
            ("mentor", levels[0], on),
        ]


def test_a_word_is_replaced_while_its_checkpoint_is_open_and_stands_afterwards(running, by):
    with clock.at(MONTH):
        record_checkpoint(running, by=by("mentee"), level="together")
    with clock.at(THREE - timedelta(days=1)):
        record_checkpoint(running, by=by("mentee"), level="model")
    with clock.at(THREE):
        record_checkpoint(running, by=by("mentee"), level="alone")
    assert list(Checkpoint.objects.values_list("month", "level").order_by("month")) == [(1, "model"), (3, "alone")]


@pytest.mark.parametrize(
    ("part", "on", "level", "sentence"),
    [
        ("mentee", MONTH - timedelta(days=1), "model", "ещё впереди"),
        ("mentee", MONTH, "excellent", "Выберите, как идёт работа"),
        ("curator", MONTH, "model", "только участник программы"),
    ],
)
def test_what_is_no_checkpoint_is_refused(running, by, part, on, level, sentence):
    with clock.at(on), pytest.raises(Refused, match=sentence):
        record_checkpoint(running, by=by(part), level=level)
    assert not Checkpoint.objects.exists()


@pytest.mark.clause("2.2/8")
def test_a_checkpoint_that_has_come_is_the_readers_turn_until_their_word_is_said(running, by, signed_in):
    running.items.update(due_on=date(2027, 1, 20))
    address = reverse("programmes:programme-detail", args=["ryabinka", running.pk])
    record = reverse("programmes:checkpoint-record", args=["ryabinka", running.pk, mentee_of(running).pk])
    with clock.at(MONTH - timedelta(days=1)):
        assert turn_of(fresh(running), by("mentor")).deed == "item"
    with clock.at(MONTH):
        assert turn_of(fresh(running), by("curator")).deed == "item"
        for part, words in (("mentor", "Отметить, как работает Зайцева"), ("mentee", "Отметить, как идёт работа")):
            body = signed_in(part).get(address).content.decode()
            assert words in body and f'href="{record}"' in body
            answer = signed_in(part).post(record, {"level": "model", "note": "Держит план"}, follow=True)
            assert "Записано." in answer.content.decode()
            assert turn_of(fresh(running), by(part)).deed == "item"
    with clock.at(THREE):
        assert turn_of(fresh(running), by("mentor")).deed == "checkpoint"
        running.items.update(due_on=THREE - timedelta(days=1))  # what is due sooner comes first
        assert turn_of(fresh(running), by("mentor")).deed == "item"


# --- the map ------------------------------------------------------------------------------------------------------
@pytest.mark.clause("2.2/7")
def test_the_map_has_two_points_only_where_both_words_have_been_said(running, by, full_cast):
    speech, parents, digital = (full_cast.topics[code] for code in ("speech", "parents", "digital"))
    say_competences(running, by=by("mentee"), levels={speech: "new", parents: "known"})
    say_competences(running, by=by("mentor"), levels={speech: "known"})
    with clock.at(THE_END):
        say_competences(running, by=by("mentee"), levels={speech: "used", digital: "used"})
        say_competences(running, by=by("mentor"), levels={parents: "sure"})
        [part] = skills_page(fresh(running), by("mentor"))
    found = {row.topic.code: (row.mentee.bars, row.mentor.bars) for row in part.topics}
    assert found == {"speech": ((25, 75), None), "parents": (None, None), "digital": (None, None)}


@pytest.mark.parametrize(
    ("until", "on", "moment"),
    [
        (date(2027, 5, 31), TODAY, "before"),
        (date(2027, 5, 31), date(2027, 4, 30), "before"),
        (date(2027, 5, 31), date(2027, 5, 1), "after"),
        (date(2026, 10, 4), date(2026, 9, 23), "before"),  # a programme of three weeks
        (date(2026, 10, 4), date(2026, 9, 24), "after"),
    ],
)
def test_when_the_beginning_and_the_end_are_spoken_of(running, until, on, moment):
    running.until = until
    assert open_moment(running, mentee_of(running), on) == moment
    assert end_opens(running) <= until


def test_words_are_taken_back_while_their_moment_lasts_and_stand_afterwards(running, by, full_cast):
    speech = full_cast.topics["speech"]
    say_competences(running, by=by("mentee"), levels={speech: "sure"})
    assert say_competences(running, by=by("mentee"), levels={speech: ""}) == 0
    say_competences(running, by=by("mentee"), levels={speech: "new"})
    for item in running.items.all():
        carry_out(item)
    close_programme(running, by=by("mentor"), result="Получилось")  # closed early: the end has come
    say_competences(running, by=by("mentee"), levels={speech: "sure"})
    assert set(Competence.objects.values_list("moment", "level")) == {("before", "new"), ("after", "sure")}


@pytest.mark.clause("2.2/7", "1.4/9")
def test_only_counts_leave_the_programme_and_a_late_beginning_is_not_counted(running, by, full_cast):
    speech, parents = full_cast.topics["speech"], full_cast.topics["parents"]
    say_competences(running, by=by("mentee"), levels={speech: "new"})
    with clock.at(date(2026, 12, 1)):
        say_competences(running, by=by("mentee"), levels={parents: "new"})
    with clock.at(THE_END):
        say_competences(running, by=by("mentee"), levels={speech: "sure", parents: "sure"})
        body = skills_page(fresh(running), by("mentee"))[0]
    assert known_of([running.pk]) == {"mentee": Known(people=1, directions=1, grown=1)}
    assert {row.topic.code: row.mentee.is_late for row in body.topics} == {"speech": False, "parents": True}


# --- pages --------------------------------------------------------------------------------------------------------
@pytest.mark.clause("1.4/4", "1.4/9")
def test_the_page_is_for_the_two_and_nobody_else(running, full_cast, signed_in):
    own = ["ryabinka", running.pk]
    one = [*own, mentee_of(running).pk]
    for name, arguments in (("programme-skills", own), ("checkpoint-record", one), ("competences-write", one)):
        address = reverse(f"programmes:{name}", args=arguments)
        for part, status in (("curator", 403), ("head", 403), ("bystander", 403), ("stranger", 404)):
            assert signed_in(part).get(address).status_code == status, (name, part)
    for part in ("mentor", "mentee"):  # directions come from the request before anything is said
        body = signed_in(part).get(reverse("programmes:programme-skills", args=own)).content.decode()
        assert "Читают это только наставник и сам наставляемый" in body and "Речевое развитие" in body


@pytest.mark.clause("1.4/4")
def test_in_a_group_a_mentee_reads_and_says_only_their_own(brought_to, group, full_cast, signed_in, by):
    programme = brought_to("running", group)
    first, second = programme.relation.mentees
    say_competences(programme, by=by("mentor"), member=second, levels={full_cast.topics["physical"]: "used"})
    parts = {part: skills_page(fresh(programme), by(part)) for part in ("mentor", "mentee")}
    assert [one.member for one in parts["mentor"]] == [first, second]
    assert [one.member for one in parts["mentee"]] == [first]
    address = reverse("programmes:competences-write", args=["ryabinka", programme.pk, second.pk])
    assert signed_in("mentee").get(address).status_code == 404
    with pytest.raises(Refused, match="О другом наставляемом"):
        say_competences(programme, by=by("mentee"), member=second, levels={})
    with pytest.raises(Refused, match="Выберите наставляемого"):
        say_competences(programme, by=by("mentor"), levels={})


@pytest.mark.clause("2.2/7")
def test_the_map_is_filled_in_by_one_form_and_a_direction_may_be_added(running, full_cast, signed_in):
    address = reverse("programmes:competences-write", args=["ryabinka", running.pk, mentee_of(running).pk])
    speech, digital = full_cast.topics["speech"], full_cast.topics["digital"]
    client = signed_in("mentee")
    client.post(address, {f"topic_{speech.pk.hex}": "known", "other": digital.pk, "other_level": "new"})
    assert set(Competence.objects.values_list("topic__code", "side", "level")) == {
        ("speech", "mentee", "known"),
        ("digital", "mentee", "new"),
    }
    wrong = client.post(address, {"other": full_cast.topics["play"].pk})
    assert wrong.context["form"].errors["other_level"] == ["Выберите ответ о добавленном направлении."]


def test_the_page_takes_as_many_queries_for_many_words(running, full_cast, by, signed_in, django_assert_num_queries):
    address = reverse("programmes:programme-skills", args=["ryabinka", running.pk])
    client = signed_in("mentor")
    client.get(address)
    with django_assert_num_queries(9) as few:
        client.get(address)
    topics = list(full_cast.topics.values())
    for part in ("mentor", "mentee"):
        say_competences(running, by=by(part), levels=dict.fromkeys(topics, "known"))
    with django_assert_num_queries(len(few)):
        client.get(address)


@pytest.mark.clause("1.4/9", "6.2/8")
def test_words_speak_of_work_and_no_number_stands_for_a_person():
    for model in (Checkpoint, Competence):
        numbers = {field.name for field in model._meta.concrete_fields if "Integer" in type(field).__name__}
        assert numbers <= {"month"}, "the month of a checkpoint is a time"
    assert [str(label) for label in Independence.labels] == [
        "выполняет вместе с наставником",
        "выполняет по образцу",
        "выполняет самостоятельно",
        "помогает другим",
    ]
    assert len(Mastery) == 4


# --- over all programmes ------------------------------------------------------------------------------------------
@pytest.mark.clause("2.2/1", "2.2/7", "2.2/8")
def test_the_trajectory_shows_the_growth_of_skills_in_one_line_to_their_owner_alone(
    running, by, full_cast, signed_in, django_assert_num_queries
):
    say_competences(running, by=by("mentee"), levels={full_cast.topics["speech"]: "new"})
    for on, mentor, mentee in ((MONTH, "together", "model"), (THREE, "alone", "alone")):
        with clock.at(on):
            record_checkpoint(running, by=by("mentor"), level=mentor)
            record_checkpoint(running, by=by("mentee"), level=mentee)
    with clock.at(THE_END):
        say_competences(running, by=by("mentor"), levels={full_cast.topics["speech"]: "used"})
        with django_assert_num_queries(2):
            line = skills_line(full_cast.mentee)
        address = reverse("programmes:trajectory-detail", args=["ryabinka", full_cast.mentee.pk])
        own, theirs = (signed_in(part).get(address).content.decode() for part in ("mentee", "curator"))
    assert [(stop.on, [word.step for word in stop.mentee], [word.step for word in stop.mentor]) for stop in line] == [
        (TODAY, [25], []),
        (MONTH, [50], [25]),
        (THREE, [75], [75]),
        (THE_END, [], [75]),
    ]
    assert "Как растут мои умения" in own and "выполняет по образцу" in own
    assert "Как растут" not in theirs and "по образцу" not in theirs
