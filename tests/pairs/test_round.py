"""The matching round as acts: the record, the weights, choose again, another choice, the council's word (7.1, 7.2)."""

import json
from dataclasses import replace
from datetime import date

import pytest

from nastavnik.banks.actions import say_wishes
from nastavnik.banks.models import PairVeto
from nastavnik.kit import clock
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused
from nastavnik.matching import Weights, check_certificate, propose_for
from nastavnik.pairs.actions import change_weights, drop_relation, give_opinion, introduce_relation
from nastavnik.pairs.choosing import choose_pair, cost_of
from nastavnik.pairs.instances import instance_of
from nastavnik.pairs.models import CouncilOpinion, MatchRun, Relation
from nastavnik.pairs.repairing import changes_of, repair_run, waiting_again
from nastavnik.pairs.rounds import outcome_of, record_of, run_matching
from nastavnik.pairs.taking import applied, take_pairs
from nastavnik.pairs.weights import DEFAULT_HERE, try_weights, weights_of
from tests.pairs.made import answer, brought_to, chosen, fresh, in_force, make_room, outsider, plain

pytestmark = pytest.mark.django_db


def run_of(cast) -> MatchRun:
    return run_matching(cast.organisation, by=cast.user("curator"))


def mates(run: MatchRun, cast) -> dict[str, str]:
    """Proposals by part of the cast: mentee → mentor."""
    parts = {person.pk: part for part, person in cast.people.items()}
    return {parts[one.mentee.pk]: parts[one.mentor.pk] for one in outcome_of(run).proposals}


def take_all(run: MatchRun, cast) -> dict[str, Relation]:
    """Every proposal taken, by part of the mentee."""
    made = take_pairs(run, {one.key for one in outcome_of(run).proposals}, by=cast.user("curator")).made
    parts = {person.pk: part for part, person in cast.people.items()}
    return {parts[relation.mentees[0].person_id]: relation for relation in made}


def refused(relation: Relation, cast, part: str) -> None:
    introduce_relation(fresh(relation), by=cast.user("curator"))
    answer(fresh(relation), cast, part, "no")


# --- the record -----------------------------------------------------------------------------------------------
@pytest.mark.clause("R4.1", "7.1/1")
def test_a_run_is_a_whole_record_without_names_that_proves_itself(full_cast):
    run = run_of(full_cast)
    instance, found = record_of(MatchRun.objects.get(pk=run.pk))
    assert check_certificate(instance, found) == []
    assert propose_for(instance).to_plain()["certificate"] == run.certificate
    assert (run.weights, run.made_by) == (found.to_plain()["weights"], full_cast.user("curator"))
    kept = json.dumps([run.instance, run.outcome, run.mutual], ensure_ascii=False)
    assert not [person.surname for person in full_cast.people.values() if person.surname in kept]
    assert not Relation.objects.exists()  # nothing changes until it is applied


@pytest.mark.clause("7.1/1")
def test_suggested_pairs_name_the_topics_that_match(full_cast):
    by_mentee = {one.mentee: one for one in outcome_of(run_of(full_cast)).proposals}
    assert by_mentee[full_cast.second_mentee].match.topics == ("physical",)
    assert "направление (физическое развитие)" in by_mentee[full_cast.second_mentee].match.sentence
    assert all(sum(part.points for part in one.match.contributions) == one.match.score for one in by_mentee.values())


