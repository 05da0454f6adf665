"""The life of an order (domain 2.3.2): its text can be changed as long as it is a draft."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.orders.models import Order, OrderState


def has_items(order: Order) -> str | None:
    """An order without an item orders nothing."""
    return None if order.items.exists() else _now("В проекте нет ни одного пункта.")


ORDER = Lifecycle(
    "order",
    OrderState,
    (
        Move("submit", _("Передать на подпись"), ("draft",), "to_sign", "order_submitted", has_items),
        Move("return", _("Вернуть на доработку"), ("to_sign",), "draft", "order_returned"),
        Move("sign", _("Зарегистрировать подписанный"), ("to_sign",), "in_force", "order_signed", has_items),
        Move("annul", _("Аннулировать проект"), ("draft", "to_sign"), "annulled", "order_annulled"),
    ),
)
