"""Between the meetings of the year that goes on: a question to a colleague, a change that both want, a difficulty that
was overcome, and somebody who accompanies the newcomer while there is no mentor (3.3.2, 6.2/7, 8.2, R5.3)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from nastavnik.desk.example.builder import Builder
from nastavnik.help.actions import (
    add_contact,
    answer_help,
    appoint_specialist,
    ask_help,
    close_help,
    pass_help_on,
    take_help,
)
from nastavnik.kit import clock
from nastavnik.kit.periods import add_months
from nastavnik.people.models import Person
from nastavnik.programmes.actions import (
    act_on_difficulty,
    answer_change,
    make_observation,
    propose_change,
    remove_difficulty,
    reveal_difficulty,
)
from nastavnik.programmes.models import Alteration, Programme, ProgrammeState


def support_pairs(builder: Builder, programmes: Iterable[Programme], today: date) -> None:
    """One pair has asked a colleague and overcome a difficulty, the other one has changed its plan."""
    day = today - timedelta(days=2)
    for programme in programmes:
        if programme.state != ProgrammeState.RUNNING or programme.started_on is None or programme.started_on > day:
            continue  # it has hardly begun, or has ended by now
        if programme.relation.mentees[0].person.surname == "Лукин":
            _overcome(programme, day)
            _ask_colleague(builder, "Лукин", day)
        else:
            _change_plan(programme, day)


def accompany_newcomer(builder: Builder, today: date) -> None:
    """No mentor yet: the psychologist accompanies (R5.3)."""
    newcomer, specialist = _again(builder, "Зуева"), _again(builder, "Гордеев")
    with clock.at(today - timedelta(days=4)):
        made = appoint_specialist(newcomer, by=builder.curator, specialist=specialist)
    with clock.at(today - timedelta(days=3)):
        add_contact(made, by=specialist.account, note="Познакомились с распорядком группы, договорились о встречах")


def _ask_colleague(builder: Builder, surname: str, day: date) -> None:
    """The own mentor has handed the question on to whoever knows more of it; all is said on one morning."""
    author = _again(builder, surname)
    with clock.at(_at(builder, day, 9, 10)):
        help = ask_help(
            author, by=author.account, topic=builder.topics["parents"], text="Как рассказать родителям о закаливании"
        )
    with clock.at(_at(builder, day, 9, 30)):
        assert help.helper is not None, "the mentor of the pair is asked first"
        help = pass_help_on(help, by=help.helper.account)
    helper = help.helper
    if helper is None:
        return  # nobody of the bank is left: the question is with the curator
    with clock.at(_at(builder, day, 9, 55)):
        help = take_help(help, by=helper.account)
    with clock.at(_at(builder, day, 13, 20)):
        record = "Показала памятку для родителей и план пятиминутки на собрании"
        help = answer_help(help, by=helper.account, record=record, minutes=20)
    with clock.at(_at(builder, day, 17, 0)):
        close_help(help, by=author.account)


def _overcome(programme: Programme, day: date) -> None:
    mentor, mentee = programme.relation.mentors[0].person.account, programme.relation.mentees[0].person.account
    with clock.at(day):
        difficulty = reveal_difficulty(programme, by=mentee, text="Дети устают к середине занятия")
        act_on_difficulty(difficulty, by=mentor, action="Чередуем подвижные и спокойные игры, смотрим на часы")
        remove_difficulty(difficulty, by=mentee, outcome="Помогла смена игры каждые семь минут")
        make_observation(programme, by=mentor, text="Объясняет правила коротко, дети слышат с первого раза")


def _change_plan(programme: Programme, day: date) -> None:
    """One more activity, by consent of both: a new version of the programme, and no order is touched (8.2)."""
    mentor, mentee = programme.relation.mentors[0].person.account, programme.relation.mentees[0].person.account
    step = {
        "act": "add",
        "title": "Посетить занятие логопеда соседнего детского сада",
        "kind": "visit",
        "due_on": min(add_months(day, 2), programme.until).isoformat(),
        "expected": "Два приёма, которых нет в нашем саду",
    }
    with clock.at(day):
        words = "Коллеги пригласили на открытое занятие"
        change = propose_change(programme, Alteration.PLAN, by=mentor, words=words, content=[step])
        answer_change(change, by=mentee, agrees=True)


def _again(builder: Builder, surname: str) -> Person:
    """As it is now: what was read before the orders knows nothing of them."""
    person = Person.objects.get(pk=builder.people[surname].pk)
    person.organisation = builder.organisation
    return person


def _at(builder: Builder, day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(builder.organisation.time_zone))
