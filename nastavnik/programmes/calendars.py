"""Meetings as calendar files (RFC 5545): one of them, or all of a person behind a private address (1.4/5).

A calendar is read by programmes and services of other makers, often abroad (152-ФЗ ст. 12, ст. 18 ч. 5): an event
says when, how long and at which place or in which service, and whom with by initials alone, without which a mentor
of three could not tell the meetings apart. No names, no topic, no result, no link that lets a stranger in: these are
behind the sign-in, where the event's own address leads.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import STATUS, Calendar, Event, Timezone

from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
from nastavnik.people.models import Person
from nastavnik.programmes.models import (
    DEFAULT_MINUTES,
    WRITABLE,
    Channel,
    Meeting,
    MeetingState,
    Programme,
)

LANGUAGE = "ru"  # whoever asks for the file, the meeting is in Russian
KEPT_DAYS = 30  # older meetings are in the journal of the programme
MAKER = "-//Nastavnik//Meetings//RU"
REFRESH = timedelta(hours=1)


@dataclass(frozen=True)
class CalendarFile:
    """The bytes, and what tells one state of them from another."""

    content: bytes
    changed_at: datetime

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.content).hexdigest()}"'


def meetings_of(person: Person, today: date) -> list[Meeting]:
    """What the person's calendar holds: meetings to come and of the last days, of programmes that they are in."""
    memberships = RelationMember.objects.staying(today).filter(person=person)
    return list(
        Meeting.objects.filter(
            programme__relation__in=memberships.values("relation"), on__gte=today - timedelta(days=KEPT_DAYS)
        )
        .select_related("service", "programme__relation")
        .prefetch_related("programme__relation__members__person")
        .order_by("on", "starts_at", "id")
    )


def calendar_file(
    organisation: Organisation, meetings: Iterable[Meeting], reader: Person | None, site: str, since: datetime
) -> CalendarFile:
    """The meetings as a calendar; `site` is the address of the installation, `since` when nothing has changed yet.

    The same meetings give the same bytes: what changes is what somebody has changed.
    """
    zone = ZoneInfo(organisation.time_zone)
    with translation.override(LANGUAGE):
        events = [_event(meeting, reader, organisation, site, zone) for meeting in meetings]
        name = _("Наставничество, встречи")
    calendar = Calendar.new(prodid=MAKER, name=name, method="PUBLISH", refresh_interval=REFRESH)
    del calendar["UID"]  # the library makes a new one each time: the same meetings would look changed
    calendar.add("X-PUBLISHED-TTL", "PT1H")  # programmes that do not know REFRESH-INTERVAL (RFC 7986)
    days = [meeting.on for meeting in meetings if meeting.starts_at]
    if days:
        first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
        calendar.add_component(Timezone.from_tzid(organisation.time_zone, first_date=first, last_date=last))
    for event in events:
        calendar.add_component(event)
    changes = [_changed_at(meeting) for meeting in meetings]
    return CalendarFile(calendar.to_ical(), max([since, *changes]))


def _event(meeting: Meeting, reader: Person | None, organisation: Organisation, site: str, zone: ZoneInfo) -> Event:
    programme, changed_at = meeting.programme, _changed_at(meeting).astimezone(UTC).replace(microsecond=0)
    event = Event.new(
        uid=str(meeting.pk),
        summary=_("Встреча с %(who)s") % {"who": whom} if (whom := _initials(programme, reader)) else _("Встреча"),
        sequence=meeting.sequence + _ended_with_programme(meeting),
        status=_status(meeting),
        stamp=changed_at,
        last_modified=changed_at,
        location=_location(meeting) or None,
        url=site + reverse("programmes:programme-detail", args=[organisation.slug, programme.pk]),
    )
    if meeting.starts_at is None:
        event.start, event.end = meeting.on, meeting.on + timedelta(days=1)
        event.add("TRANSP", "TRANSPARENT")  # a day without an hour keeps nobody busy
    else:
        begins = datetime.combine(meeting.on, meeting.starts_at, zone)
        event.start, event.end = begins, begins + timedelta(minutes=meeting.minutes or DEFAULT_MINUTES)
    return event


def _status(meeting: Meeting) -> STATUS:
    """Called off or not held is cancelled; what stands in a programme that is not agreed yet is tentative."""
    gone = (MeetingState.NOT_HELD, MeetingState.CANCELLED)
    if meeting.state in gone or _ended_with_programme(meeting):
        return STATUS.CANCELLED
    return STATUS.TENTATIVE if meeting.programme.state in WRITABLE else STATUS.CONFIRMED


def _ended_with_programme(meeting: Meeting) -> bool:
    """Still planned when its programme ended: nobody will hold it."""
    return meeting.state == MeetingState.PLANNED and meeting.programme.has_ended


def _changed_at(meeting: Meeting) -> datetime:
    ended_on = meeting.programme.ended_on
    if _ended_with_programme(meeting) and ended_on is not None:
        return max(meeting.changed_at, datetime.combine(ended_on, time.min, UTC))
    return meeting.changed_at


def _initials(programme: Programme, reader: Person | None) -> str:
    """«П. А. З.», of the other side; of everybody for a reader who is on no side."""
    members = programme.members
    own = next((member.role for member in members if reader is not None and member.person_id == reader.pk), None)
    return ", ".join(
        " ".join(f"{part[0]}." for part in (one.first_name, one.patronymic, one.surname) if part)
        for one in (member.person for member in members if member.role != own)
    )


def _location(meeting: Meeting) -> str:
    """The room, or the name of the service; never the link, which would let anybody in who reads the calendar."""
    if meeting.channel == Channel.IN_PERSON:
        return meeting.place
    return str(meeting.service or meeting.get_channel_display())
