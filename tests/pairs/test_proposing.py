"""Who may be put together: places, banks, both sides, the head; what a proposal holds (7.1, 7.2, 1.5, 3.2)."""

from datetime import date

import pytest

from nastavnik.banks.actions import answer_mentor, answer_requests, exclude_entry, include_entry, select_mentor
from nastavnik.banks.models import MenteeEntry, MentorEntry
from nastavnik.consents.actions import propose_consent, register_consent, withdraw_consent
from nastavnik.consents.models import ConsentKind
from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions import change_terms, drop_relation, propose_relation
from nastavnik.pairs.models import Interest, Relation, RelationState
from nastavnik.pairs.places import places_taken
from tests.cast import TODAY, give_consent
from tests.pairs.made import agreed, answer, brought_to, chosen, fresh, in_force, introduced, make_room, plain

pytestmark = pytest.mark.django_db


def refusal(*arguments, **facts) -> str:
    with pytest.raises(Refused) as caught:
        chosen(*arguments, **facts)
    return plain(caught.value.sentence)


@pytest.mark.clause("7.2", "R5.1")
def test_one_mentor_and_one_mentee_are_a_pair_with_its_terms(full_cast):
    relation = chosen(full_cast, since=date(2026, 10, 1), until=date(2027, 5, 31), form="short", topic="Речь")
    stored = fresh(relation)
    assert (stored.kind, stored.state, stored.form, stored.topic) == ("pair", "proposed", "short", "Речь")
    assert (stored.since, stored.until, stored.made_on) == (date(2026, 10, 1), date(2027, 5, 31), TODAY)
    assert stored.category_form == "teacher_teacher"
    assert plain(stored) == "Белокопытова И. Г. — Зайцева П. А."
    assert stored.ground_id is None and stored.introduced_on is None


@pytest.mark.clause("7.2", "4.3/5")
def test_one_mentor_and_three_mentees_are_a_group_in_the_order_of_choice(full_cast):
    make_room(full_cast, places=3)
    relation = chosen(full_cast, mentees=("third_mentee", "mentee", "second_mentee"))
    assert relation.kind == "group"
    assert [member.person for member in fresh(relation).mentees] == [
        full_cast.third_mentee, full_cast.mentee, full_cast.second_mentee,
    ]  # fmt: skip


def test_two_mentors_of_one_mentee_are_a_group_and_take_a_place_of_each(full_cast):
    relation = chosen(full_cast, mentors=("mentor", "second_mentor"))
    assert relation.kind == "group"
    assert places_taken(full_cast.mentor) == places_taken(full_cast.second_mentor) == 1


def test_somebody_named_twice_is_a_member_once(full_cast):
    relation = chosen(full_cast, mentees=("mentee", "mentee"))
    assert (relation.kind, len(relation.mentees)) == ("pair", 1)


@pytest.mark.clause("1.3/2")
def test_member_brings_the_request_that_was_open(full_cast):
    relation = chosen(full_cast)
    [mentee] = relation.mentees
    assert mentee.request == full_cast.mentee.mentee_entry.requests.get()
    assert relation.mentors[0].request is None


def test_the_term_of_a_proposal_ends_after_nine_months_unless_said(full_cast):
    assert chosen(full_cast, until=None).until == date(2027, 6, 14)


def test_a_term_that_ends_before_it_begins_is_refused_at_its_field(full_cast):
    with pytest.raises(Refused) as caught:
        chosen(full_cast, since=date(2027, 6, 1), until=date(2027, 5, 31))
    assert (caught.value.sentence, caught.value.field) == ("Окончание раньше начала.", "until")


# --- who ------------------------------------------------------------------------------------------------------
def test_a_side_without_people_is_refused(full_cast):
    assert refusal(full_cast, mentors=()) == "Нужны хотя бы один наставник и один наставляемый."
    assert refusal(full_cast, mentees=()) == "Нужны хотя бы один наставник и один наставляемый."


def test_nobody_mentors_themselves(full_cast):
    assert refusal(full_cast, mentors=("mentor",), mentees=("mentee", "mentor")) == (
        "Один и тот же человек не может быть наставником самому себе."
    )


@pytest.mark.clause("3.2")
def test_the_head_cannot_be_a_mentee(full_cast):
    assert refusal(full_cast, mentees=("head",)) == "Руководитель не может быть наставляемым (3.2)."


@pytest.mark.clause("3.2")
def test_the_head_as_mentor_makes_the_form_head_and_teacher(full_cast):
    _into_mentors(full_cast, "head")
    assert chosen(full_cast, mentors=("head",)).category_form == "head_teacher"


