"""How long a form of mentoring lasts: calendar months, both days included, the end of a short month (3.3.4)."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from nastavnik.kit.periods import add_months
from nastavnik.regulation.models import Form

SHORTEST_MONTHS = 3
LONGEST_MONTHS = 12


def full_months_end(since: date, months: int) -> date:
    """The last day of so many full months that begin on `since`.

    From 1 September three months end on 30 November. Where the month of the end is too short, its last day counts:
    from 30 November they end on 28 or 29 February (edge case 54).
    """
    later = add_months(since, months)
    return later if later.day < since.day else later - timedelta(days=1)


def shortest_until(since: date) -> date:
    """The first day on which a traditional work that began on `since` may end."""
    return full_months_end(since, SHORTEST_MONTHS)


def longest_until(since: date) -> date:
    """The last day on which it may end: the same day of the next year, included."""
    return add_months(since, LONGEST_MONTHS)


def too_long(form: str, since: date, until: date) -> str | None:
    """Why the term is too long for the form, with what can be done instead (3.3.4, G7); None: it is not."""
    last = longest_until(since)
    if form != Form.TRADITIONAL or until <= last:
        return None
    return _(
        "Традиционная форма длится не дольше года: по %(day)s (3.3.4). Можно продлить до этого дня, выбрать другую "
        "форму или завершить работу и закрепить пару новым приказом."
    ) % {"day": f"{last:%d.%m.%Y}"}


def too_short(form: str, since: date, until: date) -> str | None:
    """Why the term is too short for the form (3.3.4); None: it is not."""
    first = shortest_until(since)
    if form != Form.TRADITIONAL or until >= first:
        return None
    return _(
        "Традиционная форма длится не меньше трёх месяцев: не раньше чем по %(day)s (3.3.4). Продлите срок или "
        "выберите другую форму."
    ) % {"day": f"{first:%d.%m.%Y}"}
