"""What an order lacks to be signed on a day, in words, with what mends it (1.4/3, 4.2, 4.3/5)."""

from datetime import date

from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.orders.kinds import KINDS, Lack, subject_hash
from nastavnik.orders.models import Order, OrderItem, OrderState
from nastavnik.orders.queries import items_of, signatory_on
from nastavnik.regulation.queries import base_on


def lacks_of(order: Order, day: date, items: list[OrderItem] | None = None) -> list[Lack]:
    """Everything that the order would lack if it were signed on `day`, each said once."""
    items = items_of(order) if items is None else items
    found: dict[str, Lack] = {}
    if not items:
        found["items"] = Lack(_("В проекте нет ни одного пункта."))
    base = base_on(order.organisation, day)
    for item in items:
        for lack in KINDS[item.kind].lacks(item, day, base):
            found.setdefault(lack.sentence, lack)
        if item.subject_hash and item.subject_hash != subject_hash(item):
            lack = Lack(
                _("После передачи на подпись изменилось (%(what)s): верните проект на доработку и распечатайте заново.")
                % {"what": _named(item)},
                "return",
                item,
            )
            found.setdefault(lack.sentence, lack)
    if unsigned := _signatory_lack(order, day):
        found.setdefault(unsigned.sentence, unsigned)
    return list(found.values())


def _named(item: OrderItem) -> str:
    return str(item.relation) if item.relation else str(item.get_kind_display())


def _signatory_lack(order: Order, day: date) -> Lack | None:
    """A draft prepared for one head cannot be signed by another: it is addressed anew (edge case 18).

    Who signed an order of earlier days stands on its own paper, whatever is known of the roles of that time.
    """
    if order.is_entered_later:
        return None
    try:
        signatory = signatory_on(order.organisation, day)
    except Refused as refusal:
        return Lack(refusal.sentence, "head")
    if order.state != OrderState.TO_SIGN or order.signatory_name == signatory["signatory_name"]:
        return None
    words = {"day": f"{day:%d.%m.%Y}", "now": signatory["signatory_name"], "then": order.signatory_name}
    return Lack(
        _(
            "На %(day)s приказы подписывает %(now)s, а в проекте подпись другая: %(then)s. "
            "Верните проект на доработку и передайте на подпись заново."
        )
        % words,
        "return",
    )
