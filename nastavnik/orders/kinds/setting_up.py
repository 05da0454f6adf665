"""The base of the system: model, regulation, curator, bodies, roadmap (4.1, 4.3/3, 4.3/4, 4.4.1, 4.4.3)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit.refusal import Refused
from nastavnik.orders.kinds.base import ALL_FATES, Kind, Lack, ground_of, lacks_nothing, since_of
from nastavnik.orders.models import Fate, OrderItem
from nastavnik.orders.queries import seats_of
from nastavnik.organisations.actions import give_role, take_back_roles
from nastavnik.organisations.models import RoleKind
from nastavnik.people.actions import open_access
from nastavnik.regulation.actions import (
    approve_body,
    approve_edition,
    end_grounded,
    introduce_model,
    void_grounded,
)
from nastavnik.regulation.models import Body, Edition, Grounded, ModelIntroduction
from nastavnik.regulation.queries import Base
from nastavnik.roadmap.actions import approve_roadmap, reopen_roadmap
from nastavnik.roadmap.states import ROADMAP


def undo_grounded(model: type[Grounded]) -> Any:
    """How an effect that is a row with dates is reversed: it ends the day before, or it never was.

    What would have to end before it began never was, whatever was wished.
    """

    def undo(item: OrderItem, fate: str, *, by: User, on: date) -> None:
        for row in model._default_manager.filter(ground_id=item.pk, is_void=False):  # type: ignore[attr-defined]
            if fate == Fate.VOID or row.since >= on:
                void_grounded(row, by=by)
            elif row.until is None or row.until >= on:
                end_grounded(row, by=by, until=on - timedelta(days=1))

    return undo


# --- the target model and the regulation (4.1) ------------------------------------------------------------------
def carry_out_introduction(item: OrderItem, *, by: User) -> None:
    introduce_model(item.organisation, by=by, since=since_of(item), ground=ground_of(item), ground_id=item.pk)


def lacks_of_edition(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    if lack := _newer_edition(item, item.since or item.order.effective_on or day):
        yield lack


def _newer_edition(item: OrderItem, since: date) -> Lack | None:
    """An old order entered later must not put an old edition over a newer one (10.2)."""
    newer = Edition.objects.of(item.organisation).valid().filter(since__gt=since).order_by("since").first()
    if newer is None:
        return None
    words = {"day": f"{newer.since:%d.%m.%Y}"}
    return Lack(_("Уже утверждена более новая редакция Положения, с %(day)s.") % words, "", item, "10.2")


def carry_out_edition(item: OrderItem, *, by: User) -> None:
    since = since_of(item)
    if lack := _newer_edition(item, since):
        raise Refused(lack.sentence, field="signed_on")
    approve_edition(item.organisation, by=by, since=since, text=item.text, ground=ground_of(item), ground_id=item.pk)


# --- the curator (4.3/3, 4.4.1) ---------------------------------------------------------------------------------
def lacks_of_curator(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    """The curator is a worker of the institution (1.3/3)."""
    if item.person is None:
        yield Lack(_("Не указано, кто назначается куратором."), "", item, "4.4.1")
    elif not item.person.employments_on(day):
        words = {"who": item.person.full_name}
        sentence = _("%(who)s на дату приказа не работает в учреждении: куратором может быть только сотрудник.")
        yield Lack(sentence % words, "", item, "1.3/3")


def carry_out_curator(item: OrderItem, *, by: User) -> None:
    """The role from the day of the item; whoever was curator until then ends the day before (give_role)."""
    since = since_of(item)
    assert item.person is not None  # lacks_of_curator has seen to it
    user = item.person.user or open_access(item.person, by=by)[0]
    give_role(item.organisation, user, RoleKind.CURATOR, since=since, ground=ground_of(item), ground_id=item.pk, by=by)


def undo_curator(item: OrderItem, fate: str, *, by: User, on: date) -> None:
    """The role ends; who was curator before does not come back by himself: the head appoints."""
    take_back_roles(item.organisation, item.pk, until=on - timedelta(days=1), by=by)


# --- bodies (4.3/3, 4.4.3) --------------------------------------------------------------------------------------
def lacks_of_body(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    seats = seats_of(item)
    if not seats:
        yield Lack(_("Не указан состав: %(name)s.") % {"name": item.facts.get("name", "")}, "", item, "4.3/3")
    for person, _duty in seats:
        if not person.employments_on(day):
            words = {"who": person.full_name}
            yield Lack(_("На дату приказа не работает в учреждении: %(who)s.") % words, "", item, "4.3/3")


def carry_out_body(item: OrderItem, *, by: User) -> None:
    approve_body(
        item.organisation,
        by=by,
        kind=item.facts["body"],
        name=item.facts["name"],
        seats=seats_of(item),
        since=since_of(item),
        ground=ground_of(item),
        ground_id=item.pk,
    )


# --- the roadmap (4.3/4, R1.2) ----------------------------------------------------------------------------------
def lacks_of_roadmap(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    if item.roadmap is None:
        yield Lack(_("Не выбрана дорожная карта."), "", item, "4.3/4")
    elif sentence := ROADMAP.why_not(item.roadmap, "approve"):
        yield Lack(_("Дорожная карта: %(why)s") % {"why": sentence}, "roadmap", item, "4.3/4")


def carry_out_roadmap(item: OrderItem, *, by: User) -> None:
    assert item.roadmap is not None  # lacks_of_roadmap has seen to it
    approve_roadmap(item.roadmap, by=by, on=since_of(item), ground=ground_of(item), ground_id=item.pk)


def subject_of_roadmap(item: OrderItem) -> Any:
    roadmap = item.roadmap
    if roadmap is None:
        return []
    lines = sorted((line.stage, line.sort, line.pk, line) for line in roadmap.items.all())
    told = [[line.stage, line.title, line.due_on, line.responsible_id, line.expected] for *_keys, line in lines]
    return [roadmap.pk, roadmap.since, roadmap.until, told]


def undo_roadmap(item: OrderItem, fate: str, *, by: User, on: date) -> None:
    if item.roadmap is not None and item.roadmap.ground_id == item.pk:
        reopen_roadmap(item.roadmap, by=by)


INTRODUCTION = Kind(lacks_nothing, carry_out_introduction, undo=undo_grounded(ModelIntroduction), fates=ALL_FATES)
EDITION = Kind(lacks_of_edition, carry_out_edition, undo=undo_grounded(Edition), fates=ALL_FATES)
CURATOR = Kind(lacks_of_curator, carry_out_curator, undo=undo_curator, fates=(Fate.KEEP, Fate.END))
BODY = Kind(lacks_of_body, carry_out_body, undo=undo_grounded(Body), fates=ALL_FATES)
ROADMAP_PLAN = Kind(
    lacks_of_roadmap, carry_out_roadmap, subject_of_roadmap, undo=undo_roadmap, fates=(Fate.KEEP, Fate.END)
)
