"""Acts on orders: draft, submit, sign and register (effects are carried out), return, annul."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.orders.kinds import KINDS
from nastavnik.orders.models import Acquaintance, ItemKind, Journal, Order, OrderItem, OrderState
from nastavnik.orders.papers import order_paper
from nastavnik.orders.states import ORDER
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.organisations.queries import holder_of
from nastavnik.pairs.models import Relation
from nastavnik.papers.actions import discard_scan, issue_paper, keep_scan
from nastavnik.papers.models import Scan
from nastavnik.people.models import Person
from nastavnik.roadmap.models import Roadmap


@dataclass(frozen=True)
class NewItem:
    """What an item of a draft is to do."""

    kind: str
    person: Person | None = None
    relation: Relation | None = None
    roadmap: Roadmap | None = None
    since: date | None = None
    text: str = ""


@transaction.atomic
def draft_order(
    organisation: Organisation,
    items: Sequence[NewItem],
    *,
    by: User,
    title: str,
    journal_of: str = Journal.MAIN,
    is_entered_later: bool = False,
) -> Order:
    """A draft with its items. A pair stands in one open draft at most."""
    order = Order.objects.create(
        organisation=organisation,
        journal=journal_of,
        place=organisation.place,
        title=title,
        is_entered_later=is_entered_later,
        made_at=clock.now(),
    )
    for sort, item in enumerate(items):
        _add_item(order, item, sort)
    journal.record("order_drafted", order, by=by, kinds=[str(item.kind) for item in items])
    return order


@transaction.atomic
def submit_order(order: Order, *, by: User) -> Order:
    """To the head for signing: the signatory of today is written into the paper (edge case 18)."""
    ORDER.advance(order, "submit", by=by, fields={**signatory_on(order.organisation, clock.today()), "return_note": ""})
    return order


@transaction.atomic
def return_order(order: Order, *, by: User, note: str) -> Order:
    """Back to the curator with the head's words."""
    ORDER.advance(order, "return", by=by, fields={"return_note": note})
    return order


@transaction.atomic
def annul_order(order: Order, *, by: User) -> Order:
    """A draft that will not be signed; its pairs are free for another."""
    ORDER.advance(order, "annul", by=by)
    return order


def sign_order(
    order: Order,
    *,
    by: User,
    number: str,
    signed_on: date,
    effective_on: date | None = None,
    scan: File | None = None,
) -> Order:
    """Register the order that the head has signed on paper: only now its effects come into force (7.2).

    One transaction: number, dates, signatory, scan, every item's effect and the journal, or nothing.
    Refused: the number is taken, a day in the future, no scan, an item that cannot be carried out on that day.
    `scan` is the uploaded file; it is cleaned before the transaction and goes again when signing is refused.
    """
    number = " ".join(number.split())
    effective_on = effective_on or signed_on
    _check_signing(order, number, signed_on, effective_on, has_scan=scan is not None)
    kept = keep_scan(scan, organisation_id=order.organisation_id, about_id=order.pk, by=by) if scan else None
    try:
        with transaction.atomic():
            _sign(order, by, number, signed_on, effective_on, kept)
    except Refused:
        _discard(kept, by)
        raise
    except IntegrityError as error:
        _discard(kept, by)
        if (
            Order.objects.of(order.organisation)
            .filter(journal=order.journal, year=signed_on.year, number=number, state=OrderState.IN_FORCE)
            .exists()
        ):
            raise _number_taken(number, signed_on) from error
        raise
    transaction.on_commit(lambda: _issue(order, by), robust=True)
    return order


def _discard(scan: Scan | None, by: User) -> None:
    if scan is not None:
        discard_scan(scan, by=by)


def _number_taken(number: str, signed_on: date) -> Refused:
    return Refused(
        _("Номер %(number)s в этом журнале за %(year)s год уже занят: укажите другой.")
        % {"number": number, "year": signed_on.year},
        field="number",
    )


def _issue(order: Order, by: User) -> None:
    """The paper with its number and date, kept as issued (after commit: rendering is slow)."""
    issue_paper(order_paper(order), organisation_id=order.organisation_id, about_id=order.pk, by=by)


