"""The pages of the matching round: who opens them, what they say, what they do (7.1, 7.2, 4.5/2)."""

import pytest

from nastavnik.banks.actions import say_wishes
from nastavnik.pairs.models import CouncilOpinion, MatchRun, MatchWeights, Relation
from nastavnik.pairs.rounds import outcome_of
from tests.pairs.made import chosen, fresh, make_room, outsider
from tests.pairs.test_round import mates, refused, run_of, take_all
from tests.pairs.test_views import at, page, sent

pytestmark = pytest.mark.django_db
TYPED = {
    "topics": 50, "experience": 15, "position": 10, "forms": 10, "hours": 10, "wishes": 10, "waiting": 5,
    "reason": "Важнее тема",
}  # fmt: skip


# --- who ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("part", "status"), [("head", 200), ("curator", 200), ("mentor", 403), ("mentee", 403), ("stranger", 404)]
)
def test_who_opens_the_pages_of_the_round(signed_in, full_cast, part, status):
    run = run_of(full_cast)
    client = signed_in(part)
    for place in (at("weights-change"), at("match-detail", run.pk), at("pair-choose", run.pk)):
        assert client.get(place).status_code == status, place
    if status != 200:
        for place in (at("weights-change"), at("match-repair", run.pk), at("pair-choose", run.pk)):
            assert client.post(place, TYPED).status_code == status, place
        assert MatchRun.objects.count() == 1 and not MatchWeights.objects.exists()


@pytest.mark.clause("7.2")
def test_the_administrator_alone_forms_no_pair(signed_in, full_cast):
    run = run_of(full_cast)
    outsider(full_cast, "administrator")
    client = signed_in("bystander")
    key = outcome_of(run).proposals[0].key
    assert client.post(at("match-apply", run.pk), {"pair": key}).status_code == 403
    assert client.post(at("relation-add"), {}).status_code == 403
    assert not Relation.objects.exists()


# --- what matters more ----------------------------------------------------------------------------------------
@pytest.mark.clause("7.1")
def test_weights_say_what_they_change_before_they_are_saved(signed_in, full_cast):
    client = signed_in("curator")
    assert "Место работы не учитывается" in page(client, at("weights-change"))
    tried = sent(client, at("weights-change"), **TYPED)
    assert "Новая сумма — 110." in tried and "Ещё ничего не сохранено." in tried
    assert "другое предложение получат 0 из 3; пар было бы 3, станет 3" in tried
    assert not MatchWeights.objects.exists()
    other = sent(client, at("weights-change"), **{**TYPED, "topics": 60}, tried="50-15-10-10-10-10-5")
    assert "Новая сумма — 120." in other and not MatchWeights.objects.exists()  # not what was tried
    said = sent(client, at("weights-change"), **TYPED, tried="50-15-10-10-10-10-5")
    assert "Сохранено." in said and "направления запроса: 35 → 50" in said and "Важнее тема" in said
    assert MatchWeights.objects.get().changed_by == full_cast.user("curator")
    assert page(client, at("match-detail", run_of(full_cast).pk)).count("50") >= 1


@pytest.mark.parametrize(("field", "value"), [("topics", "-1"), ("topics", "101"), ("hours", "x"), ("reason", "")])
def test_bad_weights_are_told_at_their_field(signed_in, full_cast, field, value):
    said = sent(signed_in("curator"), at("weights-change"), **{**TYPED, field: value})
    assert "field__error" in said and "Что изменится" not in said
    assert not MatchWeights.objects.exists()


# --- the run --------------------------------------------------------------------------------------------------
@pytest.mark.clause("R4.1", "R5.1")
def test_the_run_leads_through_the_round_and_says_whose_turn_it_is(signed_in, full_cast):
    run, client = run_of(full_cast), signed_in("curator")
    said = page(client, at("match-detail", run.pk))
    assert "Посмотреть и отметить, кого берёте: 3 предложения" in said
    assert "Что важнее: веса этого подбора" in said and "по данным баз на этот час" in said
    taken = take_all(run, full_cast)
    assert "Познакомить участников: 3 пары" in page(client, at("match-detail", run.pk))
    refused(taken["mentee"], full_cast, "mentee")
    said = page(client, at("match-detail", run.pk))
    assert "Подобрать заново: кто-то остался без пары" in said and "Кому подобрать заново" in said
    said = page(client, at("relation-detail", taken["mentee"].pk))
    assert "Подобрать заново для этих людей" in said


