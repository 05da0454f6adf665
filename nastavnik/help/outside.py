"""Help given in a programme by somebody outside the pair: that there was one, on which day, about what (3.3.2, 6.1/3).

What a mentor has answered stands in the journal of meetings; the words of all others stay between the two.
"""

from django.db.models import Q, QuerySet

from nastavnik.accounts.models import User
from nastavnik.help.models import HelpRequest
from nastavnik.kit import clock
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.members import member_of, relation_of
from nastavnik.programmes.models import Programme


def outside_help(programme: Programme, reader: User) -> QuerySet[HelpRequest]:
    """The latest first; a mentee reads of their own questions only, others of all in the days of the programme."""
    found = HelpRequest.objects.of(programme.organisation).exclude(record="").filter(meeting=None)
    if programme.started_on is None:
        return found.none()
    me, members = member_of(programme, reader), list(relation_of(programme).members.all())
    asked, from_inside = Q(pk=None), Q(pk=None)
    for member in members:
        if member.joined_on is None:
            continue
        if member.role == MemberRole.MENTOR:
            from_inside |= Q(helper=member.person_id) & _days(member, programme)
        elif me is None or me.role == MemberRole.MENTOR or me == member:
            asked |= Q(author=member.person_id) & _days(member, programme)
    return found.filter(asked).exclude(from_inside).select_related("topic").order_by("-answered_on", "-pk")


def _days(member: RelationMember, programme: Programme) -> Q:
    """Answered while the programme was under way and the person was of it."""
    assert member.joined_on is not None and programme.started_on is not None
    last = min(filter(None, (member.left_on, programme.ended_on, clock.today())))
    return Q(answered_on__range=(max(member.joined_on, programme.started_on), last))
