"""A question from the asking to its end: the exact time to the first reaction, one line, one at a time (3.3.2)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nastavnik.help.actions import (
    answer_help,
    ask_help,
    ask_help_again,
    close_help,
    pass_help_on,
    route_help,
    take_help,
    withdraw_help,
)
from nastavnik.help.models import HelpRequest
from nastavnik.help.queries import figures, repeating, waiting_for_leads
from nastavnik.help.states import HELP
from nastavnik.help.words import lasted, middle
from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.monitoring.population import population_of
from nastavnik.monitoring.process import process_of
from nastavnik.monitoring.spans import span_of
from nastavnik.programmes.models import Meeting, MeetingState, PlanItem
from tests.help.made import RECORD, WORDS, answer, ask, asked_of, away, brought_to, pass_on, running, stored, take

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 9, 14, 7, 0, tzinfo=UTC)  # ten in the morning in Moscow


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.sentence


# --- the time to the first reaction -----------------------------------------------------------------------------------
@pytest.mark.clause("3.3.2", "R5.2")
def test_the_time_to_the_first_reaction_is_measured_to_the_second_and_once(full_cast):
    with clock.at(MONDAY):
        help = ask(full_cast)
    with clock.at(MONDAY + timedelta(minutes=12)):
        help = pass_on(full_cast, help, "mentor")  # the author has no answer yet: not a reaction
    with clock.at(MONDAY + timedelta(hours=1, minutes=5, seconds=7)):
        help = take(full_cast, help, "second_mentor")
    with clock.at(MONDAY + timedelta(hours=3)):
        help = answer(full_cast, help, "second_mentor")
    assert help.reaction == timedelta(hours=1, minutes=5, seconds=7)
    assert (help.state, help.record, help.answered_on) == ("answered", RECORD, date(2026, 9, 14))


def test_an_answer_at_once_is_the_first_reaction(full_cast):
    with clock.at(MONDAY):
        help = ask(full_cast)
    with clock.at(MONDAY + timedelta(minutes=4)):
        assert answer(full_cast, help, "mentor").reaction == timedelta(minutes=4)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [([], None), ([5], 5), ([30, 5, 10], 10), ([5, 10, 30, 60], 20), ([5, 5, 600], 5)],
)
def test_the_median_is_exact(minutes, expected):
    found = middle([timedelta(minutes=one) for one in minutes])
    assert found == (None if expected is None else timedelta(minutes=expected))


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=59), "меньше минуты"),
        (timedelta(minutes=1), "1 минута"),
        (timedelta(hours=2, minutes=5, seconds=59), "2 часа 5 минут"),
        (timedelta(hours=21), "21 час"),
        (timedelta(days=1, hours=3, minutes=40), "1 день 3 часа"),
        (timedelta(days=2, minutes=40), "2 дня"),
    ],
)
def test_a_length_of_time_in_words(length, words):
    assert lasted(length).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.clause("3.3.2", "1.4/9")
def test_the_figures_are_of_the_institution_and_its_year(full_cast):
    for minutes, (part, topic) in {10: ("mentee", "speech"), 40: ("bystander", "speech")}.items():
        with clock.at(MONDAY):
            help = ask(full_cast, part, topic)
        with clock.at(MONDAY + timedelta(minutes=minutes)):
            take(full_cast, help, asked_of(full_cast, help))
    withdraw_help(ask(full_cast, "third_mentee"), by=full_cast.user("third_mentee"))  # nobody had reacted
    ask(full_cast, "second_mentee", "physical")
    found = figures(full_cast.organisation)
    assert (found.asked, found.reacted, found.answered, found.middle) == (3, 2, 0, timedelta(minutes=25))
    with clock.at(date(2027, 9, 1)):
        assert figures(full_cast.organisation).asked == 0


# --- unanswered ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("3.3.2")
@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (datetime(2026, 9, 14, 7, 0, tzinfo=UTC), datetime(2026, 9, 15, 7, 0, tzinfo=UTC)),
        (datetime(2026, 9, 18, 15, 30, tzinfo=UTC), datetime(2026, 9, 21, 15, 30, tzinfo=UTC)),  # Friday evening
        (datetime(2026, 9, 19, 9, 0, tzinfo=UTC), datetime(2026, 9, 21, 9, 0, tzinfo=UTC)),  # Saturday
    ],
)
def test_an_unanswered_question_is_the_curators_after_a_working_day(full_cast, asked, due):
    organisation = full_cast.organisation
    with clock.at(asked):
        help = ask(full_cast)
    assert help.due_at == due
    with clock.at(due - timedelta(seconds=1)):
        assert not help.is_with_leads and waiting_for_leads(organisation) == []
    with clock.at(due):
        assert help.is_with_leads and waiting_for_leads(organisation) == [help]
        taken = take(full_cast, help, "mentor")  # it may still be answered
        assert not taken.is_with_leads and waiting_for_leads(organisation) == []


def test_passing_on_gains_no_time_and_routing_gives_the_full_time(full_cast):
    with clock.at(MONDAY):
        help = ask(full_cast, topic="parents")
    with clock.at(MONDAY + timedelta(hours=20)):
        help = pass_on(full_cast, help, "mentor")
        assert help.due_at == MONDAY + timedelta(days=1) and asked_of(full_cast, help) is None
    with clock.at(MONDAY + timedelta(days=1, hours=1)):
        route_help(help, by=full_cast.user("curator"), to=full_cast.second_mentor)
    help = stored(help)
    assert (help.due_at, help.nobody) == (MONDAY + timedelta(days=2, hours=1), "")
    assert asked_of(full_cast, help) == "second_mentor"
    with clock.at(MONDAY + timedelta(days=1, hours=2)):
        assert take(full_cast, help, "second_mentor").reaction == timedelta(days=1, hours=2)


def test_the_curator_routes_only_what_is_theirs_and_to_nobody_twice(full_cast):
    curator, help = full_cast.user("curator"), ask(full_cast, topic="parents")
    assert "сейчас у другого человека" in refusal(lambda: route_help(help, by=curator, to=full_cast.second_mentor))
    help = pass_on(full_cast, help, "mentor")
    assert "уже получил(а) этот вопрос" in refusal(lambda: route_help(help, by=curator, to=full_cast.mentor))
    assert "сам не задавал" in refusal(lambda: route_help(help, by=curator, to=full_cast.mentee))
    away(full_cast, "second_mentor")
    assert "сейчас работает" in refusal(lambda: route_help(help, by=curator, to=full_cast.second_mentor))
    assert take(full_cast, help, "curator").helper_id == full_cast.curator.pk


# --- two at one moment ------------------------------------------------------------------------------------------------
@pytest.mark.clause("3.3.2")
@pytest.mark.parametrize("order", [("mentor", "curator"), ("curator", "mentor")])
def test_of_two_who_react_at_one_moment_one_becomes_the_helper(full_cast, order):
    """Both have read the same page, with the button on it; the second one is told who answers."""
    with clock.at(MONDAY):
        help = ask(full_cast)
    seen = {part: stored(help) for part in order}
    with clock.at(MONDAY + timedelta(days=2)):
        take_help(seen[order[0]], by=full_cast.user(order[0]))
        said = refusal(lambda: take_help(seen[order[1]], by=full_cast.user(order[1])))
    assert said == f"На этот вопрос уже отвечает {full_cast.people[order[0]].short_name}"
    assert asked_of(full_cast, help) == order[0]
    assert JournalEntry.objects.filter(event="help_taken").count() == 1


def test_who_has_passed_on_in_one_tab_no_longer_answers_in_the_other(full_cast):
    help = ask(full_cast)
    seen, mentor = stored(help), full_cast.user("mentor")
    pass_help_on(help, by=mentor)
    for act in (take_help, pass_help_on, lambda help, by: answer_help(help, by=by, record="Да")):
        said = refusal(lambda act=act: act(seen, by=mentor))
        assert said == f"Этот вопрос сейчас у другого человека: {full_cast.second_mentor.short_name}"


# --- one at a time ------------------------------------------------------------------------------------------------
@pytest.mark.clause("3.3.2")
def test_in_the_situational_form_help_is_given_one_at_a_time(full_cast):
    programme = running(full_cast, "situational")
    first = ask(full_cast, topic="speech")
    assert first.programme_id == programme.pk
    said = refusal(lambda: ask(full_cast, topic="parents"))
    assert said.startswith("В ситуационной форме помощь оказывается по одной. Сейчас открыт ваш вопрос «Речевое")
    take(full_cast, first, "mentor")
    assert refusal(lambda: ask(full_cast, topic="parents"))  # help has not been given yet
    answer(full_cast, first, "mentor")
    assert ask(full_cast, topic="parents").state == "asked"


@pytest.mark.clause("3.3.2")
@pytest.mark.parametrize(("forms", "limited"), [(("virtual", "situational"), True), (("traditional",), False)])
def test_the_limit_is_that_of_the_form(full_cast, forms, limited):
    running(full_cast, *forms)
    ask(full_cast, topic="speech")
    if limited:
        assert "по одной" in refusal(lambda: ask(full_cast, topic="parents"))
    else:
        assert ask(full_cast, topic="parents").programme_id is None


@pytest.mark.clause("3.3.2", "6.1/3")
def test_three_requests_are_three_records_in_the_journal_of_the_programme_and_none_twice(full_cast):
    programme = running(full_cast, "situational")
    for topic in ("speech", "parents", "speech"):
        help = answer(full_cast, ask(full_cast, topic=topic), "mentor", way="phone", minutes=20)
        close_help(help, by=full_cast.user("mentee"))
    rows = list(Meeting.objects.filter(programme=programme, state=MeetingState.HELD))
    assert [row.topic for row in rows] == [
        "Разовая помощь: Речевое развитие",
        "Разовая помощь: Взаимодействие с родителями",
        "Разовая помощь: Речевое развитие",
    ]
    assert {(row.is_help, row.result, row.channel, row.minutes) for row in rows} == {(True, RECORD, "phone", 20)}
    assert [row.confirmed_on for row in rows] == [clock.today()] * 3  # the author's mark confirms: one fact, one place
    assert HelpRequest.objects.filter(state="helped", meeting__in=rows).count() == 3


@pytest.mark.clause("3.3.2", "M4/1")
def test_where_nothing_is_planned_the_report_counts_help(full_cast):
    programme = running(full_cast, "situational")
    PlanItem.objects.filter(programme=programme).delete()

    def row() -> tuple[str, str]:
        with clock.at(clock.today() + timedelta(days=30)):
            found = process_of(population_of(full_cast.organisation, span_of(full_cast.organisation, "year")))
        of_plan = next(one for one in found if one.clause == "M4/1")
        return str(of_plan.label), of_plan.value.replace("\N{NO-BREAK SPACE}", " ")

    assert row() == ("Выполнено мероприятий плана", "—")
    close_help(answer(full_cast, ask(full_cast), "mentor"), by=full_cast.user("mentee"))
    ask_help_again(answer(full_cast, ask(full_cast), "mentor"), by=full_cast.user("mentee"))
    assert row() == (
        "Обращений за помощью, на которые ответили",
        "2",
    )  # one author: whether it helped is theirs (1.4/9)
    for part in ("second_mentee", "third_mentee"):
        other = answer(full_cast, ask(full_cast, part), asked_of(full_cast, HelpRequest.objects.first()))
        HelpRequest.objects.filter(pk=other.pk).update(programme=programme, state="helped")
    assert row() == ("Обращений за помощью, после которых помогло", "3 из 4 (75,0 %)")


@pytest.mark.clause("6.1/3", "5.1/1")
def test_help_belongs_to_any_form_and_help_of_another_stands_by_itself(full_cast):
    running(full_cast, "traditional")
    own = answer(full_cast, ask(full_cast), "mentor")
    assert own.meeting.is_help and own.meeting.result == RECORD
    close_help(own, by=full_cast.user("mentee"))
    of_another = answer(full_cast, pass_on(full_cast, ask(full_cast), "mentor"), "second_mentor")
    assert of_another.meeting is None and of_another.record == RECORD


@pytest.mark.clause("1.4/4")
def test_in_a_group_the_line_stays_out_of_the_journal_that_the_others_read(full_cast):
    full_cast.mentor.mentor_entry.group_size = 2
    full_cast.mentor.mentor_entry.save()
    running(full_cast, "situational", mentees=("mentee", "second_mentee"))
    help = answer(full_cast, ask(full_cast), "mentor")
    assert (help.meeting.topic, help.meeting.result) == ("Разовая помощь: Речевое развитие", "")
    assert ask(full_cast, "second_mentee").state == "asked"  # one at a time is each one's own


# --- the author -------------------------------------------------------------------------------------------------------
def test_the_same_is_not_asked_twice_while_it_is_open(full_cast):
    help = ask(full_cast)
    assert refusal(lambda: ask(full_cast)).startswith("Вы уже спросили об этом 14")
    withdraw_help(help, by=full_cast.user("mentee"))
    assert ask(full_cast).state == "asked"


@pytest.mark.clause("6.1/3", "1.4/9")
def test_what_did_not_help_is_asked_once_more_of_somebody_else(full_cast):
    first = answer(full_cast, ask(full_cast), "mentor")
    again = stored(ask_help_again(first, by=full_cast.user("mentee")))
    assert (again.text, again.topic, again.follows_id) == (WORDS, first.topic, first.pk)
    assert asked_of(full_cast, again) == "second_mentor"
    assert stored(first).state_for_leads == "ответ дан"  # whether it helped is between the two
    last = stored(ask_help_again(answer(full_cast, again, "second_mentor"), by=full_cast.user("mentee")))
    assert (asked_of(full_cast, last), last.nobody) == (None, "all_asked")


@pytest.mark.clause("1.4/4")
def test_what_is_withdrawn_keeps_no_words_and_the_journal_has_none(full_cast):
    help = brought_to(full_cast, "withdrawn")
    assert (help.state, help.text) == ("withdrawn", "")
    brought_to(full_cast, "helped")
    told = " ".join(str(one.facts) for one in JournalEntry.objects.filter(event__startswith="help_"))
    assert WORDS not in told and RECORD not in told


@pytest.mark.parametrize(
    ("state", "possible"),
    [
        ("asked", ["take", "pass_on", "route", "answer", "withdraw"]),
        ("taken", ["pass_on", "route", "answer", "withdraw"]),
        ("answered", ["close", "ask_again"]),
        ("helped", []),
        ("withdrawn", []),
    ],
)
def test_from_each_state_only_its_moves_are_possible(full_cast, state, possible):
    assert HELP.possible(brought_to(full_cast, state)) == possible


@pytest.mark.parametrize(
    ("how", "field", "sentence"),
    [
        ({"record": "  "}, "record", "Напишите одной строкой, что ответили."),
        ({"way": "pigeon"}, "way", "Отметьте, как вы помогли: лично, по телефону или дистанционно."),
        ({"way": "virtual"}, "place", "Для дистанционной помощи укажите сервис или ссылку."),
        ({"minutes": 0}, "minutes", "Укажите длительность от 1 до 480 минут."),
        ({"on": date(2026, 9, 15)}, "on", "Этот день ещё не наступил."),
        ({"on": date(2026, 9, 13)}, "on", "Вопрос задан 14.09.2026: раньше ответить нельзя."),
    ],
)
def test_a_record_that_cannot_be(full_cast, how, field, sentence):
    help = ask(full_cast)
    with pytest.raises(Refused) as caught:
        answer(full_cast, help, "mentor", **how)
    assert (caught.value.field, caught.value.sentence) == (field, sentence)
    assert stored(help).state == "asked"


def test_a_topic_of_another_institution_or_one_that_is_retired_is_refused(full_cast):
    topic, by = full_cast.topics["speech"], full_cast.user("mentee")
    topic.is_active = False
    topic.save()
    assert refusal(lambda: ask_help(full_cast.mentee, by=by, topic=topic)) == "Выберите направление из списка."


@pytest.mark.clause("R5.3")
def test_who_asks_often_without_a_mentor_is_named_to_the_curator(paired):
    """Edge case 50: a pair is suggested, and not to somebody who has a mentor."""
    for part in ("mentee", "bystander"):
        for topic in ("speech", "parents", "physical"):
            ask(paired, part, topic)
    assert repeating(paired.organisation) == [(paired.bystander, 3)]
