"""Hours with children: how they are typed, and what a meeting to come would clash with (1.5)."""

import re
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.people.models import Person
from nastavnik.programmes.models import Programme, WorkingHours

Stretch = tuple[time, time]

_STRETCH = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$")


def clashes_of(programme: Programme, on: date, starts_at: time | None, minutes: int) -> list[str]:
    """What the members do at that hour: work with children, or a long leave. A warning, never an obstacle (1.5).

    Three queries. Without an hour only a leave can be known.
    """
    people = [member.person for member in programme.members]
    prefetch_related_objects(people, "employments")
    found = [
        _("%(who)s: в длительном отпуске") % {"who": person.short_name}
        for person in people
        if any(job.on_leave for job in person.employments_on(on))
    ]
    if starts_at is None:
        return found
    begins = datetime.combine(on, starts_at)
    ends = min(begins + timedelta(minutes=minutes), datetime.combine(on, time.max))
    names = {person.pk: person.short_name for person in people}
    hours = WorkingHours.objects.filter(person__in=people, weekday=on.weekday())
    return found + [
        _("%(who)s: работа с детьми %(hours)s") % {"who": names[stretch.person_id], "hours": stretch}
        for stretch in hours
        if stretch.touches(starts_at, ends.time())
    ]


def hours_of(person: Person) -> dict[int, str]:
    """What stands in the schedule, by weekday, as it would be typed."""
    found: dict[int, list[str]] = {}
    for stretch in person.hours.all():
        found.setdefault(stretch.weekday, []).append(str(stretch))
    return {weekday: ", ".join(stretches) for weekday, stretches in found.items()}


def read_hours(text: str) -> list[Stretch]:
    """«8–12, 15:30–17» as stretches in order; raises Refused with a sentence that says what is wrong."""
    stretches = sorted(_read(part.strip()) for part in re.split(r"[,;]", text) if part.strip())
    for (_since, until), (since, _until) in pairwise(stretches):
        if since < until:
            raise Refused(
                _("Часы накладываются: один промежуток кончается в %(until)s, а другой начинается в %(since)s.")
                % {"until": f"{until:%H:%M}", "since": f"{since:%H:%M}"}
            )
    return stretches


def _read(part: str) -> Stretch:
    found = _STRETCH.match(part)
    if found is None:
        raise Refused(_("Не понять «%(text)s». Напишите так: 8:00–12:00, 15:30–17:00.") % {"text": part[:40]})
    numbers = [int(number or 0) for number in found.groups()]
    try:
        since, until = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    except ValueError:
        raise Refused(_("Такого времени нет: «%(text)s».") % {"text": part[:40]}) from None
    if until <= since:
        raise Refused(_("«%(text)s»: конец раньше начала.") % {"text": part[:40]})
    return since, until
