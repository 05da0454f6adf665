"""Pairs that ran before the product: true dates, no invented answers, no bank (edge case 44)."""

from datetime import date, timedelta

import pytest

from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions import enter_relation
from nastavnik.pairs.models import Relation
from nastavnik.pairs.readiness import missing_for_order
from nastavnik.people.actions import dismiss
from tests.cast import TODAY
from tests.pairs.made import base_effects, in_force, member_of, plain

pytestmark = pytest.mark.django_db
SINCE, UNTIL, SIGNED = date(2026, 9, 2), date(2027, 5, 31), date(2026, 9, 1)


def entered(cast, mentors=("mentor",), mentees=("mentee",), *, but=(), signed=SIGNED, **facts) -> Relation:
    people = {part: cast.people[part] for part in (*mentors, *mentees)}
    return enter_relation(
        cast.organisation,
        [people[part] for part in mentors],
        [people[part] for part in mentees],
        by=cast.user("curator"),
        **{
            "since": SINCE,
            "until": UNTIL,
            "topic": "Речевое развитие",
            "consents": {person.pk: signed for part, person in people.items() if part not in but},
        }
        | facts,
    )


@pytest.mark.clause("4.2", "4.3/5")
def test_a_pair_of_before_stands_agreed_with_its_true_dates_and_without_banks(cast):
    relation = entered(cast)
    assert (relation.state, relation.is_entered_later, relation.since, relation.until) == (
        "agreed", True, SINCE, UNTIL,
    )  # fmt: skip
    assert (relation.introduced_on, relation.agreed_on) == (None, None)  # nobody invents what was not asked here
    told = [(one.person, one.interest, one.consent.kind, one.consent.given_on) for one in relation.members.all()]
    assert told == [(cast.mentor, "", "mentoring", SIGNED), (cast.mentee, "", "mentee", SIGNED)]
    assert entries_about(relation).get().event == "relation_entered"


def test_its_old_order_lacks_nothing_when_the_base_orders_are_in_force(cast):
    relation = entered(cast, signed=date(2026, 8, 31))
    assert [each.mend for each in missing_for_order(relation, SIGNED)] == ["base_orders", "base_orders"]
    base_effects(cast, since=date(2026, 8, 1))
    assert missing_for_order(relation, SIGNED) == []


@pytest.mark.clause("4.2")
def test_a_consent_later_than_the_old_order_is_named(cast):
    """Edge case 27: the day of signing counts."""
    base_effects(cast, since=date(2026, 8, 1))
    relation = entered(cast, signed=TODAY)
    assert [each.sentence for each in missing_for_order(relation, SIGNED)] == [
        "Согласие подписано позже даты приказа: Белокопытова Ирина Геннадьевна.",
        "Согласие подписано позже даты приказа: Зайцева Полина Андреевна.",
    ]


@pytest.mark.clause("4.2", "4.3/5")
def test_without_a_written_consent_nobody_is_entered_and_it_says_what_to_do(cast):
    with pytest.raises(Refused) as caught:
        entered(cast, mentees=("mentee", "second_mentee"), but=("second_mentee",))
    assert caught.value.field == "consents"
    assert caught.value.sentence == (
        "Нет даты письменного согласия: Ким Артём. Без него закрепить нельзя (4.2, 4.3): дайте подписать согласие "
        "сейчас и подберите пару обычным порядком — она начнёт действовать с нового приказа."
    )
    assert not Relation.objects.exists() and not cast.mentor.consents.exists()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"since": TODAY + timedelta(days=1)},
         "Эта пара ещё не работает: подберите её обычным порядком, с приказом из программы."),
        ({"until": date(2026, 9, 1)}, "Окончание раньше начала."),
        ({"since": date(2025, 9, 1), "until": date(2026, 5, 31)},
         "Срок кончился 31.05.2026: вносят только те пары, которые работают сейчас."),
        ({"signed": TODAY + timedelta(days=1)},
         "Дата согласия ещё не наступила: Белокопытова Ирина Геннадьевна, Зайцева Полина Андреевна."),
        ({"mentees": ()}, "Нужны хотя бы один наставник и один наставляемый."),
        ({"mentees": ("mentor",)}, "Один и тот же человек не может быть наставником самому себе."),
        ({"mentees": ("head",)}, "Руководитель не может быть наставляемым (3.2)."),
    ],
)  # fmt: skip
def test_what_cannot_have_been_is_refused(cast, facts, said):
    with pytest.raises(Refused) as caught:
        entered(cast, **facts)
    assert plain(caught.value.sentence) == said
    assert not Relation.objects.exists()


def test_the_same_two_are_not_entered_twice(full_cast):
    in_force(full_cast)
    with pytest.raises(Refused, match="Эти люди уже вместе"):
        entered(full_cast)


def test_who_has_left_the_kindergarten_is_not_entered(cast):
    dismiss(cast.mentor, by=cast.user("curator"), on=date(2026, 9, 10))
    with pytest.raises(Refused, match="Уже не работает в учреждении: Белокопытова Ирина Геннадьевна"):
        entered(cast)


def test_a_head_as_mentor_is_of_the_other_category(cast):
    assert entered(cast, ("head",)).category_form == "head_teacher"


def test_the_request_in_the_bank_is_taken_when_there_is_one(full_cast):
    relation = entered(full_cast)
    assert member_of(relation, full_cast, "mentee").request.state == "open"
    with clock.at(TODAY):
        assert relation.kind == "pair"
