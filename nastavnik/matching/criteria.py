"""The criteria of fit: whole points that add up, and in which state each criterion stands (7.1/1, 7.1/2).

What each criterion counts stands in `profiles/rules.py`, over whole numbers.
"""

from dataclasses import dataclass

from nastavnik.matching.model import Mentee, Mentor
from nastavnik.matching.profiles import rules
from nastavnik.matching.profiles.coding import code_pair
from nastavnik.matching.weights import LABELS, Weights

FIT = "fit"  # what was asked for
PART = "part"  # partly
MISS = "miss"  # not
UNKNOWN = "unknown"  # an answer is missing: half of the points, so that silence neither helps nor harms
ANY = "any"  # nothing was asked for

STATES = (FIT, PART, MISS, UNKNOWN, ANY)  # by their numbers in the rules


@dataclass(frozen=True)
class Grade:
    """One criterion of one pair: `points` of `max_points`, and the state."""

    criterion: str
    points: int
    max_points: int
    state: str


def grades(mentee: Mentee, mentor: Mentor, weights: Weights) -> tuple[Grade, ...]:
    """The pair by every criterion of weight above 0, in the order in which people see them."""
    a, b, lists = code_pair(mentee, mentor).pair(0, 0)
    found = []
    for place, criterion in enumerate(LABELS):
        weight = getattr(weights, criterion)
        if weight:
            share = rules.share_of(place, a, b, lists)
            found.append(Grade(criterion, int(weight - rules.short_of(weight, share)), weight, STATES[share[2]]))
    return tuple(found)


def score(mentee: Mentee, mentor: Mentor, weights: Weights) -> int:
    """The points of the pair: the sum of its grades, from 0 to `weights.total`."""
    a, b, lists = code_pair(mentee, mentor).pair(0, 0)
    return int(rules.score_of(a, b, lists, weights.numbers(), rules.usable_of(a, b), 0))
