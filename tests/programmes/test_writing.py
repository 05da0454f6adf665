"""Begin, number, write together, plan."""

from datetime import date, timedelta

import pytest

from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.pairs.models import Relation
from nastavnik.programmes.actions import (
    add_item,
    agree_programme,
    begin_programme,
    change_item,
    offer_programme,
    plan_meeting,
    remove_item,
    remove_meeting,
    terminate_programme,
    write_programme,
)
from nastavnik.programmes.models import Programme
from nastavnik.surveys.models import Invitation
from tests.cast import TODAY
from tests.programmes.conftest import TEXTS, UNTIL, relation_in_force


@pytest.mark.clause("R1.4", "R5.2", "1.3/2")
def test_begin_programme_takes_term_and_request_from_the_pair(programme, pair):
    assert (programme.since, programme.until) == (TODAY, UNTIL)
    assert programme.request == "Как говорить с родителями о трудном поведении"
    assert (programme.state, programme.version, str(programme)) == ("draft", 1, "№\N{NO-BREAK SPACE}1/2026")


def test_begin_programme_of_a_group_names_each_mentee_in_the_request(group, full_cast):
    programme = begin_programme(group, by=full_cast.user("mentor"))
    assert sorted(programme.request.splitlines()) == [
        f"{full_cast.mentee.short_name}: Как говорить с родителями о трудном поведении",
        f"{full_cast.second_mentee.short_name}: Подвижные игры на воздухе",
    ]


@pytest.mark.clause("M2", "M3/2")
def test_begin_programme_asks_every_member_before(programme, full_cast):
    asked = Invitation.objects.order_by("questionnaire").values_list("person", "questionnaire", "wave", "topic")
    assert list(asked) == [
        (full_cast.mentee.pk, "mentee", "before", "Речевое развитие, Взаимодействие с родителями"),
        (full_cast.mentor.pk, "mentor", "before", ""),
    ]
    invitation = Invitation.objects.get(person=full_cast.mentee)
    assert invitation.participation_id == programme.relation.mentees[0].pk
    assert invitation.due_on == date(2026, 9, 28)
    assert invitation.about == f"Программа {programme}, {programme.relation}"


@pytest.mark.clause("1.4/3")
def test_begin_programme_refuses_a_pair_that_no_order_has_fixed(pair, full_cast):
    for state in ("proposed", "acquaintance", "agreed", "not_formed", "dropped", "ended"):
        Relation.objects.filter(pk=pair.pk).update(state=state)
        with pytest.raises(Refused, match="Программу составляет пара или группа, закреплённая приказом"):
            begin_programme(pair, by=full_cast.user("curator"))
    assert Programme.objects.count() == 0


@pytest.mark.clause("R5.2")
def test_begin_programme_refuses_a_second_current_programme(programme, pair, full_cast):
    with pytest.raises(Refused, match=r"У этой пары или группы уже есть программа №.1/2026\."):
        begin_programme(pair, by=full_cast.user("mentor"))


@pytest.mark.clause("4.4.8")
def test_register_numbers_are_continuous_within_a_calendar_year(full_cast):
    curator = full_cast.user("curator")
    first = begin_programme(relation_in_force(full_cast), by=curator)
    terminate_programme(first, by=curator, reason="curator", note="Пара распалась")
    second = begin_programme(relation_in_force(full_cast, ("second_mentor",), ("third_mentee",)), by=curator)
    with clock.at(date(2027, 1, 11)):
        late = relation_in_force(full_cast, mentees=("second_mentee",), since=date(2027, 1, 11))
        third = begin_programme(late, by=curator)
    numbers = [(one.number, one.year) for one in (first, second, third)]
    assert numbers == [(1, 2026), (2, 2026), (1, 2027)]  # a number is given once, and starts anew in January


def test_numbers_of_two_institutions_are_apart(programme, full_cast):
    assert programme.number == 1
    assert Programme.objects.of(full_cast.other).count() == 0


@pytest.mark.clause("6.1/2")
def test_both_sides_write_and_the_journal_says_who_wrote_what(programme, full_cast):
    mentor, mentee = full_cast.user("mentor"), full_cast.user("mentee")
    write_programme(programme, by=mentor, version=1, goal="Цель", tasks=" Задачи ")
    write_programme(programme, by=mentee, version=2, request="Мой запрос")
    programme.refresh_from_db()
    assert (programme.goal, programme.tasks, programme.request) == ("Цель", "Задачи", "Мой запрос")
    assert programme.version == 3
    written = [
        (entry.actor_name, entry.facts["parts"])
        for entry in journal.entries_about(programme)
        if entry.event == "programme_written"
    ]
    assert written == [(str(mentor), ["goal", "tasks"]), (str(mentee), ["request"])]


