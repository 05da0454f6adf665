"""What the page of an order shows around its text: whose turn it is, what is lacking, who has read it."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.duties.queries import warnings_about
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.kinds import Lack
from nastavnik.orders.lines import Line, lines_of
from nastavnik.orders.models import (
    FORCE_STATES,
    OPEN_STATES,
    Acquaintance,
    ItemKind,
    Order,
    OrderItem,
    OrderState,
    Visa,
    VisaState,
)
from nastavnik.orders.queries import readers_of, signatory_on
from nastavnik.orders.readiness import lacks_of
from nastavnik.orders.register import Links, with_links
from nastavnik.orders.wording import is_declinable
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.people.models import AwardKind, Person
from nastavnik.regulation.readings import code_warning, unread_codes


@dataclass(frozen=True)
class Mend:
    """A thing that is lacking, with the button to the page where it is mended (for `{% todo %}`)."""

    title: str
    clause: str
    button: str = ""
    button_url: str = ""


@dataclass(frozen=True)
class Sheet:
    """`alone`: one person prepares and signs (edge case 19); `undeclined`: named in the nominative (case 4).

    `own_visa`: the reader is asked to agree, and has not answered yet. `unsettled`: what is to be said of the
    supplementary agreements of its mentors (ТК РФ ст. 351.8); it never blocks.
    `unread`: which mentors have not read the code (5.2/8); it blocks where the setting says so.
    """

    lines: list[Line]
    lacks: list[Mend]
    signatory: str
    readers: list[tuple[Person, Acquaintance | None]]
    waiting: int
    visas: list[Visa]
    own_visa: Visa | None
    links: Links
    unsettled: list[str]
    unread: str
    alone: bool
    undeclined: list[Person]
    is_later: bool
    asks_effect: bool
    may_follow: bool
    may_draft: bool
    may_remove: bool
    may_circulate: bool
    may_sign: bool
    may_return: bool
    may_acquaint: bool
    may_correct: bool

    @property
    def silent(self) -> list[Visa]:
        """Who has not agreed yet."""
        return [visa for visa in self.visas if visa.state == VisaState.ASKED]


def sheet_of(order: Order, items: list[OrderItem], user: User) -> Sheet:
    """Read it for one reader."""
    today = clock.today()
    may_draft = user.has_perm("orders.draft_order", order)
    may_follow = user.has_perm("orders.view_orders", order)
    # who is only asked to agree sees the text, not what the two who lead still have to do
    lacks = lacks_of(order, today, items) if order.is_open and may_follow else []
    visas = list(order.visas.select_related("person__user"))
    readers = _readers(order, items)
    return Sheet(
        lines=lines_of(items, may_follow=may_follow),
        lacks=[_mend(lack, order) for lack in lacks],
        signatory=_signatory(order),
        readers=readers,
        waiting=_waiting(order, readers),
        visas=visas,
        own_visa=next((visa for visa in visas if _is_asked(visa, order, user)), None),
        links=with_links([order])[0].links,  # type: ignore[attr-defined]
        unsettled=_unsettled(order, items) if may_follow else [],
        unread=_unread(order, items) if may_follow and order.is_open else "",
        alone=order.is_open and _one_person_is_all(order),
        undeclined=_undeclined(order, items),
        is_later=order.effective_on is not None and order.effective_on > today,
        asks_effect=asks_effect(order, items),
        may_follow=may_follow,
        may_draft=may_draft,
        may_remove=may_draft and order.state == OrderState.DRAFT and len(items) > 1,
        may_circulate=order.state == OrderState.DRAFT and user.has_perm("orders.circulate_order", order),
        may_sign=user.has_perm("orders.sign_order", order),
        may_return=user.has_perm("orders.return_order", order),
        may_acquaint=order.state in FORCE_STATES and user.has_perm("orders.note_acquaintance", order),
        may_correct=order.state in FORCE_STATES and may_draft,
    )


TELLS_DAY = (
    ItemKind.INTRODUCE_MODEL,
    ItemKind.APPROVE_REGULATION,
    ItemKind.APPOINT_CURATOR,
    ItemKind.APPROVE_BODY,
    ItemKind.APPROVE_BANK,
    ItemKind.APPOINT_MENTOR,
    ItemKind.REVOKE,
)
"""Items whose sentence says from which day: «с …», or «со дня подписания настоящего приказа»."""


def asks_effect(order: Order, items: list[OrderItem]) -> bool:
    """Whether the day of effect may still be chosen at the registration: no, when the text names it (edge case 43)."""
    return order.effective_on is None and not any(item.kind in TELLS_DAY for item in items)


def _readers(order: Order, items: list[OrderItem]) -> list[tuple[Person, Acquaintance | None]]:
    """Who is to read it, and who has stood on the sheet even if they do not work here any more.

    An old order was read on its own paper, long ago: of that only what somebody marks is shown (edge case 44).
    """
    sheets = {each.person_id: each for each in order.acquaintances.select_related("person")}
    asked = [] if order.is_entered_later else readers_of(order, items)
    people = {person.pk: person for person in asked}
    for sheet in sheets.values():
        people.setdefault(sheet.person_id, sheet.person)
    return [(person, sheets.get(key)) for key, person in people.items()]


def _waiting(order: Order, readers: list[tuple[Person, Acquaintance | None]]) -> int:
    return sum(each is None for _person, each in readers) if order.state in FORCE_STATES else 0


def _unread(order: Order, items: list[OrderItem]) -> str:
    """Mentors whom the order is about to give somebody, and who have not read the manifest and the code (5.2/8)."""
    found = [item.relation for item in items if item.relation is not None and item.change is None]
    mentors = [member.person for relation in found for member in relation.mentors]
    return code_warning(unread_codes(order.organisation, mentors))


def _unsettled(order: Order, items: list[OrderItem]) -> list[str]:
    """Sentences about mentors of the pairs that the order fixes or changes, one query for all.

    Where the mentoring ends nothing is to be agreed on any more.
    """
    if order.state not in (*OPEN_STATES, *FORCE_STATES):
        return []
    going_on = [item for item in items if item.kind not in (ItemKind.RELIEVE_MENTOR, ItemKind.END_RELATION)]
    found = [item.change.relation if item.change else item.relation for item in going_on]
    relations = [relation for relation in dict.fromkeys(found) if relation is not None]
    if not relations:
        return []
    return warnings_about(relations)


def _is_asked(visa: Visa, order: Order, user: User) -> bool:
    own = visa.person is not None and visa.person.user_id == user.pk
    return own and visa.state == VisaState.ASKED and order.state == OrderState.AGREEING


def _mend(lack: Lack, order: Order) -> Mend:
    slug = order.organisation.slug
    match lack.mend:
        case "relation" if relation_id := _relation_of(lack):
            way = _("К паре"), reverse("pairs:relation-detail", args=[slug, relation_id])
        case "consent":
            way = _("К согласиям"), reverse("consents:consent-list", args=[slug])
        case "base_orders":
            way = _("Составить приказ"), reverse("orders:base-order-start", args=[slug])
        case "roadmap":
            way = _("К дорожной карте"), reverse("roadmap:roadmap-detail", args=[slug])
        case "return":
            way = _("Вернуть на доработку"), reverse("orders:order-return", args=[slug, order.pk])
        case "head":
            way = _("К учреждению"), reverse("organisations:organisation-detail", args=[slug])
        case _:
            way = "", ""
    return Mend(lack.sentence, lack.clause, *way)


def _relation_of(lack: Lack) -> UUID | None:
    if lack.item is None:
        return None
    return lack.item.change.relation_id if lack.item.change else lack.item.relation_id


def _signatory(order: Order) -> str:
    """Who signs, with the post; of a draft whoever could sign it today, "" when nobody is known."""
    signatory = {"signatory_name": order.signatory_name, "signatory_position": order.signatory_position}
    if order.state == OrderState.DRAFT:  # the others are frozen with theirs
        try:
            signatory = signatory_on(order.organisation, clock.today())
        except Refused:
            return ""
    return ", ".join(filter(None, (signatory["signatory_name"], signatory["signatory_position"])))


def _one_person_is_all(order: Order) -> bool:
    """Whether the head is the curator too: nobody else looks at the draft (edge case 19)."""
    kinds = (RoleKind.HEAD, RoleKind.CURATOR)
    held = Role.objects.of(order.organisation).on(clock.today()).filter(kind__in=kinds)
    users: dict[str, set] = {kind: set() for kind in kinds}
    for kind, user_id in held.values_list("kind", "user_id"):
        users[kind].add(user_id)
    return bool(users[RoleKind.HEAD]) and users[RoleKind.HEAD] == users[RoleKind.CURATOR]


def _undeclined(order: Order, items: list[OrderItem]) -> list[Person]:
    if not order.is_open:
        return []
    today, found = clock.today(), []
    for item in items:
        person, case = _named(item)
        if person is not None and not is_declinable(person, today, case):
            found.append(person)
    return list(dict.fromkeys(found))


def _named(item: OrderItem) -> tuple[Person | None, str]:
    """Whom the text names outside a table, and in which case."""
    match item.kind:
        case ItemKind.APPOINT_CURATOR | ItemKind.APPOINT_MENTOR:
            return item.person, "accusative"
        case ItemKind.REWARD:
            return item.person, "dative" if item.facts["award"] == AwardKind.THANKS else "accusative"
        case ItemKind.RELIEVE_MENTOR if item.change and item.change.leaving:
            return item.change.leaving.person, "accusative"
    return None, ""
