"""A mentee asks for another mentor: past whom it concerns, in time, without having to say why (6.1/5)."""

from datetime import date, timedelta

import pytest

from nastavnik.appeals.actions import (
    decline_petition,
    grant_petition,
    open_talk,
    register_petition,
    repeat_petition,
    submit_petition,
    suggest_mediation,
    withdraw_petition,
)
from nastavnik.appeals.addressees import Holders, way_of
from nastavnik.appeals.models import Petition, PetitionState
from nastavnik.appeals.queries import lines_for
from nastavnik.appeals.states import PETITION
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Role
from tests.appeals.made import council, only_role, pair, petition, petition_brought_to, role, stored
from tests.cast import TODAY
from tests.pairs.changes import group, prepared, sign, two_mentors
from tests.pairs.made import in_force, make_room, member_of, plain, ready

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 28)  # ten working days after Monday the 14th


# --- submitting -----------------------------------------------------------------------------------------------------
@pytest.mark.clause("6.1/5")
@pytest.mark.clause("1.4/5")
def test_a_petition_needs_neither_a_reason_nor_a_text(paired):
    made = petition(paired, reasons=[], text="")
    assert (made.state, made.reasons, made.text, made.mentor.person) == ("submitted", [], "", paired.mentor)
    assert (made.submitted_on, made.due_on) == (TODAY, DUE)


def test_the_term_is_counted_in_working_days_by_the_calendar_and_the_setting(paired):
    paired.organisation.settings.appeal_days = 3
    paired.organisation.settings.save()
    with clock.at(date(2026, 11, 2)):  # the 4th of November is a holiday
        assert petition(paired).due_on == date(2026, 11, 6)


@pytest.mark.parametrize(
    ("made", "part", "sentence"),
    [
        (ready, "mentee", "Просить о замене наставника может наставляемый, пока пара или группа действует."),
        (in_force, "mentor", "Просить о замене наставника может наставляемый, пока пара или группа действует."),
    ],
)
def test_only_a_mentee_of_a_pair_in_force_petitions(full_cast, made, part, sentence):
    member = member_of(made(full_cast), full_cast, part)
    with pytest.raises(Refused) as caught:
        submit_petition(member, by=full_cast.user(part))
    assert plain(caught.value.sentence) == sentence and not Petition.objects.exists()


def test_one_petition_waits_at_a_time(paired):
    made = petition(paired)
    with pytest.raises(Refused, match="уже подано и ждёт решения"):
        submit_petition(made.member, by=paired.user("mentee"))


def test_what_is_granted_is_not_asked_for_again(paired):
    made = petition_brought_to(paired, "granted")
    with pytest.raises(Refused, match="уже решена"):
        submit_petition(made.member, by=paired.user("mentee"))


def test_where_there_are_two_mentors_the_mentee_says_which(full_cast):
    relation = two_mentors(full_cast)
    member = member_of(relation, full_cast, "mentee")
    with pytest.raises(Refused) as caught:
        submit_petition(member, by=full_cast.user("mentee"))
    assert caught.value.field == "mentor"
    second = member_of(relation, full_cast, "second_mentor")
    assert submit_petition(member, by=full_cast.user("mentee"), mentor=second).mentor == second


# --- to whom --------------------------------------------------------------------------------------------------------
H, C, M, N, X = "head", "curator", "council member", "mentee", "mentor"


@pytest.mark.clause("6.1/5")
@pytest.mark.parametrize(
    ("heads", "curators", "members", "concerned", "repeated", "kind", "decide", "read"),
    [
        (H, C, M, (N, X), False, "curator", {H, C}, {H, C}),
        (H, C, M, (N, C), False, "head", {H}, {H}),  # the curator is the mentor (edge case 20)
        (H, C, M, (N, H), False, "curator", {C}, {C}),  # the head is
        (H, C, M, (N, H, C), False, "council", {M}, {M}),
        (H, C, None, (N, H, C), False, None, set(), set()),
        (H, H, M, (N, X), False, "council", {M}, {M}),  # one person is both (edge case 19)
        (H, H, None, (N, X), False, None, set(), set()),
        (H, None, M, (N, X), False, "head", {H}, {H}),  # no curator now (edge case 21)
        (None, None, M, (N, X), False, "council", {M}, {M}),
        (None, None, M, (N, M), False, None, set(), set()),
        (H, C, M, (N, X), True, "head", {H}, {H, C}),  # once more to the head
        (H, C, M, (N, H), True, "council", {M}, {M}),
    ],
)
def test_a_petition_goes_past_everybody_whom_it_concerns(
    heads, curators, members, concerned, repeated, kind, decide, read
):
    def users(one):
        return frozenset([one] if one else [])

    holders = Holders(users(heads), users(curators), users(members))
    way = way_of(holders, frozenset(concerned), repeated=repeated)
    assert (way.kind, way.decide, way.read) == (kind, decide, read)