def test_writing_the_same_again_changes_nothing(programme, full_cast):
    write_programme(programme, by=full_cast.user("mentor"), version=1, request=programme.request)
    assert Programme.objects.get().version == 1


def test_a_writer_with_an_older_text_is_told_who_has_written_meanwhile(programme, full_cast):
    write_programme(programme, by=full_cast.user("mentor"), version=1, goal="Цель наставника")
    mine = Programme.objects.get()
    with pytest.raises(Outdated) as refused:
        write_programme(mine, by=full_cast.user("mentee"), version=1, goal="Цель наставляемого")
    assert "(Белокопытова Ирина Геннадьевна)" in refused.value.sentence
    assert Programme.objects.get().goal == "Цель наставника"


NONSENSE = [
    (
        {"since": date(2026, 10, 1), "until": date(2026, 9, 30)},
        "until",
        "Программа кончается раньше, чем начинается.",
    ),
    (
        {"since": date(2026, 9, 13)},
        "since",
        "Пара или группа закреплена приказом с 14.09.2026: программа не может начаться раньше.",
    ),
    (
        {"until": date(2027, 6, 1)},
        "until",
        "Пара или группа закреплена приказом по 31.05.2027: программа не может кончиться позже.",
    ),
    ({"directions": ["dancing"]}, "directions", "Такого направления нет."),
]


def test_write_programme_refuses_what_makes_no_sense(programme, full_cast):
    for texts, field, sentence in NONSENSE:
        with pytest.raises(Refused) as refused:
            write_programme(programme, by=full_cast.user("mentor"), version=1, **texts)
        assert (refused.value.field, refused.value.sentence) == (field, sentence)
    assert Programme.objects.get().version == 1


def test_one_day_is_a_term(programme, full_cast):
    write_programme(programme, by=full_cast.user("mentor"), version=1, until=TODAY)
    assert Programme.objects.get().until == TODAY


def test_a_term_may_not_leave_an_item_outside(programme, full_cast):
    mentor = full_cast.user("mentor")
    add_item(programme, by=mentor, title="Взаимопосещение", due_on=date(2027, 3, 1))
    with pytest.raises(Refused, match=r"«Взаимопосещение».* окажется вне срока программы"):
        write_programme(programme, by=mentor, version=programme.version, until=date(2027, 2, 28))


def test_add_item_refuses_an_item_without_title_or_outside_the_term(programme, full_cast):
    for wrong in ({"title": "  "}, {"due_on": date(2026, 9, 13)}, {"due_on": date(2027, 6, 1)}):
        with pytest.raises(Refused) as refused:
            add_item(
                programme,
                by=full_cast.user("mentor"),
                **{"title": "Консультация", "due_on": date(2026, 10, 1), **wrong},
            )
        assert [refused.value.field] == [*wrong]
    assert programme.items.count() == 0


def test_an_item_may_fall_on_the_first_and_the_last_day(programme, full_cast):
    for day in (TODAY, UNTIL):
        add_item(programme, by=full_cast.user("mentor"), title="Консультация", due_on=day)
    assert [item.due_on for item in programme.items.all()] == [TODAY, UNTIL]


@pytest.mark.clause("1.4/7")
def test_the_responsible_person_is_a_member_of_this_pair(full_cast, programme):
    other = relation_in_force(full_cast, ("second_mentor",), ("third_mentee",)).mentors[0]
    with pytest.raises(Refused, match="Ответственным может быть только участник программы"):
        add_item(programme, by=full_cast.user("mentor"), title="Игра", due_on=TODAY, responsible=other)
    add_item(programme, by=full_cast.user("mentor"), title="Игра", due_on=TODAY, responsible=programme.members[0])


def test_two_tabs_on_one_item_are_noticed_and_nothing_is_overwritten(programme, full_cast):
    item = add_item(programme, by=full_cast.user("mentor"), title="Игра", due_on=TODAY)
    change_item(item, by=full_cast.user("mentor"), version=1, title="Подвижная игра")
    with pytest.raises(Outdated):
        change_item(item, by=full_cast.user("mentee"), version=1, title="Настольная игра")
    assert programme.items.get().title == "Подвижная игра"


def test_two_people_add_items_at_once_and_both_stay(programme, full_cast):
    stale = Programme.objects.get()
    add_item(programme, by=full_cast.user("mentor"), title="Первое", due_on=TODAY)
    add_item(stale, by=full_cast.user("mentee"), title="Второе", due_on=TODAY)
    assert [item.title for item in programme.items.all()] == ["Первое", "Второе"]
    assert Programme.objects.get().version == 3


