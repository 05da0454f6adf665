"""Sum up, end fully or early, and what ends with it."""

from datetime import date, timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import Relation
from nastavnik.programmes.actions import (
    add_item,
    cancel_item,
    close_programme,
    complete_programme,
    do_item,
    terminate_programme,
    undo_item,
    write_programme,
)
from nastavnik.programmes.models import Programme
from nastavnik.surveys.models import Invitation
from tests.cast import TODAY
from tests.programmes.conftest import UNTIL, answer_nothing, carry_out

RESULT = "Собрания проведены самостоятельно"


@pytest.mark.clause("R6.1", "M2", "M3/2")
def test_close_programme_asks_every_member_after(brought_to):
    programme = brought_to("closing")
    after = Invitation.objects.filter(wave="after")
    assert {invitation.participation_id for invitation in after} == {member.pk for member in programme.members}
    assert {invitation.due_on for invitation in after} == {TODAY + timedelta(days=14)}


def test_close_programme_refuses_without_a_result(brought_to, full_cast):
    with pytest.raises(Refused, match="Опишите достигнутый результат") as refused:
        close_programme(brought_to("running"), by=full_cast.user("mentor"), result=" ")
    assert refused.value.field == "result"


@pytest.mark.clause("8.1/1")
def test_one_open_item_means_that_the_plan_is_not_done(brought_to, full_cast):
    programme = brought_to("running")
    with pytest.raises(Refused, match="В плане есть невыполненные мероприятия") as refused:
        close_programme(programme, by=full_cast.user("mentor"), result=RESULT)
    assert refused.value.field == "reason"
    assert Programme.objects.get().state == "running"


@pytest.mark.clause("8.1/1")
def test_complete_programme_ends_the_pair_with_it(brought_to, full_cast):
    programme = brought_to("closing")
    answer_nothing(programme, "after")
    with clock.at(date(2027, 2, 1)):
        complete_programme(programme, by=full_cast.user("curator"))
    programme.refresh_from_db()
    assert (programme.state, programme.end_reason, programme.ended_on) == (
        "completed",
        "done",
        date(2027, 2, 1),
    )
    relation = Relation.objects.get(pk=programme.relation_id)
    assert (relation.state, relation.ended_on, relation.end_reason) == ("ended", date(2027, 2, 1), "done")


@pytest.mark.clause("8.1/1")
def test_an_item_cancelled_by_consent_does_not_stand_in_the_way(brought_to, full_cast):
    programme = brought_to("running")
    for part in ("mentor", "mentee"):
        cancel_item(programme.items.get(), by=full_cast.user(part))
    close_programme(programme, by=full_cast.user("mentee"), result=RESULT)
    answer_nothing(programme, "after")
    complete_programme(programme, by=full_cast.user("curator"))
    assert Programme.objects.get().state == "completed"  # edge case 60


@pytest.mark.clause("8.1/1")
def test_a_mark_taken_back_while_summing_up_stops_the_completion(brought_to, full_cast):
    programme = brought_to("closing")
    answer_nothing(programme, "after")
    undo_item(programme.items.get(), by=full_cast.user("mentor"))
    with pytest.raises(Refused, match="В плане есть невыполненные мероприятия"):
        complete_programme(programme, by=full_cast.user("curator"))
    carry_out(programme.items.get())
    complete_programme(programme, by=full_cast.user("curator"))


@pytest.mark.clause("M2")
def test_complete_programme_waits_for_the_surveys_their_day_or_a_decision(brought_to, full_cast):
    programme, curator = brought_to("closing"), full_cast.user("curator")
    with pytest.raises(Refused, match="Не сданы анкеты «после»: 2") as refused:
        complete_programme(programme, by=curator)
    assert refused.value.field == "without_surveys"
    with clock.at(TODAY + timedelta(days=14)), pytest.raises(Refused, match="Не сданы анкеты"):
        complete_programme(programme, by=curator)  # the last day is still theirs
    with clock.at(TODAY + timedelta(days=15)):
        complete_programme(programme, by=curator)
    assert Programme.objects.get().state == "completed"


def test_the_curator_may_decide_not_to_wait(brought_to, full_cast):
    complete_programme(brought_to("closing"), by=full_cast.user("curator"), without_surveys=True)
    assert Programme.objects.get().state == "completed"
    assert set(Invitation.objects.filter(wave="after").values_list("state", flat=True)) == {"open"}


@pytest.mark.clause("8.1/2")
@pytest.mark.parametrize("reason", ["mentor", "mentee", "mutual"])
def test_an_early_end_needs_no_words_and_leads_to_terminated(brought_to, full_cast, reason):
    programme = brought_to("running")
    close_programme(programme, by=full_cast.user("mentor"), result="Сделана половина", reason=reason)
    answer_nothing(programme, "after")
    complete_programme(programme, by=full_cast.user("curator"))
    programme.refresh_from_db()
    assert (programme.state, programme.end_reason, programme.end_note) == ("terminated", reason, "")
    assert Relation.objects.get(pk=programme.relation_id).end_reason == reason


