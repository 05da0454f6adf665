"""Agreements and notices brought to each of their states by the acts that people do."""

from datetime import date

from nastavnik.duties.actions import (
    draft_supplement,
    drop_cancellation,
    drop_supplement,
    give_cancellation,
    give_notice,
    note_notice,
    prepare_cancellation,
    register_supplement,
    waive_supplement,
    withdraw_notice,
)
from nastavnik.duties.models import JOB_FUNCTION, Notice, NoticeState, Supplement, SupplementState
from nastavnik.kit import clock
from nastavnik.pairs.models import Relation, RelationMember
from tests.cast import Cast
from tests.pairs.made import in_force, member_of

FRIDAY, WEDNESDAY, THURSDAY = date(2026, 10, 9), date(2026, 10, 14), date(2026, 10, 15)


def mentor_of(cast: Cast, relation: Relation | None = None, part: str = "mentor") -> RelationMember:
    """The mentor's membership with everything that the acts read."""
    member = member_of(relation or in_force(cast), cast, part)
    member.relation.organisation = cast.organisation
    return member


def resigned(cast: Cast, relation: Relation | None = None, **facts) -> Notice:
    return give_notice(mentor_of(cast, relation), by=cast.user("mentor"), **facts)


def cancelling(cast: Cast, relation: Relation | None = None, **facts) -> Notice:
    return prepare_cancellation(mentor_of(cast, relation), by=cast.user("curator"), **facts)


def notice_brought_to(cast: Cast, state: str) -> Notice:
    match state:
        case NoticeState.PREPARED:
            return cancelling(cast)
        case NoticeState.GIVEN:
            return resigned(cast)
        case NoticeState.NOTED:
            return note_notice(resigned(cast), by=cast.user("curator"))
        case NoticeState.WITHDRAWN:
            return withdraw_notice(resigned(cast), by=cast.user("mentor"))
        case NoticeState.DROPPED:
            return drop_cancellation(cancelling(cast), by=cast.user("curator"))
    raise AssertionError(state)


def handed_over(cast: Cast) -> Notice:
    return give_cancellation(cancelling(cast), by=cast.user("curator"), given_on=clock.today())


def drafted(cast: Cast, relation: Relation | None = None) -> Supplement:
    return draft_supplement(mentor_of(cast, relation), by=cast.user("curator"))


def registered(cast: Cast, relation: Relation | None = None, number: str = "5") -> Supplement:
    return register_supplement(drafted(cast, relation), by=cast.user("curator"), number=number, signed_on=clock.today())


def waived(cast: Cast, part: str = "mentor") -> Supplement:
    return waive_supplement(cast.people[part], by=cast.user("curator"), ground=JOB_FUNCTION)


def supplement_brought_to(cast: Cast, state: str) -> Supplement:
    match state:
        case SupplementState.DRAFT:
            return drafted(cast)
        case SupplementState.SIGNED:
            return registered(cast)
        case SupplementState.NOT_NEEDED:
            return waived(cast)
        case SupplementState.DROPPED:
            return drop_supplement(drafted(cast), by=cast.user("curator"))
    raise AssertionError(state)


def stored(notice: Notice) -> Notice:
    """The row as it is stored."""
    found = Notice.objects.select_related(
        "member__person", "member__consent", "member__relation__organisation__settings"
    )
    return found.get(pk=notice.pk)
