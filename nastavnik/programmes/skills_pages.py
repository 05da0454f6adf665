"""The page «Умения и самостоятельность»: each mentee's checkpoints and map, for the two who speak (2.2/7, 2.2/8)."""

from dataclasses import dataclass
from datetime import date

from nastavnik.accounts.models import User
from nastavnik.banks.models import Topic
from nastavnik.kit import clock
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.checkpoints import Point, open_point, points_of
from nastavnik.programmes.competences import end_opens, is_late, open_moment, step_of, topics_of
from nastavnik.programmes.members import member_of, relation_of
from nastavnik.programmes.models import Checkpoint, Competence, Independence, Moment, Programme


@dataclass(frozen=True)
class PointRow:
    """A checkpoint with the words of both sides."""

    point: Point
    mentee: Checkpoint | None
    mentor: Checkpoint | None
    state: str  # ahead, open, past


@dataclass(frozen=True)
class Pair:
    """The words of one side about one direction; a chart has two points or none."""

    before: Competence | None
    after: Competence | None
    is_late: bool

    @property
    def bars(self) -> tuple[int, int] | None:
        """Lengths in per cent, where both words have been said."""
        if self.before is None or self.after is None:
            return None
        return step_of(self.before.level), step_of(self.after.level)


@dataclass(frozen=True)
class TopicRow:
    topic: Topic
    mentee: Pair
    mentor: Pair


@dataclass(frozen=True)
class MenteeSkills:
    """What one mentee's part of the page says."""

    member: RelationMember
    points: list[PointRow]
    may_record: bool
    is_said: bool  # the reader's word at the open checkpoint
    topics: list[TopicRow]
    moment: Moment | None
    end_opens: date

    @property
    def open(self) -> Point | None:
        return next((row.point for row in self.points if row.state == "open"), None)


def skills_page(programme: Programme, reader: User) -> list[MenteeSkills]:
    """For a mentor all mentees of today, for a mentee (who has left, too) their own part; for others nothing."""
    me, today = member_of(programme, reader), clock.today()
    if me is not None and me.role == MemberRole.MENTOR:
        mentees = programme.relation.mentees
    else:
        members = relation_of(programme).members.all()
        mentees = [one for one in members if one.role == MemberRole.MENTEE and one.person.user_id == reader.pk]
    points = _by_mentee(Checkpoint.objects.filter(programme=programme, member__in=mentees))
    words = _by_mentee(Competence.objects.filter(programme=programme, member__in=mentees).select_related("topic"))
    side = me.role if me is not None else ""
    return [
        MenteeSkills(
            member=mentee,
            points=_point_rows(programme, mentee, points.get(mentee.pk, []), today),
            may_record=me is not None and open_point(programme, mentee, today) is not None,
            is_said=_is_said(open_point(programme, mentee, today), points.get(mentee.pk, []), side),
            topics=_topic_rows(programme, mentee, words.get(mentee.pk, [])),
            moment=open_moment(programme, mentee, today) if me is not None else None,
            end_opens=end_opens(programme),
        )
        for mentee in mentees
    ]


def _is_said(point: Point | None, given: list[Checkpoint], side: str) -> bool:
    return point is not None and any((one.month, one.side) == (point.month, side) for one in given)


def _by_mentee(rows) -> dict:
    found: dict = {}
    for row in rows:
        found.setdefault(row.member_id, []).append(row)
    return found


def _point_rows(programme: Programme, mentee: RelationMember, given: list[Checkpoint], today: date) -> list[PointRow]:
    said = {(one.month, one.side): one for one in given}

    def state(point: Point) -> str:
        if point.day > today:
            return "ahead"
        return "open" if point.is_open(today) and programme.is_under_way else "past"

    return [
        PointRow(
            point, said.get((point.month, MemberRole.MENTEE)), said.get((point.month, MemberRole.MENTOR)), state(point)
        )
        for point in points_of(programme, mentee)
    ]


def _topic_rows(programme: Programme, mentee: RelationMember, words: list[Competence]) -> list[TopicRow]:
    said = {(one.topic_id, one.side, one.moment): one for one in words}

    def pair(topic: Topic, side: str) -> Pair:
        before, after = (said.get((topic.pk, side, moment)) for moment in Moment)
        return Pair(before, after, before is not None and is_late(before, programme, mentee))

    return [
        TopicRow(topic, pair(topic, MemberRole.MENTEE), pair(topic, MemberRole.MENTOR))
        for topic in topics_of(mentee, words)
    ]


def independence_step(level: str) -> int:
    """How far along the words of independence a level stands, in per cent."""
    steps = list(Independence)
    return (steps.index(Independence(level)) + 1) * 100 // len(steps)