@pytest.mark.clause("3.3.3")
@pytest.mark.parametrize(("birth_year", "months", "proposed", "attest"), [
    (1998, 36, True, False), (1970, 400, False, False), (None, 36, True, True),
])  # fmt: skip
def test_a_reversive_pair_is_proposed_only_with_a_younger_less_experienced_mentor(
    full_cast, birth_year, months, proposed, attest
):
    """Nobody is forced to state a year of birth: where it is unknown, the curator attests."""
    entry = full_cast.mentor.mentor_entry
    entry.forms = ["reversive"]
    entry.save()
    full_cast.second_mentor.mentor_entry.competences.clear()
    full_cast.mentor.birth_year = birth_year
    full_cast.mentor.save()
    _teaching_months(full_cast.mentor, months)
    _teaching_months(full_cast.mentee, 300)
    full_cast.mentee.birth_year = 1972
    full_cast.mentee.save()
    outcome = outcome_of(run_of(full_cast))
    pair = next((one for one in outcome.proposals if one.mentee == full_cast.mentee), None)
    assert (pair is not None) == proposed
    if pair is None:
        left = next(one for one in outcome.left if one.mentee == full_cast.mentee)
        assert "реверсивная форма" in left.unmatched.sentence
    else:
        assert pair.form == "reversive" and bool(pair.match.note) == attest


@pytest.mark.clause("3.1", "3.4")
@pytest.mark.parametrize(("asked", "offered", "form"), [
    ([], [], "traditional"), (["short", "situational"], ["situational"], "situational"), (["short"], [], "short"),
    (["short"], ["situational"], None),
])  # fmt: skip
def test_the_form_of_a_proposal_is_one_that_both_accept(full_cast, asked, offered, form):
    full_cast.second_mentor.mentor_entry.competences.clear()
    make_room(full_cast, places=3)
    full_cast.mentor.mentor_entry.refresh_from_db()
    for entry, forms in ((full_cast.second_mentee.mentee_entry, asked), (full_cast.mentor.mentor_entry, offered)):
        entry.forms = forms
        entry.save()
    run = run_of(full_cast)
    found = [one for one in outcome_of(run).proposals if one.mentee == full_cast.second_mentee]
    assert [one.form for one in found] == ([form] if form else [])


# --- weights --------------------------------------------------------------------------------------------------
@pytest.mark.clause("7.1")
def test_weights_are_changed_by_people_with_a_reason_and_runs_of_before_keep_theirs(full_cast):
    before = run_of(full_cast)
    wanted = replace(DEFAULT_HERE, topics=50, hours=0)
    row = change_weights(full_cast.organisation, wanted, by=full_cast.user("curator"), reason=" Часы сходятся у всех ")
    after = run_of(full_cast)
    assert weights_of(full_cast.organisation) == wanted and row.reason == "Часы сходятся у всех"
    assert (before.weights["topics"], after.weights["topics"], after.weights["place"]) == (35, 50, 0)
    assert MatchRun.objects.get(pk=before.pk).weights["topics"] == 35
    entry = JournalEntry.objects.get(event="weights_changed")
    assert (entry.facts["before"]["hours"], entry.facts["after"]["hours"]) == (10, 0)


@pytest.mark.parametrize(("weights", "reason", "sentence"), [
    (DEFAULT_HERE, "так", "Ничего не изменено."),
    (Weights(0, 0, 0, 0, 0, 0, 0, 0), "так", "Хотя бы один критерий должен что-то значить."),
    (replace(DEFAULT_HERE, topics=1), "  ", "Напишите, почему: это увидят куратор и совет."),
])  # fmt: skip
def test_weights_are_not_changed_for_nothing(full_cast, weights, reason, sentence):
    with pytest.raises(Refused) as caught:
        change_weights(full_cast.organisation, weights, by=full_cast.user("curator"), reason=reason)
    assert caught.value.sentence == sentence
    assert weights_of(full_cast.organisation) == DEFAULT_HERE


def test_a_trial_of_weights_says_how_many_would_be_moved_and_keeps_nothing(full_cast):
    say_wishes(full_cast.third_mentee, {"mentees": [full_cast.mentor]}, [], by=full_cast.user("third_mentee"))
    say_wishes(full_cast.mentee, {"mentees": [full_cast.second_mentor]}, [], by=full_cast.user("mentee"))
    wishes_first = replace(DEFAULT_HERE, wishes=100, topics=1)
    wishes_never = replace(DEFAULT_HERE, wishes=0)
    change_weights(full_cast.organisation, wishes_never, by=full_cast.user("curator"), reason="проба")
    tried = try_weights(full_cast.organisation, wishes_first)
    now = propose_for(instance_of(full_cast.organisation, wishes_never))
    then = propose_for(instance_of(full_cast.organisation, wishes_first))
    moved = sum(now.mentor_of(pair.mentee) != pair.mentor for pair in then.pairs)
    assert tried == {"pairs_now": 3, "pairs_then": 3, "moved": moved, "asked": 3} and moved == 2
    assert not MatchRun.objects.exists()


