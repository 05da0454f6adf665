"""After a refusal: the best again, with as few changes as any best one has."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.matching import InputError, Instance, Mentee, Mentor, check_certificate, propose_for, repair
from tests.matching.kindergarten import MENTEES, MENTORS, NAMES
from tests.matching.tiny import people

KINDERGARTEN = Instance(MENTEES, MENTORS)


def _mates(round_) -> dict[str, str]:
    return {pair.mentee: pair.mentor for pair in round_.pairs}


@pytest.mark.clause("7.1/2", "1.4/5")
def test_repair_finds_another_mentor_and_leaves_the_others_alone():
    before = propose_for(KINDERGARTEN)
    after = repair(KINDERGARTEN, before, [("ovsyannikova", "abrosimova")], names=NAMES)
    assert _mates(after) == {**_mates(before), "ovsyannikova": "ponomarenko"}
    assert after.declined == (("ovsyannikova", "abrosimova"),)
    assert check_certificate(KINDERGARTEN, after) == []
    [pair] = [one for one in after.pairs if one.mentee == "ovsyannikova"]
    assert [(ban.mentor, ban.text) for ban in pair.bans] == [("abrosimova", "в этот раз не сложилось")]


@settings(max_examples=60, deadline=None)
@given(people(), st.data())
def test_repair_is_as_good_as_a_new_round_and_changes_no_more_than_needed(found, data):
    instance = Instance(*map(tuple, found))
    before = propose_for(instance)
    if not before.pairs:
        return
    refused = data.draw(st.sampled_from(sorted(_mates(before).items())))
    after = repair(instance, before, [refused])
    anew = propose_for(replace(instance, excluded=frozenset({refused})))
    for value in ("placed", "fit", "load"):
        assert getattr(after.certificate, value) == getattr(anew.certificate, value)
    assert _changes(before, after) <= _changes(before, anew)
    assert check_certificate(instance, after) == []


def test_repair_does_not_shuffle_equals():
    mentees = tuple(Mentee(f"e{number}", topics=("t",)) for number in range(12))
    mentors = tuple(Mentor(f"m{number}", topics=("t",)) for number in range(13))
    instance = Instance(mentees, mentors)
    before = propose_for(instance)
    for refused in _mates(before).items():
        after = repair(instance, before, [refused])
        assert _changes(before, after) == 1
        assert after.certificate.placed == 12


def test_repair_of_a_repair_remembers_all_refusals():
    round_ = propose_for(KINDERGARTEN)
    for _ in range(4):
        tried = round_.mentor_of("sharipova")
        if tried is None:
            break
        round_ = repair(KINDERGARTEN, round_, [("sharipova", tried)])
        assert check_certificate(KINDERGARTEN, round_) == []
    assert len(round_.declined) == 4
    assert round_.mentor_of("sharipova") not in {mentor for _, mentor in round_.declined}


def test_repair_of_all_refusals_at_once_is_as_good_as_one_by_one():
    before = propose_for(KINDERGARTEN)
    refused = [("ovsyannikova", "abrosimova"), ("tretyakova", "abrosimova"), ("melnik", "gavrilyuk")]
    at_once = repair(KINDERGARTEN, before, refused)
    step_by_step = before
    for pair in refused:
        step_by_step = repair(KINDERGARTEN, step_by_step, [pair])
    assert at_once.certificate.fit == step_by_step.certificate.fit
    assert at_once.certificate.placed == step_by_step.certificate.placed == 14


def test_repair_of_the_same_data_solves_nothing_anew():
    stages = []
    before = propose_for(KINDERGARTEN)
    repair(KINDERGARTEN, before, [("elkina", "gavrilyuk")], progress=lambda stage, *_: stages.append(stage))
    assert "pairs" not in stages
    later = replace(KINDERGARTEN, tie_key="another lot")
    repair(later, before, [("elkina", "gavrilyuk")], progress=lambda stage, *_: stages.append(stage))
    assert "pairs" in stages


def test_repair_with_newer_data_prefers_the_old_pairs():
    mentees = tuple(Mentee(f"e{number}", topics=("t",)) for number in range(6))
    mentors = tuple(Mentor(f"m{number}", topics=("t",)) for number in range(7))
    before = propose_for(Instance(mentees, mentors))
    later = Instance(tuple(replace(one, waiting_days=3) for one in mentees), mentors, tie_key="another lot")
    refused = next(iter(_mates(before).items()))
    after = repair(later, before, [refused])
    assert after.input_hash == later.input_hash
    assert _changes(before, after) == 1
    assert check_certificate(later, after) == []


def test_repair_does_not_build_on_a_damaged_record():
    before = propose_for(KINDERGARTEN)
    damaged = replace(before, pairs=before.pairs[3:], certificate=replace(before.certificate, prices={}))
    after = repair(KINDERGARTEN, damaged, [("elkina", "belokopytova")])
    assert after.certificate.placed == 14
    assert check_certificate(KINDERGARTEN, after) == []


def test_repair_refuses_an_unknown_person():
    before = propose_for(KINDERGARTEN)
    with pytest.raises(InputError, match="Наставника «ivanova» нет среди участников подбора"):
        repair(KINDERGARTEN, before, [("elkina", "ivanova")])
    with pytest.raises(InputError, match="Наставляемого «ivanova» нет среди участников подбора"):
        repair(KINDERGARTEN, before, [("ivanova", "fokin")])


def _changes(before, after) -> int:
    """Mentees whose mentor is not the one they had."""
    old, new = _mates(before), _mates(after)
    return sum(old.get(one) != new.get(one) for one in dict.fromkeys(itertools.chain(old, new)))
