"""The lives of a change, of a pause and of a wish to end (8.1, 8.2, domain 2.3.3, 2.3.4)."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.pairs.models import ChangeState
from nastavnik.programmes.models import EndWish, Pause, PauseState, ProgrammeChange, ProposalState, WishState


def everybody_agrees(change: ProgrammeChange) -> str | None:
    """The mentor and each mentee of today (8.2); who has left is not asked any more, nor who came by its order."""
    if change.state == ProposalState.AGREED:
        return None
    agreed = set(change.agreements.filter(agrees=True).values_list("member_id", flat=True))
    if any(member.pk not in agreed for member in change.programme.members):
        return _now("Изменение ещё не согласовали все участники.")
    return None


def both_sides_consent(pause: Pause) -> str | None:
    given = set(pause.consents.values_list("member_id", flat=True))
    if any(member.pk not in given for member in pause.programme.members):
        return _now("На приостановку ещё не согласились все участники.")
    return None


def no_order_is_prepared(wish: EndWish) -> str | None:
    """An order that was given up is no order: the wish can be decided anew."""
    change = wish.order_change
    if change is not None and change.state not in (ChangeState.DROPPED, ChangeState.UNDONE):
        return _now("Приказ по этой просьбе уже готовится.")
    return None


CHANGE = Lifecycle(
    "programme change",
    ProposalState,
    (
        # made by the last agreement, never by a button
        Move("agree", _("Согласовать"), ("open",), "agreed", "programme_change_agreed", everybody_agrees),
        Move(
            "carry_out",
            _("Провести"),
            ("open", "agreed"),
            "in_force",
            "programme_change_carried_out",
            everybody_agrees,
        ),
        Move("decline", _("Не согласовать"), ("open",), "declined", "programme_change_declined"),
        Move("drop", _("Снять"), ("open", "agreed"), "dropped", "programme_change_dropped"),
    ),
)

PAUSE = Lifecycle(
    "pause",
    PauseState,
    (
        Move("agree", _("Согласовать"), ("asked",), "agreed", "pause_agreed", both_sides_consent),
        Move("decline", _("Не согласовать"), ("asked",), "declined", "pause_declined"),
        Move("drop", _("Снять"), ("asked", "agreed"), "dropped", "pause_dropped"),
    ),
)

WISH = Lifecycle(
    "wish to end",
    WishState,
    (
        Move(
            "accept", _("Подготовить приказ"), ("asked", "accepted"), "accepted", "end_wish_accepted",
            no_order_is_prepared,
        ),
        Move("withdraw", _("Отозвать"), ("asked",), "withdrawn", "end_wish_withdrawn"),
        Move("settle", _("Исполнить"), ("asked", "accepted"), "settled", "end_wish_settled"),
    ),
)  # fmt: skip
