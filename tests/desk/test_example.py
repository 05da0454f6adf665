"""The example: a whole year made by the acts of the screens, marked on every page, set back by one button."""

from collections import Counter
from datetime import date, timedelta

import pytest

from nastavnik.consents.models import Consent, ConsentStep, SignatureMode
from nastavnik.consents.queries import open_steps
from nastavnik.desk.example.build import build_example, remove_example
from nastavnik.desk.example.people import EYES
from nastavnik.documents.models import Minutes
from nastavnik.duties.models import Notice, Supplement
from nastavnik.help.models import HelpRequest
from nastavnik.help.outside import outside_help
from nastavnik.help.waiting import waiting_list
from nastavnik.kit import clock, journal
from nastavnik.kit.models import JournalEntry
from nastavnik.orders.models import Order, OrderItem
from nastavnik.orders.queries import items_of, readers_of
from nastavnik.organisations.calendar import working_calendar
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import Relation
from nastavnik.people.models import Person
from nastavnik.programmes.models import Difficulty, Meeting, Programme, ProgrammeChange
from nastavnik.regulation.models import Body
from nastavnik.site.models import Publication
from nastavnik.site.places import page_of, section_path
from nastavnik.surveys.models import Response
from tests.snapshot import organisation_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


@pytest.fixture
def day():
    with clock.at(date(2026, 11, 24)):
        yield


@pytest.fixture
def example():
    return organisation_once("example", build_example)


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
    states = Counter(Order.objects.of(example).values_list("state", flat=True))
    assert states == {"in_force": 9, "amended": 2}


@pytest.mark.clause("4.3/3", "4.3/8", "6.1/5", "8.2")
def test_its_orders_do_what_orders_may_do(example):
    carried_out = OrderItem.objects.of(example).exclude(carried_out_at=None)
    assert Counter(carried_out.values_list("kind", flat=True)) == {
        "introduce_model": 1, "approve_regulation": 1, "appoint_curator": 1, "approve_body": 2, "approve_roadmap": 2,
        "approve_bank": 2, "amend": 1, "assign_relation": 5, "replace_mentor": 1, "change_relation": 1, "reward": 2,
    }  # fmt: skip
    assert set(Body.objects.of(example).values_list("kind", flat=True)) == {"working_group", "council"}
    council = Order.objects.of(example).get(items__facts__body="council")
    assert (council.signatory_name, council.signed_on) == ("Корнеева Елена Дмитриевна", date(2026, 7, 8))


@pytest.mark.clause("5.1/3", "6.1/5")
def test_a_mentor_of_it_has_laid_the_duties_down_and_another_has_gone_on(example):
    pair = Relation.objects.of(example).get(members__person__surname="Миронова")
    left, came = pair.members.get(person__surname="Гордеев"), pair.members.get(person__surname="Дёмина")
    notice = Notice.objects.get(member=left)
    days = working_calendar(example)
    assert (notice.state, notice.last_day) == ("noted", days.add(notice.given_on, 3))
    assert left.left_on == notice.last_day and came.joined_on == notice.last_day + timedelta(days=1)
    assert {meeting.recorded_by.person.surname for meeting in Meeting.objects.filter(programme__relation=pair)} == {
        "Гордеев",
        "Дёмина",
    }


@pytest.mark.clause("3.3.2", "6.2/7", "8.2", "R5.3")
def test_it_shows_help_a_change_that_both_want_and_who_accompanies_the_newcomer(example):
    help = HelpRequest.objects.of(example).get()
    assert (help.state, help.asks.count(), help.meeting) == ("helped", 2, None)
    assert help.reaction == timedelta(minutes=45)
    running = Programme.objects.of(example).filter(state="running")
    asked, changed = (running.get(relation__members__person__surname=surname) for surname in ("Лукин", "Исаева"))
    assert list(outside_help(asked, Person.objects.of(example).get(surname="Корнеева").account)) == [help]
    assert Difficulty.objects.get(programme=asked).state == "removed"
    assert ProgrammeChange.objects.get(programme=changed).state == "in_force"
    assert changed.items.filter(title__startswith="Посетить занятие логопеда").exists()
    [row] = [row for row in waiting_list(example) if row.accompaniment]
    assert (row.person.surname, row.accompaniment.specialist.surname) == ("Зуева", "Гордеев")
    assert row.last_talk == date(2026, 11, 21)


@pytest.mark.clause("9.3")
def test_who_of_it_may_be_published_where_is_said_field_by_field(example):
    asked = Consent.objects.of(example).filter(kind="distribution")
    assert dict(asked.values_list("person__surname", "state")) == {
        "Ефимова": "given", "Абрамова": "given", "Бельская": "given", "Жданова": "withdrawn", "Миронова": "refused",
    }  # fmt: skip
    assert all(consent.cells.exists() for consent in asked.exclude(state="refused"))
    steps = ConsentStep.objects.of(example).filter(consent__kind="distribution")
    assert {step.resource.kind: (step.done_on is None, step.is_overdue) for step in steps} == {
        "site": (False, False),
        "community": (True, False),
    }


@pytest.mark.clause("9.3")
def test_a_passer_by_reads_its_published_text_and_nobody_who_has_not_agreed(client, example):
    section = client.get(section_path(example)).content.decode()
    shown = Publication.objects.of(example).get(resource__kind="site")
    page = client.get(page_of(shown)).content.decode()
    assert shown.title in section
    assert "Ефимова" in page and "Абрамова" in page
    for surname in ("Жданова", "Бельская", "Миронова"):
        assert surname not in page + section


def test_it_knows_its_papers_of_labour_law_its_calendar_and_no_electronic_signature(example):
    agreements = Supplement.objects.of(example)
    assert dict(agreements.values_list("person__surname", "state")) == {"Власова": "signed", "Назарова": "not_needed"}
    assert Minutes.objects.of(example).get().state == "signed"
    assert working_calendar(example).assumes(date(2025, 9, 1), date(2026, 12, 31)) == []
    assert not SignatureMode.objects.of(example).exists()


@pytest.mark.clause("4.1")
def test_everybody_of_it_has_read_what_concerns_them(example):
    for order in Order.objects.of(example):
        read = {sheet.person_id for sheet in order.acquaintances.exclude(signed_on=None)}
        assert {person.pk for person in readers_of(order, items_of(order))} <= read


@pytest.mark.parametrize("today", [date(2026, 9, 1), date(2027, 1, 11), date(2027, 7, 15)])
def test_it_can_be_built_on_any_day_of_a_year(client, today):
    with clock.at(today):
        example = build_example()
        assert not open_steps(example).filter(due_on__lt=today).exists()
        assert client.post("/example/enter/curator/", follow=True).status_code == 200


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
