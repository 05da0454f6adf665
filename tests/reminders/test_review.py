"""Who has left hears nothing more of it (6.2/2, 8.1)."""

from datetime import timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.pairs.models import RelationMember
from nastavnik.people.actions import dismiss
from nastavnik.programmes.actions import plan_meeting
from nastavnik.reminders.models import Reminder
from tests.cast import TODAY
from tests.reminders.conftest import said, seen, work
from tests.reminders.test_kinds import roadmap_line

pytestmark = pytest.mark.django_db


@pytest.mark.clause("6.2/2", "8.1")
def test_who_has_left_a_programme_is_not_reminded_of_it_any_more(running, full_cast):
    """Said while they took part; then another mentor comes, and the first one leaves."""
    plan_meeting(running, by=full_cast.user("mentor"), on=TODAY + timedelta(days=2), topic="Беседа с глазу на глаз")
    day = TODAY + timedelta(days=1)
    work(day)
    assert [name for name, _day in said("meeting")] == [full_cast.mentor.surname, full_cast.mentee.surname]
    assert [line.title for line in seen(full_cast, "mentor", day)]
    with clock.at(day):
        RelationMember.objects.create(
            organisation=full_cast.organisation, relation=running.relation, person=full_cast.second_mentor,
            role="mentor", joined_on=day,
        )  # fmt: skip
        RelationMember.objects.filter(relation=running.relation, person=full_cast.mentor).update(left_on=TODAY)
    assert seen(full_cast, "mentor", day) == []
    assert [line.kind.code for line in seen(full_cast, "mentee", day)] == ["meeting"]
    work(day + timedelta(days=1))
    assert Reminder.objects.get(kind="meeting", user=full_cast.user("mentor")).closed_on is not None


@pytest.mark.clause("6.2/2")
def test_an_activity_of_somebody_who_has_left_is_said_to_those_who_stay(running, full_cast):
    item = running.items.get()
    mentor = RelationMember.objects.get(relation=running.relation, person=full_cast.mentor)
    item.responsible = mentor
    item.save()
    RelationMember.objects.create(
        organisation=full_cast.organisation, relation=running.relation, person=full_cast.second_mentor,
        role="mentor", joined_on=TODAY,
    )  # fmt: skip
    RelationMember.objects.filter(pk=mentor.pk).update(left_on=TODAY)
    work(item.due_on - timedelta(days=2))  # a Monday
    assert [name for name, _day in said("item")] == [full_cast.second_mentor.surname, full_cast.mentee.surname]


@pytest.mark.clause("4.3/4")
def test_a_line_of_the_roadmap_of_somebody_who_has_left_is_said_to_the_curator(running, full_cast):
    roadmap_line(full_cast, running, responsible=full_cast.bystander)
    day = TODAY + timedelta(days=1)
    with clock.at(day):
        dismiss(full_cast.bystander, by=full_cast.user("curator"), on=day)
    for number in range(2, 10):
        work(TODAY + timedelta(days=number))
    assert [who for who, _day in said("roadmap")] == ["curator"]
