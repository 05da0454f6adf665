"""What the page of a programme says of changes, pauses and ends: gathered once (8.1, 8.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.ui.words import day as in_words
from nastavnik.pairs.models import ChangeState, RelationMember
from nastavnik.programmes.actions.changing import CHANGEABLE, who_declined
from nastavnik.programmes.actions.leaving import ended_by_curator, goes_on_without
from nastavnik.programmes.actions.pausing import PAUSABLE
from nastavnik.programmes.members import member_of
from nastavnik.programmes.models import (
    STANDING_CHANGES,
    Alteration,
    EndComment,
    EndWish,
    Pause,
    PauseState,
    Programme,
    ProgrammeChange,
    ProposalState,
    WishState,
)
from nastavnik.programmes.rests import pause_on
from nastavnik.regulation.queries import form_names

PREFETCHED = (
    "changes__agreements__member__person",
    "changes__leaving__person",
    "changes__joining",
    "changes__order_change",
    "pauses__consents",
    "wishes__member__person",
    "wishes__order_change",
)


@dataclass(frozen=True)
class ChangeRow:
    """A change with what it says, and what its reader may do with it."""

    change: ProgrammeChange
    lines: list[str]
    waiting: int = 0
    my_answer: bool | None = None
    may_answer: bool = False
    may_drop: bool = False
    may_settle: bool = False
    may_repeat: bool = False
    splits: RelationMember | None = None
    note: str = ""


@dataclass(frozen=True)
class PauseRow:
    pause: Pause
    title: str
    may_answer: bool = False
    may_drop: bool = False
    to_register: list[RelationMember] = field(default_factory=list)
    waiting: int = 0


@dataclass(frozen=True)
class WishRow:
    """Somebody else's wish only those who decide see; one's own, its author."""

    wish: EndWish
    is_own: bool
    leaves: bool
    may_decide: bool


@dataclass(frozen=True)
class ChangingPart:
    resting: Pause | None = None
    to_rest: list[PauseRow] = field(default_factory=list)
    asked_pause: PauseRow | None = None
    standing: list[ChangeRow] = field(default_factory=list)
    declined: ChangeRow | None = None
    settled: list[ChangeRow] = field(default_factory=list)
    wishes: list[WishRow] = field(default_factory=list)
    end_words: str = ""
    comments: list[EndComment] = field(default_factory=list)
    gone: list[RelationMember] = field(default_factory=list)
    may: dict[str, bool] = field(default_factory=dict)


def changing_part(programme: Programme, reader: User) -> ChangingPart:
    """A fixed number of queries, however many changes there have been."""
    prefetch_related_objects([programme], *PREFETCHED)
    me = member_of(programme, reader)
    leads = reader.has_perm("programmes.propose_pause", programme)
    changes = _changes(programme)
    names = form_names(programme.organisation) if any(one.kind == Alteration.FORM for one in changes) else {}
    rows = [_change_row(change, names, me, reader, leads) for change in changes]
    pauses = list(programme.pauses.all())
    today = clock.today()
    resting = pause_on(programme, today)
    words = ended_by_curator(programme)
    has_wish = any(_is_open(wish) and me is not None and wish.member_id == me.pk for wish in programme.wishes.all())
    comments = list(programme.end_comments.select_related("member__person")) if words else []
    return ChangingPart(
        resting=resting,
        to_rest=[_pause_row(one, programme, me, leads) for one in pauses if _is_ahead(one, today)],
        asked_pause=next(
            (_pause_row(one, programme, me, leads) for one in pauses if one.state == PauseState.ASKED), None
        ),
        standing=[row for row in rows if row.change.state in STANDING_CHANGES],
        declined=rows[0] if rows and rows[0].change.state == ProposalState.DECLINED else None,
        settled=[row for row in rows if row.change.state == ProposalState.IN_FORCE],
        wishes=_wishes(programme, me, reader),
        end_words=words,
        comments=comments,
        gone=_gone(programme, today) if leads and not programme.has_ended else [],
        may={
            "propose": programme.state in CHANGEABLE and (leads or me is not None),
            "pause": leads and programme.state in PAUSABLE,
            "resume": resting is not None and (leads or me is not None),
            "ask_end": me is not None and programme.state in CHANGEABLE and not has_wish,
            "comment": bool(words) and reader.has_perm("programmes.comment_end", programme),
        },
    )


def asked_change(programme: Programme, me: RelationMember | None) -> ProgrammeChange | None:
    """The change that waits for this member's word."""
    if me is None:
        return None
    for change in programme.changes.all():
        if change.state == ProposalState.OPEN and me.pk not in _answers(change):
            return change
    return None


