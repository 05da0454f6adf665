"""Appendices of an order: the regulation, the roadmap, a composition, a bank (domain 3.1)."""

from dataclasses import replace

from nastavnik.banks.actions import bank_rows
from nastavnik.banks.models import Bank
from nastavnik.orders.models import ItemKind, Order, OrderItem
from nastavnik.orders.queries import seats_of
from nastavnik.papers import model as paper
from nastavnik.regulation.models import Duty
from nastavnik.roadmap.papers import roadmap_blocks
from nastavnik.roadmap.queries import read_stages

BLANK_REFERENCE = "к приказу от ____________ № ______"


def appendices_of(order: Order, items: list[OrderItem]) -> list[tuple[OrderItem, paper.Appendix]]:
    """What is attached, numbered in the order of the items."""
    found: list[tuple[OrderItem, paper.Appendix]] = []
    for item in items:
        blocks = _blocks(order, item)
        if blocks:
            page: paper.Orientation = "landscape" if item.kind == ItemKind.APPROVE_ROADMAP else "portrait"
            found.append((item, paper.Appendix(BLANK_REFERENCE, blocks, number=str(len(found) + 1), page=page)))
    return found


def _blocks(order: Order, item: OrderItem) -> tuple[paper.Block, ...]:
    match item.kind:
        case ItemKind.APPROVE_REGULATION if item.text.strip():
            return tuple(paper.Paragraph(line) for line in item.text.splitlines() if line.strip())
        case ItemKind.APPROVE_ROADMAP if item.roadmap:
            plan = roadmap_blocks(item.roadmap, read_stages(order.organisation, item.roadmap))
            return tuple(_without_marks(block) for block in plan)
        case ItemKind.APPROVE_BODY:
            return _composition(item)
        case ItemKind.APPROVE_BANK:
            return _bank(item)
    return ()


def _composition(item: OrderItem) -> tuple[paper.Block, ...]:
    columns = (
        paper.Column("№", 0.6, "center"),
        paper.Column("Фамилия, имя, отчество", 3.6),
        paper.Column("Должность", 3.2),
        paper.Column("Обязанность", 2.0),
    )
    rows = [
        (str(number), person.full_name, person.post_today, str(Duty(duty).label))
        for number, (person, duty) in enumerate(seats_of(item), start=1)
    ]
    return paper.Heading(f"Состав: {item.facts['name']}"), paper.Table(columns, tuple(rows))


def _bank(item: OrderItem) -> tuple[paper.Block, ...]:
    mentors = item.facts["bank"] == Bank.MENTORS
    columns = (
        paper.Column("№", 0.6, "center"),
        paper.Column("Фамилия, имя, отчество", 3.2),
        paper.Column("Должность", 2.6),
        paper.Column("Сильные темы" if mentors else "Профессиональный запрос", 3.6),
    )
    rows = [
        (str(number), row["name"], row["post"], row["what"])
        for number, row in enumerate(bank_rows(item.organisation, item.facts["bank"]), start=1)
    ]
    name = "База наставников" if mentors else "База наставляемых"
    return paper.Heading(name), paper.Table(columns, tuple(rows), empty="База пуста.")


def _without_marks(block: paper.Block) -> paper.Block:
    """What is approved is the plan: the marks of what has been done are no part of it."""
    if not isinstance(block, paper.Table):
        return block
    kept = [index for index, column in enumerate(block.columns) if column.header != "Отметка"]
    columns = tuple(block.columns[index] for index in kept)
    return replace(block, columns=columns, rows=tuple(tuple(row[index] for index in kept) for row in block.rows))
