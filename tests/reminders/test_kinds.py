"""Each kind: said to whom, on which day, and gone when the thing is done."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from nastavnik.appeals.actions import answer_proposal, decline_petition, register_petition
from nastavnik.banks.actions import actualise_bank, answer_mentor, include_entry, select_mentor
from nastavnik.consents.actions import withdraw_consent
from nastavnik.consents.models import Consent, ConsentKind, ConsentStep
from nastavnik.duties.actions import give_notice, withdraw_notice
from nastavnik.kit import clock
from nastavnik.orders.actions import return_order
from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.models import RelationMember
from nastavnik.people.models import Employment
from nastavnik.programmes.actions import agree_programme, approve_programme, mark_not_held, plan_meeting
from nastavnik.programmes.models import Programme
from nastavnik.regulation.actions import confirm_act
from nastavnik.regulation.models import NormativeAct
from nastavnik.reminders.models import Reminder
from nastavnik.roadmap.actions import approve_roadmap, close_item, draft_roadmap
from nastavnik.roadmap.models import RoadmapItem
from nastavnik.surveys.actions import decline_invitation
from nastavnik.surveys.models import Invitation
from tests.appeals.made import council, petition, proposal
from tests.cast import TODAY, Cast, give_consent
from tests.orders.made import submitted
from tests.pairs.made import member_of
from tests.programmes.conftest import bring_to, carry_out, relation_in_force
from tests.reminders.conftest import said, seen, titles, work

Done = Callable[[], object]
HEAD, CURATOR = RoleKind.HEAD.value, RoleKind.CURATOR.value


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def meeting_past(cast: Cast, running: Programme) -> Done:
    meeting = plan_meeting(running, by=cast.user("mentor"), on=day(2), topic="Беседа")
    return lambda: mark_not_held(meeting, by=cast.user("mentor"), note="не успели")


def item_near(cast: Cast, running: Programme) -> Done:
    return lambda: carry_out(running.items.get())


def survey_open(cast: Cast, running: Programme) -> Done:
    row = Invitation.objects.create(
        organisation=cast.organisation, person=cast.mentee, questionnaire="mentee", version=1, wave="after",
        participation_id=uuid4(), opened_on=TODAY, due_on=day(14),
    )  # fmt: skip
    return lambda: decline_invitation(row, by=cast.user("mentee"))


def consent_ending(cast: Cast, running: Programme) -> Done:
    consent = Consent.objects.get(person=cast.mentee, kind="mentee")
    consent.valid_until = day(31)
    consent.save()
    return lambda: withdraw_consent(consent, by=cast.user("mentee"))


def notice_given(cast: Cast, running: Programme) -> Done:
    notice = give_notice(member_of(running.relation, cast, "mentor"), by=cast.user("mentor"), given_on=TODAY)
    assert notice.last_day == day(3)
    return lambda: withdraw_notice(notice, by=cast.user("mentor"))


def order_to_sign(cast: Cast, running: Programme) -> Done:
    order = submitted(cast)
    return lambda: return_order(order, by=cast.user("head"), note="Исправьте дату")


def act_checked_a_year_ago(cast: Cast, running: Programme) -> Done:
    NormativeAct.objects.of(cast.organisation).update(status="in_force", checked_on=TODAY)
    first = NormativeAct.objects.of(cast.organisation).first()
    NormativeAct.objects.filter(pk=first.pk).update(checked_on=date(2025, 9, 16))
    return lambda: confirm_act(NormativeAct.objects.get(pk=first.pk), by=cast.user("curator"))


def petition_waits(cast: Cast, running: Programme) -> Done:
    made = petition(cast, running.relation)
    assert made.due_on == day(14)

    def decline():
        register_petition(made, by=cast.user("curator"))
        decline_petition(made, by=cast.user("curator"), answer="Причин нет")

    return decline


def proposal_waits(cast: Cast, running: Programme) -> Done:
    made = proposal(cast)
    return lambda: answer_proposal(made, by=cast.user("curator"), answer="Учтём")


def roadmap_line(cast: Cast, running: Programme, **responsible) -> Done:
    roadmap = draft_roadmap(cast.organisation, by=cast.user("curator"), since=date(2026, 9, 1), until=date(2027, 5, 31))
    roadmap.items.update(due_on=date(2027, 5, 1))
    item = RoadmapItem.objects.get(roadmap=roadmap, clause="R6.2")
    RoadmapItem.objects.filter(pk=item.pk).update(due_on=day(10), **responsible)
    with transaction.atomic():
        approve_roadmap(roadmap, by=cast.user("head"), on=TODAY, ground="приказ № 7", ground_id=uuid4())
    return lambda: close_item(RoadmapItem.objects.get(pk=item.pk), by=cast.user("curator"), on=clock.today(), note="да")


def bank_of_last_year(cast: Cast, running: Programme) -> Done:
    cast.mentor.mentor_entry.__class__.objects.of(cast.organisation).update(included_on=date(2025, 10, 20))
    return lambda: actualise_bank(cast.organisation, "mentors", [], by=cast.user("curator"))


TABLE = [
    # what there is, its kind, the day before, the day on which it is said, to whom, whose page is looked at
    (meeting_past, "unrecorded", 2, 3, ["Белокопытова"], "mentor", "4.4.7"),
    (item_near, "item", 25, 28, ["Белокопытова", "Зайцева"], "mentee", "6.2/2"),
    (survey_open, "survey", 10, 11, ["Зайцева"], "mentee", "R6.1"),
    (consent_ending, "consent", 0, 1, ["curator", "Зайцева"], "mentee", "4.3/5"),
    (notice_given, "notice", 1, 2, ["curator"], "curator", "5.1/3"),
    (order_to_sign, "order", 1, 2, ["head"], "head", "4.3/2"),
    (act_checked_a_year_ago, "act", 1, 2, ["curator"], "curator", "1.2"),
    (petition_waits, "petition", 9, 10, ["Веретенникова", "Кудрявцева"], "curator", "6.1/5"),
    (proposal_waits, "proposal", 9, 10, ["Веретенникова", "Кудрявцева"], "head", "6.1/4"),
    (roadmap_line, "roadmap", 2, 3, ["curator"], "curator", "4.3/4"),
    (bank_of_last_year, "bank_mentors", 4, 7, ["curator"], "curator", "4.4.2"),
]


@pytest.mark.parametrize(
    ("make", "kind", "before", "on", "to", "part"),
    [pytest.param(*row[:6], marks=pytest.mark.clause(row[6]), id=row[1]) for row in TABLE],
)
def test_a_reminder_is_said_on_its_day_and_goes_when_the_thing_is_done(
    running, full_cast, make, kind, before, on, to, part
):
    done = make(full_cast, running)
    work(day(before))
    assert said(kind) == []
    work(day(on))
    assert said(kind) == [(who, day(on)) for who in to]
    shown = [line for line in seen(full_cast, part, day(on)) if line.kind.code == kind]
    assert len(shown) == 1 and shown[0].title and shown[0].button_url.startswith("/o/ryabinka/")
    with clock.at(day(on)):
        done()
    assert kind not in {line.kind.code for line in seen(full_cast, part, day(on))}
    work(day(on + 1))
    assert not Reminder.objects.open().filter(kind=kind).exists()


@pytest.mark.clause("8.1")
def test_the_end_of_a_programme_is_said_a_fortnight_before_to_members_and_curator(running, full_cast):
    end = running.until
    work(end - timedelta(days=17))
    assert said("end") == []
    work(end - timedelta(days=13))  # the fourteenth day before is 17 May, a working Monday
    assert [who for who, _day in said("end")] == ["curator", "Белокопытова", "Зайцева"]
    assert "Заканчивается программа: Белокопытова И. Г. — Зайцева П. А." in titles(full_cast, "curator", end)
    after = end + timedelta(days=1)
    assert "Срок программы закончился: Белокопытова И. Г. — Зайцева П. А." in titles(full_cast, "curator", after)


@pytest.mark.clause("6.2/2")
def test_an_overdue_item_is_seen_by_all_three_as_one_line_of_each(running, full_cast):
    item = running.items.get()
    item.responsible = member_of(running.relation, full_cast, "mentee")
    item.save()
    work(item.due_on - timedelta(days=2))
    assert [who for who, _day in said("item")] == ["Зайцева"]
    late = item.due_on + timedelta(days=5)
    work(late)
    assert [who for who, _day in said("item")] == ["curator", "Белокопытова", "Зайцева", "Зайцева"]
    for part in ("mentor", "mentee", "curator"):
        assert titles(full_cast, part, late).count(item.title) == 1


@pytest.mark.clause("4.3/5")
def test_the_head_hears_of_a_step_that_is_overdue_and_the_law_counts_days_off(running, full_cast):
    consent = Consent.objects.get(person=full_cast.mentee, kind="mentee")
    saturday = day(5)
    ConsentStep.objects.create(
        organisation=full_cast.organisation, consent=consent, kind="pair", made_on=TODAY, due_on=day(7)
    )
    work(saturday)
    assert said("step") == [("curator", saturday)]
    work(day(8))
    assert said("step") == [("curator", saturday), ("head", day(8))]
    line = next(line for line in seen(full_cast, "head", day(8)) if line.kind.code == "step")
    assert line.clause == "4.3/5" and line.due == day(7)


@pytest.mark.clause("4.4.7")
def test_a_programme_that_waits_for_approval_goes_to_who_approves_it(full_cast):
    programme = bring_to(full_cast, "review", relation_in_force(full_cast))
    work(day(2))
    assert said("review") == []
    work(day(3))
    assert said("review") == [("curator", day(3))]
    assert titles(full_cast, "curator", day(3)) == ["Проверить программу: Белокопытова И. Г. — Зайцева П. А."]
    with clock.at(day(3)):
        approve_programme(programme, by=full_cast.user("curator"), version=programme.version)
    assert titles(full_cast, "curator", day(3)) == []


@pytest.mark.clause("4.4.7")
def test_where_the_curator_is_the_mentor_the_head_is_reminded_to_approve(full_cast):
    by = full_cast.user("head")
    give_consent(full_cast, full_cast.curator, ConsentKind.PROCESSING)
    topics = [full_cast.topics["speech"]]
    entry = answer_mentor(full_cast.curator, by=by, ready=True, competences=topics, capacity=1)
    select_mentor(entry, by=by)
    include_entry(entry, by=by)
    programme = bring_to(full_cast, "agreeing", relation_in_force(full_cast, ("curator",), ("mentee",)))
    for part in ("curator", "mentee"):
        agree_programme(programme, by=full_cast.user(part), version=programme.version)
    work(day(3))
    assert said("review") == [("head", day(3))]


@pytest.mark.clause("6.1/5")
def test_a_petition_is_never_said_to_whom_it_concerns(running, full_cast):
    council(full_cast)
    petition(full_cast, running.relation)
    work(day(10))
    told = {who for who, _day in said("petition")}
    assert told == {"Веретенникова", "Кудрявцева"}
    assert "petition" not in {line.kind.code for line in seen(full_cast, "mentor", day(10))}


@pytest.mark.clause("4.3/4")
def test_a_teacher_who_answers_for_a_line_of_the_roadmap_is_told_without_a_door_that_is_shut(running, full_cast):
    roadmap_line(full_cast, running, responsible=full_cast.bystander)
    work(day(3))
    assert said("roadmap") == [("Абросимова", day(3))]
    line = next(line for line in seen(full_cast, "bystander", day(3)) if line.kind.code == "roadmap")
    assert (line.button, line.button_url) == ("", "")


@pytest.mark.clause("4.4.4")
def test_a_line_of_the_roadmap_that_a_fact_has_closed_is_not_said(running, full_cast):
    roadmap_line(full_cast, running)
    RoadmapItem.objects.filter(clause__in=("R5.1", "R3.1")).update(due_on=day(10))
    work(day(3))
    told = RoadmapItem.objects.filter(pk__in=Reminder.objects.values("about_id")).values_list("clause", flat=True)
    assert set(told) == {"R6.2", "R3.1"}  # the pair is in force: R5.1 is done


@pytest.mark.clause("4.4.7")
def test_a_long_leave_is_no_silence_for_the_command_either(running, full_cast):
    Employment.objects.filter(person=full_cast.mentee).update(on_leave=True)
    work(day(14))
    assert said("silence") == []


def test_who_is_mentor_and_curator_has_one_line_of_one_silence(running, full_cast):
    RelationMember.objects.filter(relation=running.relation, role="mentor").update(person=full_cast.curator)
    Reminder.objects.create(
        organisation=full_cast.organisation, role="curator", kind="silence", about_id=running.pk, occasion=TODAY,
        said_on=day(30),
    )  # fmt: skip
    Reminder.objects.create(
        organisation=full_cast.organisation, user=full_cast.user("curator"), kind="silence", about_id=running.pk,
        occasion=TODAY, said_on=day(14),
    )  # fmt: skip
    assert [line.reminder.role for line in seen(full_cast, "curator", day(30))] == [""]
    RelationMember.objects.filter(relation=running.relation, role="mentor").update(person=full_cast.second_mentor)
    assert [line.reminder.role for line in seen(full_cast, "curator", day(30))] == ["curator"]
