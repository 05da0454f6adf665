"""The page of a programme with 200 plan items and 100 meetings, against its own template filled with ready rows.

The rows are written within a transaction that is undone: nothing stays for the figures that follow.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment

from bench.measuring import Figure, by_turns
from nastavnik.kit import clock
from nastavnik.programmes.models import Meeting, PlanItem, Programme
from tests.cast import TODAY, build_cast, fill_banks
from tests.programmes.conftest import bring_to, relation_in_force

ITEMS, MEETINGS = 200, 100


def page_of_a_large_programme() -> Iterator[Figure]:
    """The mentor's page: queries of a small and of a large programme, and the time of the large one."""
    with clock.at(TODAY), transaction.atomic():
        cast = build_cast()
        fill_banks(cast)
        programme = bring_to(cast, "running", relation_in_force(cast))
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(cast.user("mentor"), backend="allauth.account.auth_backends.AuthenticationBackend")
        yield from _measured(client, f"/o/{cast.organisation.slug}/programmes/{programme.pk}/", programme)
        transaction.set_rollback(True)


def _measured(client: Client, address: str, programme: Programme) -> Iterator[Figure]:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    _grow(programme, 2, 2)
    few = queries()
    _grow(programme, ITEMS, MEETINGS)
    many = queries()
    yield Figure("page_programme_200_items_100_meetings_queries", many, "queries", "≤ 18")
    yield Figure("page_programme_queries_per_further_row", many - few, "queries", "= 0")
    setup_test_environment()  # only so that the answer tells with what its template was filled
    answer = client.get(address)
    teardown_test_environment()
    page, ready = get_template("programmes/programme_detail.html"), answer.context[0].flatten()

    def own_template() -> None:
        page.render(ready, answer.wsgi_request)

    ratio = by_turns(lambda: client.get(address), own_template, 15)
    yield Figure("page_programme_to_its_bare_template", ratio, "ratio", "≤ 3")


def _grow(programme: Programme, items: int, meetings: int) -> None:
    """Until it has so many of each: the items in turn for each member, the meetings held and confirmed."""
    organisation, (first, second) = programme.organisation, programme.members
    PlanItem.objects.bulk_create(
        PlanItem(
            organisation=organisation,
            programme=programme,
            title=f"Мероприятие {number}",
            due_on=TODAY + timedelta(days=number),
            responsible=(first, second)[number % 2],
        )
        for number in range(programme.items.count(), items)
    )
    Meeting.objects.bulk_create(
        Meeting(
            organisation=organisation,
            programme=programme,
            on=TODAY,
            topic=f"Встреча {number}",
            state="held",
            minutes=40,
            recorded_by=first.person.user,
            recorded_at=clock.now(),
            confirmed_by=second.person.user,
            confirmed_on=TODAY,
        )
        for number in range(programme.meetings.count(), meetings)
    )
