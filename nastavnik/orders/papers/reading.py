"""Papers around the acquaintance with an order: the sheet of all readers, the act when somebody will not sign (4.1)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from nastavnik.kit.refusal import Refused
from nastavnik.orders.models import Order
from nastavnik.papers import model as paper
from nastavnik.people.models import Person
from nastavnik.russian.numerals import date_words


def readers_sheet(order: Order, people: Sequence[Person], day: date) -> paper.Paper:
    """A sheet of its own: the order on the regulation is read by all teachers, not only by those it names (4.1)."""
    _check_registered(order)
    title = f"Лист ознакомления с {_by_order(order)}"
    rows = tuple(paper.Acquainted(person.signature_name, person.position_on(day)) for person in people)
    return paper.Paper(
        kind="readers_sheet",
        title=title,
        author=order.organisation.short_name,
        date=day,
        blocks=(
            paper.Letterhead(
                full_name=order.organisation.full_name,
                short_name=order.organisation.short_name,
                founder=order.organisation.founder,
            ),
            paper.DocumentName("ЛИСТ ОЗНАКОМЛЕНИЯ"),
            paper.Heading(f"с {_by_order(order)}"),
            paper.Acquaintance(rows, label="С приказом ознакомлены под подпись:"),
        ),
    )


def refusal_act(order: Order, person: Person, day: date, *, drawn_by: Person | None) -> paper.Paper:
    """The act that two witnesses sign when somebody has heard the order and will not sign the sheet (edge case 46)."""
    _check_registered(order)
    post = person.position_on(day)
    maker_post = drawn_by.position_on(day) if drawn_by else ""
    return paper.Paper(
        kind="refusal_act",
        title=f"Акт об отказе от подписи: {person.short_name}, {str(order)[0].upper()}{str(order)[1:]}",
        author=order.organisation.short_name,
        date=day,
        blocks=(
            paper.Letterhead(
                full_name=order.organisation.full_name,
                short_name=order.organisation.short_name,
                founder=order.organisation.founder,
            ),
            paper.DocumentName("АКТ"),
            paper.DateNumberPlace(place=order.place),
            paper.Heading("Об отказе от подписи в листе ознакомления с приказом"),
            paper.Definition("Работник", ", ".join(filter(None, (person.full_name, post)))),
            paper.Definition("Приказ", f"от {date_words(_signed(order))} № {order.number} «{order.title}»"),
            paper.Paragraph(
                "Мы, нижеподписавшиеся, составили настоящий акт о том, что в нашем присутствии работнику было "
                "предложено ознакомиться с указанным приказом под подпись. Содержание приказа доведено до сведения "
                "работника путём прочтения вслух. От подписи в листе ознакомления работник отказался."
            ),
            paper.Blank("Время и место составления акта"),
            paper.Blank("Объяснение отказа со слов работника", 2),
            paper.Signature(_capital(maker_post) or "Составитель акта", drawn_by.signature_name if drawn_by else ""),
            paper.Signature("Свидетель", ""),
            paper.Signature("Свидетель", ""),
        ),
    )


def _check_registered(order: Order) -> None:
    if order.signed_on is None:
        raise Refused(_("Ознакомить можно только с подписанным приказом."))


def _signed(order: Order) -> date:
    assert order.signed_on is not None  # checked by the caller
    return order.signed_on


def _by_order(order: Order) -> str:
    """«приказом от 15.09.2026 № 42-ОД «О …»»."""
    return f"приказом{str(order).removeprefix('приказ')}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
