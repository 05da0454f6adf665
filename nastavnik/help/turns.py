"""Whose turn it is in a question, in the words of its page."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.help.models import HelpRequest, HelpState


@dataclass(frozen=True)
class Turn:
    """What is asked now, of whom, since when and by when; what follows."""

    what: str
    who: str = ""
    mine: bool = False
    done: bool = False
    since: date | None = None
    due: date | None = None
    then: str = ""


def turn_of(help: HelpRequest, reader: User) -> Turn:
    """For the author, the helper and whoever leads alike."""
    if help.state == HelpState.WITHDRAWN:
        return Turn(_("Вопрос отозван"), done=True)
    if help.state in (HelpState.HELPED, HelpState.NOT_HELPED):
        return Turn(_("Вопрос закрыт"), done=True)
    is_helper = help.helper is not None and help.helper.user_id == reader.pk
    who = help.helper.short_name if help.helper else ""
    since = timezone.localdate(help.turned_at)
    if help.state == HelpState.ANSWERED:
        return Turn(
            _("Отметить, помогло ли"), help.author.short_name, mine=help.author.user_id == reader.pk,
            since=help.answered_on, then=_("Если не помогло, вопрос уйдёт другому человеку."),
        )  # fmt: skip
    leads = reader.has_perm("help.route_help", help)
    if help.helper is None or help.helper_has_left:
        then = _("Куратор направит вопрос тому, кто поможет, или ответит сам.")
        return Turn(_("Найти, кто поможет"), _("куратор"), mine=leads, since=since, then=then)
    if help.state == HelpState.TAKEN:
        then = _("Автор отметит, помогло ли.")
        return Turn(_("Помочь и записать ответ одной строкой"), who, mine=is_helper, since=since, then=then)
    then = _("Если не получается — вопрос передадут дальше; без ответа в срок его увидит куратор.")
    due = timezone.localdate(help.due_at)
    return Turn(_("Ответить или передать дальше"), who, mine=is_helper or leads, since=since, due=due, then=then)
