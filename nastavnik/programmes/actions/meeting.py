"""Meetings: planned beforehand or recorded afterwards, confirmed by the other side (D17, edge case 66)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.programmes.actions.locking import check_past_day, check_within_term, locked, new_text
from nastavnik.programmes.members import as_member
from nastavnik.programmes.models import Channel, Meeting, MeetingState, Programme, ProgrammeState
from nastavnik.programmes.states import MEETING
from nastavnik.surveys.actions import mark_late


@transaction.atomic
def plan_meeting(programme: Programme, *, by: User, on: date, topic: str, channel: str = Channel.IN_PERSON) -> Meeting:
    """A meeting to come. While the programme is being written it is a part of the text (D12, section 6)."""
    locked(programme)
    if not (programme.is_writable or programme.state == ProgrammeState.RUNNING):
        raise Refused(
            _("Назначить встречу сейчас нельзя: состояние программы — «%(state)s».")
            % {"state": programme.get_state_display()}
        )
    if on < clock.today():
        raise Refused(_("Этот день уже прошёл: запишите состоявшуюся встречу."), field="on")
    check_within_term(programme, on, field="on")
    meeting = Meeting.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        on=on,
        channel=channel,
        topic=_topic(topic),
        recorded_by=by,
    )
    facts: dict[str, Any] = {"meeting": meeting.pk, "on": on}
    if programme.is_writable:
        new_text(programme)
        facts |= {"parts": ["meetings"], "version": programme.version}
    journal.record("meeting_planned", programme, by=by, **facts)
    return meeting


@transaction.atomic
def remove_meeting(meeting: Meeting, *, by: User) -> Programme:
    """Take a planned meeting out of a programme that is being written."""
    programme = locked(meeting.programme)
    if not programme.is_writable or meeting.state != MeetingState.PLANNED:
        raise Refused(_("Убрать можно только встречу из программы, которая ещё составляется."))
    key = meeting.pk
    meeting.delete()
    new_text(programme)
    journal.record("meeting_removed", programme, by=by, meeting=key, parts=["meetings"], version=programme.version)
    return programme


@transaction.atomic
def record_meeting(
    programme: Programme,
    *,
    by: User,
    on: date,
    topic: str,
    minutes: int = 40,
    channel: str = Channel.IN_PERSON,
    result: str = "",
    meeting: Meeting | None = None,
) -> Meeting:
    """A meeting that took place; `meeting` is the planned one, when it was planned.

    It waits to be confirmed by the other side. Surveys «до» that were not in by its day become late (M2).
    """
    locked(programme)
    as_member(programme, by)
    if not programme.is_under_way:
        raise Refused(
            _("Встречи записываются, когда программа реализуется. Сейчас состояние — «%(state)s».")
            % {"state": programme.get_state_display()}
        )
    check_past_day(programme, on, field="on")
    if not 1 <= minutes <= 480:
        raise Refused(_("Укажите длительность от 1 до 480 минут."), field="minutes")
    facts = {
        "on": on,
        "minutes": minutes,
        "channel": channel,
        "topic": _topic(topic),
        "result": result.strip()[:1000],
        "recorded_by": by,
        "recorded_at": clock.now(),
    }
    if meeting is None:
        meeting = Meeting.objects.create(
            organisation_id=programme.organisation_id, programme=programme, state=MeetingState.HELD, **facts
        )
        journal.record("meeting_recorded", meeting, by=by, on=on)
    else:
        MEETING.advance(meeting, "record", by=by, fields=facts, on=on)
    first = programme.meetings.filter(state=MeetingState.HELD).aggregate(first=Min("on"))["first"]
    mark_late([member.pk for member in programme.members], since=first, by=by)
    return meeting


@transaction.atomic
def mark_not_held(meeting: Meeting, *, by: User) -> Meeting:
    """A planned meeting has not taken place."""
    locked(meeting.programme)
    if meeting.on > clock.today():
        raise Refused(_("День этой встречи ещё не наступил."))
    MEETING.advance(meeting, "miss", by=by)
    return meeting


@transaction.atomic
def confirm_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """The other side says that the meeting took place: until then it «ждёт подтверждения»."""
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


def _topic(topic: str) -> str:
    topic = " ".join(topic.split())
    if not topic:
        raise Refused(_("Напишите, о чём встреча."), field="topic")
    return topic[:300]
