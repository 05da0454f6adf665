"""Who waits for a mentor is accompanied: appointed, talked with, warned of, ended by the pair itself (R5.3)."""

from datetime import date, timedelta

import pytest

from nastavnik.help.actions import add_contact, appoint_specialist, close_accompaniment
from nastavnik.help.models import Accompaniment
from nastavnik.help.queries import lines_for
from nastavnik.help.waiting import accompanying_on, over_on, running_accompaniments, waiting_list
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.pairs.actions import end_relation, void_relation
from nastavnik.pairs.models import RelationMember
from nastavnik.people.actions import dismiss
from tests.cast import TODAY, Cast
from tests.help.made import away
from tests.pairs.made import in_force, introduced

pytestmark = pytest.mark.django_db


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


def appointed(cast: Cast, part: str = "mentee", specialist: str = "bystander") -> Accompaniment:
    return appoint_specialist(cast.people[part], by=cast.user("curator"), specialist=cast.people[specialist])


def parts(cast: Cast) -> list[str]:
    names = {person.pk: part for part, person in cast.people.items()}
    return [names[row.person.pk] for row in waiting_list(cast.organisation)]


def row_of(cast: Cast, part: str):
    return next(row for row in waiting_list(cast.organisation) if row.person == cast.people[part])


def refused(act) -> tuple[str | None, str]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.field, caught.value.sentence


@pytest.mark.clause("R5.3")
def test_who_has_a_request_and_no_pair_in_force_waits_and_the_days_are_counted(full_cast):
    assert parts(full_cast) == ["mentee", "second_mentee", "third_mentee"]
    with clock.at(after(9)):
        assert {row.days for row in waiting_list(full_cast.organisation)} == {9}
        introduced(full_cast)
        assert row_of(full_cast, "mentee").is_forming  # a pair that is being formed is none yet
        in_force(full_cast, ("second_mentor",), ("third_mentee",))
        assert parts(full_cast) == ["mentee", "second_mentee"]


@pytest.mark.clause("R5.3")
def test_after_a_pair_the_waiting_begins_with_its_last_day(paired):
    relation = paired.mentee.memberships.get().relation
    end_relation(relation, by=None, on=after(20), reason="mentor")
    with clock.at(after(20)):
        assert "mentee" not in parts(paired)
    with clock.at(after(25)):
        assert row_of(paired, "mentee").days == 5


@pytest.mark.clause("R5.3")
@pytest.mark.parametrize(
    ("days", "talked", "lacks", "silent"),
    [
        (6, None, False, False),
        (7, None, True, False),
        (13, 0, False, False),
        (14, 0, False, True),
        (20, 7, False, False),
    ],
)
def test_the_curator_is_warned_of_nobody_and_of_no_talk_for_long(full_cast, days, talked, lacks, silent):
    """`talked`: on which day the last talk was; 0 is the day of the appointment; None: nobody is appointed."""
    if talked is not None:
        made = appointed(full_cast)
        with clock.at(after(talked)):
            add_contact(made, by=full_cast.user("bystander"), note="Как первая неделя")
            add_contact(made, by=full_cast.user("bystander"), note="Спросили соседний сад", kind="search")
    with clock.at(after(days)):
        row = row_of(full_cast, "mentee")
        assert (row.lacks_specialist, row.is_silent) == (lacks, silent)


@pytest.mark.clause("R5.3")
def test_a_pair_that_starts_ends_it_and_its_end_does_not_bring_it_back(full_cast):
    made = appointed(full_cast)
    with clock.at(after(5)):
        relation = in_force(full_cast)
        assert over_on(made) == after(5) and running_accompaniments(full_cast.organisation) == []
        field, sentence = refused(lambda: add_contact(made, by=full_cast.user("bystander"), note="Ещё раз"))
        assert (field, sentence) == (None, "Сопровождение закончилось 19.09.2026.")
        assert "уже есть наставник" in refused(lambda: appointed(full_cast))[1]
    end_relation(relation, by=None, on=after(30), reason="mentor")
    with clock.at(after(40)):
        assert row_of(full_cast, "mentee").accompaniment is None
        again = appointed(full_cast, specialist="curator")
        made.refresh_from_db()
        assert (made.state, made.ended_on, made.end_reason) == ("closed", after(5), "pair")
        assert row_of(full_cast, "mentee").accompaniment == again


