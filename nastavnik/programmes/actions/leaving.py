"""A member's wish to end or to leave, its decision, and what the sides say to an end by the curator (8.1)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.pairs.actions import prepare_change
from nastavnik.pairs.models import ChangeKind, ChangeState, EndReason, MemberRole, RelationMember
from nastavnik.programmes.actions.locking import locked
from nastavnik.programmes.change_states import CHANGE, PAUSE, WISH
from nastavnik.programmes.members import as_member, relation_of
from nastavnik.programmes.models import (
    STANDING_CHANGES,
    EndComment,
    EndWish,
    PauseState,
    Programme,
    ProgrammeState,
    WishState,
)

STANDING_WISHES = (WishState.ASKED, WishState.ACCEPTED)


@transaction.atomic
def ask_end(programme: Programme, *, by: User, note: str = "") -> EndWish:
    """A member wants to end, or to leave a group that goes on; why, only if they wish to say it (8.1/2, G4)."""
    locked(programme)
    member = as_member(programme, by)
    if programme.has_ended:
        raise Refused(_("Программа уже завершена."))
    if programme.state == ProgrammeState.CLOSING:
        raise Refused(_("Итоги программы уже подводятся: она скоро завершится."))
    if programme.wishes.filter(member=member, state__in=STANDING_WISHES).exists():
        raise Refused(_("Ваша просьба уже у куратора."))
    wish = EndWish.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        member=member,
        note=" ".join(note.split())[:500],
        asked_at=clock.now(),
    )
    journal.record("end_wish_asked", wish, by=by, programme=programme.pk)
    return wish


@transaction.atomic
def withdraw_wish(wish: EndWish, *, by: User) -> EndWish:
    """Thought otherwise, while no order is being prepared."""
    _lock(wish)
    WISH.advance(wish, "withdraw", by=by, fields={"settled_by": by, "settled_at": clock.now()})
    return wish


@transaction.atomic
def accept_wish(wish: EndWish, *, by: User, on: date) -> EndWish:
    """The order is prepared: that the member leaves from `on`, or, where nobody would stay, that all ends on that day.

    When both sides wish it, it is a mutual decision (8.1/2), and all their wishes are accepted together.
    """
    _lock(wish)
    programme, relation = wish.programme, wish.programme.relation
    refuse(WISH.why_not(wish, "accept"))
    if wish.member.has_left:
        raise Refused(_("Этот человек уже не участник программы."))
    if goes_on_without(programme, wish.member):
        together = [wish]
        change = prepare_change(relation, ChangeKind.LEAVE, by=by, on=on, leaving=wish.member, note=_words([wish]))
    else:
        together = [one for one in programme.wishes.all() if one.pk == wish.pk or one.state == WishState.ASKED]
        change = prepare_change(
            relation, ChangeKind.END, by=by, on=on, reason=reason_of(together), note=_words(together)
        )
    for each in together:
        WISH.advance(each, "accept", by=by, fields={"order_change": change, "settled_by": by}, change=change.pk)
    wish.refresh_from_db()
    return wish


@transaction.atomic
def comment_end(programme: Programme, *, by: User, text: str) -> EndComment:
    """What a side says to an end by the initiative of the curator; it can be written anew until the end (8.1/3)."""
    locked(programme)
    text = text.strip()
    if not text:
        raise Refused(_("Напишите, что вы об этом думаете."), field="text")
    if not ended_by_curator(programme):
        raise Refused(_("Программа не завершается по инициативе куратора."))
    member = next((one for one in relation_of(programme).members.all() if one.person.user_id == by.pk), None)
    if member is None:
        raise Refused(_("Высказаться могут участники программы."))
    comment, _is_new = EndComment.objects.update_or_create(
        programme=programme,
        member=member,
        defaults={
            "organisation_id": programme.organisation_id,
            "text": text[:1000],
            "made_at": clock.now(),
        },
    )
    journal.record("end_commented", programme, by=by)
    return comment


def ended_by_curator(programme: Programme) -> str:
    """The curator's words for ending it, when it ends or is to end for that reason; else ""."""
    if programme.end_reason == EndReason.CURATOR:
        return programme.end_note
    wanted = (ChangeState.PREPARED, ChangeState.CARRIED_OUT)
    change = programme.relation.changes.filter(kind=ChangeKind.END, reason=EndReason.CURATOR, state__in=wanted).first()
    return change.note if change is not None and not programme.has_ended else ""


def goes_on_without(programme: Programme, member: RelationMember) -> bool:
    """Whether a mentor and a mentee are left when this member leaves (edge case 57)."""
    stay = [one for one in relation_of(programme).members.all() if one.left_on is None and one.pk != member.pk]
    return {one.role for one in stay} == set(MemberRole)


def reason_of(wishes: Iterable[EndWish]) -> str:
    """Whose initiative it is: of one side, or a mutual decision (8.1/2)."""
    sides = {wish.member.role for wish in wishes}
    if len(sides) > 1:
        return EndReason.MUTUAL
    return EndReason.MENTOR if MemberRole.MENTOR in sides else EndReason.MENTEE


def settle_all(programme: Programme) -> None:
    """The programme has ended: what was being agreed about it has lost its object."""
    now = clock.now()
    for change in programme.changes.filter(state__in=STANDING_CHANGES):
        CHANGE.advance(change, "drop", by=None, fields={"settled_at": now})
    for pause in programme.pauses.filter(state=PauseState.ASKED):
        PAUSE.advance(pause, "drop", by=None)
    for wish in programme.wishes.filter(state__in=STANDING_WISHES):
        WISH.advance(wish, "settle", by=None, fields={"settled_at": now})


def _lock(wish: EndWish) -> None:
    programme = locked(wish.programme)
    wish.refresh_from_db()
    wish.programme = programme


def _words(wishes: Iterable[EndWish]) -> str:
    return " ".join(dict.fromkeys(wish.note for wish in wishes if wish.note))[:500]
