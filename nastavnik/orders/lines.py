"""The items of an order as rows of its page: what, about whom, when, and what has become of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.banks.models import Bank
from nastavnik.orders.models import Fate, ItemKind, OrderItem
from nastavnik.people.models import AwardKind
from nastavnik.regulation.models import BodyKind


@dataclass(frozen=True)
class Line:
    """`url` leads to what it is about ("" when the reader may not follow); `fate`: after a revocation."""

    key: UUID
    what: str
    about: str
    url: str
    note: str
    term: str
    fate: str


def lines_of(items: Sequence[OrderItem], *, may_follow: bool) -> list[Line]:
    """One row for each item; no further query."""
    return [
        Line(
            key=item.pk,
            what=str(item.get_kind_display()),
            about=_about(item),
            url=_url(item) if may_follow else "",
            note=_note(item),
            term=_term(item),
            fate=_fate(item),
        )
        for item in items
    ]


def _about(item: OrderItem) -> str:
    if item.person:
        return item.person.full_name
    if item.change:
        return str(item.change.relation)
    if item.relation:
        return str(item.relation)
    if item.roadmap:
        return _("на %(years)s") % {"years": item.roadmap.years}
    if item.target:
        return str(item.target)
    if item.kind == ItemKind.APPROVE_BODY:
        return f"{BodyKind(item.facts['body']).label} «{item.facts['name']}»"
    if item.kind == ItemKind.APPROVE_BANK:
        return str(Bank(item.facts["bank"]).label)
    return ""


def _url(item: OrderItem) -> str:
    slug = item.organisation.slug
    if item.person_id:
        return reverse("people:person-detail", args=[slug, item.person_id])
    if item.change:
        return reverse("pairs:relation-detail", args=[slug, item.change.relation_id])
    if item.relation_id:
        return reverse("pairs:relation-detail", args=[slug, item.relation_id])
    if item.roadmap_id:
        return reverse("roadmap:roadmap-detail", args=[slug])
    if item.target_id:
        return reverse("orders:order-detail", args=[slug, item.target_id])
    return ""


def _note(item: OrderItem) -> str:
    match item.kind:
        case ItemKind.APPROVE_REGULATION:
            return _("текст вставлен, печатается приложением") if item.text else _("текст прилагается на бумаге")
        case ItemKind.APPROVE_BODY | ItemKind.APPROVE_BANK:
            return _("список печатается приложением")
        case ItemKind.REWARD:
            return f"{AwardKind(item.facts['award']).label}: {item.text}"
        case ItemKind.AMEND:
            return f"{item.facts.get('place', '')}: «{item.text}»"
        case ItemKind.CHANGE_RELATION if item.change:  # the other kinds of change name themselves
            return str(item.change.get_kind_display())
    return ""


def _term(item: OrderItem) -> str:
    if item.change:
        last = item.kind == ItemKind.END_RELATION
        words = _("последний день — %(day)s") if last else _("с %(day)s")
        return words % {"day": f"{item.change.on:%d.%m.%Y}"}
    row = item.relation or item.roadmap
    if row is not None and row.since and row.until:
        return f"{row.since:%d.%m.%Y} – {row.until:%d.%m.%Y}"
    since = item.since or item.order.effective_on
    return _("с %(day)s") % {"day": f"{since:%d.%m.%Y}"} if since else _("со дня подписания")


def _fate(item: OrderItem) -> str:
    day = {"day": f"{item.undone_on:%d.%m.%Y}" if item.undone_on else ""}
    match item.fate:
        case Fate.KEEP:
            return _("сохранено")
        case Fate.END:
            return _("прекращено с %(day)s") % day
        case Fate.VOID if item.change_id:  # what was before comes back from that day on
            return _("отменено с %(day)s") % day
        case Fate.VOID:
            return _("отменено с самого начала")
    return ""