def test_where_nobody_is_impartial_the_founder_is_named_and_nothing_is_kept(full_cast):
    only_role(full_cast, "head", "administrator")
    Role.objects.filter(user=full_cast.user("curator"), kind="curator").delete()
    role(full_cast, "mentor", "curator")
    with pytest.raises(Refused) as caught:
        petition(full_cast, _as_if_led(full_cast))
    assert "подайте его учредителю: Администрация городского округа Светлореченск" in plain(caught.value.sentence)
    assert not Petition.objects.exists()


def _as_if_led(cast):
    role(cast, "head", "head")
    role(cast, "curator", "curator")
    relation = in_force(cast)
    Role.objects.filter(user__in=[cast.user("head"), cast.user("curator")], kind__in=["head", "curator"]).delete()
    return relation


# --- its life -------------------------------------------------------------------------------------------------------
MOVES = {
    "register": {"submitted": "registered"},
    "open_talk": {"registered": "considered", "mediation": "considered"},
    "suggest_mediation": {"registered": "mediation", "considered": "mediation"},
    "grant": {"registered": "granted", "considered": "granted", "mediation": "granted"},
    "decline": {"registered": "declined", "considered": "declined", "mediation": "declined"},
    "withdraw": dict.fromkeys(("submitted", "registered", "considered", "mediation"), "withdrawn"),
}
ACTS = {
    "register": register_petition,
    "open_talk": open_talk,
    "suggest_mediation": suggest_mediation,
    "grant": grant_petition,
    "decline": lambda made, *, by: decline_petition(made, by=by, answer="Нет свободного наставника"),
    "withdraw": withdraw_petition,
}


WHO = ("mentee", "mentor", "curator", "head", "bystander", "second_mentor", "stranger")
UNTOLD = {"submitted", "registered", "mediation", "declined", "withdrawn"}


def test_the_table_of_moves_is_this_one():
    assert {move.name: dict.fromkeys(move.sources, move.target) for move in PETITION.moves} == MOVES


@pytest.mark.clause("6.1/5")
@pytest.mark.parametrize("state", PetitionState.values)
def test_from_each_state_only_its_moves_are_possible_and_only_these_people_see_it(paired, state):
    """The mentor: not before the talk is open; council and administrator never; the words are for the addressees."""
    role(paired, "second_mentor", "administrator")
    council(paired)
    made = petition_brought_to(paired, state)
    possible = {name for name, arrows in MOVES.items() if state in arrows}
    assert set(PETITION.possible(made)) == possible
    for name in MOVES.keys() - possible:
        with pytest.raises(Refused):
            ACTS[name](made, by=paired.user("curator"))
        assert stored(made).state == state
    made, users = stored(made), {part: paired.user(part) for part in WHO}
    sees = {part for part, user in users.items() if user.has_perm("appeals.view_petition", made)}
    assert sees == {"mentee", "curator", "head"} | (set() if state in UNTOLD else {"mentor"})
    reads = {part for part, user in users.items() if user.has_perm("appeals.read_petition", made)}
    assert reads == {"mentee", "curator", "head"}
    decide = {part for part, user in users.items() if user.has_perm("appeals.decide_petition", made)}
    assert decide == {"curator", "head"}


def test_a_decision_says_who_when_and_as_whom(paired):
    made = petition_brought_to(paired, "granted", by="head")
    assert (made.decided_by, made.decided_on, made.decided_as) == (paired.user("head"), TODAY, "head")


def test_it_is_declined_with_reasons_only(paired):
    made = petition_brought_to(paired, "registered")
    with pytest.raises(Refused) as caught:
        decline_petition(made, by=paired.user("curator"), answer="  ")
    assert caught.value.field == "answer" and stored(made).state == "registered"


def test_whose_turn_it_is_not_does_not_decide_even_past_the_screens(paired):
    made = petition_brought_to(paired, "registered")
    with pytest.raises(Refused, match="не ваша роль"):
        grant_petition(made, by=paired.user("bystander"))


@pytest.mark.clause("6.1/5")
def test_what_the_curator_declined_goes_once_more_to_the_head_alone(paired):
    made = petition_brought_to(paired, "declined")
    again = stored(repeat_petition(made, by=paired.user("mentee"), text="Прошу ещё раз"))
    assert (again.repeats_id, again.state, again.text, again.reasons) == (
        made.pk,
        "submitted",
        "Прошу ещё раз",
        ["time"],
    )
    assert paired.user("head").has_perm("appeals.decide_petition", again)
    assert not paired.user("curator").has_perm("appeals.decide_petition", again)
    with pytest.raises(Refused):
        repeat_petition(made, by=paired.user("mentee"))


def test_what_the_head_declined_is_not_repeated_to_the_head(paired):
    made = petition_brought_to(paired, "declined", by="head")
    with pytest.raises(Refused, match="отклонил куратор"):
        repeat_petition(made, by=paired.user("mentee"))


@pytest.mark.clause("1.4/4")
def test_what_is_withdrawn_keeps_no_words(paired):
    made = petition_brought_to(paired, "withdrawn")
    assert (made.text, made.reasons, made.withdrawn_on) == ("", [], TODAY)


