"""What people read beside a proposal."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from nastavnik.matching import InputError, Instance, Mentee, Mentor, Weights, cost_of_choice, propose_for
from tests.matching.kindergarten import MENTEES, MENTORS, NAMES
from tests.matching.tiny import people

KINDERGARTEN = Instance(MENTEES, MENTORS)


@pytest.fixture(scope="module")
def round_():
    return propose_for(KINDERGARTEN, names=NAMES)


def _of(round_, mentee):
    return next(one for one in round_.pairs if one.mentee == mentee)


@pytest.mark.clause("7.1/1")
def test_sentence_says_what_fits_what_does_not_and_what_is_unknown(round_):
    assert _of(round_, "karpenko").sentence == (
        "Подходит по 5 из 7: направление (конкурсы и открытые занятия), форма (традиционная), "
        "свободное время совпадает (пятница днём), тот же корпус (ул. Садовая), "
        "наставник назван в пожеланиях первым. "
        "Не совпало: опыт не больше, чем у наставляемого (6 лет и 8 лет), "
        "другая должность (старший воспитатель). Свободно мест: 1 из 1."
    )
    assert _of(round_, "khomyakov").sentence == (
        "Подходит по 2 из 5: опыт 7 лет при стаже 1 год, форма (дистанционная). "
        "Отчасти: направление (работа с детьми с ОВЗ) — в запросе не первое, а 2-е по важности. "
        "Не совпало: другая должность (учитель-дефектолог), нет общего свободного времени. "
        "Свободно мест: 3 из 3."
    )
    assert _of(round_, "sharipova").sentence == (
        "Подходит по 3 из 4: направление (художественно-эстетическое развитие), "
        "опыт 11 лет при стаже 3 года, тот же корпус (ул. Садовая). "
        "Не совпало: другая должность (музыкальный руководитель). "
        "Неизвестно: не указано свободное время наставника. Свободно мест: 1 из 1."
    )
    assert "опыт 15 лет при запросе «первый год»" in _of(round_, "ovsyannikova").sentence
    assert "среда в тихий час и ещё 1)" in _of(round_, "ovsyannikova").sentence


@pytest.mark.clause("3.3.3")
def test_sentence_of_a_reversive_pair_says_who_teaches_whom(round_):
    pair = _of(round_, "ponomarenko")
    assert "реверсивная форма: учит коллега со стажем 5 лет при стаже наставляемого 34 года" in pair.sentence
    assert pair.forms == ("reversive",)


def test_fits_count_what_was_asked_for_and_is_known(round_):
    pair = _of(round_, "sharipova")  # any form, no wishes, one side's hours unknown
    states = {one.criterion: one.state for one in pair.contributions}
    assert states == {
        "topics": "fit",
        "experience": "fit",
        "position": "miss",
        "forms": "any",
        "hours": "unknown",
        "place": "fit",
        "wishes": "any",
        "waiting": "any",
    }
    assert (pair.fits.matched, pair.fits.of) == (3, 4)


@settings(max_examples=60, deadline=None)
@given(people())
def test_contributions_add_up_and_alternatives_are_reckoned_to_the_point(found):
    instance = Instance(*map(tuple, found))
    round_ = propose_for(instance)
    mates = {pair.mentee: pair.mentor for pair in round_.pairs}
    for pair in round_.pairs:
        assert sum(one.points for one in pair.contributions) == pair.score
        assert len(pair.alternatives) <= 2
        assert all(one.difference == one.score - pair.score for one in pair.alternatives)
        assert all(one.text for one in pair.contributions)
    for shown in (*round_.pairs, *round_.unmatched):
        for other in shown.alternatives:
            forced = _with_pair(instance, shown.mentee, other.mentor)
            assert round_.certificate.placed - forced.certificate.placed - 1 == other.placed_lost
            lost = round_.certificate.fit - forced.certificate.fit - other.score
            assert lost == other.others_lost - other.difference
            assert all(move.before == mates.get(move.mentee) for move in other.moves)


def _with_pair(instance: Instance, mentee: str, mentor: str):
    """A round of the others when this pair is made by hand."""
    mentors = tuple(replace(one, used=one.used + 1) if one.id == mentor else one for one in instance.mentors)
    return propose_for(
        replace(instance, mentees=tuple(one for one in instance.mentees if one.id != mentee), mentors=mentors)
    )


def test_alternatives_are_the_next_best_two_with_their_cost_to_the_others(round_):
    first, second = _of(round_, "safina").alternatives
    assert (first.mentor, first.difference, first.others_lost, first.placed_lost) == ("abrosimova", 0, 22, 0)
    assert first.sentence == (
        "Столько же баллов. Ещё один сменит наставника, потеряет 22 балла, ему достанется третий по счёту."
    )
    assert [(move.mentee, move.before, move.after, move.rank) for move in first.moves] == [
        ("safina", "ponomarenko", "abrosimova", 1),
        ("tretyakova", "abrosimova", "zaytseva", 3),
    ]
    assert (second.mentor, second.difference, second.others_lost) == ("shchepkina", -22, 0)


def test_alternative_that_leaves_somebody_alone_says_so():
    instance = Instance(
        (Mentee("a", topics=("t", "u")), Mentee("b", topics=("t",))),
        (Mentor("x", topics=("t",)), Mentor("y", topics=("u",))),
    )
    [other] = _of(propose_for(instance), "a").alternatives
    assert (other.mentor, other.placed_lost, other.moves[1].after) == ("x", 1, None)
    assert other.sentence == "На 12 баллов больше. Один останется без наставника."


def test_alternative_that_costs_nobody_anything_says_so(round_):
    [other] = [one for one in _of(round_, "khomyakov").alternatives if one.mentor == "tsvetkova"]
    assert other.sentence == "Столько же баллов. Остальным это ничего не стоит."


def test_line_manager_is_named_among_those_not_proposed(round_):
    assert [(ban.mentor, ban.code, ban.text) for ban in _of(round_, "lapshina").bans] == [
        ("kudryavtseva", "line_manager", "прямой руководитель")
    ]


@pytest.mark.clause("7.2")
def test_cost_of_choice_tells_what_an_override_costs(round_):
    choice = cost_of_choice(KINDERGARTEN, round_, "safina", "abrosimova", names=NAMES)
    assert choice.alternative == _of(round_, "safina").alternatives[0]
    assert not choice.proposed and choice.bans == ()
    far = cost_of_choice(KINDERGARTEN, round_, "ovsyannikova", "veretennikova", names=NAMES)
    assert far.alternative is None
    assert far.sentence == "Эту пару не предлагаем: нет формы, на которую согласны оба."


def test_cost_of_choice_knows_the_proposed_pair_and_the_forbidden_one(round_):
    assert cost_of_choice(KINDERGARTEN, round_, "elkina", "gavrilyuk").proposed
    choice = cost_of_choice(KINDERGARTEN, round_, "lapshina", "kudryavtseva")
    assert [ban.code for ban in choice.bans] == ["line_manager"]
    assert choice.sentence == "Эту пару не предлагаем: прямой руководитель."


def test_cost_of_choice_refuses_strangers_and_old_records(round_):
    with pytest.raises(InputError, match="Наставника «nobody» нет среди участников"):
        cost_of_choice(KINDERGARTEN, round_, "elkina", "nobody")
    newer = replace(KINDERGARTEN, weights=Weights(place=0))
    with pytest.raises(InputError, match="сделайте подбор заново"):
        cost_of_choice(newer, round_, "elkina", "belokopytova")


def test_no_id_stands_in_a_sentence(round_):
    few = propose_for(Instance(MENTEES, MENTORS[:5]), names=NAMES)
    ids = {one.id for one in (*MENTEES, *MENTORS)}
    for found in (round_, few):
        sentences = [one.sentence for one in (*found.pairs, *found.unmatched, *found.groups, *found.lacking_topics)]
        sentences += [other.sentence for one in (*found.pairs, *found.unmatched) for other in one.alternatives]
        sentences += [way.sentence for one in found.unmatched for way in one.relaxations]
        assert sentences
        assert not [text for text in sentences if any(key in text for key in ids)]
