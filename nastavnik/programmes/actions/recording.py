"""Meetings that took place or did not: recorded beside the plan or afterwards, confirmed by the other side (D17)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.organisations.models import MeetingService
from nastavnik.programmes.actions.locking import check_past_day, locked
from nastavnik.programmes.actions.meeting import check_minutes, check_where, ended_fields, one_line
from nastavnik.programmes.form_rules import one_meeting_more
from nastavnik.programmes.members import as_member
from nastavnik.programmes.models import DEFAULT_MINUTES, NEEDS_SERVICE, Channel, Meeting, MeetingState, Programme
from nastavnik.programmes.states import MEETING
from nastavnik.surveys.actions import mark_late


@transaction.atomic
def record_meeting(
    programme: Programme,
    *,
    by: User,
    on: date,
    topic: str,
    minutes: int = DEFAULT_MINUTES,
    channel: str = Channel.IN_PERSON,
    service: MeetingService | None = None,
    place: str = "",
    result: str = "",
    meeting: Meeting | None = None,
    as_help: bool = False,
) -> Meeting:
    """A meeting that took place; `meeting` is the planned one, when it was planned.

    One over the four of the short form is refused: it is help in passing (`as_help`), or the form is changed first
    (3.3.1, edge case 51). It waits to be confirmed by the other side. Surveys «до» that were not in by its day
    become late (M2).
    """
    locked(programme)
    as_member(programme, by)
    if not programme.is_under_way:
        raise Refused(
            _("Встречи записываются, когда программа реализуется. Сейчас состояние — «%(state)s».")
            % {"state": programme.get_state_display()}
        )
    check_past_day(programme, on, field="on")
    check_minutes(minutes)
    check_where(channel, service, place)
    if not as_help:
        refuse(one_meeting_more(programme, on), field="as_help")
    facts: dict[str, Any] = {
        "on": on,
        "minutes": minutes,
        "is_help": as_help,
        "channel": channel,
        "service": service if channel in NEEDS_SERVICE else None,
        "place": " ".join(place.split())[:300],
        "topic": one_line(topic),
        "result": result.strip()[:1000],
        "recorded_by": by,
        "recorded_at": clock.now(),
        "changed_at": clock.now(),
    }
    if meeting is None:
        meeting = Meeting.objects.create(
            organisation_id=programme.organisation_id, programme=programme, state=MeetingState.HELD, **facts
        )
        journal.record("meeting_recorded", meeting, by=by, on=on)
    else:
        facts["sequence"] = meeting.sequence + 1
        MEETING.advance(meeting, "record", by=by, fields=facts, on=on)
    for first, keys in _first_meetings(programme).items():
        mark_late(keys, since=first, by=by)
    return meeting


def _first_meetings(programme: Programme) -> dict[date, list[UUID]]:
    """Day → members whose first meeting it was: who joined later has a first meeting of their own (edge case 56)."""
    days = sorted(programme.meetings.filter(state=MeetingState.HELD).values_list("on", flat=True))
    found: dict[date, list[UUID]] = {}
    for member in programme.members:
        first = next((day for day in days if member.joined_on is None or day >= member.joined_on), None)
        if first is not None:
            found.setdefault(first, []).append(member.pk)
    return found


@transaction.atomic
def mark_not_held(meeting: Meeting, *, by: User, note: str) -> Meeting:
    """A planned meeting has not taken place, and in a word why."""
    locked(meeting.programme)
    if meeting.on > clock.today():
        raise Refused(_("День этой встречи ещё не наступил."))
    MEETING.advance(meeting, "miss", by=by, fields=ended_fields(meeting, note), on=meeting.on)
    return meeting


@transaction.atomic
def confirm_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """The other side says that the meeting took place: until then it «ждёт подтверждения», then it is disputed."""
    programme = locked(meeting.programme)
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_related("recorded_by"))
    member = as_member(programme, by)
    if meeting.state != MeetingState.HELD:
        raise Refused(_("Подтвердить можно только состоявшуюся встречу."))
    if meeting.confirmed_on is not None:
        return meeting
    if not waits_for(meeting, programme, member.role):
        raise Refused(_("Встречу подтверждает другая сторона: тот, кто её не записывал."))
    meeting.confirmed_by, meeting.confirmed_on = by, clock.today()
    meeting.save(update_fields=["confirmed_by", "confirmed_on"])
    journal.record("meeting_confirmed", meeting, by=by)
    return meeting


def waits_for(meeting: Meeting, programme: Programme, role: str) -> bool:
    """Whether a held meeting waits for the word of this side: the one whose member has not recorded it."""
    if meeting.state != MeetingState.HELD or meeting.confirmed_on is not None:
        return False
    own = {member.person.user_id for member in programme.members if member.role == role}
    return meeting.recorded_by_id not in own
