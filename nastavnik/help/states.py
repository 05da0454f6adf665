"""The lives of a request for help and of an accompaniment."""

from django.utils.translation import gettext_lazy as _

from nastavnik.help.models import AccompanimentState, HelpState
from nastavnik.kit.lifecycle import Lifecycle, Move

HELP = Lifecycle(
    "help",
    HelpState,
    (
        Move("take", _("Отвечаю"), ("asked",), "taken", "help_taken"),
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
