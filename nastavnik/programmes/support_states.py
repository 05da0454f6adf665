"""The life of a task of the council (4.5/6)."""

from django.utils.translation import gettext_lazy as _

from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.programmes.models import CouncilTaskState

COUNCIL_TASK = Lifecycle(
    "council task",
    CouncilTaskState,
    (
        Move("finish", _("Отметить выполнение"), ("open",), "done", "council_task_done"),
        Move("drop", _("Снять задание"), ("open",), "dropped", "council_task_dropped"),
    ),
)
