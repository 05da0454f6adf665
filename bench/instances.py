"""Made-up problems of any size for the matching engine: the families *scarce* and *ample*.

n mentees, a third as many mentors, 40–200 topics of skewed demand, municipalities of about 600 mentees, about
21 candidates a mentee. In *scarce* two thirds of the mentees can be placed, in *ample* about 98 of 100. The
points of a pair come from the answers of both, as those of the engine do, and go from 0 to 100.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nastavnik.matching.problem import TIE_BITS, Problem

Numbers = NDArray[np.int64]
FAMILIES = ("scarce", "ample")
CAPACITIES = {  # shares of mentors with 1, 2, … places
    "scarce": (0.3, 0.4, 0.3),
    "ample": (0.05, 0.2, 0.35, 0.2, 0.2),
}
FAR = 0.01  # of the draws go to a municipality near by
DRAWS = 56  # some find nobody, some find the same mentor again: about 21 are left
CEILING = 100


def make(family: str, mentees: int, mentors: int = 0, seed: int = 1) -> Problem:
    """A problem in arrays of whole numbers, the same for the same arguments; mentors: a third as many if 0."""
    chance = np.random.default_rng([seed, mentees, FAMILIES.index(family)])
    mentors = mentors or max(1, mentees // 3)
    topics = int(min(200, max(40, mentees // 100)))
    places = max(1, mentees // 600)
    asking = _People.drawn(chance, mentees, topics, places, own_topics=3)
    offering = _People.drawn(chance, mentors, topics, places, own_topics=4)
    first, mentor = _candidates(chance, asking, offering, topics, places)
    mentee = np.repeat(np.arange(mentees), np.diff(first))
    shares = CAPACITIES[family]
    return Problem(
        free=chance.choice(len(shares), mentors, p=shares) + 1,
        used=(chance.random(mentors) < 0.2).astype(np.int64),
        first=first,
        mentor=mentor,
        score=_points(asking, offering, mentee, mentor),
        tie=chance.integers(0, 1 << TIE_BITS, len(mentor)),
        ceiling=CEILING,
    )


@dataclass(frozen=True)
class _People:
    """topics: the most important first, a row a person; experience in years; hours: bits of the week."""

    topics: Numbers
    place: Numbers
    experience: Numbers
    position: Numbers
    hours: Numbers
    form: Numbers

    @classmethod
    def drawn(cls, chance: np.random.Generator, count: int, topics: int, places: int, own_topics: int) -> "_People":
        sizes = chance.uniform(0.65, 1.35, places)  # of its own for each side: here mentors abound, there they lack
        skew = 1 / np.arange(1, topics + 1) ** 0.8
        return cls(
            topics=chance.choice(topics, (count, own_topics), p=skew / skew.sum()),
            place=chance.choice(places, count, p=sizes / sizes.sum()),
            experience=np.minimum(chance.exponential(12, count).astype(np.int64), 40),
            position=chance.choice(6, count, p=(0.6, 0.15, 0.1, 0.05, 0.05, 0.05)),
            hours=chance.integers(0, 1 << 10, count) & chance.integers(0, 1 << 10, count),
            form=chance.integers(0, 4, count),
        )


def _candidates(
    chance: np.random.Generator, asking: _People, offering: _People, topics: int, places: int
) -> tuple[Numbers, Numbers]:
    """Offsets and mentors: each draw takes one mentor who has one of the topics, mostly of the same place."""
    count, mentors = len(asking.place), len(offering.place)
    width = offering.topics.shape[1]
    shelf = (offering.place[:, None] * topics + offering.topics).ravel()  # place and topic of each offer
    order = np.argsort(shelf, kind="stable")
    begin = np.searchsorted(shelf[order], np.arange(places * topics + 1))
    drawn = np.full((count, DRAWS), mentors, np.int32)  # `mentors`: nobody found
    for number in range(DRAWS):
        topic = asking.topics[np.arange(count), np.minimum(chance.integers(0, 4, count), 2)]
        far = chance.random(count) < FAR
        place = np.where(far, asking.place + chance.integers(-2, 3, count), asking.place) % places
        low, high = begin[place * topics + topic], begin[place * topics + topic + 1]
        found = low + (chance.random(count) * (high - low)).astype(np.int64)
        drawn[:, number] = np.where(low < high, order[np.minimum(found, len(order) - 1)] // width, mentors)
    drawn.sort(axis=1)
    fresh = drawn < mentors
    fresh[:, 1:] &= drawn[:, 1:] != drawn[:, :-1]
    first = np.concatenate([[0], np.cumsum(fresh.sum(axis=1))])
    return first.astype(np.int64), drawn[fresh].astype(np.int64)


def _points(asking: _People, offering: _People, mentee: Numbers, mentor: Numbers) -> Numbers:
    """0…100: topics 40, experience 15, position 10, hours 15, place 10, form 10."""
    points = np.zeros(len(mentee), np.int64)
    for rank, worth in enumerate((20, 12, 8)):
        wanted = asking.topics[mentee, rank]
        points += worth * (offering.topics[mentor] == wanted[:, None]).any(axis=1)
    ahead = offering.experience[mentor] - asking.experience[mentee]
    points += np.clip(ahead, 0, 15)
    points += 10 * (offering.position[mentor] == asking.position[mentee])
    common = asking.hours[mentee] & offering.hours[mentor]
    points += 5 * np.minimum(np.bitwise_count(common), 3)
    points += 10 * (offering.place[mentor] == asking.place[mentee])
    return points + 10 * (offering.form[mentor] == asking.form[mentee])
