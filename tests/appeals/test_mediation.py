"""Mediation is confidential: closed to the head, no words kept, the author chooses who mediates (4.5/8)."""

import pytest
from django.db import IntegrityError, transaction

from nastavnik.appeals.actions import (
    accept_mediation,
    answer_mediation,
    ask_mediation,
    choose_mediator,
    close_mediation,
    open_mediation,
    refuse_mediation,
    withdraw_mediation,
)
from nastavnik.appeals.models import MediationCase, MediationState
from nastavnik.appeals.queries import cases_of, lines_for, mediation_count
from nastavnik.appeals.states import MEDIATION
from nastavnik.kit.journal import entries_about
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Role
from tests.appeals.made import SECRET, case, case_brought_to, council, role
from tests.pairs.made import plain

pytestmark = pytest.mark.django_db


def again(made: MediationCase) -> MediationCase:
    return MediationCase.objects.select_related("author", "mediator", "organisation").get(pk=made.pk)


def place(made: MediationCase, cast, part: str):
    return made.parties.select_related("case", "person").get(person=cast.people[part])


# --- asking ---------------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.5/8")
@pytest.mark.parametrize(
    ("mediator", "parties", "field"),
    [
        ("curator", ("mentor",), None),
        ("bystander", ("mentor", "second_mentor"), None),
        ("mentor", ("mentor",), "mediator"),  # a party
        ("second_mentor", ("mentor",), "mediator"),  # neither of the council nor the curator
        ("head", ("mentor",), "mediator"),
        ("bystander", (), "others"),
        ("bystander", ("mentee",), "others"),  # with oneself
    ],
)
def test_the_author_chooses_a_mediator_who_is_no_party_and_not_the_head(cast, mediator, parties, field):
    council(cast, "mentor")  # of the council, too: as a party still no mediator
    if field is None:
        made = case(cast, mediator, parties)
        assert (made.state, made.mediator, made.text) == ("asked", cast.user(mediator), SECRET)
        assert [party.person for party in made.others] == [cast.people[part] for part in parties]
        return
    with pytest.raises(Refused) as caught:
        case(cast, mediator, parties)
    assert caught.value.field == field and not MediationCase.objects.exists()


def test_who_is_head_and_curator_at_once_mediates_nothing(cast):
    role(cast, "head", "curator")
    with pytest.raises(Refused) as caught:
        case(cast, "head")
    assert caught.value.field == "mediator"


def test_people_of_another_institution_are_no_parties(cast):
    council(cast)
    with pytest.raises(Refused) as caught:
        ask_mediation(cast.mentee, by=cast.user("mentee"), parties=[cast.stranger], mediator=cast.user("bystander"))
    assert caught.value.field == "others"


# --- its life -------------------------------------------------------------------------------------------------------
MOVES = {
    "accept": {"asked": "running"},
    "refuse": {"asked": "refused"},
    "choose": {"asked": "asked", "running": "asked", "refused": "asked"},
    "close": {"running": "closed"},
    "withdraw": {"asked": "withdrawn", "running": "withdrawn", "refused": "withdrawn"},
}


def test_the_table_of_moves_is_this_one():
    assert {move.name: dict.fromkeys(move.sources, move.target) for move in MEDIATION.moves} == MOVES


# --- who sees it ----------------------------------------------------------------------------------------------------
SEES = {
    "asked": {"mentee", "bystander"},
    "running": {"mentee", "bystander", "mentor"},
    "refused": {"mentee"},
    "closed": {"mentee", "bystander", "mentor"},
    "withdrawn": {"mentee"},
}
READS = {"asked": {"mentee", "bystander"}, "running": {"mentee", "bystander"}, "refused": {"mentee"}}
WHO = ("mentee", "mentor", "bystander", "head", "curator", "second_mentor", "third_mentee", "second_mentee", "stranger")


@pytest.mark.clause("4.5/8")
@pytest.mark.clause("1.4/4")
@pytest.mark.parametrize("state", MediationState.values)
def test_who_sees_a_mediation_in_each_state_and_what_may_follow(cast, signed_in, state):
    """The head, the curator, another member of the council and the administrator never; the parties when it began."""
    council(cast, "second_mentor")
    role(cast, "third_mentee", "administrator")
    made = again(case_brought_to(cast, state))
    users = {part: cast.user(part) for part in WHO}
    assert {part for part, user in users.items() if user.has_perm("appeals.view_mediation", made)} == SEES[state]
    assert {part for part, user in users.items() if cases_of(cast.organisation, user)} == SEES[state]
    reads = {part for part, user in users.items() if user.has_perm("appeals.read_mediation", made)}
    assert reads >= READS.get(state, set()) and reads <= SEES[state] - {"mentor"}
    for part in WHO:
        answer = signed_in(part).get(f"/o/ryabinka/appeals/mediation/{made.pk}/")
        expected = 200 if part in SEES[state] else 404 if part == "stranger" else 403
        assert answer.status_code == expected, part
        assert (SECRET in answer.content.decode()) is (part in READS.get(state, set())), part
    possible = {name for name, arrows in MOVES.items() if state in arrows}
    assert set(MEDIATION.possible(made)) == possible
    acts = {
        "accept": lambda: accept_mediation(made, by=users["bystander"]),
        "refuse": lambda: refuse_mediation(made, by=users["bystander"]),
        "choose": lambda: choose_mediator(made, by=users["mentee"], mediator=users["curator"]),
        "close": lambda: close_mediation(made, by=users["bystander"], outcome="agreed"),
        "withdraw": lambda: withdraw_mediation(made, by=users["mentee"]),
    }
    for name in MOVES.keys() - possible:
        with pytest.raises(Refused):
            acts[name]()
        assert again(made).state == state


