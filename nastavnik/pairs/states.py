"""The life of a pair or group (domain 2.3.3)."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.pairs.models import Interest, Relation, RelationState


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
    ),
)