# --- wishes and requests «не предлагать» ------------------------------------------------------------------------
@pytest.mark.clause("7.1/2")
def test_wishes_of_either_side_draw_two_together(full_cast):
    full_cast.second_mentor.mentor_entry.competences.add(full_cast.topics["parents"])
    first = mates(run_of(full_cast), full_cast)
    part = next(each for each in ("mentee", "third_mentee") if first[each] == "mentor")
    say_wishes(full_cast.people[part], {"mentees": [full_cast.second_mentor]}, [], by=full_cast.user(part))
    say_wishes(full_cast.second_mentor, {"mentors": [full_cast.people[part]]}, [], by=full_cast.user("second_mentor"))
    run = run_of(full_cast)
    assert mates(run, full_cast)[part] == "second_mentor"
    [pair] = [one for one in outcome_of(run).proposals if one.mentee == full_cast.people[part]]
    assert "оба назвали друг друга в пожеланиях" in pair.match.sentence
    relation = take_all(run, full_cast)[part]
    assert "пожелани" not in relation.explanation["sentence"]  # the two themselves are told nothing of wishes


@pytest.mark.clause("1.4/5", "7.1/2")
def test_who_asked_not_to_be_put_together_never_is_and_the_record_cannot_tell_who_asked(full_cast):
    seen = []
    for who, other in (("second_mentee", "mentor"), ("mentor", "second_mentee")):
        PairVeto.objects.all().delete()
        say_wishes(full_cast.people[who], {}, [full_cast.people[other]], by=full_cast.user(who))
        run = run_of(full_cast)
        assert "second_mentee" not in mates(run, full_cast)
        seen.append((run.instance, run.outcome))
        with pytest.raises(Refused) as caught:
            chosen(full_cast, ("mentor",), ("second_mentee",))
        assert plain(caught.value.sentence) == (
            "Есть просьба не предлагать эту пару (Белокопытова И. Г. и Ким А.): выберите других."
        )
    assert seen[0] == seen[1]


# --- choose again -----------------------------------------------------------------------------------------------
@pytest.mark.clause("7.1/2", "R5.1")
@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_after_a_refusal_only_the_one_left_is_chosen_for_again_and_taken_pairs_stand(full_cast, who):
    make_room(full_cast, "second_mentor", 2)
    run = run_of(full_cast)
    first = mates(run, full_cast)
    taken = take_all(run, full_cast)
    refused(taken["mentee"], full_cast, first["mentee"] if who == "mentor" else "mentee")
    assert waiting_again(run, outcome_of(run), applied(run)) == [full_cast.mentee]
    mended = repair_run(run, by=full_cast.user("curator"))
    other = "second_mentor" if first["mentee"] == "mentor" else "mentor"
    assert mates(mended, full_cast) == {"mentee": other}
    assert Relation.objects.filter(state="proposed").count() == 2  # the others are as they were
    changes = changes_of(mended, outcome_of(mended))
    [moved] = changes.moved
    assert (moved.mentee, moved.before, moved.after, moved.failed) == (
        full_cast.mentee, full_cast.people[first["mentee"]], full_cast.people[other], True,
    )  # fmt: skip
    assert (changes.stay, changes.taken) == (0, 2)
    assert check_certificate(*record_of(mended)) == []
    assert JournalEntry.objects.filter(event="matching_repaired").count() == 1


