"""Two runs of the command at one moment: each reminder once, on both databases."""

import pytest
from django.db import IntegrityError

from nastavnik.reminders import due
from nastavnik.reminders.models import Reminder, Step
from tests.pairs.threads import Crowd, shared_database
from tests.programmes.conftest import bring_to, relation_in_force
from tests.reminders.conftest import work
from tests.reminders.test_due import FRIDAY, THURSDAY, planned

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_runs_at_once_say_everything_once(full_cast, tmp_path):
    programme = bring_to(full_cast, "running", relation_in_force(full_cast))
    planned(programme, 40, FRIDAY)
    crowd = Crowd()
    with shared_database(tmp_path):
        reports = crowd(3, lambda _number: work(THURSDAY, chunk=4))
        assert [report for report in reports if not isinstance(report, due.Report)] == []
        assert sum(report.said for report in reports) == 80
        assert sum(report.faults for report in reports) == 0
        assert crowd.looks(Reminder.objects.filter(kind="meeting").count) == 80
        assert crowd.looks(lambda: Step.objects.get(name="meeting").seen) == 40


def test_a_run_that_another_one_has_overtaken_writes_nothing(full_cast, monkeypatch):
    """In between reading a chunk and writing it, another run does the whole day."""
    programme = bring_to(full_cast, "running", relation_in_force(full_cast))
    planned(programme, 6, FRIDAY)
    is_here, overtaken = due._is_here, []

    def overtake(step: Step) -> bool:
        if step.name == "meeting" and not overtaken:
            overtaken.append(step)
            Step.objects.filter(pk=step.pk).update(cursor=programme.meetings.order_by("pk").last().pk)
        return is_here(step)

    monkeypatch.setattr(due, "_is_here", overtake)
    assert work(THURSDAY, chunk=3).said == 0
    assert Reminder.objects.count() == 0


@pytest.mark.parametrize("to", [{"role": "curator"}, {"part": "mentor"}])
def test_the_database_itself_refuses_to_say_a_thing_twice(full_cast, to):
    facts = {
        "organisation": full_cast.organisation, "kind": "item", "about_id": full_cast.mentor.pk,
        "occasion": FRIDAY, "said_on": THURSDAY,
    }  # fmt: skip
    facts |= {"user": full_cast.user(to["part"])} if "part" in to else to
    Reminder.objects.create(**facts)
    with pytest.raises(IntegrityError):
        Reminder.objects.create(**facts)
