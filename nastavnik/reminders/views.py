"""One's own reminders: what is asked, until when, and the way to put it off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nastavnik.kit.refusal import Refused
from nastavnik.kit.ui.words import day
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.reminders import actions
from nastavnik.reminders.kinds import KINDS
from nastavnik.reminders.models import Reminder
from nastavnik.reminders.queries import own_reminders


@act("reminders.view_own")
def reminder_list(request: Request, organisation: Organisation) -> HttpResponse:
    """What the reader is reminded of now, what they have put off, and the rules by which the product reminds."""
    own = own_reminders(organisation, request.user)
    return render(request, "reminders/reminder_list.html", {"own": own, "kinds": KINDS.values()})


@act("reminders.put_off_reminder", Reminder)
@require_POST
def reminder_put_off(request: Request, organisation: Organisation, reminder: Reminder) -> HttpResponse:
    """Not to be reminded for a week."""
    try:
        until = actions.put_off_reminder(reminder, by=request.user)
        messages.success(request, _("Отложено до %(day)s. Сам срок не сдвинулся.") % {"day": day(until)})
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("reminders:reminder-list", organisation.slug)
