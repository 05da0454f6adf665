"""What an order item may do: one table of ordinary functions (house, chapter 1).

Each kind says what is lacking on a day (`lacks`), carries out its effect (`carry_out`), and names what the
effect depends on (`subject`), so that it cannot change under a paper that waits for its signature.
A new kind is a copy of the nearest one and a line in KINDS.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit.refusal import Refused
from nastavnik.orders.models import ItemKind, OrderItem
from nastavnik.organisations.actions import end_role, give_role
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.pairs.actions import assign_relation
from nastavnik.pairs.readiness import missing_for_order
from nastavnik.people.actions import open_access
from nastavnik.regulation.actions import approve_edition, introduce_model
from nastavnik.regulation.models import Edition
from nastavnik.regulation.queries import Base
from nastavnik.roadmap.actions import approve_roadmap
from nastavnik.roadmap.states import ROADMAP


@dataclass(frozen=True)
class Lack:
    """One thing without which the order cannot be signed.

    `mend` is a short name that the page turns into a button: «relation» (the pair's page), «base_orders»,
    «roadmap», «return» (back to a draft), «head», or "" when the item can only be taken out.
    """

    sentence: str
    mend: str = ""
    item: OrderItem | None = None
    clause: str = ""


@dataclass(frozen=True)
class Kind:
    """What a kind can do.

    `lacks(item, day, base)` yields Lacks (`base`: the base orders in force on the day); `carry_out(item, by)`
    runs in the signing transaction; `subject(item)` is plain data that the effect depends on besides the
    item's own row.
    """

    lacks: Callable[[OrderItem, date, Base], Iterator[Lack]]
    carry_out: Callable
    subject: Callable[[OrderItem], Any] = lambda item: None


def subject_hash(item: OrderItem) -> str:
    """A fingerprint of what the item will do (hex SHA-256), "" for a kind that depends on its own row only."""
    subject = KINDS[item.kind].subject(item)
    if subject is None:
        return ""
    return hashlib.sha256(json.dumps(subject, cls=DjangoJSONEncoder, ensure_ascii=False).encode()).hexdigest()


# --- the target model and the regulation (4.1) ------------------------------------------------------------------
def lacks_nothing(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    yield from ()


def carry_out_introduction(item: OrderItem, *, by: User) -> None:
    introduce_model(item.organisation, by=by, since=_since(item), ground=_ground(item), ground_id=item.pk)


def lacks_of_edition(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    if lack := _newer_edition(item, item.since or item.order.effective_on or day):
        yield lack


def _newer_edition(item: OrderItem, since: date) -> Lack | None:
    """An old order entered later must not put an old edition over a newer one (10.2)."""
    newer = Edition.objects.of(item.organisation).filter(since__gt=since).order_by("since").first()
    if newer is None:
        return None
    words = {"day": f"{newer.since:%d.%m.%Y}"}
    return Lack(_("Уже утверждена более новая редакция Положения, с %(day)s.") % words, "", item, "10.2")


def carry_out_edition(item: OrderItem, *, by: User) -> None:
    since = _since(item)
    if lack := _newer_edition(item, since):
        raise Refused(lack.sentence, field="signed_on")
    approve_edition(item.organisation, by=by, since=since, text=item.text, ground=_ground(item), ground_id=item.pk)


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
    """The role from the day of the item. Whoever was curator until then, the same person too, ends the day before."""
    since = _since(item)
    assert item.person is not None  # lacks_of_curator has seen to it
    user = item.person.user or open_access(item.person, by=by)[0]
    standing = Role.objects.of(item.organisation).filter(Q(until__isnull=True) | Q(until__gte=since))
    for role in standing.filter(kind=RoleKind.CURATOR, since__lte=since):
        end_role(role, until=max(role.since, since - timedelta(days=1)), by=by)
    give_role(item.organisation, user, RoleKind.CURATOR, since=since, ground=_ground(item), ground_id=item.pk, by=by)


# --- the roadmap (4.3/4, R1.2) ----------------------------------------------------------------------------------
def lacks_of_roadmap(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    if item.roadmap is None:
        yield Lack(_("Не выбрана дорожная карта."), "", item, "4.3/4")
    elif sentence := ROADMAP.why_not(item.roadmap, "approve"):
        yield Lack(_("Дорожная карта: %(why)s") % {"why": sentence}, "roadmap", item, "4.3/4")


def carry_out_roadmap(item: OrderItem, *, by: User) -> None:
    approve_roadmap(item.roadmap, by=by, on=_since(item), ground=_ground(item), ground_id=item.pk)  # type: ignore[arg-type]


def subject_of_roadmap(item: OrderItem) -> Any:
    roadmap = item.roadmap
    if roadmap is None:
        return []
    lines = sorted((line.stage, line.sort, line.pk, line) for line in roadmap.items.all())
    told = [[line.stage, line.title, line.due_on, line.responsible_id, line.expected] for *_keys, line in lines]
    return [roadmap.pk, roadmap.since, roadmap.until, told]


# --- pairs and groups (4.2, 4.3/5, 7.2, 8.1) ----------------------------------------------------------------------
def lacks_of_relation(item: OrderItem, day: date, base: Base) -> Iterator[Lack]:
    if item.relation is None:
        yield Lack(_("Не выбрана пара или группа."), "", item, "4.3/5")
        return
    for each in missing_for_order(item.relation, day, base):
        yield Lack(each.sentence, "base_orders" if each.mend == "base_orders" else "relation", item, each.clause)


def carry_out_relation(item: OrderItem, *, by: User) -> None:
    relation, order = item.relation, item.order
    assert relation is not None and relation.since is not None  # lacks_of_relation has seen to it
    assert order.signed_on is not None and order.effective_on is not None  # it is being registered
    assign_relation(
        relation,
        by=by,
        since=max(relation.since, order.effective_on),
        signed_on=order.signed_on,
        ground=_ground(item),
        ground_id=item.pk,
    )


def subject_of_relation(item: OrderItem) -> Any:
    relation = item.relation
    if relation is None:
        return []
    members = [[member.role, member.person_id] for member in relation.members.all() if not member.left_on]
    return [relation.pk, relation.since, relation.until, relation.form, relation.category_form, members]


def _since(item: OrderItem) -> date:
    """The day of the item's effect: its own, else that of the whole order."""
    since = item.since or item.order.effective_on
    assert since is not None  # a registered order has its day
    return since


def _ground(item: OrderItem) -> str:
    return str(item.order)[:300]


KINDS: dict[str, Kind] = {
    ItemKind.INTRODUCE_MODEL: Kind(lacks_nothing, carry_out_introduction),
    ItemKind.APPROVE_REGULATION: Kind(lacks_of_edition, carry_out_edition),
    ItemKind.APPOINT_CURATOR: Kind(lacks_of_curator, carry_out_curator),
    ItemKind.APPROVE_ROADMAP: Kind(lacks_of_roadmap, carry_out_roadmap, subject_of_roadmap),
    ItemKind.ASSIGN_RELATION: Kind(lacks_of_relation, carry_out_relation, subject_of_relation),
}