@pytest.mark.clause("8.1/3")
def test_the_curator_has_to_say_why(brought_to, full_cast):
    programme = brought_to("running")
    with pytest.raises(Refused) as refused:
        close_programme(programme, by=full_cast.user("curator"), result="Начато", reason="curator", note=" ")
    assert refused.value.field == "note"
    close_programme(programme, by=full_cast.user("curator"), result="Начато", reason="curator", note="Карантин")
    complete_programme(programme, by=full_cast.user("curator"), without_surveys=True)
    assert Programme.objects.values("state", "end_note").get() == {
        "state": "terminated",
        "end_note": "Карантин",
    }


def test_the_summary_can_be_written_again_until_the_end(brought_to, full_cast):
    programme = brought_to("closing")
    close_programme(programme, by=full_cast.user("mentee"), result="Точнее", reason="mutual")
    assert Invitation.objects.filter(wave="after").count() == 2
    complete_programme(programme, by=full_cast.user("curator"), without_surveys=True)
    programme.refresh_from_db()
    assert (programme.result, programme.state) == ("Точнее", "terminated")
    with pytest.raises(Refused, match="Сейчас это невозможно"):
        close_programme(programme, by=full_cast.user("mentor"), result="Ещё", reason="mutual")


def test_complete_programme_refuses_before_it_is_summed_up(brought_to, full_cast):
    with pytest.raises(Refused, match="Сначала подведите итоги программы"):
        complete_programme(brought_to("running"), by=full_cast.user("curator"))


def test_an_unknown_reason_is_refused(brought_to, full_cast):
    with pytest.raises(Refused, match="Выберите причину завершения"):
        close_programme(brought_to("running"), by=full_cast.user("mentor"), result=RESULT, reason="boredom")


LAST_DAYS = [
    (date(2027, 2, 1), None, date(2027, 2, 1)),  # earlier than planned: nothing is prolonged (edge case 61)
    (date(2027, 6, 14), None, UNTIL),  # summed up after the term: the term stays
    (date(2027, 6, 14), date(2027, 5, 20), date(2027, 5, 20)),
]


@pytest.mark.parametrize(("today", "said", "ended_on"), LAST_DAYS)
def test_the_last_day(brought_to, full_cast, today, said, ended_on):
    programme = brought_to("closing")
    with clock.at(today):
        complete_programme(programme, by=full_cast.user("curator"), on=said)
    assert Programme.objects.get().ended_on == ended_on


def test_the_last_day_is_neither_to_come_nor_before_the_beginning(brought_to, full_cast):
    programme = brought_to("closing")
    answer_nothing(programme, "after")
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            complete_programme(programme, by=full_cast.user("curator"), on=day)
        assert refused.value.field == "on"


def test_a_programme_that_crosses_the_years_goes_on(brought_to, full_cast):
    """Edge case 53: neither the calendar year nor the academic one ends it."""
    programme = brought_to("running")
    with clock.at(date(2027, 1, 12)):
        assert Programme.objects.current().get() == programme
        do_item(programme.items.get(), by=full_cast.user("mentee"), actual="Готово")
    assert (programme.number, programme.year) == (1, 2026)


@pytest.mark.parametrize("state", ["draft", "agreeing", "review", "approved"])
def test_a_programme_that_never_ran_is_terminated_without_a_survey_after(brought_to, full_cast, state):
    programme = brought_to(state)
    terminate_programme(programme, by=full_cast.user("curator"), reason="curator", note="Наставник уволился")
    programme.refresh_from_db()
    assert (programme.state, programme.ended_on) == ("terminated", TODAY)
    assert Relation.objects.get(pk=programme.relation_id).state == "ended"
    assert not Invitation.objects.filter(wave="after").exists()


@pytest.mark.clause("R6.1")
def test_who_has_begun_to_work_is_asked_after_however_it_ends(brought_to, full_cast):
    programme = brought_to("running")
    Relation.objects.filter(pk=programme.relation_id).update(state="ended", ended_on=TODAY)  # by an order
    terminate_programme(programme, by=full_cast.user("head"), reason="mentor")
    assert Programme.objects.get().state == "terminated"
    assert Invitation.objects.filter(wave="after").count() == 2


def test_terminate_programme_is_not_for_a_plan_that_is_done(brought_to, full_cast):
    with pytest.raises(Refused) as refused:
        terminate_programme(brought_to("running"), by=full_cast.user("curator"), reason="done")
    assert refused.value.field == "reason"


@pytest.mark.parametrize("way", ["completed", "terminated"])
def test_after_its_end_nothing_of_a_programme_changes(brought_to, full_cast, way):
    programme, mentor, curator = brought_to("closing"), full_cast.user("mentor"), full_cast.user("curator")
    if way == "completed":
        complete_programme(programme, by=curator, without_surveys=True)
    else:
        terminate_programme(programme, by=curator, reason="mutual")
    item = programme.items.get()
    for act in (
        lambda: write_programme(programme, by=mentor, version=programme.version, goal="Иное"),
        lambda: add_item(programme, by=mentor, title="Ещё", due_on=TODAY),
        lambda: undo_item(item, by=mentor),
        lambda: close_programme(programme, by=mentor, result="Иное"),
        lambda: complete_programme(programme, by=curator, without_surveys=True),
        lambda: terminate_programme(programme, by=curator, reason="mutual"),
    ):
        with pytest.raises(Refused):
            act()
    assert Programme.objects.get().state == way
