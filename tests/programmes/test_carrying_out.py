"""Start, marks in the plan, cancelling by consent."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions import end_relation
from nastavnik.programmes.actions import (
    cancel_item,
    confirm_item,
    do_item,
    keep_item,
    start_programme,
    undo_item,
)
from nastavnik.programmes.models import Programme
from nastavnik.regulation.actions import approve_edition
from nastavnik.surveys.actions import decline_invitation, submit_response
from nastavnik.surveys.models import Invitation
from tests.cast import TODAY
from tests.programmes.conftest import bring_to, relation_in_force
from tests.surveys.conftest import every_answer


@pytest.mark.clause("M2")
def test_start_programme_waits_until_every_survey_before_is_handed_in_or_declined(brought_to, full_cast):
    programme = brought_to("approved")
    with pytest.raises(Refused, match="Не сданы анкеты «до»: 2") as refused:
        start_programme(programme, by=full_cast.user("mentor"))
    assert refused.value.field == "late_note"
    mentor, mentee = (Invitation.objects.get(person=full_cast.people[part]) for part in ("mentor", "mentee"))
    submit_response(mentor, every_answer(mentor), by=full_cast.user("mentor"))
    with pytest.raises(Refused, match="Не сданы анкеты «до»: 1"):
        start_programme(programme, by=full_cast.user("mentor"))
    decline_invitation(mentee, by=full_cast.user("mentee"))
    start_programme(programme, by=full_cast.user("mentor"))
    assert (programme.state, programme.started_on, programme.late_start_note) == ("running", TODAY, "")
    assert not Invitation.objects.filter(is_late=True).exists()


@pytest.mark.clause("M2")
def test_the_curator_lets_it_start_earlier_and_what_comes_later_is_marked(brought_to, full_cast):
    programme = brought_to("approved")
    mentor = Invitation.objects.get(person=full_cast.mentor)
    submit_response(mentor, every_answer(mentor), by=full_cast.user("mentor"))
    start_programme(programme, by=full_cast.user("curator"), late_note=" Наставляемая на больничном ")
    assert (programme.state, programme.late_start_note) == ("running", "Наставляемая на больничном")
    late = {invitation.person: invitation.is_late for invitation in Invitation.objects.select_related("person")}
    assert late == {full_cast.mentor: False, full_cast.mentee: True}
    mentee = Invitation.objects.get(person=full_cast.mentee)
    submit_response(mentee, every_answer(mentee), by=full_cast.user("mentee"))  # may still be handed in
    assert Invitation.objects.get(pk=mentee.pk).is_late


@pytest.mark.clause("1.4/3")
def test_start_programme_refuses_before_the_day_of_the_order(full_cast):
    later = TODAY + timedelta(days=3)
    programme = bring_to(full_cast, "approved", relation_in_force(full_cast, since=later))
    with pytest.raises(Refused, match="Приказ о закреплении ещё не вступил в силу"):
        start_programme(programme, by=full_cast.user("mentor"), late_note="Причина")
    with clock.at(later):
        start_programme(programme, by=full_cast.user("curator"), late_note="Причина")
    assert programme.started_on == later


@pytest.mark.clause("1.4/3")
def test_start_programme_refuses_when_the_pair_has_ended(brought_to, full_cast):
    programme = brought_to("approved")
    end_relation(programme.relation, by=full_cast.user("head"), on=TODAY, reason="order")
    with pytest.raises(Refused, match="Пара или группа не действует"):
        start_programme(programme, by=full_cast.user("curator"), late_note="Причина")


@pytest.mark.clause("4.4.7")
@pytest.mark.parametrize("state", ["draft", "agreeing", "review", "running"])
def test_start_programme_refuses_what_is_not_approved_and_a_second_time(brought_to, full_cast, state):
    with pytest.raises(Refused, match="Сейчас это невозможно"):
        start_programme(brought_to(state), by=full_cast.user("mentor"), late_note="Причина")


@pytest.mark.clause("6.2/2")
def test_do_item_keeps_what_came_of_it_and_the_day(brought_to, full_cast):
    item = brought_to("running").items.get()
    with clock.at(date(2026, 10, 20)):
        do_item(item, by=full_cast.user("mentee"), actual=" Разобрали три беседы ", on=date(2026, 10, 19))
        confirm_item(item, by=full_cast.user("mentor"))
    item.refresh_from_db()
    assert (item.state, item.actual, item.done_on) == ("done", "Разобрали три беседы", date(2026, 10, 19))
    undo_item(item, by=full_cast.user("mentor"))
    item.refresh_from_db()
    assert (item.state, item.actual, item.done_on) == ("planned", "Разобрали три беседы", None)


def test_do_item_refuses_without_words_in_the_future_before_the_order_and_twice(brought_to, full_cast):
    item, by = brought_to("running").items.get(), full_cast.user("mentor")
    for facts, field in (
        ({"actual": " "}, "actual"),
        ({"actual": "Готово", "on": TODAY + timedelta(days=1)}, "on"),
        ({"actual": "Готово", "on": TODAY - timedelta(days=1)}, "on"),
    ):
        with pytest.raises(Refused) as refused:
            do_item(item, by=by, **facts)
        assert refused.value.field == field
    do_item(item, by=by, actual="Готово", on=TODAY)
    with pytest.raises(Refused, match="Ваша отметка уже стоит"):
        do_item(item, by=by, actual="Ещё раз", on=TODAY)
    confirm_item(item, by=full_cast.user("mentee"))
    with pytest.raises(Refused, match="состояние — «выполнено»"):
        do_item(item, by=by, actual="Ещё раз", on=TODAY)


@pytest.mark.parametrize("state", ["draft", "review", "approved"])
def test_marks_wait_until_the_programme_runs(brought_to, full_cast, state):
    item = brought_to(state).items.get()
    with pytest.raises(Refused, match="когда программа реализуется"):
        do_item(item, by=full_cast.user("mentor"), actual="Готово")
    with pytest.raises(Refused):
        cancel_item(item, by=full_cast.user("mentor"))
    assert item.consents.count() == 0


@pytest.mark.clause("8.2")
def test_an_item_is_cancelled_when_the_mentor_and_each_mentee_have_consented(group, full_cast):
    item = bring_to(full_cast, "running", group).items.get()
    for part, state in (
        ("mentor", "planned"),
        ("mentor", "planned"),
        ("mentee", "planned"),
        ("second_mentee", "cancelled"),
    ):
        cancel_item(item, by=full_cast.user(part))
        item.refresh_from_db()
        assert item.state == state
    assert item.consents.count() == 3


def test_one_member_who_does_not_consent_keeps_the_item_in_the_plan(group, full_cast):
    item = bring_to(full_cast, "running", group).items.get()
    with pytest.raises(Refused, match="никто не предлагает отменить"):
        keep_item(item, by=full_cast.user("mentee"))
    cancel_item(item, by=full_cast.user("mentor"))
    cancel_item(item, by=full_cast.user("mentee"))
    keep_item(item, by=full_cast.user("second_mentee"))
    cancel_item(item, by=full_cast.user("second_mentee"))  # earlier consents are gone
    item.refresh_from_db()
    assert (item.state, item.consents.count()) == ("planned", 1)


def test_only_members_consent_and_a_done_item_is_not_cancelled(brought_to, full_cast):
    item = brought_to("running").items.get()
    with pytest.raises(Refused, match="только участник программы"):
        cancel_item(item, by=full_cast.user("curator"))
    do_item(item, by=full_cast.user("mentor"), actual="Готово")
    confirm_item(item, by=full_cast.user("mentee"))
    with pytest.raises(Refused, match="состояние — «выполнено»"):
        cancel_item(item, by=full_cast.user("mentor"))


def test_a_mark_puts_an_end_to_the_proposal_to_cancel(brought_to, full_cast):
    item = brought_to("running").items.get()
    cancel_item(item, by=full_cast.user("mentor"))
    do_item(item, by=full_cast.user("mentee"), actual="Успели")
    assert item.consents.count() == 0
    assert Programme.objects.get().state == "running"


@pytest.mark.clause("10.1")
def test_a_programme_keeps_the_edition_under_which_it_began(full_cast, brought_to):
    programme = brought_to("running")
    began_under = programme.edition
    assert began_under is not None
    later = approve_edition(
        full_cast.organisation, by=full_cast.user("head"), since=TODAY, ground="приказ", ground_id=uuid4()
    )
    programme.refresh_from_db()
    assert programme.edition == began_under != later
