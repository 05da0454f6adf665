"""What the items of an order bring into force: bodies, banks, mentors, rewards (4.2, 4.3/3, 4.3/8, 4.4.3)."""

from datetime import timedelta

import pytest

from nastavnik.banks.actions import exclude_entry
from nastavnik.banks.models import BankList, MentorEntry
from nastavnik.consents.actions import propose_consent, register_consent
from nastavnik.consents.models import ConsentKind
from nastavnik.kit import clock
from nastavnik.orders.actions import NewItem, submit_order
from nastavnik.orders.models import ItemKind
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.people.actions import dismiss
from nastavnik.people.models import Award
from nastavnik.regulation.models import Body
from tests.cast import TODAY
from tests.orders.made import drafted, fresh, register, signed, submitted
from tests.orders.test_lifecycle import refusal

pytestmark = pytest.mark.django_db


def body_of(cast, *parts: str, body: str = "council", name: str = "Совет наставников") -> NewItem:
    duties = ["chair", "secretary", *["member"] * len(parts)]
    seats = [[str(cast.people[part].pk), duty] for part, duty in zip(parts, duties, strict=False)]
    return NewItem(ItemKind.APPROVE_BODY, facts={"body": body, "name": name, "seats": seats})


def bank_of(bank: str) -> NewItem:
    return NewItem(ItemKind.APPROVE_BANK, facts={"bank": bank})


def agree_to_mentoring(cast, part: str) -> None:
    consent = propose_consent(cast.people[part], ConsentKind.MENTORING, by=None)
    register_consent(consent, by=cast.user("curator"), given_on=TODAY)


@pytest.mark.clause("4.4.3", "4.3/3")
def test_the_council_that_the_curator_proposes_sits_from_the_order_on_with_its_duties(cast):
    signed(cast, body_of(cast, "mentor", "second_mentor", "bystander"))
    body = Body.objects.of(cast.organisation).on(TODAY).get()
    assert (body.name, body.since, body.ground) == (
        "Совет наставников",
        TODAY,
        f"приказ от 14.09.2026 № 42-ОД «{_TITLE}»",
    )
    assert [(seat.person, seat.duty) for seat in body.seats.all()] == [
        (cast.mentor, "chair"),
        (cast.second_mentor, "secretary"),
        (cast.bystander, "member"),
    ]
    held = Role.objects.of(cast.organisation).filter(kind=RoleKind.COUNCIL).on(TODAY)
    assert {role.user.person for role in held} == {cast.mentor, cast.second_mentor, cast.bystander}


_TITLE = "Об утверждении состава рабочей группы (объединения наставников)"


@pytest.mark.clause("4.4.3")
def test_a_new_composition_ends_the_one_before_and_its_roles(cast):
    signed(cast, body_of(cast, "mentor", "bystander"))
    with clock.at(TODAY + timedelta(days=30)):
        signed(cast, body_of(cast, "second_mentor", "mentor"), number="50-ОД")
        day = clock.today()
        assert [body.until for body in Body.objects.of(cast.organisation).order_by("since")] == [
            day - timedelta(1),
            None,
        ]
        held = Role.objects.of(cast.organisation).filter(kind=RoleKind.COUNCIL).on(day)
        assert {role.user.person for role in held} == {cast.second_mentor, cast.mentor}


@pytest.mark.clause("4.3/3")
def test_a_working_group_gives_nobody_a_role(cast):
    signed(cast, body_of(cast, "curator", "mentor", body="working_group", name="Рабочая группа"))
    assert not Role.objects.of(cast.organisation).filter(kind=RoleKind.COUNCIL).exists()


def test_a_body_without_people_or_with_somebody_who_has_gone_is_refused(cast):
    assert refusal(submit_order, drafted(cast, body_of(cast)), by=cast.user("curator")) == (
        "Не указан состав: Совет наставников."
    )
    order = drafted(cast, body_of(cast, "mentor"))
    dismiss(cast.mentor, by=cast.user("curator"), on=TODAY - timedelta(days=1))
    assert refusal(submit_order, order, by=cast.user("curator")) == (
        "На дату приказа не работает в учреждении: Белокопытова Ирина Геннадьевна."
    )


