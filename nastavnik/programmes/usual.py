"""How a pair usually meets: what a form of a meeting is filled in with beforehand."""

from typing import Any

from nastavnik.kit import clock
from nastavnik.organisations.models import MeetingService
from nastavnik.programmes.models import DEFAULT_MINUTES, Channel, MeetingState, Programme
from nastavnik.programmes.phases import span_on
from nastavnik.regulation.models import Form


def usual_meeting(programme: Programme) -> dict[str, Any]:
    """As last time within the phase of today; at first by the form of the phase: a virtual one meets by video (3.3.5).

    The service is the only allowed one, where there is just one.
    """
    span = span_on(programme, clock.today())
    last = (
        programme.meetings.filter(state__in=(MeetingState.HELD, MeetingState.PLANNED), is_help=False)
        .filter(on__range=(span.since, span.until))
        .order_by("-on", "-id")
        .select_related("service")
        .first()
    )
    if last is not None:
        service = last.service if last.service and last.service.is_allowed else None
        usual = {"channel": last.channel, "service": service, "place": last.place}
        return {**usual, "minutes": last.minutes or DEFAULT_MINUTES}
    channel = Channel.VIDEO if Form.VIRTUAL in span.forms else Channel.IN_PERSON
    allowed = list(MeetingService.objects.of(programme.organisation).filter(is_allowed=True)[:2])
    service = allowed[0] if channel == Channel.VIDEO and len(allowed) == 1 else None
    return {"channel": channel, "service": service, "place": "", "minutes": DEFAULT_MINUTES}
