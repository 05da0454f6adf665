"""The lives of a request for help and of an accompaniment."""

from django.utils.translation import gettext_lazy as _

from nastavnik.help.models import AccompanimentState, HelpRequest, HelpState
from nastavnik.kit.lifecycle import Lifecycle, Move


def _nobody_answers(help: HelpRequest) -> str | None:
    """What somebody answers already is taken over only when that person has left."""
    if help.state == HelpState.ASKED or help.helper_has_left:
        return None
    return str(_("На этот вопрос уже отвечают."))


HELP = Lifecycle(
    "help",
    HelpState,
    (
        Move("take", _("Отвечаю"), ("asked", "taken"), "taken", "help_taken", guard=_nobody_answers),
        Move("pass_on", _("Передать дальше"), ("asked", "taken"), "asked", "help_passed_on"),
        Move("route", _("Направить"), ("asked", "taken"), "asked", "help_routed"),
        Move("answer", _("Записать ответ"), ("asked", "taken"), "answered", "help_answered"),
        Move("close", _("Помогло"), ("answered",), "helped", "help_closed"),
        Move("ask_again", _("Спросить ещё"), ("answered",), "not_helped", "help_closed"),
        Move("withdraw", _("Отозвать"), ("asked", "taken"), "withdrawn", "help_withdrawn"),
    ),
)

ACCOMPANIMENT = Lifecycle(
    "accompaniment",
    AccompanimentState,
    (Move("close", _("Завершить сопровождение"), ("running",), "closed", "accompaniment_closed"),),
)
