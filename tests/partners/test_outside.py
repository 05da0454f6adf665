"""A mentor from outside: in a virtual pair without an employment, in no list of staff, no longer than the agreement."""

import pytest
from django.urls import reverse

from nastavnik.banks.actions import answer_mentor, answer_requests, include_entry, select_mentor
from nastavnik.banks.models import MentorEntry
from nastavnik.consents.actions import register_consent
from nastavnik.consents.models import Consent
from nastavnik.duties.actions import draft_supplement
from nastavnik.duties.queries import warnings_about
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.orders.papers import order_paper
from nastavnik.pairs.readiness import missing_for_order
from nastavnik.papers.actions import render
from nastavnik.partners.actions import add_outside_mentor, change_agreement, drop_agreement, end_agreement
from nastavnik.partners.models import Agreement, OutsideMentor
from nastavnik.people.actions import open_access
from nastavnik.people.models import Person
from nastavnik.people.queries import WHO, PeopleFilter, numbers, people_listed, teachers_on
from tests.orders.made import base_order, on_pairs, signed
from tests.pairs.made import plain, ready
from tests.papers.reading import docx_text
from tests.partners.made import agreement, day

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.3.5")]
NAMES = {"surname": "Лебедева", "first_name": "Анна", "patronymic": "Сергеевна", "sex": "female"}
VIRTUAL = ["virtual"]


def outside(cast, made: Agreement | None = None, **terms) -> OutsideMentor:
    made = made or agreement(cast, **terms)
    return add_outside_mentor(made, by=cast.user("curator"), post="методист", **NAMES)


def known(cast, mentor: OutsideMentor) -> Person:
    """A part of the cast from now on, with a way in."""
    cast.people["outside"] = person = Person.objects.get(pk=mentor.person_id)
    person.organisation = cast.organisation
    user, _password = open_access(person, by=cast.user("curator"))
    user.must_change_password = False
    user.save()
    return person


def in_bank(cast, mentor: OutsideMentor, forms=VIRTUAL) -> MentorEntry:
    by, person = cast.user("curator"), mentor.person
    register_consent(Consent.objects.get(person=person), by=by, given_on=clock.today())
    entry = answer_mentor(person, by=by, ready=True, competences=[cast.topics["speech"]], capacity=1, forms=forms)
    select_mentor(entry, by=by)
    return include_entry(MentorEntry.objects.get(pk=entry.pk), by=by)


@pytest.mark.clause("2.2/3")
def test_a_mentor_without_an_employment_is_in_a_virtual_pair_and_the_order_names_the_partner(full_cast, signed_in):
    cast, mentor = full_cast, outside(full_cast, until=day(400))
    known(cast, mentor)
    assert in_bank(cast, mentor).takes_part
    base_order(cast)
    assert MentorEntry.objects.active().filter(person=mentor.person).exists()
    pair = ready(cast, ("outside",), ("mentee",), form="virtual")
    assert missing_for_order(pair, clock.today()) == []
    assert warnings_about([pair]) == []
    with pytest.raises(Refused, match="не по трудовому договору"):
        draft_supplement(pair.members.get(role="mentor"), by=cast.user("curator"))
    duties = signed_in("curator").get(reverse("duties:supplement-list", args=["ryabinka"])).content.decode()
    assert "трудового договора с учреждением нет" in plain(duties) and "Подготовить" not in duties
    order = signed(cast, *on_pairs(pair))
    pair.refresh_from_db()
    assert pair.state == "in_force"
    text = docx_text(render(order_paper(order), ["docx"])["docx"]).replace("\u00a0", " ")
    assert "внешний наставник (методист, Институт развития образования)" in text


def test_another_form_is_refused_in_the_bank_and_before_the_order(full_cast):
    cast, mentor = full_cast, outside(full_cast, until=day(400))
    known(cast, mentor)
    with pytest.raises(Refused, match="только в виртуальной форме"):
        in_bank(cast, mentor, forms=[])
    entry = MentorEntry.objects.get(person=mentor.person)
    entry.forms = VIRTUAL
    entry.save()
    include_entry(MentorEntry.objects.get(pk=entry.pk), by=cast.user("curator"))
    base_order(cast)
    pair = ready(cast, ("outside",), ("mentee",), form="traditional")
    sentences = [each.sentence for each in missing_for_order(pair, clock.today())]
    assert sentences == ["Внешний наставник ведёт только в виртуальной форме: Лебедева Анна Сергеевна."]


