"""Any teacher proposes improvements and gets an answer in time, or the head gives it (6.1/4)."""

from datetime import date, timedelta

import pytest

from nastavnik.appeals.actions import (
    answer_proposal,
    escalate_proposals_due,
    show_proposal,
    withdraw_proposal,
)
from nastavnik.appeals.addressees import Holders, answerers
from nastavnik.appeals.models import Proposal, ProposalState
from nastavnik.appeals.queries import lines_for
from nastavnik.appeals.states import PROPOSAL
from nastavnik.kit import clock
from nastavnik.kit.journal import entries_about
from nastavnik.kit.refusal import Refused
from tests.appeals.made import council, proposal, proposal_brought_to, role
from tests.cast import TODAY
from tests.pairs.made import plain

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 28)


def late(made: Proposal):
    """The day after its term."""
    return clock.at(made.due_on + timedelta(days=1))


@pytest.mark.clause("6.1/4")
@pytest.mark.parametrize("part", ["mentee", "bystander", "mentor"])
def test_any_teacher_proposes_with_or_without_a_pair(cast, part):
    made = proposal(cast, part)
    assert (made.state, made.author, made.due_on) == ("submitted", cast.people[part], DUE)


@pytest.mark.parametrize(
    ("holders", "author", "escalated", "expected"),
    [
        ("hcm", "n", False, "hc"),
        ("hcm", "n", True, "h"),  # past its day only the head
        ("hcm", "c", False, "h"),  # nobody answers their own
        ("hcm", "h", False, "c"),
        ("hcm", "h", True, "c"),  # the head's own: the curator after all
        ("cm", "c", True, "m"),
        ("cm", "n", True, "c"),  # there is no head
        ("c", "c", False, ""),
    ],
)
def test_who_answers(holders, author, escalated, expected):
    def held(one):
        return frozenset(one if one in holders else "")

    assert answerers(Holders(held("h"), held("c"), held("m")), author, escalated=escalated) == frozenset(expected)


@pytest.mark.clause("6.1/4")
def test_what_nobody_answered_in_time_goes_to_the_head_once(cast):
    made, other = proposal(cast), proposal(cast, "bystander")
    answer_proposal(other, by=cast.user("curator"), answer="Да")
    assert escalate_proposals_due(made.due_on) == 0
    day = made.due_on + timedelta(days=1)
    with clock.at(day):
        assert cast.user("head").has_perm("appeals.answer_proposal", made)  # before the daily command has run, too
        assert not cast.user("curator").has_perm("appeals.answer_proposal", made)
        assert (escalate_proposals_due(day), escalate_proposals_due(day)) == (1, 0)
    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.state, made.escalated_on, other.state) == ("escalated", day, "answered")
    assert [entry.event for entry in entries_about(made)] == ["proposal_submitted", "proposal_escalated"]


def test_before_its_day_nothing_is_escalated(cast):
    with pytest.raises(Refused, match="Срок ответа ещё не прошёл"):
        PROPOSAL.advance(proposal(cast), "escalate", by=None)


def test_the_curator_can_no_longer_answer_what_has_gone_to_the_head(cast):
    made = proposal(cast)
    with late(made):
        with pytest.raises(Refused, match="передано дальше"):
            answer_proposal(made, by=cast.user("curator"), answer="Да")
        assert answer_proposal(made, by=cast.user("head"), answer="Да").answered_by == cast.user("head")


WHO = ("mentee", "mentor", "curator", "head", "bystander", "second_mentor", "stranger")


