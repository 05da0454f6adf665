"""Changes prepared and carried out as an order does it."""

from datetime import date
from uuid import uuid4

from nastavnik.consents.actions import register_consent
from nastavnik.kit import clock
from nastavnik.pairs.actions import carry_out_change, prepare_change
from nastavnik.pairs.models import Relation, RelationChange
from tests.cast import Cast
from tests.pairs.made import fresh, in_force, make_room, member_of

AMENDING = "приказ от 01.10.2026 № 50-ОД"
ON = date(2026, 10, 5)


def group(cast: Cast) -> Relation:
    """A mentor with two mentees, in force."""
    make_room(cast)
    return in_force(cast, ("mentor",), ("mentee", "second_mentee"))


def two_mentors(cast: Cast) -> Relation:
    """Two mentors of one mentee, in force."""
    make_room(cast)
    make_room(cast, "second_mentor")
    return in_force(cast, ("mentor", "second_mentor"), ("mentee",))


def prepared(cast: Cast, relation: Relation, kind: str, *, leaving: str = "", people=(), **facts) -> RelationChange:
    """Prepared by the curator; people are named by their part."""
    return prepare_change(
        relation,
        kind,
        by=cast.user("curator"),
        leaving=member_of(relation, cast, leaving) if leaving else None,
        people=[cast.people[part] for part in people],
        **{"on": ON} | facts,
    )


def sign(change: RelationChange, cast: Cast, *, but: tuple[str, ...] = ()) -> RelationChange:
    """All who are asked anew sign today."""
    skipped = {cast.people[part].pk for part in but}
    for newcomer in change.newcomers.select_related("consent"):
        if newcomer.person_id not in skipped:
            register_consent(newcomer.consent, by=cast.user("curator"), given_on=clock.today())
    return again(change)


def carried_out(change: RelationChange, cast: Cast, *, on: date | None = None) -> RelationChange:
    return carry_out_change(
        again(change),
        by=cast.user("head"),
        on=on or change.on,
        signed_on=clock.today(),
        ground=AMENDING,
        ground_id=uuid4(),
    )


def again(change: RelationChange) -> RelationChange:
    """The row as it is stored."""
    found = RelationChange.objects.select_related("relation__organisation__settings", "leaving")
    return found.get(pk=change.pk)


def standing(relation: Relation) -> tuple:
    """Kind, and each member as (surname, role, first day, last day)."""
    stored = fresh(relation)
    members = stored.members.select_related("person").order_by("id")
    return stored.kind, [(one.person.surname, one.role, one.joined_on, one.left_on) for one in members]
