"""Campaigns: opened with a term, one at a time; who has answered and who has not (R2.1, R3.1)."""

from datetime import date

import pytest

from nastavnik.banks.actions import answer_mentor, answer_requests, close_collection, open_collection
from nastavnik.banks.models import Collection
from nastavnik.banks.queries import coverage, open_collections
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.people.actions import dismiss
from tests.cast import TODAY


@pytest.mark.clause("R2.1")
def test_open_collection_lasts_as_long_as_the_settings_say(cast):
    collection = open_collection(cast.organisation, "mentees", by=cast.user("curator"))
    assert (collection.opened_on, collection.deadline, collection.closed_on) == (TODAY, date(2026, 9, 28), None)
    assert entries_about(collection).get().facts == {"bank": "mentees"}


def test_open_collection_refuses_a_second_one_and_a_past_term(cast):
    by = cast.user("curator")
    with pytest.raises(Refused, match="Срок ответа уже прошёл") as refusal:
        open_collection(cast.organisation, "mentees", by=by, deadline=date(2026, 9, 13))
    assert refusal.value.field == "deadline"
    open_collection(cast.organisation, "mentees", by=by, deadline=TODAY)
    with pytest.raises(Refused, match="Такой сбор уже открыт"):
        open_collection(cast.organisation, "mentees", by=by)
    open_collection(cast.organisation, "mentors", by=by)  # the other bank has its own
    open_collection(cast.other, "mentees", by=by)  # and so has another institution
    assert set(open_collections(cast.organisation)) == {"mentees", "mentors"}


def test_close_collection_once_then_another_may_begin(cast):
    by = cast.user("curator")
    collection = open_collection(cast.organisation, "mentors", by=by)
    stale = Collection.objects.get(pk=collection.pk)
    close_collection(collection, by=by)
    assert collection.closed_on == TODAY
    with pytest.raises(Refused, match="Сбор уже закрыт"):
        close_collection(stale, by=by)
    assert open_collection(cast.organisation, "mentors", by=by) != collection


def test_late_answer_is_taken_until_the_curator_closes(cast):
    collection = open_collection(cast.organisation, "mentees", by=cast.user("curator"), deadline=TODAY)
    with clock.at(date(2026, 9, 20)):
        assert collection.is_open_on(clock.today())
        answer_requests(cast.mentee, [], by=cast.user("mentee"), collection=collection)
    assert not collection.is_open_on(date(2026, 9, 13))


@pytest.mark.clause("R2.1")
def test_coverage_names_those_who_have_not_answered(cast):
    """R2.1: form to all teachers, deadline, coverage; the head is no teacher."""
    by = cast.user("curator")
    collection = open_collection(cast.organisation, "mentees", by=by)
    topics = [cast.topics["speech"]]
    answer_requests(cast.mentee, [{"topics": topics}], by=by, collection=collection)
    answer_requests(cast.mentor, [], by=by, collection=collection)
    seen = coverage(collection)
    assert (seen.asked, seen.answered, seen.said_yes) == (7, 2, 1)
    assert [person.surname for person in seen.silent] == [
        "Абросимова", "Гаврилюк", "Ким", "Кудрявцева", "Мухаметзянова",
    ]  # fmt: skip


@pytest.mark.clause("R2.1")
def test_second_answer_of_one_person_counts_once_and_the_later_stands(cast):
    by = cast.user("curator")
    collection = open_collection(cast.organisation, "mentors", by=by)
    answer_mentor(cast.mentor, by=by, ready=False, collection=collection)
    answer_mentor(cast.mentor, by=by, ready=True, competences=[cast.topics["play"]], collection=collection)
    seen = coverage(collection)
    assert (seen.answered, seen.said_yes) == (1, 1)


def test_dismissed_teacher_is_not_waited_for(cast):
    collection = open_collection(cast.organisation, "mentees", by=cast.user("curator"))
    dismiss(cast.bystander, by=cast.user("head"), on=date(2026, 9, 13))
    seen = coverage(collection)
    assert seen.asked == 6
    assert cast.bystander not in seen.silent
