"""Random lives of a programme: whatever the people do, in whatever order, the invariants hold after each act."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import Relation
from nastavnik.programmes import actions
from nastavnik.programmes.models import ItemConsent, Meeting, PlanItem, Programme, ProgrammeState
from nastavnik.surveys.actions import decline_invitation, submit_response
from nastavnik.surveys.models import Invitation, Response
from tests.cast import TODAY
from tests.programmes.conftest import TEXTS, UNTIL
from tests.surveys.conftest import every_answer

SIDES = ("mentor", "mentee", "second_mentee")
EVERYBODY = (*SIDES, "curator", "bystander")
ACTS = (
    "write", "add_item", "offer", "agree", "approve", "send_back", "answer", "start", "item", "item", "meet", "confirm",
    "close", "complete", "terminate",
)  # fmt: skip


@pytest.mark.clause("4.4.7", "6.1/2", "8.1/1", "8.2", "M2")
def test_invariants_hold_in_every_life_of_a_programme(group, full_cast):
    users = {part: full_cast.user(part) for part in EVERYBODY}
    reached = set()

    class Life(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.day, self.refused, self.done = TODAY, 0, 0
            self.undo = transaction.atomic()
            self.undo.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

        def do(self, act, *arguments, **facts):
            """Try an act; a refusal must leave everything as it was."""
            before = picture()
            try:
                with clock.at(self.day):
                    act(*arguments, **facts)
                self.done += 1
            except Refused as refusal:
                self.refused += 1
                assert refusal.sentence
                assert picture() == before, f"{act.__name__} was refused and yet changed something"

        @property
        def programme(self) -> Programme:
            return Programme.objects.get()

        @initialize()
        def begin(self):
            with clock.at(self.day):
                actions.begin_programme(Relation.objects.get(pk=group.pk), by=users["curator"])

        @rule()
        def the_next_good_step(self):
            """What sensible people would do now, so that lives get beyond their drafts."""
            programme = self.programme
            match programme.state:
                case "draft":
                    self.write(users["mentee"], TEXTS)
                    self.add_item(users["mentor"])
                    self.offer(users["mentor"])
                case "agreeing":
                    for part in SIDES:
                        self.agree(users[part])
                case "review":
                    self.approve(users["curator"])
                case "approved":
                    self.everybody_answers("before")
                    self.start(users["mentor"], "")
                case "running":
                    self.meet(users["mentee"], 0)
                    for item in programme.items.filter(state="planned"):
                        self.do(actions.do_item, item, by=users["mentor"], actual="Получилось")
                        self.do(actions.confirm_item, item, by=users["mentee"])
                    self.close(users["mentor"], "done", "Итог")
                case "closing":
                    self.everybody_answers("after")
                    self.complete(users["curator"], False)

        @rule(data=st.data(), by=st.sampled_from(EVERYBODY))
        def anything_by_anybody(self, data, by):
            draw, user = data.draw, users[by]
            act = draw(st.sampled_from(ACTS))
            match act:
                case "write":
                    texts = {**TEXTS, "expected_result": draw(st.sampled_from(["", f"Результат {self.done}"]))}
                    self.write(user, texts)
                case "offer" | "agree" | "approve":
                    getattr(self, act)(user, stale=draw(st.booleans()))
                case "answer":
                    wave, declines = draw(st.sampled_from(["before", "after"])), draw(st.booleans())
                    self.answer(by, wave, declines)
                case "start":
                    self.start(user, draw(st.sampled_from(["", "Замер проведён позже"])))
                case "item":
                    self.mark(user, draw)
                case "meet":
                    self.meet(user, draw(st.integers(-2, 1)))
                case "close":
                    reason = draw(st.sampled_from(["done", "mentor", "curator"]))
                    self.close(user, reason, draw(st.sampled_from(["", "Итог"])))
                case "complete":
                    self.complete(user, draw(st.booleans()))
                case "terminate":
                    self.do(actions.terminate_programme, self.programme, by=user, reason="mutual")
                case _:
                    getattr(self, act)(user)

        @rule(days=st.sampled_from([1, 15]))
        def time_passes(self, days):
            self.day += timedelta(days=days)

        def write(self, user, texts):
            self.do(actions.write_programme, self.programme, by=user, version=self.programme.version, **texts)

        def add_item(self, user):
            self.do(actions.add_item, self.programme, by=user, title="Беседа", due_on=UNTIL)

        def offer(self, user, stale=False):
            self.do(actions.offer_programme, self.programme, by=user, version=self.programme.version - stale)

        def agree(self, user, stale=False):
            self.do(actions.agree_programme, self.programme, by=user, version=self.programme.version - stale)

        def approve(self, user, stale=False):
            self.do(actions.approve_programme, self.programme, by=user, version=self.programme.version - stale)

        def send_back(self, user):
            self.do(actions.return_programme, self.programme, by=user, note="Уточните")

        def everybody_answers(self, wave):
            for part in SIDES:
                self.answer(part, wave, declines=part == "mentee")

        def answer(self, part, wave, declines):
            person = full_cast.people[part]
            asked = Invitation.objects.filter(person=person, wave=wave).first()
            if asked and declines:
                self.do(decline_invitation, asked, by=users[part])
            elif asked:
                self.do(submit_response, asked, every_answer(asked), by=users[part])

        def start(self, user, note):
            self.do(actions.start_programme, self.programme, by=user, late_note=note)

        def mark(self, user, draw):
            items = list(PlanItem.objects.select_related("programme"))
            if items:
                what = draw(st.sampled_from(["do", "cancel", "keep", "undo", "remove"]))
                facts = {"actual": "Получилось"} if what == "do" else {}
                self.do(getattr(actions, f"{what}_item"), draw(st.sampled_from(items)), by=user, **facts)

        def meet(self, user, days):
            on = self.day + timedelta(days=days)
            self.do(actions.record_meeting, self.programme, by=user, on=on, topic="Беседа")

        def confirm(self, user):
            for meeting in Meeting.objects.select_related("programme")[:1]:
                self.do(actions.confirm_meeting, meeting, by=user)

        def close(self, user, reason, result):
            self.do(actions.close_programme, self.programme, by=user, result=result, reason=reason)

        def complete(self, user, without):
            self.do(actions.complete_programme, self.programme, by=user, without_surveys=without)

        @invariant()
        def the_invariants(self):
            if Programme.objects.exists():
                reached.add(self.programme.state)
                check(self.programme)

    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            database=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),  # a failure is read as it came: shrinking takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert reached == set(ProgrammeState.values), "the walks went everywhere"


def picture() -> list:
    """Everything that an act might have changed."""
    tables = (Programme, PlanItem, ItemConsent, Meeting, Invitation, Response, Relation)
    return [list(table.objects.order_by("pk").values()) for table in tables] + [journal.JournalEntry.objects.count()]


def check(programme: Programme) -> None:
    agreed = set(programme.agreements.filter(version=programme.version).values_list("member_id", flat=True))
    members = {member.pk for member in programme.members}
    items = list(programme.items.all())
    before = Invitation.objects.filter(wave="before")
    after = Invitation.objects.filter(wave="after")
    relation = Relation.objects.get(pk=programme.relation_id)
    ended = programme.state in ("completed", "terminated")

    if programme.state in ("review", "approved", "running", "closing", "completed"):
        assert agreed == members, "agreed by the mentor and each mentee, with this very text"
        assert programme.request and programme.expected_result and programme.directions and items
    if programme.state != "terminated":  # which may come at any time
        decided = programme.state in ("approved", "running", "closing", "completed")
        assert (programme.approved_on is not None) == decided
        assert (programme.started_on is not None) == (decided and programme.state != "approved")
    assert programme.started_on is None or programme.approved_on is not None
    if programme.started_on:
        waiting = before.filter(state="open", is_late=False)
        assert not waiting.exists(), "who had not answered when it started is late"
        assert not programme.late_start_note or before.filter(is_late=True).exists()
    if programme.state in ("closing", "completed"):
        assert programme.result
    asked = programme.state in ("closing", "completed") or (ended and programme.started_on is not None)
    assert after.count() == (len(members) if asked else 0)
    if programme.state == "completed":
        assert programme.end_reason == "done"
        assert {item.state for item in items} <= {"done", "cancelled"}
    if programme.state == "terminated":
        assert programme.end_reason not in ("", "done")
    assert (programme.ended_on is not None) == ended
    assert relation.state == ("ended" if ended else "in_force"), "the pair ends with its programme"
    for item in items:
        assert (item.state == "done") == (item.done_on is not None)
        consents = set(item.consents.values_list("member_id", flat=True))
        assert item.state != "cancelled" or consents == members
        assert item.state == "planned" or programme.started_on is not None
    held = programme.meetings.filter(state="held")
    assert not held.exists() or programme.started_on is not None
    first = min((meeting.on for meeting in held), default=None)
    for invitation in before:
        came_after = first is not None and (invitation.submitted_on is None or invitation.submitted_on > first)
        assert invitation.is_late or not came_after, "no survey «до» after the first meeting counts as «до»"
    handed_in = Invitation.objects.filter(state="submitted").count()
    assert Response.objects.count() == handed_in
    assert not Meeting.objects.filter(confirmed_on__isnull=False, confirmed_by=None).exists()