CHANGES = {
    "texts": lambda it, by: write_programme(it, by=by, version=it.version, goal="Иная цель"),
    "new item": lambda it, by: add_item(it, by=by, title="Ещё", due_on=TODAY),
    "changed item": lambda it, by: change_item(it.items.first(), by=by, version=1, title="Иначе"),
    "meeting": lambda it, by: plan_meeting(it, by=by, on=TODAY, topic="Знакомство"),
}


@pytest.mark.clause("6.1/2")
def test_every_change_of_the_text_drops_agreements_with_the_older_one(brought_to, full_cast):
    programme, mentor, mentee = brought_to("agreeing"), full_cast.user("mentor"), full_cast.user("mentee")
    for name, change in CHANGES.items():
        agree_programme(programme, by=mentor, version=programme.version)
        change(programme, mentee)
        programme.refresh_from_db()
        assert programme.agreements.filter(version=programme.version).count() == 0, name
    agree_programme(programme, by=mentee, version=programme.version)
    assert Programme.objects.get().state == "agreeing"  # the mentor has to read the new text


def test_removing_an_item_drops_agreements_too_and_the_missing_plan_is_named(brought_to, full_cast):
    programme = brought_to("agreeing")
    remove_item(programme.items.get(), by=full_cast.user("mentee"))
    programme.refresh_from_db()
    with pytest.raises(Refused, match="В программе не хватает: перечень мероприятий"):
        agree_programme(programme, by=full_cast.user("mentor"), version=programme.version)
    assert programme.agreements.filter(version=programme.version).count() == 0


def test_a_planned_meeting_can_be_taken_out_again(programme, full_cast):
    meeting = plan_meeting(programme, by=full_cast.user("mentor"), on=date(2026, 9, 21), topic="Знакомство")
    remove_meeting(meeting, by=full_cast.user("mentor"))
    assert (programme.meetings.count(), Programme.objects.get().version) == (0, 3)


@pytest.mark.parametrize("state", ["review", "running"])
def test_the_text_is_closed_once_everybody_has_agreed(brought_to, full_cast, state):
    programme = brought_to(state)
    mentor, item = full_cast.user("mentor"), programme.items.get()
    acts = [
        lambda: write_programme(programme, by=mentor, version=programme.version, goal="Иное"),
        lambda: add_item(programme, by=mentor, title="Ещё", due_on=TODAY),
        lambda: change_item(item, by=mentor, version=1, title="Иначе"),
        lambda: remove_item(item, by=mentor),
    ]
    for act in acts:
        with pytest.raises(Refused, match="Программа уже не составляется"):
            act()
    assert Programme.objects.get().version == programme.version


PARTS = {
    "формы и виды наставничества": {"directions": []},
    "профессиональный запрос": {"request": "  "},
    "результаты наставничества": {"expected_result": ""},
}


@pytest.mark.clause("1.3/6")
def test_offer_programme_refuses_with_the_name_of_the_missing_part(brought_to, full_cast):
    programme, mentor = brought_to("draft"), full_cast.user("mentor")
    for part, without in PARTS.items():
        write_programme(programme, by=mentor, version=programme.version, **{**TEXTS, **without})
        with pytest.raises(Refused) as refused:
            offer_programme(programme, by=mentor, version=programme.version)
        assert refused.value.sentence == f"В программе не хватает: {part}."
    write_programme(programme, by=mentor, version=programme.version, **TEXTS)
    remove_item(programme.items.get(), by=mentor)
    programme.refresh_from_db()
    with pytest.raises(Refused, match=r"В программе не хватает: перечень мероприятий\."):
        offer_programme(programme, by=mentor, version=programme.version)
    assert Programme.objects.get().state == "draft"


@pytest.mark.clause("1.3/6")
def test_offer_programme_refuses_when_a_side_is_missing(brought_to, full_cast):
    programme = brought_to("draft")
    mentee = programme.relation.mentees[0]
    mentee.left_on = TODAY - timedelta(days=1)  # the last day itself still belongs to the work
    mentee.save()
    with pytest.raises(Refused, match="В программе не хватает: участники"):
        offer_programme(programme, by=full_cast.user("mentor"), version=programme.version)


@pytest.mark.clause("3.3.2")
def test_a_situational_programme_needs_no_plan(full_cast):
    programme = begin_programme(relation_in_force(full_cast, form="situational"), by=full_cast.user("curator"))
    write_programme(programme, by=full_cast.user("mentor"), version=1, **TEXTS)
    offer_programme(programme, by=full_cast.user("mentor"), version=2)
    assert Programme.objects.get().state == "agreeing"
