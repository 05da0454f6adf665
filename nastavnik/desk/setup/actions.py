"""Found an institution from the answers of the path: one transaction, everything or nothing."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nastavnik.accounts.actions import free_username
from nastavnik.accounts.models import User
from nastavnik.banks.actions import start_topics
from nastavnik.kit import clock
from nastavnik.orders.actions import NewItem, enter_later_order
from nastavnik.orders.models import ItemKind
from nastavnik.orders.wording import title_of
from nastavnik.organisations.actions import found_organisation, give_role
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.people.actions import add_person, employ, open_access
from nastavnik.people.models import Person
from nastavnik.regulation.actions import start_acts

UNTIL_ORDER = timedelta(days=30)


@dataclass(frozen=True)
class Founded:
    """What came of it: the institution, and the user who sits at the computer."""

    organisation: Organisation
    user: User


@transaction.atomic
def found(answers: dict[str, dict[str, Any]], *, is_example: bool = False) -> Founded:
    """Card, head, curator, base order, sign-in. `answers` are the clean data of each step.

    Raises Refused when an order cannot be entered (a number taken, a curator who does not work there).
    """
    card = dict(answers["card"])
    organisation = found_organisation(by=None, slug=free_slug(card["short_name"]), is_example=is_example, **card)
    start_topics(organisation)
    start_acts(organisation)
    said = answers["head"]
    head = _hire(organisation, said, since=said["since"])
    give_role(organisation, head.account, RoleKind.HEAD, since=said["since"], ground=said["ground"], by=None)
    curator = head if answers["curator"].get("is_head") else _hire(organisation, answers["curator"], since=None)
    account = answers["account"]
    user = (head if account["who"] == "head" else curator).account
    user.username, user.must_change_password = account["username"], False
    user.set_password(account["password"])
    user.save()
    _appoint(organisation, head, curator, answers["orders"])
    return Founded(organisation, user)


def free_slug(short_name: str) -> str:
    """The institution's name in addresses: the quoted part of its name in Latin letters, made unique."""
    quoted = short_name.partition("«")[2].strip("»") or short_name
    base = slugify(free_username(quoted).replace(".", "-"))[:40] or "sad"
    slug, number = base, 1
    while Organisation.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def _hire(organisation: Organisation, said: dict[str, Any], *, since) -> Person:
    names = ("surname", "first_name", "patronymic", "sex")
    person = add_person(organisation, by=None, **{name: said.get(name, "") for name in names})
    employ(person, said["position"], by=None, since=since)
    open_access(person, by=None)
    return person


def _appoint(organisation: Organisation, head: Person, curator: Person, orders: dict[str, Any]) -> None:
    """The curator by the order that exists; else by the head's word, for thirty days, until the order comes."""
    items = []
    if orders.get("has_order"):
        wanted = {
            "introduces": NewItem(ItemKind.INTRODUCE_MODEL),
            "approves": NewItem(ItemKind.APPROVE_REGULATION),
            "appoints": NewItem(ItemKind.APPOINT_CURATOR, person=curator),
        }
        items = [item for name, item in wanted.items() if orders.get(name)]
        enter_later_order(
            organisation,
            items,
            by=head.account,
            title=title_of([item.kind for item in items]),
            number=orders["number"],
            signed_on=orders["signed_on"],
        )
    if not any(item.kind == ItemKind.APPOINT_CURATOR for item in items):
        give_role(
            organisation,
            curator.account,
            RoleKind.CURATOR,
            since=clock.today(),
            until=clock.today() + UNTIL_ORDER,
            ground=_("поручение руководителя до приказа"),
            by=head.account,
        )
