"""A pair in force, and a programme brought to each of its states by the acts that people do."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from nastavnik.consents.actions import register_consent
from nastavnik.kit import clock
from nastavnik.kit.keys import new_key
from nastavnik.pairs.actions import answer_interest, assign_relation, introduce_relation, propose_relation
from nastavnik.pairs.models import Relation
from nastavnik.people.models import Person
from nastavnik.programmes.actions import (
    add_item,
    agree_programme,
    approve_programme,
    begin_programme,
    close_programme,
    confirm_item,
    do_item,
    offer_programme,
    start_programme,
    write_programme,
)
from nastavnik.programmes.models import PlanItem, Programme, ProgrammeState
from nastavnik.regulation.actions import approve_edition, introduce_model
from nastavnik.regulation.models import ModelIntroduction
from nastavnik.surveys.actions import decline_invitation
from nastavnik.surveys.models import Invitation
from tests.cast import TODAY, Cast
from tests.conftest import FULL_CAST
from tests.snapshot import Delta, delta_of
from tests.stage import Scene, stage

UNTIL = date(2027, 5, 31)
TEXTS = {
    "directions": ["adaptation"],
    "request": "Как говорить с родителями о трудном поведении",
    "goal": "Уверенно вести разговор с родителями",
    "tasks": "Разобрать три случая из практики",
    "expected_result": "Два собрания проведены самостоятельно",
}


def relation_in_force(
    cast: Cast,
    mentors: tuple[str, ...] = ("mentor",),
    mentees: tuple[str, ...] = ("mentee",),
    *,
    since: date = TODAY,
    until: date = UNTIL,
    **terms,
) -> Relation:
    """A pair or group fixed by an order of today, by the same acts that an order carries out.

    In the virtual form, which asks for no number of meetings beforehand; the rules of the others have their own tests.
    """
    terms = {"form": "virtual", **terms}
    by = cast.user("curator")
    relation = propose_relation(
        cast.organisation,
        people(cast, mentors),
        people(cast, mentees),
        by=by,
        since=since,
        until=until,
        **terms,
    )
    introduce_relation(relation, by=by)
    for member in relation.members.select_related("person__user"):
        answer_interest(member, "yes", by=member.person.user)
    for member in relation.members.select_related("consent"):
        register_consent(member.consent, by=by, given_on=clock.today())
    with transaction.atomic():
        head = cast.user("head")
        if not ModelIntroduction.objects.of(cast.organisation).exists():
            facts = {"by": head, "since": TODAY, "ground": "приказ от 14.09.2026 № 41-ОД"}
            introduce_model(cast.organisation, ground_id=new_key(), **facts)
            approve_edition(cast.organisation, ground_id=new_key(), **facts)
        relation = Relation.objects.get(pk=relation.pk)
        assign_relation(
            relation,
            by=head,
            since=since,
            signed_on=clock.today(),
            ground="приказ от 14.09.2026 № 42-ОД",
            ground_id=new_key(),
        )
    return Relation.objects.get(pk=relation.pk)


def people(cast: Cast, parts: tuple[str, ...]) -> list[Person]:
    return [cast.people[part] for part in parts]


def answer_nothing(programme: Programme, wave: str) -> None:
    """Everybody declines the survey of a wave, which is as good as handing in."""
    waiting = Invitation.objects.of_participations([one.pk for one in programme.members], wave).waiting()
    for invitation in waiting.select_related("person__user"):
        decline_invitation(invitation, by=invitation.person.user)


def _again(key) -> Relation:
    return Relation.objects.get(pk=key)


PAIR = stage.known(
    Scene((f"{__name__}.pair",), lambda cast: relation_in_force(cast).pk, _again, upon=FULL_CAST, unless=("group",))
)


@pytest.fixture
def pair(full_cast) -> Relation:
    """The mentor and the mentee, in force since TODAY."""
    return stage.given(PAIR, full_cast)


@pytest.fixture
def group(full_cast) -> Relation:
    """The mentor with two mentees."""
    full_cast.mentor.mentor_entry.group_size = 2
    full_cast.mentor.mentor_entry.save()
    return relation_in_force(full_cast, mentees=("mentee", "second_mentee"))


@pytest.fixture
def programme(full_cast, pair) -> Programme:
    """A programme that has just been begun by the curator."""
    return begin_programme(pair, by=full_cast.user("curator"))


_ways: dict[str, tuple[UUID, Delta]] = {}


def _know_ways(cast: Cast) -> None:
    """What the way of the pair's programme to each state leaves, so that tests need not go it again."""
    for state in [] if _ways else STATES:
        with transaction.atomic():
            _ways[state] = delta_of(lambda state=state: bring_to(cast, state, relation_in_force(cast)).pk)
            transaction.set_rollback(True)


WAYS = stage.known(Scene((f"{__name__}.brought_to",), _know_ways, lambda _: None, upon=FULL_CAST))


@pytest.fixture
def brought_to(full_cast) -> Callable[..., Programme]:
    """`brought_to("running")` is the pair's programme in that state, with one item of its plan.

    A relation may be given; the item is done before closing, so that the plan is carried out.
    """

    def bring(state: str, relation: Relation | None = None) -> Programme:
        if relation is None and clock.today() == TODAY and state in _ways:
            key, delta = _ways[state]
            delta.put()
            return Programme.objects.get(pk=key)
        return bring_to(full_cast, state, relation or relation_in_force(full_cast))

    return bring


def carry_out(item: PlanItem, actual: str = "Получилось") -> None:
    """Both sides mark the activity, whoever answers for it first."""
    relation = item.programme.relation
    mentor, mentee = relation.mentors[0].person.user, relation.mentees[0].person.user
    do_item(item, by=mentor, actual=actual)
    confirm_item(item, by=mentee)


def bring_to(cast: Cast, state: str, relation: Relation) -> Programme:
    """Lead the programme of the relation along its way until it is in the state."""
    users = {member.role: member.person.user for member in relation.members.select_related("person__user")}
    mentor, curator = users["mentor"], cast.user("curator")
    programme = begin_programme(relation, by=curator)

    def write():
        write_programme(programme, by=mentor, version=programme.version, **TEXTS)
        due_on = programme.since + timedelta(days=30)
        add_item(programme, by=mentor, title="Разбор трёх бесед с родителями", kind="case", due_on=due_on)

    def offer():
        offer_programme(programme, by=mentor, version=programme.version)

    def agree():
        for member in programme.members:
            agree_programme(programme, by=member.person.user, version=programme.version)

    def approve():
        approve_programme(programme, by=curator, version=programme.version)

    def start():
        answer_nothing(programme, "before")
        start_programme(programme, by=mentor)

    def close():
        for item in programme.items.all():
            carry_out(item)
        close_programme(programme, by=mentor, result="Собрания проведены самостоятельно")

    steps = [
        (ProgrammeState.DRAFT, write),
        (ProgrammeState.AGREEING, offer),
        (ProgrammeState.REVIEW, agree),
        (ProgrammeState.APPROVED, approve),
        (ProgrammeState.RUNNING, start),
        (ProgrammeState.CLOSING, close),
    ]
    for reached, step in steps:
        step()
        if reached == state:
            return Programme.objects.get(pk=programme.pk)
    raise AssertionError(f"no way to «{state}»")


STATES = ("draft", "agreeing", "review", "approved", "running", "closing")
