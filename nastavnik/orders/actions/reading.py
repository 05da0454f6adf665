"""The sheet of acquaintance: who has read an order under signature (4.3/2)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.orders.models import Acquaintance, Order
from nastavnik.people.models import Person


@transaction.atomic
def note_acquaintances(
    order: Order, *, by: User, on: date, people: Iterable[Person], refused: bool = False
) -> list[Acquaintance]:
    """These people have signed that they have read the order, or have refused to, by an act (edge case 46)."""
    if order.signed_on is None:
        raise Refused(_("Ознакомить можно только с подписанным приказом."))
    if on < order.signed_on:
        raise Refused(_("Ознакомление раньше даты приказа: проверьте дату."), field="on")
    if on > clock.today():
        raise Refused(_("Эта дата ещё не наступила."), field="on")
    sheets = []
    for person in people:
        sheet, _made = Acquaintance.objects.update_or_create(
            order=order,
            person=person,
            defaults={"organisation_id": order.organisation_id, "signed_on": on, "refused": refused},
        )
        sheets.append(sheet)
    journal.record("acquaintance_noted", order, by=by, on=on, refused=refused, count=len(sheets))
    return sheets
