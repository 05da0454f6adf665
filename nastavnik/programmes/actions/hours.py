"""The schedule of a person with children (1.5)."""

from django.db import transaction

from nastavnik.accounts.models import User
from nastavnik.kit import journal
from nastavnik.people.models import Person
from nastavnik.programmes.hours import Stretch
from nastavnik.programmes.models import WorkingHours


@transaction.atomic
def change_hours(person: Person, *, by: User, week: dict[int, list[Stretch]]) -> Person:
    """The whole week anew: `week` holds the stretches by weekday, a day that is not in it is free."""
    Person.objects.select_for_update().get(pk=person.pk)
    wanted = {(day, since, until) for day, stretches in week.items() for since, until in stretches}
    stands = set(person.hours.values_list("weekday", "since", "until"))
    if wanted == stands:
        return person
    person.hours.all().delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(organisation_id=person.organisation_id, person=person, weekday=day, since=since, until=until)
        for day, since, until in sorted(wanted)
    )
    journal.record("hours_changed", person, by=by)
    return person
