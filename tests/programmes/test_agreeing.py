"""Agree, approve, return: the mentor and each mentee, then the curator or the head."""

from datetime import timedelta

import pytest

from nastavnik.kit import journal
from nastavnik.kit.refusal import Outdated, Refused
from nastavnik.organisations.actions import end_role, give_role
from nastavnik.organisations.models import Role, RoleKind
from nastavnik.programmes.actions import (
    agree_programme,
    approve_programme,
    begin_programme,
    offer_programme,
    return_programme,
    write_programme,
)
from nastavnik.programmes.models import Programme
from nastavnik.programmes.rules import approving_role
from tests.cast import FOUNDED, TODAY
from tests.programmes.conftest import bring_to, relation_in_force


@pytest.mark.clause("6.1/2")
def test_a_programme_of_a_group_waits_for_each_mentee(group, full_cast):
    programme = bring_to(full_cast, "agreeing", group)
    for part, state in (("mentor", "agreeing"), ("second_mentee", "agreeing"), ("mentee", "review")):
        agree_programme(programme, by=full_cast.user(part), version=programme.version)
        assert Programme.objects.get().state == state


def test_who_offers_agrees_thereby_and_agreeing_twice_is_once(brought_to, full_cast):
    programme = brought_to("agreeing")
    agree_programme(programme, by=full_cast.user("mentor"), version=programme.version)
    agreed = programme.agreements.get()
    assert (agreed.member.person, agreed.version) == (full_cast.mentor, programme.version)
    agree_programme(programme, by=full_cast.user("mentee"), version=programme.version)
    agree_programme(programme, by=full_cast.user("mentor"), version=programme.version)  # in review already
    assert (programme.agreements.count(), Programme.objects.get().state) == (2, "review")


def test_nobody_agrees_with_a_text_that_they_have_not_seen(brought_to, full_cast):
    programme = brought_to("agreeing")
    seen = programme.version
    write_programme(programme, by=full_cast.user("mentor"), version=seen, goal="Иная цель")
    with pytest.raises(Outdated, match=r"программа изменилась \(Белокопытова Ирина Геннадьевна\)"):
        agree_programme(programme, by=full_cast.user("mentee"), version=seen)


@pytest.mark.parametrize("part", ["curator", "bystander", "second_mentor"])
def test_agree_programme_refuses_who_is_not_in_the_pair(brought_to, full_cast, part):
    programme = brought_to("agreeing")
    with pytest.raises(Refused, match="только участник программы"):
        agree_programme(programme, by=full_cast.user(part), version=programme.version)


def test_a_draft_cannot_be_agreed_before_it_is_offered(brought_to, full_cast):
    programme = brought_to("draft")
    with pytest.raises(Refused, match="Согласовать сейчас нельзя: состояние — «составляется»"):
        agree_programme(programme, by=full_cast.user("mentor"), version=programme.version)


@pytest.mark.clause("4.4.7")
def test_approve_programme_notes_who_and_when(brought_to, full_cast):
    programme = brought_to("approved")
    assert (programme.approved_on, programme.approved_by) == (TODAY, full_cast.user("curator"))
    events = [entry.event for entry in journal.entries_about(programme)]
    assert events == [
        "programme_begun", "programme_written", "item_added", "programme_offered", "programme_agreed",
        "programme_agreed", "programme_submitted", "programme_approved",
    ]  # fmt: skip


@pytest.mark.clause("4.4.7")
@pytest.mark.parametrize("state", ["draft", "agreeing", "approved", "running"])
def test_approve_programme_refuses_before_everybody_has_agreed_and_twice(brought_to, full_cast, state):
    programme = brought_to(state)
    with pytest.raises(Refused, match="Сейчас это невозможно"):
        approve_programme(programme, by=full_cast.user("curator"), version=programme.version)


def test_return_programme_needs_words_and_asks_everybody_anew(brought_to, full_cast):
    programme = brought_to("review")
    with pytest.raises(Refused, match="Напишите, что нужно изменить") as refused:
        return_programme(programme, by=full_cast.user("curator"), note="  ")
    assert refused.value.field == "note"
    return_programme(programme, by=full_cast.user("curator"), note="Уточните сроки")
    assert (programme.state, programme.return_note) == ("draft", "Уточните сроки")
    offer_programme(programme, by=full_cast.user("mentee"), version=programme.version)
    programme.refresh_from_db()
    assert (programme.state, programme.return_note) == ("agreeing", "")
    assert programme.agreements.filter(version=programme.version).count() == 1


