"""The journals and registers of D28: orders of a calendar year, acquaintance with the regulation."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from nastavnik.documents.papers.parts import curator_signature, head_signature, letterhead
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.models import REGISTERED_STATES, ItemKind, Journal, Order, OrderItem
from nastavnik.organisations.models import Organisation
from nastavnik.papers.model import Acquaintance, Acquainted, Column, DocumentName, Heading, Note, Paper, Table
from nastavnik.people.queries import teachers_on
from nastavnik.regulation.queries import base_on

ORDER_COLUMNS = (
    Column("№", 1.2),
    Column("Дата", 1.8),
    Column("Заголовок", 5),
    Column("Подписал", 2.6),
    Column("Кого касается, ознакомление", 4),
    Column("Отметка об изменении, отмене", 3.6),
)


def orders_journal(organisation: Organisation, year: int, journal: str) -> Paper:
    """All registered orders of a journal in a calendar year; amended and amending ones both show (edge case 41)."""
    rows = [_order_row(order) for order in registered(organisation, year, journal)]
    label = Journal(journal).label
    return Paper(
        kind="orders_journal",
        title=f"Журнал регистрации приказов {label} за {year} год",
        author=organisation.short_name,
        date=clock.today(),
        page="landscape",
        blocks=(
            letterhead(organisation),
            DocumentName("ЖУРНАЛ РЕГИСТРАЦИИ ПРИКАЗОВ"),
            Heading(f"{label} за {year} год"),
            Table(ORDER_COLUMNS, tuple(rows), empty=f"Приказов в журнале за {year} год нет."),
            Note(f"Напечатано {clock.today():%d.%m.%Y}. Нумерация – в пределах календарного года."),
            curator_signature(organisation, clock.today()),
        ),
    )


def registered(organisation: Organisation, year: int, journal: str) -> Sequence[Order]:
    """Orders of the journal with what its rows tell, in the order of signing; a fixed number of queries."""
    return list(
        Order.objects.of(organisation)
        .filter(journal=journal, year=year, state__in=REGISTERED_STATES)
        .prefetch_related(
            "items__person", "items__target", "items__relation__members__person", "acquaintances__person",
            "amendments__order",
        )
        .order_by("signed_on", "made_at")
    )  # fmt: skip


def regulation_acquaintance(organisation: Organisation) -> Paper:
    """The sheet of acquaintance of all teachers with the regulation in force (4.1, 5.2/1, 6.2/1).

    Raises Refused while no edition is in force.
    """
    today = clock.today()
    edition = base_on(organisation, today).edition
    if edition is None:
        raise Refused(_("Положение ещё не утверждено приказом: знакомить пока не с чем."))
    people = teachers_on(organisation, today, external=True)
    return Paper(
        kind="regulation_acquaintance",
        title="Лист ознакомления с Положением о наставничестве",
        author=organisation.short_name,
        date=today,
        blocks=(
            letterhead(organisation),
            DocumentName("ЛИСТ ОЗНАКОМЛЕНИЯ"),
            Heading(f"с локальным актом «{edition.title}» ({edition.ground})"),
            Acquaintance(
                tuple(Acquainted(person.short_name, person.position_on(today)) for person in people),
                label="С Положением ознакомлены:",
            ),
            head_signature(organisation, today),
        ),
    )


def _order_row(order: Order) -> tuple[str, ...]:
    assert order.signed_on is not None
    signed = ", ".join(filter(None, (order.signatory_name, order.signatory_position)))
    return order.number, f"{order.signed_on:%d.%m.%Y}", order.title, signed, _readers(order), "\n".join(_marks(order))


def _readers(order: Order) -> str:
    """Whom the order concerns; behind each the day of acquaintance, as the sheet says it."""
    days = {one.person_id: one for one in order.acquaintances.all()}
    people: dict[UUID, str] = {}
    for item in order.items.all():
        named = [item.person] if item.person else []
        if item.relation:
            named += [member.person for member in item.relation.members.all()]
        for person in named:
            people.setdefault(person.pk, person.short_name)
    return "\n".join(f"{name} – {_acquainted(days.get(key))}" for key, name in people.items())


def _acquainted(acquaintance) -> str:
    if acquaintance is None:
        return "не ознакомлен(а)"
    if acquaintance.refused:
        return "отказ от подписи, составлен акт"
    return f"{acquaintance.signed_on:%d.%m.%Y}"


def _marks(order: Order) -> list[str]:
    """What this order does to others, and what others have done to it: the register shows both."""
    marks = []
    for item in order.items.all():
        if item.target is not None:
            verb = "признаёт утратившим силу" if item.kind == ItemKind.REVOKE else "вносит изменения в"
            marks.append(f"{verb} {_reference(item.target)}")
    for done in _amendments(order):
        verb = "утратил силу:" if done.kind == ItemKind.REVOKE else "изменён:"
        marks.append(f"{verb} {_reference(done.order)}")
    if order.is_entered_later:
        marks.append("внесён позже, текст на бумаге")
    return marks


def _amendments(order: Order) -> list[OrderItem]:
    return [item for item in order.amendments.all() if item.order.state in REGISTERED_STATES]


def _reference(order: Order) -> str:
    return f"приказ от {order.signed_on:%d.%m.%Y} № {order.number}" if order.signed_on else "приказ"
