"""Meetings to come: planned, moved, called off; while the programme is written they are a part of its text (D12)."""

from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Outdated, Refused, refuse
from nastavnik.organisations.models import MeetingService
from nastavnik.programmes.actions.locking import check_within_term, locked, new_text
from nastavnik.programmes.hours import clashes_of
from nastavnik.programmes.models import (
    DEFAULT_MINUTES,
    NEEDS_SERVICE,
    Channel,
    Meeting,
    MeetingState,
    Programme,
    ProgrammeState,
)
from nastavnik.programmes.states import MEETING, why_paused


@transaction.atomic
def plan_meeting(
    programme: Programme,
    *,
    by: User,
    on: date,
    topic: str,
    channel: str = Channel.IN_PERSON,
    starts_at: time | None = None,
    minutes: int = DEFAULT_MINUTES,
    service: MeetingService | None = None,
    place: str = "",
) -> Meeting:
    """A meeting to come. While the programme is being written it is a part of the text (D12, section 6).

    Hours with children are no obstacle: what the meeting clashes with is kept as a note (1.5).
    """
    locked(programme)
    _check_open(programme)
    _check_day(programme, on)
    meeting = Meeting(
        organisation_id=programme.organisation_id,
        programme=programme,
        topic=one_line(topic),
        recorded_by=by,
        changed_at=clock.now(),
        **_told(programme, on, starts_at, channel, minutes, service, place),
    )
    meeting.save(force_insert=True)
    _record("meeting_planned", programme, by, meeting=meeting.pk, on=on)
    return meeting


@transaction.atomic
def move_meeting(
    meeting: Meeting,
    *,
    by: User,
    on: date,
    starts_at: time | None = None,
    channel: str = Channel.IN_PERSON,
    minutes: int = DEFAULT_MINUTES,
    service: MeetingService | None = None,
    place: str = "",
    seen: int | None = None,
) -> Meeting:
    """Another day, hour or place. The other side sees who has moved it and from which day.

    `seen` is the `sequence` that the mover has read: raises Outdated when somebody has moved it meanwhile.
    """
    programme = locked(meeting.programme)
    meeting.refresh_from_db()
    meeting.programme = programme
    if meeting.state != MeetingState.PLANNED:
        raise Refused(_("Перенести можно только назначенную встречу, а эта %(state)s.") % {"state": _state(meeting)})
    if seen is not None and seen != meeting.sequence:
        raise Outdated(_("Пока вы выбирали день, встречу уже перенесли. Посмотрите, когда она теперь."))
    _check_open(programme)
    _check_day(programme, on)
    told = _told(programme, on, starts_at, channel, minutes, service, place)
    changed = [name for name, value in told.items() if getattr(meeting, name) != value]
    if not set(changed) - {"clash_note"}:
        return meeting
    was = meeting.on
    for name, value in told.items():
        setattr(meeting, name, value)
    if {"on", "starts_at"} & set(changed):
        meeting.moved_from, meeting.moved_by, meeting.moved_at = was, by, clock.now()
    meeting.sequence += 1
    meeting.changed_at = clock.now()
    meeting.save()
    facts = [name for name in changed if name != "clash_note"]
    _record("meeting_moved", programme, by, meeting=meeting.pk, was=was, on=on, changed=facts)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, note: str) -> Meeting:
    """Call a meeting off before its day has passed; calendars show it as cancelled."""
    programme = locked(meeting.programme)
    if meeting.on < clock.today():
        raise Refused(_("День этой встречи прошёл: отметьте, что она не состоялась, или запишите её."))
    if not programme.is_under_way:
        raise Refused(_("Отменить встречу можно, когда программа реализуется; пока она составляется — уберите её."))
    MEETING.advance(meeting, "cancel", by=by, fields=ended_fields(meeting, note), on=meeting.on)
    return meeting


@transaction.atomic
def remove_meeting(meeting: Meeting, *, by: User) -> Programme:
    """Take a planned meeting out of a programme that is being written."""
    programme = locked(meeting.programme)
    if not programme.is_writable or meeting.state != MeetingState.PLANNED:
        raise Refused(_("Убрать можно только встречу из программы, которая ещё составляется."))
    key = meeting.pk
    meeting.delete()
    _record("meeting_removed", programme, by, meeting=key)
    return programme


def check_where(channel: str, service: MeetingService | None, place: str) -> None:
    """A meeting at a distance names where people meet: a service or a link (3.3.5)."""
    if channel in NEEDS_SERVICE and service is None and not place.strip():
        raise Refused(
            _("Для встречи на расстоянии укажите сервис или ссылку, по которой вы встретитесь."), field="place"
        )


def check_minutes(minutes: int) -> None:
    """Raise Refused for a length that no meeting has."""
    if not 1 <= minutes <= 480:
        raise Refused(_("Укажите длительность от 1 до 480 минут."), field="minutes")


def one_line(topic: str) -> str:
    """The topic in one line; it is never left empty."""
    topic = " ".join(topic.split())
    if not topic:
        raise Refused(_("Напишите, о чём встреча."), field="topic")
    return topic[:300]


def ended_fields(meeting: Meeting, note: str) -> dict[str, Any]:
    """What a meeting that will not be (or was not) held keeps: a word why, and a new number for calendars."""
    note = " ".join(note.split())
    if not note:
        raise Refused(_("Напишите в двух словах, почему."), field="note")
    return {"miss_note": note[:200], "sequence": meeting.sequence + 1, "changed_at": clock.now()}


def _told(programme, on, starts_at, channel, minutes, service, place) -> dict[str, Any]:
    """The checked facts of a meeting to come, and what it clashes with."""
    check_minutes(minutes)
    check_where(channel, service, place)
    return {
        "on": on,
        "starts_at": starts_at,
        "channel": channel,
        "minutes": minutes,
        "service": service if channel in NEEDS_SERVICE else None,
        "place": " ".join(place.split())[:300],
        "clash_note": "; ".join(clashes_of(programme, on, starts_at, minutes))[:500],
    }


def _check_open(programme: Programme) -> None:
    if not (programme.is_writable or programme.state == ProgrammeState.RUNNING):
        raise Refused(
            _("Назначить встречу сейчас нельзя: состояние программы — «%(state)s».")
            % {"state": programme.get_state_display()}
        )


def _check_day(programme: Programme, on: date) -> None:
    if on < clock.today():
        raise Refused(_("Этот день уже прошёл: запишите состоявшуюся встречу."), field="on")
    check_within_term(programme, on, field="on")
    refuse(why_paused(programme, on), field="on")


def _record(event: str, programme: Programme, by: User, **facts: Any) -> None:
    if programme.is_writable:
        new_text(programme)
        facts |= {"parts": ["meetings"], "version": programme.version}
    journal.record(event, programme, by=by, **facts)


def _state(meeting: Meeting) -> str:
    return str(meeting.get_state_display())