@pytest.mark.clause("1.4/4")
def test_the_journal_names_the_act_and_neither_people_nor_words(paired):
    made = petition_brought_to(paired, "considered")
    entries = list(entries_about(made))
    assert [entry.event for entry in entries] == ["petition_submitted", "petition_registered", "petition_talk_opened"]
    assert {(entry.actor_id, entry.actor_name, str(entry.facts)) for entry in entries} == {(None, "", "{}")}


# --- who sees it ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("6.1/5")
@pytest.mark.parametrize("kind", ["curator", "head"])
def test_it_bypasses_the_curator_or_the_head_who_is_the_mentor(paired, kind):
    """Also after the mentor has been replaced: what was written about them stays closed (edge case 20)."""
    made = petition_brought_to(paired, "registered")
    role(paired, "mentor", kind)
    concerned = paired.user("mentor")
    for permission in ("view", "read", "decide"):
        assert not concerned.has_perm(f"appeals.{permission}_petition", stored(made)), permission
    assert lines_for(paired.organisation, concerned) == []
    member = made.mentor
    member.left_on = TODAY - timedelta(days=1)
    member.save()
    assert not concerned.has_perm("appeals.read_petition", stored(made))


def test_where_head_and_curator_are_one_the_council_decides(paired):
    Role.objects.filter(user=paired.user("curator"), kind="curator").delete()
    role(paired, "head", "curator")
    council(paired)
    made = petition(paired)
    assert paired.user("bystander").has_perm("appeals.decide_petition", stored(made))
    assert not paired.user("head").has_perm("appeals.view_petition", stored(made))
    register_petition(made, by=paired.user("bystander"))
    made = grant_petition(stored(made), by=paired.user("bystander"))
    assert made.decided_as == "council"
    head = paired.user("head")  # has an order to prepare: the fact, not the words
    assert head.has_perm("appeals.view_petition", stored(made))
    assert not head.has_perm("appeals.read_petition", stored(made))
    assert [plain(line.title) for line in lines_for(paired.organisation, head)] == [
        "Подготовить замену наставника: Зайцева П. А."
    ]


# --- what follows ---------------------------------------------------------------------------------------------------
def titles(cast, part: str) -> list[str]:
    return [plain(line.title) for line in lines_for(cast.organisation, cast.user(part))]


@pytest.mark.clause("1.4/7")
def test_each_step_stands_on_the_page_of_whose_turn_it_is(paired):
    made = petition(paired)
    asked = {part: titles(paired, part) for part in ("curator", "head", "mentee", "mentor", "bystander")}
    first = ["Зарегистрировать ходатайство о замене наставника"]
    assert asked == {"curator": first, "head": first, "mentee": [], "mentor": [], "bystander": []}
    register_petition(made, by=paired.user("curator"))
    suggest_mediation(made, by=paired.user("curator"))
    assert titles(paired, "mentee") == ["Вам предлагают медиацию"] and titles(paired, "mentor") == []
    open_talk(made, by=paired.user("curator"))
    assert titles(paired, "mentor") == ["Наставляемый просит о другом наставнике"]
    line = lines_for(paired.organisation, paired.user("curator"))[0]
    assert (plain(line.title), line.due) == ("Решить по ходатайству о замене наставника", DUE)


@pytest.mark.clause("6.1/5")
def test_a_granted_petition_waits_for_a_change_and_then_for_its_order(paired):
    """Edge case 63: until then the mentee is in search, and the curator is reminded of it."""
    relation = pair()
    made = petition_brought_to(paired, "granted", relation)
    assert titles(paired, "curator") == ["Подготовить замену наставника: Зайцева П. А."]
    make_room(paired, "second_mentor")
    change = sign(prepared(paired, relation, "replace", leaving="mentor", people=["second_mentor"]), paired)
    assert titles(paired, "curator") == [] and not stored(made).is_carried_out
    made.mentor.left_on = change.on
    made.mentor.save()
    assert stored(made).is_carried_out


def test_the_lines_of_a_page_cost_the_same_for_one_petition_and_for_three(full_cast, django_assert_num_queries):
    make_room(full_cast)
    relation = group(full_cast)
    petition(full_cast, relation)
    user = full_cast.user("curator")
    with django_assert_num_queries(5) as few:
        lines_for(full_cast.organisation, user)
    petition(full_cast, relation, "second_mentee")
    petition(full_cast, in_force(full_cast, ("second_mentor",), ("third_mentee",)), "third_mentee")
    user = full_cast.user("curator")
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(lines_for(full_cast.organisation, user)) == 3


def test_where_nothing_waits_a_page_pays_one_query(paired, django_assert_num_queries):
    user = paired.user("curator")
    with django_assert_num_queries(1):
        assert lines_for(paired.organisation, user) == []


def test_a_petition_carries_no_grade_and_no_reproach():
    """Equality of both sides: nobody is rated, no word of subordination (1.4/9)."""
    from nastavnik.appeals.models import PetitionReason

    words = " ".join(str(reason.label) for reason in PetitionReason).casefold()
    assert not any(word in words for word in ("подчин", "балл", "оценк", "плох", "дисциплин", "обязан"))
    assert {field.name for field in Petition._meta.fields} & {"rating", "grade", "score"} == set()
