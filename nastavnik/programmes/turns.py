"""Whose turn it is with a programme: what is asked, of whom, until when, what happens then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.ui.words import day as in_words
from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.models import RelationMember
from nastavnik.programmes.actions.carrying_out import past_due
from nastavnik.programmes.actions.recording import waits_for
from nastavnik.programmes.changing_part import asked_change
from nastavnik.programmes.checkpoints import Missing, asked, missing_words
from nastavnik.programmes.form_rules import findings_of, violations
from nastavnik.programmes.marks import answers_instead, marks_of
from nastavnik.programmes.members import member_of
from nastavnik.programmes.models import (
    ItemState,
    Meeting,
    MeetingState,
    PlanItem,
    Programme,
    ProgrammeState,
)
from nastavnik.programmes.parts import missing_parts
from nastavnik.programmes.rests import pause_on
from nastavnik.programmes.rules import approving_role
from nastavnik.programmes.states import PROGRAMME
from nastavnik.surveys.models import Invitation, InvitationState, Wave


@dataclass(frozen=True)
class Turn:
    """`deed` names the chief button of the page; `survey`, `meeting`, `item` or `mentee` is what it is about."""

    what: str
    who: str = ""
    mine: bool = False
    done: bool = False
    since: date | None = None
    due: date | None = None
    then: str = ""
    then_who: str = ""
    deed: str = ""
    survey: Invitation | None = None
    meeting: Meeting | None = None
    item: PlanItem | None = None
    mentee: RelationMember | None = None


def turn_of(programme: Programme, reader: User) -> Turn:
    """Whose turn it is, as the reader of the page sees it."""
    me = member_of(programme, reader)
    if programme.state in (ProgrammeState.APPROVED, ProgrammeState.RUNNING):
        standing = _standing(programme, me)
        if standing is not None:
            return standing
    match programme.state:
        case ProgrammeState.DRAFT:
            return _draft(programme, me)
        case ProgrammeState.AGREEING:
            return _agreeing(programme, me)
        case ProgrammeState.REVIEW:
            return Turn(
                _("Утвердить программу или вернуть её на доработку"),
                _approver(programme),
                mine=reader.has_perm("programmes.approve_programme", programme),
                then=_("Участники сдадут анкеты «до», и программа начнётся."),
                deed="approve",
            )
        case ProgrammeState.APPROVED:
            return _approved(programme, me, reader)
        case ProgrammeState.RUNNING:
            return _running(programme, me)
        case ProgrammeState.CLOSING:
            return _closing(programme, me, reader)
        case ProgrammeState.COMPLETED:
            return Turn(_("Программа завершена полностью"), done=True)
        case _:
            return Turn(_("Программа завершена досрочно"), done=True)


def _standing(programme: Programme, me: RelationMember | None) -> Turn | None:
    """What comes before the work itself: a change that waits for one's word, a pause (8.2)."""
    change = asked_change(programme, me)
    if change is not None:
        what = _("Ответить, согласны ли вы изменить программу: %s") % change.get_kind_display()
        return Turn(what, mine=True, then=_("Изменение вступит в силу, когда согласны все."), deed="change")
    agreed = {one.member_id for one in programme.agreements.all() if one.version == programme.version}
    if me is not None and me.pk not in agreed:  # came by an order into a programme that runs (edge case 56)
        then = _("Работа по программе продолжается.")
        return Turn(_("Прочитать программу и согласиться с ней"), mine=True, then=then, deed="agree")
    pause = pause_on(programme, clock.today())
    if pause is None:
        return None
    if pause.until is None:
        return Turn(_("Программа приостановлена: работу продолжат, когда это отметят"), done=True)
    return Turn(_("Программа приостановлена по %s включительно") % in_words(pause.until), done=True)


def _draft(programme: Programme, me: RelationMember | None) -> Turn:
    missing = missing_parts(programme)
    due = _written_by(programme)
    then = _("Каждый участник прочитает программу и согласится с ней.")
    if missing:
        what = _("Составить программу. Не хватает: %(parts)s") % {"parts": ", ".join(part.title for part in missing)}
        return Turn(what, _both_sides(), mine=me is not None, due=due, then=then, deed="write")
    hinders = violations(findings_of(programme))
    if hinders:
        deed = "schedule" if hinders[0].code.endswith("-meetings") else "forms"
        what = _("Привести программу к её форме. %(what)s") % {"what": hinders[0].sentence}
        return Turn(what, _both_sides(), mine=me is not None, due=due, then=then, deed=deed)
    what = _("Перечитать программу и отправить её на согласование")
    return Turn(what, _both_sides(), mine=me is not None, due=due, then=then, deed="offer")


def _agreeing(programme: Programme, me: RelationMember | None) -> Turn:
    agreed = {one.member_id for one in programme.agreements.all() if one.version == programme.version}
    waiting = [member for member in programme.members if member.pk not in agreed]
    mine = me is not None and me.pk not in agreed
    return Turn(
        _("Прочитать программу и согласиться с ней"),
        ", ".join(member.person.short_name for member in waiting),
        mine=mine,
        then=_("Решение об утверждении программы."),
        then_who=_approver(programme),
        deed="agree" if mine else "",
    )


def _approved(programme: Programme, me: RelationMember | None, reader: User) -> Turn:
    waiting, own = _surveys(programme, Wave.BEFORE, me)
    then = _("Программа начнётся: встречи и мероприятия по плану.")
    if own:
        return _fill_in(own, _("Заполнить анкету «до» — или отказаться от неё"), then)
    if waiting:
        may_override = reader.has_perm("programmes.start_without_surveys", programme)
        return Turn(
            _("Сдать анкеты «до» (осталось: %(count)s)") % {"count": len(waiting)},
            _("участники программы"),
            due=max(invitation.due_on for invitation in waiting),
            then=then,
            deed="start_late" if may_override else "",
        )
    why_not = PROGRAMME.why_not(programme, "start")
    if why_not:
        return Turn(why_not, then=then)
    mine = reader.has_perm("programmes.start_programme", programme)
    return Turn(_("Начать программу"), _both_sides(), mine=mine, then=then, deed="start")


