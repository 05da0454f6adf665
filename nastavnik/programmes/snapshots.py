"""A programme as plain data, and what differs between two of them, in words (8.2, 6.1/2)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.programmes.models import Direction, ItemKind, ItemState, Meeting, MeetingState, PlanItem, Programme
from nastavnik.regulation.models import Form

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_TEXTS = ("request", "goal", "tasks", "expected_result")


@dataclass(frozen=True)
class Piece:
    """A run of words: `kind` is «same», «gone» or «new»."""

    kind: str
    text: str


@dataclass(frozen=True)
class Changed:
    """One thing that has changed; `mark` is «new», «gone» or «changed» for an activity or a meeting, "" for a text."""

    label: str
    pieces: list[Piece]
    mark: str = ""


def snapshot(programme: Programme) -> dict[str, Any]:
    """What is agreed and approved: texts, term, form, members, plan, meetings to come. Plain JSON."""
    relation = programme.relation
    items = programme.items.select_related("responsible__person", "structure").prefetch_related(
        "engagements__person", "engagements__consent"
    )
    planned = programme.meetings.filter(state=MeetingState.PLANNED)
    return {
        "form": relation.form,
        "members": [f"{member.get_role_display()} {member.person.short_name}" for member in programme.members],
        "directions": list(programme.directions),
        "since": programme.since.isoformat(),
        "until": programme.until.isoformat(),
        **{name: getattr(programme, name) for name in _TEXTS},
        "items": [_item(item) for item in items],
        "meetings": [_meeting(meeting) for meeting in planned],
    }


def differences(before: dict[str, Any], after: dict[str, Any], on: date | None = None) -> list[Changed]:
    """What differs, in the order of the programme's parts; empty when nothing does.

    on  the day of the later one: a meeting of an earlier day has been lived, it was not taken out of the plan
    """
    lived = on.isoformat() if on else ""
    ahead = [row for row in before.get("meetings", []) if row["on"] >= lived]
    return list(_differences(before | {"meetings": ahead}, after))


def word_pieces(before: str, after: str) -> list[Piece]:
    """The two texts as one, by words: what stayed, what is gone, what is new. Joined gone and same give `before`."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []
    for code, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if code == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [
            Piece(kind, text) for kind, text in (("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))) if text
        ]
    return pieces


def _differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Changed]:
    labels = {
        "form": _("форма"),
        "members": _("участники"),
        "directions": _("направления"),
        "since": _("начало"),
        "until": _("окончание"),
        "request": _("профессиональный запрос"),
        "goal": _("цель"),
        "tasks": _("задачи"),
        "expected_result": _("планируемый результат"),
    }
    for name, label in labels.items():
        old, new = _said(name, before.get(name)), _said(name, after.get(name))
        if old != new:
            yield Changed(label, word_pieces(old, new))
    yield from _rows(before.get("items", []), after.get("items", []), _("мероприятие"), _item_words)
    yield from _rows(before.get("meetings", []), after.get("meetings", []), _("встреча"), _meeting_words)


def _rows(before: list[dict], after: list[dict], label: str, words) -> Iterator[Changed]:
    """Rows are the same by their key; the order of the later version, what is gone last."""
    old = {row["id"]: row for row in before}
    new = {row["id"]: row for row in after}
    for key, row in new.items():
        if key not in old:
            yield Changed(label, [Piece("new", words(row))], "new")
        elif words(old[key]) != words(row):
            yield Changed(label, word_pieces(words(old[key]), words(row)), "changed")
    for key, row in old.items():
        if key not in new:
            yield Changed(label, [Piece("gone", words(row))], "gone")


def _item(item: PlanItem) -> dict[str, Any]:
    specialist = next((one for one in item.engagements.all() if one.is_responsible), None)
    who = specialist.person.short_name if specialist else ""
    return {
        "id": str(item.pk),
        "title": item.title,
        "kind": item.kind,
        "content": item.content,
        "method": item.method,
        "due_on": item.due_on.isoformat(),
        "responsible": who or (item.responsible.person.short_name if item.responsible else ""),
        "structure": item.structure.name if item.structure else "",
        "expected": item.expected,
        "cancelled": item.state == ItemState.CANCELLED,
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": str(meeting.pk),
        "on": meeting.on.isoformat(),
        "topic": meeting.topic,
        "channel": str(meeting.get_channel_display()),
    }


def _item_words(row: dict[str, Any]) -> str:
    """An activity in one sentence, the same for both versions: so only what has changed is marked."""
    facts = [
        row.get("title", ""),
        _label(ItemKind, row.get("kind", "")),
        row.get("content", ""),
        row.get("method", ""),
        _("срок %(day)s") % {"day": _day(row.get("due_on", ""))},
        _("отвечает %(who)s") % {"who": row.get("responsible") or _("оба")},
        _("вместе: %(who)s") % {"who": row["structure"]} if row.get("structure") else "",
        row.get("expected", ""),
        _("отменено по согласию") if row.get("cancelled") else "",
    ]
    return "; ".join(fact for fact in facts if fact)


def _meeting_words(row: dict[str, Any]) -> str:
    return f"{_day(row.get('on', ''))}, {row.get('channel', '')}: {row.get('topic', '')}"


def _said(name: str, value: Any) -> str:
    if name == "form":
        return _label(Form, value or "")
    if name == "directions":
        return ", ".join(_label(Direction, code) for code in value or [])
    if name == "members":
        return ", ".join(value or [])
    if name in ("since", "until"):
        return _day(value or "")
    return str(value or "")


def _label(choices: Any, code: str) -> str:
    return str(choices(code).label) if code in choices.values else code


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}" if iso else ""
