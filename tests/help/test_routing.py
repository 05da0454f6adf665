"""Who is asked: the own mentor, then the bank by topic and by load, never oneself, never who is away (3.3.2)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from nastavnik.accounts.actions import close_account
from nastavnik.banks.actions import suspend_entry
from nastavnik.banks.models import MentorEntry
from nastavnik.consents.actions import withdraw_consent
from nastavnik.help.actions import route_help
from nastavnik.help.models import HelpRequest, NobodyReason
from nastavnik.help.queries import lines_for, waiting_for_leads
from nastavnik.help.routing import Candidate, choose
from nastavnik.kit import clock
from nastavnik.kit.refusal import Refused
from nastavnik.people.actions import dismiss
from nastavnik.people.models import Person
from nastavnik.programmes.actions import answer_pause, propose_pause
from nastavnik.programmes.models import Pause, Programme
from tests.cast import TODAY, Cast
from tests.help.made import ask, asked_of, away, brought_to, into_bank, pass_on, stored, take
from tests.pairs.made import in_force, plain
from tests.programmes.conftest import bring_to, relation_in_force

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)
A, B, C = (Person(surname=name, sort_key=name.lower()) for name in ("Андреева", "Белова", "Власова"))


@pytest.mark.clause("3.3.2", "6.1/3")
@pytest.mark.parametrize(
    ("candidates", "past", "expected"),
    [
        ([Candidate(A), Candidate(B)], [], A),
        ([Candidate(A, load=1), Candidate(B)], [], B),
        ([Candidate(A), Candidate(B, is_own=True, load=7)], [], B),
        ([Candidate(A, is_own=True, load=2), Candidate(B, is_own=True, load=1), Candidate(C)], [], B),
        ([Candidate(A), Candidate(B, is_own=True, is_away=True)], [], A),
        ([Candidate(B, is_own=True), Candidate(A, load=3), Candidate(C, load=2)], [B], C),
        ([], [], NobodyReason.NO_MENTOR),
        ([Candidate(A, is_away=True)], [], NobodyReason.ALL_AWAY),
        ([Candidate(A), Candidate(B, is_own=True)], [A, B], NobodyReason.ALL_ASKED),
        ([Candidate(A), Candidate(B, is_away=True)], [A], NobodyReason.ALL_ASKED),
    ],
)
def test_the_rule_chooses(candidates, past, expected):
    choice = choose(candidates, past={person.pk for person in past})
    assert (choice.person or choice.nobody) == expected


def nothing(cast: Cast) -> None:
    pass


def a_pair(cast: Cast) -> None:
    in_force(cast, ("second_mentor",), ("mentee",))


def a_pair_whose_mentor_is_away(cast: Cast) -> None:
    a_pair(cast)
    away(cast, "second_mentor")


def a_pair_that_rests(cast: Cast) -> None:
    relation = in_force(cast, ("second_mentor",), ("mentee",))
    member = relation.members.get(person=cast.mentee)
    withdraw_consent(member.consent, by=cast.user("mentee"))


def a_pair_that_pauses(cast: Cast) -> None:
    programme = bring_to(cast, "running", relation_in_force(cast, ("second_mentor",)))
    pause = propose_pause(programme, by=cast.user("curator"), since=clock.today(), until=None)
    for part in ("second_mentor", "mentee"):
        again = Pause.objects.select_related("programme__relation").get(pk=pause.pk)
        answer_pause(again, by=cast.user(part), agrees=True)


def a_busy_mentor(cast: Cast) -> None:
    ask(cast, "third_mentee", "parents")


def a_suspended_mentor(cast: Cast) -> None:
    suspend_entry(MentorEntry.objects.get(person=cast.mentor), by=cast.user("curator"))


def a_mentor_without_a_basis(cast: Cast) -> None:
    withdraw_consent(MentorEntry.objects.get(person=cast.mentor).basis, by=cast.user("mentor"))


def a_dismissed_mentor(cast: Cast) -> None:
    dismiss(cast.mentor, by=cast.user("curator"), on=YESTERDAY)


def nobody_here(cast: Cast) -> None:
    away(cast, "mentor")
    away(cast, "second_mentor")


@pytest.mark.clause("3.3.2", "6.1/3")
@pytest.mark.parametrize(
    ("before", "part", "topic", "expected"),
    [
        pytest.param(nothing, "mentee", "speech", "mentor", id="by name where all else is the same"),
        pytest.param(nothing, "mentee", "digital", "second_mentor", id="by topic"),
        pytest.param(a_pair, "mentee", "parents", "second_mentor", id="the own mentor whatever the topic"),
        pytest.param(a_pair, "third_mentee", "parents", "mentor", id="the mentor of others by topic"),
        pytest.param(a_pair_whose_mentor_is_away, "mentee", "speech", "mentor", id="own mentor on leave"),
        pytest.param(a_pair_that_rests, "mentee", "parents", "mentor", id="own pair rests"),
        pytest.param(a_pair_that_pauses, "mentee", "speech", "mentor", id="own programme pauses"),
        pytest.param(a_pair_that_pauses, "mentee", "digital", NobodyReason.ALL_AWAY, id="paused and nobody else"),
        pytest.param(a_busy_mentor, "mentee", "speech", "second_mentor", id="the fewest open requests"),
        pytest.param(a_suspended_mentor, "mentee", "parents", NobodyReason.NO_MENTOR, id="suspended in the bank"),
        pytest.param(a_mentor_without_a_basis, "mentee", "parents", NobodyReason.NO_MENTOR, id="no consent"),
        pytest.param(a_dismissed_mentor, "mentee", "parents", NobodyReason.NO_MENTOR, id="dismissed"),
        pytest.param(nobody_here, "mentee", "speech", NobodyReason.ALL_AWAY, id="all on leave"),
        pytest.param(nothing, "mentor", "speech", "second_mentor", id="never oneself"),
        pytest.param(nothing, "second_mentor", "digital", NobodyReason.NO_MENTOR, id="oneself is the only one"),
        pytest.param(nothing, "mentee", "contests", NobodyReason.NO_MENTOR, id="a topic that nobody has"),
    ],
)
def test_a_question_finds_its_way(full_cast, before: Callable[[Cast], None], part, topic, expected):
    before(full_cast)
    help = ask(full_cast, part, topic)
    if isinstance(expected, NobodyReason):
        assert (asked_of(full_cast, help), help.nobody) == (None, expected)
    else:
        assert (asked_of(full_cast, help), help.nobody) == (expected, "")


@pytest.mark.clause("R5.3")
def test_any_teacher_asks_with_or_without_a_pair_or_an_entry_in_a_bank(full_cast):
    """Edge case 50: somebody whom no bank knows of."""
    assert asked_of(full_cast, ask(full_cast, "bystander")) == "mentor"
    assert HelpRequest.objects.get().programme_id is None


@pytest.mark.clause("3.3.2")
def test_what_is_passed_on_goes_to_each_once_and_then_to_the_curator(paired):
    into_bank(paired, "bystander", "speech")
    help, seen = ask(paired), []
    for _step in range(3):
        seen.append(asked_of(paired, help))
        help = pass_on(paired, help, seen[-1])
    assert seen == ["mentor", "bystander", "second_mentor"]
    assert (asked_of(paired, help), help.nobody, help.state) == (None, NobodyReason.ALL_ASKED, "asked")
    assert help.reacted_at is None
    assert [one.passed_at is None for one in help.asks.all()] == [False] * 3
    assert Programme.objects.count() == 0


# --- whoever has the question leaves ----------------------------------------------------------------------------------
def _leaves(cast: Cast) -> None:
    dismiss(cast.mentor, by=cast.user("curator"), on=TODAY)


def _loses_the_way_in(cast: Cast) -> None:
    close_account(cast.mentor.user)


@pytest.mark.clause("3.3.2", "R5.3")
@pytest.mark.parametrize("state", ["asked", "taken"])
@pytest.mark.parametrize("gone", [_leaves, _loses_the_way_in])
def test_a_question_of_somebody_who_has_left_goes_back_to_be_routed_and_the_curator_is_told(
    full_cast, signed_in, state, gone
):
    help = brought_to(full_cast, state)
    assert waiting_for_leads(full_cast.organisation) == []
    gone(full_cast)
    assert waiting_for_leads(full_cast.organisation) == [help]
    assert stored(help).is_with_leads
    [line] = lines_for(full_cast.organisation, full_cast.user("curator"))
    assert (plain(line.title), line.reason) == (
        "Найти, кто поможет: Зайцева П. А., Речевое развитие",
        "Тот, у кого был вопрос, здесь больше не работает.",
    )
    told = signed_in("mentee").get(reverse("help:help-detail", args=["ryabinka", help.pk])).content.decode()
    assert "Вопрос у куратора" in told and "Белокопытова" not in told
    route_help(help, by=full_cast.user("curator"), to=full_cast.people["second_mentor"])
    assert asked_of(full_cast, help) == "second_mentor"
    assert not stored(help).is_with_leads and waiting_for_leads(full_cast.organisation) == []


@pytest.mark.clause("3.3.2")
def test_the_curator_may_take_what_somebody_who_has_left_was_answering_and_nothing_else(full_cast):
    help = brought_to(full_cast, "taken")
    with pytest.raises(Refused, match="уже отвечает Белокопытова"):
        take(full_cast, help, "curator")
    with pytest.raises(Refused, match="уже отвечают"):
        take(full_cast, help, "mentor")
    close_account(full_cast.mentor.user)
    assert asked_of(full_cast, take(full_cast, help, "curator")) == "curator"
