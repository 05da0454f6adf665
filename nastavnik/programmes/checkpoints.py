"""When the checkpoints of a mentee come, and whose word is missing (2.2/8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from nastavnik.kit.periods import add_months
from nastavnik.kit.ui.words import months as months_in_words
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.models import MONTHS, Programme


@dataclass(frozen=True)
class Point:
    """A checkpoint: it is open from its `day` to `closes`, both included, so that a word tells of its own time."""

    month: int
    day: date
    closes: date

    @property
    def title(self) -> str:
        """«3 месяца»."""
        return months_in_words(self.month)

    def is_open(self, on: date) -> bool:
        return self.day <= on <= self.closes


@dataclass(frozen=True)
class Missing:
    """A checkpoint that waits for the reader's word about a mentee (themselves, for a mentee)."""

    point: Point
    member: RelationMember


def first_day(programme: Programme, mentee: RelationMember) -> date | None:
    """The mentee's first day in the programme; None while it has not begun. Who came later counts from then."""
    if programme.started_on is None:
        return None
    return max(day for day in (programme.started_on, mentee.joined_on) if day)


def points_of(programme: Programme, mentee: RelationMember) -> list[Point]:
    """The checkpoints within the term, in their order; what lies past it does not exist."""
    since = first_day(programme, mentee)
    if since is None:
        return []
    last = min(day for day in (programme.ended_on or programme.until, mentee.left_on) if day)
    days = [(month, day) for month in MONTHS if (day := add_months(since, month)) <= last]
    ends = [day - timedelta(days=1) for _month, day in days[1:]] + [date.max]
    return [Point(month, day, closes) for (month, day), closes in zip(days, ends, strict=False)]


def open_point(programme: Programme, mentee: RelationMember, on: date) -> Point | None:
    """The checkpoint that words are said at on that day."""
    if not programme.is_under_way:
        return None
    return next((point for point in points_of(programme, mentee) if point.is_open(on)), None)


def missing_words(programme: Programme, me: RelationMember, on: date) -> Iterator[Missing]:
    """Whom the reader still owes a word at an open checkpoint (the checkpoints of the programme are read)."""
    about = [me] if me.role == MemberRole.MENTEE else programme.relation.mentees
    given = {(one.member_id, one.month) for one in programme.checkpoints.all() if one.side == me.role}
    for mentee in about:
        point = open_point(programme, mentee, on)
        if point is not None and (mentee.pk, point.month) not in given:
            yield Missing(point, mentee)


def asked(missing: Missing, me: RelationMember) -> str:
    """What is asked of the reader, in words."""
    if me.role == MemberRole.MENTEE:
        return _("Отметить, как идёт работа: контрольная точка «%(months)s»") % {"months": missing.point.title}
    return _("Отметить, как работает %(who)s: контрольная точка «%(months)s»") % {
        "who": missing.member.person.short_name,
        "months": missing.point.title,
    }
