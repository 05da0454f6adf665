"""«Составить приказ»: what waits for an order first, then every kind of order by what it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.banks.models import Bank
from nastavnik.kit import clock
from nastavnik.kit.ui.words import counted
from nastavnik.orders.queries import banks_to_approve, changes_for_order, relations_for_order
from nastavnik.orders.views.drafting import draft_of
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.regulation.queries import base_on


@dataclass(frozen=True)
class Waiting:
    """Something that has come about and lacks only its order (for `{% todo %}`)."""

    title: str
    reason: str
    button: str
    button_url: str
    clause: str


@dataclass(frozen=True)
class Card:
    title: str
    words: str
    url: str
    clause: str = ""


@act("orders.draft_order")
def order_start(request: Request, organisation: Organisation) -> HttpResponse:
    """The door to all drafts."""
    into = draft_of(request, organisation)
    query = f"?into={into.pk}" if into else ""
    context = {"waiting": list(_waiting(organisation, query)), "groups": _groups(organisation, query), "into": into}
    return render(request, "orders/order_start.html", context)


def _waiting(organisation: Organisation, query: str) -> Iterator[Waiting]:
    def at(name: str) -> str:
        return reverse(f"orders:{name}", args=[organisation.slug]) + query

    if not base_on(organisation, clock.today()).is_whole:
        yield Waiting(
            _("Внедрение модели и утверждение Положения"),
            _("Без этих приказов нельзя закрепить ни одну пару."),
            _("Составить"),
            at("base-order-start"),
            "4.1",
        )
    pairs = relations_for_order(organisation).prefetch_related(None).count()
    if pairs:
        yield Waiting(
            _("Закрепление: %(pairs)s") % {"pairs": counted(pairs, _("пара или группа/пары и группы/пар и групп"))},
            _("Все участники ответили «да»."),
            _("Составить"),
            at("relations-order-start"),
            "4.3/5",
        )
    changes = changes_for_order(organisation).prefetch_related(None).count()
    if changes:
        yield Waiting(
            _("Изменения в парах и группах: %(changes)s") % {"changes": changes},
            _("Подготовлены и ждут приказа."),
            _("Составить"),
            at("change-order-start"),
            "8.2",
        )
    banks = banks_to_approve(organisation)
    if banks:
        yield Waiting(
            _("Утверждение: %(banks)s") % {"banks": ", ".join(str(Bank(bank).label).lower() for bank in banks)},
            _("В базе есть люди, приказом она ещё не утверждена."),
            _("Составить"),
            at("bank-order-start"),
            "4.3/3",
        )


def _groups(organisation: Organisation, query: str) -> list[tuple[str, list[Card]]]:
    def card(title: str, words: str, name: str, clause: str = "") -> Card:
        return Card(title, words, reverse(f"orders:{name}", args=[organisation.slug]) + query, clause)

    return [
        (
            _("Основа системы"),
            [
                card(
                    _("Модель, Положение, куратор, дорожная карта"),
                    _("Одним приказом или по отдельности."),
                    "base-order-start",
                    "4.1",
                ),
                card(
                    _("Рабочая группа или объединение наставников"),
                    _("Председатель, секретарь, члены — приложением к приказу."),
                    "body-order-start",
                    "4.3/3",
                ),
                card(
                    _("Базы наставников и наставляемых"),
                    _("Списки утверждаются такими, какие они сейчас."),
                    "bank-order-start",
                    "4.3/3",
                ),
            ],
        ),
        (
            _("Пары и группы"),
            [
                card(
                    _("Закрепить пары и группы"),
                    _("Все ответили «да», согласия подписаны."),
                    "relations-order-start",
                    "4.3/5",
                ),
                card(
                    _("Изменить, продлить, заменить, прекратить"),
                    _("Изменение готовят на странице пары, приказ его проводит."),
                    "change-order-start",
                    "8.2",
                ),
            ],
        ),
        (
            _("Люди"),
            [
                card(
                    _("Назначить наставников"),
                    _("Отдельным приказом, ещё до пары, с письменного согласия."),
                    "mentor-order-start",
                    "4.2",
                ),
                card(
                    _("Поощрить за наставничество"),
                    _("Благодарность, грамота, знак отличия, премия."),
                    "reward-order-start",
                    "4.3/8",
                ),
            ],
        ),
    ]