@pytest.mark.clause("4.3/3")
def test_an_approved_bank_stays_as_it_lay_on_the_table(full_cast):
    signed(full_cast, bank_of("mentors"), bank_of("mentees"))
    approved = BankList.objects.of(full_cast.organisation).get(bank="mentors")
    names = [row["name"] for row in approved.rows]
    assert names == ["Белокопытова Ирина Геннадьевна", "Гаврилюк Оксана Петровна"]
    exclude_entry(MentorEntry.objects.get(person=full_cast.second_mentor), by=full_cast.user("curator"))
    approved.refresh_from_db()
    assert [row["name"] for row in approved.rows] == names
    assert len(BankList.objects.get(bank="mentees").rows) == 3


def test_a_bank_that_changed_after_it_went_to_be_signed_goes_back(full_cast):
    order = submitted(full_cast, bank_of("mentors"))
    exclude_entry(MentorEntry.objects.get(person=full_cast.second_mentor), by=full_cast.user("curator"))
    assert "верните проект на доработку" in refusal(register, order, full_cast)
    assert not BankList.objects.exists()


def test_an_empty_bank_is_nothing_to_approve(cast):
    assert refusal(submit_order, drafted(cast, bank_of("mentors")), by=cast.user("curator")) == (
        "База пуста: утверждать нечего."
    )


@pytest.mark.clause("4.2")
def test_a_teacher_becomes_a_mentor_by_order_with_written_consent_only(full_cast):
    item = NewItem(ItemKind.APPOINT_MENTOR, person=full_cast.mentor)
    assert refusal(submit_order, drafted(full_cast, item), by=full_cast.user("curator")) == (
        "Нет письменного согласия на наставничество: Белокопытова Ирина Геннадьевна."
    )
    agree_to_mentoring(full_cast, "mentor")
    signed(full_cast, item)
    entry = MentorEntry.objects.get(person=full_cast.mentor)
    assert (entry.appointed_since, entry.appointed_until) == (TODAY, None)
    assert entry.appointed_ground == "приказ от 14.09.2026 № 42-ОД «О назначении наставников»"


@pytest.mark.clause("1.3/1")
def test_somebody_outside_the_bank_is_not_appointed_a_mentor(full_cast):
    agree_to_mentoring(full_cast, "bystander")
    item = NewItem(ItemKind.APPOINT_MENTOR, person=full_cast.bystander)
    assert refusal(submit_order, drafted(full_cast, item), by=full_cast.user("curator")) == (
        "Нет в базе наставников: Абросимова Наталья Юрьевна."
    )


@pytest.mark.clause("4.3/8")
def test_a_reward_stands_with_its_person_and_ground(cast):
    item = NewItem(ItemKind.REWARD, person=cast.mentor, text="за успешное наставничество", facts={"award": "thanks"})
    register(submitted(cast, item, journal_of="personnel"), cast)
    award = Award.objects.get(person=cast.mentor)
    assert (award.kind, award.title, award.given_on) == ("thanks", "за успешное наставничество", TODAY)
    assert award.ground == "приказ от 14.09.2026 № 42-ОД «О поощрении за наставничество»"


@pytest.mark.parametrize(
    ("person", "text", "sentence"),
    [(None, "за труд", "Не указано, кого поощрить."), ("mentor", " ", "Не указано, за что поощрить.")],
)
def test_a_reward_says_whom_and_for_what(cast, person, text, sentence):
    who = cast.people[person] if person else None
    item = NewItem(ItemKind.REWARD, person=who, text=text, facts={"award": "thanks"})
    assert refusal(submit_order, drafted(cast, item), by=cast.user("curator")) == sentence


def test_effects_happen_once_together_or_not_at_all(full_cast):
    """The second item cannot be carried out: nothing of the first one stands."""
    agree_to_mentoring(full_cast, "mentor")
    order = submitted(
        full_cast, body_of(full_cast, "bystander"), NewItem(ItemKind.APPOINT_MENTOR, person=full_cast.mentor)
    )
    dismiss(full_cast.mentor, by=full_cast.user("curator"), on=TODAY - timedelta(days=1))
    assert "не работает в учреждении" in refusal(register, order, full_cast)
    assert not Body.objects.exists()
    assert (fresh(order).state, fresh(order).number) == ("to_sign", "")
