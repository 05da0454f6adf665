"""Two people who would both rather have each other than what is proposed: all such, and no others (7.1/2)."""

import random
from itertools import product

import pytest

from nastavnik.matching import Instance, Mentee, Mentor, Weights, propose, propose_for
from nastavnik.pairs.mutual import mutual_pairs

WEIGHTS = Weights(topics=30, experience=20, position=15, forms=0, hours=0, place=0, wishes=10, waiting=0)


def mentee(name: str, **said) -> Mentee:
    return Mentee(name, **{"topics": ("speech",), "experience_months": 0} | said)


def mentor(name: str, **said) -> Mentor:
    return Mentor(name, **{"topics": ("speech",), "experience_months": 36} | said)


def rows_of(instance: Instance) -> list[dict]:
    return mutual_pairs(instance, propose_for(instance))


@pytest.mark.clause("7.1/2")
def test_two_who_are_parted_for_the_sake_of_all_are_told_apart_with_their_points():
    """A and the first would both gain, but then nobody would be left for B."""
    people = (mentee("A", position="воспитатель"), mentee("B", topics=("art",), position="логопед"))
    mentors = (mentor("1", topics=("speech", "art"), position="воспитатель"), mentor("2", position="логопед"))
    assert rows_of(Instance(people, mentors, WEIGHTS)) == [{
        "mentee": "A", "mentor": "1", "wished": "", "points": 65, "now": 50, "instead": "B", "instead_points": 50,
    }]  # fmt: skip


@pytest.mark.clause("7.1/2")
def test_wishes_come_before_points():
    people = (
        mentee("A", wishes=("1",)),
        mentee("B", topics=("speech", "art"), position="воспитатель"),
    )
    mentors = (
        mentor("1", topics=("speech", "art"), position="воспитатель", wishes=("A",)),
        mentor("2", position="логопед"),
    )
    found = propose_for(Instance(people, mentors, WEIGHTS))
    assert found.mentor_of("B") == "1"
    [row] = mutual_pairs(Instance(people, mentors, WEIGHTS), found)
    assert (row["mentee"], row["mentor"], row["wished"], row["instead"]) == ("A", "1", "both", "B")


@pytest.mark.parametrize("seed", range(40))
def test_all_such_pairs_are_found_and_no_others(seed):
    """Against every pair looked at by itself."""
    instance = _random_instance(random.Random(seed))
    found = propose_for(instance)
    said = {(row["mentee"], row["mentor"]) for row in mutual_pairs(instance, found)}
    assert said == _by_hand(instance, found)


def _by_hand(instance, found) -> set[tuple[str, str]]:
    score = {}
    for one, other in product(instance.mentees, instance.mentors):
        alone = propose((one,), (other,), instance.weights, excluded=instance.excluded)
        if alone.pairs:
            score[one.id, other.id] = alone.pairs[0].score
    mate = {pair.mentee: pair.mentor for pair in found.pairs}

    def better(wishes, new, new_score, old, old_score) -> bool:
        place = {key: number for number, key in enumerate(wishes)}
        return (-place.get(new, 99), new_score) > (-place.get(old, 99), old_score)

    blocking = set()
    for (one, other), points in score.items():
        asking = next(each for each in instance.mentees if each.id == one)
        offering = next(each for each in instance.mentors if each.id == other)
        if mate.get(one) == other:
            continue
        glad = one not in mate or better(asking.wishes, other, points, mate[one], score[one, mate[one]])
        led = [each for each, theirs in mate.items() if theirs == other]
        taken = len(led) < offering.free or any(
            better(offering.wishes, one, points, each, score[each, other]) for each in led
        )
        if glad and taken:
            blocking.add((one, other))
    return blocking


def _random_instance(dice: random.Random) -> Instance:
    topics = ("speech", "art", "play")
    posts = ("воспитатель", "логопед")
    names, numbers = [f"m{number}" for number in range(6)], [f"t{number}" for number in range(4)]
    people = tuple(
        Mentee(
            name,
            topics=tuple(dice.sample(topics, dice.randint(1, 3))),
            position=dice.choice(posts),
            experience_months=dice.choice((0, 24)),
            wishes=tuple(dice.sample(numbers, dice.choice((0, 0, 1, 2)))),
            vetoes=frozenset(dice.sample(numbers, dice.choice((0, 0, 1)))),
        )
        for name in names
    )
    mentors = tuple(
        Mentor(
            number,
            topics=tuple(dice.sample(topics, dice.randint(1, 3))),
            capacity=dice.choice((1, 1, 2)),
            position=dice.choice(posts),
            experience_months=dice.choice((12, 30, 60)),
            wishes=tuple(dice.sample(names, dice.choice((0, 0, 1, 2)))),
        )
        for number in numbers
    )
    return Instance(people, mentors, WEIGHTS)
