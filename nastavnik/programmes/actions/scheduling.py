"""Several meetings at once: a form of mentoring may want them named beforehand, each with its goal (3.3.1, 3.3.4)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.calendar import working_calendar
from nastavnik.programmes.actions.meeting import plan_meeting
from nastavnik.programmes.models import Meeting, Programme

MOST = 40
"""Of one schedule: a meeting a week for the length of a school year."""


@transaction.atomic
def plan_schedule(
    programme: Programme, *, by: User, first: date, weeks: int, topics: Sequence[str], **where: Any
) -> list[Meeting]:
    """A meeting for each topic, `weeks` apart from `first` on; a day off gives way to the next working day.

    `where` as of plan_meeting: channel, service, place, minutes. All are planned or none.
    """
    wanted = [topic for topic in (" ".join(line.split()) for line in topics) if topic]
    if not wanted:
        raise Refused(_("Напишите темы встреч, каждую с новой строки."), field="topics")
    if len(wanted) > MOST:
        raise Refused(_("За один раз можно назначить не больше %(most)s встреч.") % {"most": MOST}, field="topics")
    calendar = working_calendar(programme.organisation)
    days = [first + timedelta(weeks=weeks * number) for number in range(len(wanted))]
    days = [day if calendar.is_working(day) else calendar.add(day, 1) for day in days]
    if days[-1] > programme.until:
        raise Refused(
            _("Последняя встреча пришлась бы на %(day)s, а программа идёт до %(until)s: начните раньше или чаще.")
            % {"day": f"{days[-1]:%d.%m.%Y}", "until": f"{programme.until:%d.%m.%Y}"},
            field="first",
        )
    try:
        return [
            plan_meeting(programme, by=by, on=day, topic=topic, **where)
            for day, topic in zip(days, wanted, strict=True)
        ]
    except Refused as refusal:
        raise Refused(refusal.sentence, field="first" if refusal.field == "on" else refusal.field) from refusal