@pytest.mark.clause("6.1/4")
@pytest.mark.parametrize(
    ("state", "shown", "others"),
    [(state, False, set()) for state in ProposalState.values if state != "escalated"]
    + [("submitted", True, set()), ("answered", True, {"mentor", "second_mentor"})],
)
def test_colleagues_read_only_what_is_answered_and_whose_author_wants_it(cast, state, shown, others):
    council(cast)
    role(cast, "second_mentor", "administrator")
    made = proposal_brought_to(cast, state)
    if shown:
        show_proposal(made, by=cast.user("mentee"), shown=True)
    made = Proposal.objects.select_related("author").get(pk=made.pk)
    sees = {part for part in WHO if cast.user(part).has_perm("appeals.view_proposal", made)}
    assert sees == {"mentee", "curator", "head", "bystander"} | others
    assert list(Proposal.objects.of(cast.organisation).shown()) == ([made] if others else [])


def test_the_author_shows_and_hides_it_at_any_time_and_only_a_change_is_an_act(cast):
    made = proposal_brought_to(cast, "answered")
    for shown in (True, True, False):
        show_proposal(made, by=cast.user("mentee"), shown=shown)
    assert [entry.event for entry in entries_about(made)][-2:] == ["proposal_shown", "proposal_hidden"]


@pytest.mark.parametrize("state", ["answered", "withdrawn"])
def test_what_is_answered_or_withdrawn_is_neither_answered_nor_withdrawn_again(cast, state):
    made = proposal_brought_to(cast, state)
    for act in (
        lambda: answer_proposal(made, by=cast.user("head"), answer="Нет"),
        lambda: withdraw_proposal(made, by=cast.user("mentee")),
    ):
        with pytest.raises(Refused):
            act()
    assert Proposal.objects.get().state == state and (Proposal.objects.get().text == "") is (state == "withdrawn")


def test_the_one_whose_turn_it_is_sees_a_line_with_its_day(cast):
    made = proposal(cast)
    lines = lines_for(cast.organisation, cast.user("curator"))
    assert [(plain(line.title), plain(line.reason), line.due) for line in lines] == [
        ("Ответить на предложение", "Зайцева П. А. ждёт ответа.", DUE)
    ]
    assert lines_for(cast.organisation, cast.user("mentor")) == []
    with clock.at(TODAY + timedelta(days=1)):
        proposal(cast, "bystander")
    line = lines_for(cast.organisation, cast.user("head"))[0]
    assert (plain(line.title), line.due) == ("Ответить на предложения: 2", DUE)
    with late(made):
        assert [line.due for line in lines_for(cast.organisation, cast.user("curator"))] == [date(2026, 9, 29)]


@pytest.mark.clause("6.1/1")
def test_a_request_for_training_reaches_the_curator_and_colleagues_never(cast):
    made = proposal(cast, kind="training", text="Курс по сенсорной интеграции", is_shown=True)
    assert (str(made), made.is_shown) == ("Запрос на обучение", False)
    [line] = lines_for(cast.organisation, cast.user("curator"))
    assert (line.title, line.clause, line.due) == ("Ответить на запрос на обучение", "6.1/1", DUE)
    assert lines_for(cast.organisation, cast.user("mentor")) == []
    answer_proposal(made, by=cast.user("curator"), answer="Записала вас на ноябрь")
    with pytest.raises(Refused, match="коллегам не показывают"):
        show_proposal(made, by=cast.user("mentee"), shown=True)
    assert list(Proposal.objects.of(cast.organisation).shown()) == []


@pytest.mark.clause("6.1/1")
def test_training_is_asked_for_in_two_taps_from_the_page_of_appeals(cast, signed_in):
    root = f"/o/{cast.organisation.slug}/appeals/"
    assert f"{root}training/ask/" in signed_in("bystander").get(root).content.decode()
    sent = signed_in("bystander").post(f"{root}training/ask/", {"text": "Стажировка в логопедической группе"})
    made = Proposal.objects.get()
    assert (sent.status_code, made.kind, made.author) == (302, "training", cast.people["bystander"])
    page = signed_in("curator").get(f"{root}proposals/{made.pk}/").content.decode()
    assert "Чему хотят учиться" in page
    assert "Ответить на запрос на обучение" in page
