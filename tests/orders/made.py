"""Orders brought to each of their states by the acts that people do."""

import io
from datetime import date

from django.core.files.base import ContentFile
from PIL import Image

from nastavnik.kit import clock
from nastavnik.orders.actions import (
    Asked,
    NewItem,
    agree_visa,
    annul_order,
    circulate_order,
    draft_order,
    enter_later_order,
    sign_order,
    submit_order,
)
from nastavnik.orders.kinds import KINDS
from nastavnik.orders.models import Fate, ItemKind, Order, OrderState
from nastavnik.orders.queries import effects_of
from nastavnik.orders.wording import title_of
from nastavnik.pairs.models import Relation
from nastavnik.roadmap.actions import draft_roadmap
from nastavnik.roadmap.models import Roadmap
from tests.cast import FOUNDED, Cast

BASE = (NewItem(ItemKind.INTRODUCE_MODEL), NewItem(ItemKind.APPROVE_REGULATION))


def drafted(cast: Cast, *items: NewItem, **facts) -> Order:
    items = items or BASE
    return draft_order(
        cast.organisation, items, by=cast.user("curator"), title=title_of([item.kind for item in items]), **facts
    )


def submitted(cast: Cast, *items: NewItem, **facts) -> Order:
    return submit_order(drafted(cast, *items, **facts), by=cast.user("curator"))


def signed(cast: Cast, *items: NewItem, number: str = "42-ОД", **facts) -> Order:
    """Drafted, handed over, signed and registered today."""
    return register(submitted(cast, *items), cast, number=number, **facts)


def register(order: Order, cast: Cast, *, number: str = "42-ОД", signed_on: date | None = None, **facts) -> Order:
    facts = {"scan": picture()} | facts
    return sign_order(order, by=cast.user("head"), number=number, signed_on=signed_on or clock.today(), **facts)


def base_order(cast: Cast, *, number: str = "41-ОД", signed_on: date = FOUNDED) -> Order:
    """The base order of the first day, entered later: pairs can be fixed from then on."""
    return enter_later_order(
        cast.organisation,
        BASE,
        by=cast.user("head"),
        title=title_of([item.kind for item in BASE]),
        number=number,
        signed_on=signed_on,
    )


def on_pairs(*relations: Relation) -> list[NewItem]:
    return [NewItem(ItemKind.ASSIGN_RELATION, relation=relation) for relation in relations]


def roadmap_with_terms(cast: Cast) -> Roadmap:
    roadmap = draft_roadmap(cast.organisation, by=cast.user("curator"), since=date(2026, 9, 1), until=date(2027, 8, 31))
    assert not roadmap.items.filter(due_on=None).exists()
    return roadmap


def brought_to(cast: Cast, state: str) -> Order:
    """A base order in any state of the lifecycle."""
    match state:
        case OrderState.DRAFT:
            return drafted(cast)
        case OrderState.TO_SIGN:
            return submitted(cast)
        case OrderState.IN_FORCE:
            return signed(cast)
        case OrderState.AGREEING:
            return circulate_order(drafted(cast), [Asked("Профсоюзный комитет")], by=cast.user("curator"))
        case OrderState.AGREED:
            order = brought_to(cast, OrderState.AGREEING)
            return agree_visa(order.visas.get(), by=cast.user("curator"))
        case OrderState.AMENDED:
            order = signed(cast)
            signed(cast, amending(order), number="43-ОД")
            return fresh(order)
        case OrderState.REVOKED:
            order = signed(cast)
            signed(cast, revoking(order), number="43-ОД")
            return fresh(order)
        case OrderState.ANNULLED:
            return annul_order(drafted(cast), by=cast.user("curator"))
    raise AssertionError(f"no way to «{state}»")


def amending(order: Order, place: str = "пункт 2", text: str = "Ознакомить всех под подпись.") -> NewItem:
    """An item that corrects the text of a registered order."""
    return NewItem(ItemKind.AMEND, target=order, text=text, facts={"place": place})


def revoking(order: Order, fate: str = Fate.END, **fates: str) -> NewItem:
    """An item that revokes an order: `fate` for every effect that can have it, `fates` by kind of item."""
    decided = {}
    for effect in effects_of(order):
        wanted = fates.get(effect.kind, fate)
        decided[str(effect.pk)] = wanted if wanted in KINDS[effect.kind].fates else Fate.KEEP
    return NewItem(ItemKind.REVOKE, target=order, facts={"fates": decided})


def picture(name: str = "podpisano.png") -> ContentFile:
    """A photograph of a signed paper, as far as the product can tell."""
    buffer = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name=name)


def program(name: str = "prikaz.pdf") -> ContentFile:
    """A program under the name of a scan."""
    return ContentFile(b"MZ\x90\x00\x03" + b"\x00" * 400, name=name)


def fresh(order: Order) -> Order:
    return Order.objects.select_related("organisation__settings", "scan").get(pk=order.pk)
