"""The certificate proves the right answer and refuses planted wrong ones."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from nastavnik.matching import Instance, Mentee, Mentor, check_certificate, propose_for
from tests.matching.kindergarten import MENTEES, MENTORS
from tests.matching.tiny import people

KINDERGARTEN = Instance(MENTEES, MENTORS)
# four ask for the two places of x and the one of y; e has z, who has another place free
SCARCE = Instance(
    (
        Mentee("a", topics=("t",), experience_months=0, position="воспитатель"),
        Mentee("b", topics=("t",), experience_months=0),
        Mentee("c", topics=("t", "u"), experience_months=0),
        Mentee("d", topics=("t", "u"), experience_months=0, position="логопед"),
        Mentee("e", topics=("v",)),
    ),
    (
        Mentor("x", topics=("t",), capacity=2, experience_months=99, position="воспитатель"),
        Mentor("y", topics=("u",), capacity=1, experience_months=99, position="логопед"),
        Mentor("z", topics=("v",), capacity=2),
    ),
)
# both could have both; each suits one better
CROSSED = Instance(
    (Mentee("a", topics=("t", "u")), Mentee("b", topics=("u", "t"))),
    (Mentor("x", topics=("t",)), Mentor("y", topics=("u",))),
)


@pytest.fixture(scope="module")
def scarce():
    return propose_for(SCARCE)


@pytest.fixture(scope="module")
def kindergarten():
    return propose_for(KINDERGARTEN)


@settings(max_examples=80, deadline=None)
@given(people())
def test_certificate_of_every_answer_is_accepted(found):
    instance = Instance(*map(tuple, found))
    assert check_certificate(instance, propose_for(instance)) == []


def test_certificate_proves_the_number_by_the_mentors_whose_places_are_gone(scarce):
    certificate = scarce.certificate
    assert [(pair.mentee, pair.mentor) for pair in scarce.pairs] == [
        ("a", "x"),
        ("b", "x"),
        ("d", "y"),
        ("e", "z"),
    ]
    assert (certificate.placed, certificate.exhausted) == (4, ("x", "y"))
    assert certificate.prices["x"][0] == certificate.prices["y"][0] == 1  # one more place would place one more
    assert certificate.prices["z"][:2] == (0, 0)


def test_certificate_refuses_two_pairs_swapped():
    best = propose_for(CROSSED)
    swapped = propose_for(replace(CROSSED, excluded=frozenset({("a", "x"), ("b", "y")})))
    assert [(pair.mentee, pair.mentor) for pair in best.pairs] == [("a", "x"), ("b", "y")]
    assert [(pair.mentee, pair.mentor) for pair in swapped.pairs] == [("a", "y"), ("b", "x")]
    claimed = replace(best, pairs=swapped.pairs)
    assert "Итоги в свидетельстве не сходятся с парами." in check_certificate(CROSSED, claimed)
    # with the sums of the swapped pairs, and with all of their own certificate
    adjusted = replace(claimed, certificate=replace(best.certificate, fit=swapped.certificate.fit))
    assert check_certificate(CROSSED, adjusted) == [
        "По ценам для a лучше наставник x, чем предложено.",
        "По ценам для b лучше наставник y, чем предложено.",
    ]
    assert check_certificate(CROSSED, replace(claimed, certificate=swapped.certificate)) != []


def test_certificate_refuses_a_pair_that_is_worse_by_the_lot_alone():
    twins = Instance((Mentee("a", topics=("t",)), Mentee("b", topics=("t",))), (Mentor("x", topics=("t",)),))
    best = propose_for(twins)
    [pair] = best.pairs
    other = propose_for(replace(twins, excluded=frozenset({(pair.mentee, "x")})))
    assert (other.certificate.placed, other.certificate.fit) == (
        best.certificate.placed,
        best.certificate.fit,
    )
    assert check_certificate(twins, replace(other, input_hash=best.input_hash)) != []


def test_certificate_refuses_a_dropped_pair(kindergarten):
    dropped, *rest = kindergarten.pairs
    claimed = replace(kindergarten, pairs=tuple(rest))
    assert check_certificate(KINDERGARTEN, claimed) == ["Список оставшихся без наставника не сходится с парами."]
    certificate = replace(
        kindergarten.certificate,
        placed=kindergarten.certificate.placed - 1,
        fit=kindergarten.certificate.fit - dropped.score,
    )
    left = replace(propose_for(SCARCE).unmatched[0], mentee=dropped.mentee)
    claimed = replace(claimed, unmatched=(left,), certificate=certificate)
    faults = check_certificate(KINDERGARTEN, claimed)
    assert "Не доказано, что пар больше быть не может: составлено 13, граница 14." in faults


@pytest.mark.parametrize("mentor", ["x", "y", "z"])
@pytest.mark.parametrize("change", [-100, 100])
def test_certificate_refuses_a_changed_price(scarce, mentor, change):
    place, fit, *rest = scarce.certificate.prices[mentor]
    prices = {**scarce.certificate.prices, mentor: (place, fit + change, *rest)}
    claimed = replace(scarce, certificate=replace(scarce.certificate, prices=prices))
    assert check_certificate(SCARCE, claimed) != []


def test_certificate_refuses_a_missing_price_and_another_cover(scarce):
    poor = replace(scarce.certificate, prices={"x": scarce.certificate.prices["x"]})
    assert check_certificate(SCARCE, replace(scarce, certificate=poor)) == [
        "В свидетельстве нет цен всех наставников или есть лишние."
    ]
    bare = replace(scarce.certificate, exhausted=())
    assert check_certificate(SCARCE, replace(scarce, certificate=bare)) == [
        "Не доказано, что пар больше быть не может: составлено 4, граница 5."
    ]


def test_certificate_refuses_points_that_do_not_add_up(scarce):
    pair, *rest = scarce.pairs
    expected = [f"Баллы пары a – x не сходятся: должно быть {pair.score}."]
    praised = replace(pair, score=pair.score + 1)
    assert check_certificate(SCARCE, replace(scarce, pairs=(praised, *rest))) == expected
    first, *others = pair.contributions
    painted = replace(pair, contributions=(replace(first, points=first.points - 1), *others))
    assert check_certificate(SCARCE, replace(scarce, pairs=(painted, *rest))) == expected


def test_certificate_refuses_pairs_that_cannot_be(scarce):
    crowd = (*scarce.pairs, replace(scarce.pairs[0], mentee="c"))
    assert check_certificate(SCARCE, replace(scarce, pairs=crowd, unmatched=())) == [
        "Наставнику x предложено больше людей, чем у него мест."
    ]
    twice = (*scarce.pairs, scarce.pairs[0])
    assert check_certificate(SCARCE, replace(scarce, pairs=twice)) == ["Наставляемый a стоит в двух парах."]
    alien = (replace(scarce.pairs[0], mentor="z"), *scarce.pairs[1:])
    assert "Пара a – z недопустима." in check_certificate(SCARCE, replace(scarce, pairs=alien))
    unknown = (replace(scarce.pairs[0], mentor="nobody"), *scarce.pairs[1:])
    assert "Пара a – nobody недопустима." in check_certificate(SCARCE, replace(scarce, pairs=unknown))


def test_certificate_of_other_data_is_refused(scarce):
    older = replace(SCARCE, weights=replace(SCARCE.weights, topics=36))
    assert check_certificate(older, scarce) == [
        "Запись сделана по другим данным: сведения о людях или веса с тех пор изменились."
    ]
