"""People at their screens."""

import pytest

from tests.journeys.browser import Somebody


@pytest.fixture
def somebody(chromium, live_server):
    """`somebody("curator")` sits down at a computer; at the end nobody's browser has complained."""
    people: list[Somebody] = []

    def sit_down(name: str, *, phone: bool = False) -> Somebody:
        people.append(Somebody(chromium, live_server.url, name, phone=phone))
        return people[-1]

    yield sit_down
    for person in people:
        person.leaves()
