"""Two people at one moment, on a server: one becomes the helper; two taps of one author make one question."""

import pytest
from django.db import connection

from nastavnik.help.actions import pass_help_on, take_help
from nastavnik.help.models import HelpRequest
from tests.help.made import ask, stored
from tests.programmes.test_at_one_moment import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_a_server():
    if connection.vendor != "postgresql":
        pytest.skip("нужен сервер PostgreSQL")


@pytest.mark.clause("3.3.2")
def test_one_of_two_who_react_becomes_the_helper(full_cast):
    help = ask(full_cast, topic="contests")  # with the curator and the head: nobody was found
    acts = [lambda part=part: take_help(stored(help), by=full_cast.user(part)) for part in ("curator", "head")]
    assert at_once(*acts) == ["Refused", "done"]
    assert stored(help).state == "taken" and stored(help).asks.count() == 1


def test_taking_and_passing_on_queue_up(full_cast):
    help, mentor = ask(full_cast), full_cast.user("mentor")
    at_once(lambda: take_help(stored(help), by=mentor), lambda: pass_help_on(stored(help), by=mentor))
    after = stored(help)
    assert (after.state, after.helper_id) == ("asked", full_cast.second_mentor.pk)


def test_two_taps_make_one_question(full_cast):
    assert at_once(lambda: ask(full_cast), lambda: ask(full_cast)) == ["Refused", "done"]
    assert HelpRequest.objects.count() == 1