@pytest.mark.clause("7.1/2", "1.4/5")
def test_choosing_again_shows_who_moves_who_stays_and_never_who_refused(signed_in, full_cast):
    make_room(full_cast, "second_mentor", 2)
    run, client = run_of(full_cast), signed_in("curator")
    first = mates(run, full_cast)["mentee"]
    other = full_cast.people["second_mentor" if first == "mentor" else "mentor"]
    refused(take_all(run, full_cast)["mentee"], full_cast, first)
    said = sent(client, at("match-repair", run.pk))
    assert "Подобрано заново. Пары, которые уже взяты, не тронуты." in said
    assert f"не сложилось ({full_cast.people[first].short_name})".replace("\u00a0", " ") in said
    assert f"теперь предлагаем: {other.full_name}".replace("\u00a0", " ") in said
    assert "Остались как были: 0. Уже взяты в пары и не тронуты: 2." in said
    assert "отказ" not in said.lower()
    assert "Есть более новый подбор" in page(client, at("match-detail", run.pk))


@pytest.mark.clause("R5.3", "R4.1")
def test_who_is_left_sees_the_obstacle_the_nearest_way_and_what_the_bank_lacks(signed_in, full_cast):
    full_cast.mentor.mentor_entry.competences.set([full_cast.topics["speech"]])
    said = page(signed_in("curator"), at("match-detail", run_of(full_cast).pk))
    assert "Что мешает:" in said and "Что поможет, ближайшее — первым" in said
    assert "По направлению «физическое развитие» нет ни одного наставника" in said


@pytest.mark.clause("7.1/2")
def test_two_who_would_rather_have_each_other_are_shown_with_a_door(signed_in, full_cast):
    first = mates(run_of(full_cast), full_cast)
    part = next(each for each in ("mentee", "third_mentee") if first[each] == "second_mentor")
    say_wishes(full_cast.people[part], {"mentees": [full_cast.mentor]}, [], by=full_cast.user(part))
    say_wishes(full_cast.mentor, {"mentors": [full_cast.people[part]]}, [], by=full_cast.user("mentor"))
    run = run_of(full_cast)
    assert mates(run, full_cast)[part] == "second_mentor"
    said = page(signed_in("curator"), at("match-detail", run.pk))
    assert "Предпочли бы друг друга" in said and "Назвали друг друга в пожеланиях." in said
    assert f"mentee={full_cast.people[part].pk}&amp;mentor={full_cast.mentor.pk}" in said


def test_a_run_of_before_the_records_still_opens(signed_in, full_cast):
    run = run_of(full_cast)
    MatchRun.objects.filter(pk=run.pk).update(instance={})
    said = page(signed_in("curator"), at("match-detail", run.pk))
    assert "Выбрать других людей" not in said and "Взять отмеченные пары" in said


# --- another choice -------------------------------------------------------------------------------------------
@pytest.mark.clause("7.2")
def test_another_choice_shows_its_cost_and_wants_a_reason(signed_in, full_cast):
    run, client = run_of(full_cast), signed_in("curator")
    first = mates(run, full_cast)
    wanted = full_cast.people["second_mentor" if first["mentee"] == "mentor" else "mentor"]
    two = f"?mentee={full_cast.mentee.pk}&mentor={wanted.pk}"
    said = page(client, at("pair-choose", run.pk) + two)
    assert "сменит наставника" in said and "почему выбрана эта пара" in said.lower()
    keys = {"mentee": full_cast.mentee.pk, "mentor": wanted.pk}
    sent(client, at("pair-choose", run.pk), **keys, reason="")
    assert not Relation.objects.exists()
    said = sent(client, at("pair-choose", run.pk), **keys, reason="Работают в одной группе")
    assert "Пара выбрана. Теперь познакомьте участников." in said
    assert "Выбрано людьми вместо предложенного" in said and "Работают в одной группе" in said
    relation = Relation.objects.get()
    client.post(at("relation-introduce", relation.pk))
    for part in ("mentee", "mentor" if wanted == full_cast.mentor else "second_mentor"):
        assert "Работают в одной группе" not in page(signed_in(part), at("relation-detail", relation.pk))


