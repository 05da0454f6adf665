"""What every page has around it: the institution, who you are in it, where you can go."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.organisations.models import RoleKind
from nastavnik.organisations.queries import ROLE_ORDER
from nastavnik.organisations.rules import acts_for_head, roles_of


@dataclass(frozen=True)
class Way:
    """A line of the navigation."""

    label: str
    url: str
    current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; no query beyond the roles of the user, which are read once for a request."""
    organisation = getattr(request, "organisation", None)
    user = getattr(request, "user", None)
    if organisation is None or user is None or not user.is_authenticated:
        return {"organisation": organisation}
    roles = roles_of(user, organisation.pk)
    first = next((kind for kind in ROLE_ORDER if kind in roles), None)
    return {
        "organisation": organisation,
        "roles": roles,
        "role_label": _badge(first, acts_for_head(user, organisation.pk)),
        "nav_items": [
            Way(
                label,
                url,
                request.path.startswith(url) if url != _home(organisation) else request.path == url,
            )
            for label, url in _ways(organisation, roles)
        ],
        "home_url": _home(organisation),
        "example_reset_url": reverse("desk:example-reset") if organisation.is_example else "",
        "example_leave_url": reverse("desk:example-enter") if organisation.is_example else "",
    }


def _badge(kind: str | None, is_acting: bool) -> str:
    if kind is None:
        return ""
    return _("И. о. руководителя") if kind == RoleKind.HEAD and is_acting else str(RoleKind(kind).label)


def _home(organisation) -> str:
    return reverse("desk:home", args=[organisation.slug])


def _ways(organisation, roles: frozenset[str]) -> list[tuple[str, str]]:
    """Only what the role needs: a mentor sees nothing about other pairs."""

    def at(name: str) -> str:
        return reverse(name, args=[organisation.slug])

    ways = [(_("Главная"), _home(organisation))]
    leads = bool({RoleKind.HEAD, RoleKind.CURATOR} & roles)
    if leads or RoleKind.COUNCIL in roles:
        ways += [
            (_("Люди"), at("people:person-list")),
            (_("Базы"), at("banks:bank-list")),
            (_("Пары и группы"), at("pairs:relation-list")),
            (_("Программы"), at("programmes:programme-list")),
        ]
        ways += [(_("Партнёры"), at("partners:partner-list"))]
    if leads:
        ways += [
            (_("Приказы"), at("orders:order-list")),
            (_("Документы"), at("documents:catalogue")),
            (_("Согласия"), at("consents:consent-list")),
            (_("Дорожная карта"), at("roadmap:roadmap-detail")),
            (_("Мониторинг"), at("monitoring:indicator-list")),
            (_("Публикации"), at("site:publication-list")),
        ]
    elif RoleKind.TEACHER in roles:
        ways += [(_("Мои анкеты"), at("surveys:invitation-list")), (_("Мои документы"), at("documents:catalogue"))]
        ways += [(_("Мои согласия"), at("consents:consents-own"))]
        ways += [(_("Публикации обо мне"), at("site:own-publications"))]
    if not leads and RoleKind.COUNCIL in roles:
        ways += [(_("Протоколы"), at("documents:minutes-list"))]
    if not leads and RoleKind.ADMINISTRATOR in roles:
        ways += [(_("Люди"), at("people:person-list"))]
    if leads or {RoleKind.COUNCIL, RoleKind.TEACHER} & roles:
        ways += [(_("Помощь"), at("help:help-list")), (_("Обращения"), at("appeals:appeal-list"))]
    if leads or {RoleKind.COUNCIL, RoleKind.TEACHER} & roles:
        ways += [(_("Напоминания"), at("reminders:reminder-list"))]
    if leads or RoleKind.ADMINISTRATOR in roles:
        ways += [(_("Учреждение"), at("organisations:organisation-detail"))]
    return ways
