"""Rows of the rooms below, made by hand: tested here is what the roadmap sees of them."""

from datetime import date, timedelta

from nastavnik.kit.keys import new_key
from nastavnik.pairs.models import MemberRole, Relation, RelationMember
from nastavnik.people.models import Person
from nastavnik.programmes.models import Programme
from nastavnik.surveys.models import Invitation
from tests.cast import TODAY, Cast

YEAR = (date(2026, 9, 1), date(2027, 8, 31))


def make_relation(cast: Cast, state: str, *, mentee: str = "mentee", since: date = TODAY, **facts) -> Relation:
    """A pair in a state; when it is in force or ended it has an order."""
    if state in ("in_force", "ended"):
        facts |= {"ground": "приказ от 14.09.2026 № 42-ОД", "ground_id": new_key()}
    relation = Relation.objects.create(
        organisation=cast.organisation,
        state=state,
        since=since,
        until=date(2027, 5, 31),
        made_on=since,
        **facts,
    )
    for role, person in ((MemberRole.MENTOR, cast.mentor), (MemberRole.MENTEE, cast.people[mentee])):
        RelationMember.objects.create(
            organisation=cast.organisation, relation=relation, person=person, role=role, joined_on=since
        )
    return relation


def make_programme(relation: Relation, state: str, **facts) -> Programme:
    """A programme of the pair in a state, with the days that the state needs."""
    if state not in ("draft", "agreeing", "review"):
        facts = {"approved_on": date(2026, 9, 20)} | facts
    if state in ("running", "closing", "completed", "terminated"):
        facts = {"started_on": date(2026, 9, 21)} | facts
    if state in ("completed", "terminated"):
        facts = {"ended_on": date(2027, 5, 20), "end_reason": "done"} | facts
    number = Programme.objects.of(relation.organisation).count() + 1
    return Programme.objects.create(
        organisation=relation.organisation, relation=relation, number=number, year=2026, state=state,
        since=date(2026, 9, 21), until=date(2027, 5, 31), **facts,
    )  # fmt: skip


def make_invitation(cast: Cast, person: Person, state: str, *, on: date) -> Invitation:
    """A survey «after» that was opened on a day."""
    return Invitation.objects.create(
        organisation=cast.organisation, person=person, questionnaire="mentee", version=1, wave="after",
        participation_id=new_key(), state=state, opened_on=on, due_on=on + timedelta(days=14),
        submitted_on=on + timedelta(days=2) if state == "submitted" else None,
    )  # fmt: skip