@pytest.mark.clause("1.3/1", "R3.2")
def test_somebody_outside_the_bank_of_mentors_is_refused_by_name(full_cast):
    assert refusal(full_cast, mentors=("bystander",)) == ("Абросимова Наталья Юрьевна не состоит в базе наставников.")
    exclude_entry(full_cast.mentor.mentor_entry, by=full_cast.user("curator"))
    assert refusal(full_cast) == "Белокопытова Ирина Геннадьевна не состоит в базе наставников."


@pytest.mark.clause("1.3/2", "R2.2")
def test_somebody_outside_the_bank_of_mentees_is_refused_by_name(full_cast):
    assert refusal(full_cast, mentees=("bystander",)) == ("Абросимова Наталья Юрьевна не состоит в базе наставляемых.")


@pytest.mark.clause("R2.2", "R3.2")
@pytest.mark.parametrize(
    ("part", "name"), [("mentor", "Белокопытова Ирина Геннадьевна"), ("mentee", "Зайцева Полина Андреевна")]
)
def test_a_withdrawn_consent_to_process_data_bars_new_pairs(full_cast, part, name):
    consent = full_cast.people[part].consents.get(kind=ConsentKind.PROCESSING)
    withdraw_consent(consent, by=full_cast.user(part))
    assert refusal(full_cast) == f"Нет действующего согласия на обработку данных: {name}."


def test_people_of_another_kindergarten_cannot_be_chosen(full_cast):
    with pytest.raises(Refused) as caught:
        propose_relation(full_cast.organisation, [full_cast.mentor], [full_cast.stranger], by=full_cast.user("curator"))
    assert caught.value.sentence == "Выбрать можно только сотрудников своего учреждения."


# --- places ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("1.5")
def test_the_mentor_s_own_limit_is_kept(full_cast):
    chosen(full_cast, mentors=("second_mentor",))  # capacity 1
    assert refusal(full_cast, mentors=("second_mentor",), mentees=("third_mentee",)) == (
        "У наставника Гаврилюк Оксана Петровна мест: 1, все заняты или их не хватает."
    )
    assert Relation.objects.count() == 1


@pytest.mark.clause("1.5")
def test_the_institution_s_limit_stands_above_the_mentor_s_own(full_cast):
    make_room(full_cast, places=3)
    full_cast.organisation.settings.mentor_limit = 2
    full_cast.organisation.settings.save()
    assert "мест: 2" in refusal(full_cast, mentees=("mentee", "second_mentee", "third_mentee"))


@pytest.mark.clause("1.5")
def test_a_group_takes_as_many_places_as_it_has_mentees(full_cast):
    make_room(full_cast, places=3)
    chosen(full_cast, mentees=("mentee", "second_mentee"))
    assert places_taken(full_cast.mentor) == 2
    assert "мест: 3" in refusal(full_cast, mentees=("third_mentee", "second_mentee"))
    chosen(full_cast, mentees=("third_mentee",))
    assert places_taken(full_cast.mentor) == 3


@pytest.mark.parametrize(
    ("state", "taken"),
    [
        (RelationState.PROPOSED, 1),
        (RelationState.ACQUAINTANCE, 1),
        (RelationState.AGREED, 1),
        (RelationState.IN_FORCE, 1),
        (RelationState.ENDED, 0),
        (RelationState.NOT_FORMED, 0),
        (RelationState.DROPPED, 0),
    ],
)
def test_a_place_is_taken_as_long_as_the_pair_is_open(full_cast, state, taken):
    brought_to(full_cast, state)
    assert places_taken(full_cast.mentor) == taken


# --- twice ----------------------------------------------------------------------------------------------------
def test_the_same_two_are_not_put_together_twice_at_once(full_cast):
    chosen(full_cast)
    assert refusal(full_cast) == (
        "Эти люди уже вместе (Белокопытова И. Г. — Зайцева П. А.): второй раз соединять их не нужно."
    )


def test_the_same_two_may_be_put_together_again_when_it_has_not_come_about(full_cast):
    answer(introduced(full_cast), full_cast, "mentee", Interest.NO)
    assert chosen(full_cast).state == "proposed"


@pytest.mark.clause("3.3.3")
def test_the_same_two_in_both_directions_are_allowed_at_once(full_cast):
    """Edge case 2: one mentors the other traditionally while learning from them in the reversive form."""
    by = full_cast.user("curator")
    _into_mentors(full_cast, "mentee")
    topics = [full_cast.topics["digital"]]
    include_entry(answer_requests(full_cast.mentor, [{"topics": topics, "text": "Видео"}], by=by), by=by)
    one = in_force(full_cast)
    other = in_force(full_cast, ("mentee",), ("mentor",), form="reversive")
    assert {one.state, other.state} == {"in_force"}
    consents = {member.consent_id for relation in (one, other) for member in relation.members.all()}
    assert len(consents) == 4  # two consents each


