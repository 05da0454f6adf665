"""Screens of the room."""

from nastavnik.help.views.accompaniment import (
    accompaniment_appoint,
    accompaniment_close,
    accompaniment_detail,
    contact_add,
    waiting_list,
)
from nastavnik.help.views.requests import (
    help_again,
    help_answer,
    help_ask,
    help_close,
    help_detail,
    help_list,
    help_pass,
    help_route,
    help_take,
    help_withdraw,
    programme_help,
    request_list,
)

__all__ = [
    "accompaniment_appoint",
    "accompaniment_close",
    "accompaniment_detail",
    "contact_add",
    "help_again",
    "help_answer",
    "help_ask",
    "help_close",
    "help_detail",
    "help_list",
    "help_pass",
    "help_route",
    "help_take",
    "help_withdraw",
    "programme_help",
    "request_list",
    "waiting_list",
]
