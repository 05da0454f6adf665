"""Events: what it was, of which level, who of the institution took part and as whom (4.3/6)."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation
from nastavnik.partners.models import EventParticipant, EventRole, Host, PartnerEvent
from nastavnik.people.models import Person

FIELDS = ("title", "kind", "on", "level", "host", "partner", "result")


@transaction.atomic
def add_event(organisation: Organisation, *, by: User, **facts: Any) -> PartnerEvent:
    """An event that was or will be. Refused when it is held together with a partner and none is named."""
    event = PartnerEvent(organisation=organisation, made_by=by, made_on=clock.today())
    _set(event, facts)
    event.save(force_insert=True)
    journal.record("event_added", event, by=by, on=event.on, level=event.level)
    return event


@transaction.atomic
def change_event(event: PartnerEvent, *, by: User, **facts: Any) -> PartnerEvent:
    """Another day, level, result."""
    before = PartnerEvent.objects.select_for_update().get(pk=event.pk)
    _set(event, facts)
    changed = [name for name in FIELDS if getattr(event, name) != getattr(before, name)]
    if changed:
        event.save(update_fields=changed)
        journal.record("event_changed", event, by=by, fields=changed)
    return event


@transaction.atomic
def drop_event(event: PartnerEvent, *, by: User) -> None:
    """It was written down by mistake, or did not take place."""
    journal.record("event_dropped", event, by=by, on=event.on, participants=event.participants.count())
    event.delete()


@transaction.atomic
def add_participants(event: PartnerEvent, people: Collection[Person], *, by: User, role: str) -> int:
    """So many people of the institution took part as `role`; of those who are there already the role is changed.

    Refused for somebody who did not work here on the day of the event.
    """
    PartnerEvent.objects.select_for_update().get(pk=event.pk)
    keys = {person.pk for person in people}
    employed = Person.objects.filter(organisation_id=event.organisation_id, pk__in=keys).employed(event.on)
    missing = keys - set(employed.values_list("pk", flat=True))
    if missing:
        names = ", ".join(sorted(person.short_name for person in people if person.pk in missing))
        raise Refused(_("В день события не работали в учреждении: %s.") % names, field="people")
    known = {row.person_id: row for row in event.participants.all()}
    for key in sorted(keys):
        row = known.get(key) or EventParticipant(organisation_id=event.organisation_id, event=event, person_id=key)
        row.role = EventRole(role)
        row.save()
    journal.record("event_participants_added", event, by=by, count=len(keys), role=role)
    return len(keys)


@transaction.atomic
def remove_participant(participant: EventParticipant, *, by: User) -> None:
    """Was not there after all."""
    journal.record("event_participant_removed", participant.event, by=by)
    participant.delete()


def _set(event: PartnerEvent, facts: dict[str, Any]) -> None:
    for name in FIELDS:
        if name in facts:
            value = facts[name]
            setattr(event, name, " ".join(value.split()) if isinstance(value, str) else value)
    if event.host == Host.TOGETHER and event.partner is None:
        raise Refused(_("Выберите, с каким партнёром проводите событие вместе."), field="partner")
