"""Pairs and groups brought to each of their states by the acts that people do."""

from datetime import date
from uuid import uuid4

from django.db import transaction

from nastavnik.accounts.models import User
from nastavnik.consents.actions import register_consent, withdraw_consent
from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.pairs.actions import (
    answer_interest,
    assign_relation,
    drop_relation,
    end_relation,
    introduce_relation,
    propose_relation,
    void_relation,
)
from nastavnik.pairs.models import Interest, Relation, RelationMember, RelationState
from nastavnik.regulation.actions import approve_edition, introduce_model
from nastavnik.regulation.queries import base_on
from tests.cast import FOUNDED, Cast

UNTIL = date(2027, 5, 31)
GROUND = "приказ от 14.09.2026 № 42-ОД"


def chosen(cast: Cast, mentors=("mentor",), mentees=("mentee",), **terms) -> Relation:
    """A proposal by the curator's own choice."""
    return propose_relation(
        cast.organisation,
        [cast.people[part] for part in mentors],
        [cast.people[part] for part in mentees],
        by=cast.user("curator"),
        **{"until": UNTIL, "topic": "Речевое развитие"} | terms,
    )


def introduced(cast: Cast, *sides, **terms) -> Relation:
    relation = chosen(cast, *sides, **terms)
    return introduce_relation(relation, by=cast.user("curator"))


def answer(relation: Relation, cast: Cast, part: str, interest: str) -> Relation:
    """The private answer of a member, by themselves."""
    member = member_of(relation, cast, part)
    return answer_interest(member, interest, by=member.person.user)


def agreed(cast: Cast, *sides, **terms) -> Relation:
    """All have said yes; the blanks of consents lie there unsigned."""
    relation = introduced(cast, *sides, **terms)
    for member in relation.members.select_related("person__user"):
        answer_interest(member, Interest.YES, by=member.person.user)
    return fresh(relation)


def ready(cast: Cast, *sides, **terms) -> Relation:
    """Agreed, with the signed consents of all: only the order is lacking."""
    relation = agreed(cast, *sides, **terms)
    sign_consents(relation, cast)
    return fresh(relation)


def in_force(cast: Cast, *sides, **terms) -> Relation:
    """Fixed, as an order item does it."""
    relation = ready(cast, *sides, **terms)
    if not has_base(cast):
        base_effects(cast)
    return assign_relation(
        relation,
        by=cast.user("head"),
        since=max(relation.since, clock.today()),
        signed_on=clock.today(),
        ground=GROUND,
        ground_id=uuid4(),
    )


def resting(cast: Cast, *sides, **terms) -> Relation:
    """In force, and the mentees have withdrawn their consents today."""
    relation = in_force(cast, *sides, **terms)
    for member in fresh(relation).mentees:
        withdraw_consent(member.consent, by=member.person.user)
    return fresh(relation)


def brought_to(cast: Cast, state: str) -> Relation:
    """The mentor and the mentee in any state of the lifecycle."""
    match state:
        case RelationState.PROPOSED:
            return chosen(cast)
        case RelationState.ACQUAINTANCE:
            return introduced(cast)
        case RelationState.AGREED:
            return agreed(cast)
        case RelationState.IN_FORCE:
            return in_force(cast)
        case RelationState.ENDED:
            return end_relation(in_force(cast), by=None, on=clock.today(), reason="done")
        case RelationState.NOT_FORMED:
            return answer(introduced(cast), cast, "mentee", Interest.NO)
        case RelationState.DROPPED:
            return drop_relation(chosen(cast), by=cast.user("curator"))
        case RelationState.VOID:
            return void_relation(in_force(cast), by=cast.user("head"), note="Приказ признан утратившим силу.")
    raise AssertionError(f"no way to «{state}»")


def sign_consents(relation: Relation, cast: Cast, *, but: tuple[str, ...] = (), on: date | None = None) -> None:
    """Register the signed consents of all members but some."""
    skipped = {cast.people[part].pk for part in but}
    for member in relation.members.select_related("consent"):
        if member.person_id not in skipped:
            register_consent(member.consent, by=cast.user("curator"), given_on=on or clock.today())


def base_effects(cast: Cast, since: date = FOUNDED) -> None:
    """What the two base orders bring into force (4.1)."""
    with transaction.atomic():
        facts = {"by": cast.user("head"), "since": since, "ground": "приказ от 01.09.2026 № 41-ОД"}
        introduce_model(cast.organisation, ground_id=uuid4(), **facts)
        approve_edition(cast.organisation, ground_id=uuid4(), **facts)


def has_base(cast: Cast) -> bool:
    return base_on(cast.organisation, clock.today()).is_whole


def make_room(cast: Cast, part: str = "mentor", places: int = 3) -> None:
    """The mentor takes so many, and leads a group of that size."""
    entry = cast.people[part].mentor_entry
    entry.capacity = entry.group_size = places
    entry.save()


def member_of(relation: Relation, cast: Cast, part: str) -> RelationMember:
    return relation.members.select_related("person__user", "consent").get(person=cast.people[part])


def fresh(relation: Relation) -> Relation:
    """The row as it is stored, with the institution of the cast."""
    return Relation.objects.select_related("organisation__settings").get(pk=relation.pk)


def outsider(cast: Cast, kind: str) -> User:
    """The bystander with one more role (administrator, council)."""
    user = cast.user("bystander")
    give_role(cast.organisation, user, kind, since=clock.today(), ground="приказ от 01.09.2026 № 40-ОД", by=None)
    return cast.user("bystander")


def plain(text: object) -> str:
    """Text with ordinary spaces: names and dates are bound by no-break ones."""
    return str(text).replace("\u00a0", " ")
