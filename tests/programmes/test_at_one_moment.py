"""Two people at one moment: numbers stay continuous, nothing is written over, the last word is said once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest
from django.db import connection

from nastavnik.kit import journal
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.models import Relation
from nastavnik.programmes.actions import agree_programme, begin_programme, close_programme, write_programme
from nastavnik.programmes.models import Programme
from nastavnik.surveys.models import Invitation
from tests.programmes.conftest import bring_to, relation_in_force

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_a_server():
    if connection.vendor != "postgresql":
        pytest.skip("нужен сервер PostgreSQL")


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do the acts in threads that start together; «done», or the name of the refusal."""
    start = threading.Barrier(len(acts))

    def do(act: Callable[[], object]) -> str:
        try:
            start.wait()
            act()
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(way.result() for way in [pool.submit(copy_context().run, do, act) for act in acts])


@pytest.mark.clause("4.4.8")
def test_programmes_begun_at_one_moment_get_continuous_numbers(full_cast):
    curator = full_cast.user("curator")
    pairs = [("mentor", "mentee"), ("mentor", "second_mentee"), ("second_mentor", "third_mentee")]
    relations = [relation_in_force(full_cast, (mentor,), (mentee,)) for mentor, mentee in pairs]
    acts = [lambda relation=relation: begin_programme(relation, by=curator) for relation in relations]
    assert at_once(*acts) == ["done"] * 3
    assert sorted(Programme.objects.values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.clause("R5.2")
def test_one_pair_gets_one_programme_when_both_begin_it(full_cast):
    relation = relation_in_force(full_cast)
    acts = [
        lambda part=part: begin_programme(Relation.objects.get(pk=relation.pk), by=full_cast.user(part))
        for part in ("mentor", "mentee", "curator")
    ]
    assert at_once(*acts) == ["Refused", "Refused", "done"]
    assert Programme.objects.count() == 1


def test_of_two_texts_written_at_one_moment_none_is_written_over(full_cast):
    programme = bring_to(full_cast, "draft", relation_in_force(full_cast))
    texts = {"mentor": "Цель наставника", "mentee": "Цель наставляемой"}
    acts = [
        lambda part=part, text=text: write_programme(
            Programme.objects.get(), by=full_cast.user(part), version=programme.version, goal=text
        )
        for part, text in texts.items()
    ]
    assert at_once(*acts) == ["Outdated", "done"]
    stored = Programme.objects.get()
    assert stored.goal in texts.values()
    assert stored.version == programme.version + 1


@pytest.mark.clause("6.1/2")
def test_the_last_two_agreements_at_one_moment_pass_the_programme_on_once(full_cast):
    full_cast.mentor.mentor_entry.group_size = 2
    full_cast.mentor.mentor_entry.save()
    relation = relation_in_force(full_cast, mentees=("mentee", "second_mentee"))
    programme = bring_to(full_cast, "agreeing", relation)
    acts = [
        lambda part=part: agree_programme(Programme.objects.get(), by=full_cast.user(part), version=programme.version)
        for part in ("mentee", "second_mentee")
    ]
    assert at_once(*acts) == ["done", "done"]
    assert Programme.objects.get().state == "review"
    events = [entry.event for entry in journal.entries_about(programme)]
    assert events.count("programme_submitted") == 1


def test_two_summaries_at_one_moment_ask_everybody_once(full_cast):
    bring_to(full_cast, "running", relation_in_force(full_cast))
    acts = [
        lambda part=part: close_programme(
            Programme.objects.get(), by=full_cast.user(part), result=f"Итог: {part}", reason="mutual"
        )
        for part in ("mentor", "mentee")
    ]
    assert at_once(*acts) == ["done", "done"]
    assert Invitation.objects.filter(wave="after").count() == 2
