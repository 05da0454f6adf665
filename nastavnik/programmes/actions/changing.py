"""A change of a programme: proposed, agreed by the mentor and each mentee, in force; with its order (8.2)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions import prepare_change
from nastavnik.pairs.models import ChangeState, MemberRole, RelationChange, RelationMember
from nastavnik.people.models import Person
from nastavnik.programmes.actions.locking import locked, new_text
from nastavnik.programmes.actions.versions import keep_version
from nastavnik.programmes.alterations import carry_out, check_again, check_alteration, needs_order, wanted_of_order
from nastavnik.programmes.change_states import CHANGE, everybody_agrees
from nastavnik.programmes.members import as_member, member_of
from nastavnik.programmes.models import (
    Agreement,
    Alteration,
    ChangeAgreement,
    Occasion,
    Programme,
    ProgrammeChange,
    ProgrammeState,
    ProposalState,
)

CHANGEABLE = (ProgrammeState.APPROVED, ProgrammeState.RUNNING)


@transaction.atomic
def propose_change(
    programme: Programme,
    kind: str,
    *,
    by: User,
    words: str,
    on: date | None = None,
    until: date | None = None,
    forms: Sequence[str] = (),
    content: Sequence[dict[str, Any]] = (),
    leaving: RelationMember | None = None,
    joining: Person | None = None,
    role: str = MemberRole.MENTEE,
    after: ProgrammeChange | None = None,
) -> ProgrammeChange:
    """A member, or whoever leads, says what is to be other and why; who proposes agrees thereby.

    EXTEND wants `until`; PLAN `content` (see programmes.alterations); FORM `on` and `forms`, the leading one first;
    MEMBERS `on` and either `leaving` or `joining` with its `role`. Refused: another change is being agreed, or an
    order is being prepared that this one would meet (edge case 62), and what the validators say.
    """
    locked(programme)
    if programme.state not in CHANGEABLE:
        raise Refused(_not_changeable(programme))
    words = " ".join(words.split())
    if not words:
        raise Refused(_("Напишите, почему нужно изменение: участники прочитают это."), field="words")
    change = ProgrammeChange(
        organisation_id=programme.organisation_id,
        programme=programme,
        kind=kind,
        words=words[:1000],
        on=on,
        until=until,
        forms=list(dict.fromkeys(forms)),
        content=list(content),
        leaving=leaving,
        joining=joining,
        role=role if joining is not None else "",
        after=after,
        proposed_by=by,
        proposed_at=clock.now(),
    )
    if kind not in Alteration.values:
        raise Refused(_("Выберите, что изменить."), field="kind")
    _check_alone(change)
    check_alteration(change, by=by)
    change.save(force_insert=True)
    journal.record("programme_change_proposed", change, by=by, kind=kind, programme=programme.pk)
    member = member_of(programme, by)
    if member is not None:
        _answer(change, member, agrees=True, by=by)
    return change


@transaction.atomic
def answer_change(change: ProgrammeChange, *, by: User, agrees: bool) -> ProgrammeChange:
    """A member's private word: one «no» and the common change is off; the last «yes» makes it (8.2)."""
    _lock(change)
    member = as_member(change.programme, by)
    if change.state != ProposalState.OPEN:
        raise Refused(_("Ответить уже нельзя: изменение — «%(state)s».") % {"state": change.get_state_display()})
    _answer(change, member, agrees=agrees, by=by)
    return change


@transaction.atomic
def drop_proposal(change: ProgrammeChange, *, by: User | None) -> ProgrammeChange:
    """Not wanted any more: everything stays as it was. What an order is being prepared for is given up there first."""
    _lock(change)
    if change.order_change is not None and change.order_change.state == ChangeState.PREPARED:
        raise Refused(_("По этому изменению готовится приказ: сначала отмените его подготовку на странице пары."))
    CHANGE.advance(change, "drop", by=by, fields={"settled_at": clock.now()})
    return change


@transaction.atomic
def settle_proposal(change: ProgrammeChange, *, by: User) -> ProgrammeChange:
    """Whoever leads carries on what all have agreed with: prepares the order that could not be prepared before.

    Raises Refused with the reason why it still cannot be, or when somebody has not agreed.
    """
    _lock(change)
    standing = change.order_change
    if standing is not None and standing.state == ChangeState.PREPARED:
        raise Refused(_("Приказ по этому изменению уже готовится."))
    if standing is not None and standing.state == ChangeState.CARRIED_OUT:
        _carry_out(change, by=by, on=standing.on)
        return change
    sentence = everybody_agrees(change)
    if change.state not in (ProposalState.OPEN, ProposalState.AGREED) or sentence:
        raise Refused(
            sentence or _("Сейчас это невозможно: состояние — «%(state)s».") % {"state": change.get_state_display()}
        )
    if needs_order(change):
        change.order_change = _prepare(change, by)
        change.save(update_fields=["order_change"])
        if change.state == ProposalState.OPEN:
            CHANGE.advance(change, "agree", by=by)
    else:
        _carry_out(change, by=by)
    return change


