"""How a programme of the example lives: written, agreed, met, carried out, summed up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.periods import add_months
from nastavnik.pairs.models import Relation
from nastavnik.programmes.actions import (
    add_item,
    agree_programme,
    approve_programme,
    begin_programme,
    close_programme,
    complete_programme,
    confirm_item,
    confirm_meeting,
    do_item,
    offer_programme,
    plan_meeting,
    record_meeting,
    start_programme,
    write_programme,
)
from nastavnik.programmes.models import Programme
from nastavnik.surveys.actions import submit_response
from nastavnik.surveys.models import Invitation, Wave
from nastavnik.surveys.questionnaires import Kind, questionnaire


@dataclass(frozen=True)
class Story:
    """What is particular to a pair: its words, its meetings, how satisfied the two were."""

    goal: str = "Уверенно вести свою тему без постоянной помощи"
    tasks: str = "Понаблюдать за работой наставника; провести и разобрать свои занятия; собрать свои приёмы"
    expected: str = "Наставляемый самостоятельно готовит и проводит занятия по теме запроса"
    result: str = "Занятия проводятся самостоятельно, приёмы собраны в папку и показаны коллегам"
    items: tuple[tuple[str, str, int], ...] = (
        ("visit", "Посмотреть занятие наставника и разобрать его", 1),
        ("consultation", "Разобрать трудные случаи из практики", 2),
        ("open_lesson", "Провести занятие в присутствии наставника", 4),
        ("case", "Разобрать видеозапись своего занятия", 5),
        ("master_class", "Показать найденный приём коллегам", 7),
    )
    topics: tuple[str, ...] = (
        "Познакомились, уточнили запрос",
        "Разобрали занятие наставника",
        "Составили план первого занятия",
        "Обсудили, что получилось и что нет",
        "Подготовили показ для коллег",
        "Подвели итоги",
    )
    turn_after: int = 4  # so many meetings are held before an order changes anything
    points: dict[str, int] = field(default_factory=lambda: {"before": 3, "mentee": 5, "mentor": 5})


PAST_PAIRS: dict[str, Story] = {
    "Ефимова": Story(
        goal="Спокойно и по делу говорить с родителями, в том числе о трудном",
        tasks="Понаблюдать за беседами наставника; составить свои опорные фразы; провести три беседы",
        expected="Наставляемый сам проводит трудные беседы, родители приходят повторно",
        result="Проведено четыре беседы, две семьи сами попросили о следующей встрече",
    ),
    "Жданова": Story(
        goal="Развивать связную речь детей на каждом занятии",
        expected="Набор из двенадцати игр, которые работают в этой группе",
        result="Собрано четырнадцать игр, девять вошли в методическую копилку",
        turn_after=5,
        points={"before": 3, "mentee": 4, "mentor": 4},
    ),
    "Миронова": Story(
        goal="Пользоваться интерактивной доской без помощи",
        tasks="Освоить подготовку презентации; провести занятие с доской",
        expected="Свои презентации к двум занятиям в месяц",
        result="Подготовлено шесть презентаций, коллеги просят поделиться",
        points={"before": 2, "mentee": 3, "mentor": 5},
    ),
}


Turn = Callable[[Relation, date], None]
"""What an order changes of a pair half way: the pair, and the day of the meeting before."""

FIRST_MEETING, MEETING_EVERY = timedelta(days=12), timedelta(days=35)


def live_programme(relation: Relation, story: Story, curator: User, *, turn: Turn | None = None) -> Programme:
    """A programme from its first line; to its end, or to today."""
    mentor, mentee = relation.mentors[0].person.account, relation.mentees[0].person.account
    start = relation.since
    assert start is not None
    with clock.at(start):
        programme = begin_programme(relation, by=mentor)
    _write(programme, story, mentor, mentee, start + timedelta(days=3))
    _agree(programme, mentor, mentee, curator, start + timedelta(days=6))
    with clock.at(start + timedelta(days=8)):
        _hand_in(programme, Wave.BEFORE, {"mentee": story.points["before"], "mentor": 4})
        start_programme(programme, by=curator)
    last = min(clock.today(), add_months(start, 8) - timedelta(days=1))
    _meet(programme, story, last, turn)
    mentor = programme.relation.mentors[0].person.account
    _carry_out(programme, mentor, last)
    if last < clock.today():
        _sum_up(programme, story, mentor, curator, last)
    else:
        next_time = min(clock.today() + timedelta(days=6), programme.until)
        plan_meeting(programme, by=mentor, on=next_time, topic="Разобрать, что получилось за месяц")
    return programme


def _write(programme: Programme, story: Story, mentor: User, mentee: User, on: date) -> None:
    with clock.at(on):
        write_programme(
            programme,
            by=mentor,
            version=programme.version,
            goal=story.goal,
            tasks=story.tasks,
            directions=["development"],
        )
        write_programme(programme, by=mentee, version=programme.version, expected_result=story.expected)
        member = programme.relation.mentees[0]
        for kind, title, months in story.items:
            add_item(
                programme,
                by=mentor,
                kind=kind,
                title=title,
                due_on=add_months(programme.since, months),
                responsible=member,
            )
        for number, topic in enumerate(story.topics):
            plan_meeting(programme, by=mentor, on=programme.since + FIRST_MEETING + number * MEETING_EVERY, topic=topic)


def _agree(programme: Programme, mentor: User, mentee: User, curator: User, on: date) -> None:
    with clock.at(on):
        offer_programme(programme, by=mentor, version=programme.version)
        agree_programme(programme, by=mentee, version=programme.version)
        approve_programme(programme, by=curator, version=programme.version)


def _meet(programme: Programme, story: Story, last: date, turn: Turn | None) -> None:
    """The planned meetings, each recorded by whoever is the mentor then and confirmed by the other."""
    for number, planned in enumerate(programme.meetings.order_by("on")):
        day = planned.on
        if day > last:
            return
        if turn is not None and number == story.turn_after:
            turn(programme.relation, day - MEETING_EVERY)
            programme.refresh_from_db()
        mentor, mentee = (side[0].person.account for side in (programme.relation.mentors, programme.relation.mentees))
        minutes = 30 + 10 * (number % 3)
        with clock.at(day):
            held = record_meeting(programme, by=mentor, on=day, topic=planned.topic, minutes=minutes, meeting=planned)
            confirm_meeting(held, by=mentee)


def _carry_out(programme: Programme, mentor: User, last: date) -> None:
    for item in programme.items.order_by("due_on"):
        done_on = item.due_on - timedelta(days=3)
        if done_on < last:
            with clock.at(done_on):
                do_item(item, by=mentor, actual="Сделано, обсудили вместе", on=done_on)
                confirm_item(item, by=programme.relation.mentees[0].person.account)


def _sum_up(programme: Programme, story: Story, mentor: User, curator: User, last: date) -> None:
    with clock.at(last):
        close_programme(programme, by=mentor, result=story.result)
        _hand_in(programme, Wave.AFTER, story.points)
        complete_programme(programme, by=curator, on=last)


def _hand_in(programme: Programme, wave: str, points: dict[str, int]) -> None:
    """Both fill in their questionnaires; each with the answers of the story."""
    members = {member.pk: member for member in programme.relation.members.select_related("person__user")}
    for invitation in Invitation.objects.filter(participation_id__in=members, wave=wave, state="open"):
        member = members[invitation.participation_id]
        point = points[str(member.role)]
        submit_response(invitation, _answers(invitation, point), by=member.person.account)


def _answers(invitation: Invitation, point: int) -> dict:
    form = questionnaire(invitation.questionnaire, invitation.version)
    said = {Kind.SCALE: point, Kind.YES_NO: "yes"}
    return {
        question.code: said.get(question.kind, next(iter(question.allowed()), ""))
        for question in form.questions_of(invitation.wave)
        if question.is_required
    }