@transaction.atomic
def enter_later_order(
    organisation: Organisation,
    items: Sequence[NewItem],
    *,
    by: User,
    title: str,
    number: str,
    signed_on: date,
    effective_on: date | None = None,
    journal_of: str = Journal.MAIN,
    scan: File | None = None,
) -> Order:
    """An order that lived before the product: true number and dates, marked as entered later (edge case 44)."""
    order = draft_order(organisation, items, by=by, title=title, journal_of=journal_of, is_entered_later=True)
    ORDER.advance(order, "submit", by=by)
    return sign_order(order, by=by, number=number, signed_on=signed_on, effective_on=effective_on, scan=scan)


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


def signatory_on(organisation: Organisation, day: date) -> dict[str, str]:
    """Who has the authority to sign on that day, with post and ground; Refused when nobody has."""
    role = holder_of(organisation, RoleKind.HEAD, day)
    if role is None:
        raise Refused(_("На эту дату не указан руководитель: подписать приказ некому."))
    person = getattr(role.user, "person", None)
    return {
        "signatory_name": person.full_name if person else str(role.user),
        "signatory_position": person.position_on(day) if person else "",
        "signatory_ground": role.ground,
    }


def why_not_sign(order: Order, signed_on: date) -> list[str]:
    """What every item lacks on the day of signing, in words."""
    items = order.items.select_related("person", "relation__organisation", "roadmap")
    return [reason for item in items if (reason := KINDS[item.kind].why_not(item, signed_on))]


def _check_signing(order: Order, number: str, signed_on: date, effective_on: date, *, has_scan: bool) -> None:
    """What can be said before anything is locked or kept."""
    if not number:
        raise Refused(_("Укажите номер приказа."), field="number")
    if signed_on > clock.today():
        raise Refused(_("Дата подписания ещё не наступила."), field="signed_on")
    if effective_on < signed_on:
        raise Refused(_("Приказ не может вступить в силу раньше, чем подписан."), field="effective_on")
    if not has_scan and not order.is_entered_later:
        raise Refused(_("Приложите скан или фотографию подписанного приказа."), field="scan")
    same = Order.objects.of(order.organisation).filter(
        journal=order.journal, year=signed_on.year, number=number, state=OrderState.IN_FORCE
    )
    if same.exists():
        raise _number_taken(number, signed_on)


def _sign(order: Order, by: User, number: str, signed_on: date, effective_on: date, scan: Scan | None) -> Order:
    reasons = why_not_sign(order, signed_on)
    if reasons:
        raise Refused(" ".join(reasons))
    ORDER.advance(
        order,
        "sign",
        by=by,
        fields={
            "number": number,
            "year": signed_on.year,
            "signed_on": signed_on,
            "effective_on": effective_on,
            "scan": scan,
            **signatory_on(order.organisation, signed_on),
        },
        number=number,
        signed_on=signed_on,
    )
    for item in order.items.select_related("organisation__settings", "person", "relation__organisation", "roadmap"):
        item.order = order
        KINDS[item.kind].carry_out(item, by=by)
        item.carried_out_at = clock.now()
        item.save(update_fields=["carried_out_at"])
    return order


def _add_item(order: Order, item: NewItem, sort: int) -> None:
    if item.kind == ItemKind.ASSIGN_RELATION and item.relation is not None:
        elsewhere = OrderItem.objects.filter(
            relation=item.relation,
            kind=item.kind,
            order__state__in=(OrderState.DRAFT, OrderState.TO_SIGN, OrderState.IN_FORCE),
        ).first()
        if elsewhere:
            raise Refused(_("%(pair)s уже включена в другой проект приказа.") % {"pair": item.relation})
    OrderItem.objects.create(
        organisation_id=order.organisation_id,
        order=order,
        kind=item.kind,
        sort=sort,
        person=item.person,
        relation=item.relation,
        roadmap=item.roadmap,
        since=item.since,
        text=item.text,
    )
