"""The life of an order (domain 2.3.2): its text can be changed as long as it is a draft, and never after."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.orders.models import OPEN_STATES, Order, OrderState, VisaState


def has_items(order: Order) -> str | None:
    """An order without an item orders nothing."""
    return None if order.items.exists() else _now("В проекте нет ни одного пункта.")


def all_have_agreed(order: Order) -> str | None:
    """Everybody who was asked, by their word; who is silent has not agreed."""
    waiting = [visa.who for visa in order.visas.exclude(state=VisaState.AGREED)]
    if waiting:
        return _now("Ещё не согласовали: %(who)s.") % {"who": ", ".join(waiting)}
    return None


ORDER = Lifecycle(
    "order",
    OrderState,
    (
        Move("circulate", _("Отправить на согласование"), ("draft",), "agreeing", "order_circulated", has_items),
        # made by the last visa, never by a button
        Move("agree", _("Согласован всеми"), ("agreeing",), "agreed", "order_agreed", all_have_agreed),
        Move("submit", _("Передать на подпись"), ("draft", "agreed"), "to_sign", "order_submitted", has_items),
        Move("return", _("Вернуть на доработку"), ("agreeing", "agreed", "to_sign"), "draft", "order_returned"),
        Move("sign", _("Зарегистрировать подписанный"), ("to_sign",), "in_force", "order_signed", has_items),
        Move("annul", _("Аннулировать проект"), OPEN_STATES, "annulled", "order_annulled"),
        # only another order does these two: a registered text is never edited (edge cases 40, 41)
        Move("amend", _("Изменить приказом"), ("in_force", "amended"), "amended", "order_amended"),
        Move("revoke", _("Признать утратившим силу"), ("in_force", "amended"), "revoked", "order_revoked"),
    ),
)

VISA = Lifecycle(
    "visa",
    VisaState,
    (
        Move("agree", _("Согласовать"), ("asked", "objected"), "agreed", "visa_agreed"),
        Move("object", _("Высказать замечания"), ("asked",), "objected", "visa_objected"),
    ),
)
