"""The paper of an order (D1–D6): one builder, its parts by the kinds of items."""

from datetime import date

from nastavnik.kit import clock
from nastavnik.orders.models import ItemKind, Order, OrderItem
from nastavnik.orders.wording import item_words, preamble
from nastavnik.papers import model as paper
from nastavnik.people.models import Category, Person
from nastavnik.roadmap.papers import roadmap_blocks
from nastavnik.roadmap.queries import read_stages
from nastavnik.russian.names import initials
from nastavnik.russian.numerals import months_words


def order_paper(order: Order) -> paper.Paper:
    """An order as it is printed: before signing with blanks for date and number, after it with both."""
    organisation = order.organisation
    day = order.signed_on or clock.today()
    items = list(
        order.items.select_related("person", "relation", "roadmap").prefetch_related(
            "person__employments", "relation__members__person__employments", "relation__members__consent"
        )
    )
    kinds = [item.kind for item in items]
    blocks: list[paper.Block] = [
        paper.Letterhead(
            founder=organisation.founder, full_name=organisation.full_name, short_name=organisation.short_name
        ),
        paper.DocumentName("ПРИКАЗ"),
        paper.DateNumberPlace(date=order.signed_on, number=order.number or None, place=order.place),
        paper.Heading(order.title),
        paper.Paragraph(preamble(organisation, kinds)),
        paper.Command(),
        *_body(order, items, day),
        paper.Signature(_capital(order.signatory_position) or "Руководитель", _signature_name(order.signatory_name)),
        paper.Acquaintance(tuple(_acquainted(person, day) for person in concerned(items))),
        *_appendices(order, items),
    ]
    return paper.Paper(
        kind="order", title=f"Приказ {order.title[0].lower()}{order.title[1:]}", author=organisation.short_name,
        date=day, blocks=tuple(blocks),
    )  # fmt: skip


def concerned(items: list[OrderItem]) -> list[Person]:
    """Everybody whom the order concerns, once each: they are made acquainted with it."""
    people: dict[object, Person] = {}
    for item in items:
        if item.person:
            people.setdefault(item.person.pk, item.person)
        if item.relation:
            for member in [*item.relation.mentors, *item.relation.mentees]:
                people.setdefault(member.person_id, member.person)
    return list(people.values())


def _body(order: Order, items: list[OrderItem], day: date) -> list[paper.Block]:
    blocks: list[paper.Block] = []
    number = 0

    def say(text: str) -> None:
        nonlocal number
        number += 1
        blocks.append(paper.Item(f"{number}.", text))

    relations = [item for item in items if item.kind == ItemKind.ASSIGN_RELATION]
    if relations:
        say("Закрепить наставнические пары (группы) согласно таблице:")
        blocks.append(_relations_table(relations, day))
        say("Наставникам совместно с наставляемыми составить персонализированные программы наставничества "
            f"в течение {order.organisation.settings.programme_days} дней и представить их куратору.")  # fmt: skip
    for item in items:
        for sentence in item_words(item, order, day):
            say(sentence)
    say("Контроль за исполнением настоящего приказа оставляю за собой.")
    return blocks


def _relations_table(items: list[OrderItem], day: date) -> paper.Table:
    rows = []
    for number, item in enumerate(items, start=1):
        relation = item.relation
        assert relation is not None
        rows.append(
            (
                str(number),
                "; ".join(_mentor_words(member.person, day) for member in relation.mentors),
                "; ".join(
                    f"{member.person.full_name}, {member.person.position_on(day)}" for member in relation.mentees
                ),
                f"{relation.get_category_form_display()}; {relation.get_form_display()}",
                f"{relation.since:%d.%m.%Y} – {relation.until:%d.%m.%Y}",
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


def _mentor_words(person: Person, day: date) -> str:
    parts = [person.full_name, person.position_on(day)]
    if person.category and person.category != Category.CONFORMITY:
        parts.append(f"категория: {Category(person.category).label}")
    months = person.experience_on(day)
    if months is not None:
        parts.append(f"стаж {months_words(months)}")
    return ", ".join(filter(None, parts))


def _appendices(order: Order, items: list[OrderItem]) -> list[paper.Block]:
    reference = "к приказу " + (
        f"от {order.signed_on:%d.%m.%Y} № {order.number}" if order.signed_on else "от ____________ № ______"
    )
    appendices: list[paper.Block] = []
    for item in items:
        if item.kind == ItemKind.APPROVE_REGULATION and item.text:
            text = (paper.Paragraph(line) for line in item.text.splitlines() if line.strip())
            appendices.append(paper.Appendix(reference, tuple(text), number=str(len(appendices) + 1)))
        if item.kind == ItemKind.APPROVE_ROADMAP and item.roadmap:
            table = roadmap_blocks(item.roadmap, read_stages(order.organisation, item.roadmap))
            appendices.append(paper.Appendix(reference, table, number=str(len(appendices) + 1), page="landscape"))
    return appendices


def _acquainted(person: Person, day: date) -> paper.Acquainted:
    return paper.Acquainted(person.signature_name, person.position_on(day))


def _signature_name(full_name: str) -> str:
    parts = full_name.split(" ", 2)
    return initials(*[*parts, "", ""][:3]) if parts else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