@pytest.mark.clause("R5.1")
def test_proposals_not_yet_taken_are_kept_when_another_pair_is_given_up(full_cast):
    make_room(full_cast, "mentor", 3)
    run = run_of(full_cast)
    first = mates(run, full_cast)
    [given_up] = take_pairs(
        run, {one.key for one in outcome_of(run).proposals if one.mentee == full_cast.third_mentee},
        by=full_cast.user("curator"),
    ).made  # fmt: skip
    drop_relation(given_up, by=full_cast.user("curator"))
    mended = repair_run(run, by=full_cast.user("curator"))
    after = mates(mended, full_cast)
    assert after["third_mentee"] != first["third_mentee"]
    assert {part: after[part] for part in ("mentee", "second_mentee")} == {
        part: first[part] for part in ("mentee", "second_mentee")
    }
    assert mended.input_hash == run.input_hash  # the same data: one path from the kept prices


@pytest.mark.clause("R5.3")
def test_who_cannot_be_placed_again_learns_why_and_what_helps(full_cast):
    run = run_of(full_cast)
    taken = take_all(run, full_cast)
    refused(taken["second_mentee"], full_cast, "second_mentee")
    mended = repair_run(run, by=full_cast.user("curator"))
    [left] = outcome_of(mended).left
    assert left.mentee == full_cast.second_mentee and "не сложилось" in left.unmatched.sentence
    assert changes_of(mended, outcome_of(mended)).moved[0].after is None


@pytest.mark.clause("1.4/5")
def test_a_pair_that_failed_before_the_run_is_not_proposed_by_its_repair(full_cast):
    make_room(full_cast, "mentor", 3)
    make_room(full_cast, "second_mentor", 3)
    refused(chosen(full_cast, ("mentor",), ("mentee",)), full_cast, "mentor")
    run = run_of(full_cast)
    assert mates(run, full_cast)["mentee"] == "second_mentor"
    refused(take_all(run, full_cast)["mentee"], full_cast, "mentee")
    mended = repair_run(run, by=full_cast.user("curator"))
    assert [left.mentee for left in outcome_of(mended).left] == [full_cast.mentee]


def test_nobody_is_chosen_for_again_when_all_have_a_pair(full_cast):
    run = run_of(full_cast)
    take_all(run, full_cast)
    with pytest.raises(Refused) as caught:
        repair_run(run, by=full_cast.user("curator"))
    assert caught.value.sentence == "Подбирать заново не для кого: у всех участников этого подбора есть пара."


