"""The directory of services for meetings at a distance (3.3.5)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import MeetingService, Organisation


@transaction.atomic
def add_service(
    organisation: Organisation, *, by: User, name: str, address: str = "", note: str = ""
) -> MeetingService:
    """A service that may be used from now on; one that was taken off the list comes back with its old row."""
    row = MeetingService.objects.of(organisation).filter(name=name).first()
    if row is not None and row.is_allowed:
        raise Refused(_("Такой сервис уже есть в списке."), field="name")
    row = row or MeetingService(organisation=organisation, name=name)
    row.address, row.note, row.is_allowed = address, note, True
    row.save()
    journal.record("service_added", row, by=by)
    return row


@transaction.atomic
def change_service(
    service: MeetingService, *, by: User, name: str, address: str = "", note: str = ""
) -> MeetingService:
    """Correct the name, the address or the note."""
    service.name, service.address, service.note = name, address, note
    try:
        with transaction.atomic():
            service.save()
    except IntegrityError:
        raise Refused(_("Такой сервис уже есть в списке."), field="name") from None
    journal.record("service_changed", service, by=by)
    return service


@transaction.atomic
def drop_service(service: MeetingService, *, by: User) -> MeetingService:
    """Take it off the list: it is offered no more, and old meetings still name it. Twice is once."""
    if service.is_allowed:
        service.is_allowed = False
        service.save(update_fields=["is_allowed"])
        journal.record("service_dropped", service, by=by)
    return service