def test_one_mentee_may_have_two_mentors_on_two_topics(full_cast):
    """Edge case 58."""
    chosen(full_cast)
    assert chosen(full_cast, mentors=("second_mentor",), topic="Цифровые средства").state == "proposed"


# --- terms ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", [RelationState.PROPOSED, RelationState.ACQUAINTANCE, RelationState.AGREED])
def test_terms_can_be_changed_until_an_order_fixes_them(full_cast, state):
    relation = brought_to(full_cast, state)
    change_terms(
        relation, by=full_cast.user("curator"), since=TODAY, until=date(2027, 3, 1), form="short", topic="Игра"
    )
    stored = fresh(relation)
    assert (stored.until, stored.form, stored.topic) == (date(2027, 3, 1), "short", "Игра")
    assert JournalEntry.objects.filter(event="terms_changed", subject_id=relation.pk).count() == 1


@pytest.mark.clause("8.2")
@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (RelationState.IN_FORCE, "Пара уже закреплена приказом: изменить условия можно только новым приказом (8.2)."),
        (RelationState.ENDED, "Условия уже не изменить: состояние — «завершена»."),
        (RelationState.NOT_FORMED, "Условия уже не изменить: состояние — «не сложилась»."),
        (RelationState.DROPPED, "Условия уже не изменить: состояние — «отменена куратором»."),
    ],
)
def test_terms_are_fixed_after_that(full_cast, state, sentence):
    relation = brought_to(full_cast, state)
    with pytest.raises(Refused) as caught:
        change_terms(relation, by=full_cast.user("curator"), since=TODAY, until=TODAY, form="short", topic="")
    assert caught.value.sentence == sentence
    assert fresh(relation).form == "traditional"


def test_terms_that_end_before_they_begin_are_refused_at_the_field(full_cast):
    relation = chosen(full_cast)
    with pytest.raises(Refused) as caught:
        change_terms(
            relation, by=full_cast.user("curator"), since=TODAY, until=date(2026, 9, 13), form="short", topic=""
        )
    assert caught.value.field == "until"


@pytest.mark.clause("R2.2", "R3.2", "7.1/1")
@pytest.mark.parametrize("part", ["mentor", "mentee"])
def test_who_is_proposed_is_not_refused_and_who_is_refused_is_not_proposed(full_cast, part):
    """A newer paper carries the entry of the bank as the older one did: one rule for both."""
    by, person = full_cast.user("curator"), full_cast.people[part]
    entries = (MentorEntry if part == "mentor" else MenteeEntry).objects.of(full_cast.organisation)
    new = register_consent(
        propose_consent(person, ConsentKind.PROCESSING, by=by, anew=True), by=by, given_on=clock.today()
    )
    assert entries.get(person=person).basis.state == "replaced"
    assert entries.active().filter(person=person).exists()
    relation = chosen(full_cast)
    assert relation.state == "proposed"
    drop_relation(relation, by=by)
    withdraw_consent(new, by=full_cast.user(part))
    assert not entries.active().filter(person=person).exists()
    assert refusal(full_cast) == f"Нет действующего согласия на обработку данных: {person.full_name}."


# --- giving up ------------------------------------------------------------------------------------------------
def test_giving_up_frees_the_place_and_takes_unsigned_blanks_back(full_cast):
    relation = agreed(full_cast)
    blanks = [member.consent for member in relation.members.all()]
    assert [blank.state for blank in blanks] == ["proposed", "proposed"]
    drop_relation(relation, by=full_cast.user("curator"))
    assert full_cast.mentor.consents.filter(kind=ConsentKind.MENTORING).count() == 0
    assert full_cast.mentee.consents.filter(kind=ConsentKind.MENTEE).count() == 0
    assert JournalEntry.objects.filter(event="consent_discarded").count() == 2
    assert places_taken(full_cast.mentor) == 0


def test_giving_up_keeps_a_consent_that_was_signed(full_cast):
    relation = agreed(full_cast)
    member = relation.members.select_related("consent").get(person=full_cast.mentor)
    register_consent(member.consent, by=full_cast.user("curator"), given_on=TODAY)
    drop_relation(relation, by=full_cast.user("curator"))
    assert full_cast.mentor.consents.get(kind=ConsentKind.MENTORING).state == "given"
    assert full_cast.mentee.consents.filter(kind=ConsentKind.MENTEE).count() == 0


def _into_mentors(cast, part: str) -> None:
    by = cast.user("curator")
    give_consent(cast, cast.people[part], ConsentKind.PROCESSING)
    entry = answer_mentor(cast.people[part], by=by, ready=True, competences=[cast.topics["digital"]], capacity=1)
    select_mentor(entry, by=by)
    include_entry(entry, by=by)