def test_a_member_who_does_not_agree_returns_it_with_words(brought_to, full_cast):
    programme = brought_to("agreeing")
    return_programme(programme, by=full_cast.user("mentee"), note="Мне важнее другая тема")
    assert Programme.objects.get().state == "draft"


def test_an_approved_programme_is_not_returned(brought_to, full_cast):
    with pytest.raises(Refused, match="Сейчас это невозможно"):
        return_programme(brought_to("approved"), by=full_cast.user("curator"), note="Передумали")


# --- who decides ---------------------------------------------------------------------------------------------


def may(full_cast, part, programme, what="approve_programme"):
    return full_cast.user(part).has_perm(f"programmes.{what}", Programme.objects.get(pk=programme.pk))


@pytest.mark.clause("4.4.7")
def test_the_curator_decides_and_neither_side_nor_the_head(programme, full_cast):
    assert approving_role(programme) == RoleKind.CURATOR
    allowed = [part for part in full_cast.people if may(full_cast, part, programme)]
    assert allowed == ["curator"]


def test_the_head_decides_where_the_setting_says_so(programme, full_cast):
    full_cast.organisation.settings.head_approves_programmes = True
    full_cast.organisation.settings.save()
    allowed = [part for part in full_cast.people if may(full_cast, part, programme)]
    assert allowed == ["head"]


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_a_curator_who_is_in_the_pair_does_not_decide_on_it(programme, full_cast, side):
    give_role(
        full_cast.organisation,
        full_cast.user(side),
        RoleKind.CURATOR,
        since=TODAY,
        ground="приказ № 5",
        by=None,
    )
    assert not may(full_cast, side, programme)
    assert may(full_cast, "head", programme)
    assert not may(full_cast, side, programme, "complete_programme")


def test_where_there_is_no_curator_the_head_decides(programme, full_cast):
    end_role(Role.objects.get(kind=RoleKind.CURATOR, organisation=full_cast.organisation), until=FOUNDED, by=None)
    assert may(full_cast, "head", programme)


def test_when_curator_and_head_are_both_in_the_pair_the_council_decides_or_else_the_head_alone(full_cast, pair):
    mentor = full_cast.user("mentor")
    for kind in (RoleKind.CURATOR, RoleKind.HEAD):
        give_role(full_cast.organisation, mentor, kind, since=TODAY, ground="приказ № 5", by=None)
    programme = begin_programme(pair, by=full_cast.user("mentee"))
    assert approving_role(programme) == RoleKind.HEAD
    assert may(full_cast, "mentor", programme)  # edge case 19: the steps collapse visibly
    for part in ("mentee", "bystander"):
        give_role(
            full_cast.organisation,
            full_cast.user(part),
            RoleKind.COUNCIL,
            since=TODAY,
            ground="приказ № 6",
            by=None,
        )
    allowed = [part for part in full_cast.people if may(full_cast, part, programme)]
    assert allowed == ["bystander"]  # a member of the council who is the mentee does not


TABLE = {
    # permission: who of the cast has it for the programme of mentor and mentee
    "view_programme": {"head", "curator", "mentor", "mentee"},
    "write_programme": {"mentor", "mentee"},
    "offer_programme": {"mentor", "mentee"},
    "agree_programme": {"mentor", "mentee"},
    "approve_programme": {"curator"},
    "return_programme": {"curator", "mentor", "mentee"},
    "start_programme": {"head", "curator", "mentor", "mentee"},
    "start_without_surveys": {"curator"},
    "do_item": {"mentor", "mentee"},
    "cancel_item": {"mentor", "mentee"},
    "record_meeting": {"mentor", "mentee"},
    "close_programme": {"head", "curator", "mentor", "mentee"},
    "complete_programme": {"curator"},
    "terminate_programme": {"curator"},
}


def test_the_table_of_permissions(programme, full_cast):
    relation_in_force(full_cast, ("second_mentor",), ("third_mentee",))  # another pair
    for permission, allowed in TABLE.items():
        assert {part for part in full_cast.people if may(full_cast, part, programme, permission)} == allowed, permission
        assert not full_cast.user("stranger").has_perm(f"programmes.{permission}", programme)


def test_who_has_left_may_still_read_but_not_act(programme, full_cast):
    mentee = programme.relation.mentees[0]
    mentee.left_on = TODAY - timedelta(days=1)  # the last day itself still belongs to the work
    mentee.save()
    assert may(full_cast, "mentee", programme, "view_programme")
    assert not may(full_cast, "mentee", programme, "write_programme")
