"""Random lives of a running programme: changed, paused, left, ended; the invariants hold after each act (8.1, 8.2).

A small budget on each run; `WALKS=200 pytest tests/programmes/test_walk_changes.py` is the large one, by hand.
"""

import os
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from nastavnik.consents.actions import register_consent
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions import NewItem
from nastavnik.orders.kinds.changes import ITEM_OF
from nastavnik.pairs.actions import drop_change, prepare_change
from nastavnik.pairs.models import Relation, RelationChange, RelationMember
from nastavnik.programmes import actions
from nastavnik.programmes.form_rules import conflict_of
from nastavnik.programmes.models import (
    Agreement,
    ChangeAgreement,
    EndWish,
    ItemMark,
    Meeting,
    Pause,
    PauseConsent,
    PlanItem,
    Programme,
    ProgrammeChange,
    ProgrammeVersion,
)
from nastavnik.programmes.models import Phase as FormPhase
from nastavnik.programmes.phases import spans_of
from tests.cast import TODAY
from tests.orders.made import signed

SIDES = ("mentor", "mentee", "second_mentee")
EVERYBODY = (*SIDES, "curator", "bystander")
ACTS = (
    *["extend", "plan", "form", "leave", "answer", "answer", "answer", "sign", "sign"] * 2, "give_up_order", "settle",
    "drop", "split", "repeat", "pause", "consent", "consent", "resume", "wish", "withdraw", "accept", "meet", "mark",
    "replace", "close", "complete", "due",
)  # fmt: skip
TABLES = (
    Programme, ProgrammeChange, ChangeAgreement, Agreement, ProgrammeVersion, Pause, PauseConsent, EndWish, PlanItem,
    ItemMark, Meeting, FormPhase, Relation, RelationChange, RelationMember,
)  # fmt: skip


