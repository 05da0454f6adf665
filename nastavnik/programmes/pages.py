"""What the page of a programme says: gathered once, so that the template only shows."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.pairs.models import MemberRole, RelationMember
from nastavnik.programmes.actions.recording import waits_for
from nastavnik.programmes.changing_part import ChangingPart, changing_part
from nastavnik.programmes.forms_part import FormsPart, forms_part
from nastavnik.programmes.growth_pages import GrowthCounts, growth_counts
from nastavnik.programmes.marks import Marks, answers_instead, marks_of
from nastavnik.programmes.members import member_of
from nastavnik.programmes.models import ItemState, Meeting, MeetingState, PlanItem, Programme, ProgrammeState
from nastavnik.programmes.parts import Part, parts_of
from nastavnik.programmes.phases import needs_no_plan
from nastavnik.programmes.queries import Wrote, who_wrote
from nastavnik.programmes.reading import read_programme
from nastavnik.programmes.turns import Turn, turn_of

LATEST_MEETINGS = 5
_ROAD = (
    (ProgrammeState.DRAFT, _("Составление")),
    (ProgrammeState.AGREEING, _("Согласие участников")),
    (ProgrammeState.REVIEW, _("Утверждение")),
    (ProgrammeState.APPROVED, _("Анкеты «до»")),
    (ProgrammeState.RUNNING, _("Реализация")),
    (ProgrammeState.CLOSING, _("Итоги, анкеты «после»")),
    (ProgrammeState.COMPLETED, _("Завершение")),
)


@dataclass
class ItemRow:
    """An item with what its reader may do with it; `consented` of `asked` members want to cancel it."""

    item: PlanItem
    may_change: bool = False
    may_mark: bool = False
    consented: list[str] = field(default_factory=list)
    mine_is_given: bool = False
    marks: Marks | None = None
    mine_is_marked: bool = False
    waits_for_me: bool = False  # the other side has marked it, mine confirms
    may_invite: bool = False
    helpers: list[str] = field(default_factory=list)


@dataclass
class MeetingRow:
    meeting: Meeting
    may_confirm: bool = False
    may_record: bool = False
    may_miss: bool = False
    may_move: bool = False
    may_cancel: bool = False
    may_remove: bool = False


@dataclass(frozen=True)
class AgreementRow:
    member: RelationMember
    agreed_at: Any


@dataclass(frozen=True)
class ProgrammePage:
    programme: Programme
    me: RelationMember | None
    turn: Turn
    parts: list[Part]
    forms: FormsPart
    plan: list[ItemRow]
    needs_no_plan: bool
    done: int
    total: int
    meetings: list[MeetingRow]
    held: int
    agreements: list[AgreementRow]
    wrote: list[Wrote]
    growth: GrowthCounts | None
    has_versions: bool
    road: list[dict]
    changing: ChangingPart
    may: dict[str, bool]


def page_of(programme: Programme, reader: User) -> ProgrammePage:
    """Everything that the page shows; the number of queries does not grow with items, meetings or members."""
    has_versions = read_programme(programme)
    me = member_of(programme, reader)
    plan = [_item_row(item, programme, me) for item in programme.items.all()]
    counted = [row for row in plan if row.item.state != ItemState.CANCELLED]
    meetings = meeting_rows(programme, me)
    agreed = {one.member_id: one.agreed_at for one in programme.agreements.all() if one.version == programme.version}
    turn = turn_of(programme, reader)
    return ProgrammePage(
        programme=programme,
        me=me,
        turn=turn,
        parts=parts_of(programme),
        forms=forms_part(programme, reader),
        plan=plan,
        needs_no_plan=needs_no_plan(programme),
        done=sum(row.item.state == ItemState.DONE for row in plan),
        total=len(counted),
        meetings=meetings[:LATEST_MEETINGS],
        held=sum(row.meeting.state == MeetingState.HELD and not row.meeting.is_disputed for row in meetings),
        agreements=[AgreementRow(member, agreed.get(member.pk)) for member in programme.members],
        wrote=who_wrote(programme),
        growth=growth_counts(programme, me) if reader.has_perm("programmes.view_growth", programme) else None,
        has_versions=has_versions,
        road=_road(programme),
        changing=changing_part(programme, reader),
        may=_may(programme, me, reader, turn),
    )


def meeting_rows(programme: Programme, me: RelationMember | None) -> list[MeetingRow]:
    """Planned meetings first, by their day; then the others, latest first."""
    rows = [_meeting_row(meeting, programme, me) for meeting in programme.meetings.all()]
    planned = [row for row in rows if row.meeting.state == MeetingState.PLANNED]
    past = [row for row in reversed(rows) if row.meeting.state != MeetingState.PLANNED]
    return planned + past


def _meeting_row(meeting: Meeting, programme: Programme, me: RelationMember | None) -> MeetingRow:
    if me is None:
        return MeetingRow(meeting)
    is_planned, today = meeting.state == MeetingState.PLANNED, clock.today()
    may_record = is_planned and programme.is_under_way
    return MeetingRow(
        meeting,
        may_confirm=waits_for(meeting, programme, me.role),
        may_record=may_record,
        may_miss=may_record and meeting.on <= today,
        may_move=is_planned and (programme.is_writable or programme.state == ProgrammeState.RUNNING),
        may_cancel=may_record and meeting.on >= today,
        may_remove=is_planned and programme.is_writable,
    )


def _item_row(item: PlanItem, programme: Programme, me: RelationMember | None) -> ItemRow:
    consents = item.consents.all() if item.state == ItemState.PLANNED else []
    marks = marks_of(item)
    may_mark = me is not None and programme.is_under_way and answers_instead(item, me) is None
    mine = marks.of(me.role) if me is not None else None
    is_mentor = me is not None and me.role == MemberRole.MENTOR
    return ItemRow(
        item,
        may_change=me is not None and programme.is_writable,
        may_mark=me is not None and programme.is_under_way,
        marks=marks,
        mine_is_marked=mine is not None,
        waits_for_me=may_mark and marks.is_one_sided and mine is None and item.state == ItemState.PLANNED,
        may_invite=is_mentor and item.state == ItemState.PLANNED and not marks.given and not programme.has_ended,
        helpers=[one.person.short_name for one in item.engagements.all() if one.holds and not one.is_responsible],
        consented=[consent.member.person.short_name for consent in consents],
        mine_is_given=me is not None and any(consent.member_id == me.pk for consent in consents),
    )


def _road(programme: Programme) -> list[dict]:
    if programme.state == ProgrammeState.TERMINATED:
        return []
    states = [state for state, _title in _ROAD]
    at = states.index(ProgrammeState(programme.state))
    when = {2: programme.approved_on, 4: programme.started_on, 6: programme.ended_on}
    steps = []
    for number, (_state, title) in enumerate(_ROAD):
        passed = number < at or programme.state == ProgrammeState.COMPLETED
        state = "done" if passed else "current" if number == at else "next"
        steps.append({"title": title, "state": state, "when": when.get(number)})
    return steps


def _may(programme: Programme, me: RelationMember | None, reader: User, turn: Turn) -> dict[str, bool]:
    """Which buttons the reader has; each address asks the rules once more."""
    state, takes_part = programme.state, me is not None
    decides = reader.has_perm("programmes.approve_programme", programme)
    leads = reader.has_perm("programmes.close_programme", programme)
    return {
        "write": takes_part and programme.is_writable,
        "offer": turn.deed == "offer" and takes_part,
        "agree": turn.deed == "agree",
        "approve": state == ProgrammeState.REVIEW and decides,
        "return": (state == ProgrammeState.REVIEW and decides) or (state == ProgrammeState.AGREEING and takes_part),
        "start": turn.deed == "start" and turn.mine,
        "start_late": turn.deed == "start_late",
        "see_mentees": me is not None and me.role == MemberRole.MENTOR,
        "record": takes_part and programme.is_under_way,
        "plan_meeting": takes_part and (programme.is_writable or state == ProgrammeState.RUNNING),
        "see_help": leads and programme.started_on is not None,  # its page is in a room above
        "close": leads and programme.is_under_way,
        "complete": state == ProgrammeState.CLOSING and decides,
        "terminate": not programme.is_under_way and not programme.has_ended and decides,
    }