def test_a_run_of_before_the_records_says_that_a_new_one_is_needed(full_cast):
    run = run_of(full_cast)
    MatchRun.objects.filter(pk=run.pk).update(instance={})
    run.refresh_from_db()
    for act in (
        lambda: repair_run(run, by=full_cast.user("curator")),
        lambda: cost_of(run, full_cast.mentor, full_cast.mentee),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.sentence.startswith("Этот подбор сделан раньше")


# --- another choice ---------------------------------------------------------------------------------------------
@pytest.mark.clause("7.2")
def test_another_choice_is_told_its_cost_and_keeps_its_reason(full_cast):
    run = run_of(full_cast)
    first = mates(run, full_cast)
    wanted = full_cast.people["second_mentor" if first["mentee"] == "mentor" else "mentor"]
    cost = cost_of(run, wanted, full_cast.mentee)
    assert cost.is_open and [mentee for mentee, *_rest in cost.moves] == [full_cast.third_mentee]
    curator = full_cast.user("curator")
    with pytest.raises(Refused) as caught:
        choose_pair(run, wanted, full_cast.mentee, by=curator, reason=" ")
    assert caught.value.field == "reason" and not Relation.objects.exists()
    relation = choose_pair(run, wanted, full_cast.mentee, by=curator, reason="Работают в одной группе")
    kept = fresh(relation).explanation["chosen"]
    assert kept == {"reason": "Работают в одной группе", "cost": cost.choice.sentence}
    entry = JournalEntry.objects.get(event="choice_made")
    assert entry.subject_id == relation.pk and entry.actor_id == curator.pk
    assert {"difference", "others_lost", "placed_lost", "run"} == set(entry.facts)
    if wanted == full_cast.second_mentor:  # had one place: the proposal that wanted it can be chosen for again
        assert waiting_again(run, outcome_of(run), applied(run)) == [full_cast.third_mentee]


@pytest.mark.clause("7.2", "1.4/5")
@pytest.mark.parametrize(("before", "sentence"), [
    ("veto in the run", "Эту пару не предлагаем: есть просьба не предлагать эту пару."),
    ("veto since", "Есть просьба не предлагать эту пару"),
    ("pair since", "Эти люди уже вместе"),
])  # fmt: skip
def test_a_forbidden_choice_says_why_and_is_refused(full_cast, before, sentence):
    make_room(full_cast, "second_mentor", 3)
    if before == "veto in the run":
        say_wishes(full_cast.third_mentee, {}, [full_cast.second_mentor], by=full_cast.user("third_mentee"))
    run = run_of(full_cast)
    first = mates(run, full_cast)
    mentee = "third_mentee"
    wanted = "second_mentor" if before == "veto in the run" or first[mentee] == "mentor" else "mentor"
    if before == "veto since":
        say_wishes(full_cast.third_mentee, {}, [full_cast.people[wanted]], by=full_cast.user("third_mentee"))
    if before == "pair since":
        chosen(full_cast, (wanted,), (mentee,))
    cost = cost_of(run, full_cast.people[wanted], full_cast.third_mentee)
    assert not cost.is_open and plain(cost.barred).startswith(sentence)
    made = Relation.objects.count()
    with pytest.raises(Refused):
        choose_pair(
            run, full_cast.people[wanted], full_cast.third_mentee, by=full_cast.user("curator"), reason="всё равно"
        )
    assert Relation.objects.count() == made


def test_the_proposed_pair_needs_no_reason_and_is_taken_on_the_page_of_the_run(full_cast):
    run = run_of(full_cast)
    mentor = full_cast.people[mates(run, full_cast)["mentee"]]
    with pytest.raises(Refused) as caught:
        choose_pair(run, mentor, full_cast.mentee, by=full_cast.user("curator"), reason="да")
    assert caught.value.sentence == "Эта пара и предложена: возьмите её на странице подбора."


# --- the council ------------------------------------------------------------------------------------------------
@pytest.mark.clause("4.5/2")
def test_the_council_says_its_word_on_a_pair_and_may_change_it(full_cast):
    relation, member = chosen(full_cast), outsider(full_cast, "council")
    with pytest.raises(Refused) as caught:
        give_opinion(relation, "discuss", by=member)
    assert caught.value.field == "note"
    give_opinion(relation, "discuss", by=member, note="Не перегружен ли наставник?")
    give_opinion(relation, "for", by=member)
    [opinion] = CouncilOpinion.objects.all()
    assert (opinion.stand, opinion.note, opinion.given_by) == ("for", "", member)
    assert JournalEntry.objects.filter(event="opinion_given", subject_id=relation.pk).count() == 2


@pytest.mark.parametrize("state", ["in_force", "not_formed", "dropped"])
def test_the_council_s_word_comes_before_the_order(full_cast, state):
    relation = brought_to(full_cast, state)
    with pytest.raises(Refused):
        give_opinion(relation, "for", by=outsider(full_cast, "council"))


@pytest.mark.clause("7.2", "R5.1")
def test_the_round_goes_from_the_proposal_to_the_order(full_cast):
    """A pair of the run stands in force, and the run proposes none of its people again."""
    run = run_of(full_cast)
    mentor = mates(run, full_cast)["mentee"]
    relation = in_force(full_cast, (mentor,), ("mentee",))
    assert relation.state == "in_force"
    with clock.at(date(2026, 9, 15)):
        assert "mentee" not in mates(run_of(full_cast), full_cast)


def _teaching_months(person, months: int) -> None:
    job = person.employments.get()
    job.special_months = months
    job.save()
