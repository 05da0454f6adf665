"""Registering what was signed on paper: number, dates, scan and every effect, or nothing (4.3/5, 7.2)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.keys import new_key
from nastavnik.kit.refusal import Refused
from nastavnik.orders.actions.drafting import NewItem, draft_order
from nastavnik.orders.kinds import KINDS
from nastavnik.orders.models import FORCE_STATES, REGISTERED_STATES, Journal, Order, OrderItem
from nastavnik.orders.numbers import LONGEST, as_read, suggest_number, tidy_number
from nastavnik.orders.papers import order_paper
from nastavnik.orders.queries import items_of, signatory_on
from nastavnik.orders.readiness import lacks_of
from nastavnik.orders.states import ORDER
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation
from nastavnik.papers.actions import discard_scan, issue_paper, keep_scan
from nastavnik.papers.models import Scan

EARLIEST_YEAR = 2000  # an earlier one is a slip of the hand


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
    A blank `number` takes the next one of the journal (the one that is suggested), however many register at once.
    Refused: the number is taken, a day in the future, no scan, an item that cannot be carried out on that day.
    `scan` is the uploaded file; it is cleaned before the transaction and goes again when signing is refused.
    """
    facts = _Registration(tidy_number(number), signed_on, effective_on or order.effective_on or signed_on)
    _check_registration(order, facts, has_scan=scan is not None)
    with _scan_kept(scan, order.organisation_id, order.pk, by) as kept:
        _register(order, facts, kept, by)
    return order


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
    """An order that lived before the product: true number and dates, marked as entered later (edge case 44).

    Its text is on its own paper: none is made here.
    """
    facts, pk = _Registration(tidy_number(number), signed_on, effective_on or signed_on), new_key()
    with _scan_kept(scan, organisation.pk, pk, by) as kept, transaction.atomic():
        order = draft_order(
            organisation, items, by=by, title=title, journal_of=journal_of, is_entered_later=True, pk=pk
        )
        ORDER.advance(order, "submit", by=by)
        _check_registration(order, facts, has_scan=kept is not None)
        _register(order, facts, kept, by)
    return order


def attach_scan(order: Order, scan: File, *, by: User) -> Order:
    """The scan of an order that was entered later without one. What is kept already is never replaced."""
    if not order.is_registered:
        raise Refused(_("Скан прикладывается к подписанному приказу."))
    with _scan_kept(scan, order.organisation_id, order.pk, by) as kept, transaction.atomic():
        stored = Order.objects.select_for_update().get(pk=order.pk)
        if stored.scan_id is not None:
            raise Refused(_("Скан этого приказа уже сохранён: заменить его нельзя."), field="scan")
        order.scan = kept
        order.save(update_fields=["scan"])
        journal.record("order_scan_attached", order, by=by)
    return order


@dataclass(frozen=True)
class _Registration:
    """What stands on the signed paper."""

    number: str
    signed_on: date
    effective_on: date


@contextmanager
def _scan_kept(file: File | None, organisation_id: UUID, about_id: UUID, by: User) -> Iterator[Scan | None]:
    """The cleaned scan; it goes again when the act does not come about, for whatever reason."""
    # Django's File reads like any other
    kept = keep_scan(file, organisation_id=organisation_id, about_id=about_id, by=by) if file else None  # type: ignore[arg-type]
    try:
        yield kept
    except BaseException:
        if kept is not None:
            discard_scan(kept, by=by)
        raise


def _check_registration(order: Order, facts: _Registration, *, has_scan: bool) -> None:
    """What can be said before anything is locked or kept."""
    if not facts.number and order.is_entered_later:  # an old order has its number already
        raise Refused(_("Укажите номер приказа."), field="number")
    if facts.signed_on > clock.today():
        raise Refused(_("Дата подписания ещё не наступила."), field="signed_on")
    if facts.signed_on.year < EARLIEST_YEAR:
        raise Refused(_("Проверьте год в дате подписания."), field="signed_on")
    if facts.effective_on < facts.signed_on:
        _refuse_retroactive(order, facts)
    if not has_scan and not order.is_entered_later:
        raise Refused(_("Приложите скан или фотографию подписанного приказа."), field="scan")
    if facts.number and _number_is_taken(order, facts):
        raise _number_taken(facts)


def _refuse_retroactive(order: Order, facts: _Registration) -> None:
    if order.effective_on == facts.effective_on:  # the text itself names the day
        raise Refused(
            _(
                "В тексте приказа стоит, что он вступает в силу %(day)s — раньше, чем подписан. "
                "Верните проект на доработку."
            )
            % {"day": f"{facts.effective_on:%d.%m.%Y}"},
            field="signed_on",
        )
    raise Refused(_("Приказ не может вступить в силу раньше, чем подписан."), field="effective_on")


