"""Every write of the room: requests for help, accompaniment of those who wait."""

from nastavnik.help.actions.accompanying import add_contact, appoint_specialist, close_accompaniment
from nastavnik.help.actions.asking import ask_help, ask_help_again, close_help, withdraw_help
from nastavnik.help.actions.helping import answer_help, pass_help_on, route_help, take_help

__all__ = [
    "add_contact",
    "answer_help",
    "appoint_specialist",
    "ask_help",
    "ask_help_again",
    "close_accompaniment",
    "close_help",
    "pass_help_on",
    "route_help",
    "take_help",
    "withdraw_help",
]
