"""Build the example year: the acts are those of the screens, only the clock moves.

The year that has ended is there as a whole (orders, three pairs, programmes with meetings, surveys, results); the
current one stands as it would today: two pairs running, one waiting for its order, a newcomer without one.
"""

from datetime import date, timedelta
from functools import partial

from django.apps import apps
from django.db import transaction

from nastavnik.banks.actions import start_topics
from nastavnik.desk.example.builder import Builder
from nastavnik.desk.example.past import live_past_year
from nastavnik.desk.example.people import CARD, NEWCOMERS, STAFF, hire
from nastavnik.desk.example.present import live_present_year
from nastavnik.desk.example.publishing import withdraw_lately
from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry, JournalHead
from nastavnik.kit.periods import academic_year, add_months
from nastavnik.organisations.actions import change_calendar, found_organisation, give_role
from nastavnik.organisations.decrees import DECREES, days_of, holidays
from nastavnik.organisations.models import Organisation, RoleKind
from nastavnik.papers.models import IssuedPaper, Scan
from nastavnik.people.models import Person
from nastavnik.regulation.actions import start_acts


def build_example() -> Organisation:
    """Everything in one transaction: half an example would be worse than none."""
    with transaction.atomic():
        this_year = academic_year(clock.today()).since
        last_year = add_months(this_year, -12)
        builder = _found(last_year)
        _know_calendar(builder, last_year)
        live_past_year(builder, last_year)
        live_present_year(builder, this_year)
        withdraw_lately(builder, clock.today())
        return builder.organisation


@transaction.atomic
def remove_example() -> None:
    """The example with all its rows, files, users and journal."""
    for example in Organisation.objects.filter(is_example=True):
        users = [person.account for person in Person.objects.of(example).exclude(user=None).select_related("user")]
        for kept in (*IssuedPaper.objects.of(example), *Scan.objects.of(example)):
            transaction.on_commit(partial(kept.file.delete, save=False))
        _delete_rows(example)
        for user in users:
            user.delete()


def _delete_rows(example: Organisation) -> None:
    """From the top of the house down: rooms above point to rooms below, never the other way."""
    for room in reversed(list(apps.get_app_configs())):
        for model in reversed(list(room.get_models())):
            if room.name.startswith("nastavnik.") and hasattr(model._default_manager, "of"):
                model._default_manager.of(example).delete()
    JournalEntry.objects.filter(organisation_id=example.pk).delete()
    JournalHead.objects.filter(organisation_id=example.pk).delete()
    example.delete()


def _found(first_day: date) -> Builder:
    with clock.at(first_day - timedelta(days=7)):
        organisation = found_organisation(by=None, slug="primer", is_example=True, **CARD)
        start_topics(organisation)
        start_acts(organisation)
        people = {row[0]: hire(organisation, row) for row in STAFF if row[0] not in NEWCOMERS}
        head = people["Овчинникова"]
        ground = f"распоряжение учредителя от 14.08.{first_day.year - 8} № 31-р"
        give_role(organisation, head.account, RoleKind.HEAD, since=clock.today(), ground=ground, by=None)
    return Builder(organisation, people)


def _know_calendar(builder: Builder, since: date) -> None:
    """The production calendar of every year that the example has seen, compared in December of the year before."""
    for year in range(since.year, clock.today().year + 1):
        days_off, working = days_of(year) if year in DECREES else (holidays(year), {})
        with clock.at(max(since - timedelta(days=7), date(year - 1, 12, 15))):
            change_calendar(
                builder.organisation,
                year,
                days_off=days_off,
                working_weekends=working,
                by=builder.head,
                ground=DECREES[year].ground if year in DECREES else "",
            )
