"""What an order item may do: one table of ordinary functions (house, chapter 1).

Each kind says why it cannot be carried out on a day (`why_not`), and carries out its effect (`carry_out`).
A new kind is a copy of the nearest one and a line in KINDS.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.orders.models import ItemKind, OrderItem
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import RoleKind
from nastavnik.pairs.actions import assign_relation, end_relation
from nastavnik.pairs.readiness import missing_for_order
from nastavnik.people.actions import open_access
from nastavnik.regulation.actions import approve_edition, introduce_model
from nastavnik.roadmap.actions import approve_roadmap


@dataclass(frozen=True)
class Kind:
    """`why_not(item, signed_on)` returns a sentence or None; `carry_out(item, by)` runs in the signing transaction."""

    why_not: Callable
    carry_out: Callable


def nothing_needed(item: OrderItem, signed_on) -> None:
    return None


def carry_out_introduction(item: OrderItem, *, by: User) -> None:
    introduce_model(item.organisation, by=by, since=_since(item), ground=str(item.order), ground_id=item.pk)


def carry_out_edition(item: OrderItem, *, by: User) -> None:
    approve_edition(
        item.organisation,
        by=by,
        since=_since(item),
        text=item.text,
        ground=str(item.order),
        ground_id=item.pk,
    )


def why_no_curator(item: OrderItem, signed_on) -> str | None:
    """The curator is a worker of the institution (1.3/3)."""
    if item.person is None:
        return _("Не указано, кто назначается куратором.")
    if not any(job.is_held_on(signed_on) for job in item.person.employments.all()):
        return _("%(who)s на дату приказа не работает в учреждении: куратором может быть только сотрудник (1.3/3).") % {
            "who": item.person.full_name
        }
    return None


def carry_out_curator(item: OrderItem, *, by: User) -> None:
    user = item.person.user or open_access(item.person, by=by)[0]
    give_role(
        item.organisation,
        user,
        RoleKind.CURATOR,
        since=_since(item),
        ground=str(item.order),
        ground_id=item.pk,
        by=by,
    )


def why_no_roadmap(item: OrderItem, signed_on) -> str | None:
    return None if item.roadmap else _("Не выбрана дорожная карта.")


def carry_out_roadmap(item: OrderItem, *, by: User) -> None:
    approve_roadmap(item.roadmap, by=by, on=_since(item), ground=str(item.order), ground_id=item.pk)


def why_no_relation(item: OrderItem, signed_on) -> str | None:
    if item.relation is None:
        return _("Не выбрана пара или группа.")
    return " ".join(each.sentence for each in missing_for_order(item.relation, signed_on)) or None


def carry_out_relation(item: OrderItem, *, by: User) -> None:
    assign_relation(
        item.relation,
        by=by,
        since=max(item.relation.since, item.order.effective_on),
        signed_on=item.order.signed_on,
        ground=str(item.order),
        ground_id=item.pk,
    )


def why_no_end(item: OrderItem, signed_on) -> str | None:
    if item.relation is None or item.relation.state != "in_force":
        return _("Завершить можно только действующую пару или группу.")
    return None


def carry_out_end(item: OrderItem, *, by: User) -> None:
    end_relation(item.relation, by=by, on=_since(item), reason="order", note=item.text)


def _since(item: OrderItem):
    return item.since or item.order.effective_on


KINDS: dict[str, Kind] = {
    ItemKind.INTRODUCE_MODEL: Kind(nothing_needed, carry_out_introduction),
    ItemKind.APPROVE_REGULATION: Kind(nothing_needed, carry_out_edition),
    ItemKind.APPOINT_CURATOR: Kind(why_no_curator, carry_out_curator),
    ItemKind.APPROVE_ROADMAP: Kind(why_no_roadmap, carry_out_roadmap),
    ItemKind.ASSIGN_RELATION: Kind(why_no_relation, carry_out_relation),
    ItemKind.END_RELATION: Kind(why_no_end, carry_out_end),
}