@pytest.mark.clause("8.1/1", "8.1/2", "8.2", "1.4/3")
def test_invariants_hold_in_every_life_of_a_changing_programme(group, brought_to, full_cast):
    brought_to("running", group)
    users = {part: full_cast.user(part) for part in EVERYBODY}
    reached = set()

    class Life(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.day, self.number, self.dued_on = TODAY, 50, TODAY
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
                    return act(*arguments, **facts)
            except Refused as refusal:
                assert refusal.sentence
                assert picture() == before, f"{act.__name__} was refused and yet changed something"

        @property
        def programme(self) -> Programme:
            return Programme.objects.select_related("relation", "organisation__settings").get()

        @rule(data=st.data(), by=st.sampled_from(EVERYBODY))
        def anything_by_anybody(self, data, by):
            getattr(self, data.draw(st.sampled_from(ACTS)))(users[by], data.draw)

        @rule(data=st.data())
        def all_agree_and_the_order_is_signed(self, data):
            """What sensible people would do now, so that lives get beyond their proposals."""
            if not ProgrammeChange.objects.filter(state="open").exists():
                getattr(self, data.draw(st.sampled_from(["extend", "plan", "form", "leave"])))(
                    users["mentor"], data.draw
                )
            for change in opened("open"):
                for part in SIDES:
                    self.do(actions.answer_change, change, by=users[part], agrees=True)
            self.sign(users["curator"], data.draw)

        @rule(days=st.sampled_from([1, 15, 60]))
        def time_passes(self, days):
            self.day += timedelta(days=days)

        def propose(self, kind, user, **facts):
            self.do(actions.propose_change, self.programme, kind, by=user, words="Так лучше", **facts)

        def extend(self, user, draw):
            self.propose("extend", user, until=draw(st.sampled_from([date(2027, 7, 31), date(2027, 9, 1)])))

        def plan(self, user, draw):
            due_on = (self.day + timedelta(days=draw(st.sampled_from([1, 40])))).isoformat()
            steps = [{"act": "add", "title": f"Беседа {due_on}", "due_on": due_on}]
            item = PlanItem.objects.filter(state="planned").first()
            if item is not None and draw(st.booleans()):
                act = draw(st.sampled_from(["move", "cancel"]))
                steps.append({"act": act, "item": str(item.pk)} | ({"due_on": due_on} if act == "move" else {}))
            self.propose("plan", user, content=steps)

        def form(self, user, draw):
            forms = draw(st.sampled_from([["situational"], ["virtual", "situational"], ["traditional"]]))
            self.propose("form", user, forms=forms, on=self.day + timedelta(days=1))

        def leave(self, user, draw):
            members = list(RelationMember.objects.filter(left_on=None))
            leaving = draw(st.sampled_from(members))
            self.propose("members", user, leaving=leaving, on=self.day + timedelta(days=1))

        def answer(self, user, draw):
            for change in opened("open"):
                self.do(actions.answer_change, change, by=user, agrees=draw(st.integers(0, 5)) > 0)

        def sign(self, user, draw):
            for change in RelationChange.objects.filter(state="prepared").select_related("relation"):
                self.number += 1
                self.do(ordered, full_cast, change, f"{self.number}-ОД")

        def give_up_order(self, user, draw):
            for change in RelationChange.objects.filter(state="prepared"):
                self.do(drop_change, change, by=user)

        def settle(self, user, draw):
            for change in opened("agreed"):
                self.do(actions.settle_proposal, change, by=user)

        def drop(self, user, draw):
            for change in opened("open", "agreed"):
                self.do(actions.drop_proposal, change, by=user)

        def split(self, user, draw):
            for change in opened("declined")[:1]:
                self.do(actions.split_change, change, by=user, on=self.day + timedelta(days=1))

        def repeat(self, user, draw):
            for change in opened("declined", "dropped")[:1]:
                self.do(actions.repeat_change, change, by=user)

        def pause(self, user, draw):
            since = self.day + timedelta(days=draw(st.integers(-3, 3)))
            until = draw(st.sampled_from([None, since + timedelta(days=10)]))
            self.do(actions.propose_pause, self.programme, by=user, since=since, until=until)

        def consent(self, user, draw):
            for pause in Pause.objects.filter(state="asked").select_related("programme__relation"):
                self.do(actions.answer_pause, pause, by=user, agrees=draw(st.integers(0, 5)) > 0)

        def resume(self, user, draw):
            self.do(actions.resume_programme, self.programme, by=user)

        def wish(self, user, draw):
            self.do(actions.ask_end, self.programme, by=user)

        def withdraw(self, user, draw):
            for wish in wishes("asked"):
                self.do(actions.withdraw_wish, wish, by=user)

        def accept(self, user, draw):
            for wish in wishes("asked", "accepted")[:1]:
                on = self.day + timedelta(days=draw(st.sampled_from([1, 5])))
                self.do(actions.accept_wish, wish, by=user, on=on)

        def meet(self, user, draw):
            on = self.day + timedelta(days=draw(st.integers(-2, 0)))
            self.do(actions.record_meeting, self.programme, by=user, on=on, topic="Беседа")

        def mark(self, user, draw):
            for item in PlanItem.objects.filter(state="planned").select_related("programme__relation")[:1]:
                self.do(actions.do_item, item, by=user, actual="Получилось")

        def replace(self, user, draw):
            """The curator prepares what contradicts an extension (edge case 62)."""
            programme = self.programme
            mentor = programme.relation.members.get(person=full_cast.mentor)
            facts = {"on": self.day + timedelta(days=1), "leaving": mentor, "people": [full_cast.second_mentor]}
            self.do(prepare_change, programme.relation, "replace", by=user, **facts)

        def close(self, user, draw):
            reason = draw(st.sampled_from(["done", "mutual", "mentee", "curator"]))
            self.do(actions.close_programme, self.programme, by=user, result="Итог", reason=reason, note="Так")

        def complete(self, user, draw):
            self.do(actions.complete_programme, self.programme, by=user, without_surveys=True)

        def due(self, user, draw):
            self.do(actions.end_due, self.day)
            self.dued_on = self.day

        @invariant()
        def the_invariants(self):
            with clock.at(self.day):
                reached.add(self.programme.state)
                reached.update(ProgrammeChange.objects.values_list("kind", "state"))
                check(self.programme, self.dued_on)

    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=int(os.environ.get("WALKS", "10")),
            stateful_step_count=25,
            deadline=None,
            database=None,
            derandomize="WALKS" not in os.environ,
            phases=(Phase.explicit, Phase.generate),  # a failure is read as it came: shrinking takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    wanted = {(kind, "in_force") for kind in ("extend", "plan", "form", "members")}
    assert wanted | {"running", "closing", "terminated"} <= reached, "the walks went everywhere"


@transaction.atomic
def ordered(cast, change: RelationChange, number: str) -> None:
    """Everybody who is asked signs, then the head."""
    for newcomer in change.newcomers.select_related("consent"):
        if newcomer.consent.state == "proposed":
            register_consent(newcomer.consent, by=cast.user("curator"), given_on=clock.today())
    change = RelationChange.objects.select_related("relation__organisation__settings").get(pk=change.pk)
    signed(cast, NewItem(ITEM_OF[change.kind], change=change), number=number)


def opened(*states: str) -> list[ProgrammeChange]:
    return list(ProgrammeChange.objects.filter(state__in=states).select_related("programme__relation", "order_change"))


def wishes(*states: str) -> list[EndWish]:
    found = EndWish.objects.filter(state__in=states)
    return list(found.select_related("programme__relation", "member__person", "order_change"))


def picture() -> list:
    """Everything that an act might have changed."""
    return [list(table.objects.order_by("pk").values()) for table in TABLES] + [journal.JournalEntry.objects.count()]


def check(programme: Programme, dued_on: date) -> None:
    relation, today = programme.relation, clock.today()
    members = {member.pk for member in programme.members}
    ended = programme.state in ("completed", "terminated")
    assert programme.until <= relation.until, "no programme is longer than its order"
    planned = programme.items.filter(state="planned")
    assert not planned.exclude(due_on__range=(programme.since, programme.until)).exists()
    if not ended and relation.state == "in_force":
        roles = set(relation.members.filter(left_on=None).values_list("role", flat=True))
        assert roles == {"mentor", "mentee"}
    if not ended and programme.state == "running":
        agreed = set(programme.agreements.filter(version=programme.version).values_list("member_id", flat=True))
        came = {member.pk for member in programme.members if member.joined_on > TODAY}
        assert members - came <= agreed, "all who were asked have agreed with this very version"
    if programme.version > 1 and journal.entries_about(programme).filter(event="programme_changed").exists():
        assert programme.versions.filter(version=programme.version).exists(), "what was changed is kept"
    _check_changes(programme, ended)
    _check_phases(programme)
    _check_days(programme)
    assert (relation.state == "ended") or not ended, "the pair ends with its programme"
    if relation.state == "ended" and relation.ended_on < dued_on:
        assert ended, "an end that an order has fixed has come"
    assert not ended or programme.ended_on <= today
    standing = EndWish.objects.filter(state__in=("asked", "accepted"))
    assert not ended or not standing.exists()


def _check_changes(programme: Programme, ended: bool) -> None:
    changes = list(programme.changes.all())
    assert sum(change.state == "open" for change in changes) <= 1
    assert programme.relation.changes.filter(state="prepared").count() <= 1
    for change in changes:
        answers = set(change.agreements.values_list("agrees", flat=True))
        if change.state == "declined":
            assert False in answers
        elif change.state != "dropped":
            assert False not in answers
        if change.state in ("open", "agreed"):
            assert not ended
        if change.order_change is not None:
            order = change.order_change.state
            assert change.state != "in_force" or order == "carried_out"
            assert change.state != "open"
        if change.state == "in_force":
            assert change.agreements.filter(agrees=True).exists()


def _check_phases(programme: Programme) -> None:
    """The phases are the term, each day in exactly one; no phase joins forms that exclude each other (domain 2.4)."""
    spans = spans_of(programme)
    assert (spans[0].since, spans[-1].until) == (programme.since, programme.until)
    for one, following in pairwise(spans):
        assert following.since == one.until + timedelta(days=1)
    for span in spans:
        assert conflict_of(span.forms) is None


def _check_days(programme: Programme) -> None:
    """Nothing on days of rest, nor after the last day of the pair."""
    worked = [*programme.meetings.filter(state="held").values_list("on", flat=True)]
    worked += programme.items.filter(state="done").values_list("done_on", flat=True)
    for pause in programme.pauses.filter(state="agreed"):
        assert not [day for day in worked if day in pause]
        others = programme.pauses.filter(state="agreed").exclude(pk=pause.pk)
        assert not others.touching(pause.since, pause.until or date.max).exists()
    last = programme.relation.ended_on
    assert last is None or all(day <= last for day in worked)
    _check_hands(programme)


def _check_hands(programme: Programme) -> None:
    """Whoever has recorded, confirmed or marked took part on that day; nobody answers who has left (edge case 59)."""
    days: dict[object, list[tuple[date, date]]] = {}
    for member in programme.relation.members.all():
        period = (member.joined_on or programme.since, member.left_on or date.max)
        days.setdefault(member.person.user_id, []).append(period)
    acts = [*programme.meetings.filter(state="held").values_list("recorded_by", "recorded_at__date")]
    acts += programme.meetings.exclude(confirmed_on=None).values_list("confirmed_by", "confirmed_on")
    acts += ItemMark.objects.filter(item__programme=programme).values_list("made_by", "made_at__date")
    for user, day in acts:
        assert any(since <= day <= until for since, until in days.get(user, [])), "marked by who takes part"
    if not programme.has_ended:
        open_items = programme.items.filter(state="planned").exclude(responsible=None)
        assert not open_items.filter(responsible__left_on__lt=clock.today()).exists()
