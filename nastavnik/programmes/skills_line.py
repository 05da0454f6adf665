"""How somebody's skills have grown, over all their programmes: for their own eyes (2.2/1, 2.2/7, 2.2/8)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.kit.ui.words import months
from nastavnik.pairs.models import MemberRole
from nastavnik.people.models import Person
from nastavnik.programmes.competences import step_of
from nastavnik.programmes.models import Checkpoint, Competence, Programme
from nastavnik.programmes.skills_pages import independence_step


@dataclass(frozen=True)
class Word:
    """What was said of what; `step` is how far along its words it stands, in per cent: the length of its bar."""

    about: str
    level: str
    step: int


@dataclass
class Stop:
    """What was said on one occasion, by both sides; `on` is the day of its first word."""

    on: date
    title: str
    programme: Programme
    mentee: list[Word] = field(default_factory=list)
    mentor: list[Word] = field(default_factory=list)


def skills_line(person: Person) -> list[Stop]:
    """Checkpoints and maps from the first to the latest (two queries)."""
    about: dict[str, Any] = {"member__person": person}
    stops: dict[tuple, Stop] = {}
    for point in Checkpoint.objects.filter(**about).select_related("programme"):
        title = _("Контрольная точка: %(months)s") % {"months": months(point.month)}
        stop = stops.setdefault((point.programme_id, point.month), Stop(point.on, title, point.programme))
        word = Word("", str(point.get_level_display()), independence_step(point.level))
        _side(stop, point.side).append(word)
    for said in Competence.objects.filter(**about).select_related("programme", "topic").order_by("on", "topic__sort"):
        title = _("Карта умений, %(moment)s") % {"moment": said.get_moment_display()}
        stop = stops.setdefault((said.programme_id, said.moment), Stop(said.on, title, said.programme))
        word = Word(said.topic.name, str(said.get_level_display()), step_of(said.level))
        _side(stop, said.side).append(word)
    return sorted(stops.values(), key=lambda stop: stop.on)


def _side(stop: Stop, side: str) -> list[Word]:
    return stop.mentee if side == MemberRole.MENTEE else stop.mentor
