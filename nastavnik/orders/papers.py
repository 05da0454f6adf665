"""The paper of an order (D1–D6): one builder, its parts by the kinds of items."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.frozen import filled
from nastavnik.orders.models import ItemKind, Order, OrderItem, OrderState
from nastavnik.orders.queries import concerned, items_of, signatory_on
from nastavnik.orders.wording import item_words, preamble
from nastavnik.pairs.models import RelationMember
from nastavnik.papers import model as paper
from nastavnik.papers.frozen import thaw
from nastavnik.people.models import Category, Person
from nastavnik.roadmap.papers import roadmap_blocks
from nastavnik.roadmap.queries import read_stages
from nastavnik.russian.names import initials
from nastavnik.russian.numerals import months_words

BLANK_REFERENCE = "к приказу от ____________ № ______"


def order_paper(order: Order) -> paper.Paper:
    """An order as it is printed now.

    A draft is composed anew each time; what has gone to be signed is the frozen text, after signing with its
    date and number. Raises Refused for an order whose text is on a paper of its own (entered later).
    """
    if order.text and order.state in (OrderState.TO_SIGN, OrderState.IN_FORCE):
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
    kinds = [item.kind for item in items]
    appendices = _appendices(order, items)
    numbers = {item.pk: block.number for item, block in appendices}
    people = concerned(items)
    blocks: list[paper.Block] = [
        paper.Letterhead(
            founder=organisation.founder, full_name=organisation.full_name, short_name=organisation.short_name
        ),
        paper.DocumentName("ПРИКАЗ"),
        paper.DateNumberPlace(place=order.place),
        paper.Heading(order.title),
        paper.Paragraph(preamble(organisation, kinds or [ItemKind.INTRODUCE_MODEL])),
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
    number = 0

    def say(text: str) -> None:
        nonlocal number
        number += 1
        blocks.append(paper.Item(f"{number}.", text))

    relations = [item for item in items if item.kind == ItemKind.ASSIGN_RELATION]
    if relations:
        # the day of the order is not known yet: the term never begins before it (7.2)
        say("Закрепить наставнические пары (группы) согласно таблице на указанный в ней срок, но не ранее дня "
            "вступления настоящего приказа в силу:")  # fmt: skip
        blocks.append(_relations_table(relations, day))
        say("Наставникам совместно с наставляемыми составить персонализированные программы наставничества "
            f"в течение {order.organisation.settings.programme_days} дней и представить их куратору.")  # fmt: skip
    for item in items:
        for sentence in item_words(item, order, day, appendices):
            say(sentence)
    say("Контроль за исполнением настоящего приказа оставляю за собой.")
    return blocks


def _relations_table(items: list[OrderItem], day: date) -> paper.Table:
    rows = []
    for number, item in enumerate(items, start=1):
        relation = item.relation
        assert relation is not None
        term = f"{relation.since:%d.%m.%Y} – {relation.until:%d.%m.%Y}" if relation.since and relation.until else ""
        rows.append(
            (
                str(number),
                _people(relation.mentors, day, _mentor_words),
                _people(relation.mentees, day, _mentee_words),
                f"{relation.get_category_form_display()}; {relation.get_form_display()}",
                term,
            )
        )
    columns = (
        paper.Column("№", 0.6, "center"),
        paper.Column("Наставник", 3.2),
        paper.Column("Наставляемый (наставляемые)", 3.2),
        paper.Column("Форма наставничества", 2.4),
        paper.Column("Срок", 2.0),
    )
    return paper.Table(columns, tuple(rows))


def _people(members: Sequence[RelationMember], day: date, words) -> str:
    """One by one under each other; several are counted, so that nobody is overlooked."""
    told = [words(member.person, day) for member in members]
    if len(told) == 1:
        return told[0]
    return ";\n".join(f"{number}) {each}" for number, each in enumerate(told, start=1))


def _mentor_words(person: Person, day: date) -> str:
    parts = [person.full_name, person.position_on(day)]
    match person.category:
        case Category.FIRST | Category.HIGHEST:
            parts.append(f"{Category(person.category).label} квалификационная категория")
        case Category.METHODIST | Category.MENTOR:
            parts.append(str(Category(person.category).label))
    months = person.experience_on(day)
    if months is not None:
        parts.append(f"стаж {months_words(months)}")
    return ", ".join(filter(None, parts))


def _mentee_words(person: Person, day: date) -> str:
    return ", ".join(filter(None, (person.full_name, person.position_on(day))))


def _appendices(order: Order, items: list[OrderItem]) -> list[tuple[OrderItem, paper.Appendix]]:
    found: list[tuple[OrderItem, paper.Appendix]] = []
    for item in items:
        number = str(len(found) + 1)
        if item.kind == ItemKind.APPROVE_REGULATION and item.text.strip():
            text = tuple(paper.Paragraph(line) for line in item.text.splitlines() if line.strip())
            found.append((item, paper.Appendix(BLANK_REFERENCE, text, number=number)))
        if item.kind == ItemKind.APPROVE_ROADMAP and item.roadmap:
            plan = roadmap_blocks(item.roadmap, read_stages(order.organisation, item.roadmap))
            plan = tuple(_without_marks(block) for block in plan)
            found.append((item, paper.Appendix(BLANK_REFERENCE, plan, number=number, page="landscape")))
    return found


def _without_marks(block: paper.Block) -> paper.Block:
    """What is approved is the plan: the marks of what has been done are no part of it."""
    if not isinstance(block, paper.Table):
        return block
    kept = [index for index, column in enumerate(block.columns) if column.header != "Отметка"]
    columns = tuple(block.columns[index] for index in kept)
    return replace(block, columns=columns, rows=tuple(tuple(row[index] for index in kept) for row in block.rows))


def _signature(signatory: Mapping[str, str]) -> paper.Signature:
    position = signatory.get("signatory_position") or "Руководитель"
    return paper.Signature(position[:1].upper() + position[1:], _signature_name(signatory.get("signatory_name", "")))


def _acquainted(person: Person, day: date) -> paper.Acquainted:
    return paper.Acquainted(person.signature_name, person.position_on(day))


def _signature_name(full_name: str) -> str:
    parts = full_name.split(" ", 2)
    return initials(*[*parts, "", ""][:3]) if full_name else ""
