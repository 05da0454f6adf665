"""Figures out of answers (domain 5.4), checked against numbers counted by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest

from nastavnik.kit.keys import new_key
from nastavnik.surveys.actions import decline_invitation, mark_late, submit_response
from nastavnik.surveys.matching import (
    Change,
    Counts,
    Index,
    change,
    own_answers,
    own_dynamics,
    satisfaction_index,
    satisfied,
    spread,
)
from nastavnik.surveys.models import Invitation, Wave
from nastavnik.surveys.questionnaires import MENTOR
from tests.cast import TODAY
from tests.surveys.conftest import every_answer


@pytest.fixture
def answered(ask, cast):
    """`answered("mentee", S0=5)` is a participation whose survey «после» is handed in with these answers."""

    def make(part="mentee", wave=Wave.AFTER, participation=None, **given):
        participation = participation or new_key()
        invitation = ask(part, wave=wave, participation=participation)
        submit_response(invitation, every_answer(invitation, **given), by=cast.user(part))
        return participation

    return make


@pytest.mark.clause("M6/2", "M6/3")
def test_satisfied_counts_four_and_five_among_all_participations(answered, ask, cast):
    four, five, three = answered(S0=4), answered(S0=5), answered(S0=3)
    not_sure = answered(S0="na")
    silent = ask("mentee", wave=Wave.AFTER).participation_id
    declined = ask("mentee", wave=Wave.AFTER)
    decline_invitation(declined, by=cast.user("mentee"))
    never_asked = new_key()
    everybody = [four, five, three, not_sure, silent, declined.participation_id, never_asked]
    assert satisfied(everybody) == Counts(satisfied=2, rated=3, submitted=4, invited=6, participations=7)


def test_satisfied_without_participations_is_empty(db):
    assert satisfied([]) == Counts(0, 0, 0, 0, 0)


def test_satisfied_does_not_read_other_participations_or_the_survey_before(answered):
    one = answered(S0=5)
    answered(S0=5)
    answered(wave=Wave.BEFORE)
    assert satisfied([one]).satisfied == 1


def test_a_mentor_of_two_groups_gives_two_answers(ask, cast):
    keys = [new_key(), new_key()]
    for key, point in zip(keys, (5, 2), strict=True):
        invitation = ask("mentor", MENTOR, Wave.AFTER, key)
        submit_response(invitation, every_answer(invitation, S0=point), by=cast.user("mentor"))
    assert satisfied(keys) == Counts(1, 2, 2, 2, 2)


@pytest.mark.parametrize(
    ("given", "index"),
    [
        ([[5, 5, 5, 5, 5]], Index(100, 1)),
        ([[1, 1, 1, 1, 1]], Index(0, 1)),
        ([[4, 4, 4, 4, 4], [5, 5, 5, "na", "na"]], Index(88, 2)),  # means 4 and 5 -> 87.5, half up
        ([[5, 5, "na", "na", "na"]], Index(None, 0)),  # fewer than three of five
        ([["na"] * 5], Index(None, 0)),
    ],
)
def test_satisfaction_index(answered, given, index):
    keys = [answered(**dict(zip(("S1", "S2", "S3", "S4", "S5"), points, strict=True))) for points in given]
    assert satisfaction_index(keys) == index


BLOCK = ("B1", "B2", "B3")


@pytest.mark.clause("M5/2", "M2")
def test_change_is_the_mean_difference_of_matched_participations(answered):
    keys = [new_key(), new_key(), new_key()]
    for key, point in zip(keys, (2, 3, 1), strict=True):
        answered(wave=Wave.BEFORE, participation=key, B1=point, B2=point, B3=point)
    for key in keys[:2]:
        answered(participation=key, B1=4, B2=4, B3=4)
    # matched: 2 -> 4 and 3 -> 4; on 0–100: 25 and 50 -> 37.5; 75; the third has no «после»
    assert change(keys, BLOCK) == Change(Decimal("37.5"), Decimal("75.0"), Decimal("37.5"), 2)


def test_change_leaves_out_a_late_survey_before(answered):
    key = answered(wave=Wave.BEFORE, B1=1)
    answered(participation=key)
    mark_late([key], since=TODAY.replace(day=1), by=None)
    assert change([key], BLOCK) == Change(None, None, None, 0)


def test_change_compares_only_items_rated_in_both_waves(answered):
    key = answered(wave=Wave.BEFORE, B1=1, B2="na", B3="na")
    answered(participation=key, B1=2, B2=5, B3=5)
    assert change([key], BLOCK) == Change(Decimal("0.0"), Decimal("25.0"), Decimal("25.0"), 1)


def test_two_programmes_of_one_person_are_matched_each_by_itself(answered):
    first = answered(wave=Wave.BEFORE, B1=1, B2=1, B3=1)
    second = answered(wave=Wave.BEFORE, B1=5, B2=5, B3=5)
    answered(participation=first, B1=2, B2=2, B3=2)
    answered(participation=second, B1=5, B2=5, B3=5)
    assert change([first], BLOCK).delta == Decimal("25.0")
    assert change([second], BLOCK).delta == Decimal("0.0")


@pytest.mark.parametrize(("people", "shown"), [(2, None), (3, {"no": 1, "yes": 2})])
def test_spread_is_given_from_three_answers_on(answered, people, shown):
    keys = [answered(wave=Wave.BEFORE, C2=answer) for answer in ("yes", "yes", "no")[3 - people :]]
    assert spread(keys, Wave.BEFORE, "C2") == shown


def test_own_answers_are_those_of_the_wave(ask, cast, answered):
    key = answered(wave=Wave.BEFORE, A1=2)
    after = ask("mentee", wave=Wave.AFTER, participation=key)
    assert own_answers(after) is None
    submit_response(after, every_answer(after, A1=5), by=cast.user("mentee"))
    assert own_answers(after)["A1"] == 5


@pytest.mark.clause("6.2/6", "1.4/4")
def test_a_person_sees_how_their_own_answers_have_changed_and_nobody_elses(answered, cast, signed_in):
    key, half, other = new_key(), new_key(), new_key()
    answered("mentee", wave=Wave.BEFORE, participation=key, A1=2, A2=2, A3=2, A4=2, A5=2, A6=2)
    answered("mentee", participation=key)  # everything 4
    answered("mentee", wave=Wave.BEFORE, participation=half)  # not yet «после»
    for wave in (Wave.BEFORE, Wave.AFTER):
        answered("second_mentee", wave=wave, participation=other)
    [(_about, blocks)] = own_dynamics(Invitation.objects.of(cast.organisation).mine(cast.user("mentee")))
    assert (blocks[0].label, blocks[0].before, blocks[0].after) == ("Моя работа с детьми и родителями", 25, 75)
    assert [(block.before, block.after) for block in blocks[1:]] == [(75, 75)] * (len(blocks) - 1)
    page = signed_in("mentee").get(f"/o/{cast.organisation.slug}/surveys/").content.decode()
    assert page.count("Как изменилась моя самооценка") == 1
    assert "Как изменилась" not in signed_in("mentor").get(f"/o/{cast.organisation.slug}/surveys/").content.decode()


@pytest.mark.clause("6.2/6", "M2")
def test_late_answers_before_are_not_compared(answered, cast):
    key = new_key()
    answered("mentee", wave=Wave.BEFORE, participation=key)
    answered("mentee", participation=key)
    mark_late([key], since=TODAY - timedelta(days=1), by=None)
    assert own_dynamics(Invitation.objects.of(cast.organisation)) == []
