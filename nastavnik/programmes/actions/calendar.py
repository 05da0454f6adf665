"""The private address of a person's meetings: switched on, changed, switched off."""

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.people.models import Person
from nastavnik.programmes.models import CalendarAddress
from nastavnik.programmes.models.calendar import new_salt


@transaction.atomic
def open_calendar(person: Person, *, by: User) -> CalendarAddress:
    """Switch the address on; twice is once."""
    row, is_new = CalendarAddress.objects.get_or_create(
        person=person, defaults={"organisation_id": person.organisation_id}
    )
    if is_new:
        journal.record("calendar_opened", row, by=by)
    return row


@transaction.atomic
def renew_calendar(person: Person, *, by: User) -> CalendarAddress:
    """Another address; the old one opens nothing from this moment."""
    row = CalendarAddress.objects.select_for_update().filter(person=person).first()
    if row is None:
        raise Refused(_("Подписка на календарь выключена. Сначала включите её."))
    row.salt, row.made_at = new_salt(), clock.now()
    row.save(update_fields=["salt", "made_at"])
    journal.record("calendar_renewed", row, by=by)
    return row


@transaction.atomic
def close_calendar(person: Person, *, by: User) -> None:
    """Switch the address off; twice is once."""
    row = CalendarAddress.objects.select_for_update().filter(person=person).first()
    if row is not None:
        journal.record("calendar_closed", row, by=by)
        row.delete()
