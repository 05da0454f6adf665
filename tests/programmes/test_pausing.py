"""A programme rests by consent of its sides: nothing is recorded, the term stays (domain 2.3.3, edge case 11)."""

from datetime import date, timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.programmes import actions
from nastavnik.programmes.models import Pause, Programme
from nastavnik.programmes.rests import pause_on
from tests.cast import TODAY
from tests.programmes.conftest import UNTIL

SINCE, LAST = date(2026, 10, 5), date(2026, 10, 18)
SIDES = ("mentor", "mentee")


@pytest.fixture
def running(brought_to) -> Programme:
    return brought_to("running")


def fresh(programme) -> Programme:
    return Programme.objects.select_related("relation", "organisation__settings").get(pk=programme.pk)


def asked(cast, programme, **facts) -> Pause:
    facts = {"since": SINCE, "until": LAST, **facts}
    return actions.propose_pause(fresh(programme), by=cast.user("curator"), **facts)


def agreed(cast, programme, **facts) -> Pause:
    pause = asked(cast, programme, **facts)
    for part in SIDES:
        actions.answer_pause(again(pause), by=cast.user(part), agrees=True)
    return again(pause)


def again(pause) -> Pause:
    return Pause.objects.select_related("programme__relation").get(pk=pause.pk)


def sentence_of(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.sentence


@pytest.mark.clause("8.2")
def test_it_rests_from_the_first_day_to_the_last_when_both_sides_consent(running, full_cast):
    pause = asked(full_cast, running)
    assert actions.answer_pause(pause, by=full_cast.user("mentor"), agrees=True).state == "asked"
    pause = actions.answer_pause(again(pause), by=full_cast.user("mentee"), agrees=True)
    assert pause.state == "agreed"
    days = [SINCE - timedelta(days=1), SINCE, LAST, LAST + timedelta(days=1)]
    assert [pause_on(fresh(running), day) == pause for day in days] == [False, True, True, False]
    assert fresh(running).until == UNTIL


@pytest.mark.clause("8.2")
def test_on_these_days_nothing_is_recorded(running, full_cast):
    agreed(full_cast, running)
    mentor, item = full_cast.user("mentor"), running.items.get()
    words = "Программа приостановлена с 05.10.2026 по 18.10.2026: в эти дни ничего не отмечают."
    assert sentence_of(lambda: actions.plan_meeting(fresh(running), by=mentor, on=SINCE, topic="Беседа")) == words
    with clock.at(LAST + timedelta(days=1)):
        for on in (SINCE, LAST):
            for act in (
                lambda on=on: actions.record_meeting(fresh(running), by=mentor, on=on, topic="Беседа"),
                lambda on=on: actions.do_item(item, by=mentor, actual="Сделано", on=on),
            ):
                assert sentence_of(act) == words
        actions.record_meeting(fresh(running), by=mentor, on=SINCE - timedelta(days=1), topic="Беседа")
        assert actions.record_meeting(fresh(running), by=mentor, on=clock.today(), topic="Беседа").state == "held"


def test_a_resting_programme_does_not_begin(brought_to, full_cast):
    programme = brought_to("approved")
    agreed(full_cast, programme, since=TODAY, until=None)
    assert sentence_of(
        lambda: actions.start_programme(fresh(programme), by=full_cast.user("curator"), late_note="Замер позже")
    ) == ("Программа приостановлена с 14.09.2026: сначала продолжите работу.")


def test_without_a_last_day_it_rests_until_it_is_resumed(running, full_cast):
    agreed(full_cast, running, until=None)
    with clock.at(date(2027, 1, 11)):
        assert pause_on(fresh(running), clock.today()) is not None
        pause = actions.resume_programme(fresh(running), by=full_cast.user("curator"))
        assert (pause.until, pause.resumed_on) == (date(2027, 1, 10), date(2027, 1, 11))
        actions.record_meeting(fresh(running), by=full_cast.user("mentor"), on=clock.today(), topic="Беседа")
        assert sentence_of(lambda: actions.resume_programme(fresh(running), by=full_cast.user("curator"))) == (
            "Программа сейчас не приостановлена."
        )


def test_resumed_on_its_first_day_it_has_never_rested(running, full_cast):
    agreed(full_cast, running)
    with clock.at(SINCE):
        actions.resume_programme(fresh(running), by=full_cast.user("mentor"))
        assert pause_on(fresh(running), SINCE) is None
    assert Pause.objects.get().state == "dropped"


def test_one_side_says_no_and_it_goes_on(running, full_cast):
    pause = actions.answer_pause(asked(full_cast, running), by=full_cast.user("mentee"), agrees=False)
    assert (pause.state, pause_on(fresh(running), SINCE)) == ("declined", None)
    assert asked(full_cast, running).state == "asked"


def test_the_consent_of_who_is_away_is_registered_and_marked_so(running, full_cast):
    pause = asked(full_cast, running)
    actions.answer_pause(pause, by=full_cast.user("mentor"), agrees=True)
    mentee = running.relation.mentees[0]
    pause = actions.register_pause_consent(again(pause), mentee, by=full_cast.user("curator"))
    assert pause.state == "agreed"
    assert dict(pause.consents.values_list("member__role", "is_registered")) == {"mentor": False, "mentee": True}


def test_who_has_left_is_not_asked_and_does_not_answer(brought_to, group, full_cast):
    programme = brought_to("running", group)
    pause = asked(full_cast, programme)
    programme.relation.members.filter(person=full_cast.second_mentee).update(left_on=TODAY)
    with clock.at(TODAY + timedelta(days=1)):
        left = full_cast.user("second_mentee")
        assert "по 14.09.2026: читать её можно, отмечать и записывать — уже нет" in sentence_of(
            lambda: actions.answer_pause(again(pause), by=left, agrees=True)
        )
        for part in SIDES:
            pause = actions.answer_pause(again(pause), by=full_cast.user(part), agrees=True)
    assert pause.state == "agreed"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"until": SINCE - timedelta(days=1)}, "Последний день раньше первого"),
        ({"since": UNTIL + timedelta(days=1), "until": None}, "вне срока программы"),
        ({"reason": "illness"}, "Выберите, почему"),
    ],
)
def test_what_a_pause_lacks_is_said(running, full_cast, facts, words):
    assert words in sentence_of(lambda: asked(full_cast, running, **facts))


def test_days_on_which_something_is_recorded_do_not_rest(running, full_cast):
    with clock.at(SINCE):
        actions.record_meeting(fresh(running), by=full_cast.user("mentor"), on=SINCE, topic="Беседа")
        assert sentence_of(lambda: asked(full_cast, running)) == (
            "В эти дни работа шла: есть запись за 05.10.2026. Выберите день после неё."
        )
    agreed(full_cast, running, since=SINCE + timedelta(days=1))
    assert "уже приостановлена" in sentence_of(lambda: asked(full_cast, running, since=LAST, until=None))


def test_one_that_has_begun_is_resumed_and_not_taken_back(running, full_cast):
    pause = agreed(full_cast, running)
    with clock.at(SINCE):
        assert "уже началась" in sentence_of(lambda: actions.drop_pause(again(pause), by=full_cast.user("curator")))
    assert actions.drop_pause(again(pause), by=full_cast.user("curator")).state == "dropped"
