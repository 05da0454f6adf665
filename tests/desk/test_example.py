"""The example: a whole year made by the acts of the screens, marked on every page, set back by one button."""

import pytest

from nastavnik.desk.example.build import build_example, remove_example
from nastavnik.desk.example.people import EYES
from nastavnik.kit import journal
from nastavnik.kit.models import JournalEntry
from nastavnik.orders.models import Order
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation
from nastavnik.people.models import Person
from nastavnik.programmes.models import Programme
from nastavnik.surveys.models import Response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


@pytest.fixture
def day():
    from datetime import date

    from nastavnik.kit import clock

    with clock.at(date(2026, 11, 24)):
        yield


@pytest.fixture
def example():
    return build_example()


@pytest.mark.clause("7.2", "8.1/1", "M2")
def test_it_holds_a_year_that_has_ended_and_one_that_goes_on(example):
    relations = Relation.objects.of(example)
    assert relations.filter(state="ended").count() == 3
    assert relations.filter(state="in_force").count() == 2
    assert relations.filter(state="agreed").count() == 1
    programmes = Programme.objects.of(example)
    assert programmes.filter(state="completed").count() == 3
    assert programmes.filter(state="running").count() == 2
    assert Response.objects.of(example).filter(wave="after").count() == 6
    assert not Order.objects.of(example).exclude(state="in_force").exists()


def test_every_order_of_it_has_its_scan_and_its_journal_is_whole(example):
    assert all(order.scan_id for order in Order.objects.of(example))
    assert journal.broken_link(example.pk) is None


@pytest.mark.parametrize("part", EYES)
def test_one_looks_through_anybodys_eyes(client, example, part):
    page = client.post(f"/example/enter/{part}/", follow=True)
    assert page.status_code == 200
    assert "люди и события вымышлены" in page.content.decode()


def test_nobody_of_it_can_sign_in_by_a_password(example):
    assert not any(person.user.has_usable_password() for person in Person.objects.of(example).exclude(user=None))


def test_set_back_it_is_as_it_was(client, example):
    Relation.objects.of(example).filter(state="agreed").update(topic="изменено")
    client.post("/example/reset/")
    again = Organisation.objects.get(is_example=True)
    assert again.pk != example.pk
    assert not Relation.objects.of(again).filter(topic="изменено").exists()


def test_removed_it_leaves_nothing(example):
    remove_example()
    assert Organisation.objects.count() == Person.objects.count() == Relation.objects.count() == 0
    assert JournalEntry.objects.filter(organisation_id=example.pk).count() == 0


def test_a_passer_by_cannot_build_or_reset_it_beside_a_real_institution(client, cast):
    assert client.post("/example/build/").status_code == 403
    assert not Organisation.objects.filter(is_example=True).exists()


@pytest.mark.clause("1.4/7")
def test_the_facts_of_its_journal_name_nobody(example):
    """Who acted stands in a field of its own; the facts are kept for ever and hold no personal data."""
    entries = JournalEntry.objects.filter(organisation_id=example.pk)
    said = "\n".join(str(facts) for facts in entries.values_list("facts", flat=True))
    people = Person.objects.of(example)
    assert entries.count() > 100 and people.count() > 5
    for person in people:
        for word in (person.surname, person.email, person.phone):
            assert not word or word[:-1] not in said, f"{word} in the facts"


@pytest.mark.clause("1.4/4")
def test_its_people_end_at_its_walls(client, example, cast):
    """Beside a real institution a passer-by does not get in, and who got in earlier finds nothing there."""
    part = next(iter(EYES))
    assert client.post(f"/example/enter/{part}/").status_code == 403
    assert "_auth_user_id" not in client.session
    person = Person.objects.of(example).get(surname=EYES["curator"][0])
    client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for place in ("", "people/", "journal/", "consents/", f"people/{cast.mentor.pk}/"):
        assert client.get(f"/o/{cast.organisation.slug}/{place}").status_code == 404
    assert client.get("/start/card/").status_code == 404