def _running(programme: Programme, me: RelationMember | None) -> Turn:
    if me is not None:
        unsure = [one for one in programme.meetings.all() if waits_for(one, programme, me.role)]
        if unsure:
            what = _("Подтвердить встречу %(day)s: «%(topic)s»") % {
                "day": in_words(unsure[0].on),
                "topic": unsure[0].topic,
            }
            then = _("Встреча войдёт в журнал как состоявшаяся.")
            return Turn(what, mine=True, deed="confirm", then=then, meeting=unsure[0])
    items = list(programme.items.all())
    waiting = next((one for one in items if _waits_for_my_mark(one, me)), None)
    if waiting is not None:
        what = _("Подтвердить, что мероприятие прошло: «%(title)s»") % {"title": waiting.title}
        then = _("Мероприятие будет выполнено.")
        return Turn(what, mine=True, deed="confirm_item", then=then, item=waiting)
    planned = [item for item in items if item.state == ItemState.PLANNED]
    if items and not planned:
        what = _("План выполнен: подвести итоги программы")
        then = _("Участники сдадут анкеты «после», и программа завершится.")
        return Turn(what, _both_sides(), mine=me is not None, then=then, deed="close")
    return _next_step(programme, planned, me)


def _waits_for_my_mark(item: PlanItem, me: RelationMember | None) -> bool:
    """The other side has marked it; mine has not yet (6.2/2)."""
    if me is None or item.state != ItemState.PLANNED or answers_instead(item, me) is not None:
        return False
    marks = marks_of(item)
    return marks.is_one_sided and marks.of(me.role) is None


def _next_step(programme: Programme, planned: Sequence[PlanItem], me: RelationMember | None) -> Turn:
    meeting = _next_meeting(programme)
    coming = [day for day in (planned[0].due_on if planned else None, meeting.on if meeting else None) if day]
    waiting = next(missing_words(programme, me, clock.today()), None) if me is not None else None
    if me is not None and waiting is not None and all(waiting.point.day <= day for day in coming):
        return _checkpoint(waiting, me)
    if planned and (meeting is None or planned[0].due_on <= meeting.on):
        item = planned[0]
        answers = item.responsible
        return Turn(
            _("Ближайшее мероприятие: %(title)s") % {"title": item.title},
            answers.person.short_name if answers else _both_sides(),
            mine=me is not None and (answers is None or answers.pk == me.pk),
            due=item.due_on,
            then=_("Когда мероприятие пройдёт, участники отметят, что получилось."),
            deed="item",
            item=item,
        )
    if meeting is not None:
        what = _("Ближайшая встреча: «%(topic)s»") % {"topic": meeting.topic}
        return Turn(what, _both_sides(), mine=me is not None, due=meeting.on, deed="record")
    return Turn(_("Встречаться и записывать встречи"), _both_sides(), mine=me is not None, deed="record")


def _checkpoint(waiting: Missing, me: RelationMember) -> Turn:
    """The reader's word at a checkpoint that has come (2.2/8); it may be said until the next one."""
    then = _("Вы оба увидите, как растёт самостоятельность.")
    return Turn(asked(waiting, me), mine=True, then=then, deed="checkpoint", mentee=waiting.member)


def _closing(programme: Programme, me: RelationMember | None, reader: User) -> Turn:
    waiting, own = _surveys(programme, Wave.AFTER, me)
    then = _("Программа завершится, и пара вместе с ней.")
    if own:
        return _fill_in(own, _("Заполнить анкету «после» — или отказаться от неё"), then)
    decides = reader.has_perm("programmes.complete_programme", programme)
    if waiting and not past_due(waiting):
        return Turn(
            _("Сдать анкеты «после» (осталось: %(count)s)") % {"count": len(waiting)},
            _("участники программы"),
            due=max(invitation.due_on for invitation in waiting),
            then=_("Завершение программы."),
            then_who=_approver(programme),
            deed="complete_late" if decides else "",
        )
    return Turn(_("Завершить программу"), _approver(programme), mine=decides, then=then, deed="complete")


def _fill_in(own: Invitation, what: str, then: str) -> Turn:
    return Turn(what, mine=True, due=own.due_on, then=then, deed="survey", survey=own)


def _surveys(programme: Programme, wave: str, me: RelationMember | None) -> tuple[list[Invitation], Invitation | None]:
    """Who of the members is still waited for, and whether the reader is among them."""
    members = [member.pk for member in programme.members]
    asked = Invitation.objects.of_participations(members, wave).defer("draft")
    waiting = [invitation for invitation in asked if invitation.state == InvitationState.OPEN]
    own = next((one for one in waiting if me is not None and one.participation_id == me.pk), None)
    return waiting, own


def _written_by(programme: Programme) -> date | None:
    """The programme is to be written within the days of the setting after the order (R5.2)."""
    since = programme.relation.since
    return since + timedelta(days=programme.organisation.settings.programme_days) if since else None


def _next_meeting(programme: Programme) -> Meeting | None:
    return next((one for one in programme.meetings.all() if one.state == MeetingState.PLANNED), None)


def _both_sides() -> str:
    return _("наставник и наставляемый")


def _approver(programme: Programme) -> str:
    names = {
        RoleKind.CURATOR: _("куратор"),
        RoleKind.HEAD: _("руководитель"),
        RoleKind.COUNCIL: _("совет наставников"),
    }
    return names[RoleKind(approving_role(programme))]
