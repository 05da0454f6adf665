"""What the page of an order shows around its text: whose turn it is, what is lacking, who has read it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.kinds import Lack
from nastavnik.orders.models import Acquaintance, ItemKind, Order, OrderItem, OrderState
from nastavnik.orders.queries import concerned, signatory_on
from nastavnik.orders.readiness import lacks_of
from nastavnik.orders.wording import is_declinable
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.people.models import Person


@dataclass(frozen=True)
class Mend:
    """A thing that is lacking, with the button to the page where it is mended (for `{% todo %}`)."""

    title: str
    clause: str
    button: str = ""
    button_url: str = ""


@dataclass(frozen=True)
class Sheet:
    """`alone`: one person prepares and signs (edge case 19); `undeclined`: named in the nominative (case 4)."""

    lacks: list[Mend]
    signatory: str
    readers: list[tuple[Person, Acquaintance | None]]
    waiting: int
    alone: bool
    undeclined: list[Person]
    is_later: bool
    may_draft: bool
    may_remove: bool
    may_sign: bool
    may_return: bool
    may_acquaint: bool


def sheet_of(order: Order, items: list[OrderItem], user: User) -> Sheet:
    """Read it for one reader."""
    today = clock.today()
    lacks = lacks_of(order, today, items) if order.is_open else []
    sheets = {each.person_id: each for each in order.acquaintances.all()}
    may_draft = user.has_perm("orders.draft_order", order)
    readers = [(person, sheets.get(person.pk)) for person in concerned(items)]
    return Sheet(
        lacks=[_mend(lack, order) for lack in lacks],
        signatory=_signatory(order),
        readers=readers,
        waiting=sum(each is None for _person, each in readers),
        alone=order.is_open and _one_person_is_all(order),
        undeclined=_undeclined(order, items),
        is_later=order.effective_on is not None and order.effective_on > today,
        may_draft=may_draft,
        may_remove=may_draft and order.state == OrderState.DRAFT and len(items) > 1,
        may_sign=user.has_perm("orders.sign_order", order),
        may_return=user.has_perm("orders.return_order", order),
        may_acquaint=order.state == OrderState.IN_FORCE and user.has_perm("orders.note_acquaintance", order),
    )


def _mend(lack: Lack, order: Order) -> Mend:
    slug = order.organisation.slug
    match lack.mend:
        case "relation" if lack.item and lack.item.relation_id:
            way = _("К паре"), reverse("pairs:relation-detail", args=[slug, lack.item.relation_id])
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


def _signatory(order: Order) -> str:
    """Who signs, with the post; of a draft whoever could sign it today, "" when nobody is known."""
    signatory = {"signatory_name": order.signatory_name, "signatory_position": order.signatory_position}
    if order.state == OrderState.DRAFT:
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
    if order.state == OrderState.IN_FORCE:
        return []
    named = [item.person for item in items if item.kind == ItemKind.APPOINT_CURATOR and item.person]
    return [person for person in named if not is_declinable(person, clock.today())]