@pytest.mark.clause("1.3/2")
def test_who_works_elsewhere_is_no_mentee(full_cast):
    cast, mentor = full_cast, outside(full_cast)
    in_bank(cast, mentor)
    wanted = [{"topics": [cast.topics["speech"]], "text": "о речи"}]
    entry = answer_requests(mentor.person, wanted, by=cast.user("curator"), category="young", forms=VIRTUAL)
    with pytest.raises(Refused, match="не работает в учреждении"):
        include_entry(entry, by=cast.user("curator"))


def test_nobody_from_outside_is_counted_among_the_staff(cast):
    before = {who: people_listed(cast.organisation, day(0), PeopleFilter(who)).count() for who in WHO}
    counted = numbers(cast.organisation, day(0))
    mentor = outside(cast, until=day(20))
    for on in (day(0), day(21)):
        listed = {who: people_listed(cast.organisation, on, PeopleFilter(who)).count() for who in WHO}
        assert (listed, numbers(cast.organisation, on)) == (before, counted)
        assert not teachers_on(cast.organisation, on, external=True).filter(pk=mentor.person_id).exists()


@pytest.mark.clause("1.4/4")
def test_the_way_in_ends_with_the_agreement_and_goes_on_with_its_successor(cast, client):
    made = agreement(cast, until=day(20))
    person = known(cast, outside(cast, made))

    def sees(number: int) -> int:
        with clock.at(day(number)):
            client.force_login(cast.user("outside"), backend="allauth.account.auth_backends.AuthenticationBackend")
            return client.get(reverse("desk:home", args=["ryabinka"])).status_code

    assert (sees(0), sees(20), sees(21)) == (200, 200, 404)
    change_agreement(made, by=cast.user("curator"), until=day(30))
    assert (sees(30), sees(31)) == (200, 404)
    made.refresh_from_db()
    agreement(cast, made.partner, since=day(31), signed_on=day(0), until=day(90), renews=made)
    assert (sees(31), sees(90), sees(91)) == (200, 200, 404)
    newer = Agreement.objects.get(renews=made)
    end_agreement(newer, by=cast.user("curator"), ended_on=day(40))
    assert (sees(40), sees(41)) == (200, 404)
    assert not Person.objects.get(pk=person.pk).is_here_on(day(41))
    with pytest.raises(Refused, match="работают внешние наставники"):
        drop_agreement(newer, by=cast.user("curator"))


def test_a_gap_between_agreements_is_bridged_by_nobody(cast):
    made = agreement(cast, until=day(20))
    mentor = outside(cast, made)
    agreement(cast, made.partner, since=day(22), signed_on=day(0), until=None, renews=made)
    mentor.refresh_from_db()
    assert mentor.agreement == made and not Person.objects.get(pk=mentor.person_id).is_here_on(day(21))


def test_the_curator_writes_down_a_mentor_on_the_partners_page(cast, signed_in):
    made, client = agreement(cast), signed_in("curator")
    place = reverse("partners:outside-mentor-add", args=["ryabinka", made.pk])
    told = client.post(place, {**NAMES, "post": "методист"}, follow=True).content.decode()
    assert "Внешний наставник внесён: Лебедева Анна Сергеевна." in plain(told) and "Выдать доступ" in told
    assert Consent.objects.get().person.surname == "Лебедева"
    again = client.post(place, {**NAMES, "post": "методист"}).content.decode()
    assert "Такой человек уже есть" in again and Person.objects.filter(surname="Лебедева").count() == 1
    assert (
        "внешний наставник"
        in client.get(
            reverse("people:person-detail", args=["ryabinka", OutsideMentor.objects.get().person_id])
        ).content.decode()
    )
    assert signed_in("head").get(place).status_code == 200
    assert signed_in("mentor").get(place).status_code == 403
    assert signed_in("stranger").get(place).status_code == 404
