"""Wishes and requests «не предлагать»: said by the person alone, read by the person alone (7.1/2, 1.4/5)."""

import pytest
from django.urls import reverse

from nastavnik.banks.actions import exclude_entry, say_wishes
from nastavnik.banks.models import PairVeto, PairWish
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused

pytestmark = pytest.mark.django_db
PAGE = reverse("banks:wishes-say", args=["ryabinka"])


def shown(client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split()).replace("\u00a0", " ")


@pytest.mark.clause("7.1/2")
def test_a_mentee_names_mentors_in_order_and_the_later_word_replaces_the_earlier(signed_in, full_cast):
    client = signed_in("mentee")
    said = shown(client)
    assert "Белокопытова Ирина Геннадьевна — Речевое развитие" in said and "Эту страницу видите только вы." in said
    typed = {"mentees_1": full_cast.second_mentor.pk, "mentees_2": full_cast.mentor.pk, "vetoes": [full_cast.head.pk]}
    assert client.post(PAGE, typed)["Location"] == reverse("desk:home", args=["ryabinka"])
    named = PairWish.objects.filter(person=full_cast.mentee)
    assert [(one.other, one.rank, one.bank) for one in named] == [
        (full_cast.second_mentor, 1, "mentees"), (full_cast.mentor, 2, "mentees"),
    ]  # fmt: skip
    assert PairVeto.objects.get().other == full_cast.head
    client.post(PAGE, {"mentees_1": full_cast.mentor.pk})
    assert [one.other for one in named.all()] == [full_cast.mentor] and not PairVeto.objects.exists()


@pytest.mark.clause("7.1/1")
def test_a_mentor_sees_open_requests_by_topic_and_no_names_and_no_own_words(signed_in, full_cast):
    client = signed_in("mentor")
    choices = shown(client).partition("Прошу не предлагать")[0]
    assert "Речевое развитие" in choices and "Физическое развитие" in choices
    for part in ("mentee", "second_mentee", "third_mentee"):
        assert full_cast.people[part].surname not in choices.replace("«Рябинка»", "")
    assert "трудном поведении" not in choices  # the request in own words may name people


@pytest.mark.clause("1.4/5", "7.1/2")
@pytest.mark.parametrize("reader", ["curator", "head", "mentor", "second_mentor"])
def test_nobody_else_reads_whom_somebody_has_asked_not_to_be_put_together_with(signed_in, full_cast, reader):
    other = full_cast.second_mentor if reader == "mentor" else full_cast.mentor
    say_wishes(full_cast.mentee, {}, [other], by=full_cast.user("mentee"))
    client = signed_in(reader)
    assert "checked" not in shown(client).partition("<main")[2].partition("</main")[0]  # the page is the reader's own
    entry = full_cast.mentee.mentee_entry
    for place in (
        reverse("banks:mentee-detail", args=["ryabinka", entry.pk]),
        reverse("people:person-detail", args=["ryabinka", full_cast.mentee.pk]),
        reverse("desk:journal-list", args=["ryabinka"]),
    ):
        answer = client.get(place)
        if answer.status_code == 200:
            assert "не предлагать" not in answer.content.decode(), place
    entries = JournalEntry.objects.filter(event="pair_wishes_said")
    assert [(one.subject_id, one.facts) for one in entries] == [(full_cast.mentee.pk, {})]


@pytest.mark.parametrize(("who", "wish", "veto", "sentence"), [
    ("curator", "mentor", None, "Пожелания о паре говорит только сам человек."),
    ("mentee", "mentee", None, "Себя выбрать нельзя."),
    ("mentee", None, "mentee", "Себя выбрать нельзя."),
    ("mentee", "mentor", "mentor",
     "Один человек назван и в пожеланиях, и в просьбе не предлагать: оставьте что-то одно."),
    ("mentee", None, "stranger", "Выбрать можно только сотрудников своего учреждения."),
])  # fmt: skip
def test_what_cannot_be_said_is_refused_and_leaves_what_was_said_before(full_cast, who, wish, veto, sentence):
    say_wishes(full_cast.mentee, {"mentees": [full_cast.second_mentor]}, [], by=full_cast.user("mentee"))
    person = {"stranger": full_cast.stranger, **full_cast.people}
    with pytest.raises(Refused) as caught:
        say_wishes(
            full_cast.mentee,
            {"mentees": [person[wish]] if wish else []},
            [person[veto]] if veto else [],
            by=full_cast.user(who),
        )
    assert caught.value.sentence == sentence
    assert PairWish.objects.get().other == full_cast.second_mentor


def test_a_person_named_twice_is_told_at_the_field(signed_in, full_cast):
    answer = signed_in("mentee").post(PAGE, {"mentees_1": full_cast.mentor.pk, "mentees_2": full_cast.mentor.pk})
    assert answer.status_code == 200 and "Уже названо выше." in answer.content.decode()
    assert not PairWish.objects.exists()


def test_wishes_end_with_the_entry_and_requests_not_to_propose_stay_their_author_s(full_cast):
    say_wishes(
        full_cast.mentee, {"mentees": [full_cast.mentor]}, [full_cast.second_mentor], by=full_cast.user("mentee")
    )
    say_wishes(full_cast.mentor, {"mentors": [full_cast.mentee]}, [], by=full_cast.user("mentor"))
    exclude_entry(full_cast.mentee.mentee_entry, by=full_cast.user("curator"))
    assert not PairWish.objects.exists()
    assert PairVeto.objects.get().other == full_cast.second_mentor


@pytest.mark.parametrize("part", ["bystander", "head"])
def test_who_stands_in_no_bank_may_still_ask_not_to_be_proposed(signed_in, full_cast, part):
    client = signed_in(part)
    assert "Назвать пожелания можно, когда вы в базе" in shown(client)
    assert client.post(PAGE, {"vetoes": [full_cast.mentor.pk]}).status_code == 302
    assert PairVeto.objects.get().person == full_cast.people[part]


def test_the_page_takes_a_fixed_number_of_queries(signed_in, full_cast, django_assert_max_num_queries):
    client = signed_in("mentee")
    client.get(PAGE)
    with django_assert_max_num_queries(16):
        client.get(PAGE)
