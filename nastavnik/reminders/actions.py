"""What a person may do with a reminder: put it off. Done is what it reminds of, never the reminder."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.reminders.kinds import KINDS
from nastavnik.reminders.models import Reminder

PUT_OFF_DAYS = 7


@transaction.atomic
def put_off_reminder(reminder: Reminder, *, by: User) -> date:
    """Not to be shown until the day that is given back, a week from now; the term itself does not move.

    What the law counts cannot be put off.
    """
    stored = Reminder.objects.select_for_update().get(pk=reminder.pk)
    if stored.closed_on is not None:
        raise Refused(_("Об этом уже не нужно напоминать: дело сделано."))
    if KINDS[stored.kind].by_law:
        raise Refused(_("Этот срок установлен законом: отложить напоминание нельзя."))
    until = clock.today() + timedelta(days=PUT_OFF_DAYS)
    reminder.put_off_until = until
    reminder.save(update_fields=["put_off_until"])
    journal.record("reminder_put_off", reminder, by=by, kind=stored.kind, until=until)
    return until
