"""Invite, keep a draft, hand in, decline, mark as late."""

from datetime import date

import pytest

from nastavnik.kit import clock, journal
from nastavnik.kit.keys import new_key
from nastavnik.kit.refusal import Refused
from nastavnik.surveys.actions import (
    decline_invitation,
    invite,
    mark_late,
    reopen_invitation,
    save_draft,
    submit_response,
)
from nastavnik.surveys.matching import own_answers
from nastavnik.surveys.models import Invitation, InvitationState, Response, ResponseKey, Wave
from nastavnik.surveys.questionnaires import MENTEE
from tests.cast import TODAY
from tests.surveys.conftest import DUE, every_answer


def test_invite_asks_once_for_a_wave(ask, cast):
    participation = new_key()
    first = ask("mentee", participation=participation, topic="Связная речь")
    second = ask("mentee", participation=participation, topic="Другое")
    assert second == first
    assert (first.opened_on, first.due_on, first.state, first.topic) == (TODAY, DUE, "open", "Связная речь")


@pytest.mark.clause("M2")
def test_the_survey_after_keeps_version_and_topic_of_the_survey_before(ask):
    participation = new_key()
    ask("mentee", participation=participation, topic="Связная речь")
    after = ask("mentee", wave=Wave.AFTER, participation=participation, topic="Иначе названная тема")
    assert (after.topic, after.version) == ("Связная речь", 1)


def test_invitations_of_two_programmes_of_one_person_are_apart(ask):
    assert ask("mentee").pk != ask("mentee").pk  # edge case 69


def test_save_draft_keeps_what_makes_sense_and_asks_for_nothing(ask, cast):
    invitation = ask("mentee")
    save_draft(
        invitation,
        {"A1": "5", "A2": "na", "A3": "7", "S0": 5, "C2_what": " новая  игра "},
        by=cast.user("mentee"),
    )
    invitation.refresh_from_db()
    assert invitation.draft == {"A1": 5, "A2": "na", "C2_what": "новая игра"}  # S0 is not asked «до»
    assert invitation.state == InvitationState.OPEN
    assert Response.objects.count() == 0


def test_submit_response_stores_answers_under_a_code_without_name_or_time(ask, cast):
    invitation = ask("mentee")
    save_draft(invitation, {"A1": 1}, by=cast.user("mentee"))
    submit_response(invitation, every_answer(invitation, A1="5", A2="na"), by=cast.user("mentee"))
    invitation.refresh_from_db()
    response = Response.objects.get()
    assert (invitation.state, invitation.draft, invitation.submitted_on) == ("submitted", {}, TODAY)
    assert (response.answers["A1"], response.answers["A2"], response.answers["A3"]) == (5, "na", 4)
    assert {field.name for field in Response._meta.get_fields()} == {
        "id", "organisation", "code", "questionnaire", "version", "wave", "answers",
    }  # fmt: skip
    assert response.code not in (invitation.pk, invitation.participation_id, cast.mentee.pk)
    assert response.pk.version == response.code.version == 4  # random: the order of keys would name the author


def test_both_waves_of_a_participation_share_one_code(ask, cast):
    participation = new_key()
    for wave in Wave.values:
        invitation = ask("mentee", wave=wave, participation=participation)
        submit_response(invitation, every_answer(invitation), by=cast.user("mentee"))
    assert ResponseKey.objects.filter(participation_id=participation).count() == 1
    assert Response.objects.values("code").distinct().count() == 1


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        (
            {"A1": None},
            "A1",
            "«Я уверенно планирую образовательную работу с детьми своей группы»: выберите ответ.",
        ),
        (
            {"A1": 6},
            "A1",
            "«Я уверенно планирую образовательную работу с детьми своей группы»: такого ответа нет.",
        ),
        (
            {"A1": True},
            "A1",
            "«Я уверенно планирую образовательную работу с детьми своей группы»: такого ответа нет.",
        ),
        (
            {"C2": "maybe"},
            "C2",
            "«За последние полгода я предложил(а) или применил(а) что-то новое»: такого ответа нет.",
        ),
        ({"E2": ""}, "E2", "«В ближайшие 12 месяцев я хотел(а) бы»: выберите ответ."),
    ],
)
def test_submit_response_refuses_with_the_question_that_is_wrong(ask, cast, given, field, sentence):
    invitation = ask("mentee")
    with pytest.raises(Refused) as refused:
        submit_response(invitation, every_answer(invitation, **given), by=cast.user("mentee"))
    assert (refused.value.field, refused.value.sentence) == (field, sentence)
    assert Invitation.objects.get().state == "open"
    assert Response.objects.count() == 0


