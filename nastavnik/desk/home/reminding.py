"""Reminders among the lines of a first page: of one matter there is one line, and what is new makes it come first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.desk.home.todo import Deed
from nastavnik.kit.ui.words import day as in_words
from nastavnik.organisations.models import Organisation
from nastavnik.reminders.queries import Line, own_reminders

SEVERAL = 3
"""More reminders of one kind than this are one line that leads to all of them."""


def with_reminders(
    lines: Sequence[Any], organisation: Organisation, reader: User, *, told: Iterable[str] = ()
) -> list[Any]:
    """The lines of a first page with what the reader is reminded of.

    A line that says it already comes first, with the day since which it has been said; the others follow as lines of
    their own. `told` names what the page says elsewhere (addresses, «silence»).
    """
    own, elsewhere = own_reminders(organisation, reader).now, set(told)
    if not own:
        return list(lines)
    reminded = {line.words.repeats or line.button_url: line for line in reversed(own)}
    urgent = [_raised(line, reminded[line.button_url]) for line in lines if line.button_url in reminded]
    known = elsewhere | {line.button_url for line in lines}
    new = [line for line in own if line.button_url not in known and line.words.repeats not in known]
    return [*urgent, *_grouped(new, organisation), *(line for line in lines if line.button_url not in reminded)]


def told_of(mine: Mapping[str, Any] | None) -> set[str]:
    """What one's own part of the page says already."""
    if mine is None:
        return set()
    told = {"silence" for one in mine["together"] if one.silence and one.may_record}
    slug = mine["person"].organisation.slug
    told |= {reverse("surveys:invitation-detail", args=[slug, row.pk]) for row in mine["invitations"]}
    return told


def _raised(line: Any, reminder: Line) -> Any:
    said = _("Напоминание от %(day)s.") % {"day": in_words(reminder.reminder.said_on)}
    reason = line.reason if line.reason[-1:] in ("", ".", "!", "?", "…") else f"{line.reason}."
    return replace(line, reason=f"{reason} {said}".strip(), due=line.due or reminder.due)


def _grouped(own: Sequence[Line], organisation: Organisation) -> list[Deed]:
    by_kind: dict[str, list[Line]] = defaultdict(list)
    for line in own:
        by_kind[line.kind.code].append(line)
    found = []
    for lines in by_kind.values():
        if len(lines) <= SEVERAL:
            found += [Deed(one.title, one.reason, one.button, one.button_url, one.clause, one.due) for one in lines]
            continue
        title = _("%(what)s: %(count)s") % {"what": lines[0].kind.label, "count": len(lines)}
        url = reverse("reminders:reminder-list", args=[organisation.slug])
        reason = _("Каждое — на странице напоминаний.")
        due = min((line.due for line in lines if line.due), default=None)
        found.append(Deed(title, reason, _("К напоминаниям"), url, lines[0].clause, due))
    return found
