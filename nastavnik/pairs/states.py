"""The life of a pair or group (domain 2.3.3)."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.pairs.models import ChangeState, Interest, Relation, RelationState


def everybody_said_yes(relation: Relation) -> str | None:
    """Mutual interest and sympathy of each member (7.1/2). Who has not said yes is not named."""
    waiting = sum(member.interest != Interest.YES for member in relation.mentors + relation.mentees)
    if waiting:
        return _now("Ещё не все участники ответили «да».")
    return None


RELATION = Lifecycle(
    "relation",
    RelationState,
    (
        Move("introduce", _("Познакомить"), ("proposed",), "acquaintance", "relation_introduced"),
        Move("agree", _("Согласовать"), ("acquaintance",), "agreed", "relation_agreed", everybody_said_yes),
        Move("decline", _("Не сложилась"), ("acquaintance",), "not_formed", "relation_declined"),
        Move(
            "drop",
            _("Отменить подбор"),
            ("proposed", "acquaintance", "agreed"),
            "dropped",
            "relation_dropped",
        ),
        # only an order does this (4.3/5, 7.2): `orders` calls `assign_relation`
        Move("assign", _("Закрепить приказом"), ("agreed",), "in_force", "relation_assigned"),
        Move("end", _("Завершить"), ("in_force",), "ended", "relation_ended"),
        # only a revoking order does these two (edge case 40)
        Move("void", _("Признать не состоявшейся"), ("in_force", "ended"), "void", "relation_voided"),
        Move("revive", _("Вернуть в действие"), ("ended",), "in_force", "relation_revived"),
    ),
)

CHANGE = Lifecycle(
    "relation change",
    ChangeState,
    (
        # only an order does these: `orders` calls `carry_out_change` and `undo_change`
        Move("carry_out", _("Провести приказом"), ("prepared",), "carried_out", "change_carried_out"),
        Move("undo", _("Отменить приказом"), ("carried_out",), "undone", "change_undone"),
        Move("drop", _("Отменить подготовку"), ("prepared",), "dropped", "change_dropped"),
    ),
)
