"""Where help and programmes meet: one help at a time in a situational phase, one entry in the journal of meetings."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.help.models import HelpRequest, Way
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import MemberRole, Relation, RelationMember
from nastavnik.people.models import Person
from nastavnik.programmes.actions import confirm_meeting, record_meeting
from nastavnik.programmes.models import UNDER_WAY, Channel, Meeting, Programme, ProgrammeState
from nastavnik.programmes.phases import span_on
from nastavnik.regulation.models import Form

CHANNELS = {Way.IN_PERSON: Channel.IN_PERSON, Way.PHONE: Channel.PHONE, Way.VIRTUAL: Channel.MESSAGES}


def situational_programme(author: Person, day: date) -> Programme | None:
    """The running programme of the author as a mentee whose phase of that day is situational (3.3.2)."""
    found = Programme.objects.filter(relation__in=_relations(author, MemberRole.MENTEE, day))
    running = found.filter(state=ProgrammeState.RUNNING).select_related("relation").prefetch_related("phases")
    return next((one for one in running if Form.SITUATIONAL in span_on(one, day).forms), None)


def programme_of_two(mentee: Person, mentor: Person, day: date) -> Programme | None:
    """The programme under way of these two; help belongs to any form (6.1/3)."""
    found = Programme.objects.filter(
        relation__in=_relations(mentee, MemberRole.MENTEE, day), state__in=UNDER_WAY
    ).filter(relation__in=_relations(mentor, MemberRole.MENTOR, day))
    return found.select_related("relation").first()


def enter_into_journal(help: HelpRequest, *, by: User) -> Meeting | None:
    """The help as help in passing in the journal of the pair, where the helper is the author's mentor.

    None when they are no pair, or when its programme takes no records of that day (a pause, a consent that has
    lapsed): the help stands by itself then. In a group the other mentees read the journal: the line stays out of it.
    """
    assert help.helper is not None and help.answered_on is not None and help.minutes is not None
    programme = programme_of_two(help.author, help.helper, help.answered_on)
    if programme is None:
        return None
    is_group = len(programme.relation.mentees) > 1
    try:
        with transaction.atomic():
            return record_meeting(
                programme,
                by=by,
                on=help.answered_on,
                topic=_("Разовая помощь: %(topic)s") % {"topic": help.topic},
                minutes=help.minutes,
                channel=CHANNELS[Way(help.way)],
                place=help.place,
                result="" if is_group else help.record,
                as_help=True,
            )
    except Refused:
        return None


def confirm_entry(help: HelpRequest, *, by: User) -> None:
    """The author's mark says also that it took place: nobody is asked a second time in the journal."""
    meeting = help.meeting
    if meeting is None or meeting.confirmed_on is not None:
        return
    try:
        with transaction.atomic():
            confirm_meeting(meeting, by=by)
    except Refused:  # the author is no member any more: the entry stays as it is
        return


def _relations(person: Person, role: str, day: date):
    """Keys of the relations fixed by an order in which the person has this role that day."""
    members = RelationMember.objects.of(person.organisation).staying(day).filter(person=person, role=role)
    return Relation.objects.fixed(day).filter(pk__in=members.values("relation")).values("pk")
