"""The directory of directions: ours to start with, then the institution's own."""

import pytest

from nastavnik.banks.actions import add_topic, change_topic
from nastavnik.banks.models import Topic
from nastavnik.banks.topics import TOPICS
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused


def test_institution_starts_with_our_directions_in_our_order(cast):
    assert list(Topic.objects.of(cast.organisation).values_list("code", "name", "area")) == list(TOPICS)
    assert Topic.objects.of(cast.other).count() == len(TOPICS)


@pytest.mark.clause("1.1")
def test_own_direction_comes_last_and_belongs_to_the_institution(cast):
    topic = add_topic(cast.organisation, by=cast.user("curator"), name="Музейная педагогика", area="Взаимодействие")
    assert Topic.objects.of(cast.organisation).last() == topic
    assert not Topic.objects.of(cast.other).filter(name="Музейная педагогика").exists()
    assert entries_about(topic).get().event == "topic_added"


@pytest.mark.parametrize("name", ["Речевое развитие", "речевое  РАЗВИТИЕ"])
def test_second_direction_of_one_name_is_refused(cast, name):
    with pytest.raises(Refused, match="Такое направление уже есть: «Речевое развитие»") as refusal:
        add_topic(cast.organisation, by=cast.user("curator"), name=name, area="…")
    assert refusal.value.field == "name"
    with pytest.raises(Refused, match="Такое направление уже есть"):
        change_topic(cast.topics["play"], by=cast.user("curator"), name=name)


def test_direction_is_renamed_and_offered_no_more(cast, mentee_draft):
    speech = change_topic(cast.topics["speech"], by=cast.user("curator"), name="Речь", area="Области", is_active=False)
    speech.refresh_from_db()
    assert (speech.name, speech.area, speech.is_active) == ("Речь", "Области", False)
    assert [topic.name for topic in mentee_draft.requests.get().topics.all()] == ["Речь"]  # what was said stays
    change_topic(speech, by=cast.user("curator"), name="речь")  # another writing of its own name