@transaction.atomic
def split_change(change: ProgrammeChange, *, by: User, on: date) -> ProgrammeChange:
    """Of a group in which one mentee has not agreed: that mentee leaves it and keeps the old terms in a pair of their
    own, so that the others may have what they want (8.2). It is a change of the members, to be agreed like any other.
    """
    _lock(change)
    if change.state != ProposalState.DECLINED:
        raise Refused(_("Выделять некого: изменение — «%(state)s».") % {"state": change.get_state_display()})
    member = who_declined(change)
    if member is None:
        raise Refused(_("Несогласие высказал не наставляемый этой группы: обсудите изменение заново."))
    words = _("%(who)s продолжит на прежних условиях в отдельной паре; остальные смогут изменить программу.")
    return propose_change(
        change.programme,
        Alteration.MEMBERS,
        by=by,
        words=words % {"who": member.person.short_name},
        on=on,
        leaving=member,
        after=change,
    )


@transaction.atomic
def repeat_change(change: ProgrammeChange, *, by: User) -> ProgrammeChange:
    """The same change once more: to those who have stayed, or after a talk."""
    _lock(change)
    if change.state not in (ProposalState.DECLINED, ProposalState.DROPPED):
        raise Refused(_("Предложить заново можно то, что не согласовано или снято."))
    return propose_change(
        change.programme,
        change.kind,
        by=by,
        words=change.words,
        on=max(change.on, clock.today()) if change.on else None,
        until=change.until,
        forms=change.forms,
        content=change.content,
        leaving=change.leaving,
        joining=change.joining,
        role=change.role or MemberRole.MENTEE,
    )


def who_declined(change: ProgrammeChange) -> RelationMember | None:
    """The mentee of a group of several who has not agreed and is still in it."""
    said_no = {one.member_id for one in change.agreements.all() if not one.agrees}
    mentees = change.programme.relation.mentees
    return next((one for one in mentees if one.pk in said_no), None) if len(mentees) > 1 else None


def _lock(change: ProgrammeChange) -> None:
    """The programme first, as every act does; then the change as it is now."""
    programme = locked(change.programme)
    change.refresh_from_db()
    change.programme = programme


def _not_changeable(programme: Programme) -> str:
    if programme.is_writable or programme.state == ProgrammeState.REVIEW:
        return _("Программа ещё составляется: измените её текст, согласуют его все вместе.")
    if programme.state == ProgrammeState.CLOSING:
        return _("Подводятся итоги: изменять программу поздно. Если она продолжается, договоритесь с куратором.")
    return _("Программа завершена: изменить её уже нельзя.")


def _check_alone(change: ProgrammeChange) -> None:
    """Two acts that contradict each other are not both taken; what the curator prepares is not told (edge case 62)."""
    standing = change.programme.changes.filter(state=ProposalState.OPEN).first()
    if standing is not None:
        raise Refused(
            _("Уже согласуется изменение «%s». Дождитесь ответов или снимите его, потом предлагайте следующее.")
            % standing.get_kind_display()
        )
    if needs_order(change) and change.programme.relation.changes.filter(state=ChangeState.PREPARED).exists():
        raise Refused(_("Куратор уже готовит приказ об этой паре или группе: решите с ним, какое из изменений нужно."))


def _answer(change: ProgrammeChange, member: RelationMember, *, agrees: bool, by: User) -> None:
    ChangeAgreement.objects.update_or_create(
        change=change,
        member=member,
        defaults={"organisation_id": change.organisation_id, "agrees": agrees, "given_at": clock.now()},
    )
    journal.record("programme_change_answered", change, by=by)
    if not agrees:
        CHANGE.advance(change, "decline", by=None, fields={"settled_at": clock.now()})
        return
    if everybody_agrees(change) is not None:
        return
    if not needs_order(change):
        _carry_out(change, by=by)
        return
    try:
        with transaction.atomic():
            change.order_change = _prepare(change, by)
    except (
        Refused
    ):  # another order is being prepared, somebody's consent has lapsed: the curator decides (edge case 62)
        change.order_change = None
    CHANGE.advance(change, "agree", by=None, fields={"order_change": change.order_change})


def _prepare(change: ProgrammeChange, by: User) -> RelationChange:
    wanted = wanted_of_order(change)
    return prepare_change(change.programme.relation, wanted.pop("kind"), by=by, **wanted)


def _carry_out(change: ProgrammeChange, *, by: User, on: date | None = None) -> None:
    """The programme as agreed, its new version, agreed by those who have agreed with the change."""
    if change.order_change is None:
        check_again(change, by=by)
    carry_out(change, by=by, on=on)
    CHANGE.advance(change, "carry_out", by=by, fields={"settled_at": clock.now()}, kind=change.kind)
    agreed = set(change.agreements.filter(agrees=True).values_list("member_id", flat=True))
    new_version(change.programme, by=by, agreed=agreed)


def new_version(programme: Programme, *, by: User | None, agreed: set[Any] | None = None) -> None:
    """The text has become other by agreement or by an order: who has agreed with that, has agreed with it.

    `agreed` None: nobody has been asked anew, those who had agreed with the version before agree with this one.
    """
    before = programme.version
    new_text(programme)
    if agreed is None:
        agreed = set(programme.agreements.filter(version=before).values_list("member_id", flat=True))
    for member in programme.members:
        if member.pk in agreed:
            Agreement.objects.create(
                organisation_id=programme.organisation_id,
                programme=programme,
                member=member,
                version=programme.version,
                agreed_at=clock.now(),
            )
    keep_version(programme, by=by, occasion=Occasion.CHANGED)
    journal.record("programme_changed", programme, by=by, version=programme.version)