def _number_is_taken(order: Order, facts: _Registration) -> bool:
    """Numbers that one reads alike are one number: «42-ОД» and «42-од», also with Latin letters."""
    registered = Order.objects.of(order.organisation).filter(
        journal=order.journal, year=facts.signed_on.year, state__in=REGISTERED_STATES
    )
    wanted = as_read(facts.number)
    return any(as_read(number) == wanted for number in registered.exclude(pk=order.pk).values_list("number", flat=True))


def _number_taken(facts: _Registration) -> Refused:
    return Refused(
        _("Номер %(number)s в этом журнале за %(year)s год уже занят: укажите другой.")
        % {"number": facts.number, "year": facts.signed_on.year},
        field="number",
    )


def _register(order: Order, facts: _Registration, scan: Scan | None, by: User) -> None:
    """Sign in one transaction; the database has the last word on the number."""
    try:
        with transaction.atomic():
            _sign(order, facts, scan, by)
    except IntegrityError as error:
        taken = _number_is_taken(order, facts)
        _forget(order)
        if taken:
            raise _number_taken(facts) from error
        raise
    except BaseException:
        _forget(order)
        raise
    transaction.on_commit(lambda: _issue(order, by), robust=True)


def _sign(order: Order, facts: _Registration, scan: Scan | None, by: User) -> None:
    # numbers of an institution are given one by one: the next one is the next for everybody (edge case 42)
    Organisation.objects.select_for_update(no_key=True).get(pk=order.organisation_id)
    _refuse_another_text(order)
    if facts.number and _number_is_taken(order, facts):  # another has been registered while this one waited
        raise _number_taken(facts)
    list(Relation.objects.select_for_update().filter(pk__in=_relations_of(order)).order_by("pk"))
    order.effective_on = facts.effective_on
    lacks = lacks_of(order, facts.signed_on)
    if lacks:
        raise Refused(" ".join(lack.sentence for lack in lacks))
    number = facts.number or suggest_number(order.organisation, order.journal, facts.signed_on.year)
    if len(number) > LONGEST:
        raise Refused(_("Следующий номер не помещается в журнал: впишите номер сами."), field="number")
    ORDER.advance(
        order,
        "sign",
        by=by,
        fields={
            "number": number,
            "year": facts.signed_on.year,
            "signed_on": facts.signed_on,
            "effective_on": facts.effective_on,
            "scan": scan,
            **_signatory(order, facts.signed_on),
        },
        number=number,
        signed_on=facts.signed_on,
    )
    for item in items_of(order):
        item.outcome = KINDS[item.kind].carry_out(item, by=by) or {}
        item.carried_out_at = clock.now()
        item.save(update_fields=["outcome", "carried_out_at"])
        _mark_amended(item, by)


def _refuse_another_text(order: Order) -> None:
    """Returned, reworked and handed over again while its scan was being taken in: that paper says something else."""
    stored = Order.objects.select_for_update().get(pk=order.pk)
    if stored.state == order.state and stored.text != order.text:
        raise Refused(
            _("Пока шла регистрация, проект переделали: подписан прежний текст. Распечатайте и подпишите новый.")
        )


def _relations_of(order: Order) -> list[UUID]:
    """All pairs that the items speak of, themselves or by a change."""
    keys = order.items.values_list("relation_id", "change__relation_id")
    return [key for pair in keys for key in pair if key is not None]


def _mark_amended(item: OrderItem, by: User) -> None:
    """The order that fixed a pair shows that another has changed it (edge case 41, D6).

    Revoked since the draft was made, it keeps its state: what was kept of it is changed all the same (edge case 40).
    """
    if item.change_id is not None and item.target is not None and item.target.state in FORCE_STATES:
        ORDER.advance(item.target, "amend", by=by, amended_by=item.order_id)


def _signatory(order: Order, day: date) -> dict[str, str]:
    try:
        return signatory_on(order.organisation, day)
    except Refused:
        if order.is_entered_later:
            return {}  # before the roles that are known here
        raise


def _forget(order: Order) -> None:
    """The row in hand becomes again what the database holds: nothing has been registered."""
    stored = Order.objects.filter(pk=order.pk).first()
    for field in Order._meta.concrete_fields if stored else ():
        if field.name != "organisation":
            setattr(order, field.attname, getattr(stored, field.attname))


def _issue(order: Order, by: User) -> None:
    """The paper with its number and date, kept as issued (after commit: rendering is slow)."""
    if order.text:
        issue_paper(order_paper(order), organisation_id=order.organisation_id, about_id=order.pk, by=by)
