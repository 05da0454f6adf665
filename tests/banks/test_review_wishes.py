"""What wishes and requests «не предлагать» must not betray, even to somebody who looks for it (1.4/5, 7.1/2)."""

import re
from datetime import date

import pytest
from django.urls import reverse

from nastavnik.banks.actions import forget_wishes_due, say_wishes
from nastavnik.banks.models import PairVeto, PairWish
from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.pairs.rounds import outcome_of, run_matching
from nastavnik.people.actions import dismiss
from nastavnik.reminders.due import run_due

pytestmark = pytest.mark.django_db
PAGE = reverse("banks:wishes-say", args=["ryabinka"])
HIDDEN = ("mentee", "second_mentee", "third_mentee")


def options(client) -> dict[str, str]:
    """The open requests that the mentor may choose: words → what the page sends back."""
    body = client.get(PAGE).content.decode()
    first = body.partition('name="mentors_1"')[2].partition("</select>")[0]
    found = re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)</option>', first)
    return {words.strip(): value for value, words in found}


@pytest.mark.clause("7.1/1")
def test_a_request_without_a_name_is_not_named_by_what_the_page_sends_back(signed_in, full_cast):
    """The same page lists all colleagues by name and key: the key of a request must be another, and each reader's."""
    own, other = options(signed_in("mentor")), options(signed_in("second_mentor"))
    assert len(own) == 3 and own.keys() == other.keys()
    assert not {str(full_cast.people[part].pk) for part in HIDDEN} & set(own.values())
    assert not set(own.values()) & set(other.values())  # nor do two mentors find out that they mean the same person
    client = signed_in("mentor")
    [chosen] = [value for words, value in own.items() if "Физическое развитие" in words]
    assert client.post(PAGE, {"mentors_1": chosen}).status_code == 302
    assert PairWish.objects.get().other == full_cast.second_mentee
    assert f'<option value="{chosen}" selected' in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"mentors_1": full_cast.mentee.pk}).status_code == 200  # a key from elsewhere
    assert PairWish.objects.get().other == full_cast.second_mentee


@pytest.mark.clause("1.4/5")
def test_whose_request_it_is_cannot_be_tried_out_by_asking_not_to_be_proposed(signed_in, full_cast):
    client = signed_in("mentor")
    wish = {"mentors_1": next(value for words, value in options(client).items() if "Физическое развитие" in words)}
    for part in HIDDEN:
        assert client.post(PAGE, {**wish, "vetoes": [full_cast.people[part].pk]}).status_code == 302, part
        assert PairWish.objects.get().other == full_cast.second_mentee
        assert PairVeto.objects.get().other == full_cast.people[part]


def test_of_a_wish_and_a_request_not_to_be_proposed_the_request_counts(full_cast):
    say_wishes(
        full_cast.mentor, {"mentors": [full_cast.second_mentee]}, [full_cast.second_mentee],
        by=full_cast.user("mentor"),
    )  # fmt: skip
    found = outcome_of(run_matching(full_cast.organisation, by=full_cast.user("curator")))
    assert full_cast.second_mentee not in [one.mentee for one in found.proposals]


@pytest.mark.clause("1.4/5")
def test_who_works_here_no_longer_leaves_no_wishes_and_no_requests_behind(full_cast):
    """As the declaration of personal data says: not longer than the work in the institution."""
    say_wishes(full_cast.mentee, {"mentees": [full_cast.mentor]}, [full_cast.head], by=full_cast.user("mentee"))
    say_wishes(full_cast.mentor, {"mentors": [full_cast.mentee]}, [full_cast.mentee], by=full_cast.user("mentor"))
    say_wishes(full_cast.head, {}, [full_cast.curator], by=full_cast.user("head"))
    dismiss(full_cast.mentee, by=full_cast.user("curator"), on=date(2026, 9, 30))
    assert forget_wishes_due(date(2026, 9, 29)) == 0 and PairVeto.objects.count() == 3
    with clock.at(date(2026, 10, 1)):
        report = run_due()
    assert report.faults == 0 and PairVeto.objects.get().person == full_cast.head
    assert not PairWish.objects.exists()
    assert JournalEntry.objects.filter(event="pair_wishes_forgotten").get().subject_id == full_cast.mentee.pk
    assert forget_wishes_due(date(2026, 10, 1)) == 0
