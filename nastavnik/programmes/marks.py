"""Whose mark an activity waits for: the responsible side and another one (6.2/2)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from nastavnik.accounts.models import User
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.members import member_of
from nastavnik.programmes.models import Engagement, EngagementState, ItemMark, ItemState, PlanItem, Side


@dataclass(frozen=True)
class Marks:
    """Where an activity stands: what is marked, who answers for it, which sides it still waits for."""

    given: tuple[ItemMark, ...]
    specialist: Engagement | None
    waits_for: tuple[Side, ...]

    @property
    def is_complete(self) -> bool:
        return not self.waits_for

    @property
    def is_one_sided(self) -> bool:
        """«Отмечено одной стороной»: it counts as done when the other side has confirmed."""
        return bool(self.given) and not self.is_complete

    def of(self, side: str | None) -> ItemMark | None:
        return next((mark for mark in self.given if mark.side == side), None)


def marks_of(item: PlanItem) -> Marks:
    """The marks of an activity; no query when marks and engagements are prefetched."""
    given = tuple(item.marks.all()) if item.state != ItemState.CANCELLED else ()
    specialist = responsible_specialist(item)
    return Marks(given, specialist, _waits_for({mark.side for mark in given}, specialist))


def responsible_specialist(item: PlanItem) -> Engagement | None:
    """The specialist who answers for it, while their consent holds; without it both sides of the pair do."""
    return next((one for one in item.engagements.all() if one.is_responsible and one.holds), None)


def engagement_of(item: PlanItem, user: User) -> Engagement | None:
    """The user's standing part in the activity as a specialist, or None: who has declined has none."""
    prefetch_related_objects([item], "engagements__person", "engagements__consent")
    standing = [one for one in item.engagements.all() if one.person.user_id == user.pk]
    return next((one for one in standing if one.state in (EngagementState.ASKED, EngagementState.ACCEPTED)), None)


def side_of(item: PlanItem, user: User) -> Side | None:
    """Which side the user marks for; a specialist only when they are responsible."""
    member = member_of(item, user)
    if member is not None:
        return Side.MENTOR if member.role == MemberRole.MENTOR else Side.MENTEE
    specialist = responsible_specialist(item)
    return Side.SPECIALIST if specialist is not None and specialist.person.user_id == user.pk else None


def answers_instead(item: PlanItem, member: RelationMember | None) -> RelationMember | None:
    """Who of the member's own side is named as responsible: then nobody else of that side marks for them."""
    named = item.responsible
    if member is None or named is None or named.pk == member.pk or named.role != member.role or named.has_left:
        return None
    return named


def _waits_for(given: Collection[str], specialist: Engagement | None) -> tuple[Side, ...]:
    if specialist is None:
        return tuple(side for side in (Side.MENTOR, Side.MENTEE) if side not in given)
    missing = [] if Side.SPECIALIST in given else [Side.SPECIALIST]
    if not {Side.MENTOR, Side.MENTEE} & set(given):
        missing += [Side.MENTOR, Side.MENTEE]
    return tuple(missing)
