"""Whatever a browser may send: no address breaks, and keys of another institution move nothing."""

import re
import uuid

import pytest
from django.urls import reverse

from nastavnik.kit.models import JournalEntry
from nastavnik.orders.models import Order
from nastavnik.people.actions import add_person
from nastavnik.people.models import Person
from tests.house.test_addresses import IN_ORGANISATION, sample
from tests.pairs.made import brought_to

RUBBISH = ("\x00", "9" * 30, "0001-01-01", "9999-12-31", str(uuid.UUID(int=9)))
ASKED = ("page", "q", "topic", "state", "kind", "who", "post", "part", "relation", "mentors", "mentees", "next",
         "period", "since", "until", "category", "experience", "past", "all")  # fmt: skip


def is_page(answer) -> bool:
    return answer.headers["Content-Type"].startswith("text/html") and not answer.streaming


@pytest.mark.parametrize("rubbish", ["\x00", "9" * 60, "<script>alert(1)</script>"])
def test_no_page_breaks_on_rubbish_after_the_question_mark(full_cast, signed_in, rubbish):
    client = signed_in("curator")
    brought_to(full_cast, "acquaintance")
    for address, view in IN_ORGANISATION:
        answer = client.get(sample(address, full_cast, view), dict.fromkeys(ASKED, rubbish))
        assert answer.status_code < 500, f"{address}: {answer.status_code}"
        if is_page(answer):
            assert "<script>alert" not in answer.content.decode(), address


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_no_form_breaks_on_rubbish(full_cast, signed_in, rubbish):
    """Every field that the page of an address shows is sent back with the same rubbish in it."""
    client = signed_in("curator")
    brought_to(full_cast, "acquaintance")
    sent = 0
    for address, view in IN_ORGANISATION:
        place = sample(address, full_cast, view)
        shown = client.get(place)
        names = set(re.findall(r' name="([\w-]+)"', shown.content.decode())) if is_page(shown) else set()
        answer = client.post(place, dict.fromkeys(names - {"form_key", "form_user"}, rubbish))
        assert answer.status_code < 500, f"{address}: {answer.status_code}"
        sent += bool(names)
    assert sent > 20, "hardly any form was tried"


def test_people_of_another_institution_are_no_choice_in_orders_nor_on_access_cards(cast, signed_in):
    client, slug = signed_in("curator"), cast.organisation.slug
    newcomer = add_person(cast.other, by=None, surname="Чужая", first_name="Анна", sex="female")
    order = {"introduces": "on", "appoints": "on", "curator": str(cast.stranger.pk)}
    answer = client.post(reverse("orders:base-order-start", args=[slug]), order)
    assert answer.status_code == 200 and "curator" in answer.context["form"].errors
    assert not Order.objects.exists()
    answer = client.post(reverse("people:access-open-many", args=[slug]), {"people": [str(newcomer.pk)]})
    assert answer.status_code == 200 and "people" in answer.context["form"].errors
    assert Person.objects.get(pk=newcomer.pk).user_id is None


def test_pairs_of_another_institution_are_no_choice_in_an_order(full_cast, signed_in):
    relation = brought_to(full_cast, "agreed")
    client = signed_in("stranger")
    before = JournalEntry.objects.count()
    answer = client.post(
        reverse("orders:relations-order-start", args=[full_cast.other.slug]), {"relations": [str(relation.pk)]}
    )
    assert answer.status_code == 200 and "relations" in answer.context["form"].errors
    assert not Order.objects.exists() and JournalEntry.objects.count() == before


def test_directions_of_another_institution_are_no_choice(full_cast, signed_in):
    from nastavnik.banks.models import Topic

    foreign = Topic.objects.of(full_cast.other).first()
    client, slug = signed_in("mentee"), full_cast.organisation.slug
    answer = client.post(reverse("banks:requests-answer", args=[slug]), {"topic1": str(foreign.pk), "text1": "x"})
    assert answer.status_code == 200 and "topic1" in answer.context["form"].errors
    answer = client.post(
        reverse("banks:mentor-answer", args=[slug]), {"ready": "yes", "competences": [str(foreign.pk)], "capacity": 1}
    )
    assert answer.status_code == 200 and "competences" in answer.context["form"].errors
