"""A draft is agreed before it is signed, where the institution wants it (ТК РФ ст. 372, 4.5/1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions.drafting import freeze_text, return_order
from nastavnik.orders.models import Order, OrderState, Visa
from nastavnik.orders.states import ORDER, VISA
from nastavnik.people.models import Person


@dataclass(frozen=True)
class Asked:
    """Who is to agree: in words («профсоюзный комитет»), and the person when it is somebody with a way in."""

    who: str
    person: Person | None = None


@transaction.atomic
def circulate_order(order: Order, asked: Sequence[Asked], *, by: User) -> Order:
    """To be agreed by these, all of them: the text is frozen, so that all agree to the same."""
    named = {" ".join(each.who.split()): each.person for each in asked if each.who.strip()}
    if not named:
        raise Refused(_("Укажите, кто согласует проект: хотя бы один орган или сотрудник."), field="asked")
    freeze_text(order, "circulate", by=by)
    for who, person in named.items():
        Visa.objects.create(organisation_id=order.organisation_id, order=order, who=who[:200], person=person)
    return order


@transaction.atomic
def agree_visa(visa: Visa, *, by: User, on: date | None = None) -> Order:
    """Agreed. The last word makes the order ready to be signed."""
    order = _locked(visa)
    VISA.advance(visa, "agree", by=by, fields={"on": _day(on)}, order=order.pk)
    if ORDER.why_not(order, "agree") is None:
        ORDER.advance(order, "agree", by=by)
    return order


@transaction.atomic
def object_to_order(visa: Visa, *, by: User, remark: str, on: date | None = None) -> Order:
    """Remarks: the draft goes back to its author with them."""
    order = _locked(visa)
    if not remark.strip():
        raise Refused(_("Напишите, с чем вы не согласны: без замечаний проект некуда исправлять."), field="remark")
    fields = {"on": _day(on), "remark": remark.strip()[:1000]}
    VISA.advance(visa, "object", by=by, fields=fields, order=order.pk, remark=fields["remark"])
    return return_order(order, by=by, note=f"{visa.who}: {fields['remark']}")


def _locked(visa: Visa) -> Order:
    """The order of the visa, locked: two last words at once are counted one after the other."""
    order = Order.objects.select_for_update(of=("self",)).select_related("organisation__settings").get(pk=visa.order_id)
    if order.state != OrderState.AGREEING:
        raise Refused(_("Проект уже не на согласовании: состояние — «%s».") % order.get_state_display())
    return order


def _day(on: date | None) -> date:
    if on is not None and on > clock.today():
        raise Refused(_("Эта дата ещё не наступила."), field="on")
    return on or clock.today()
