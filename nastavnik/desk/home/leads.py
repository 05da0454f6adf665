"""The curator's and the head's first pages."""

from dataclasses import replace
from typing import Any

from django.urls import reverse

from nastavnik.accounts.models import User
from nastavnik.appeals import queries as appeals
from nastavnik.desk.home.path import path_of
from nastavnik.desk.home.reminding import told_of, with_reminders
from nastavnik.desk.home.state import state_of
from nastavnik.desk.home.todo import AT_MOST, deeds, waiting_for
from nastavnik.help import queries as help
from nastavnik.monitoring.indicators import indicators_of
from nastavnik.monitoring.spans import span_of
from nastavnik.orders.models import OrderState
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.pairs.models import RelationState
from nastavnik.programmes.support import task_lines
from nastavnik.roadmap.queries import Stage, current_stage, stages_of


def leads_page(
    organisation: Organisation, roles: frozenset[str], reader: User, mine: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What the curator, or the head, sees first. The head's own list holds what waits for a signature.

    `mine` is their own part of the page, as members of pairs: what it says is not said twice.
    """
    state = state_of(organisation)
    is_head = RoleKind.HEAD in roles
    to_sign = [order for order in state.orders if order.state == OrderState.TO_SIGN]
    if is_head:  # has a list of its own on this page: the head waits for nobody's signature
        asked = [order for order in state.orders if order not in to_sign]
        state = replace(state, orders=asked)
    waits: list[Any] = [*appeals.lines_for(organisation, reader), *help.lines_for(organisation, reader)]
    waits += task_lines(organisation, reader) if RoleKind.COUNCIL in roles else []  # 4.5/6
    told = told_of(mine) | {reverse("orders:order-detail", args=[organisation.slug, order.pk]) for order in to_sign}
    found = [*waits, *deeds(state)]  # people who wait for an answer by a day come first
    found = with_reminders(found, organisation, reader, told=told if is_head else told_of(mine))
    return {
        "state": state,
        "deeds": found[:AT_MOST],
        "more": max(0, len(found) - AT_MOST),
        "later": found[AT_MOST:],
        "waiting": waiting_for(state, reader),
        "path": path_of(state),
        **_strip(stages_of(organisation)),
        "indicators": [each for each in indicators_of(organisation, span_of(organisation, "year")) if each.is_main],
        "to_sign": to_sign,
        "in_force": sum(relation.state == RelationState.IN_FORCE for relation in state.relations),
        "forming": sum(relation.state != RelationState.IN_FORCE for relation in state.relations),
        "is_head": is_head,
        "is_curator": RoleKind.CURATOR in roles,
    }


def _strip(stages: list[Stage]) -> dict[str, Any]:
    """The seven stages, and the one blocking fact of the current one."""
    current = current_stage(stages)
    return {
        "stages": [{"title": stage.short, "state": stage.state} for stage in stages],
        "blocking": current.blocking if current else "",
    }
