"""A teacher's own way through mentoring, and the tasks of mentoring that show in programmes (2.2)."""

from datetime import date

import pytest
from django.urls import reverse

from nastavnik.banks.actions import answer_requests
from nastavnik.kit import clock
from nastavnik.organisations.models import Organisation
from nastavnik.people.models import Person
from nastavnik.programmes.actions import close_programme, complete_programme, note_participation
from nastavnik.programmes.models import Programme
from nastavnik.programmes.trajectory import trajectory_of
from tests.cast import TODAY, Cast
from tests.programmes.conftest import answer_nothing, bring_to, carry_out, relation_in_force


def way(cast: Cast, part: str):
    return trajectory_of(Organisation.objects.get(pk=cast.organisation.pk), Person.objects.get(pk=cast.people[part].pk))


def completed(cast: Cast, programme: Programme, on: date) -> Programme:
    answer_nothing(programme, "after")
    return complete_programme(programme, by=cast.user("curator"), on=on)


@pytest.fixture
def two_past(full_cast) -> list[Programme]:
    """The mentee has been through two programmes, one after another, with two mentors."""
    first = completed(full_cast, bring_to(full_cast, "closing", relation_in_force(full_cast)), TODAY)
    later = date(2026, 11, 2)
    with clock.at(later):
        wish = [{"topics": [full_cast.topics["digital"]], "text": "Презентации для занятий"}]
        answer_requests(full_cast.mentee, wish, by=full_cast.user("curator"), category="young")
        relation = relation_in_force(full_cast, ("second_mentor",), since=later)
        running = bring_to(full_cast, "running", relation)
        note_participation(
            running,
            by=full_cast.user("second_mentor"),
            title="Педагогический дебют",
            on=later,
            level="municipal",
            role="participant",
        )
        for item in running.items.all():
            carry_out(item)
        close_programme(running, by=full_cast.user("second_mentor"), result="Презентации готовит сама")
        second = completed(full_cast, running, later)
    return [first, second]


@pytest.mark.clause("2.2/1", "1.4/8")
def test_a_teacher_with_two_past_programmes_sees_both_in_one_line(two_past, full_cast, signed_in):
    with clock.at(date(2026, 12, 1)):
        it = way(full_cast, "mentee")
        address = reverse("programmes:trajectory-detail", args=["ryabinka", full_cast.mentee.pk])
        body = signed_in("mentee").get(address).content.decode()
    whats = [step.what for step in it.steps]
    assert [step.programme for step in it.steps if step.what == "Программа, наставляемый"] == two_past
    assert whats.count("Событие") == 1
    assert [step.on for step in it.steps] == sorted(step.on for step in it.steps)
    assert (it.as_mentee, it.as_mentor) == (2, 0)
    for words in (str(two_past[0]), str(two_past[1]), "Собрания проведены самостоятельно", "Презентации готовит сама",
                  "Педагогический дебют", "Презентации для занятий"):  # fmt: skip
        assert words in body, words


@pytest.mark.clause("2.2/1", "1.4/4")
def test_the_way_of_a_teacher_is_for_them_and_those_who_lead(full_cast, signed_in):
    address = reverse("programmes:trajectory-detail", args=["ryabinka", full_cast.mentee.pk])
    for part, status in (("mentee", 200), ("curator", 200), ("mentor", 403), ("bystander", 403), ("stranger", 404)):
        assert signed_in(part).get(address).status_code == status, part
    own = reverse("programmes:trajectory-detail", args=["ryabinka", full_cast.bystander.pk])
    assert "Пока пусто" in signed_in("bystander").get(own).content.decode()


def test_the_way_takes_as_many_queries_however_long(two_past, full_cast, django_assert_num_queries):
    organisation = Organisation.objects.get(pk=full_cast.organisation.pk)
    person = Person.objects.get(pk=full_cast.mentee.pk)
    with django_assert_num_queries(8):
        trajectory_of(organisation, person)


@pytest.mark.clause("2.2/2")
def test_requests_about_digital_means_are_found_by_the_filter_of_the_bank(full_cast, signed_in):
    wish = [{"topics": [full_cast.topics["digital"]], "text": "Презентации для занятий"}]
    answer_requests(full_cast.second_mentee, wish, by=full_cast.user("curator"), category="young")
    address = reverse("banks:entry-list", args=["ryabinka", "mentees"])
    page = signed_in("curator").get(address, {"topic": full_cast.topics["digital"].pk})
    assert [str(entry.person) for entry in page.context["page"]] == [str(full_cast.second_mentee)]