def lines_of(change: ProgrammeChange, names: Mapping[str, str]) -> list[str]:
    """What will be other, a sentence for each thing; `names` are those of form_names."""
    match change.kind:
        case Alteration.EXTEND:
            return [_("Программа продлится по %s.") % _day(change.until)]
        case Alteration.FORM:
            words = ", ".join(names.get(code, _("форма, которой уже нет")) for code in change.forms)
            return [_("С %(day)s форма: %(forms)s.") % {"day": _day(change.on), "forms": words}]
        case Alteration.MEMBERS if change.leaving is not None:
            who = change.leaving.person.short_name
            return [_("С %(day)s выбывает: %(who)s") % {"day": _day(change.on), "who": who}]
        case Alteration.MEMBERS if change.joining is not None:
            return [_("С %(day)s входит: %(who)s") % {"day": _day(change.on), "who": change.joining.short_name}]
        case _:
            titles = {str(item.pk): item.title for item in change.programme.items.all()}
            return [_step(step, titles) for step in change.content]


def _step(step: dict[str, Any], titles: dict[str, str]) -> str:
    title = step.get("title") or titles.get(step.get("item", ""), _("мероприятие"))
    match step["act"]:
        case "add":
            words = _("Добавить «%(title)s», срок — %(day)s.")
        case "move":
            words = _("Перенести «%(title)s» на %(day)s.")
        case _:
            return _("Отменить «%(title)s».") % {"title": title}
    return words % {"title": title, "day": in_words(date.fromisoformat(step["due_on"]))}


def _changes(programme: Programme) -> list[ProgrammeChange]:
    """Latest first, each with this very programme, whose members are read."""
    changes = list(programme.changes.all())
    for change in changes:
        change.programme = programme
    return changes


def _answers(change: ProgrammeChange) -> dict[Any, bool]:
    return {one.member_id: one.agrees for one in change.agreements.all()}


def _change_row(
    change: ProgrammeChange, names: Mapping[str, str], me: RelationMember | None, reader: User, leads: bool
) -> ChangeRow:
    programme, answers, state = change.programme, _answers(change), change.state
    order = change.order_change
    waits_for_order = order is not None and order.state == ChangeState.PREPARED
    is_last_no = state == ProposalState.DECLINED and programme.state in CHANGEABLE
    return ChangeRow(
        change,
        lines_of(change, names),
        waiting=sum(member.pk not in answers for member in programme.members),
        my_answer=answers.get(me.pk) if me is not None else None,
        may_answer=me is not None and state == ProposalState.OPEN and me.pk not in answers,
        may_drop=state in STANDING_CHANGES and not waits_for_order and (leads or change.proposed_by_id == reader.pk),
        may_settle=leads and state == ProposalState.AGREED and not waits_for_order,
        may_repeat=is_last_no and (leads or me is not None),
        splits=who_declined(change) if is_last_no and leads and me is None else None,
        note=_order_words(change, waits_for_order),
    )


def _order_words(change: ProgrammeChange, waits_for_order: bool) -> str:
    order = change.order_change
    if change.state == ProposalState.AGREED:
        if waits_for_order:
            return _("Все согласны. Вступит в силу с приказом.")
        return _("Все согласны. Приказ ещё не готовится: решает куратор.")
    if change.state == ProposalState.IN_FORCE and order is not None:
        undone = order.state == ChangeState.UNDONE
        return _("Приказ отменён: действует прежнее.") if undone else order.ground
    return ""


def _pause_row(pause: Pause, programme: Programme, me: RelationMember | None, leads: bool) -> PauseRow:
    given = {one.member_id for one in pause.consents.all()}
    waiting = [member for member in programme.members if member.pk not in given]
    is_asked = pause.state == PauseState.ASKED
    days = {"since": in_words(pause.since), "until": in_words(pause.until) if pause.until else ""}
    title = _("с %(since)s по %(until)s") if pause.until else _("с %(since)s, до отметки о продолжении")
    return PauseRow(
        pause,
        title % days,
        may_answer=is_asked and me in waiting,
        may_drop=leads and (is_asked or pause.since > clock.today()),
        to_register=[one for one in waiting if one != me] if is_asked and leads else [],
        waiting=len(waiting),
    )


def _is_ahead(pause: Pause, today: date) -> bool:
    return pause.state == PauseState.AGREED and pause.since > today


def _is_open(wish: EndWish) -> bool:
    return wish.state in (WishState.ASKED, WishState.ACCEPTED)


def _wishes(programme: Programme, me: RelationMember | None, reader: User) -> list[WishRow]:
    decides = reader.has_perm("programmes.accept_wish", programme)
    found = []
    for wish in programme.wishes.all():
        is_own = me is not None and wish.member_id == me.pk
        if not _is_open(wish) or not (is_own or decides):
            continue
        order = wish.order_change
        is_free = order is None or order.state in (ChangeState.DROPPED, ChangeState.UNDONE)
        found.append(WishRow(wish, is_own, goes_on_without(programme, wish.member), decides and is_free))
    return found


def _gone(programme: Programme, today: date) -> list[RelationMember]:
    """Members who work here no more: the curator decides what becomes of the programme (edge case 10)."""
    prefetch_related_objects([programme.relation], "members__person__employments")
    return [member for member in programme.members if not member.person.is_here_on(today)]


def _day(value: date | None) -> str:
    return in_words(value) if value else ""