@pytest.mark.clause("4.5/8")
@pytest.mark.parametrize("state", MediationState.values)
def test_the_head_sees_a_count_alone_unless_all_parties_agree(cast, state):
    made = case_brought_to(cast, state)
    head = cast.user("head")
    counted = mediation_count(cast.organisation)
    assert (counted.asked, counted.closed) == (int(state != "withdrawn"), int(state == "closed"))
    for part in ("mentee", "mentor"):
        party = place(made, cast, part)
        assert not head.has_perm("appeals.view_mediation", again(made))
        party.opens_to_head = True  # even if the rows said so before it began
        party.save()
    assert head.has_perm("appeals.view_mediation", again(made)) is (state in ("running", "closed"))
    assert not head.has_perm("appeals.read_mediation", again(made))
    open_mediation(place(made, cast, "mentor"), by=cast.user("mentor"), opens=False)
    assert not head.has_perm("appeals.view_mediation", again(made))


def test_a_mediator_who_has_left_the_council_or_become_the_head_sees_nothing(cast):
    made = case_brought_to(cast, "running")
    role(cast, "bystander", "head")
    assert not cast.user("bystander").has_perm("appeals.view_mediation", again(made))
    Role.objects.filter(user=cast.user("bystander"), kind__in=["head", "council"]).delete()
    assert not cast.user("bystander").has_perm("appeals.view_mediation", again(made))


def test_another_mediator_takes_over_and_the_first_loses_sight_of_it(cast):
    made = case_brought_to(cast, "running")
    choose_mediator(made, by=cast.user("mentee"), mediator=cast.user("curator"))
    made = again(made)
    assert (made.state, made.accepted_on) == ("asked", None)
    assert not cast.user("bystander").has_perm("appeals.view_mediation", made)
    assert cast.user("curator").has_perm("appeals.mediate", made)


# --- the words are erased -------------------------------------------------------------------------------------------
@pytest.mark.clause("4.5/8")
@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_when_it_ends_the_words_go_and_the_fact_stays(cast, state):
    made = case_brought_to(cast, state)
    assert (made.state, made.text) == (state, "") and made.parties.count() == 2
    if state == "closed":
        assert (made.outcome, made.outcome_note) == ("agreed", "Встречи — по вторникам")
    with pytest.raises(IntegrityError), transaction.atomic():  # the database refuses it, too
        MediationCase.objects.filter(pk=made.pk).update(text=SECRET)


@pytest.mark.clause("4.5/8")
def test_the_journal_says_that_it_happened_and_neither_who_nor_what(cast):
    made = case_brought_to(cast, "closed")
    entries = list(entries_about(made))
    assert [entry.event for entry in entries] == ["mediation_asked", "mediation_accepted", "mediation_closed"]
    assert {(entry.actor_id, entry.actor_name, str(entry.facts)) for entry in entries} == {(None, "", "{}")}
    assert not any(SECRET in str(entry.facts) for entry in JournalEntry.objects.all())


# --- the parties ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("1.4/5")
def test_a_party_answers_when_it_has_begun_and_may_think_otherwise(cast):
    made = case(cast)
    with pytest.raises(Refused):
        answer_mediation(place(made, cast, "mentor"), by=cast.user("mentor"), answer="yes")
    accept_mediation(made, by=cast.user("bystander"))
    for answer in ("no", "yes"):
        party = answer_mediation(place(made, cast, "mentor"), by=cast.user("mentor"), answer=answer)
        assert party.answer == answer
    with pytest.raises(Refused, match="отзовите просьбу"):
        answer_mediation(place(made, cast, "mentee"), by=cast.user("mentee"), answer="no")


@pytest.mark.parametrize(("part", "allowed"), [("mentor", True), ("curator", False), ("head", False)])
def test_nobody_answers_for_another(cast, part, allowed):
    made = case_brought_to(cast, "running")
    party = place(made, cast, "mentor")
    assert cast.user(part).has_perm("appeals.answer_mediation", party) is allowed
    assert cast.user(part).has_perm("appeals.open_mediation", party) is allowed


@pytest.mark.clause("4.5/8")
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("asked", {"bystander": "Вас просят быть медиатором"}),
        ("running", {"bystander": "Идёт медиация", "mentor": "Вас приглашают к разговору с медиатором"}),
        ("refused", {"mentee": "Выберите другого медиатора"}),
        ("closed", {}),
        ("withdrawn", {}),
    ],
)
def test_each_step_stands_on_the_page_of_whose_turn_it_is_and_on_no_other(cast, state, expected):
    case_brought_to(cast, state)
    found = {}
    for part in ("mentee", "mentor", "bystander", "curator", "head"):
        for line in lines_for(cast.organisation, cast.user(part)):
            found[part] = plain(line.title)
    assert found == expected