@pytest.mark.clause("R5.3")
def test_a_pair_that_never_was_has_ended_nothing(full_cast):
    made = appointed(full_cast)
    void_relation(in_force(full_cast), by=full_cast.user("head"), note="Приказ признан утратившим силу.")
    assert over_on(made) is None and row_of(full_cast, "mentee").accompaniment == made


@pytest.mark.clause("R5.3")
def test_another_specialist_goes_on_and_the_log_of_the_first_stays(full_cast):
    first = appointed(full_cast)
    add_contact(first, by=full_cast.user("bystander"), note="Познакомились")
    assert "уже сопровождает" in refused(lambda: appointed(full_cast))[1]
    second = appointed(full_cast, specialist="curator")
    first.refresh_from_db()
    assert (first.state, first.end_reason, first.contacts.count()) == ("closed", "replaced", 1)
    assert row_of(full_cast, "mentee").accompaniment == second


def test_who_accompanies_works_here_is_not_away_and_is_another(full_cast):
    for specialist in ("mentee", "second_mentor"):
        away(full_cast, "second_mentor")
        assert refused(lambda part=specialist: appointed(full_cast, specialist=part))[0] == "specialist"
    appointed(full_cast)
    with clock.at(after(10)):
        dismiss(full_cast.bystander, by=full_cast.user("curator"), on=after(9))
        assert row_of(full_cast, "mentee").lacks_specialist


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"note": " "}, "note"),
        ({"on": after(1)}, "on"),
        ({"on": after(-1)}, "on"),
        ({"kind": "health"}, "kind"),
    ],
)
def test_a_line_that_cannot_be(full_cast, facts, field):
    made = appointed(full_cast)
    assert (
        refused(lambda: add_contact(made, by=full_cast.user("bystander"), **{"note": "Разговор"} | facts))[0] == field
    )


def test_it_is_closed_with_a_reason_of_those_offered(full_cast):
    made, curator = appointed(full_cast), full_cast.user("curator")
    for reason in ("pair", "replaced", ""):
        assert refused(lambda reason=reason: close_accompaniment(made, by=curator, reason=reason))[0] == "reason"
    close_accompaniment(made, by=curator, reason="declined")
    assert over_on(made) == TODAY
    assert "закончилось" in refused(lambda: close_accompaniment(made, by=curator, reason="other"))[1]


@pytest.mark.clause("R5.3")
def test_each_line_stands_on_the_first_page_of_whose_turn_it_is(full_cast):
    def titles(part: str) -> list[str]:
        return [line.title for line in lines_for(full_cast.organisation, full_cast.user(part))]

    assert titles("curator") == []
    with clock.at(after(7)):
        assert titles("curator") == ["Назначить, кто сопровождает ожидающих наставника: 3"]
        appointed(full_cast)
        assert titles("curator") == ["Назначить, кто сопровождает ожидающих наставника: 2"]
    with clock.at(after(21)):
        assert titles("bystander") == [f"Поговорить: {full_cast.mentee.short_name} ждёт наставника"]
        assert "Узнать, как дела у тех, кто ждёт наставника" in titles("curator")
        assert titles("mentee") == []


@pytest.mark.clause("R5.3", "6.1/5")
def test_while_a_mentor_is_replaced_a_specialist_accompanies_until_the_new_one_begins(paired):
    """Edge case 63: the pair still stands, its mentor is to go, nobody has been found yet."""
    by, person = paired.user("curator"), paired.mentee
    field, sentence = refused(lambda: appointed(paired))
    assert (field, sentence) == ("being_replaced", "У педагога уже есть наставник: его сопровождает наставник.")
    with clock.at(after(5)):
        made = appoint_specialist(person, by=by, specialist=paired.bystander, being_replaced=True)
        assert over_on(made) is None and "mentee" in parts(paired)
    relation = person.memberships.get().relation
    RelationMember.objects.filter(relation=relation, role="mentor").update(left_on=after(19))
    RelationMember.objects.create(
        organisation=paired.organisation, relation=relation, person=paired.second_mentor, role="mentor",
        joined_on=after(20),
    )  # fmt: skip
    with clock.at(after(19)):
        assert over_on(made) is None
        assert accompanying_on(paired.organisation, after(19)).get() == made
    with clock.at(after(20)):
        assert over_on(made) == after(20) and running_accompaniments(paired.organisation) == []
        assert not accompanying_on(paired.organisation, after(20)).exists()
