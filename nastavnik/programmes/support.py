"""What supports programmes: the council's tasks (4.5/6), and activities that rest on no method yet (1.4/1)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation, Role, RoleKind
from nastavnik.people.models import Person
from nastavnik.programmes.models import ENDED, CouncilTask, CouncilTaskState, ItemState, PlanItem


@dataclass(frozen=True)
class TaskLine:
    """A task on its person's first page, of the same shape as the other lines there."""

    title: str
    reason: str
    button: str
    button_url: str
    clause: str
    due: date
    post: bool = False


def council_members(organisation: Organisation) -> QuerySet[Person]:
    """Who belongs to the council today."""
    roles = Role.objects.of(organisation).filter(kind=RoleKind.COUNCIL).on(clock.today())
    return Person.objects.of(organisation).filter(user__in=roles.values("user"))


def council_tasks(organisation: Organisation) -> QuerySet[CouncilTask]:
    """With all that their list shows: three queries, whatever their number."""
    tasks = CouncilTask.objects.of(organisation).select_related("person", "programme__relation")
    return tasks.prefetch_related("programme__relation__members__person")


def task_lines(organisation: Organisation, user: User) -> list[TaskLine]:
    """What the reader is to do for programmes, the soonest first (one query)."""
    tasks = CouncilTask.objects.of(organisation).filter(person__user=user, state=CouncilTaskState.OPEN)
    return [
        TaskLine(
            task.title,
            _("Задание объединения наставников: программа %s.") % task.programme
            if task.programme
            else _("Задание объединения наставников."),
            _("Отметить выполнение"),
            reverse("programmes:council-task-finish", args=[organisation.slug, task.pk]),
            "4.5/6",
            task.due_on,
        )
        for task in tasks.select_related("programme")
    ]


def without_method(organisation: Organisation) -> QuerySet[PlanItem]:
    """Activities of current programmes that name no method and no material, by programme and day (1.4/1).

    Cancelled ones are left out. Three queries, whatever their number.
    """
    items = PlanItem.objects.of(organisation).filter(method="").exclude(state=ItemState.CANCELLED)
    return (
        items.exclude(programme__state__in=ENDED)
        .select_related("programme__relation", "organisation")
        .prefetch_related("programme__relation__members__person")
        .order_by("-programme__year", "-programme__number", "due_on", "sort", "id")
    )
