"""Notices: a mentor lays the duties down (D22), the employer cancels the assignment (D25). Neither asks for leave."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.actions import withdraw_consent
from nastavnik.consents.models import ConsentState
from nastavnik.duties.calendar import notice_clock
from nastavnik.duties.models import OPEN_NOTICES, Notice, NoticeKind, NoticeState
from nastavnik.duties.states import NOTICE
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions import drop_change, renew_consent
from nastavnik.pairs.models import ChangeState, MemberRole, RelationMember, RelationState


@transaction.atomic
def give_notice(
    member: RelationMember, *, by: User, last_day: date | None = None, given_on: date | None = None, note: str = ""
) -> Notice:
    """The mentor lays the duties down in this pair or group, and in no other (5.1/3, edge case 64).

    `last_day`: three full working days after `given_on` (today) at the earliest, which it is when absent. It cannot
    be rejected, and no reason is asked for. The consent is withdrawn with it and holds to the last day. `given_on`
    is another day than today only when those who lead register a paper.
    """
    given_on = given_on or clock.today()
    if given_on > clock.today():
        raise Refused(_("Дата заявления ещё не наступила."), field="given_on")
    _lock(member, given_on)
    last_day = last_day or notice_clock(member.organisation, given_on).earliest
    _check_clock(member, given_on, last_day)
    notice = _make(member, NoticeKind.RESIGN, NoticeState.GIVEN, given_on, last_day, note, by)
    consent = member.consent
    if consent is not None and consent.state == ConsentState.GIVEN:
        withdraw_consent(consent, by=by, on=given_on, last_day=last_day)
    journal.record("notice_given", notice, by=by, kind=notice.kind, given_on=given_on, last_day=last_day)
    return notice


@transaction.atomic
def prepare_cancellation(
    member: RelationMember, *, by: User, last_day: date | None = None, given_on: date | None = None, note: str = ""
) -> Notice:
    """The employer cancels the assignment: a paper for the head to sign and to hand over on `given_on` (today)."""
    given_on = given_on or clock.today()
    _lock(member, given_on)
    last_day = last_day or notice_clock(member.organisation, given_on).earliest
    _check_clock(member, given_on, last_day)
    notice = _make(member, NoticeKind.CANCEL, NoticeState.PREPARED, given_on, last_day, note, by)
    journal.record("notice_prepared", notice, by=by, kind=notice.kind, given_on=given_on, last_day=last_day)
    return notice


@transaction.atomic
def give_cancellation(notice: Notice, *, by: User, given_on: date) -> Notice:
    """The signed paper was handed over. When that was later than meant, its last day may be too early now."""
    if given_on > clock.today():
        raise Refused(_("Этот день ещё не наступил."), field="given_on")
    if not notice.is_agreed:
        _check_clock(notice.member, given_on, notice.last_day)
    elif notice.last_day < given_on:
        raise Refused(_("Последний день раньше вручения."), field="given_on")
    NOTICE.advance(notice, "give", by=by, fields={"given_on": given_on}, kind=notice.kind, given_on=given_on)
    return notice


@transaction.atomic
def drop_cancellation(notice: Notice, *, by: User) -> Notice:
    """The paper was not handed over: nothing has happened."""
    NOTICE.advance(notice, "drop", by=by)
    return notice


@transaction.atomic
def note_notice(notice: Notice, *, by: User) -> Notice:
    """Taken note of: all that can be answered to a notice (domain G4). Next is an order to relieve or to replace."""
    NOTICE.advance(notice, "note", by=by, fields={"noted_by": by, "noted_on": clock.today()})
    return notice


@transaction.atomic
def agree_last_day(notice: Notice, *, by: User, last_day: date) -> Notice:
    """Both sides have agreed on an earlier last day; those who lead mark it."""
    stored = Notice.objects.select_for_update().select_related("member__relation").get(pk=notice.pk)
    if stored.state not in OPEN_NOTICES or stored.settled_on is not None:
        raise Refused(_("Договариваться уже не о чем: состояние — «%s».") % stored.get_state_display())
    if last_day < stored.given_on:
        raise Refused(_("Последний день раньше заявления."), field="last_day")
    if last_day >= stored.last_day:
        raise Refused(_("Договариваются о более раннем дне, чем %s.") % f"{stored.last_day:%d.%m.%Y}", field="last_day")
    notice.last_day, notice.is_agreed = last_day, True
    notice.save(update_fields=["last_day", "is_agreed"])
    journal.record("notice_day_agreed", notice, by=by, before=stored.last_day, last_day=last_day)
    return notice


@transaction.atomic
def withdraw_notice(notice: Notice, *, by: User) -> Notice:
    """Taken back by whoever gave it, while its day has not passed and no order stands on it.

    A withdrawn consent does not come back by itself: a mentor gets a new blank, the old one holds to its day. A
    change that was being prepared because of the notice goes too.
    """
    NOTICE.advance(notice, "withdraw", by=by, fields={"withdrawn_on": clock.today()}, kind=notice.kind)
    member = notice.member
    because = member.relation.changes.filter(state=ChangeState.PREPARED, leaving=member)
    for change in because:
        drop_change(change, by=by)
    if notice.is_resignation and member.consent is not None and member.consent.state == ConsentState.WITHDRAWN:
        renew_consent(member, by=by)
    return notice


def _lock(member: RelationMember, given_on: date) -> None:
    """Only of a mentor whom an order has fixed, and once at a time."""
    RelationMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    relation = member.relation
    if member.role != MemberRole.MENTOR:
        raise Refused(_("Сложить обязанности может наставник. Наставляемый просит о замене или завершает программу."))
    if relation.state != RelationState.IN_FORCE or member.left_on is not None:
        raise Refused(_("Обязанностей уже нет: состояние — «%s».") % relation.get_state_display())
    if member.joined_on is not None and given_on < member.joined_on:
        raise Refused(_("В этот день наставничество ещё не началось."), field="given_on")
    if Notice.objects.filter(member=member, state__in=OPEN_NOTICES).exists():
        raise Refused(_("Заявление или уведомление об этой паре уже есть."))


def _check_clock(member: RelationMember, given_on: date, last_day: date) -> None:
    earliest = notice_clock(member.organisation, given_on).earliest
    if last_day < earliest:
        raise Refused(
            _(
                "Предупреждают не менее чем за три рабочих дня: последний день — не раньше %(day)s (статья 351.8 ТК "
                "РФ). Раньше — только по договорённости обеих сторон."
            )
            % {"day": f"{earliest:%d.%m.%Y}"},
            field="last_day",
        )


def _make(
    member: RelationMember, kind: NoticeKind, state: NoticeState, given_on: date, last_day: date, note: str, by: User
) -> Notice:
    return Notice.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        kind=kind,
        state=state,
        given_on=given_on,
        last_day=last_day,
        note=note.strip()[:500],
        made_by=by,
        made_on=clock.today(),
    )