@pytest.mark.clause("7.2")
def test_a_forbidden_pair_says_why_and_has_no_button(signed_in, full_cast):
    say_wishes(full_cast.mentee, {}, [full_cast.second_mentor], by=full_cast.user("mentee"))
    run = run_of(full_cast)
    two = f"?mentee={full_cast.mentee.pk}&mentor={full_cast.second_mentor.pk}"
    said = page(signed_in("curator"), at("pair-choose", run.pk) + two)
    assert "Эту пару выбрать нельзя" in said and "есть просьба не предлагать эту пару" in said
    assert "Выбрать эту пару" not in said


@pytest.mark.parametrize("two", ["?mentee=x&mentor=y", "?mentee=&mentor=", "?mentor=1"])
def test_made_up_people_are_told_at_their_fields(signed_in, full_cast, two):
    said = page(signed_in("curator"), at("pair-choose", run_of(full_cast).pk) + two)
    assert "field__error" in said and "Выбрать эту пару" not in said


# --- the council ----------------------------------------------------------------------------------------------
@pytest.mark.clause("4.5/2")
def test_a_pair_proposed_by_the_council_appears_to_the_curator_with_the_council_s_word(signed_in, full_cast):
    run, member = run_of(full_cast), outsider(full_cast, "council")
    client = signed_in("bystander")
    sent(client, at("match-apply", run.pk), pair=[outcome_of(run).proposals[0].key])
    relation = Relation.objects.get()
    said = sent(client, at("opinion-give", relation.pk), stand="discuss", note="")
    assert "Напишите, что обсудить." in said
    said = sent(client, at("opinion-give", relation.pk), stand="discuss", note="Не много ли у наставника дел?")
    assert "Мнение записано: куратор видит его на странице пары." in said
    assert "совет: предлагаю обсудить" in page(signed_in("curator"), at("relation-list"))
    said = page(signed_in("curator"), at("relation-detail", relation.pk))
    assert "Кто предложил" in said and str(member) in said
    assert "предлагаю обсудить" in said and "Не много ли у наставника дел?" in said
    assert "Высказать мнение" not in said


@pytest.mark.parametrize(("part", "status"), [("curator", 403), ("mentor", 403), ("stranger", 404)])
def test_only_the_council_speaks_for_the_council(signed_in, full_cast, part, status):
    relation = chosen(full_cast)
    answer = signed_in(part).post(at("opinion-give", relation.pk), {"stand": "for"})
    assert answer.status_code == status and not CouncilOpinion.objects.exists()


@pytest.mark.parametrize("part", ["mentor", "mentee"])
def test_the_two_of_a_pair_read_nothing_of_what_others_think_of_it(signed_in, full_cast, part):
    relation, member = chosen(full_cast), outsider(full_cast, "council")
    CouncilOpinion.objects.create(
        organisation=full_cast.organisation, relation=relation, given_by=member, stand="discuss", note="сомневаюсь",
        given_on=relation.made_on,
    )  # fmt: skip
    signed_in("curator").post(at("relation-introduce", relation.pk))
    said = page(signed_in(part), at("relation-detail", fresh(relation).pk))
    assert "сомневаюсь" not in said and "Мнение совета" not in said and "Кто предложил" not in said


# --- queries --------------------------------------------------------------------------------------------------
def test_the_page_of_a_run_takes_as_many_queries_with_one_pair_as_with_three(
    signed_in, full_cast, django_assert_num_queries
):
    run, client = run_of(full_cast), signed_in("curator")
    place = at("match-detail", run.pk)
    client.get(place)
    with django_assert_num_queries(15):
        client.get(place)
    take_all(run, full_cast)
    for relation in Relation.objects.all():
        assert relation.state == "proposed"
    with django_assert_num_queries(17):  # the members of what is taken, and of what their mentors lead
        client.get(place)
