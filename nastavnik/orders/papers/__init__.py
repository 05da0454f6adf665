"""The paper of an order (D1–D6): one builder, its parts by the kinds of items."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.frozen import filled
from nastavnik.orders.models import ItemKind, Order, OrderItem
from nastavnik.orders.papers.appendices import BLANK_REFERENCE, appendices_of
from nastavnik.orders.papers.relations import change_blocks, line_of, relations_table
from nastavnik.orders.queries import concerned, items_of, signatory_on
from nastavnik.orders.wording import Told, item_words, preamble
from nastavnik.papers import model as paper
from nastavnik.papers.frozen import thaw
from nastavnik.people.models import Person
from nastavnik.russian.names import initials

__all__ = ["BLANK_REFERENCE", "compose", "order_paper"]


def order_paper(order: Order) -> paper.Paper:
    """An order as it is printed now.

    A draft is composed anew each time; what has gone to be signed is the frozen text, after signing with its
    date and number. Raises Refused for an order whose text is on a paper of its own (entered later).
    """
    if order.text:
        text = thaw(order.text)
        return filled(text, order.signed_on, order.number) if order.signed_on else text
    if order.is_entered_later:
        raise Refused(_("Этот приказ составлен на бумаге до программы: его текст — в скане."))
    today = clock.today()
    try:
        signatory = signatory_on(order.organisation, today)
    except Refused:
        signatory = {}  # the page says that nobody can sign
    return compose(order, items_of(order), day=today, signatory=signatory)


def compose(order: Order, items: list[OrderItem], *, day: date, signatory: Mapping[str, str]) -> paper.Paper:
    """The text of an order on a day, with blanks for its date and number. `signatory` is that of queries."""
    organisation = order.organisation
    appendices = appendices_of(order, items)
    numbers = {item.pk: block.number for item, block in appendices}
    people = concerned(items)
    blocks: list[paper.Block] = [
        paper.Letterhead(
            founder=organisation.founder, full_name=organisation.full_name, short_name=organisation.short_name
        ),
        paper.DocumentName("ПРИКАЗ"),
        paper.DateNumberPlace(place=order.place),
        paper.Heading(order.title),
        paper.Paragraph(preamble(organisation, items)),
        paper.Command(),
        *_body(order, items, day, numbers),
        _signature(signatory),
    ]
    if people:
        blocks.append(paper.Acquaintance(tuple(_acquainted(person, day) for person in people)))
    return paper.Paper(
        kind="order", title=f"Приказ {order.title[0].lower()}{order.title[1:]}", author=organisation.short_name,
        date=day, blocks=(*blocks, *(block for _item, block in appendices)),
    )  # fmt: skip


def _body(order: Order, items: list[OrderItem], day: date, appendices: Mapping[UUID, str]) -> list[paper.Block]:
    blocks: list[paper.Block] = []
    told = Told(order, day, appendices)
    number = 0

    def say(text: str) -> None:
        nonlocal number
        number += 1
        blocks.append(paper.Item(f"{number}.", text))

    relations = [item.relation for item in items if item.kind == ItemKind.ASSIGN_RELATION and item.relation]
    if relations:
        # the day of the order is not known yet: the term never begins before it (7.2)
        say("Закрепить наставнические пары (группы) согласно таблице на указанный в ней срок, но не ранее дня "
            "вступления настоящего приказа в силу:")  # fmt: skip
        blocks.append(relations_table(map(line_of, relations), day))
        say("Наставникам совместно с наставляемыми составить персонализированные программы наставничества "
            f"в течение {order.organisation.settings.programme_days} дней и представить их куратору.")  # fmt: skip
    for item in items:
        for part in change_blocks(item, day) if item.change else item_words(item, told):
            if isinstance(part, str):
                say(part)
            else:
                blocks.append(part)
    say("Контроль за исполнением настоящего приказа оставляю за собой.")
    return blocks


def _signature(signatory: Mapping[str, str]) -> paper.Signature:
    position = signatory.get("signatory_position") or "Руководитель"
    return paper.Signature(position[:1].upper() + position[1:], _signature_name(signatory.get("signatory_name", "")))


def _acquainted(person: Person, day: date) -> paper.Acquainted:
    return paper.Acquainted(person.signature_name, person.position_on(day))


def _signature_name(full_name: str) -> str:
    parts = full_name.split(" ", 2)
    return initials(*[*parts, "", ""][:3]) if full_name else ""