def test_several_obstacles_may_be_named_or_none(ask, cast):
    with_two, with_none = ask("mentee", wave=Wave.AFTER), ask("mentee", wave=Wave.AFTER)
    submit_response(with_two, every_answer(with_two, F3=["topics", "time"]), by=cast.user("mentee"))
    submit_response(with_none, every_answer(with_none), by=cast.user("mentee"))
    assert own_answers(with_two)["F3"] == ["time", "topics"]
    assert "F3" not in own_answers(with_none)


LIFE = [
    ("open", submit_response, "submitted"),
    ("open", decline_invitation, "declined"),
    ("declined", reopen_invitation, "open"),
    ("submitted", submit_response, None),
    ("submitted", decline_invitation, None),
    ("submitted", reopen_invitation, None),
    ("declined", submit_response, None),
    ("declined", decline_invitation, None),
    ("open", reopen_invitation, None),
    ("submitted", save_draft, None),
    ("declined", save_draft, None),
]


@pytest.mark.parametrize(("before", "act", "after"), LIFE, ids=lambda value: getattr(value, "__name__", value))
def test_the_life_of_an_invitation(ask, cast, before, act, after):
    invitation, by = ask("mentee"), cast.user("mentee")
    if before == "submitted":
        submit_response(invitation, every_answer(invitation), by=by)
    elif before == "declined":
        decline_invitation(invitation, by=by)
    answers = (every_answer(invitation),) if act in (submit_response, save_draft) else ()
    if after is None:
        with pytest.raises(Refused):
            act(invitation, *answers, by=by)
    else:
        act(invitation, *answers, by=by)
    assert Invitation.objects.get().state == (after or before)


@pytest.mark.clause("1.4/5")
def test_decline_is_a_normal_outcome_that_leaves_nothing_of_the_draft(ask, cast):
    invitation = ask("mentee")
    save_draft(invitation, {"A1": 1}, by=cast.user("mentee"))
    decline_invitation(invitation, by=cast.user("mentee"))
    assert Invitation.objects.values("state", "draft", "is_late").get() == {
        "state": "declined", "draft": {}, "is_late": False,
    }  # fmt: skip


@pytest.mark.clause("M2")
@pytest.mark.parametrize(
    ("handed_in", "first_meeting", "late"),
    [
        (date(2026, 9, 20), date(2026, 9, 21), False),
        (date(2026, 9, 21), date(2026, 9, 21), False),  # the same day: the doubt is for the person
        (date(2026, 9, 22), date(2026, 9, 21), True),
        (None, date(2026, 9, 21), True),
    ],
)
def test_mark_late_by_the_day_of_the_first_meeting(ask, cast, handed_in, first_meeting, late):
    invitation = ask("mentee")
    if handed_in:
        with clock.at(handed_in):
            submit_response(invitation, every_answer(invitation), by=cast.user("mentee"))
    marked = mark_late([invitation.participation_id], since=first_meeting, by=cast.user("mentor"))
    assert marked == int(late)
    assert Invitation.objects.get().is_late is late
    assert mark_late([invitation.participation_id], since=first_meeting, by=None) == 0  # once is enough


def test_mark_late_leaves_the_survey_after_and_other_participations_alone(ask):
    after, other = ask("mentee", wave=Wave.AFTER), ask("second_mentee")
    assert mark_late([after.participation_id], since=TODAY, by=None) == 0
    assert not Invitation.objects.get(pk=other.pk).is_late


def test_the_journal_says_that_an_answer_was_given_and_never_which(ask, cast):
    invitation = ask("mentee")
    submit_response(invitation, every_answer(invitation, C2_what="мой секрет"), by=cast.user("mentee"))
    entries = list(journal.entries_about(invitation))
    assert [entry.event for entry in entries] == ["invitation_made", "response_submitted"]
    assert entries[1].facts == {}
    code = str(Response.objects.get().code)
    assert not any(code in str(entry.facts) or "секрет" in str(entry.facts) for entry in entries)


def test_invite_names_the_programme_within_the_length_of_its_column(ask):
    invitation = ask("mentee", about="а" * 500, topic="т" * 300)
    invitation.refresh_from_db()
    assert (len(invitation.about), len(invitation.topic)) == (400, 200)


def test_title_says_which_wave(cast):
    invitation = invite(
        cast.mentee, MENTEE, Wave.BEFORE, participation_id=new_key(), due_on=DUE, by=cast.user("curator")
    )
    assert invitation.title == "Анкета наставляемого «до»"
